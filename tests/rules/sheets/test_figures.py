"""Sets of figures: read from JSON, kept packed, written in one canonical form."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.refusals import Refused
from dondoc.sheets.rules.figures import (
    MAX_FREE_ROWS,
    CannotReadFigures,
    canonical,
    digest,
    packed,
    read_cells,
    read_figures,
    unpacked,
)
from dondoc.sheets.rules.filling import filled
from tests.factories.forms import case, cells_of, form_of, numbers

MIXED = form_of(
    {"no": "1"},
    {"no": "2", "type": "decimal", "scale": 1},
    {"no": "3", "type": "percent", "scale": 1},
    {"no": "4", "type": "text"},
    {"no": "5", "type": "date"},
    {"no": "6", "type": "choice", "choices": ["Có", "Không"]},
    rows=["dat-dai", "y-te"],
)


def read(value: Any) -> Any:
    return read_figures(MIXED, json.dumps(value).encode())


def test_figures_of_every_type_are_read() -> None:
    cells = {"1": 70, "2": "1.234,5", "3": "12,5%", "4": " Chưa  rõ ", "5": "5/7/2026", "6": "có"}
    found = read({"rows": {"dat-dai": cells, "y-te": {"2": 8.5, "1": "1.234", "4": None, "3": ""}}})
    assert not found.problems
    assert found.cells == {
        "dat-dai": {**numbers({"1": 70, "2": "1234.5", "3": "12.5"}), "4": "Chưa rõ", "5": date(2026, 7, 5), "6": "Có"},
        "y-te": numbers({"2": "8.5", "1": 1234}),
    }


def test_every_figure_that_cannot_be_read_is_told_with_its_place() -> None:
    bad = {"1": "x", "2": "1.234", "3": True, "4": ["a"], "5": "31/02/2026", "6": "Có thể", "7": 1}
    found = read({"rows": {"dat-dai": bad, "nha": {"1": 1}, "y-te": 5}})
    told = {(p.row, p.column): p.message for p in found.problems}
    assert told["dat-dai", "1"] == "Cột 1: 'x' không phải số; hãy viết như 1234,5"
    assert told["dat-dai", "2"] == "Cột 2: '1.234' chưa rõ là 1234 hay 1,234; hãy viết 1234"
    assert "tháng 02/2026 có 28 ngày" in told["dat-dai", "5"]
    assert told["dat-dai", "6"] == "Cột 6: 'Có thể' không có trong danh sách: Có, Không"
    assert told["dat-dai", "7"].startswith("Biểu F không có cột 7; các cột: 1, 2, 3, 4, 5, 6")
    assert told["nha", ""] == "Biểu F không có dòng 'nha'"
    assert len(told) == 9
    assert all(p.is_unreadable and p.is_blocking for p in found.problems)


def test_numbers_in_json_are_exact() -> None:
    form = form_of({"no": "1", "type": "decimal", "scale": 6})
    found = read_figures(form, b'{"rows": {"a": {"1": 12345678901234567890.123456}}}')
    assert found.cells["a"]["1"] == Decimal("12345678901234567890.123456")


def test_what_the_file_says_it_is_for_is_kept() -> None:
    found = read({"rows": {}, "form": "F", "period": "2026-Q3", "agency": "A"})
    assert found.identity == {"form": "F", "period": "2026-Q3", "agency": "A"}


@pytest.mark.parametrize(
    ("value", "told"),
    [([], "phải có dạng"), ({}, "phải có dạng"), ({"rows": []}, "phải có dạng"), ({"rows": {}, "note": 1}, "'note'")],
)
def test_what_holds_no_figures_is_refused(value: Any, told: str) -> None:
    with pytest.raises(CannotReadFigures, match=told):
        read(value)


def test_every_odd_word_beside_the_rows_is_told() -> None:
    with pytest.raises(CannotReadFigures) as refused:
        read({"rows": {}, "note": 1, "sent": True, "period": 2026, "agency": ["A"]})
    told = [str(reason) for reason in refused.value.reasons]
    assert len(told) == 4 and told[2] == "period: Phải là chữ, đặt trong dấu nháy."


def test_a_row_or_column_written_twice_is_refused() -> None:
    with pytest.raises(Refused, match="'1' được ghi hai lần"):
        read_figures(MIXED, b'{"rows": {"y-te": {"1": 1, "1": 2}}}')


def test_free_rows_are_as_the_agency_writes_them() -> None:
    form = case("II.07b-2025")
    cells, problems = read_cells(form, {"  Sở Y  tế": {"4": 5}, "UBND xã A": {"6": 7}, "": {}, "x" * 201: {}})
    assert list(cells) == ["Sở Y tế", "UBND xã A"]
    assert [p.message for p in problems] == ["Tên dòng phải có từ 1 đến 200 ký tự"] * 2
    _, problems = read_cells(form, {"Sở Y tế": {"4": 5}, "Sở  Y tế": {"4": 6}})
    assert [p.message for p in problems] == ["Dòng Sở Y tế được ghi hai lần"]


def test_too_many_free_rows_are_refused() -> None:
    with pytest.raises(CannotReadFigures, match=r"tối đa 2\.000"):
        read_cells(case("II.07b-2025"), {f"Đơn vị {n}": {} for n in range(MAX_FREE_ROWS + 1)})


def test_endless_mistakes_are_counted_not_listed() -> None:
    _, problems = read_cells(MIXED, {f"d{n}": {} for n in range(5000)})
    assert len(problems) == 201 and problems[-1].message == "Còn 4800 ô nữa không đọc được"


values = {
    "1": st.integers(-(10**19), 10**19).map(Decimal),
    "2": st.decimals(-(10**15), 10**15, places=1),
    "3": st.decimals(0, 100, places=1),
    "4": st.sampled_from(["Đúng", "Chưa rõ\nhai dòng"]),
    "5": st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    "6": st.sampled_from(["Có", "Không"]),
}
cells = st.dictionaries(st.sampled_from(["dat-dai", "y-te"]), st.fixed_dictionaries({}, optional=values))


@given(cells)
def test_a_set_is_the_same_after_packing_and_after_reading_its_canonical_form(rows: Any) -> None:
    sheet = filled(MIXED, rows)
    kept = packed(sheet)
    assert filled(MIXED, unpacked(MIXED, kept)) == sheet
    written = canonical(sheet, {"agency": "A"})
    again = read_figures(MIXED, written)
    assert not again.problems
    assert canonical(filled(MIXED, again.cells), {"agency": "A"}) == written


def test_the_canonical_form_is_one_whatever_the_order_and_the_writing() -> None:
    one = filled(MIXED, cells_of(MIXED, {"y-te": {"1": 5, "2": "8,50"}, "dat-dai": {"1": 1}}))
    other = filled(MIXED, cells_of(MIXED, {"dat-dai": {"1": "1"}, "y-te": {"2": "8.5", "1": "5"}}))
    assert (
        canonical(one, {"agency": "A"})
        == canonical(other, {"agency": "A"})
        == (b'{"agency":"A","form":"F","rows":{"dat-dai":{"1":"1"},"y-te":{"1":"5","2":"8.5"}},"version":"2024-01-01"}')
    )
    assert digest(canonical(one, {"agency": "A"})) != digest(canonical(one, {"agency": "B"}))


def test_free_rows_keep_their_order() -> None:
    form = case("II.07b-2025")
    sheet = filled(form, cells_of(form, {"Sở Y tế": {"4": 5, "6": 1}, "Ban Dân tộc": {"4": 7}}))
    again = filled(form, unpacked(form, packed(sheet)))
    assert again == sheet and again.rows == ("Sở Y tế", "Ban Dân tộc")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["1", "dat-dai"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["1", "2", "dat-dai", "\ud800"]), inner)
    ),
    max_leaves=8,
)


@given(anything)
def test_any_rows_are_read_or_refused(rows: Any) -> None:
    try:
        found = read_figures(MIXED, json.dumps({"rows": rows}).encode())
    except Refused as refused:
        assert refused.reasons
    else:
        assert all(p.message for p in found.problems)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_figures(MIXED, data)
