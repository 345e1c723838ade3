"""The outline of the narrative part of a report (đề cương báo cáo). Source: NĐ 09/2019/NĐ-CP, Điều 7."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dondoc.base.rules.tables.lines import line_of, parts_of
from dondoc.base.rules.wording import count_in_text
from dondoc.deadlines.rules.reading import Fields

MOST_SECTIONS = 100
REQUIRED = "bắt buộc"
_KEYS = ("code", "title", "hint", "required")


@dataclass(frozen=True)
class OutlineSection:
    """One headed section (mục của đề cương): `code` as it is numbered, 'I', '2.1'; `hint`: what to write there."""

    code: str
    title: str
    hint: str = ""
    is_required: bool = False


def read_outline(fields: Fields) -> tuple[OutlineSection, ...]:
    """The sections under "outline", in their order; slips go to the fields' problems."""
    read: list[OutlineSection] = []
    items = fields.items("outline")
    if len(items) > MOST_SECTIONS:
        fields.problems.add(fields.at("outline"), f"Có {len(items)} mục, tối đa {MOST_SECTIONS}.")
    for path, item in items[:MOST_SECTIONS]:
        own = Fields(item, path, fields.problems, _KEYS)
        if not own.values:
            continue
        section = OutlineSection(
            code=own.text("code", longest=20),
            title=own.text("title", longest=300),
            hint=own.text("hint", "", 1000),
            is_required=own.flag("required", False),
        )
        if section.code and section.code in {earlier.code for earlier in read}:
            fields.problems.add(own.at("code"), f"Số mục '{section.code}' đã dùng ở trên.")
        read.append(section)
    return tuple(read)


def outline_values(outline: Iterable[OutlineSection]) -> list[dict[str, Any]]:
    """The sections as plain values, which `read_outline` reads as the same."""
    found = []
    for section in outline:
        value: dict[str, Any] = {"code": section.code, "title": section.title, "required": section.is_required}
        found.append({**value, "hint": section.hint} if section.hint else value)
    return found


def outline_lines(values: Iterable[Mapping[str, Any]]) -> str:
    """'I | Tình hình chung | Nêu số văn bản | bắt buộc', a line for each section."""
    return "\n".join(
        line_of(v["code"], v["title"], v.get("hint", ""), REQUIRED if v.get("required") else "") for v in values
    )


def outline_from_lines(text: str) -> list[dict[str, Any]]:
    """Lines as plain values; what cannot be understood is handed on, to be refused at its place."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        code, title, hint, *rest = (*parts_of(line), "", "", "")
        value: dict[str, Any] = {"code": code, "title": title}
        if hint:
            value["hint"] = hint
        if told := " ".join(filter(None, rest)):
            value["required"] = True if told.casefold() == REQUIRED else told
        found.append(value)
    return found


def outline_words(outline: Sequence[OutlineSection]) -> str:
    """'Phần lời văn theo đề cương 02 mục: I. Tình hình chung (bắt buộc); II. Kiến nghị.'; '' for none."""
    if not outline:
        return ""
    told = "; ".join(f"{s.code}. {s.title}{f' ({REQUIRED})' if s.is_required else ''}" for s in outline)
    return f"Phần lời văn theo đề cương {count_in_text(len(outline))} mục: {told}."
