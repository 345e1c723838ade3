"""Questions about obligations (nghĩa vụ báo cáo): what is owed, what came. To fetch one is to check the right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from dondoc.agencies.models import Agency
from dondoc.base.prepared import Prepared, PreparedObjects, among
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.base.rules.wording import document_date
from dondoc.people.rules.rights import Right, Rights
from dondoc.reporting.models import (
    DeadlineChange,
    Exemption,
    ImportedRecord,
    Obligation,
    PassedObligation,
    SignatureOutcome,
    Submission,
)
from dondoc.reporting.queries.regimes import newest_definition
from dondoc.reporting.rules.changes import DueChange, Exempting, due_in_force
from dondoc.reporting.rules.facts import ObligationFacts, TakenOver
from dondoc.reporting.rules.signatures import SIGNED_STATES
from dondoc.reporting.rules.timeliness import Recorded, Sending, SignedSince, SignedState

NIL = "Không phát sinh"
OTHERWISE = "Nhập bù"
MOST_NAMED = 500  # obligations asked for one by one


def provinces_concerned(regime_code: str, period_code: str) -> list[int]:
    """Ids of the provinces in which this period of the regime has been opened."""
    rows = Obligation.objects.filter(regime__code=regime_code, period_code=period_code)
    return sorted(set(rows.values_list("province_id", flat=True)))


@dataclass(frozen=True)
class OpenedPeriod:
    """A period that was opened in a province, with the latest deadline in force and the last sending that came.

    `n_agencies` owe it, `n_sent` of them have sent, whenever that was.
    """

    regime_code: str
    period_code: str
    province_id: int
    due_on: date
    last_sent_at: datetime | None
    n_agencies: int = 0
    n_sent: int = 0


def _opened(province_ids: Collection[int], on: date) -> QuerySet[Obligation, tuple[Any, ...]]:
    has_sent = Q(submissions__isnull=False) | Q(imported_records__sent_at__isnull=False)
    rows = Obligation.objects.filter(among("reporting_obligation.province_id", province_ids), window_from__lte=on)
    keys = ("regime_id", "regime__code", "period_code", "province_id", "due_on")
    told = {
        "sent": Max("submissions__sent_at"),
        "recorded": Max("imported_records__sent_at"),
        "n": Count("pk", distinct=True),
        "n_sent": Count("pk", distinct=True, filter=has_sent),
    }
    opened: QuerySet[Obligation, tuple[Any, ...]] = rows.values(*keys).annotate(**told).values_list(*keys, *told)
    return opened


OPENED = Prepared(_opened)


def opened_periods(province_ids: Iterable[int], as_of: AsOf | None = None) -> list[OpenedPeriod]:
    """Every opened period of the provinces, newest deadline first; two queries.

    With `as_of`: those whose data window had begun by then, with the deadlines in force then.
    """
    ids = list(province_ids)
    moment = as_of or AsOf(datetime.max.replace(tzinfo=UTC))
    rows = list(OPENED(ids, date.max if as_of is None else as_of.on))
    general = _general_changes(ids) if rows else {}
    found: dict[tuple[str, str, int], list[tuple[date, datetime | None, int, int]]] = defaultdict(list)
    for regime_id, regime, period, province_id, original, sent_at, recorded_sent, n, n_sent in rows:
        changes = general.get((regime_id, period, province_id, original), ())
        due_on = due_in_force(original, changes, moment).due_on
        sent = max(filter(None, (sent_at, recorded_sent)), default=None)
        found[regime, period, province_id].append((due_on, sent, n, n_sent))
    listed = [
        OpenedPeriod(
            *key,
            due_on=max(part[0] for part in parts),
            last_sent_at=max((part[1] for part in parts if part[1]), default=None),
            n_agencies=sum(part[2] for part in parts),
            n_sent=sum(part[3] for part in parts),
        )
        for key, parts in found.items()
    ]
    return sorted(listed, key=lambda p: (-p.due_on.toordinal(), p.regime_code))


def obligations_of_period(province_id: int, regime_code: str, period_code: str) -> list[ObligationFacts]:
    """Every obligation of a period in a province, with its facts: three queries, however many rows."""
    return with_facts(
        Obligation.objects.filter(province_id=province_id, regime__code=regime_code, period_code=period_code)
    )


def obligations_of_periods(province_id: int, regime_code: str, period_codes: Iterable[str]) -> list[ObligationFacts]:
    """The same for several periods at once."""
    return with_facts(
        Obligation.objects.filter(province_id=province_id, regime__code=regime_code, period_code__in=list(period_codes))
    )


def obligations_of_agencies(agency_ids: Iterable[int], due_from: date | None = None) -> list[ObligationFacts]:
    """What the given agencies owe and owed, nearest deadline last; `due_from`: only what was due then or later."""
    rows = Obligation.objects.filter(agency_id__in=list(agency_ids)).order_by("due_on")
    return with_facts(rows if due_from is None else rows.filter(due_on__gte=due_from))


@dataclass(frozen=True)
class DueDay:
    """How many agencies of a province are due on one day, by the deadline in force for everybody."""

    regime_code: str
    period_code: str
    province_id: int
    due_on: date
    n_agencies: int


def due_days(province_ids: Iterable[int], as_of: AsOf, due_from: date) -> list[DueDay]:
    """The deadlines of the provinces from a day on, as they stand at a moment; two queries."""
    rows = Obligation.objects.filter(province_id__in=list(province_ids), due_on__gte=due_from)
    general = _general_changes(province_ids)
    found: Counter[tuple[str, str, int, date]] = Counter()
    for r in rows.values("regime_id", "regime__code", "period_code", "province_id", "due_on").annotate(n=Count("pk")):
        changes = general.get((r["regime_id"], r["period_code"], r["province_id"], r["due_on"]), ())
        due_on = due_in_force(r["due_on"], changes, as_of).due_on
        found[r["regime__code"], r["period_code"], r["province_id"], due_on] += r["n"]
    return [DueDay(*key, n) for key, n in sorted(found.items(), key=lambda item: (item[0][3], item[0]))]


def _may_see(rights: Rights) -> Q:
    return Q(agency_id__in=_own(rights)) | Q(province_id__in=rights.agencies_for(Right.MONITOR))


def _own(rights: Rights) -> set[int]:
    return {a for r, a in rights.held if r in (Right.ENTER, Right.APPROVE, Right.SIGN)}


def _accessed(
    own: Collection[int], watched: Collection[int], regime_code: str, period_code: str, agency_code: str
) -> QuerySet[Obligation]:
    """As `_may_see` with prepared words."""
    visible = Q(among("reporting_obligation.agency_id", own)) | Q(among("reporting_obligation.province_id", watched))
    rows = Obligation.objects.select_related("regime", "agency", "province").order_by("pk")
    rows = rows.annotate(regime_said=newest_definition(OuterRef("regime_id")))
    return rows.filter(visible, regime__code=regime_code, period_code=period_code, agency__code=agency_code)[:1]


def _locked(*given: Any) -> QuerySet[Obligation]:
    return _accessed(*given).select_for_update(of=("self",))


ACCESSED, LOCKED = PreparedObjects(_accessed), PreparedObjects(_locked)


def access_obligation(
    rights: Rights, *, regime_code: str, period_code: str, agency_code: str, for_update: bool = False
) -> Obligation:
    """One obligation that this person may see: own agency's, or in a province watched. Else NotFound."""
    ask = LOCKED if for_update else ACCESSED
    found = ask.first(_own(rights), rights.agencies_for(Right.MONITOR), regime_code, period_code, agency_code)
    if found is None:
        raise NotFound("Không tìm thấy báo cáo này.")
    return found


