"""Templates: what an office may word, which figures it must name, and that every letter keeps to its template."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.refusals import NotFound
from dondoc.documents.rules.templates import Shape, changes, cleaned, faults
from dondoc.documents.rules.wordings import FIGURE
from dondoc.followup.letters.templates import TEMPLATES, template_of


def words(kind: str) -> dict[str, Any]:
    text = resources.files("dondoc.documents").joinpath("wordings", f"{kind}.json").read_text("utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def told(kind: str, **changed: Any) -> list[tuple[str, str]]:
    return [(r.where, r.message) for r in faults(template_of(kind), {**words(kind), **changed})]


@pytest.mark.parametrize("kind", TEMPLATES)
def test_the_words_brought_along_can_be_used_and_fill_every_section(kind: str) -> None:
    template = template_of(kind)
    assert told(kind) == []
    assert set(words(kind)) == {section.key for section in template.sections}


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_figure_is_offered_once_with_what_it_says(kind: str) -> None:
    template = template_of(kind)
    for section in template.sections:
        names = [figure.name for figure in template.figures_of(section)]
        assert len(names) == len(set(names))
        assert set(section.needs) <= set(names)
    assert all(figure.meaning and FIGURE.fullmatch(figure.written) for figure in template.figures)


def test_a_figure_that_does_not_exist_is_named_with_the_nearest_one() -> None:
    assert told("reporting-letter", opinion="Còn {qua_han.danhsach}.") == [
        ("opinion", "Không có số liệu {qua_han.danhsach}. Gần giống: {qua_han.danh_sach}.")
    ]


def test_a_figure_without_which_the_document_would_hide_something_must_be_named() -> None:
    [(where, message)] = told("reporting-letter", faults="Tuy nhiên còn một số đơn vị {loi}.")
    assert where == "faults"
    assert message == "Thiếu số liệu {loi.danh_sach}: từng loại vi phạm với tên các đơn vị."


@pytest.mark.parametrize("text", ["còn { ky }", "còn {Ky}", "còn {ky", "còn ky}", "còn {}", "{{ky}}"])
def test_braces_that_name_no_figure_are_told(text: str) -> None:
    assert any("Dấu ngoặc nhọn" in message for _, message in told("reporting-letter", opinion=text))


def test_a_section_without_words_and_a_list_without_the_copy_to_keep_are_told() -> None:
    assert told("task-review", request="  ", recipients=["Như trên"]) == [
        ("request", "Chưa có lời văn."),
        ("recipients", "Nơi nhận phải có dòng 'Lưu: VT, …' (NĐ 30/2020/NĐ-CP, Phụ lục I)."),
    ]


def test_a_copy_kept_under_the_office_counts() -> None:
    assert told("reporting-letter", recipients=["VP UBND tỉnh:", "+ LĐVP", "+ Lưu: VT, TTPVHCC"]) == []


@pytest.mark.parametrize("symbol", ["BC/VP", "05/BC-VP", "-VP", "BC VP"])
def test_a_symbol_is_letters_and_dashes(symbol: str) -> None:
    assert [where for where, _ in told("task-review", symbol=symbol)] == ["symbol"]


@pytest.mark.parametrize("count", ["0", "-1", "năm", "1000", "²", "٣"])
def test_a_number_of_days_is_a_number(count: str) -> None:
    assert told("urging-letter", working_days=count) == [("working_days", "Ghi một số từ 1 đến 999.")]


def test_the_end_mark_is_not_typed() -> None:
    [(where, _)] = told("regime-report", request="Kính báo cáo./.")
    assert where == "request"


def test_too_long_and_too_many_are_told_with_the_limit() -> None:
    found = told("reporting-letter", opening="a" * 3001, points=["1. Một"] * 41)
    assert [where for where, _ in found] == ["opening", "points"]


def test_two_versions_are_compared_section_by_section() -> None:
    template, older = template_of("task-review"), words("task-review")
    newer = {**older, "signer": "Phạm Hùng Trường", "recipients": ["Lưu: VT"]}
    found = changes(template, older, newer)
    assert [(c.section.key, c.after) for c in found] == [
        ("signer", ("Phạm Hùng Trường",)),
        ("recipients", ("Lưu: VT",)),
    ]


def test_an_unknown_kind_is_not_found() -> None:
    with pytest.raises(NotFound):
        template_of("khac")


@given(st.dictionaries(st.sampled_from([s.key for s in template_of("urging-letter").sections]), st.text(max_size=200)))
def test_whatever_is_typed_is_cleaned_once_and_judged_without_an_error(content: dict[str, str]) -> None:
    template = template_of("urging-letter")
    once = cleaned(template, content)
    assert cleaned(template, once) == once
    assert set(once) == {section.key for section in template.sections}
    assert all(isinstance(once[s.key], list) is (s.shape is Shape.LINES) for s in template.sections)
    assert all(reason.where in once for reason in faults(template, once))
