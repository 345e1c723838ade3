"""Ask the child for the words of a PDF (gọi tiến trình con), and take no for an answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from dondoc.documents.rules.texts import CannotReadText, FileKind, kind_of, text_of_plain, text_of_word
from dondoc.documents.rules.texts.kinds import bounded

# Nothing of the installation (keys, database address) is handed to the child.
HANDED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")
MAX_PAGES = 300
TOO_LONG = "Không đọc được tệp PDF: quá thời gian cho phép. Xuất lại tệp, hoặc dùng tệp .docx."
BROKEN_OFF = "Không đọc được tệp PDF: tệp hỏng hoặc quá lớn. Xuất lại tệp, hoặc dùng tệp .docx."
REASONS = {
    "pages": f"Tệp PDF dài quá {MAX_PAGES} trang. Chỉ đưa vào phần văn bản giao việc.",
    "locked": "Tệp PDF có đặt mật khẩu. Lưu lại bản không mật khẩu.",
    "empty": "Tệp PDF không có lớp chữ (bản quét). Dùng bản điện tử gốc, bản đã nhận dạng chữ, hoặc tệp .docx.",
}


@dataclass(frozen=True)
class Limits:
    """Bounds of one reading: processor seconds, bytes of address space, seconds on the wall."""

    cpu_seconds: int = 25
    address_space: int = 1024**3
    wall_seconds: float = 40


LIMITS = Limits()


def text_of_file(data: bytes) -> str:
    """The words of a .txt, .docx or .pdf file. Raises CannotReadText."""
    kind = kind_of(data)
    if kind is FileKind.PDF:
        return text_of_pdf(data)
    return text_of_word(data) if kind is FileKind.WORD else text_of_plain(data)


def text_of_pdf(data: bytes, limits: Limits = LIMITS) -> str:
    """The words of a PDF, page by page. Takes up to `limits.wall_seconds`: hold no lock. Raises CannotReadText."""
    arguments = [str(limits.cpu_seconds), str(limits.address_space), str(MAX_PAGES)]
    try:
        # -P: the working folder is not searched for modules.
        child = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-P", "-m", "dondoc.documents.pdf_texts.child", *arguments],
            input=data,
            capture_output=True,
            timeout=limits.wall_seconds,
            env={name: os.environ[name] for name in HANDED_ON if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotReadText(TOO_LONG) from None
    if child.returncode != 0:
        raise CannotReadText(BROKEN_OFF)
    answer = json.loads(child.stdout)
    if answer["refused"]:
        raise CannotReadText(REASONS[answer["refused"]])
    return bounded(answer["text"])
