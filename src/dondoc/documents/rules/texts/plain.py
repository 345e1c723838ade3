"""Plain text (tệp .txt): UTF-8, or UTF-16 with its mark."""

from __future__ import annotations

from dondoc.documents.rules.brought_files import STARTS
from dondoc.documents.rules.texts.kinds import CannotReadText, bounded

# How pictures, archives and older documents begin; without a mark of zero they would pass for badly coded words.
_OF_OTHERS = tuple(start for starts in STARTS.values() for start in starts if start)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def text_of_plain(data: bytes) -> str:
    """The words of a text file. Raises CannotReadText."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and (b"\0" in data or data.startswith(_OF_OTHERS)):
        raise CannotReadText("Tệp không phải văn bản. Dùng tệp .txt, .docx hoặc .pdf.")
    try:
        return bounded(data.decode(encoding))
    except UnicodeDecodeError:
        raise CannotReadText(
            "Không đọc được chữ trong tệp: không phải UTF-8 (có thể là TCVN3, VNI hoặc Windows-1258). "
            "Mở bằng Word rồi lưu lại dạng .docx hoặc văn bản UTF-8."
        ) from None
