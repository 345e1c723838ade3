"""Totals over trees: however units are grouped, a total is the sum of its leaves, and adding up loses nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dondoc.sheets.rules.figures import Packed, packed
from dondoc.sheets.rules.filling import filled
from dondoc.sheets.rules.sheet import Sheet
from dondoc.sheets.rules.totals import Tally
from tests.factories.forms import cells_of, form_of

COLUMNS = (
    {"no": "1", "aggregate": "sum"},
    {"no": "2", "type": "decimal", "scale": 2, "aggregate": "sum"},
    {"no": "3", "computed": "1-2", "type": "decimal", "scale": 2},
    {"no": "4", "aggregate": "max"},
    {"no": "5", "aggregate": "min"},
)
ROWS = (
    {"code": "t", "title": "Tổng"},
    {"code": "a", "title": "A", "parent": "t"},
    {"code": "b", "title": "B", "parent": "t"},
)
FORM = form_of(*COLUMNS, rows=ROWS)
WHOLE = st.integers(-(10**15), 10**15)
CENTS = st.integers(-(10**12), 10**12).map(lambda n: str(Decimal(n) / 100).replace(".", ","))
LINE = st.fixed_dictionaries({}, optional={"1": WHOLE, "2": CENTS, "4": WHOLE, "5": WHOLE})
LEAF = st.fixed_dictionaries({}, optional={"a": LINE, "b": LINE})
# A unit reports itself, or the units below it do.
TREE = st.recursive(
    LEAF.map(lambda figures: [figures]), lambda below: st.lists(below, min_size=1, max_size=4), max_leaves=12
)


def kept(figures: dict[str, Any]) -> Packed:
    return packed(filled(FORM, cells_of(FORM, figures)))


def leaves(tree: list[Any]) -> list[dict[str, Any]]:
    return [leaf for part in tree for leaf in (leaves(part) if isinstance(part, list) else [part])]


def flat(tree: list[Any]) -> Sheet:
    tally = Tally()
    for leaf in leaves(tree):
        tally.add(FORM, *kept(leaf))
    return tally.sheet(FORM)


def merged(tree: list[Any]) -> Tally:
    """Bottom up, each unit's total made of the totals below it."""
    tally = Tally()
    for part in tree:
        if isinstance(part, list):
            tally.merge(merged(part))
        else:
            tally.add(FORM, *kept(part))
    return tally


def passed_up(tree: list[Any]) -> Packed:
    """Bottom up, each unit sending its total as its own figures to the one above."""
    tally = Tally()
    for part in tree:
        tally.add(FORM, *(passed_up(part) if isinstance(part, list) else kept(part)))
    return packed(tally.sheet(FORM))


@given(TREE)
def test_a_total_over_a_tree_is_the_total_of_its_leaves(tree: list[Any]) -> None:
    assert merged(tree).sheet(FORM).told() == flat(tree).told()


@given(TREE)
def test_totals_sent_upwards_level_by_level_come_to_the_same(tree: list[Any]) -> None:
    top = Tally()
    top.add(FORM, *passed_up(tree))
    assert top.sheet(FORM).told() == flat(tree).told()


@given(TREE)
def test_sums_conserve_and_computed_cells_follow_from_them(tree: list[Any]) -> None:
    total, sheets = flat(tree), [filled(FORM, cells_of(FORM, leaf)) for leaf in leaves(tree)]
    for row in ("t", "a", "b"):
        for no in ("1", "2"):
            values = [value for sheet in sheets if isinstance(value := sheet.cell(row, no), Decimal)]
            assert total.cell(row, no) == (sum(values, Decimal(0)) if values else None)
        one, two = total.cell(row, "1"), total.cell(row, "2")
        if isinstance(one, Decimal) and isinstance(two, Decimal):
            assert total.cell(row, "3") == one - two


@given(TREE, st.randoms())
def test_the_order_of_units_changes_no_sum(tree: list[Any], chance: Any) -> None:
    listed = leaves(tree)
    shuffled = listed[:]
    chance.shuffle(shuffled)
    assert flat(shuffled).told() == flat(listed).told()
