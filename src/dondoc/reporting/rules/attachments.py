"""What may be attached to a section (tệp kèm): documents and pictures that are what their names say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from dondoc.base.rules.refusals import Reason

MAX_FILE = 10 * 1024 * 1024  # bytes
MAX_FILES = 10  # of one section
MAX_ALL_FILES = 60 * 1024 * 1024  # bytes of one report
_OFFICE = "application/vnd.openxmlformats-officedocument"
# By the end of the name: the first bytes, the type, and of a package the part that makes it what it is.
KINDS = {
    "pdf": (b"%PDF-", "application/pdf", ""),
    "png": (b"\x89PNG\r\n\x1a\n", "image/png", ""),
    "jpg": (b"\xff\xd8\xff", "image/jpeg", ""),
    "jpeg": (b"\xff\xd8\xff", "image/jpeg", ""),
    "docx": (b"PK\x03\x04", f"{_OFFICE}.wordprocessingml.document", "word/document.xml"),
    "xlsx": (b"PK\x03\x04", f"{_OFFICE}.spreadsheetml.sheet", "xl/workbook.xml"),
}


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def content_type_of(name: str) -> str:
    return KINDS[_ending(name)][1]


def reasons_against_file(
    name: str, start: bytes, size: int, *, files_of_section: int, bytes_of_report: int
) -> Iterator[Reason]:
    """Every reason why a file may not be attached, as far as its name, first bytes and size tell."""
    kind = KINDS.get(_ending(name))
    if size == 0:
        yield Reason("Tệp rỗng. Chọn lại tệp.", name[:100])
    elif kind is None or not start.startswith(kind[0]):
        yield Reason("Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx), ảnh PNG, JPEG.", name[:100])
    if size > MAX_FILE:
        yield Reason(f"Tệp lớn quá {MAX_FILE // 1_048_576} MB.", name[:100])
    if files_of_section >= MAX_FILES:
        yield Reason(f"Mỗi mục kèm tối đa {MAX_FILES} tệp.")
    if bytes_of_report + size > MAX_ALL_FILES:
        yield Reason(f"Các tệp kèm của một báo cáo tối đa {MAX_ALL_FILES // 1_048_576} MB.")


def faults_inside(name: str, data: bytes) -> Iterator[Reason]:
    """What a package holds that it should not, or lacks; only its list of parts is read."""
    part = KINDS[_ending(name)][2]
    if not part:
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeDecodeError):
        parts = set()
    if part not in parts:
        yield Reason("Tệp hỏng, hoặc không phải Word, Excel. Mở rồi lưu lại.", name[:100])
    elif any(inside.rpartition("/")[2].lower() == "vbaproject.bin" for inside in parts):
        yield Reason("Tệp có macro, không nhận. Lưu lại dạng không có macro.", name[:100])
