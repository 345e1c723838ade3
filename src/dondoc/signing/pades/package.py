"""The data that a PDF brings along (gói dữ liệu đính kèm): the file of PDF/A-3 whose relationship is Data."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader

from dondoc.signing.pades.enveloped import data_inside, is_container
from dondoc.signing.pades.objects import entry

LARGEST_PACKAGE = 6 * 1024 * 1024
MOST_FILES = 50


def data_package(data: bytes, name: str) -> bytes | None:
    """The attached file of that name, or what a signed container holds; None where there is no such or several.

    Boundary: whatever the library raises over untrusted bytes means that there is none that can be relied upon.
    """
    if is_container(data):
        return data_inside(data)
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        found = [content for told, content in _data_files(reader.root) if told == name]
    except Exception:  # noqa: BLE001 - the boundary named above
        return None
    return found[0] if len(found) == 1 and len(found[0]) <= LARGEST_PACKAGE else None


def _data_files(root: Any) -> Iterator[tuple[str, bytes]]:
    """Associated files of the document (ISO 19005-3, 6.8)."""
    listed = entry(root, "/AF")
    if not isinstance(listed, ArrayObject):
        return
    for index in islice(range(len(listed)), MOST_FILES):
        spec = listed[index]
        if not isinstance(spec, DictionaryObject) or entry(spec, "/AFRelationship") != "/Data":
            continue
        stream = entry(entry(spec, "/EF", {}), "/F")
        if isinstance(stream, StreamObject):
            yield str(entry(spec, "/UF", entry(spec, "/F", ""))), bytes(stream.data)
