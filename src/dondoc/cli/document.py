"""`dondoc document render`, `dondoc document check` (văn bản): write one out of JSON, look one over."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.cli.files import read_input
from dondoc.cli.papers import write_files


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("document", help="Văn bản hành chính: trình bày từ tệp JSON, kiểm tra thể thức")
    deeds = parser.add_subparsers(metavar="VIỆC", required=True, title="Các việc")
    render = deeds.add_parser("render", help="Trình bày văn bản thành Word, PDF, HTML và chữ")
    render.add_argument("file", metavar="TỆP.json", type=Path, help="văn bản dạng JSON")
    render.add_argument("--out", metavar="THƯ_MỤC", required=True, type=Path, help="thư mục nhận bốn tệp")
    render.set_defaults(run=run_render)


def run_render(args: argparse.Namespace) -> int:
    """All four forms or none. Raises Refused."""
    from django.conf import settings

    from dondoc.documents.render import render_docx, render_page, render_pdf, render_text
    from dondoc.documents.rules.document_files import read_document
    from dondoc.documents.rules.document_files.reading import MAX_BYTES

    document = read_document(read_input(args.file, MAX_BYTES))
    name = args.file.stem
    made = {
        f"{name}.docx": render_docx(document),
        f"{name}.pdf": render_pdf(document, settings.PDF_FONT_FOLDER),
        f"{name}.html": render_page(document).encode(),
        f"{name}.txt": render_text(document).encode(),
    }
    for path in write_files(args.out, made):
        print(f"Đã ghi: {path}")
    return 0
