"""`dondoc document render`, `dondoc document check` (văn bản): write one out of JSON, look one over."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dondoc.base.rules.wording import number
from dondoc.cli.files import read_input
from dondoc.cli.papers import write_files

BROKEN = 3


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("document", help="Văn bản hành chính: trình bày từ tệp JSON, kiểm tra thể thức")
    deeds = parser.add_subparsers(metavar="VIỆC", required=True, title="Các việc")
    render = deeds.add_parser("render", help="Trình bày văn bản thành Word, PDF, HTML và chữ")
    render.add_argument("file", metavar="TỆP.json", type=Path, help="văn bản dạng JSON")
    render.add_argument("--out", metavar="THƯ_MỤC", required=True, type=Path, help="thư mục nhận bốn tệp")
    render.set_defaults(run=run_render)
    check = deeds.add_parser("check", help="Kiểm tra thể thức một tệp Word hoặc PDF")
    check.add_argument("file", metavar="TỆP", type=Path, help="tệp .docx hoặc .pdf của bất kỳ ai soạn")
    check.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    check.set_defaults(run=run_check)


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


def run_check(args: argparse.Namespace) -> int:
    """0 when no rule is broken, 3 when some are. Raises Refused for a file that cannot be looked at."""
    from dondoc.documents.paper_facts import check_file
    from dondoc.documents.paper_facts.limited import MAX_BYTES

    made = check_file(read_input(args.file, MAX_BYTES))
    if args.json:
        print(json.dumps(made.figures(), ensure_ascii=False, indent=2))
        return BROKEN if made.broken else 0
    for broken in made.broken:
        print(f"{broken.where}: {broken.found}; cần {broken.expected} ({broken.source})")
    print(f"{number(len(made.broken))} lỗi thể thức." if made.broken else "Không thấy lỗi thể thức.")
    return BROKEN if made.broken else 0
