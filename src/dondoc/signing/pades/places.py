"""Where signature and seal stand on the page (vị trí chữ ký, con dấu).

The personal signature between title and name, the seal over the left third of it. Source: NĐ 30/2020/NĐ-CP, Phụ lục I,
Mục II, khoản 7 và 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from dondoc.base.rules.wording import same_name_key
from dondoc.signing.pades.later import fields_at
from dondoc.signing.pades.objects import entry

POINT = 72 / 25.4
SIGNATURE_HEIGHT, SIGNATURE_WIDTH = 20 * POINT, 55 * POINT
SEAL_SIZE = 36 * POINT
# Where no name is found: on the right, above the foot of the last page.
FALLBACK = (0.72, 45 * POINT)
# A Vietnamese name in 14 points is about this wide for each letter.
LETTER = 0.5
# The name is looked for on so many pages, from the last one back.
MOST_PAGES = 200
# From the right edge, which is the margin of the text, and from the top, within the upper margin.
MARK_FROM_EDGE = (15 * POINT, 8 * POINT)


@dataclass(frozen=True)
class Place:
    """A box on a page in points from the bottom left corner; `is_found`: by the name, not by the fallback."""

    page: int
    box: tuple[int, int, int, int]
    is_found: bool = True


def place_of_signature(data: bytes, name: str, ratio: float) -> Place:
    """Above the signer's name where it stands last in the document; `ratio` is the image's width over its height."""
    pages = PdfReader(BytesIO(data)).pages
    height = min(SIGNATURE_HEIGHT, SIGNATURE_WIDTH / ratio)
    for number in reversed(range(max(0, len(pages) - MOST_PAGES), len(pages))):
        found = _middle_of(pages[number], name)
        if found:
            middle, bottom = found
            return Place(number, _box(middle, bottom, ratio * height, height))
    last = pages[len(pages) - 1]
    x, y = float(last.mediabox.width) * FALLBACK[0], FALLBACK[1]
    return Place(len(pages) - 1, _box(x, y, ratio * height, height), is_found=False)


def place_of_mark(data: bytes, width: float, height: float) -> Place:
    """At the top right of the first page, where an annex bears number, symbol and time of its agency's signature."""
    page = PdfReader(BytesIO(data)).pages[0]
    right, top = float(page.mediabox.right) - MARK_FROM_EDGE[0], float(page.mediabox.top) - MARK_FROM_EDGE[1]
    return Place(0, (round(right - width), round(top - height), round(right), round(top)))


def _middle_of(page: Any, name: str) -> tuple[float, float] | None:
    """Middle and top of the last line of a page that is this name and nothing else."""
    lines: dict[int, list[tuple[float, float, str]]] = {}

    def seen(text: str, place: Any, matrix: Any, font: Any, size: float) -> None:  # noqa: ARG001 - as pypdf calls it
        scale = abs(matrix[3] * place[3]) or 1
        x, y = matrix[4] * place[0] + place[4], matrix[5] * place[3] + place[5]
        if text.strip():
            lines.setdefault(round(y), []).append((x, size * scale, text))

    page.extract_text(visitor_text=seen)
    for y in sorted(lines):
        parts = sorted(lines[y])
        words = "".join(text for _, _, text in parts)
        if same_name_key(words.strip()) == same_name_key(name):
            x, size, _ = parts[0]
            return x + len(words.strip()) * size * LETTER / 2, y + size * 1.1
    return None


def place_of_seal(reader: Any, name: str, data: bytes, ratio: float) -> Place:
    """Over the left third of the newest visible personal signature, else where that would stand."""
    width, height = SEAL_SIZE * min(ratio, 1), SEAL_SIZE / max(ratio, 1)
    for field in reversed(list(fields_at(reader, reader.total_revisions - 1).values())):
        box = [float(n) for n in entry(field, "/Rect", ())]
        if entry(field, "/FT") == "/Sig" and "/V" in field and len(box) == 4 and box[2] > box[0]:
            page = _page_of(reader, field)
            right = box[0] + (box[2] - box[0]) / 3
            return Place(page, _box(right - width / 2, (box[1] + box[3] - height) / 2, width, height))
    beside = place_of_signature(data, name, 1)
    left, bottom, right_edge, _ = beside.box
    return Place(beside.page, _box((left + right_edge) / 2, bottom, width, height), beside.is_found)


def _page_of(reader: Any, field: Any) -> int:
    wanted = field.raw_get("/P").reference if "/P" in field else None
    for number in range(int(reader.root["/Pages"]["/Count"])):
        if reader.find_page_for_modification(number)[0].reference == wanted:
            return number
    return 0


def _box(middle: float, bottom: float, width: float, height: float) -> tuple[int, int, int, int]:
    left = max(0.0, middle - width / 2)
    return round(left), round(bottom), round(left + width), round(bottom + height)
