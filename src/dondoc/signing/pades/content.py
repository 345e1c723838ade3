"""Parts by which one and the same file can look different (nội dung không cố định): hidden layers, scripts, XFA, media.

A signature over such a file holds for the bytes, but nobody can say what the signer saw. PDF/A forbids all of them.
Source: ISO 32000-2, 7.3.8.2, 8.11 and 12.6; ISO 19005-3, 6.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, Reference, StreamObject
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from dondoc.signing.pades.objects import entry

LAYERS = "lớp nội dung ẩn, bật tắt được"
SCRIPT = "mã lệnh chạy khi mở tệp (JavaScript)"
ACTION = "lệnh làm thay đổi trang khi mở hoặc bấm"
XFA = "biểu mẫu động (XFA)"
MEDIA = "nội dung đa phương tiện"
ELSEWHERE = "nội dung lấy từ nơi khác ngoài tệp"
TOO_MANY = "quá nhiều phần nên không xem hết được"
UNREADABLE = "phần không đọc được"
ACTIONS = frozenset(
    {"/SetOCGState", "/Hide", "/ImportData", "/ResetForm", "/Movie", "/Rendition", "/GoTo3DView", "/RichMediaExecute"}
)
MEDIA_NOTES = frozenset({"/RichMedia", "/3D", "/Movie", "/Screen"})
MOST_PAGES = 500
MOST_OBJECTS = 10_000
DEEPEST = 30

# Words without which there is no such part, in a file or in its object streams. Most files have none, and are not read
# through. A name may be written in signs (#4A) too, as word processors write those of fonts; it counts as what it says.
WORDS = (
    rb"JavaScript|JS|SetOCGState|Hide|ImportData|ResetForm|Movie|Rendition|GoTo3DView|RichMedia|RichMediaExecute|3D"
    rb"|Screen|OCProperties|XFA|Ref"
)
SIGNS = re.compile(rb"/(?:%s)\b" % WORDS)
WORD = re.compile(WORDS)
SIGN = re.compile(rb"#([0-9A-Fa-f]{2})")
IN_SIGNS = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%#]*#[^\0\t\n\f\r ()<>\[\]{}/%]*)")
MOST_NAMES = 10_000
# The entry of a stream whose bytes stand in another file.
FILE = re.compile(rb"/F[\0\t\n\f\r (</%]")


def unstable_parts(reader: PdfFileReader, data: bytes) -> tuple[str, ...]:
    """Vietnamese names of what lets the pages change by themselves; none for an ordinary document."""
    is_plain = not any(_has_signs(piece) for piece in (data, *_packed(reader)))
    if is_plain and not any(FILE.search(head) for head in _heads_of_streams(data)):
        return ()
    refs = {ref for n in range(reader.total_revisions) for ref in reader.xrefs.explicit_refs_in_revision(n)}
    parts = {TOO_MANY} if len(refs) > MOST_OBJECTS else set()
    for ref in islice(refs, MOST_OBJECTS):
        try:
            parts.update(part for one in _dictionaries(ref.get_object(), 0) for part in _parts(one))
        except PdfReadError:
            parts.add(UNREADABLE)
    return tuple(sorted(parts))


def _has_signs(piece: bytes) -> bool:
    if SIGNS.search(piece):
        return True
    names: set[bytes] = set()
    for found in IN_SIGNS.finditer(piece):
        names.add(found[1])
        if len(names) > MOST_NAMES:
            return True
    return any(WORD.fullmatch(SIGN.sub(lambda sign: bytes.fromhex(sign[1].decode()), name)) for name in names)


def _packed(reader: PdfFileReader) -> Iterator[bytes]:
    """What object streams hold."""
    for revision in range(reader.total_revisions):
        streams: set[Reference] = reader.xrefs.object_streams_used_in(revision)  # type: ignore[no-untyped-call]
        for ref in streams:
            stream = ref.get_object()
            yield bytes(stream.data) if isinstance(stream, StreamObject) else b""


def _heads_of_streams(data: bytes) -> Iterator[bytes]:
    """The dictionaries before streams, as bytes."""
    for piece in data.split(b"stream")[:-1]:
        if not piece.endswith(b"end"):
            yield piece[piece.rfind(b"endobj") + 1 :]


def _dictionaries(value: Any, depth: int) -> Iterator[Any]:
    """The dictionaries of an object, not of those that it refers to."""
    if depth > DEEPEST:
        return
    if isinstance(value, DictionaryObject):
        yield value
        for key in value:
            yield from _dictionaries(value.raw_get(key), depth + 1)
    elif isinstance(value, ArrayObject):
        for index in range(len(value)):
            yield from _dictionaries(value.raw_get(index), depth + 1)


def _parts(one: Any) -> Iterator[str]:
    """What makes a file change, of one dictionary."""
    if "/JS" in one or "/JavaScript" in one or entry(one, "/S") == "/JavaScript":
        yield SCRIPT
    if str(entry(one, "/S")) in ACTIONS:
        yield ACTION
    if str(entry(one, "/Subtype")) in MEDIA_NOTES:
        yield MEDIA
    if "/XFA" in one:
        yield XFA
    if isinstance(one, StreamObject) and ("/F" in one or "/Ref" in one):
        yield ELSEWHERE
    if _has_hidden_layers(entry(one, "/OCProperties")) or _is_turned_membership(one):
        yield LAYERS


def _has_hidden_layers(properties: Any) -> bool:
    """Is a layer off to begin with, or switched by zoom, printing or language?"""
    if not isinstance(properties, DictionaryObject):
        return False
    settings = [entry(properties, "/D")]
    others = entry(properties, "/Configs")
    if isinstance(others, ArrayObject):
        settings += [others[n] for n in range(len(others))]
    return any(_hides(setting) for setting in settings if isinstance(setting, DictionaryObject))


def _hides(setting: Any) -> bool:
    switched = any(isinstance(entry(setting, key), ArrayObject) and len(setting[key]) for key in ("/OFF", "/AS"))
    return switched or entry(setting, "/BaseState", "/ON") != "/ON"


def _is_turned_membership(one: Any) -> bool:
    """Shown while its layers are off, or by an expression over them."""
    return entry(one, "/Type") == "/OCMD" and ("/VE" in one or entry(one, "/P", "/AnyOn") not in ("/AnyOn", "/AllOn"))


def pages_of(root: Any) -> list[Any]:
    """The first pages of a catalog, in their order."""
    return list(islice(_pages(entry(root, "/Pages"), 0), MOST_PAGES))


def _pages(node: Any, depth: int) -> Iterator[Any]:
    """The first pages of a page tree that may lie about itself."""
    if not isinstance(node, DictionaryObject) or depth > DEEPEST:
        return
    kids = entry(node, "/Kids")
    if not isinstance(kids, ArrayObject):
        yield node
        return
    for index in range(min(len(kids), MOST_PAGES)):
        yield from _pages(kids[index], depth + 1)
