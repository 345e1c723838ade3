"""Real rows for a template to be tried on (số liệu thật để xem thử mẫu): the newest there are in a province."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.assignments.queries import assigned_spans
from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.rules.periods import parse_period
from dondoc.documents.rules.official import OfficialDocument
from dondoc.documents.rules.wordings import Wording
from dondoc.followup.queries.arrears import arrears_of, urging_of
from dondoc.followup.queries.consolidated import consolidated_letter
from dondoc.followup.queries.documents import (
    letter_of_period,
    notice_of_period,
    regime_report_of_period,
    report_of_review,
    report_of_tasks,
    slip_of,
)
from dondoc.followup.queries.reporting import reporting_table
from dondoc.followup.queries.scope import latest_period, opened_in
from dondoc.followup.rules.review_spans import SpanKind, span_on
from dondoc.followup.rules.reviewing import Scope, View
from dondoc.followup.rules.task_review import last_day_of_month
from dondoc.reporting.queries import OpenedPeriod, definition_of_period
from dondoc.reporting.queries.totals import CannotAddUp, total_of
from dondoc.reporting.rules.timeliness import Timeliness

MOST_TRIED = 12  # agencies looked at for one that owes something


@dataclass(frozen=True)
class Sample:
    """What a template is tried on: named, and how the document comes out with a wording."""

    about: str
    draft: Callable[[Wording], OfficialDocument]


def sample_of(kind: str, province: AgencyOnDay, as_of: AsOf) -> Sample | None:
    """The newest real rows for a kind of template; None while the province has none."""
    if kind in ("task-review", "periodic-review"):
        return _of_tasks(kind, province, as_of)
    opened = latest_period(opened_in([province], as_of), as_of)
    if opened is None:
        return None
    if kind == "urging-letter":
        return _of_an_agency(province, opened, as_of)
    if kind == "consolidated-report":
        return _of_a_total(province, opened, as_of)
    return _of_a_period(kind, province, opened, as_of)


def _of_a_period(kind: str, province: AgencyOnDay, opened: OpenedPeriod, as_of: AsOf) -> Sample:
    drafts = {
        "reporting-letter": letter_of_period,
        "regime-report": regime_report_of_period,
        "period-notice": notice_of_period,
    }

    def draft(worded: Wording) -> OfficialDocument:
        drafted = partial(
            drafts.get(kind, letter_of_period),
            province_id=province.id,
            regime_code=opened.regime_code,
            period_code=opened.period_code,
            as_of=as_of,
        )
        if kind == "submission-slip":
            letter = drafted(links={"table": "#"})[1]
            return slip_of(letter, province_id=province.id, province_name=province.name, as_of=as_of, worded=worded)
        return drafted(worded=worded)[1]

    return Sample(f"{opened.regime_code} {_named(opened)}", draft)


def _named(opened: OpenedPeriod) -> str:
    return parse_period(opened.period_code).label_in_sentence


def _of_tasks(kind: str, province: AgencyOnDay, as_of: AsOf) -> Sample | None:
    spans = assigned_spans([province.id], as_of.on)
    if not spans:
        return None
    first = spans[0].last
    last = last_day_of_month(first)
    until = AsOf.end_of_day(min(last, as_of.on))

    def draft(worded: Wording) -> OfficialDocument:
        if kind == "periodic-review":
            month = span_on(SpanKind.MONTH, first)
            return report_of_review(
                province_id=province.id, span=month, scope=Scope.COHORT, view=View.LEAD, as_of=until, worded=worded
            )[1]
        return report_of_tasks(province_id=province.id, first=first, last=last, as_of=until, worded=worded)[1]

    return Sample(f"nhiệm vụ giao tháng {first:%m/%Y}", draft)


def _of_a_total(province: AgencyOnDay, opened: OpenedPeriod, as_of: AsOf) -> Sample | None:
    forms = definition_of_period(opened.regime_code, opened.period_code).forms
    if not forms:
        return None
    try:
        total = total_of(
            regime_code=opened.regime_code,
            form_code=forms[0],
            period_code=opened.period_code,
            agency_code=province.code,
            as_of=as_of,
        )
    except CannotAddUp:
        return None

    def draft(worded: Wording) -> OfficialDocument:
        return consolidated_letter(total=total, province_id=province.id, as_of=as_of, worded=worded)[1]

    return Sample(f"biểu {forms[0]} {_named(opened)}", draft)


def _of_an_agency(province: AgencyOnDay, opened: OpenedPeriod, as_of: AsOf) -> Sample | None:
    table = reporting_table(
        province_id=province.id, regime_code=opened.regime_code, period_code=opened.period_code, as_of=as_of
    )
    owing = [*table.with_timeliness(Timeliness.NOT_SENT_OVERDUE), *table.unsigned]
    for row in owing[:MOST_TRIED]:
        agency = row.agency
        if arrears_of(province_id=province.id, agency_id=agency.id, as_of=as_of, working_days=1).is_clear:
            continue

        def draft(worded: Wording, agency_id: int = agency.id) -> OfficialDocument:
            return urging_of(province_id=province.id, agency_id=agency_id, as_of=as_of, worded=worded)[1]

        return Sample(agency.name, draft)
    return None
