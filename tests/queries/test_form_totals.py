"""Totals of a form up the tree: never without their gaps, as of any moment, nobody counted twice."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dondoc.agencies.actions import import_agencies
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.reporting.actions import exempt_agency
from dondoc.reporting.models import Obligation, ReportStep
from dondoc.reporting.queries.totals import CannotAddUp, FormTotal, total_of
from dondoc.reporting.rules.deciding import Paper
from dondoc.sheets.actions import import_form
from dondoc.sheets.queries import sent_sets
from tests.factories import NOW, World, vn
from tests.factories.figures import enter
from tests.factories.forms import case_bytes
from tests.factories.tree import IN_TIME, LATE, PERIOD, only_communes, plant, send


@pytest.fixture
def country(world: World) -> World:
    plant()
    return world


def total(agency: str = "Z", as_of: AsOf | None = None) -> FormTotal:
    as_of = as_of or AsOf(NOW)
    return total_of(regime_code="ZR", form_code="II.06a", period_code=PERIOD, agency_code=agency, as_of=as_of)


def test_a_total_names_who_is_in_it_who_is_missing_and_who_was_late(country: World) -> None:
    only_communes()
    send(country, "Z-A", 5)
    send(country, "Z-H1", 7, LATE)
    found = total()
    assert (found.sheet.cell("tong", "3"), found.sheet.cell("dat-dai", "4")) == (12, 12)
    assert found.gaps.expected == 4
    assert set(found.gaps.included) == {"Z-A", "Z-H1"} and set(found.gaps.missing) == {"Z-H2", "Z-B"}
    assert found.gaps.late == ("Z-H1",)


def test_figures_kept_but_not_sent_are_missing(country: World) -> None:
    send(country, "Z-A", 5, is_sent=False)
    assert "Z-A" in total().gaps.missing and total().sheet.cell("tong", "3") is None


def test_of_units_that_report_below_one_another_the_upper_one_counts(country: World) -> None:
    send(country, "Z-H1", 1)
    send(country, "Z-H2", 2)
    send(country, "Z-A", 10)
    assert (total().sheet.cell("tong", "3"), set(total().gaps.missing)) == (10, {"Z-H", "Z-B"})
    send(country, "Z-H", 3)
    assert total().sheet.cell("tong", "3") == 13
    assert total("Z-H").sheet.cell("tong", "3") == 3
    assert total("Z-H").gaps.included == ("Z-H1", "Z-H2")


def test_the_nation_is_the_sum_of_its_provinces(country: World) -> None:
    only_communes()
    for n, agency in enumerate(("Z-H1", "Z-H2", "Z-A", "Z-B", "Y-A"), start=1):
        send(country, agency, 10**n)
    assert [total(code).sheet.cell("tong", "3") for code in ("ZVN", "Z", "Y")] == [111110, 11110, 100000]
    assert total("ZVN").gaps.expected == 5 and not total("ZVN").gaps.missing


def test_a_total_is_as_of_any_moment(country: World) -> None:
    only_communes()
    send(country, "Z-A", 5)
    send(country, "Z-A", 8, LATE)
    send(country, "Z-B", 1, LATE)
    before = total(as_of=AsOf(vn("2026-09-20T00:00")))
    assert (before.sheet.cell("tong", "3"), before.gaps.included) == (5, ("Z-A",))
    assert total().sheet.cell("tong", "3") == 9
    assert not total(as_of=AsOf(vn("2026-09-15T00:00"))).gaps.included


def test_a_correction_after_the_deadline_makes_nobody_late(country: World) -> None:
    send(country, "Z-A", 5)
    send(country, "Z-A", 8, LATE)
    assert total().gaps.late == ()


def test_what_was_learned_later_may_be_left_out(country: World) -> None:
    only_communes()
    send(country, "Z-A", 5)
    send(country, "Z-A", 6, LATE)
    assert total(as_of=AsOf(NOW, known_at=vn("2026-09-17T00:00"))).sheet.cell("tong", "3") == 5


def test_exempt_agencies_are_not_expected(country: World) -> None:
    only_communes()
    send(country, "Z-A", 5)
    paper = Paper("12/UBND-VP", date(2026, 9, 15), "Không phát sinh")
    key = {"regime_code": "ZR", "agency_code": "Z-B", "first_day": date(2026, 9, 14), "last_day": None}
    exempt_agency(actor_id=None, at=NOW, **key, paper=paper)
    assert "Z-B" not in (*total().gaps.missing, *total().gaps.included)


def test_the_tree_counts_that_stood_on_the_deadline_day(country: World) -> None:
    only_communes()
    send(country, "Z-A", 5)
    send(country, "Y-A", 1)
    name = "Z-A,UBND xã A,III. UBND xã"
    moved = f"code,name,group,parent,order,valid_from,valid_to\n{name},Z,3,,2026-10-01\n{name},Y,9,2026-10-01,\n"
    import_agencies(actor_id=None, at=NOW, data=moved.encode(), name="b.csv")
    assert total("Z").gaps.included == ("Z-A",) and "Z-A" not in total("Y").gaps.missing


def test_where_the_last_word_counts_it_is_that_of_the_last_agency_in_order(country: World) -> None:
    form = {**json.loads(case_bytes("B02")), "code": "ZL", "checks": []}
    form["columns"][0]["aggregate"] = "last"
    import_form(actor_id=None, at=NOW, data=json.dumps(form).encode())
    only_communes(forms=["ZL"])
    for agency, n in (("Z-B", 9), ("Z-H1", 1), ("Z-A", 5)):
        key = {"regime_code": "ZR", "form_code": "ZL", "period_code": PERIOD, "agency_code": agency, "at": IN_TIME}
        enter(country, {"nam": {"1": n, "2": n}}, is_sent=True, **key)
    key = {"regime_code": "ZR", "form_code": "ZL", "period_code": PERIOD, "agency_code": "Z"}
    found = total_of(**key, as_of=AsOf(NOW))
    assert (found.sheet.cell("nam", "1"), found.sheet.cell("nam", "2")) == (9, 15)
    assert found.gaps.included[-1] == "Z-B"


def test_columns_and_rows_of_an_older_version_find_their_place(country: World) -> None:
    only_communes()
    send(country, "Z-A", 5)
    newer = case_bytes("II.06a").replace(b'"2020-10-21"', b'"2026-09-01"').replace(b"Y t\xe1\xba\xbf", b"Y khoa")
    import_form(actor_id=None, at=NOW, data=newer)
    send(country, "Z-B", 2)
    assert total().sheet.cell("tong", "3") == 7


@pytest.mark.parametrize(("agency", "refusal"), [("Z-A", CannotAddUp), ("LS", CannotAddUp), ("Q", NotFound)])
def test_where_nobody_reports_there_is_no_total(country: World, agency: str, refusal: type[Exception]) -> None:
    send(country, "Z-A", 5)
    with pytest.raises(refusal):
        total(agency)


def test_of_nobody_nothing_was_sent(country: World) -> None:
    send(country, "Z-A", 5)
    assert sent_sets("ZR", "II.06a", PERIOD, AsOf(NOW), []) == {}


def test_who_was_returned_is_named_until_it_sends_again(country: World) -> None:
    only_communes()
    send(country, "Z-A", 5)
    owed = Obligation.objects.get(agency__code="Z-A", period_code=PERIOD)
    kept = {"obligation": owed, "kind": "return", "reason": "Thiếu cột 8", "recorded_at": LATE}
    ReportStep.objects.create(**kept, at=vn("2026-09-18T08:00"))
    found = total(as_of=AsOf(vn("2026-09-19T08:00")))
    assert found.gaps.returned == found.gaps.included == ("Z-A",) and found.sheet.cell("tong", "3") == 5
    assert not total(as_of=AsOf(vn("2026-09-17T08:00"))).gaps.returned
    assert not total(as_of=AsOf(NOW, known_at=vn("2026-09-19T08:00"))).gaps.returned
    send(country, "Z-A", 6, LATE)
    assert not total().gaps.returned


def test_a_return_as_invalid_takes_the_figures_out_and_an_earlier_valid_sending_back_in(country: World) -> None:
    only_communes()
    send(country, "Z-A", 5)
    send(country, "Z-A", 6, vn("2026-09-17T08:00"))
    owed = Obligation.objects.get(agency__code="Z-A", period_code=PERIOD)

    def return_as_invalid(version: int, at: str) -> None:
        kept = {"obligation": owed, "kind": "return", "is_invalid": True, "reason": "Không đúng biểu"}
        sent = owed.submissions.get(version=version)
        ReportStep.objects.create(**kept, submission=sent, at=vn(at), recorded_at=vn(at))

    def seen(at: str) -> tuple[object, tuple[str, ...], tuple[str, ...]]:
        found = total(as_of=AsOf(vn(at)))
        return found.sheet.cell("tong", "3"), found.gaps.included, found.gaps.returned

    return_as_invalid(2, "2026-09-18T08:00")
    assert seen("2026-09-17T12:00") == (6, ("Z-A",), ())
    assert seen("2026-09-18T12:00") == (5, ("Z-A",), ("Z-A",))
    return_as_invalid(1, "2026-09-19T08:00")
    assert seen("2026-09-19T12:00") == (None, (), ("Z-A",))
    assert "Z-A" in total(as_of=AsOf(vn("2026-09-19T12:00"))).gaps.missing


def test_agencies_stand_in_the_order_of_the_tables_whatever_their_deadlines(country: World) -> None:
    for agency in ("Z-A", "Z-B", "Z-H"):
        send(country, agency, 1)
    assert total().gaps.included == ("Z-H", "Z-A", "Z-B")  # the district, due last, is of the first group
