"""What is unusual beside the period before, and what is known already."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.sheets.rules.cells import cell_value, typed_value
from dondoc.sheets.rules.filling import filled
from dondoc.sheets.rules.jumps import jumps, told_jump
from dondoc.sheets.rules.prefill import may_prefill, taken_over
from tests.factories.forms import case, cells_of, form_of

numbers = st.decimals(min_value=0, max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        ("1192", "863", ""),
        ("2071", "863", "Tăng 2,4 lần so với kỳ trước (863)"),
        ("100", "50", "Tăng 2 lần so với kỳ trước (50)"),
        ("328", "863", "Giảm còn 38 % so với kỳ trước (863)"),
        ("0", "863", "Giảm còn 0 % so với kỳ trước (863)"),
        ("1200", "0", "Kỳ trước là 0, kỳ này 1.200"),
        ("3", "1", ""),
        ("19", "0", ""),
    ],
)
def test_a_jump_is_told_in_words(now: str, before: str, told: str) -> None:
    assert told_jump(Decimal(now), Decimal(before)) == told


def test_an_empty_cell_does_not_jump() -> None:
    assert told_jump(None, Decimal(500)) == told_jump(Decimal(500), None) == told_jump("chữ", Decimal(1)) == ""


@given(numbers, numbers)
def test_up_one_way_is_down_the_other(one: Decimal, other: Decimal) -> None:
    assert bool(told_jump(one, other)) == bool(told_jump(other, one))


def test_only_entered_cells_jump() -> None:
    form = case("II.06a")
    before = filled(form, cells_of(form, {"dat-dai": {"4": 10}}))
    now = filled(form, cells_of(form, {"dat-dai": {"4": 500}}))
    assert set(jumps(now, before)) == {("dat-dai", "4")}
    assert jumps(now, None) == {}


def test_a_check_says_where_a_column_may_be_taken_from() -> None:
    form = case("II.06a")
    before = filled(form, cells_of(form, {"dat-dai": {"12": 3, "13": 1}, "ho-tich": {"12": 2}}))
    empty = filled(form, {})
    found = taken_over(empty, {("", True): before})
    assert [(t.row, t.column.no, t.value, t.origin) for t in found] == [
        ("dat-dai", "6", 4, "cột 11 kỳ trước"),
        ("ho-tich", "6", 2, "cột 11 kỳ trước"),
    ]
    assert may_prefill(form) and taken_over(empty, {}) == []


def test_what_the_cell_cannot_hold_and_what_is_computed_is_not_taken() -> None:
    form = form_of({"no": "1", "type": "decimal", "scale": 2}, {"no": "2"}, checks=["2 = previous.1"])
    before = filled(form, cells_of(form, {"a": {"1": "1,25"}}))
    assert taken_over(filled(form, {}), {("", True): before}) == []
    assert not may_prefill(form_of({"no": "1"}, {"no": "2", "computed": "previous.1"}))
    assert not may_prefill(form_of({"no": "1"}, {"no": "2"}, checks=["1 = 2", "1 <= previous.2"]))


@given(st.integers(0, 6).flatmap(lambda s: st.tuples(st.just(s), st.decimals(-(10**12), 10**12, places=s))))
def test_a_number_typed_out_is_read_back_the_same(given: tuple[int, Decimal]) -> None:
    scale, value = given
    column = form_of({"no": "1", "type": "decimal", "scale": scale} if scale else {"no": "1"}).by_no["1"]
    assert cell_value(typed_value(value, column), column) == value


def test_other_cells_are_typed_as_the_office_writes_them() -> None:
    from datetime import date

    form = form_of({"no": "1", "type": "date"}, {"no": "2", "type": "text"}, {"no": "3", "type": "decimal", "scale": 3})
    assert typed_value(date(2026, 7, 5), form.by_no["1"]) == "05/07/2026"
    assert typed_value("Ghi", form.by_no["2"]) == "Ghi"
    assert typed_value(Decimal("1.567"), form.by_no["3"]) == "1,5670"
    assert typed_value(Decimal("1234.5"), form.by_no["3"]) == "1.234,5"
