"""Checks: every rule that does not hold, in words, with what its sides come to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.sheets.rules.checks import Checked, checked
from dondoc.sheets.rules.definition import FormDefinition, Level, parse_form, write_form
from dondoc.sheets.rules.figures import read_cells
from dondoc.sheets.rules.filling import filled
from tests.factories.forms import case, cells_of, form_of


def found(form: FormDefinition, rows: dict[str, Any], **outside: Any) -> Checked:
    return checked(form, cells_of(form, rows), {("", True): outside["previous"]} if outside else {})


def columns(*numbers: str) -> list[dict[str, Any]]:
    return [{"no": no} for no in numbers]


def test_a_wrong_total_is_told_with_both_values() -> None:
    form = form_of({"no": "3", "computed": "4+5+6"}, *columns("4", "5", "6"))
    (problem,) = found(form, {"a": {"3": 120, "4": 100, "5": 10, "6": 8}}).problems
    assert problem.message == "Cột 3 phải bằng cột 4 + 5 + 6: 120 ≠ 118"
    assert (problem.row, problem.column, problem.rule) == ("a", "3", "3 = 4+5+6")
    assert (problem.level, problem.values) == (Level.BLOCK, ("120", "118"))
    assert str(problem.reason()) == "Dòng a, cột 3: Cột 3 phải bằng cột 4 + 5 + 6: 120 ≠ 118"


def test_a_right_total_may_be_said_again() -> None:
    form = form_of({"no": "3", "computed": "4+5"}, *columns("4", "5"))
    assert not found(form, {"a": {"3": "1.234", "4": 1000, "5": 234}}).problems


def test_a_total_row_that_says_something_else_is_told() -> None:
    form = case("B02")
    (problem,) = found(form, {"tong": {"1": 10}, "nam": {"1": 5}, "nu": {"1": 4}}).problems
    assert problem.message == "Cột 1: dòng tong phải bằng tổng các dòng nam, nu: 10 ≠ 9"
    assert problem.rule == "row(tong) = row(nam) + row(nu)"


XLD = {
    **{str(n): 5 for n in range(2, 8)},
    **{"1": 30, "8": 30, "9": 24, "11": 10, "12": 8, "13": 6, "14": 20, "15": 2, "16": 1, "17": 1},
    **{"18": 20, "19": 10, "20": 5, "21": 5, "22": 4, "23": 1, "24": 1, "25": 2},
}


def test_the_many_equalities_of_form_01_xld_hold() -> None:
    outcome = found(case("01-XLD"), {"so": XLD, "xa": XLD})
    assert not outcome.problems
    assert (outcome.sheet.cell("tong", "9"), str(outcome.sheet.cell("tong", "10"))) == (48, "80.0")


def test_of_many_equalities_every_failing_side_is_told() -> None:
    problems = found(case("01-XLD"), {"so": {**XLD, "9": 25, "17": 3, "18": 21}}).problems
    told = {(p.row, p.rule): p for p in problems}
    chain = told["so", "9 = 11+12+13 = 14+15+16+17 = 18+22"]
    assert chain.message == ("Cột 9 phải bằng cột 11 + 12 + 13: 25 ≠ 24; phải bằng cột 14 + 15 + 16 + 17: 25 ≠ 26")
    assert chain.values == ("25", "24", "26", "25")
    assert told["so", "18 = 19+20+21"].values == ("21", "20")
    assert {row for row, _ in told} == {"so", "tong"} and len(told) == 4


def test_a_warning_is_told_and_blocks_nothing() -> None:
    form = case("II.06a")
    before = filled(form, cells_of(form, {"dat-dai": {"12": 4, "13": 1}}))
    rows = {"dat-dai": {"4": 10, "6": 7, "8": 17}}
    problems = [p for p in found(form, rows, previous=before).problems if p.row == "dat-dai"]
    assert [(p.rule, p.level, p.values) for p in problems] == [("6 = previous.11", Level.WARN, ("7", "5"))]
    assert problems[0].message == "Cột 6 phải bằng cột 11 kỳ trước: 7 ≠ 5"
    assert not problems[0].is_blocking


def test_in_the_first_period_nothing_is_held_against_the_one_before() -> None:
    assert not found(case("II.06a"), {"dat-dai": {"6": 7, "8": 7}}).problems


def test_stock_goes_on_from_the_period_before() -> None:
    form = case("KHO")
    march = found(form, {"gao": {"2": 100, "3": 40, "5": 80}})
    assert not march.problems and march.sheet.cell("gao", "4") == 60
    april = found(form, {"gao": {"2": 30, "3": "95,5", "5": 80}}, previous=march.sheet)
    assert [p.message for p in april.problems] == ["Cột 3 không được lớn hơn cột 1 + 2: 95,5 > 90"]
    may = found(form, {"gao": {"2": 30, "5": 80}}, previous=march.sheet)
    assert [(p.level, p.message) for p in may.problems] == [(Level.WARN, "Cột 4 không được lớn hơn cột 5: 90 > 80")]


def parts(form: FormDefinition, men: int) -> Any:
    return filled(form, cells_of(form, {"nam": {"1": men, "2": 1, "3": "2,5"}, "nu": {"1": 4, "3": 1}}))


def test_a_form_is_the_sum_of_two_others_cell_by_cell() -> None:
    form = case("B01")
    outside = {("B02", False): parts(case("B02"), 5), ("B03", False): parts(case("B03"), 6)}
    right = {"nam": {"1": 11, "2": 2, "3": 5}, "nu": {"1": 8, "3": 2}}
    assert not checked(form, cells_of(form, right), outside).problems
    wrong = {"nam": {"1": 11, "2": 2, "3": 5}, "nu": {"1": 9, "3": 2}}
    problems = checked(form, cells_of(form, wrong), outside).problems
    assert [(p.row, p.values) for p in problems] == [("tong", ("20", "19")), ("nu", ("9", "8"))]
    assert problems[1].message == "Cột 1 phải bằng cột 1 biểu B02 + cột 1 biểu B03: 9 ≠ 8"


def test_a_form_that_is_not_there_yet_is_named() -> None:
    problems = checked(case("B01"), {}, {("B02", False): parts(case("B02"), 5)}).problems
    assert {p.message for p in problems if p.is_blocking} == {
        f"Chưa có số liệu biểu B03 kỳ này để đối chiếu '{n} = form(B02).{n} + form(B03).{n}'" for n in (1, 2, 3)
    }


def test_rows_are_held_against_rows_in_every_column() -> None:
    form = form_of(
        *columns("1", "2"), {"no": "3", "type": "text"}, rows=["a", "b", "c"], checks=["row(c) = row(a) + row(b)"]
    )
    problems = found(form, {"a": {"1": 1, "2": 5}, "b": {"1": 2}, "c": {"1": 3, "2": 4, "3": "x"}}).problems
    assert [(p.row, p.column, p.message) for p in problems] == [("", "2", "Dòng c phải bằng dòng a + b: 4 ≠ 5")]


def test_single_cells_are_held_against_one_another_once() -> None:
    form = form_of(*columns("1"), rows=["a", "b"], checks=["row(a).1 >= row(b).1"])
    (problem,) = found(form, {"a": {"1": 1}, "b": {"1": 2}}).problems
    assert problem.message == "Cột 1 dòng a không được nhỏ hơn cột 1 dòng b: 1 < 2"


def test_a_quotient_is_compared_at_the_columns_decimals() -> None:
    form = form_of({"no": "1", "type": "percent", "scale": 2}, *columns("2", "3"), checks=["1 = 2/3*100"])
    assert not found(form, {"a": {"1": "33,33", "2": 1, "3": 3}}).problems
    (problem,) = found(form, {"a": {"1": "33,34", "2": 1, "3": 3}}).problems
    assert problem.values == ("33.34", "33.33")


def test_a_round_number_that_is_no_column_is_a_bound() -> None:
    form = form_of(*columns("1", "2"), checks=["1 >= 0", "2 <= 100"])
    assert not found(form, {"a": {"1": 0, "2": 100}}).problems
    assert [p.message for p in found(form, {"a": {"1": -1, "2": 101}}).problems] == [
        "Cột 1 không được nhỏ hơn 0: -1 < 0",
        "Cột 2 không được lớn hơn 100: 101 > 100",
    ]


def test_what_is_divided_by_zero_is_no_bound_but_no_number_either() -> None:
    form = form_of(*columns("1", "2", "3"), checks=["1 <= 2/3", "2 = 1/3"])
    (problem,) = found(form, {"a": {"1": 7, "2": 5, "3": 0}}).problems
    assert problem.message == "Cột 2 phải bằng cột 1 / 3: 5 ≠ trống"


def test_an_empty_side_counts_as_zero_and_empty_rows_keep_every_rule() -> None:
    form = form_of(*columns("1", "2"), rows="ab", checks=["1 = 2"])
    (problem,) = found(form, {"a": {"1": 5}, "b": {}}).problems
    assert problem.message == "Cột 1 phải bằng cột 2: 5 ≠ trống" and problem.values == ("5", None)
    assert not found(form, {"a": {"1": 0}}).problems


def test_required_cells_are_told_in_fixed_rows_and_in_used_ones_of_a_catalogue() -> None:
    needed = [{"no": "1", "required": True}, {"no": "2"}, {"no": "3", "required": True, "computed": "1+2"}]
    fixed = form_of(*needed, rows="ab")
    assert [(p.row, p.rule) for p in found(fixed, {"a": {"1": 0}}).problems] == [("b", "required")]
    rows = {"kind": "catalogue", "items": [{"code": row, "title": row} for row in "ab"]}
    catalogue = parse_form({**write_form(fixed), "rows": rows})
    assert [(p.row, p.column) for p in found(catalogue, {"a": {"2": 1}}).problems] == [("a", "1")]


def test_of_rows_that_could_not_be_read_nothing_else_is_said() -> None:
    form = case("II.06a")
    cells, unread = read_cells(form, {"dat-dai": {"4": "x", "8": 5}, "ho-tich": {"4": 5, "8": 4}})
    problems = checked(form, cells, {}, unread).problems
    assert [(p.row, p.is_unreadable) for p in problems] == [("dat-dai", True), ("cap-xa", False), ("ho-tich", False)]


@given(st.lists(st.integers(-(10**9), 10**9), min_size=3, max_size=3))
def test_a_check_holds_exactly_when_its_sides_are_equal(values: list[int]) -> None:
    form = form_of(*columns("1", "2", "3"), checks=["1 = 2 + 3"])
    problems = found(form, {"a": dict(zip("123", values, strict=True))}).problems
    assert bool(problems) == (values[0] != values[1] + values[2])


@pytest.mark.parametrize("name", ["II.06a", "01-XLD", "KHO", "B02", "II.07b-2020"])
def test_an_empty_form_breaks_no_check(name: str) -> None:
    assert not found(case(name), {}).problems
