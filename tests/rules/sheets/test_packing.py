"""Packed cells: what goes in comes out, and adding packed sets adds every cell exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.sheets.rules.packing import MOST_SETS, Adder, pack, unpack

cells = st.none() | st.integers(-(10**6), 10**6) | st.integers(-(10**46), 10**46)
tables = st.integers(0, 12).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=8))


@given(st.lists(cells, max_size=30))
def test_what_is_packed_comes_out_again(values: list[int | None]) -> None:
    assert unpack(pack(values)) == values


@given(tables)
def test_adding_packed_sets_adds_every_cell(table: list[list[int | None]]) -> None:
    adder = Adder()
    for values in table:
        adder.add(pack(values))
    filled = [[v for v in column if v is not None] for column in zip(*table, strict=True)]
    assert adder.cells() == [sum(column) if column else None for column in filled]


@given(tables, tables)
def test_merging_is_adding_everything(one: list[list[int | None]], other: list[list[int | None]]) -> None:
    n = len(one[0])
    same = [(row + [None] * n)[:n] for row in other]
    whole, first, second = Adder(), Adder(), Adder()
    for adder, rows in ((whole, one + same), (first, one), (second, same)):
        for values in rows:
            adder.add(pack(values))
    first.merge(second)
    assert first.cells() == whole.cells()


def test_small_numbers_take_four_bytes_a_cell() -> None:
    assert len(pack([5] * 800)) == 5 + 100 + 3200
    assert len(pack([2**40] * 800)) == 5 + 100 + 6400


def test_as_many_sets_as_a_digit_has_room_for_are_added_without_a_carry() -> None:
    largest = 2**15 - 1
    adder = Adder()
    packed = [pack([largest, -largest, largest]), pack([-largest, largest, -largest])]
    for n in range(MOST_SETS):
        adder.add(packed[n >= MOST_SETS - 3])
    assert adder.cells() == [largest * (MOST_SETS - 6), -largest * (MOST_SETS - 6), largest * (MOST_SETS - 6)]
    with pytest.raises(ValueError, match="More than"):
        adder.add(packed[0])


def test_sets_of_different_size_are_not_added() -> None:
    adder = Adder()
    adder.add(pack([1, 2]))
    with pytest.raises(ValueError, match="do not fit"):
        adder.add(pack([1, 2, 3]))
