"""What came into a file after a signature (phần thêm sau khi ký): fields, stray bytes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, Reference, read_object
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import XRefSectionType

from dondoc.signing.pades.certificates import clean
from dondoc.signing.pades.objects import entry
from dondoc.signing.rules.facts import LaterField

MM_PER_POINT = 25.4 / 72
MOST_FIELDS = 2000
DEEPEST = 20

# Between the objects of an update: white space, the end of the update, comments that speak of no object.
BETWEEN = re.compile(
    rb"(?:[\0\t\n\f\r ]+|startxref[\t\n\r ]+\d+[\t\n\r ]+%%EOF|%(?![^\r\n]*(?:obj|xref|trailer|%EOF))[^\r\n]*[\r\n])*"
)


def fields_at(reader: PdfFileReader, revision: int) -> dict[str, Any]:
    """Terminal fields of a revision by their full names. Raises ValueError on more than any form has."""
    listed = entry(_form_at(reader, revision), "/Fields")
    found: dict[str, Any] = {}
    for name, field in _walked(listed, "", 0):
        if len(found) == MOST_FIELDS:
            raise ValueError("too many fields")
        found[name] = field
    return found


def _walked(listed: Any, above: str, depth: int) -> Iterator[tuple[str, Any]]:
    if not isinstance(listed, ArrayObject) or depth > DEEPEST:
        return
    for index in range(len(listed)):
        field = listed[index]
        if not isinstance(field, DictionaryObject):
            continue
        own = str(entry(field, "/T", ""))
        name = ".".join(part for part in (above, own) if part)
        kids = entry(field, "/Kids")
        has_fields = isinstance(kids, ArrayObject) and any(
            isinstance(kids[n], DictionaryObject) and "/T" in kids[n] for n in range(len(kids))
        )
        if has_fields:
            yield from _walked(kids, name, depth + 1)
        else:
            yield name, field


def later_fields(reader: PdfFileReader, revision: int) -> tuple[LaterField, ...]:
    """Fields that are new since a revision, or whose value is another one."""
    then, now = fields_at(reader, revision), fields_at(reader, reader.total_revisions - 1)
    found = []
    for name, field in now.items():
        old = then.get(name)
        if old is not None and _value(old) == _value(field):
            continue
        width, height = _size(field)
        found.append(
            LaterField(
                name=clean(name),
                is_new=old is None,
                is_text=entry(field, "/FT") == "/Tx",
                was_empty=old is not None and not _value(old),
                text=clean(_value(field)) if entry(field, "/FT") == "/Tx" else "",
                filled_in_revision=_filled_in(reader, revision, name, _value(old) if old is not None else ""),
                width=round(width * MM_PER_POINT, 1),
                height=round(height * MM_PER_POINT, 1),
            )
        )
    return tuple(found)


def _value(field: Any) -> str:
    """What a field holds, as text that can be compared; a signature counts as its reference."""
    raw = field.raw_get("/V") if "/V" in field else ""
    value: Any = entry(field, "/V", "")
    if isinstance(raw, IndirectObject) and isinstance(value, DictionaryObject):
        return f"{raw.idnum} {raw.generation}"
    return str(value)


def _filled_in(reader: PdfFileReader, revision: int, name: str, before: str) -> int:
    for later in range(revision + 1, reader.total_revisions):
        field = fields_at(reader, later).get(name)
        if field is not None and _value(field) != before:
            return later
    return -1


def _size(field: Any) -> tuple[float, float]:
    """Width and height of the largest widget in points; what cannot be read counts as larger than any page."""
    kids = entry(field, "/Kids")
    widgets = [field] + ([kids[n] for n in range(len(kids))] if isinstance(kids, ArrayObject) else [])
    sizes = [(0.0, 0.0)]
    for widget in widgets:
        rect = entry(widget, "/Rect") if isinstance(widget, DictionaryObject) else None
        if rect is None:
            continue
        try:
            left, bottom, right, top = (float(rect[n]) for n in range(4))
        except (TypeError, ValueError, IndexError, KeyError):
            return 1e6, 1e6
        sizes.append((abs(right - left), abs(top - bottom)))
    return max(sizes, key=lambda size: size[0] * size[1])


def removed_signatures(reader: PdfFileReader, kept: Collection[tuple[int, ...]]) -> tuple[str, ...]:
    """Fields that an earlier revision had signed, and whose signature is none of those kept, by their byte ranges.

    A later signature covers a file from which the earlier one was taken out, and would hold for itself.
    """
    found = {}
    for revision in range(reader.total_revisions - 1):
        for name, field in fields_at(reader, revision).items():
            value = entry(field, "/V")
            listed = entry(value, "/ByteRange") if isinstance(value, DictionaryObject) else None
            if isinstance(listed, ArrayObject) and tuple(int(listed[n]) for n in range(len(listed))) not in kept:
                found[clean(name)] = True
    return tuple(found)


def has_form_turned(reader: PdfFileReader, revision: int, *, is_last: bool) -> bool:
    """Were readers told after a revision to draw fields anew, or with other fonts and defaults?

    Values stay the same then, and what is shown need not. Later signers bring fonts along; behind the last signature
    nobody does.
    """
    then, now = (_form_at(reader, n) for n in (revision, reader.total_revisions - 1))
    drawn_anew = "/NeedAppearances"
    if str(entry(then, drawn_anew, False)) != str(entry(now, drawn_anew, False)) and bool(
        entry(now, drawn_anew, False)
    ):
        return True
    has_text = is_last or any(entry(field, "/FT") != "/Sig" for field in fields_at(reader, revision).values())
    return has_text and any(str(entry(then, key)) != str(entry(now, key)) for key in ("/DR", "/DA", "/Q"))


def _form_at(reader: PdfFileReader, revision: int) -> Any:
    # The resolver, not `get_historical_root`: what the old catalog refers to is taken from that revision too.
    form = entry(reader.get_historical_resolver(revision).root, "/AcroForm")
    return form if isinstance(form, DictionaryObject) else {}


def has_stray_bytes(reader: PdfFileReader, data: bytes, end: int, revision: int) -> bool:
    """Does anything stand behind `end` that belongs to none of the updates after a revision?

    Readers that repair files look for objects wherever they stand; what no cross-reference names could be shown
    by them and not by us.
    """
    spans = sorted(_spans(reader, revision))
    place = end
    for start, stop in spans:
        if start < place:
            continue
        if BETWEEN.fullmatch(data, place, start) is None:
            return True
        place = stop
    return BETWEEN.fullmatch(data, place, len(data)) is None


def _spans(reader: PdfFileReader, revision: int) -> Iterator[tuple[int, int]]:
    """Where objects and cross-references of the updates after a revision begin and end."""
    for later in range(revision + 1, reader.total_revisions):
        section = reader.xrefs.get_xref_container_info(later)
        for ref in reader.xrefs.explicit_refs_in_revision(later):
            place = reader.xrefs.get_historical_ref(ref, later)
            if isinstance(place, int):
                yield place, _end_of_object(reader, ref, place)
        if section.xref_section_type is XRefSectionType.STREAM and section.stream_ref:
            yield section.start_location, _end_of_object(reader, section.stream_ref, section.start_location)
        else:
            yield _start_of_table(reader, section.start_location), _end_of_trailer(reader, section.end_location)


def _start_of_table(reader: PdfFileReader, place: int) -> int:
    """Where the word `xref` begins that stands before the lines of a table."""
    before = min(place, 10)
    reader.stream.seek(place - before)
    return int(place - before + reader.stream.read(before).rindex(b"xref"))


def _end_of_object(reader: PdfFileReader, ref: Reference, place: int) -> int:
    """Where `endobj` of an object ends. Raises ValueError where it does not come."""
    stream = reader.stream
    stream.seek(place)
    header = re.match(rb"\s*\d+\s+\d+\s+obj\s*", stream.read(60))
    if header is None:
        raise ValueError("no object here")
    stream.seek(place + header.end())
    read_object(stream, Reference(ref.idnum, ref.generation, reader))
    return _behind(stream, b"endobj")


def _end_of_trailer(reader: PdfFileReader, place: int) -> int:
    reader.stream.seek(place)
    _behind(reader.stream, rb"(?:trailer)?\s*")
    read_object(reader.stream, Reference(0, 0, reader))
    return int(reader.stream.tell())


def _behind(stream: Any, word: bytes) -> int:
    """Where a word that must come next ends; the stream stands there then. Raises ValueError where it does not."""
    start = stream.tell()
    match = re.match(rb"\s*" + word, stream.read(40))
    if match is None:
        raise ValueError(f"no {word!r} here")
    stream.seek(start + match.end())
    return int(stream.tell())