def access_owed(
    rights: Rights, *, agency_code: str, regime_code: str, period_code: str, first: int, most: int
) -> tuple[int, list[ObligationFacts]]:
    """How many reports an agency owes, or the units of a province, and some of them, newest deadline first.

    '' as regime or period: all. Else NotFound, for an agency of which this person may see none.
    """
    rows = Obligation.objects.filter(_may_see(rights))
    rows = rows.filter(Q(agency__code=agency_code) | Q(province__code=agency_code))
    if regime_code:
        rows = rows.filter(regime__code=regime_code)
    if period_code:
        rows = rows.filter(period_code=period_code)
    if not (total := rows.count()) and not _belongs_to(rights, agency_code):
        raise NotFound("Không tìm thấy đơn vị này.")
    ids = list(
        rows.order_by("-due_on", "regime__code", "agency__code").values_list("pk", flat=True)[first : first + most]
    )
    found = {facts.id: facts for facts in with_facts(Obligation.objects.filter(pk__in=ids))}
    return total, [found[id] for id in ids]


def _belongs_to(rights: Rights, agency_code: str) -> bool:
    held = {agency_id for _, agency_id in rights.held}
    return Agency.objects.filter(code=agency_code, pk__in=held).exists()


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
    rows = Submission.objects.select_related("file", "verification", "sent_by", "sent_otherwise", "obligation")
    return list(rows.filter(obligation_id=obligation_id).order_by("-version"))


