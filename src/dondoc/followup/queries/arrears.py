"""What an agency is to be urged about (việc phải đôn đốc một đơn vị), and the letter that says so."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Refused
from dondoc.deadlines.queries import work_calendar
from dondoc.deadlines.rules.periods import parse_period
from dondoc.documents.queries import wording
from dondoc.documents.rules.official import OfficialDocument
from dondoc.documents.rules.wordings import Wording, sentence
from dondoc.followup.letters import urging_letter
from dondoc.followup.queries.documents import Links
from dondoc.followup.queries.tasks import review_of_agencies
from dondoc.followup.rules.arrears import Arrears, OwedReport
from dondoc.followup.rules.task_review import ReviewTask
from dondoc.reporting.queries import definition_of_period, obligations_of_agencies
from dondoc.reporting.rules.facts import ObligationFacts
from dondoc.reporting.rules.timeliness import Standing, Timeliness

Judged = tuple[ObligationFacts, Standing]


class NothingToUrge(Refused):
    """Refused: the agency owes nothing at that moment."""


def urging_of(
    *, province_id: int, agency_id: int, as_of: AsOf, links: Links | None = None, worded: Wording | None = None
) -> tuple[Arrears, OfficialDocument]:
    """The letter to one agency with what it owes. Raises NothingToUrge."""
    said = worded or wording("urging-letter", province_id, as_of.on)
    found = arrears_of(province_id=province_id, agency_id=agency_id, as_of=as_of, working_days=_days(said))
    if found.is_clear:
        raise NothingToUrge(
            f"{found.agency.name} không có báo cáo quá hạn chưa gửi, báo cáo không ký số hay nhiệm vụ quá hạn nào."
        )
    return found, urging_letter(found, said, links)


def _days(said: Wording) -> int:
    """The working days that the office gives; an own wording of before this section existed has the product's."""
    told = sentence(said, "working_days")
    return int(told) if told.isascii() and told.isdigit() else 5


def arrears_of(*, province_id: int, agency_id: int, as_of: AsOf, working_days: int) -> Arrears:
    """What an agency owes as of a moment: reports overdue, the last report of a regime unsigned, tasks overdue."""
    named = agencies_as_on({province_id, agency_id}, as_of.on)
    judged = [
        (facts, _standing(facts, as_of))
        for facts in obligations_of_agencies([agency_id])
        if facts.is_owed(as_of) and facts.window_from <= as_of.on
    ]
    return Arrears(
        province=named[province_id],
        agency=named[agency_id],
        as_of=as_of,
        unsent=tuple(_owed(f, s, as_of) for f, s in judged if s.timeliness is Timeliness.NOT_SENT_OVERDUE),
        unsigned=tuple(_owed(f, s, as_of) for f, s in _last_sent(judged) if s.signed.counts_as_unsigned),
        tasks=tuple(_overdue_led_by(named[agency_id], as_of)),
        answer_by=work_calendar().add_working_days(as_of.on, working_days),
    )


def _standing(facts: ObligationFacts, as_of: AsOf) -> Standing:
    definition = definition_of_period(facts.regime_code, facts.period_code)
    return facts.standing(as_of, early_margin_days=definition.early_margin_days, counts=definition.counts)


def _last_sent(judged: list[Judged]) -> Iterator[Judged]:
    """Of each regime the report sent for the latest period: an old one without a signature is not mended any more."""
    last: dict[str, Judged] = {}
    for facts, standing in sorted(judged, key=lambda pair: pair[0].due_on):
        if standing.timeliness.is_sent:
            last[facts.regime_code] = (facts, standing)
    yield from last.values()


def _owed(facts: ObligationFacts, standing: Standing, as_of: AsOf) -> OwedReport:
    definition = definition_of_period(facts.regime_code, facts.period_code)
    return OwedReport(
        regime_code=facts.regime_code,
        regime_name=definition.name,
        period_code=facts.period_code,
        period_in_sentence=parse_period(facts.period_code).label_in_sentence,
        due_on=facts.due(as_of).due_on,
        days=standing.days,
    )


def _overdue_led_by(agency: AgencyOnDay, as_of: AsOf) -> list[ReviewTask]:
    """The overdue tasks that the agency itself leads, the longest overdue first."""
    review = review_of_agencies(agency_ids=[agency.id], as_of=as_of)
    if review is None:
        return []
    return [t for t in review.overdue if t.lead.id == agency.id]
