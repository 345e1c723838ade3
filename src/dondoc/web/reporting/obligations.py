"""Rows of lists of reporting pages. Presentation only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.models import StoredFile
from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.rules.periods import parse_period
from dondoc.followup.queries.history import recent_periods
from dondoc.followup.rules.history import PeriodTotals
from dondoc.people.models import User
from dondoc.people.rules.rights import Right, Rights
from dondoc.reporting.models import SentOtherwise, Submission
from dondoc.reporting.queries import (
    ObligationFacts,
    OpenedPeriod,
    obligations_of_agencies,
    regime_definition,
)
from dondoc.reporting.queries.signatures import Judged, judge_sendings
from dondoc.reporting.rules.changes import DueInForce
from dondoc.reporting.rules.timeliness import SignedState, Standing, Timeliness
from dondoc.signing.rules.indications import Indication


@dataclass(frozen=True)
class Owed:
    """One report that an agency owes or owed."""

    facts: ObligationFacts
    agency: AgencyOnDay
    regime_name: str
    label: str
    label_in_sentence: str
    due: DueInForce
    standing: Standing

    @property
    def is_pressing(self) -> bool:
        return self.standing.timeliness is Timeliness.NOT_SENT_OVERDUE

    @property
    def is_open(self) -> bool:
        return not self.standing.timeliness.is_sent and self.standing.timeliness is not Timeliness.EXEMPT


def owed_by(rights: Rights, as_of: AsOf) -> list[Owed]:
    """What the person's own agencies owe: overdue first, then by deadline, then what was sent, newest first."""
    own = {a for r, a in rights.held if r in (Right.ENTER, Right.APPROVE, Right.SIGN)}
    facts = [f for f in obligations_of_agencies(own) if f.window_from <= as_of.on and f.is_owed(as_of)]
    agencies = agencies_as_on(own, as_of.on)
    definitions = {code: regime_definition(code) for code in {f.regime_code for f in facts}}
    rows = [
        Owed(
            facts=f,
            agency=agencies[f.agency_id],
            regime_name=definitions[f.regime_code].name,
            label=definitions[f.regime_code].label(parse_period(f.period_code)),
            label_in_sentence=parse_period(f.period_code).label_in_sentence,
            due=f.due(as_of),
            standing=f.standing(
                as_of,
                early_margin_days=definitions[f.regime_code].early_margin_days,
                counts=definitions[f.regime_code].counts,
            ),
        )
        for f in facts
    ]
    return sorted(rows, key=_by_urgency)


def _by_urgency(row: Owed) -> tuple[bool, bool, int]:
    days = row.due.due_on.toordinal()
    return (not row.is_open, not row.is_pressing, days if row.is_open else -days)


@dataclass(frozen=True)
class ShownSending:
    """One sending with what may be said of its signatures."""

    pk: int
    version: int
    sent_at: datetime
    sent_by: User | None
    is_nil: bool
    file: StoredFile | None
    note: str
    state: str
    told: tuple[str, ...]
    signers: str
    otherwise: SentOtherwise | None
    is_checked: bool


def shown_sendings(sendings: Sequence[Submission], at: datetime) -> list[ShownSending]:
    """Sendings with what is to be said of their signatures at a moment."""
    judged = judge_sendings(sendings, at)
    return [_shown(sent, judged[sent.pk].judged if sent.pk in judged else None) for sent in sendings]


def _shown(sent: Submission, judged: Judged | None) -> ShownSending:
    state, signers = SignedState.UNSIGNED, ""
    told: tuple[str, ...] = ()
    if judged is not None:
        state = judged.state
        if judged.verdict.indication is not Indication.NO_SIGNATURE:
            told = (*judged.verdict.reasons, *judged.verdict.warnings, *(m.sentence for m in judged.matches))
        signers = "; ".join(s.signer.common_name for s in judged.facts.signatures if s.signer)
    return ShownSending(
        pk=sent.pk,
        version=sent.version,
        sent_at=sent.sent_at,
        sent_by=sent.sent_by,
        is_nil=sent.is_nil,
        file=sent.file,
        otherwise=getattr(sent, "sent_otherwise", None),
        note=sent.note,
        state=state.value,
        told=told,
        signers=signers,
        is_checked=sent.verification is not None,
    )


@dataclass(frozen=True)
class PeriodRow:
    """One opened period in the office's list."""

    province: AgencyOnDay
    regime_code: str
    regime_name: str
    totals: PeriodTotals
    due_on: date


def period_rows(opened: Sequence[OpenedPeriod], provinces: Sequence[AgencyOnDay], as_of: AsOf) -> list[PeriodRow]:
    """The opened periods with their totals, newest deadline first: a few queries for each regime and province."""
    by_id = {p.id: p for p in provinces}
    totals: dict[tuple[int, str, str], PeriodTotals] = {}
    names: dict[str, str] = {}
    for province_id, regime_code in sorted({(o.province_id, o.regime_code) for o in opened}):
        codes = [o.period_code for o in opened if (o.province_id, o.regime_code) == (province_id, regime_code)]
        names[regime_code] = names.get(regime_code) or regime_definition(regime_code).name
        found, _ = recent_periods(province_id=province_id, regime_code=regime_code, period_codes=codes, as_of=as_of)
        totals.update({(province_id, regime_code, t.period_code): t for t in found})
    return [
        PeriodRow(
            by_id[o.province_id],
            o.regime_code,
            names[o.regime_code],
            totals[o.province_id, o.regime_code, o.period_code],
            o.due_on,
        )
        for o in opened
    ]
