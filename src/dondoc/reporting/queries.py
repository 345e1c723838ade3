"""Questions about reporting (báo cáo): what is owed, what came. To fetch one thing is to check the right to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.deadlines.rules.definition import RegimeDefinition, parse_definition
from dondoc.people.rules.rights import Right, Rights
from dondoc.reporting.models import ImportedRecord, Obligation, Regime, RegimeVersion, Submission
from dondoc.reporting.rules.timeliness import Recorded, Sending, SignedState

SIGNED_STATES = {
    "TOTAL-PASSED": SignedState.SIGNED,
    "INDETERMINATE": SignedState.UNVERIFIABLE,
    "TOTAL-FAILED": SignedState.INVALID,
    "NO-SIGNATURE": SignedState.UNSIGNED,
}


@dataclass(frozen=True)
class ObligationFacts:
    """An obligation with everything that happened to it, ready for the rules."""

    id: int
    regime_code: str
    period_code: str
    agency_id: int
    province_id: int
    window_from: date
    window_to: date
    due_on: date
    due_on_before_roll: date
    sendings: tuple[Sending, ...]
    records: tuple[Recorded, ...]


class UnknownRegime(Refused):
    """Refused: no regime has this code."""


def regime_definition(code: str) -> RegimeDefinition:
    """What a regime says now. Raises UnknownRegime with the codes there are."""
    version = RegimeVersion.objects.filter(regime__code=code).order_by("-recorded_at", "-id").first()
    if version is None:
        known = ", ".join(Regime.objects.order_by("code").values_list("code", flat=True)[:20]) or "chưa có chế độ nào"
        raise UnknownRegime(f"Không có chế độ báo cáo mang mã '{code}'. Hiện có: {known}.")
    return parse_definition(version.definition)


def regime_codes() -> list[str]:
    return list(Regime.objects.order_by("code").values_list("code", flat=True))


def provinces_concerned(regime_code: str, period_code: str) -> list[int]:
    """Ids of the provinces in which this period of the regime has been opened."""
    rows = Obligation.objects.filter(regime__code=regime_code, period_code=period_code)
    return sorted(set(rows.values_list("province_id", flat=True)))


@dataclass(frozen=True)
class OpenedPeriod:
    """A period that was opened in a province, with the latest deadline and the last sending that came."""

    regime_code: str
    period_code: str
    province_id: int
    due_on: date
    last_sent_at: datetime | None


def opened_periods(province_ids: Iterable[int]) -> list[OpenedPeriod]:
    """Every opened period of the provinces, newest deadline first."""
    rows = (
        Obligation.objects.filter(province_id__in=list(province_ids))
        .values("regime__code", "period_code", "province_id")
        .annotate(due=Max("due_on"), sent=Max("submissions__sent_at"), recorded=Max("imported_records__sent_at"))
        .order_by("-due", "regime__code")
    )
    return [
        OpenedPeriod(
            r["regime__code"],
            r["period_code"],
            r["province_id"],
            r["due"],
            max(filter(None, (r["sent"], r["recorded"])), default=None),
        )
        for r in rows
    ]


def obligations_of_period(province_id: int, regime_code: str, period_code: str) -> list[ObligationFacts]:
    """Every obligation of a period in a province, with its facts: three queries, however many rows."""
    return _with_facts(
        Obligation.objects.filter(province_id=province_id, regime__code=regime_code, period_code=period_code)
    )


def obligations_of_periods(province_id: int, regime_code: str, period_codes: Iterable[str]) -> list[ObligationFacts]:
    """The same for several periods at once."""
    return _with_facts(
        Obligation.objects.filter(province_id=province_id, regime__code=regime_code, period_code__in=list(period_codes))
    )


def obligations_of_agencies(agency_ids: Iterable[int]) -> list[ObligationFacts]:
    """What the given agencies owe and owed, nearest deadline last."""
    return _with_facts(Obligation.objects.filter(agency_id__in=list(agency_ids)).order_by("due_on"))


def _may_see(rights: Rights) -> Q:
    own = {a for r, a in rights.held if r in (Right.ENTER, Right.APPROVE, Right.SIGN)}
    return Q(agency_id__in=own) | Q(province_id__in=rights.agencies_for(Right.MONITOR))


def access_obligation(
    rights: Rights, *, regime_code: str, period_code: str, agency_code: str, for_update: bool = False
) -> Obligation:
    """One obligation that this person may see: own agency's, or in a province watched. Else NotFound."""
    rows = Obligation.objects.select_related("regime", "agency", "province")
    if for_update:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(
        _may_see(rights), regime__code=regime_code, period_code=period_code, agency__code=agency_code
    ).first()
    if found is None:
        raise NotFound("Không tìm thấy báo cáo này.")
    return found


def access_submission(rights: Rights, submission_id: int) -> Submission:
    """One sending with its file, under the same right as its obligation. Else NotFound."""
    visible = Obligation.objects.filter(_may_see(rights))
    found = (
        Submission.objects.select_related("file", "verification", "sent_by", "obligation__regime", "obligation__agency")
        .filter(pk=submission_id, obligation__in=visible)
        .first()
    )
    if found is None:
        raise NotFound("Không tìm thấy bản báo cáo này.")
    return found


def submissions_of(obligation_id: int) -> list[Submission]:
    """Every sending of an obligation, newest first."""
    rows = Submission.objects.select_related("file", "verification", "sent_by")
    return list(rows.filter(obligation_id=obligation_id).order_by("-version"))


def facts_of(obligation_id: int) -> ObligationFacts:
    """One obligation with its facts; the caller has fetched it with permission already."""
    return _with_facts(Obligation.objects.filter(pk=obligation_id))[0]


def _with_facts(rows: QuerySet[Obligation]) -> list[ObligationFacts]:
    obligations = list(rows.select_related("regime"))
    sendings: dict[int, list[Sending]] = defaultdict(list)
    for o, sent_at, recorded_at, indication, note in Submission.objects.filter(obligation__in=rows).values_list(
        "obligation_id", "sent_at", "recorded_at", "verification__indication_hint", "note"
    ):
        sendings[o].append(Sending(sent_at, recorded_at, SIGNED_STATES[indication], note))
    records: dict[int, list[Recorded]] = defaultdict(list)
    for r in ImportedRecord.objects.filter(obligation__in=rows).order_by("recorded_at", "id"):
        records[r.obligation_id].append(Recorded(r.sent_at, r.signed, r.exempt, r.note, r.recorded_at))
    return [
        ObligationFacts(
            id=o.pk,
            regime_code=o.regime.code,
            period_code=o.period_code,
            agency_id=o.agency_id,
            province_id=o.province_id,
            window_from=o.window_from,
            window_to=o.window_to,
            due_on=o.due_on,
            due_on_before_roll=o.due_on_before_roll,
            sendings=tuple(sendings[o.pk]),
            records=tuple(records[o.pk]),
        )
        for o in obligations
    ]
