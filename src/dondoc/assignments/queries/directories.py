"""The names that a reader of directives goes by, out of the database (danh bạ đơn vị theo ngày)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from dondoc.agencies.models import AgencyVersion, Succession
from dondoc.agencies.queries import agency_map
from dondoc.agencies.rules.map import AgencyMap, AgencyOnDay
from dondoc.assignments.rules.reading import Directory, Named
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import comma_list, same_name_key


class CannotFindProvince(Refused):
    """Refused: no province has this code."""


def directory_on(day: date, *, province: str = "", issuer: str = "") -> Directory:
    """Names of a province's agencies on a day, with those of other days. Raises CannotFindProvince.

    The province by its code; without one the province whose name the issuer bears ('UBND tỉnh Lạng Sơn'). An issuer of
    a province that is not here gives an empty directory; one that names no province all of them, and then a name that
    several bear stays open.
    """
    provinces = _meant(agency_map(day), province, issuer)
    rows = AgencyVersion.objects.order_by("valid_from").values_list(
        "agency_id", "parent_id", "agency__code", "name", "short_name", "group__name", "valid_from", "valid_to"
    )
    versions = list(rows)
    below = _below({one.id for one in provinces}, [(row[0], row[1]) for row in versions])
    named = [
        Named(code, name, short_name, group or "", begins, ends)
        for agency_id, _, code, name, short_name, group, begins, ends in versions
        if agency_id in below
    ]
    return Directory.on(named, day, _successors(day))


def _meant(on_day: AgencyMap, province: str, issuer: str) -> list[AgencyOnDay]:
    provinces = on_day.provinces
    if province:
        chosen = [one for one in provinces if one.code == province]
        if not chosen:
            known = comma_list(one.code for one in provinces)
            raise CannotFindProvince(
                f"Không có tỉnh mã '{province[:40]}'. Các mã hiện có: {known or 'chưa có tỉnh nào'}."
            )
        return chosen
    if not re.search(r"(?:tỉnh|thành phố) \w", issuer.lower()):
        return provinces
    return [one for one in provinces if same_name_key(one.short_name) in same_name_key(issuer)]


def _below(roots: set[int], links: Iterable[tuple[int, int | None]]) -> set[int]:
    """Every unit that stands, or ever stood, under one of these."""
    children: dict[int, set[int]] = {}
    for agency_id, parent_id in links:
        if parent_id is not None:
            children.setdefault(parent_id, set()).add(agency_id)
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        for child in children.get(waiting.pop(), set()) - found - roots:
            found.add(child)
            waiting.append(child)
    return found


def _successors(day: date) -> dict[str, str]:
    """By code, the one unit that took over from another, by the name that it bears last."""
    rows = Succession.objects.filter(on__lte=day, to_agency__isnull=False, event__undone_by__isnull=True)
    became: dict[str, set[int]] = {}
    for code, to_agency in rows.values_list("from_agency__code", "to_agency_id"):
        became.setdefault(code, set()).add(to_agency)
    ids = {agency_id for after in became.values() for agency_id in after}
    newest = AgencyVersion.objects.filter(agency_id__in=ids).order_by("valid_from").values_list("agency_id", "name")
    names = dict(newest)
    return {code: names[next(iter(after))] for code, after in became.items() if len(after) == 1}
