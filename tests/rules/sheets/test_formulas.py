"""What is worked out: empty cells, division by zero, rounding, row totals; exactly, and the same the second time."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.sheets.rules.filling import filled
from dondoc.sheets.rules.sheet import Sheet
from tests.factories.forms import case, cells_of, form_of, numbers


def column(no: str, **more: Any) -> dict[str, Any]:
    return {"no": no, **more}


def worked(formula: str, values: dict[str, Any], **more: Any) -> Decimal | None:
    """What a formula over columns 2 to 5 comes to."""
    inputs = [column(no, type="decimal", scale=3) for no in "2345"]
    form = form_of(column("1", computed=formula, **{"type": "decimal", "scale": 3, **more}), *inputs)
    result = filled(form, cells_of(form, {"a": values})).cell("a", "1")
    assert result is None or isinstance(result, Decimal)
    return result


@pytest.mark.parametrize(
    ("formula", "values", "result"),
    [
        ("2+3+4", {"2": 1, "3": 2, "4": 3}, "6"),
        ("2+3+4", {"3": "0.1", "4": "0.2"}, "0.3"),
        ("2+3+4", {}, None),
        ("2+3", {"2": 0}, "0"),
        ("2-3", {"3": 5}, "-5"),
        ("-2+3", {"2": 5, "3": 2}, "-3"),
        ("2-(3-4)", {"2": 5, "3": 3, "4": 1}, "3"),
        ("2*3", {"2": 5}, None),
        ("2*3", {"2": 5, "3": 0}, "0"),
        ("2/3", {"2": 5, "3": 0}, None),
        ("2/3", {"2": 5}, None),
        ("2/3", {"3": 5}, None),
        ("2/3", {"2": 2, "3": 3}, "0.667"),
        ("2/3*100", {"2": 1, "3": 8}, "12.5"),
        ("2/3/4", {"2": 12, "3": 3, "4": 2}, "2"),
        ("(2+3)/4", {"2": 1, "4": 4}, "0.25"),
        ("2*0.5", {"2": 5}, "2.5"),
        ("min(2,3,4)", {"2": 5, "4": 3}, "3"),
        ("max(2,3)", {}, None),
        ("2 + row(a).3", {"2": 5, "3": 3}, "8"),
        ("2 + 3/4", {"2": 5, "3": 3, "4": 0}, None),
        ("2 + 3/4", {"2": 5, "3": 3}, None),
        ("2 + 3/4", {"2": 5}, "5"),
        ("2 - 3/4*5", {"2": 5, "3": 3, "4": 0}, None),
        ("max(2, 3/4)", {"2": 5, "3": 3, "4": 0}, None),
        ("2 * (3/4)", {"3": 3, "4": 0}, None),
    ],
)
def test_a_formula_comes_to(formula: str, values: dict[str, Any], result: str | None) -> None:
    assert worked(formula, values) == (None if result is None else Decimal(result))


def test_quotients_are_rounded_half_up_to_the_columns_decimals() -> None:
    assert worked("2/3", {"2": 1, "3": 8}, scale=2) == Decimal("0.13")
    assert worked("2/3", {"2": -1, "3": 8}, scale=2) == Decimal("-0.13")
    assert worked("2/3", {"2": 1, "3": 3}, type="integer", scale=None) == 0


def test_what_is_beyond_all_measure_is_empty() -> None:
    large = {"2": "9" * 20, "3": "9" * 20, "4": "9" * 20}
    assert worked("2*3*4", large) is None


def test_large_sums_stay_exact() -> None:
    assert worked("2+3", {"2": "99999999999999999999.999", "3": "0.001"}) == Decimal("100000000000000000000")


def test_rows_with_rows_below_are_their_totals_and_quotients_are_worked_out_there_too() -> None:
    rows = [{"code": "t", "title": "T"}, *({"code": code, "title": code, "parent": "t"} for code in "ab")]
    form = form_of(
        column("1"),
        column("2", aggregate="max"),
        column("3", aggregate="average", type="decimal", scale=1),
        column("4", aggregate="none"),
        column("5", type="percent", computed="2/1*100"),
        rows=rows,
    )
    sheet = filled(
        form, cells_of(form, {"a": numbers({"1": 3, "2": 3, "3": 1, "4": 7}), "b": {"1": 1, "2": 1, "3": 2}})
    )
    assert sheet.cells()["t"] == numbers({"1": 4, "2": 3, "3": "1.5", "5": 75})


def test_totals_of_totals_are_added_from_below() -> None:
    form = case("II.06a")
    sheet = filled(form, cells_of(form, {"dat-dai": {"4": 70, "5": 5}, "ho-tich": {"4": 30}, "y-te": {"4": 1}}))
    assert {row: sheet.cell(row, "3") for row in ("tong", "cap-tinh", "cap-xa", "giao-duc")} == {
        "tong": 106,
        "cap-tinh": 76,
        "cap-xa": 30,
        "giao-duc": None,
    }


def test_a_mere_part_does_not_add_to_the_total() -> None:
    form = case("B01")
    sheet = filled(form, cells_of(form, {"nam": {"1": 5}, "nu": {"1": 4}, "tre": {"1": 3}}))
    assert sheet.cell("tong", "1") == 9


def test_figures_of_other_forms_and_periods_are_looked_at() -> None:
    form = form_of(
        column("1", computed="previous.3"), column("2", computed="form(G).3 + row(a).3"), column("3"), rows="ab"
    )
    other = filled(form, cells_of(form, {"a": {"3": 5}}))
    sheet = filled(form, cells_of(form, {"a": {"3": 1}, "b": {"3": 2}}), {("", True): other, ("G", False): other})
    assert [sheet.cell(row, "1") for row in "ab"] == [5, None]
    assert [sheet.cell(row, "2") for row in "ab"] == [6, 1]


def test_what_was_worked_out_of_them_is_kept_where_they_are_not_at_hand() -> None:
    form = case("KHO")
    before = filled(form, cells_of(form, {"gao": {"2": 9}}), {})
    assert before.cell("gao", "1") is None and before.cell("gao", "4") == 9
    sheet = filled(form, cells_of(form, {"gao": {"2": 5, "3": "2.5"}}), {("", True): before})
    assert filled(form, sheet.cells()).cells() == sheet.cells()
    assert sheet.cells()["gao"] == numbers({"1": 9, "2": 5, "3": "2.5", "4": "11.5"})


figures = st.dictionaries(
    st.sampled_from(sorted(case("II.06a").by_code)),
    st.dictionaries(st.sampled_from(["4", "5", "6", "8", "9", "10", "12", "13"]), st.integers(0, 10**6), max_size=5),
    max_size=6,
)


@given(figures)
def test_working_out_twice_changes_nothing(rows: dict[str, dict[str, int]]) -> None:
    form = case("II.06a")
    once: Sheet = filled(form, cells_of(form, rows))
    assert filled(form, once.cells()).cells() == once.cells()


@given(figures)
def test_the_grand_total_is_the_sum_of_the_lowest_rows(rows: dict[str, dict[str, int]]) -> None:
    form = case("II.06a")
    sheet = filled(form, cells_of(form, rows))
    lowest = [row for row in form.by_code if row not in form.totals]
    for no in form.by_no:
        found = [value for row in lowest if (value := sheet.cell(row, no)) is not None]
        assert sheet.cell("tong", no) == (sum(found) if found else None)  # type: ignore[arg-type]
