"""Which reports wait for somebody (báo cáo đang chờ xử lý): to be approved, mended, answered, accepted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from dondoc.base.prepared import Prepared, among
from dondoc.base.rules.moments import day_of
from dondoc.people.rules.rights import Right, Rights
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries.life import lives_at
from dondoc.reporting.queries.signatures import changed_since_sending
from dondoc.reporting.rules.life import Life, Stage
from dondoc.reporting.rules.timeliness import SignedState

# What nobody has touched for so long is found in its period's table, not in a worklist. Practice.
WITHIN = timedelta(days=366)
TOLD_FOR = timedelta(days=30)  # a change of verdict stays in the worklist


class Wanted(StrEnum):
    """What is to be done with a report next (việc cần làm)."""

    APPROVE = "approve"
    MEND = "mend"
    SEND = "send"
    ANSWER = "answer"
    ACCEPT = "accept"
    DECIDE_BACK = "decide_back"
    QUERY_OVERDUE = "query_overdue"
    SIGNATURE_CHANGED = "signature_changed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Wanted.APPROVE: "Chờ duyệt",
    Wanted.MEND: "Bị trả lại, cần sửa",
    Wanted.SEND: "Đã duyệt, chờ gửi",
    Wanted.ANSWER: "Tra soát chờ giải trình",
    Wanted.ACCEPT: "Chờ tiếp nhận",
    Wanted.DECIDE_BACK: "Đề nghị rút, chờ trả lời",
    Wanted.QUERY_OVERDUE: "Tra soát quá hạn trả lời",
    Wanted.SIGNATURE_CHANGED: "Chữ ký số đổi kết luận",
}


@dataclass(frozen=True)
class WaitingReport:
    """One report and what it waits for; `about`: in words, where its life does not say it."""

    wanted: Wanted
    regime_code: str
    period_code: str
    agency_id: int
    agency_code: str
    province_id: int
    life: Life
    about: str = ""


def waiting_in_agencies(rights: Rights, at: datetime) -> list[WaitingReport]:
    """What waits for this person in his own agencies. Three queries."""
    enters, approves = rights.agencies_for(Right.ENTER), rights.agencies_for(Right.APPROVE)
    rows = TOUCHED_OF_AGENCIES(enters | approves, at - WITHIN, at)
    return [
        waiting
        for waiting in _waiting(rows, at, _of_agency)
        if waiting.agency_id in (approves if waiting.wanted is Wanted.APPROVE else enters)
    ]


def waiting_for_office(province_ids: Collection[int], at: datetime) -> list[WaitingReport]:
    """What waits for the offices of provinces: four queries, two more where signatures changed."""
    found = list(_waiting(TOUCHED_IN_PROVINCES(province_ids, at - WITHIN, at), at, _of_office))
    return [*found, *_changed_signatures(province_ids, at)]


def _changed_signatures(province_ids: Collection[int], at: datetime) -> Iterable[WaitingReport]:
    """Reports whose signature a later check judged otherwise (kết luận chữ ký số thay đổi)."""
    for row in changed_since_sending(province_ids, at - TOLD_FOR, at):
        owed, before, now = row.submission.obligation, SignedState(row.before), SignedState(row.state)
        about = f"{before.label} → {now.label}: {'; '.join(row.reasons)}".rstrip(": ")
        codes = (owed.regime.code, owed.period_code, owed.agency_id, owed.agency.code, owed.province_id)
        yield WaitingReport(Wanted.SIGNATURE_CHANGED, *codes, Life(Stage.SENT), about)


def _touched(column: str, ids: Collection[int], since: datetime, at: datetime) -> QuerySet[Obligation, tuple[Any, ...]]:
    """Reports sent or stepped on within a span, of the provinces or agencies in a column."""
    stepped, sent = Q(steps__at__gte=since, steps__at__lte=at), Q(submissions__sent_at__gte=since)
    rows = Obligation.objects.filter(stepped | sent, among(f"reporting_obligation.{column}", ids)).distinct()
    return rows.values_list("pk", "regime__code", "period_code", "agency_id", "agency__code", "province_id")


TOUCHED_IN_PROVINCES = Prepared(partial(_touched, "province_id"))
TOUCHED_OF_AGENCIES = Prepared(partial(_touched, "agency_id"))


def _of_agency(life: Life, _: date) -> Iterable[Wanted]:
    by_stage = {Stage.HANDED_UP: Wanted.APPROVE, Stage.RETURNED: Wanted.MEND, Stage.APPROVED: Wanted.SEND}
    if life.stage in by_stage:
        yield by_stage[life.stage]
    if life.queries:
        yield Wanted.ANSWER


def _of_office(life: Life, on: date) -> Iterable[Wanted]:
    if life.stage is Stage.SENT:
        yield Wanted.ACCEPT
    if life.taking_back:
        yield Wanted.DECIDE_BACK
    if any(query.due_on is not None and query.due_on < on for query in life.queries):
        yield Wanted.QUERY_OVERDUE


WantedOf = Callable[[Life, date], Iterable[Wanted]]


def _waiting(rows: Iterable[tuple[Any, ...]], at: datetime, wanted_of: WantedOf) -> Iterable[WaitingReport]:
    found = list(rows)
    lives = lives_at([row[0] for row in found], at) if found else {}
    for pk, regime, period, agency_id, agency, province_id in found:
        for wanted in wanted_of(lives[pk], day_of(at)):
            yield WaitingReport(wanted, regime, period, agency_id, agency, province_id, lives[pk])
