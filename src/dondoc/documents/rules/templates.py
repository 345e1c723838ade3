"""Templates of documents (mẫu văn bản): which sentences a document is made of, which figures each may and must name.

A template belongs to the product and says what can be worded; the words belong to the office (`Wording`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from dondoc.base.rules.refusals import Reason
from dondoc.documents.rules.wordings import FIGURE, Wording

LONGEST_SENTENCE, MOST_LINES = 3000, 40
_SYMBOL = re.compile(r"[^\W\d_]\w*(?:[-&.]\w+)*")
_END = re.compile(r"\./\.\s*$")


class Shape(StrEnum):
    """How a section is filled: one SENTENCE, several LINES, a SYMBOL ('BC-VP'), a COUNT (a whole number)."""

    SENTENCE = "sentence"
    LINES = "lines"
    SYMBOL = "symbol"
    COUNT = "count"


@dataclass(frozen=True)
class Figure:
    """A figure that may be named in braces (số liệu chèn vào): its name and what it says."""

    name: str
    meaning: str

    @property
    def written(self) -> str:
        """'{qua_han.danh_sach}'."""
        return f"{{{self.name}}}"


@dataclass(frozen=True)
class Section:
    """One part of a document that an office words itself (mục của mẫu).

    `needs`: figures without which the document would say less than the truth. `own`: figures that exist here alone.
    `closes`: the body's last words, after which the writer puts './.'.
    """

    key: str
    title: str
    shape: Shape = Shape.SENTENCE
    needs: tuple[str, ...] = ()
    own: tuple[Figure, ...] = ()
    may_be_empty: bool = False
    closes: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Template:
    """What can be worded of one kind of document (mẫu văn bản)."""

    kind: str
    name: str
    purpose: str
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]

    def figures_of(self, section: Section) -> tuple[Figure, ...]:
        """Every figure that may be named in a section; none in a symbol or a number."""
        return (*section.own, *self.figures) if section.shape in (Shape.SENTENCE, Shape.LINES) else ()


def lines_of(value: str | Sequence[str]) -> list[str]:
    """The lines of a section, however it is kept."""
    return [value] if isinstance(value, str) else list(value)


def faults(template: Template, content: Wording) -> list[Reason]:
    """Everything that keeps a wording from being used, each at its section (`where`: the section's key)."""
    return [
        Reason(message, section.key) for section in template.sections for message in _faults(template, section, content)
    ]


def _faults(template: Template, section: Section, content: Wording) -> Iterator[str]:
    lines = [line for line in lines_of(content.get(section.key, "")) if line.strip()]
    if not lines:
        if not section.may_be_empty:
            yield "Chưa có lời văn."
        return
    if section.shape is Shape.SYMBOL and not _SYMBOL.fullmatch(lines[0]):
        yield "Ký hiệu gồm chữ viết tắt nối bằng dấu gạch, ví dụ BC-VP, UBND-TTPVHCC; không ghi số, dấu gạch chéo."
    if section.shape is Shape.COUNT and not (lines[0].isascii() and lines[0].isdigit() and 1 <= int(lines[0]) <= 999):
        yield "Ghi một số từ 1 đến 999."
    if len(lines) > MOST_LINES:
        yield f"Có {len(lines)} dòng, tối đa {MOST_LINES}."
    longest = max(map(len, lines))
    if longest > LONGEST_SENTENCE:
        yield f"Có đoạn dài {longest} ký tự, tối đa {LONGEST_SENTENCE}; tách thành nhiều đoạn."
    if section.closes and _END.search(lines[-1]):
        yield "Không ghi './.': văn bản tự có dấu này ở cuối."
    if section.key == "recipients" and not any(_keeps_a_copy(line) for line in lines):
        yield "Nơi nhận phải có dòng 'Lưu: VT, …' (NĐ 30/2020/NĐ-CP, Phụ lục I)."
    yield from _figure_faults(section, lines, {figure.name: figure for figure in template.figures_of(section)})


def _keeps_a_copy(line: str) -> bool:
    return line.strip().lstrip("+- ").casefold().startswith("lưu:")


def _figure_faults(section: Section, lines: Sequence[str], known: Mapping[str, Figure]) -> Iterator[str]:
    named = [name for line in lines for name in FIGURE.findall(line)]
    for name in dict.fromkeys(name for name in named if name not in known):
        near = get_close_matches(name, known, n=1)
        yield f"Không có số liệu {{{name}}}." + (f" Gần giống: {known[near[0]].written}." if near else "")
    if any("{" in rest or "}" in rest for rest in (FIGURE.sub("", line) for line in lines)):
        yield "Dấu ngoặc nhọn chỉ dùng quanh tên số liệu viết thường, không dấu, ví dụ {ky}."
    for name in section.needs:
        if name not in named:
            yield f"Thiếu số liệu {known[name].written}: {known[name].meaning}."


@dataclass(frozen=True)
class Change:
    """A section worded differently in two versions (chỗ khác giữa hai bản)."""

    section: Section
    before: tuple[str, ...]
    after: tuple[str, ...]


def changes(template: Template, before: Wording, after: Wording) -> list[Change]:
    """What differs, in the order of the document."""
    told = (Change(s, _lines(before, s.key), _lines(after, s.key)) for s in template.sections)
    return [change for change in told if change.before != change.after]


def _lines(content: Wording, key: str) -> tuple[str, ...]:
    return tuple(line for line in lines_of(content.get(key, "")) if line)


def cleaned(template: Template, content: Mapping[str, str | Iterable[str]]) -> dict[str, str | list[str]]:
    """Only the template's own sections, without blanks around and without empty lines."""
    made: dict[str, str | list[str]] = {}
    for section in template.sections:
        value = content.get(section.key, "")
        lines = value.splitlines() if isinstance(value, str) else list(value)
        kept = [" ".join(line.split()) for line in lines if line.strip()]
        made[section.key] = kept if section.shape is Shape.LINES else " ".join(kept)
    return made
