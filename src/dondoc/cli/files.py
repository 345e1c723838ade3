"""Files on the disk (tệp trên đĩa), read and written so that nothing is lost or flooded."""

from __future__ import annotations

from pathlib import Path

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.tables import MAX_BYTES


class CannotUseFile(Refused):
    """A file that is not there, may not be read, or would be written over."""


def read_input(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """The file, or of a larger one a byte more than may be, so that its reader refuses it. Raises CannotUseFile."""
    try:
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except OSError as error:
        raise CannotUseFile([Reason(_why(error), str(path))]) from error


def write_output(path: Path, data: bytes) -> None:
    """Write a new file; a filled one is never written over. Raises CannotUseFile."""
    try:
        if path.exists() and path.stat().st_size:
            raise CannotUseFile([Reason("Đã có tệp này; hãy chọn tên khác.", str(path))])
        path.write_bytes(data)
    except OSError as error:
        raise CannotUseFile([Reason(_why(error), str(path))]) from error


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "Không có tệp hoặc thư mục này; kiểm tra lại đường dẫn."
    if isinstance(error, IsADirectoryError):
        return "Đây là thư mục, không phải tệp."
    if isinstance(error, PermissionError):
        return "Không có quyền với tệp này."
    return f"Không dùng được tệp này ({error.strerror})."
