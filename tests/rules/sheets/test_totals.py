"""Totals: nothing is lost on the way up, computed cells are worked out again, versions and rows find each other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.sheets.rules.checks import checked
from dondoc.sheets.rules.definition import FormDefinition
from dondoc.sheets.rules.figures import packed
from dondoc.sheets.rules.filling import filled
from dondoc.sheets.rules.totals import Tally
from tests.factories.forms import case, cells_of, form_of, numbers

FORM_06A = case("II.06a")
INPUTS = ["4", "5", "6", "8", "9", "10", "12", "13"]
sets = st.dictionaries(
    st.sampled_from(["dat-dai", "y-te", "ho-tich", "chung-thuc"]),
    st.dictionaries(st.sampled_from(INPUTS), st.integers(-(10**12), 10**12) | st.integers(0, 99), max_size=4),
)


def tally(form: FormDefinition, children: list[Any]) -> Tally:
    found = Tally()
    for rows in children:
        found.add(form, *packed(filled(form, cells_of(form, rows))))
    return found


@given(st.lists(sets, max_size=6))
def test_sums_conserve_every_cell(children: list[Any]) -> None:
    total = tally(FORM_06A, children).sheet(FORM_06A)
    for row in ("dat-dai", "y-te", "ho-tich", "chung-thuc"):
        for no in INPUTS:
            given_ = [rows[row][no] for rows in children if no in rows.get(row, {})]
            assert total.cell(row, no) == (sum(given_) if given_ else None)


@given(st.lists(st.lists(sets, max_size=3), max_size=4))
def test_the_total_over_the_tree_is_the_sum_over_its_leaves(tree: list[list[Any]]) -> None:
    nation = Tally()
    for province in tree:
        nation.merge(tally(FORM_06A, province))
    leaves = tally(FORM_06A, [rows for province in tree for rows in province])
    assert nation.sheet(FORM_06A).cells() == leaves.sheet(FORM_06A).cells()


@given(st.lists(st.lists(sets, max_size=3), max_size=4))
def test_totals_of_totals_that_were_sent_are_the_same_too(tree: list[list[Any]]) -> None:
    provinces = [tally(FORM_06A, province).sheet(FORM_06A) for province in tree]
    nation = Tally()
    for sheet in provinces:
        nation.add(FORM_06A, *packed(sheet))
    leaves = tally(FORM_06A, [rows for province in tree for rows in province])
    assert nation.sheet(FORM_06A).cells() == leaves.sheet(FORM_06A).cells()


@given(st.lists(sets, max_size=5))
def test_what_holds_for_every_child_holds_for_the_total(children: list[Any]) -> None:
    even = [
        {row: {"4": abs(sum(v.values())), "8": abs(sum(v.values()))} for row, v in rows.items()} for rows in children
    ]
    total = tally(FORM_06A, even).sheet(FORM_06A)
    assert not checked(FORM_06A, total.cells(), {}).problems


def test_quotients_are_worked_out_again_never_summed() -> None:
    form = form_of({"no": "1"}, {"no": "2"}, {"no": "3", "type": "percent", "computed": "1/2*100"})
    total = tally(form, [{"a": {"1": 1, "2": 2}}, {"a": {"1": 1, "2": 8}}]).sheet(form)
    assert total.cells() == {"a": numbers({"1": 2, "2": 10, "3": 20})}


def test_each_column_has_its_own_way_of_adding_up() -> None:
    ways = ["sum", "max", "min", "last", "average", "none"]
    form = form_of(*({"no": str(n), "aggregate": way, "type": "decimal"} for n, way in enumerate(ways, start=1)))
    children = [{"a": {str(n): value for n in range(1, 7)}} for value in (5, 2, 3)]
    total = tally(form, [*children, {"a": {}}]).sheet(form)
    assert total.cells() == {"a": numbers({"1": 10, "2": 5, "3": 2, "4": 3, "5": "3.33"})}


def test_the_average_of_a_nation_is_that_of_its_communes_not_of_its_provinces() -> None:
    form = form_of({"no": "1", "aggregate": "average", "type": "decimal"})
    nation = tally(form, [{"a": {"1": 1}}, {"a": {"1": 1}}, {"a": {"1": 1}}])
    nation.merge(tally(form, [{"a": {"1": 5}}]))
    assert nation.sheet(form).cell("a", "1") == 2


def test_the_last_word_in_a_column_of_text_is_kept() -> None:
    form = form_of({"no": "1"}, {"no": "2", "type": "text", "aggregate": "last"}, {"no": "3", "type": "text"})
    total = tally(form, [{"a": {"1": 1, "2": "x", "3": "u"}}, {"a": {"1": 2, "2": "y"}}, {"a": {"1": 3}}]).sheet(form)
    assert total.cells() == {"a": {"1": Decimal(6), "2": "y"}}


def test_nothing_comes_of_nothing_and_zero_of_zeros() -> None:
    form = form_of({"no": "1"}, {"no": "2"})
    assert tally(form, [{"a": {"1": 0}}, {}]).sheet(form).cells() == {"a": {"1": 0}}
    assert Tally().sheet(form).cells() == {"a": {}}


def test_decimals_are_added_exactly() -> None:
    form = form_of({"no": "1", "type": "decimal", "scale": 6})
    total = tally(form, [{"a": {"1": "0.1"}}] * 1000 + [{"a": {"1": "99999999999999999999.999999"}}]).sheet(form)
    assert total.cell("a", "1") == Decimal("100000000000000000099.999999")


def test_free_rows_of_one_name_are_one_row() -> None:
    form = case("II.07b-2025")
    total = tally(form, [{"Sở Y tế": {"4": 5}}, {"Ban Dân tộc": {"4": 1, "6": 2}}, {"Sở Y tế": {"6": 3}}]).sheet(form)
    assert total.cells() == {
        "Sở Y tế": numbers({"3": 8, "4": 5, "6": 3}),
        "Ban Dân tộc": numbers({"3": 3, "4": 1, "6": 2}),
    }


def test_children_may_have_sent_another_version() -> None:
    old = form_of({"no": "1", "type": "decimal", "scale": 2}, {"no": "2"}, {"no": "9"}, rows=["a", "b", "gone"])
    new = form_of({"no": "2"}, {"no": "1", "type": "decimal", "scale": 1}, rows=["b", "a", "new"])
    found = tally(old, [{"a": {"1": "0,25", "2": 1, "9": 9}, "gone": {"1": 7}}, {"a": {"1": "0,25"}}])
    found.merge(tally(new, [{"a": {"1": 1, "2": 2}, "new": {"2": 5}}]))
    assert found.sheet(new).cells() == {"b": {}, "a": numbers({"2": 3, "1": "1.5"}), "new": numbers({"2": 5})}


def test_the_opening_stock_of_a_total_is_the_sum_of_the_opening_stocks() -> None:
    form = case("KHO")
    children = []
    for opening in (10, 20):
        before = filled(form, cells_of(form, {"gao": {"2": opening}}), {})
        children.append(filled(form, cells_of(form, {"gao": {"2": 1, "3": 4, "5": opening}}), {("", True): before}))
    found = Tally()
    for sheet in children:
        found.add(form, *packed(sheet))
    assert found.sheet(form).cells()["gao"] == numbers({"1": 30, "2": 2, "3": 8, "4": 24, "5": 20})


@pytest.mark.parametrize("n", [1, 40])
def test_many_sets_and_few_come_to_the_same(n: int) -> None:
    total = tally(FORM_06A, [{"dat-dai": {"4": 3, "5": 1}}] * n).sheet(FORM_06A)
    assert (total.cell("tong", "3"), total.cell("tong", "7")) == (4 * n, None)
