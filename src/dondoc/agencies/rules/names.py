"""Finding an agency by what people write (tra đơn vị theo mã hoặc tên): exact code, or exact name in one province."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dondoc.agencies.rules.map import AgencyMap, AgencyOnDay
from dondoc.base.rules.wording import same_name_key


class AgencyNames:
    """Agencies by code anywhere, and by table name or running-text name within a province."""

    def __init__(self, listed: Mapping[int, Sequence[AgencyOnDay]]) -> None:
        self._by_code = {a.code: a.id for agencies in listed.values() for a in agencies}
        self._province_of = {a.id: province for province, agencies in listed.items() for a in agencies}
        self._by_name: dict[int, dict[str, set[int]]] = {}
        for province, agencies in listed.items():
            names = self._by_name.setdefault(province, {})
            for a in agencies:
                for name in {same_name_key(a.name), same_name_key(a.short_name)}:
                    names.setdefault(name, set()).add(a.id)

    @classmethod
    def of_reporters(cls, agency_map: AgencyMap) -> AgencyNames:
        """Those who report: the units that stand in a group."""
        return cls({p.id: agency_map.reporters(p.id) for p in agency_map.provinces})

    @classmethod
    def of_everybody(cls, agency_map: AgencyMap) -> AgencyNames:
        return cls({p.id: [p, *agency_map.below(p.id)] for p in agency_map.provinces})

    def provinces_for(self, cells: Iterable[str]) -> list[int]:
        """The provinces in which the most of these cells name somebody: one, unless it cannot be told."""
        listed = list(cells)
        scores = dict.fromkeys(self._by_name, 0)
        for cell in listed:
            if cell in self._by_code:
                scores[self._province_of[self._by_code[cell]]] += 1
            else:
                for province, names in self._by_name.items():
                    scores[province] += same_name_key(cell) in names
        best = max(scores.values(), default=0)
        return sorted(province for province, score in scores.items() if score == best and best > 0)

    def find(self, cell: str, province: int) -> set[int]:
        """Ids of the agencies meant: none, one, or several of the same name."""
        if cell in self._by_code:
            return {self._by_code[cell]}
        return set(self._by_name.get(province, {}).get(same_name_key(cell), set()))
