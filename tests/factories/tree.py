"""A small country below which figures are added up (cây đơn vị thử): a province with a district and communes."""

from __future__ import annotations

from typing import Any

from dondoc.agencies.actions import import_agencies
from dondoc.people.actions import grant_right
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions.import_regime import import_regime
from tests.factories import NOW, World, vn
from tests.factories.figures import enter

AGENCIES = """code,name,group,parent,order,level
ZVN,Trung ương,,,,trung ương
Z,Tỉnh Z,,ZVN,,
Z-H,UBND huyện H,II. UBND huyện,Z,1,
Z-H1,UBND xã H1,III. UBND xã,Z-H,1,
Z-H2,UBND xã H2,III. UBND xã,Z-H,2,
Z-A,UBND xã A,III. UBND xã,Z,3,
Z-B,UBND xã B,III. UBND xã,Z,4,
Y,Tỉnh Y,,ZVN,,
Y-A,UBND xã YA,III. UBND xã,Y,1,
"""
REGIME: dict[str, Any] = {
    "code": "ZR",
    "name": "Chế độ thử",
    "legal_basis": "QĐ",
    "cycle": "quarter",
    "window": "15-14",
    "deadlines": [{"group": "UBND xã", "day": 18}, {"group": "UBND huyện", "day": 20}],
    "forms": ["II.06a"],
}
PERIOD = "2026-Q3"
IN_TIME, LATE = vn("2026-09-16T08:00"), vn("2026-09-30T08:00")


def plant(**more: Any) -> None:
    """The tree and its regime."""
    import_agencies(actor_id=None, at=NOW, data=AGENCIES.encode(), name="a.csv")
    import_regime(actor_id=None, at=NOW, definition={**REGIME, **more})


def only_communes(**more: Any) -> None:
    """Districts report no more."""
    import_regime(actor_id=None, at=NOW, definition={**REGIME, "deadlines": REGIME["deadlines"][:1], **more})


def send(world: World, agency: str, n: int, at: Any = IN_TIME, **more: Any) -> None:
    """What a unit sends: the same number taken in and handled."""
    key = {"regime_code": "ZR", "period_code": PERIOD, "agency_code": agency, "is_sent": True}
    enter(world, {"dat-dai": {"4": n, "8": n}}, **{**key, "at": at, **more})


def may_enter(world: World, who: str, agency: str) -> int:
    """Let somebody enter figures of a unit; his id."""
    return _grant(world, who, agency, Right.ENTER)


def may_watch(world: World, who: str, agency: str) -> int:
    """Let somebody watch a province; his id."""
    return _grant(world, who, agency, Right.MONITOR)


def _grant(world: World, who: str, agency: str, right: Right) -> int:
    unit, day = world.agencies[agency], NOW.date().replace(year=2020)
    grant_right(actor_id=None, at=NOW, user_id=world.people[who], agency_id=unit, right=right, valid_from=day)
    return world.people[who]
