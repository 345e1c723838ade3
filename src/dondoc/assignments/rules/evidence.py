"""Files that come with a deed (tệp kèm theo): how many, how large, of which kinds; told by their first bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dondoc.base.rules.refusals import Reason

MOST_FILES = 5
WHERE = "Tệp kèm theo"
_MIB = 1024 * 1024
# The first bytes of what an office attaches; DOCX, XLSX and other packed documents begin alike.
KINDS = (
    (b"%PDF-", ".pdf", "application/pdf"),
    (b"PK\x03\x04", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"PK\x03\x04", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"\x89PNG\r\n", ".png", "image/png"),
    (b"\xff\xd8\xff", ".jpg", "image/jpeg"),
    (b"\xff\xd8\xff", ".jpeg", "image/jpeg"),
)


@dataclass(frozen=True)
class Upload:
    """A file as it came: the name that its owner gave it, and its bytes up to one more than allowed."""

    name: str
    data: bytes

    @property
    def content_type(self) -> str:
        """What its first bytes and its name agree on; '' for anything else."""
        named = self.name.lower()
        fits = (kind for head, end, kind in KINDS if self.data.startswith(head) and named.endswith(end))
        return next(fits, "")


def reasons_against_files(files: Sequence[Upload], *, max_bytes: int, most: int = MOST_FILES) -> Iterator[Reason]:
    """Every reason against the files of one deed."""
    if len(files) > most:
        yield Reason(f"Chọn {len(files)} tệp, nhiều nhất {most}.", WHERE)
    for file in files:
        if not file.data:
            yield Reason(f"“{file.name}” rỗng.", WHERE)
        elif len(file.data) > max_bytes:
            yield Reason(f"“{file.name}” lớn hơn {max_bytes // _MIB} MB; giảm cỡ hoặc tách tệp.", WHERE)
        elif not file.content_type:
            yield Reason(f"“{file.name}” không phải tệp .pdf, .docx, .xlsx, .jpg, .png đúng như tên.", WHERE)
