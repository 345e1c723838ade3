"""Figures of the standing cast's agency, entered through the deed itself (số liệu thử)."""

from __future__ import annotations

import json
from typing import Any

from dondoc.reporting.actions.enter_figures import FiguresEntered, enter_figures
from tests.factories import NOW, World

OPEN, OVERDUE = "2026-Q4", "2026-Q3"
RIGHT = {"dat-dai": {"4": 70, "5": "1.234", "8": 1300, "12": 4}}


def enter(world: World, rows: Any = None, who: str | None = None, **more: Any) -> FiguresEntered:
    data = json.dumps({"rows": RIGHT if rows is None else rows}).encode()
    key = {"regime_code": "KSTTHC", "form_code": "II.06a", "period_code": OPEN, "agency_code": "BG-LN"}
    actor_id = world.people[who] if who else None
    return enter_figures(**{**key, "actor_id": actor_id, "at": NOW, "data": data, "source": "thử", **more})


def sent_set(world: World) -> int:
    """The id of figures that the agency has sent."""
    from dondoc.sheets.models import FigureSet

    enter(world, is_sent=True)
    return FigureSet.objects.get(agency_id=world.agencies["BG-LN"], period_code=OPEN).pk
