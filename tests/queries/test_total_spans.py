"""Totals over several periods: a year from its quarters, with the gaps of each."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dondoc.base.rules.moments import AsOf
from dondoc.reporting.actions import open_period
from dondoc.reporting.queries.spans import CannotSpan, SpanTotal, parts_of_period, total_across
from dondoc.reporting.queries.totals import CannotAddUp
from tests.factories import NOW, World
from tests.factories.figures import enter

Q3, Q4 = "2026-Q3", "2026-Q4"


def send(world: World, agency: str, period: str, carried: int, new: int, waiting: int) -> None:
    rows = {"dat-dai": {"4": new, "6": carried, "8": carried + new - waiting, "12": waiting}}
    enter(world, rows, agency_code=agency, period_code=period, is_sent=True)


def across(codes: Sequence[str] = (Q3, Q4), agency: str = "BG") -> SpanTotal:
    key = {"regime_code": "KSTTHC", "form_code": "II.06a", "agency_code": agency}
    return total_across(period_codes=codes, as_of=AsOf(NOW), **key)


def test_flows_are_added_and_stocks_carried(world: World) -> None:
    send(world, "BG-LN", Q3, 5, 100, 8)
    send(world, "BG-LN", Q4, 8, 50, 3)
    sheet = across().sheet
    assert [sheet.cell("dat-dai", no) for no in ("4", "6", "8", "12")] == [150, 5, 152, 3]
    assert sheet.cell("tong", "3") == sheet.cell("tong", "7") + sheet.cell("tong", "11") == 155  # type: ignore[operator]


def test_who_lacks_one_period_is_missing_and_every_period_tells_its_gaps(world: World) -> None:
    send(world, "BG-LN", Q3, 0, 1, 0)
    send(world, "BG-LN", Q4, 0, 1, 0)
    send(world, "BG-STC", Q4, 0, 10, 0)
    found = across()
    assert found.gaps.included == ("BG-LN",) and "BG-STC" in found.gaps.missing
    assert [gaps.included for gaps in found.gaps_by_period.values()] == [("BG-LN",), ("BG-STC", "BG-LN")]
    assert found.sheet.cell("dat-dai", "4") == 12 and found.gaps.late == ("BG-LN",)


def test_a_year_is_made_of_its_quarters(world: World) -> None:
    assert [part.code for part in parts_of_period("KSTTHC", "2026")] == [f"2026-Q{n}" for n in range(1, 5)]
    with pytest.raises(CannotSpan):
        parts_of_period("KSTTHC", Q4)


def test_periods_that_were_never_opened_are_named(world: World) -> None:
    send(world, "BG-LN", Q4, 0, 7, 0)
    found = across(["2026-Q1", Q3, Q4])
    assert [period.code for period in found.unopened] == ["2026-Q1"] and found.sheet.cell("dat-dai", "4") == 7


def test_periods_are_taken_in_order_whatever_the_order_in_which_they_are_named(world: World) -> None:
    send(world, "BG-LN", Q3, 5, 1, 6)
    send(world, "BG-LN", Q4, 6, 1, 7)
    assert across([Q4, Q3]).sheet.told() == across([Q3, Q4]).sheet.told()


@pytest.mark.parametrize("codes", [[Q4], [Q4, Q4], [Q4, "2026-10"]])
def test_periods_that_make_no_span_are_refused(world: World, codes: list[str]) -> None:
    with pytest.raises(CannotSpan):
        across(codes)


def test_where_nobody_reports_in_any_period_there_is_no_total(world: World) -> None:
    open_period(actor_id=None, at=NOW, regime_code="KSTTHC", period_code="2026-Q2", province_id=world.agencies["BG"])
    with pytest.raises(CannotAddUp):
        across(["2026-Q2", Q3], agency="BG-LN")


def test_a_stock_waits_for_its_own_period_and_no_other_stands_in(world: World) -> None:
    send(world, "BG-LN", Q3, 5, 100, 8)
    open_period(actor_id=None, at=NOW, regime_code="KSTTHC", period_code=Q4, province_id=world.agencies["BG"])
    found = across()
    assert [found.sheet.cell("dat-dai", no) for no in ("4", "6", "12")] == [100, 5, None]
    waiting = {no: period.code for no, period in found.waiting_for.items()}
    assert waiting == {"12": Q4, "13": Q4}
    assert {no: part.form.period.code for no in "46" if (part := found.read_from(no))} == {"6": Q3}
    send(world, "BG-LN", Q4, 8, 50, 3)
    assert not across().waiting_for and across().sheet.cell("dat-dai", "12") == 3
