"""Outlines (đề cương): what a regime says of the narrative part of its reports."""

from __future__ import annotations

from typing import Any

import pytest

from dondoc.deadlines.rules.definition import (
    CannotReadRegime,
    OutlineSection,
    outline_words,
    parse_definition,
    write_definition,
)
from dondoc.deadlines.rules.definition.outline import outline_from_lines, outline_lines
from tests.rules.deadlines.test_definitions import SIMPLE

SECTIONS = [
    {"code": "I", "title": "Tình hình chung", "hint": "Nêu số văn bản đã ban hành", "required": True},
    {"code": "II", "title": "Kiến nghị", "required": False},
]


def read(*sections: Any) -> tuple[OutlineSection, ...]:
    return parse_definition({**SIMPLE, "outline": list(sections)}).outline


def test_sections_are_read_in_their_order_and_written_as_they_were() -> None:
    first, second = read(*SECTIONS)
    assert first == OutlineSection("I", "Tình hình chung", "Nêu số văn bản đã ban hành", is_required=True)
    assert second == OutlineSection("II", "Kiến nghị")
    assert write_definition(parse_definition({**SIMPLE, "outline": SECTIONS}))["outline"] == SECTIONS


def test_a_regime_without_an_outline_is_written_without_one() -> None:
    assert "outline" not in write_definition(parse_definition(SIMPLE))


@pytest.mark.parametrize(
    ("sections", "where", "told"),
    [
        ([{"code": "I", "title": " "}], "outline[0].title", "không để trống"),
        ([{"title": "Tình hình"}], "outline[0].code", "Thiếu mục này"),
        ([*SECTIONS, {"code": "I", "title": "Lặp"}], "outline[2].code", "Số mục 'I' đã dùng ở trên"),
        ([{**SECTIONS[0], "required": "có"}], "outline[0].required", "true hoặc false"),
        ([{**SECTIONS[0], "must": True}], "outline[0].must", "Không có mục 'must'"),
        (["Tình hình"], "outline[0]", "Phải là một nhóm mục"),
        ([{"code": str(n), "title": "Mục"} for n in range(101)], "outline", "tối đa 100"),
    ],
)
def test_every_slip_is_told_at_its_place(sections: list[Any], where: str, told: str) -> None:
    with pytest.raises(CannotReadRegime) as refused:
        read(*sections)
    assert [(reason.where, told in reason.message) for reason in refused.value.reasons] == [(where, True)]


def test_an_outline_counts_as_the_component_that_the_decree_asks_for() -> None:
    missing = "Mẫu đề cương báo cáo"
    assert missing in parse_definition(SIMPLE).missing_components
    assert missing not in parse_definition({**SIMPLE, "outline": SECTIONS}).missing_components


def test_it_may_be_typed_line_by_line_or_pasted_out_of_a_spreadsheet() -> None:
    typed = "I | Tình hình chung | Nêu số văn bản đã ban hành | bắt buộc\n\nII|Kiến nghị\n"
    pasted = "I\tTình hình chung\tNêu số văn bản đã ban hành\tBắt buộc\nII\tKiến nghị\t\t"
    for text in (typed, pasted):
        assert read(*outline_from_lines(text)) == read(*SECTIONS)
    assert outline_lines(SECTIONS).splitlines()[1] == "II | Kiến nghị"


def test_a_word_that_nobody_understands_is_refused_not_taken_for_no() -> None:
    with pytest.raises(CannotReadRegime, match="true hoặc false, đang là 'chắc'"):
        read(*outline_from_lines("I | Tình hình chung | | chắc"))


def test_it_is_told_in_one_sentence() -> None:
    assert outline_words(read(*SECTIONS)) == (
        "Phần lời văn theo đề cương 02 mục: I. Tình hình chung (bắt buộc); II. Kiến nghị."
    )
    assert outline_words(()) == ""
