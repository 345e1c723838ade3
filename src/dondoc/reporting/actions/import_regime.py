"""Enter a regime (nhập chế độ báo cáo) from its definition."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.deadlines.rules.definition import RegimeDefinition, parse_definition, write_definition
from dondoc.reporting.models import Regime, RegimeVersion


@transaction.atomic
def import_regime(*, actor_id: int | None, at: datetime, definition: dict[str, Any]) -> tuple[RegimeDefinition, bool]:
    """Enter a regime, or a new version of it; False when it says what it said already.

    Periods opened before keep the deadlines they were opened with. Raises Refused with all that is wrong.
    """
    parsed = parse_definition(definition)
    written = write_definition(parsed)
    regime, _ = Regime.objects.select_for_update().get_or_create(code=parsed.code)
    newest = regime.versions.order_by("-recorded_at", "-id").first()
    if newest is not None and newest.definition == written:
        return parsed, False
    RegimeVersion.objects.create(regime=regime, definition=written, recorded_at=at)
    write_audit(
        actor_id=actor_id,
        at=at,
        deed="import_regime",
        subject=f"regime:{parsed.code}",
        detail={"before": newest.definition if newest else None, "after": written},
    )
    return parsed, True
