"""Words that the image of a later signature stands over (chữ bị hình của chữ ký sau che lên).

A seal may touch the words that it belongs to: title and name of the signer, and what stands close to a signature that
is there already. Over any other words an image shows a reader something else than the one before saw. Source: NĐ
30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 7 và 8.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader

from dondoc.base.rules.wording import same_name_key
from dondoc.signing.pades.certificates import clean
from dondoc.signing.pades.content import pages_of
from dondoc.signing.pades.later import fields_at
from dondoc.signing.pades.objects import entry
from dondoc.signing.rules.facts import LaterField

Box = tuple[float, float, float, float]
MM = 72 / 25.4
# Around an earlier signature, and around a name: to both sides, below its line, above it.
AROUND_SIGNATURE = 25 * MM
AROUND_NAME = (50 * MM, 12 * MM, 55 * MM)
# An image that touches the edge of a letter covers nothing.
TOUCH = 2.0
# What a letter is wide and high, in sizes of its font.
LETTER, HEIGHT = 0.5, 0.7
UNREADABLE = "không đọc được chữ của trang"


def with_covered_words(
    fields: tuple[LaterField, ...], data: bytes, reader: PdfFileReader, revision: int, names: Sequence[str]
) -> tuple[LaterField, ...]:
    """The fields that came after a revision, each with the words that it covers; `names`: of those who signed."""
    visible = {f.name for f in fields if not f.is_text and f.width * f.height > 0}
    if not visible:
        return fields
    now = fields_at(reader, reader.total_revisions - 1)
    earlier = [f for f in fields_at(reader, revision).values() if entry(f, "/FT") == "/Sig" and "/V" in f]
    notes = [_notes(page) for page in pages_of(reader.root)]
    covered = {}
    for name in visible:
        places = [(number, box) for number, listed in enumerate(notes) for box in _boxes(now[name], listed)]
        found = [
            words
            for number, box in places
            for words in _under(box, data, number, [b for f in earlier for b in _boxes(f, notes[number])], names)
        ]
        # Shown on none of the pages that are looked at: of where it stands nothing can be told.
        covered[name] = clean(" ".join(dict.fromkeys(found))) if places else UNREADABLE
    return tuple(replace(f, covers=covered.get(clean(f.name), "")) for f in fields)


def _notes(page: Any) -> list[Any]:
    listed = entry(page, "/Annots")
    return [listed.raw_get(n) for n in range(len(listed))] if isinstance(listed, ArrayObject) else []


def _boxes(field: Any, notes: Sequence[Any]) -> Iterator[Box]:
    """Where a field is shown on the page with these notes."""
    kids = entry(field, "/Kids")
    widgets = [field] + ([kids[n] for n in range(len(kids))] if isinstance(kids, ArrayObject) else [])
    for widget in widgets:
        place = getattr(widget, "container_ref", None)
        shown = any(n.reference == place if isinstance(n, IndirectObject) else n is widget for n in notes)
        if shown and isinstance(widget, DictionaryObject) and "/Rect" in widget:
            one, two, three, four = (float(n) for n in widget["/Rect"])
            yield min(one, three), min(two, four), max(one, three), max(two, four)


def _under(box: Box, data: bytes, page: int, earlier: Sequence[Box], names: Sequence[str]) -> Iterator[str]:
    """Words of a page that stand in a box, those at a signature or a signer's name left out.

    Boundary: whatever the reader of texts raises over untrusted bytes means that the words cannot be told.
    """
    try:
        words = _words(data, page)
    except Exception:  # noqa: BLE001 - the boundary named above
        yield UNREADABLE
        return
    allowed = [_grown(b, AROUND_SIGNATURE, AROUND_SIGNATURE, AROUND_SIGNATURE) for b in earlier]
    keys = {same_name_key(name) for name in names}
    allowed += [_grown(place, *AROUND_NAME) for place, text in words if same_name_key(text) in keys]
    for place, text in words:
        if _overlap(place, box) and not any(_overlap(place, block) for block in allowed):
            yield text


def _words(data: bytes, number: int) -> list[tuple[Box, str]]:
    """The lines of a page: where each piece of words stands, about."""
    from pypdf import PdfReader  # here: most files have one signature

    lines: dict[int, list[tuple[float, float, str]]] = {}

    def seen(text: str, place: Any, matrix: Any, font: Any, size: float) -> None:  # noqa: ARG001 - as pypdf calls it
        scale = abs(matrix[3] * place[3]) or 1
        x, y = matrix[4] * place[0] + place[4], matrix[5] * place[3] + place[5]
        if text.strip():
            lines.setdefault(round(y), []).append((x, size * scale, text.strip()))

    PdfReader(BytesIO(data)).pages[number].extract_text(visitor_text=seen)
    found = []
    for y, pieces in lines.items():
        for x, size, text in pieces:
            found.append(((x, float(y), x + len(text) * size * LETTER, y + size * HEIGHT), text))
        if len(pieces) > 1:  # a name may be written piece by piece
            whole = "".join(text for _, _, text in sorted(pieces))
            left, size, _ = min(pieces)
            found.append(((left, float(y), left + len(whole) * size * LETTER, y + size * HEIGHT), whole))
    return found


def _grown(box: Box, sideways: float, below: float, above: float) -> Box:
    return box[0] - sideways, box[1] - below, box[2] + sideways, box[3] + above


def _overlap(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > TOUCH and high > TOUCH
