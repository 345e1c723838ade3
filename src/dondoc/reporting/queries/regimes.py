"""Questions about regimes (chế độ báo cáo): what one says now and said before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import OuterRef, Subquery, TextField
from django.db.models.functions import Cast

from dondoc.base.rules.refusals import Refused
from dondoc.deadlines.rules.definition import RegimeDefinition, parse_definition
from dondoc.deadlines.rules.periods import parse_period
from dondoc.reporting.models import Obligation, Regime, RegimeVersion


class UnknownRegime(Refused):
    """Refused: no regime has this code."""


@dataclass(frozen=True)
class DatedDefinition:
    """One version of a regime (phiên bản) with the moment from which it counts."""

    recorded_at: datetime
    definition: RegimeDefinition


def regime_definition(code: str) -> RegimeDefinition:
    """What a regime says now. Raises UnknownRegime with the codes there are."""
    told = RegimeVersion.objects.filter(regime__code=code).order_by("-recorded_at", "-id").values_list(SAID)[:1]
    text = next((text for (text,) in told), None)
    if text is None:
        known = ", ".join(Regime.objects.order_by("code").values_list("code", flat=True)[:20]) or "chưa có chế độ nào"
        raise UnknownRegime(f"Không có chế độ báo cáo mang mã '{code}'. Hiện có: {known}.")
    return read_definition(text)


# The definition as text: the same text is not read twice.
SAID = Cast("definition", TextField())


@lru_cache(maxsize=256)
def read_definition(text: str) -> RegimeDefinition:
    """A version's definition out of its text."""
    return parse_definition(json.loads(text))


def newest_definition(regime_id: OuterRef) -> Subquery:
    """The text of what a regime says now, beside rows that name the regime."""
    rows = RegimeVersion.objects.filter(regime_id=regime_id).order_by("-recorded_at", "-id")
    return Subquery(rows.values(said=SAID)[:1], output_field=TextField())


def definition_of_period(code: str, period_code: str, newest: RegimeDefinition | None = None) -> RegimeDefinition:
    """What a regime said for a period: the newest version that holds it, the newest of all where none does.

    `newest`: what it says now, where that is at hand. Raises UnknownRegime, CannotReadPeriod.
    """
    period, newest = parse_period(period_code), newest or regime_definition(code)
    if any(rule.has(period) for rule in newest.cycles):
        return newest
    for version in RegimeVersion.objects.filter(regime__code=code).order_by("-recorded_at", "-id"):
        definition = parse_definition(version.definition)
        if any(rule.has(period) for rule in definition.cycles):
            return definition
    return newest


def regime_of(obligation: Obligation) -> RegimeDefinition:
    """What a report's regime said for its period; asks nothing more where `access_obligation` has fetched it."""
    said = getattr(obligation, "regime_said", None)
    newest = read_definition(said) if said is not None else None
    return definition_of_period(obligation.regime.code, obligation.period_code, newest)


def regime_codes() -> list[str]:
    return list(Regime.objects.order_by("code").values_list("code", flat=True))


def all_definitions() -> list[RegimeDefinition]:
    """What every regime says now, by code; in one query."""
    newest = {
        version.regime.code: version.definition
        for version in RegimeVersion.objects.select_related("regime").order_by("recorded_at", "id")
    }
    return [parse_definition(newest[code]) for code in sorted(newest)]


def versions_of(code: str) -> list[DatedDefinition]:
    """Every version of a regime, newest first."""
    rows = RegimeVersion.objects.filter(regime__code=code).order_by("-recorded_at", "-id")
    return [DatedDefinition(row.recorded_at, parse_definition(row.definition)) for row in rows]
