"""Enter regimes (nhập chế độ báo cáo): one from its definition, or a file of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.deadlines.rules.definition import RegimeDefinition, parse_definition, write_definition
from dondoc.deadlines.rules.regime_files import read_regimes
from dondoc.reporting.models import Regime, RegimeVersion
from dondoc.reporting.queries.administration import check_administrator


@dataclass(frozen=True)
class RegimesImported:
    """What an import did: how many regimes are new, say something else now, say what they said."""

    new: int
    changed: int
    unchanged: int


@transaction.atomic
def import_regime(*, actor_id: int | None, at: datetime, definition: dict[str, Any]) -> tuple[RegimeDefinition, bool]:
    """Enter a regime, or a new version of it; False when it says what it said already.

    Periods opened before keep the deadlines they were opened with. Raises Refused with all that is wrong.
    """
    check_administrator(actor_id, at)
    parsed = parse_definition(definition)
    return parsed, _enter(actor_id, at, parsed) != "unchanged"


@transaction.atomic
def import_regimes(*, actor_id: int | None, at: datetime, data: bytes, name: str) -> RegimesImported:
    """Enter every regime of a file (.json, .csv, .xlsx), all or none; safe to repeat. Raises Refused."""
    check_administrator(actor_id, at)
    done = [_enter(actor_id, at, definition) for definition in read_regimes(data, name)]
    return RegimesImported(done.count("new"), done.count("changed"), done.count("unchanged"))


def _enter(actor_id: int | None, at: datetime, definition: RegimeDefinition) -> str:
    """Append a version when it says something new; 'new', 'changed' or 'unchanged'."""
    written = write_definition(definition)
    regime, is_new = Regime.objects.select_for_update().get_or_create(
        code=definition.code, defaults={"recorded_at": at}
    )
    newest = regime.versions.order_by("-recorded_at", "-id").first()
    if newest is not None and newest.definition == written:
        return "unchanged"
    RegimeVersion.objects.create(regime=regime, definition=written, recorded_at=at)
    write_audit(
        actor_id=actor_id,
        at=at,
        deed="import_regime",
        subject=f"regime:{definition.code}",
        detail={"before": newest.definition if newest else None, "after": written},
    )
    return "new" if is_new else "changed"