def facts_of(obligation_id: int) -> ObligationFacts:
    """One obligation with its facts; the caller has fetched it with permission already."""
    return with_facts(Obligation.objects.filter(pk=obligation_id))[0]


class _Owed(NamedTuple):
    """One obligation's own columns; a table has 166 and more of them, as models they take three times as long."""

    id: int
    regime_id: int
    period_code: str
    agency_id: int
    province_id: int
    window_from: date
    window_to: date
    due_on: date
    due_on_before_roll: date
    regime_code: str
    agency_code: str


Owing = list[int] | QuerySet[Obligation]
_OWED = (*_Owed._fields[:-2], "regime__code", "agency__code")


def with_facts(rows: QuerySet[Obligation]) -> list[ObligationFacts]:
    """The obligations with everything that happened to them; the caller has asked with permission. Six queries."""
    obligations = [_Owed(*row) for row in rows.values_list(*_OWED)]
    # A short list is asked for by its ids: the same condition nested in four queries costs more than they do.
    few: Owing = [o.id for o in obligations] if len(obligations) <= MOST_NAMED else rows
    sendings, records = _sendings(few), _records(few)
    changes, exemptions = _changes(obligations), _exemptions(obligations)
    passed = PassedObligation.objects.filter(successor__in=few, is_new=True)
    taken_over = {
        successor: TakenOver(on, recorded_at)
        for successor, on, recorded_at in passed.values_list("successor_id", "on", "recorded_at")
    }
    return [
        ObligationFacts(
            id=o.id,
            regime_code=o.regime_code,
            period_code=o.period_code,
            agency_id=o.agency_id,
            province_id=o.province_id,
            window_from=o.window_from,
            window_to=o.window_to,
            due_on=o.due_on,
            due_on_before_roll=o.due_on_before_roll,
            sendings=tuple(sendings.get(o.id, ())),
            records=tuple(records.get(o.id, ())),
            changes=changes[o.id],
            exemptions=exemptions[o.id],
            taken_over=taken_over.get(o.id),
            agency_code=o.agency_code,
        )
        for o in obligations
    ]


def _sendings(rows: Owing) -> dict[int, list[Sending]]:
    found: dict[int, list[Sending]] = defaultdict(list)
    invalid_at = Min("steps__at", filter=Q(steps__is_invalid=True))
    is_changed = Exists(SignatureOutcome.objects.filter(submission=OuterRef("pk")))
    sent = Submission.objects.filter(obligation__in=rows).annotate(invalid_at=invalid_at, is_changed=is_changed)
    told_of = list(
        sent.values_list(
            "pk",
            "obligation_id",
            "sent_at",
            "sent_otherwise__happened_at",
            "recorded_at",
            "verification__indication_hint",
            "note",
            "is_nil",
            "invalid_at",
            "is_changed",
        )
    )
    since = _signed_since([row[0] for row in told_of if row[-1]])
    for pk, o, sent_at, otherwise, recorded_at, indication, note, is_nil, returned, _ in told_of:
        state = SIGNED_STATES[indication] if indication is not None else SignedState.UNSIGNED
        told = ": ".join(filter(None, (OTHERWISE if otherwise else "", NIL if is_nil else "", note)))
        later = tuple(since.get(pk, ()))
        found[o].append(
            Sending(otherwise or sent_at, recorded_at, state, told, returned, later, pk if indication else 0)
        )
    return found


