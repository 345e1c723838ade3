"""Files brought with an incoming document (tệp đưa vào): which kinds are taken, how large."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import number

MIB = 1024 * 1024
LARGEST_FILE, LARGEST_ALL, MOST_FILES = 20 * MIB, 60 * MIB, 30
# What offices send each other; nothing that runs. The first bytes must agree with the ending.
STARTS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "pptx": (b"PK\x03\x04",),
    "odt": (b"PK\x03\x04",),
    "zip": (b"PK\x03\x04",),
    "doc": (b"\xd0\xcf\x11\xe0", b"{\\rtf"),
    "xls": (b"\xd0\xcf\x11\xe0",),
    "ppt": (b"\xd0\xcf\x11\xe0",),
    "rtf": (b"{\\rtf",),
    "rar": (b"Rar!",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG",),
    "tif": (b"II*\x00", b"MM\x00*"),
    "tiff": (b"II*\x00", b"MM\x00*"),
    "txt": (b"",),
    "csv": (b"",),
    "xml": (b"",),
}
READABLE = frozenset({"pdf", "docx", "txt"})


@dataclass(frozen=True)
class BroughtFile:
    """A file as it was brought: its name and bytes."""

    name: str
    data: bytes

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2].casefold() if "." in self.name else ""

    @property
    def is_readable(self) -> bool:
        """May its words be read for the search?"""
        return self.ending in READABLE


def reasons_against_files(files: Sequence[BroughtFile], already: int = 0) -> list[Reason]:
    """Against taking the files in: too many, too large, empty, of a kind not taken, or not what their name says."""
    reasons = []
    if len(files) + already > MOST_FILES:
        reasons.append(Reason(f"Một văn bản đến có nhiều nhất {MOST_FILES} tệp.", "Tệp"))
    if sum(len(file.data) for file in files) > LARGEST_ALL:
        reasons.append(Reason(f"Các tệp lớn quá {number(LARGEST_ALL // MIB)} MiB; bớt tệp hoặc giảm cỡ.", "Tệp"))
    for file in files:
        name = unicodedata.normalize("NFC", file.name)[:100] or "Tệp không tên"
        starts = STARTS.get(file.ending)
        if not file.data:
            reasons.append(Reason(f"{name} rỗng.", "Tệp"))
        elif len(file.data) > LARGEST_FILE:
            reasons.append(Reason(f"{name} lớn quá {number(LARGEST_FILE // MIB)} MiB.", "Tệp"))
        elif starts is None:
            reasons.append(
                Reason(f"{name}: không nhận loại tệp này. Dùng .pdf, .docx, .xlsx, ảnh quét hoặc .zip.", "Tệp")
            )
        elif not file.data[:1024].lstrip().startswith(starts):
            reasons.append(Reason(f"{name}: nội dung không đúng là tệp .{file.ending}; có thể tệp hỏng.", "Tệp"))
    return reasons
