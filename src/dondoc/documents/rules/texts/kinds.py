"""What kind of file holds the words (loại tệp), told by its first bytes and not by its name."""

from __future__ import annotations

from enum import StrEnum

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import number

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 2_000_000
OLD_WORD = b"\xd0\xcf\x11\xe0"


class CannotReadText(Refused):
    """Refused: no words can be taken out of this file."""


class FileKind(StrEnum):
    PLAIN = "txt"
    WORD = "docx"
    PDF = "pdf"


def kind_of(data: bytes) -> FileKind:
    """The kind of a file. Raises CannotReadText for one that is empty, too large, or of a kind not read here."""
    if not data:
        raise CannotReadText("Tệp trống.")
    if len(data) > MAX_BYTES:
        raise CannotReadText(f"Tệp lớn quá {number(MAX_BYTES // 1_000_000)} MB. Chỉ đưa vào phần văn bản giao việc.")
    if data.startswith(b"PK\x03\x04"):
        return FileKind.WORD
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data.startswith(OLD_WORD):
        raise CannotReadText("Tệp là Word đời cũ (.doc) hoặc có đặt mật khẩu. Lưu lại dạng .docx, không mật khẩu.")
    return FileKind.PLAIN


def bounded(text: str) -> str:
    """The text, if it is not longer than a document can be. Raises CannotReadText."""
    if len(text) > MAX_CHARACTERS:
        raise CannotReadText("Văn bản dài quá 2 triệu ký tự. Chỉ đưa vào phần giao việc.")
    return text
