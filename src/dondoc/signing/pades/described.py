"""What a file says of itself (tên văn bản, người soạn ghi trong tệp): may not be another thing after a signature.

Dates and names of programs may: whoever appends a signature or a timestamp writes them anew.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject, StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader

from dondoc.signing.pades.content import pages_of
from dondoc.signing.pades.objects import entry

DESCRIBING = ("/Title", "/Author", "/Subject", "/Keywords")
DESCRIBING_XMP = re.compile(rb"<(\w+):(title|creator|description|subject)\b[^>]*>(.*?)</\1:\2>", re.S)
# What describes a schema of metadata, and not the document; libraries leave it out when they write the packet anew.
OF_SCHEMA = re.compile(rb"""xmlns:(\w+)\s*=\s*["']http://www\.aiim\.org/pdfa/ns/""")
LARGEST_PACKET = 256 * 1024
MARKUP = re.compile(rb"<[^>]*>|\s+")
# What a signature's field brings to the page that it stands on.
OF_FIELDS = {"/Annots"}


def is_described_otherwise(reader: PdfFileReader, revision: int) -> bool:
    """Do title, author, subject or keywords read otherwise now than at a revision?"""
    then, now = (_described(reader.get_historical_resolver(n)) for n in (revision, reader.total_revisions - 1))
    return any(then[part] != now[part] for part in then)


def _described(resolver: Any) -> dict[str, tuple[str, ...]]:
    info_ref = resolver.trailer_view.get_value_as_reference("/Info", optional=True)
    info = resolver.get_object(info_ref) if info_ref is not None else None
    parts = [str(entry(info, key, "")) for key in DESCRIBING] if isinstance(info, DictionaryObject) else [""] * 4
    metadata_ref = resolver.root.get_value_as_reference("/Metadata", optional=True)
    metadata = resolver.get_object(metadata_ref) if metadata_ref is not None else None
    packet = bytes(metadata.data) if isinstance(metadata, StreamObject) else b""
    packet = packet[:LARGEST_PACKET]
    of_schema = set(OF_SCHEMA.findall(packet))
    found = {name: words for prefix, name, words in DESCRIBING_XMP.findall(packet) if prefix not in of_schema}
    told = {name: unescape(MARKUP.sub(b"", words).decode("utf-8", "replace")) for name, words in found.items()}
    return {"info": tuple(parts), "xmp": tuple(told.get(name, "") for name in (b"title", b"creator", b"description"))}


def are_pages_turned(reader: PdfFileReader, revision: int) -> bool:
    """Does any page have another entry now than at a revision, apart from the fields on it?"""
    then, now = (pages_of(reader.get_historical_resolver(n).root) for n in (revision, reader.total_revisions - 1))
    return any(_entries(one) != _entries(other) for one, other in zip(then, now, strict=False))


def _entries(page: Any) -> dict[str, str]:
    return {key: str(page.raw_get(key)) for key in page if key not in OF_FIELDS}
