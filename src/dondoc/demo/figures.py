"""Figures of the demonstration (số liệu minh hoạ): some agencies have sent theirs, so that a total has its gaps."""

from __future__ import annotations

import json
import random
from datetime import datetime

from dondoc.base.rules.moments import day_of
from dondoc.reporting.actions.enter_figures import enter_figures
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries import regime_definition
from dondoc.sheets.queries import sets_of

REGIME, FORM = "KSTTHC", "II.06a"
SOURCE = "dữ liệu minh hoạ"
DEPARTMENT_ROWS = ("dat-dai", "xay-dung", "dau-tu", "lao-dong", "y-te", "giao-duc")
COMMUNE_ROWS = ("ho-tich", "chung-thuc", "dat-dai-xa", "bao-tro-xa-hoi-xa", "nguoi-co-cong")
EVERY = {"previous": 3, "present": 6}  # every third agency sent for the period before, every sixth for this one


def send_figures(province_code: str, *, at: datetime) -> None:
    """Send figures of some agencies for the present period and the one before it; one of them twice."""
    definition = regime_definition(REGIME)
    for period in definition.periods_containing(day_of(at)):
        before = definition.previous_period(period)
        for code, every in ((before.code if before else "", EVERY["previous"]), (period.code, EVERY["present"])):
            owed = Obligation.objects.filter(
                regime__code=REGIME, period_code=code, province__code=province_code, window_from__lte=day_of(at)
            )
            agencies = list(owed.order_by("pk").values_list("agency_id", "agency__code"))[::every]
            for n, (agency_id, agency_code) in enumerate(agencies):
                if sets_of(REGIME, FORM, code, agency_id).exists():
                    continue
                for n_changed in range(2 if n == 0 else 1):
                    _send(agency_code, code, n_changed, at)


def _send(agency_code: str, period_code: str, n_changed: int, at: datetime) -> None:
    rows = _figures(f"{agency_code} {period_code}")
    next(iter(rows.values()))["4"] += 12 * n_changed
    next(iter(rows.values()))["12"] += 12 * n_changed
    enter_figures(
        actor_id=None,
        at=at,
        regime_code=REGIME,
        form_code=FORM,
        period_code=period_code,
        agency_code=agency_code,
        data=json.dumps({"rows": rows}).encode(),
        source=SOURCE,
        is_sent=True,
    )


def _figures(key: str) -> dict[str, dict[str, int]]:
    """A table in which what was taken in is what was handled and what is still being handled."""
    draw = random.Random(key)  # noqa: S311 - the same figures every time, no secret
    found: dict[str, dict[str, int]] = {}
    for row in COMMUNE_ROWS if key[0].isdigit() else DEPARTMENT_ROWS:
        online, direct, carried = draw.randrange(20, 300), draw.randrange(5, 120), draw.randrange(0, 9)
        late, waiting = draw.randrange(0, 3), draw.randrange(0, 12)
        handled = online + direct + carried - late - waiting
        early = draw.randrange(handled // 2, handled)
        found[row] = {"4": online, "5": direct, "6": carried, "8": early, "9": handled - early, "10": late}
        found[row]["12"] = waiting
    return found
