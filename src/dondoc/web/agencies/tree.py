"""The tree as the pages show it: branches by group, what a search finds. Presentation only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from dondoc.agencies.queries import Borne
from dondoc.agencies.rules.map import AgencyMap, AgencyOnDay
from dondoc.base.rules.wording import roman, screen_date

# A tree with at most so many units opens whole; in a larger one branches open when asked.
OPEN_WHOLE = 400
MAX_FOUND = 100


@dataclass(frozen=True)
class Branch:
    """Units of one group below one unit, in the order of the tables; `title` '' for those in no group."""

    title: str
    nodes: Sequence[Node]


@dataclass(frozen=True)
class Node:
    """A unit with how many stand below it; `branches` None while they are not shown yet."""

    agency: AgencyOnDay
    n_below: int
    branches: Sequence[Branch] | None


def branches(agencies: Iterable[AgencyOnDay], day_map: AgencyMap, *, is_open: bool) -> list[Branch]:
    """Units by group, as the tables have them; open ones with everything below."""
    return [
        Branch(title, [_node(agency, day_map, is_open=is_open) for agency in listed])
        for title, listed in groupby(agencies, key=group_title)
    ]


def group_title(agency: AgencyOnDay) -> str:
    """'II. UBND xã, phường'; '' in no group."""
    if not agency.group:
        return ""
    return f"{roman(agency.group_position)}. {agency.group}" if agency.group_position else agency.group


def _node(agency: AgencyOnDay, day_map: AgencyMap, *, is_open: bool) -> Node:
    children = day_map.children_of(agency.id)
    n_below = sum(1 for _ in day_map.below(agency.id)) if children else 0
    # The centre is always open: its provinces are what one comes for.
    shown = is_open or agency.is_nation
    below = branches(children, day_map, is_open=is_open) if shown and children else None
    return Node(agency, n_below, below)


@dataclass(frozen=True)
class Found:
    """A unit that a search finds: as it is on the day, or was last; `once`: other names that fit, with their ends."""

    code: str
    name: str
    path: str
    once: Sequence[str]
    ended: str


def found(borne: Sequence[Borne], day_map: AgencyMap) -> tuple[list[Found], int]:
    """One row for each unit, those of the day first, in the order of the tree; the first of them, and how many."""
    names: dict[int, list[Borne]] = {}
    for one in borne:
        names.setdefault(one.agency_id, []).append(one)
    order = {agency.id: n for n, (_, agency) in enumerate(day_map.walk())}
    ids = sorted(names, key=lambda id: (id not in order, order.get(id, 0), names[id][0].name))
    return [_found(names[id], day_map.by_id.get(id), day_map) for id in ids[:MAX_FOUND]], len(ids)


def _found(names: Sequence[Borne], agency: AgencyOnDay | None, day_map: AgencyMap) -> Found:
    last = names[0]
    shown = agency.name if agency else last.name
    once = [f"{n.name} (đến trước {screen_date(n.valid_to)})" for n in names if n.name != shown and n.valid_to]
    path = " · ".join(a.short_name for a in day_map.way_up(agency.id)[1:] if not a.is_nation) if agency else ""
    ended = screen_date(last.valid_to) if agency is None and last.valid_to else ""
    return Found(last.code, shown, path, list(dict.fromkeys(once)), ended)
