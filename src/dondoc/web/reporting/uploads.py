"""Files that people hand in (tệp tải lên): judged by their size before a byte is read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import number

MIB = 1_048_576


def whole(upload: UploadedFile[Any], where: str = "Tệp báo cáo") -> bytes:
    """The bytes of a file. Raises Refused, before reading, for one over the limit of reports."""
    size, limit = upload.size or 0, settings.MAX_REPORT_BYTES
    if size > limit:
        told = f"Tệp {number(round(size / MIB, 1))} MB, vượt {limit // MIB} MB. Nén ảnh quét hoặc tách phụ lục."
        raise Refused([Reason(told, where)])
    return bytes(upload.read())
