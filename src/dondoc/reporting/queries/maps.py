"""The agencies of a province day by day (bản đồ đơn vị theo ngày), loaded once for each span without a change."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict, defaultdict
from datetime import date

from dondoc.agencies.models import AgencyVersion
from dondoc.agencies.queries import agency_map
from dondoc.agencies.rules.map import AgencyMap, AgencyOnDay
from dondoc.reporting.rules.reporters import Groups

# How many maps are kept at a time; one of 3,355 agencies takes about 2 MB.
KEPT = 6


class Maps:
    """Maps by day. Make one for a deed and let it go: it does not see what changes later."""

    def __init__(self) -> None:
        days = set(AgencyVersion.objects.values_list("valid_from", flat=True).distinct())
        ends = AgencyVersion.objects.exclude(valid_to=None).values_list("valid_to", flat=True).distinct()
        self._changes = sorted(days | {day for day in ends if day is not None})
        self._kept: OrderedDict[int, tuple[AgencyMap, dict[int, Groups]]] = OrderedDict()

    def on(self, day: date) -> AgencyMap:
        return self._of(day)[0]

    def groups(self, province_id: int, day: date) -> Groups:
        """The units of a province on a day by group."""
        day_map, by_province = self._of(day)
        if province_id not in by_province:
            found: dict[str, list[AgencyOnDay]] = defaultdict(list)
            for agency in day_map.reporters(province_id):
                if agency.group is not None:
                    found[agency.group].append(agency)
            by_province[province_id] = found
        return by_province[province_id]

    def _of(self, day: date) -> tuple[AgencyMap, dict[int, Groups]]:
        span = bisect_right(self._changes, day)
        if span not in self._kept:
            self._kept[span] = (agency_map(day), {})
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(span)
        return self._kept[span]


def group_names(on: date) -> list[str]:
    """The groups of every province on a day, each name once (nhóm đơn vị)."""
    found = {a.group for a in agency_map(on).by_id.values() if a.group is not None}
    return sorted(found)
