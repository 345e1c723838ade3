"""Which tasks a page speaks of: a province, a month, and up to which day. Presentation only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.assignments.queries import assigned_spans
from dondoc.base.rules.moments import AsOf
from dondoc.followup.queries import task_review
from dondoc.followup.queries.tasks import review_of_agencies
from dondoc.followup.rules.task_review import TaskReview, last_day_of_month, span_in_words
from dondoc.people.rules.rights import Right, Rights
from dondoc.web.frame.moment import PageMoment

MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
MONTHS_SHOWN = 36


@dataclass(frozen=True)
class Cohort:
    """The tasks that a province assigned in a month, as of the month's end or of the moment in the header."""

    province: AgencyOnDay
    first: date
    last: date
    review: TaskReview
    months: tuple[date, ...]  # of the province, newest first
    is_closed: bool  # counted up to the last day of the month, which is over

    @property
    def month(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def month_choices(self) -> list[tuple[str, str]]:
        """'2022-02' and '02/2022'."""
        return [(f"{month:%Y-%m}", f"{month:%m/%Y}") for month in self.months]

    @property
    def span(self) -> str:
        return span_in_words(self.first, self.last)


def asked_cohort(asked: Mapping[str, str], provinces: Sequence[AgencyOnDay], moment: PageMoment) -> Cohort | None:
    """The cohort that the address asks for; by default the newest month with tasks. None: nothing assigned yet."""
    by_code = {p.code: p.id for p in provinces}
    province_id = by_code.get(asked.get("tinh", ""))
    spans = assigned_spans([p.id for p in provinces] if province_id is None else [province_id], moment.as_of.on)
    wanted = asked.get("thang", "")
    month = _month(wanted) if MONTH.fullmatch(wanted) else max((span.last for span in spans), default=None)
    chosen = next((span for span in spans if month is not None and span.has(month)), None)
    if chosen is None or month is None:
        return None
    last = last_day_of_month(month)
    is_closed = last < moment.as_of.on and not moment.is_past and asked.get("den") != "nay"
    as_of = AsOf.end_of_day(last) if is_closed else moment.as_of
    review = task_review(province_id=chosen.province_id, first=month, last=last, as_of=as_of)
    named = {p.id: p for p in provinces}
    return Cohort(named[chosen.province_id], month, last, review, chosen.newest(MONTHS_SHOWN), is_closed)


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def own_tasks(rights: Rights, as_of: AsOf, *, only_open: bool = False, since: date | None = None) -> TaskReview | None:
    """Everything that the person's own agencies lead or coordinate; `since`: assigned from that day on, or open."""
    own = {a for r, a in rights.held if r in (Right.ENTER, Right.APPROVE, Right.SIGN)}
    return review_of_agencies(agency_ids=own, as_of=as_of, only_open=only_open, since=since)
