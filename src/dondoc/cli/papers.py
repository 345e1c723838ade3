"""Documents written to a folder (xuất văn bản): DOCX, PDF and the figures as JSON, all or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.documents.render import render_docx, render_pdf
from dondoc.documents.rules.official import OfficialDocument


class CannotWritePapers(Refused):
    """Refused: the folder cannot be written."""


def write_papers(folder: Path, name: str, document: OfficialDocument, figures: dict[str, Any]) -> list[Path]:
    """`folder`/name.docx, .pdf and .json; files of an earlier run are replaced once all three are made."""
    from django.conf import settings

    made = {
        f"{name}.docx": render_docx(document),
        f"{name}.pdf": render_pdf(document, settings.PDF_FONT_FOLDER),
        f"{name}.json": (json.dumps(figures, ensure_ascii=False, indent=2) + "\n").encode(),
    }
    return write_files(folder, made)


def write_files(folder: Path, made: dict[str, bytes]) -> list[Path]:
    """Every file into the folder, those of an earlier run replaced. Raises CannotWritePapers."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, data in made.items():
            (folder / f".{file}.moi").write_bytes(data)
        for file in made:
            (folder / f".{file}.moi").replace(folder / file)
    except OSError as error:
        raise CannotWritePapers([Reason(f"Không ghi được vào thư mục này ({error.strerror}).", str(folder))]) from error
    return [folder / file for file in made]
