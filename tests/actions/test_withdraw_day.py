"""A decision about a day is taken back (rút lại quyết định về một ngày)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import VIETNAM
from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.actions import CannotWithdrawDay, decide_day, withdraw_day
from dondoc.deadlines.models import CalendarDecision
from dondoc.deadlines.queries import work_calendar
from dondoc.deadlines.rules.calendar import DayKind

AT = datetime(2026, 12, 1, 9, 0, tzinfo=VIETNAM)
DAY = date(2027, 9, 6)


def decision(name: str = "Nghỉ hoán đổi", at: datetime = AT) -> CalendarDecision:
    return decide_day(
        actor_id=1,
        at=at,
        on=DAY,
        kind=DayKind.SWAPPED_OFF,
        name=name,
        document_number="9/VPCP",
        document_date=date(2026, 11, 30),
    )


@pytest.mark.django_db
def test_the_day_is_again_what_the_list_says() -> None:
    withdraw_day(actor_id=1, at=AT + timedelta(days=1), decision_id=decision().pk)
    assert work_calendar().is_working(DAY)


@pytest.mark.django_db
def test_the_decision_before_it_counts_again() -> None:
    decision("Nghỉ theo công văn thứ nhất")
    later = decision("Nghỉ theo công văn thứ hai", AT + timedelta(hours=1))
    withdraw_day(actor_id=1, at=AT + timedelta(days=1), decision_id=later.pk)
    assert work_calendar().why(DAY) == "Nghỉ theo công văn thứ nhất"


@pytest.mark.django_db
def test_nothing_is_rewritten_and_the_deed_leaves_a_trail() -> None:
    first = decision()
    row = withdraw_day(actor_id=7, at=AT + timedelta(days=1), decision_id=first.pk)
    assert row.withdraws_id == first.pk
    assert CalendarDecision.objects.filter(date=DAY).count() == 2
    entry = AuditEntry.objects.get(subject="day:2027-09-06", deed="withdraw_day")
    assert (entry.actor_id, entry.detail) == (7, {"decision": first.pk})


@pytest.mark.django_db
def test_what_was_known_before_stays_answerable() -> None:
    first = decision()
    withdraw_day(actor_id=1, at=AT + timedelta(days=2), decision_id=first.pk)
    assert work_calendar(AT - timedelta(days=1)).is_working(DAY)
    assert not work_calendar(AT + timedelta(days=1)).is_working(DAY)
    assert work_calendar(AT + timedelta(days=3)).is_working(DAY)


@pytest.mark.django_db
def test_withdrawing_twice_is_refused() -> None:
    first = decision()
    withdraw_day(actor_id=1, at=AT, decision_id=first.pk)
    with pytest.raises(CannotWithdrawDay, match="06/09/2027"):
        withdraw_day(actor_id=1, at=AT, decision_id=first.pk)


@pytest.mark.django_db
def test_a_withdrawal_itself_cannot_be_withdrawn() -> None:
    row = withdraw_day(actor_id=1, at=AT, decision_id=decision().pk)
    with pytest.raises(NotFound):
        withdraw_day(actor_id=1, at=AT, decision_id=row.pk)