def _signed_since(sending_ids: list[int]) -> dict[int, list[SignedSince]]:
    """What later checks said of signatures, by sending; asks nothing where nothing changed."""
    found: dict[int, list[SignedSince]] = defaultdict(list)
    if not sending_ids:
        return found
    told = SignatureOutcome.objects.filter(submission_id__in=sending_ids).order_by("found_at", "pk")
    for pk, found_at, recorded_at, state in told.values_list("submission_id", "found_at", "recorded_at", "state"):
        found[pk].append(SignedSince(found_at, recorded_at, SignedState(state)))
    return found


def _records(rows: Owing) -> dict[int, list[Recorded]]:
    found: dict[int, list[Recorded]] = defaultdict(list)
    told = ImportedRecord.objects.filter(obligation__in=rows).order_by("recorded_at", "id")
    fields = ("obligation_id", "sent_at", "signed", "exempt", "note", "recorded_at")
    for o, sent_at, signed, exempt, note, recorded_at in told.values_list(*fields):
        found[o].append(Recorded(sent_at, signed, exempt, note, recorded_at))
    return found


def due_change(row: DeadlineChange) -> DueChange:
    """A row as the rules see it."""
    document = f"{row.document_number}, {document_date(row.document_date)}"
    own = row.obligation_id is not None
    return DueChange(row.due_on, own, document, row.reason, row.changed_at, row.recorded_at, row.is_of_calendar)


Kept = tuple[int, str, int, date]


def _kept(row: DeadlineChange) -> Kept:
    return row.regime_id, row.period_code, row.province_id, row.original_due_on


def _general_changes(province_ids: Iterable[int]) -> dict[Kept, list[DueChange]]:
    """Everybody's changes by regime, period, province and original deadline."""
    found: dict[Kept, list[DueChange]] = defaultdict(list)
    for row in DeadlineChange.objects.filter(province_id__in=list(province_ids), obligation=None).order_by("id"):
        found[_kept(row)].append(due_change(row))
    return found


def _changes(obligations: Sequence[_Owed]) -> dict[int, tuple[DueChange, ...]]:
    """Changes of each obligation's deadline, everybody's and its own; in one query."""
    general: dict[Kept, list[DueChange]] = defaultdict(list)
    own: dict[int, list[DueChange]] = defaultdict(list)
    for row in DeadlineChange.objects.filter(
        regime_id__in={o.regime_id for o in obligations},
        period_code__in={o.period_code for o in obligations},
        province_id__in={o.province_id for o in obligations},
    ).order_by("id"):
        (general[_kept(row)] if row.obligation_id is None else own[row.obligation_id]).append(due_change(row))
    return {
        o.id: (*general.get((o.regime_id, o.period_code, o.province_id, o.due_on), ()), *own.get(o.id, ()))
        for o in obligations
    }


def _exemptions(obligations: Sequence[_Owed]) -> dict[int, tuple[Exempting, ...]]:
    """Exemptions that reach each obligation; in one query."""
    found: dict[tuple[int, int], list[Exemption]] = defaultdict(list)
    for row in Exemption.objects.filter(regime_id__in={o.regime_id for o in obligations}).order_by("id"):
        found[row.regime_id, row.agency_id].append(row)
    return {
        o.id: tuple(
            Exempting(row.is_exempt, row.reason, row.decided_at, row.recorded_at)
            for row in found.get((o.regime_id, o.agency_id), ())
            if row.first_day <= o.window_to and (row.last_day is None or o.window_to <= row.last_day)
        )
        for o in obligations
    }
