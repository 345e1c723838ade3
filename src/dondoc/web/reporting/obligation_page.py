"""The page of one obligation (trang một báo cáo): its facts, where it stands, what this person may do with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.queries import work_calendar
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.deadlines.rules.periods import Period, parse_period
from dondoc.followup.queries.urgings import urgings_of_report
from dondoc.people.rules.rights import Right
from dondoc.reporting.models import Obligation, ReportStep
from dondoc.reporting.queries import access_obligation, facts_of, submissions_of
from dondoc.reporting.queries.life import ReportLife, report_life, roles_in, steps_of
from dondoc.reporting.queries.regimes import regime_of
from dondoc.reporting.queries.sources import gathers
from dondoc.reporting.rules.life import (
    OWN_APPROVAL,
    Life,
    Query,
    Role,
    Stage,
    StepKind,
    possible_steps,
    reasons_not_to_send_now,
)
from dondoc.reporting.rules.sending import Channel
from dondoc.web.entry.places import FormLine, forms_of
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.outline.line import narrative_line
from dondoc.web.reporting.forms import SendForm
from dondoc.web.reporting.obligations import shown_sendings
from dondoc.web.reporting.papers import papers_for
from dondoc.web.urgings.forms import UrgingForm

NEXT = {
    Stage.DRAFTING: "Đơn vị đang soạn.",
    Stage.HANDED_UP: "Chờ lãnh đạo đơn vị duyệt.",
    Stage.APPROVED: "Đã duyệt; đơn vị gửi lên cơ quan nhận.",
    Stage.SENT: "Chờ cơ quan nhận tiếp nhận.",
    Stage.ACCEPTED: "Cơ quan nhận đã tiếp nhận.",
    Stage.RETURNED: "Đơn vị sửa rồi gửi lại.",
}


@dataclass(frozen=True)
class OpenQuery:
    """A query with its clock in words."""

    query: Query
    told: str
    is_overdue: bool


@dataclass(frozen=True)
class ShownLife:
    """Where the report stands, as the page tells it."""

    found: ReportLife
    next: str
    queries: tuple[OpenQuery, ...]
    steps: tuple[StepKind, ...]
    history: list[ReportStep]
    sends_figures: bool
    may_enter_other_way: bool
    sending_waits: tuple[Reason, ...]
    approving_waits: str = ""

    @property
    def has_begun(self) -> bool:
        return bool(self.history) or self.found.life.stage is not Stage.DRAFTING


def shown_life(request: OfficeRequest, obligation: Obligation) -> ShownLife:
    """The life of a report at the page's moment, with what this person may do now."""
    at = request.moment.as_of.at
    found, roles = report_life(obligation, at), roles_in(request.rights, obligation)
    calendar = work_calendar() if found.life.queries or found.life.resend_by else None
    is_own = Role.ENTERER in roles
    is_refused = found.life.is_own_approval_refused(request.actor_id, found.regime.own_approval)
    may_not_approve = is_refused and Role.APPROVER in roles and found.life.stage is Stage.HANDED_UP
    return ShownLife(
        found=found,
        next=_next(found.life, at, calendar),
        queries=tuple(_open_query(query, at, calendar) for query in found.life.queries if calendar),
        steps=tuple(possible_steps(found.life, roles, is_locked=found.is_locked, is_own_refused=is_refused)),
        history=steps_of(obligation.pk, at),
        may_enter_other_way=Role.RECEIVER in roles,
        sends_figures=is_own and bool(found.regime.forms or found.regime.outline),
        sending_waits=tuple(
            reasons_not_to_send_now(found.life, found.regime.approval, is_locked=found.is_locked) if is_own else ()
        ),
        approving_waits=OWN_APPROVAL if may_not_approve else "",
    )


def _next(life: Life, at: datetime, calendar: WorkCalendar | None) -> str:
    """Who is to do what now; of a returned report, until when."""
    if life.stage is not Stage.RETURNED or life.resend_by is None or calendar is None:
        return NEXT[life.stage]
    return f"Đơn vị sửa rồi gửi lại {_clock(life.resend_by, day_of(at), calendar)}."


def _open_query(query: Query, at: datetime, calendar: WorkCalendar | None) -> OpenQuery:
    if query.due_on is None or calendar is None:
        return OpenQuery(query, "Chưa có hạn trả lời", is_overdue=False)
    on = day_of(at)
    return OpenQuery(query, f"Trả lời {_clock(query.due_on, on, calendar)}", is_overdue=query.due_on < on)


def _clock(due_on: date, on: date, calendar: WorkCalendar) -> str:
    """'chậm nhất 25/11/2026, còn 2 ngày làm việc'."""
    until = f"chậm nhất {screen_date(due_on)}"
    if due_on < on:
        return f"{until}, quá hạn {calendar.working_days_between(due_on, on)} ngày làm việc"
    left = calendar.working_days_between(on, due_on)
    return f"{until}, {f'còn {left} ngày làm việc' if left else 'hôm nay'}"


def _total_form(regime: RegimeDefinition, period: Period, unit: AgencyOnDay, own: Sequence[FormLine]) -> str:
    """The form whose total others make for the unit, one that it does not fill itself first; '' where nobody does."""
    if not regime.forms or not gathers(regime, period, unit):
        return ""
    filled = {line.code for line in own}
    return next((code for code in regime.forms if code not in filled), regime.forms[0])


def obligation_context(request: OfficeRequest, regime: str, period: str, agency: str) -> dict[str, object]:
    """Everything that the page of an obligation shows. Raises NotFound for whoever may not see it."""
    found = access_obligation(request.rights, regime_code=regime, period_code=period, agency_code=agency)
    definition = regime_of(found)
    facts = facts_of(found.pk)
    as_of = request.moment.as_of
    named = agencies_as_on({found.agency_id, found.province_id}, found.due_on_before_roll)
    return {
        "obligation": found,
        "agency": named[found.agency_id],
        "province": named[found.province_id],
        "period": parse_period(period),
        "definition": definition,
        "due": facts.due(as_of),
        "standing": facts.standing(as_of, early_margin_days=definition.early_margin_days, counts=definition.counts),
        "may_extend": request.rights.has(Right.MONITOR, found.province_id),
        "submissions": shown_sendings([s for s in submissions_of(found.pk) if s.sent_at <= as_of.at], as_of.at),
        "record": found.imported_records.order_by("-recorded_at", "-id").first(),
        "forms": (lines := forms_of(request, found, definition)),
        "total_form": _total_form(definition, parse_period(period), named[found.agency_id], lines),
        "narrative": narrative_line(request, found, definition),
        "may_send": request.rights.has(Right.ENTER, found.agency_id),
        "form": SendForm(),
        "report": shown_life(request, found),
        "papers": papers_for(request, found),
        "channels": list(Channel),
        "urgings": urgings_of_report(found.pk, as_of),
        "urging_form": UrgingForm(),
    }
