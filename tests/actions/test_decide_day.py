"""The office decides what a day is (quyết định về ngày nghỉ, ngày làm việc)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import VIETNAM
from dondoc.deadlines.actions import CannotDecideDay, decide_day
from dondoc.deadlines.models import CalendarDecision
from dondoc.deadlines.queries import work_calendar
from dondoc.deadlines.rules.calendar import DayKind

AT = datetime(2026, 12, 1, 9, 0, tzinfo=VIETNAM)
DAY = date(2027, 9, 3)


def decide(**change: Any) -> CalendarDecision:
    said: dict[str, Any] = {
        "actor_id": 1,
        "at": AT,
        "on": DAY,
        "kind": DayKind.SWAPPED_OFF,
        "name": "Nghỉ hoán đổi (làm bù 11/9/2027)",
        "document_number": "123/VPCP-KGVX",
        "document_date": date(2026, 11, 30),
    }
    return decide_day(**{**said, **change})


@pytest.mark.django_db
def test_the_decision_stands_over_the_starting_list_with_its_document() -> None:
    decide()
    decide(on=date(2027, 9, 11), kind=DayKind.SWAPPED_WORK, name="Làm bù (hoán đổi 03/9/2027)")
    calendar = work_calendar()
    assert calendar.why(DAY) == "Nghỉ hoán đổi (làm bù 11/9/2027)"
    assert calendar.days[DAY].source == "123/VPCP-KGVX, 30/11/2026"
    assert calendar.is_working(date(2027, 9, 11))
    assert calendar.is_provisional(2027)


@pytest.mark.django_db
def test_of_two_decisions_for_a_day_the_later_counts_and_both_stay() -> None:
    decide()
    decide(kind=DayKind.ORDINARY, name="Ngày làm việc", at=AT + timedelta(days=1))
    assert work_calendar().is_working(DAY)
    assert CalendarDecision.objects.filter(date=DAY).count() == 2


@pytest.mark.django_db
def test_deciding_tet_makes_the_year_certain() -> None:
    decide(on=date(2027, 2, 4), kind=DayKind.TET, name="Tết Nguyên đán (28 tháng Chạp)")
    assert not work_calendar().is_provisional(2027)


@pytest.mark.django_db
def test_the_deed_leaves_a_trail() -> None:
    decide()
    entry = AuditEntry.objects.filter(subject="day:2027-09-03").get()
    assert (entry.deed, entry.at, entry.actor_id) == ("decide_day", AT, 1)
    assert entry.detail["document"] == "123/VPCP-KGVX"


@pytest.mark.django_db
def test_saying_it_again_changes_nothing() -> None:
    first = decide()
    again = decide(at=AT + timedelta(hours=1), name=" Nghỉ hoán đổi (làm bù 11/9/2027) ")
    assert again.pk == first.pk
    assert AuditEntry.objects.filter(subject="day:2027-09-03").count() == 1


@pytest.mark.django_db
def test_a_decision_without_name_and_document_is_refused_with_both_reasons() -> None:
    with pytest.raises(CannotDecideDay) as refused:
        decide(name=" ", document_number="")
    assert {reason.where for reason in refused.value.reasons} == {"name", "document_number"}
    assert not CalendarDecision.objects.filter(date=DAY).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "on"),
    [
        (DayKind.SWAPPED_WORK, date(2027, 9, 10)),
        (DayKind.SWAPPED_OFF, date(2027, 9, 11)),
        (DayKind.COMPENSATORY, date(2027, 9, 12)),
    ],
)
def test_a_kind_that_does_not_fit_its_weekday_is_refused(kind: DayKind, on: date) -> None:
    with pytest.raises(CannotDecideDay, match=f"{on:%d/%m/%Y}"):
        decide(kind=kind, on=on)
