"""A unit's own sent figures against the units below it (số đã gửi và số nay cộng lại): what moved since, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dondoc.base.rules.moments import AsOf
from dondoc.reporting.models import AdoptedTotal
from dondoc.reporting.queries.parts import SentVersion, sent_versions
from dondoc.reporting.queries.totals import FormTotal, Gathered
from dondoc.sheets.models import FigureSet
from dondoc.sheets.queries import SentSet, added_up, sent_sets, sets_of, sheet_of
from dondoc.sheets.rules.changes import CellChange, changes_between
from dondoc.sheets.rules.definition import FormDefinition
from dondoc.sheets.rules.sheet import Sheet
from dondoc.sheets.rules.totals import Tally


@dataclass(frozen=True)
class Moved:
    """A unit below whose figures are not those that were counted: sent again, sent since, or no longer counted."""

    agency_id: int
    before: SentVersion | None
    after: SentVersion | None


@dataclass(frozen=True)
class Overridden:
    """A cell of the unit's own that is not the total it was made of: `change` from the total to the unit's own."""

    change: CellChange
    reason: str


@dataclass(frozen=True)
class FrozenTotal:
    """What a unit sent for itself, frozen, and how the units below stand to it now.

    `differences`: from what was sent to what the units add up to now. `is_adopted`: it was taken from their total.
    """

    figures: FigureSet
    adopted: AdoptedTotal | None
    differences: tuple[CellChange, ...]
    overridden: tuple[Overridden, ...]
    moved: tuple[Moved, ...]


def frozen_total(total: FormTotal, as_of: AsOf) -> FrozenTotal | None:
    """The unit's own last sent figures against its total; None where it has sent none. One query then, six else."""
    form, gathered = total.form, total.gathered
    known = sets_of(form.regime.code, form.definition.code, form.period.code, gathered.agency_id)
    newest = known.filter(sent_at__lte=as_of.at).values_list("pk", flat=True).first()
    if newest is None:
        return None
    own = known.get(pk=newest)
    assert own.sent_at is not None  # noqa: S101 - only sent ones are asked for
    adopted = (
        AdoptedTotal.objects.filter(figure_set__in=known.filter(version__lte=own.version).values("pk"))
        .order_by("-figure_set__version", "-pk")
        .first()
    )
    parts = _parts(adopted) if adopted else _as_sent(gathered, AsOf(own.sent_at))
    sheet = sheet_of(own)
    then = _sum(form.definition, parts)
    return FrozenTotal(
        own,
        adopted,
        tuple(changes_between(sheet, total.sheet)),
        tuple(_overridden(then, sheet, adopted)),
        tuple(_moved(parts, gathered)),
    )


def _parts(adopted: AdoptedTotal) -> list[SentSet]:
    rows = adopted.parts.order_by("pk").values_list(
        "figure_set_id", "figure_set__form_version_id", "figure_set__numbers"
    )
    return [SentSet(pk, version_id, bytes(numbers)) for pk, version_id, numbers in rows]


def _as_sent(gathered: Gathered, as_of: AsOf) -> list[SentSet]:
    """What the units had sent when the unit sent its own: for figures that were typed and not taken."""
    form, ids = gathered.form, [source.agency_id for source in gathered.sources]
    sets = sent_sets(form.regime.code, form.definition.code, form.period.code, as_of, ids)
    return [sets[agency_id] for agency_id in ids if agency_id in sets]


def _sum(form: FormDefinition, parts: Sequence[SentSet]) -> Sheet:
    return added_up((0, part) for part in parts).get(0, Tally()).sheet(form)


def _overridden(then: Sheet, own: Sheet, adopted: AdoptedTotal | None) -> list[Overridden]:
    """Entered cells that are not the sum of what was counted; what is computed follows from them."""
    reasons = {(o["row"], o["no"]): o["reason"] for o in (adopted.overrides if adopted else [])}
    return [
        Overridden(change, reasons.get((change.row, change.no), ""))
        for change in changes_between(then, own)
        if change.no in own.form.by_no and not own.form.is_computed(change.row, own.form.by_no[change.no])
    ]


def _moved(parts: Sequence[SentSet], gathered: Gathered) -> list[Moved]:
    """Units whose sent version in the total is another one now."""
    now = {source.set_id for source in gathered.sources if source.set_id is not None}
    told = sent_versions({part.set_id for part in parts} | now)
    before = {told[part.set_id].agency_id: told[part.set_id] for part in parts}
    after = {told[set_id].agency_id: told[set_id] for set_id in now}
    agencies = dict.fromkeys((*after, *before))
    moved = (Moved(agency_id, before.get(agency_id), after.get(agency_id)) for agency_id in agencies)
    return [m for m in moved if m.before != m.after]
