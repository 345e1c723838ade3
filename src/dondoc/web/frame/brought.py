"""Files that a form brings along (tệp đưa vào), bounded before they are read."""

from __future__ import annotations

from typing import Any

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import number
from dondoc.documents.rules.brought_files import LARGEST_ALL, MIB, BroughtFile


def files_of(request_files: Any, name: str = "papers") -> list[BroughtFile]:
    """The uploaded files. Raises Refused before reading what is too much."""
    uploads = request_files.getlist(name)
    if sum(upload.size or 0 for upload in uploads) > LARGEST_ALL:
        raise Refused([Reason(f"Các tệp lớn quá {number(LARGEST_ALL // MIB)} MiB; bớt tệp hoặc giảm cỡ.", "Tệp")])
    return [BroughtFile(upload.name or "", upload.read()) for upload in uploads]
