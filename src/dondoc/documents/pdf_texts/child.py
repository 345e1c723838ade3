"""The limited process (tiến trình đọc PDF): a PDF on standard input, its words as JSON on standard output.

Run by `dondoc.documents.pdf_texts.limited` only: python -m dondoc.documents.pdf_texts.child CPU_SECONDS ADDRESS_SPACE
MAX_PAGES. No Django, no database, no network.
"""

from __future__ import annotations

import io
import json
import logging
import resource
import sys

from dondoc.documents.rules.texts.kinds import MAX_CHARACTERS


def main() -> None:
    cpu_seconds, address_space, max_pages = map(int, sys.argv[1:])
    _limit(cpu_seconds, address_space)
    logging.disable()
    text, refused = _read(sys.stdin.buffer.read(), max_pages)
    sys.stdout.write(json.dumps({"text": text, "refused": refused}))


def _limit(cpu_seconds: int, address_space: int) -> None:
    """For good: neither this process nor anything read in it can raise the limits again. No file is written."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes, max_pages: int) -> tuple[str, str]:
    """The words, and '' or why there are none. Any mistake of the library ends the process."""
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect  # under the limits already
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    from dondoc.documents.pdf_texts.sheets import Sheets

    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFPasswordIncorrect:
        return "", "locked"
    manager = PDFResourceManager()
    sheets = Sheets(manager)
    interpreter = PDFPageInterpreter(manager, sheets)
    for n, page in enumerate(PDFPage.create_pages(document), start=1):
        if n > max_pages:
            return "", "pages"
        interpreter.process_page(page)
        if sheets.n_signs > MAX_CHARACTERS:
            break
    text = "\n".join(sheets.lines)
    return (text, "") if text.strip() else ("", "empty")


if __name__ == "__main__":
    main()
