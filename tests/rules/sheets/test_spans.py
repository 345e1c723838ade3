"""A form over several periods: flows are added, the opening is the first period's, the closing the last one's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dondoc.sheets.rules.checks import broken_rules
from dondoc.sheets.rules.definition import FormDefinition
from dondoc.sheets.rules.figures import packed
from dondoc.sheets.rules.filling import filled
from dondoc.sheets.rules.sheet import Sheet
from dondoc.sheets.rules.spans import Over, over_periods, spanned
from dondoc.sheets.rules.totals import Tally
from tests.factories.forms import case, cells_of, form_of

SUM = {"aggregate": "sum"}


def over(form: FormDefinition) -> dict[str, str]:
    return {no: found.value for no, found in over_periods(form).items()}


def tally_of(form: FormDefinition, *sets: dict[str, dict[str, Any]]) -> Tally:
    tally = Tally()
    for rows in sets:
        kept = packed(filled(form, cells_of(form, rows)))
        tally.add(form, kept.numbers, kept.rows, kept.texts)
    return tally


def span(form: FormDefinition, *periods: dict[str, dict[str, Any]]) -> Sheet:
    """One agency over several periods."""
    return spanned(form, tally_of(form, *periods), tally_of(form, periods[0]), tally_of(form, periods[-1]))


def test_carried_over_files_open_and_waiting_files_close() -> None:
    found = over(case("II.06a"))
    assert {no for no, how in found.items() if how == "first"} == {"6"}
    assert {no for no, how in found.items() if how == "last"} == {"12", "13"}
    assert {no for no, how in found.items() if how == "computed"} == {"3", "7", "11"}
    assert {no for no, how in found.items() if how == "sum"} == {"4", "5", "8", "9", "10"}


def test_a_stock_that_is_worked_out_balances_by_itself() -> None:
    found = over(case("KHO"))
    assert found == {"1": "first", "2": "sum", "3": "sum", "4": "computed", "5": "max"}
    first = {"gao": {"1": "10", "2": "5", "3": "2", "5": "40"}}
    second = {"gao": {"1": "13", "2": "7", "3": "1", "5": "50"}}
    whole = span(case("KHO"), first, second)
    assert [whole.cell("gao", no) for no in "12345"] == [10, 12, 3, 19, 50]


def test_a_stock_that_is_entered_closes_with_the_last_period() -> None:
    form = form_of({"no": "1", **SUM}, {"no": "2", **SUM}, {"no": "3", **SUM}, checks=["1 = previous.3", "3 = 1 + 2"])
    assert over(form) == {"1": "first", "2": "sum", "3": "last"}
    whole = span(form, {"a": {"1": 4, "2": 3, "3": 7}}, {"a": {"1": 7, "2": 1, "3": 8}})
    assert [whole.cell("a", no) for no in "123"] == [4, 4, 8] and not broken_rules(whole)


def test_what_stays_the_same_over_periods_is_the_last_ones() -> None:
    assert over(form_of({"no": "1", **SUM}, checks=["1 = previous.1"])) == {"1": "last"}


def test_an_unequal_comparison_with_the_period_before_makes_no_stock() -> None:
    form = form_of({"no": "1", **SUM}, {"no": "2", **SUM}, checks=["1 <= previous.2"])
    assert over(form) == {"1": "sum", "2": "sum"}


def test_other_ways_of_adding_up_hold_over_periods_too() -> None:
    kinds = ("max", "min", "average", "last", "none")
    form = form_of(*({"no": str(n), "aggregate": kind} for n, kind in enumerate(kinds, start=1)))
    values = [{"a": {str(n): value for n in range(1, 6)}} for value in (4, 9, 2)]
    assert [span(form, *values).cell("a", str(n)) for n in range(1, 6)] == [9, 2, 5, 2, None]
    assert [Over(how).label for how in over(form).values()][-1] == "không tổng hợp"


def test_a_sum_that_no_longer_keeps_a_rule_is_found() -> None:
    columns = ({"no": "1", **SUM}, {"no": "2", **SUM}, {"no": "3", **SUM}, {"no": "9", **SUM})
    form = form_of(*columns, checks=["2 = previous.3", "9 = 1 + 2"])
    whole = span(form, {"a": {"1": 1, "2": 5, "9": 6}}, {"a": {"1": 1, "2": 5, "9": 6}})
    assert [problem.row for problem in broken_rules(whole)] == ["a"]


@given(st.lists(st.tuples(*[st.integers(0, 10**6)] * 2), min_size=1, max_size=12), st.integers(0, 10**6))
def test_a_stock_over_any_number_of_periods_still_balances(flows: list[tuple[int, int]], opening: int) -> None:
    form, stock, periods = case("KHO"), opening, []
    for into, out in flows:
        periods.append({"gao": {"1": stock, "2": into, "3": out}})
        stock += into - out
    whole = span(form, *periods)
    assert whole.cell("gao", "1") == opening and whole.cell("gao", "4") == stock
    assert whole.cell("gao", "2") == sum((Decimal(into) for into, _ in flows), Decimal(0))
