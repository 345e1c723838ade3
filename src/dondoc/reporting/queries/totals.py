"""Totals of a form up the tree (tổng hợp số liệu), never without their gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dondoc.agencies.models import Agency
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Refused
from dondoc.deadlines.rules.periods import Period
from dondoc.reporting.models import ReportStep, Submission, SubmittedFigures
from dondoc.reporting.queries.figures import FormOfPeriod, form_of_period
from dondoc.reporting.queries.sources import agency_of, sources_below
from dondoc.reporting.rules.facts import ObligationFacts
from dondoc.reporting.rules.figures import Gaps, Source, expected_of, gaps_of
from dondoc.reporting.rules.life import GIVEN_BACK
from dondoc.sheets.queries import SentSet, added_up, sent_sets
from dondoc.sheets.rules.sheet import Sheet
from dondoc.sheets.rules.totals import Tally


class CannotAddUp(Refused):
    """Refused: nobody below the agency reports in this period."""


@dataclass(frozen=True)
class Gathered:
    """The sent versions that belong in one total, in the order of their agencies, and whose they are.

    `previous`: the period before, where its figures stand in for those that are missing. `uppers`: units below which
    others report too. `named_on`: the day whose names and groups count.
    """

    form: FormOfPeriod
    agency_id: int
    sources: tuple[Source, ...]
    sets: tuple[SentSet, ...]
    uppers: frozenset[int]
    named_on: date
    previous: Period | None = None

    @cached_property
    def expected(self) -> list[Source]:
        """Those who are expected, in order."""
        return expected_of(self.sources)

    @cached_property
    def gaps(self) -> Gaps:
        return gaps_of(self.sources)


@dataclass(frozen=True)
class FormTotal:
    """What the units below an agency report together, as of a moment."""

    gathered: Gathered
    sheet: Sheet

    @property
    def form(self) -> FormOfPeriod:
        return self.gathered.form

    @property
    def gaps(self) -> Gaps:
        return self.gathered.gaps


def total_of(
    *,
    regime_code: str,
    form_code: str,
    period_code: str,
    agency_code: str,
    as_of: AsOf,
    province_id: int | None = None,
    with_previous: bool = False,
) -> FormTotal:
    """The total of a form over the units below an agency, by the tree as it stood on each one's deadline day.

    Of units that report below one another only the uppermost count: a unit's own report holds what is below it.
    `with_previous`: who is missing is counted by what it sent for the period before (tính cả số kỳ trước).
    Raises NotFound, CannotAddUp, CannotUseForm, UnknownForm, UnknownRegime.
    """
    form, agency = form_of_period(regime_code, form_code, period_code), agency_of(agency_code)
    return total_in(form, agency, as_of, province_id=province_id, with_previous=with_previous)


def total_in(
    form: FormOfPeriod, agency: Agency, as_of: AsOf, *, province_id: int | None = None, with_previous: bool = False
) -> FormTotal:
    """The same where form and unit are at hand. Raises CannotAddUp."""
    gathered = gather(form, agency, as_of, province_id=province_id, with_previous=with_previous)
    tally = added_up(((0, found) for found in gathered.sets), form.in_use).get(0, Tally())
    return FormTotal(gathered, tally.sheet(form.definition))


def gather(
    form: FormOfPeriod, agency: Agency, as_of: AsOf, *, province_id: int | None = None, with_previous: bool = False
) -> Gathered:
    """Whose figures make a total, and which of them are there. Raises CannotAddUp."""
    regime, period, code = form.regime, form.period, form.definition.code
    facts, uppers = sources_below(regime, period, agency.pk, as_of, province_id, form_code=code)
    if not facts:
        raise CannotAddUp(
            f"Không đơn vị nào dưới '{agency.code}' phải báo cáo {period.label_in_sentence} theo '{regime.code}'."
        )
    sets = sent_sets(regime.code, code, period.code, as_of, [f.agency_id for f in facts], _invalid_sets(facts, as_of))
    sources = _sources(form, facts, sets, as_of)
    day = max(f.due_on_before_roll for f in facts)
    found = Gathered(form, agency.pk, sources, _in_order(sources, sets), uppers, day)
    if not with_previous or (previous := regime.previous_period(period)) is None:
        return found
    older = sent_sets(regime.code, code, previous.code, as_of, _silent(facts, sources, as_of))
    sources = tuple(
        replace(s, set_id=older[s.agency_id].set_id, carried_from=previous.code) if s.agency_id in older else s
        for s in sources
    )
    return replace(found, sources=sources, sets=_in_order(sources, {**older, **sets}), previous=previous)


def _sources(
    form: FormOfPeriod, facts: Sequence[ObligationFacts], sets: Mapping[int, SentSet], as_of: AsOf
) -> tuple[Source, ...]:
    returned = _returned(facts, as_of)
    standings = [
        f.standing(as_of, early_margin_days=form.regime.early_margin_days, counts=form.regime.counts) for f in facts
    ]
    return tuple(
        Source(
            agency_id=f.agency_id,
            agency_code=f.agency_code,
            timeliness=standing.timeliness,
            set_id=sets[f.agency_id].set_id if f.agency_id in sets else None,
            note=standing.note,
            is_returned=f.id in returned,
        )
        for f, standing in zip(facts, standings, strict=True)
    )


def _returned(facts: Sequence[ObligationFacts], as_of: AsOf) -> set[int]:
    """Obligations whose last sending was returned (bị trả lại, cho rút), nothing having been sent since; one query."""
    steps = ReportStep.objects.filter(
        obligation__in=[f.id for f in facts], kind__in=[kind.value for kind in GIVEN_BACK], at__lte=as_of.at
    )
    if as_of.known_at is not None:
        steps = steps.filter(recorded_at__lte=as_of.known_at)
    given_back = dict(steps.order_by("at", "pk").values_list("obligation_id", "at"))
    sent = {f.id: [s.sent_at for s in f.sendings if s.sent_at <= as_of.at] for f in facts}
    return {id for id, at in given_back.items() if sent[id] and max(sent[id]) <= at}


def _invalid_sets(facts: Sequence[ObligationFacts], as_of: AsOf) -> list[int]:
    """The figures of sendings that were returned because they do not count; asks nothing where there are none."""
    found = [f.id for f in facts if any(not sending.counts(as_of) for sending in f.sendings)]
    if not found:
        return []
    moment = as_of.at if as_of.known_at is None else min(as_of.at, as_of.known_at)
    steps = ReportStep.objects.filter(obligation__in=found, is_invalid=True, at__lte=moment)
    sets = SubmittedFigures.objects.filter(submission__in=steps.values("submission"))
    return list(sets.values_list("figure_set_id", flat=True))


def _in_order(sources: Sequence[Source], sets: Mapping[int, SentSet]) -> tuple[SentSet, ...]:
    return tuple(sets[s.agency_id] for s in sources if s.set_id is not None)


def _silent(facts: Sequence[ObligationFacts], sources: Sequence[Source], as_of: AsOf) -> set[int]:
    """Who is missing and has not said that nothing occurred."""
    missing = {s.agency_id for s in expected_of(sources) if not s.has_figures}
    owed = {f.id: f.agency_id for f in facts if f.agency_id in missing}
    said = Submission.objects.filter(obligation__in=owed, is_nil=True, sent_at__lte=as_of.at)
    return missing - {owed[pk] for pk in said.values_list("obligation_id", flat=True)}
