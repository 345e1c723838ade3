"""What a check finds (lỗi thể thức): the rule broken, where, what stands there, what should, and which law says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dondoc.documents.rules.checking.paper import Line

DECREE = "NĐ 30/2020/NĐ-CP"


def source(section: str) -> str:
    """'NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.1'."""
    return f"{DECREE}, Phụ lục I, Phần I, {section}"


@dataclass(frozen=True)
class Broken:
    """One rule broken; every text is for the reader."""

    rule: str
    where: str
    found: str
    expected: str
    source: str

    @property
    def is_practice(self) -> bool:
        """Usage of offices, not the decree itself (thông lệ): told, but nothing is refused for it."""
        return "(thông lệ)" in self.source


MEASURED = re.compile(
    r"^(margin|page)-|^(font|colour|unicode|annex-page-number)$"
    r"|-(size|bold|italic|style|colour|align|place|level|indent|spacing|rule)$"
)


def is_measured(rule: str) -> bool:
    """A rule on looks and places, which the text layer of a scan does not show."""
    return MEASURED.search(rule) is not None


def quoted(text: str, most: int = 60) -> str:
    return f"“{text if len(text) <= most else text[: most - 1] + '…'}”"


def points(size: float) -> str:
    """'13', '13,5'."""
    return f"{size:g}".replace(".", ",")


def millimetres(length: float) -> str:
    return f"{round(length, 1):g} mm".replace(".", ",")


@dataclass(frozen=True)
class Look:
    """How the lines of a part must look; None leaves a thing open."""

    name: str
    sizes: tuple[float, float]
    source: str
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None


def look_faults(rule: str, lines: Iterable[Line], look: Look) -> Iterable[Broken]:
    """Size, weight, slant and case of each line against what is due; a rule is told once for a part."""
    told: set[str] = set()
    for line in lines:
        for kind, found, expected in _faults(line, look):
            if kind not in told:
                told.add(kind)
                where = f"{look.name}: {quoted(line.text)}"
                yield Broken(f"{rule}-{kind}", where, found, expected, look.source)


def _faults(line: Line, look: Look) -> Iterable[tuple[str, str, str]]:
    low, high = look.sizes
    if line.size is not None and not low - 0.3 <= line.size <= high + 0.3:
        due = points(low) if low == high else f"{points(low)}–{points(high)}"
        yield "size", f"cỡ chữ {points(line.size)}", f"cỡ chữ {due}"
    if look.bold is not None and line.bold is not None and (line.bold > 0.5) is not look.bold:
        yield "bold", "chữ đậm" if line.bold > 0.5 else "chữ không đậm", "chữ đậm" if look.bold else "chữ không đậm"
    if look.italic is not None and line.italic is not None and (line.italic > 0.5) is not look.italic:
        yield "italic", "chữ nghiêng" if line.italic > 0.5 else "chữ đứng", "chữ nghiêng" if look.italic else "chữ đứng"
    if look.capitals is not None and _is_capitals(line.text) is not None:
        if look.capitals and not _is_capitals(line.text):
            yield "case", quoted(line.text), "chữ in hoa"
        if not look.capitals and _is_capitals(line.text) and len(line.text) > 8:
            yield "case", quoted(line.text), "chữ in thường"


def _is_capitals(text: str) -> bool | None:
    if not any(sign.isalpha() for sign in text):
        return None
    return text == text.upper()
