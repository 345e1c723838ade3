"""Views of agencies to look at: the tree, one unit, what changed, groups."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.agencies.models import AgencyEvent
from dondoc.agencies.queries import (
    access_event,
    agencies_as_on,
    agency_map,
    events,
    groups_on,
    names_with,
    predecessors_of,
    successors_of,
    versions_of,
)
from dondoc.agencies.rules.chart import Level
from dondoc.base.rules.refusals import NotFound
from dondoc.people.models import User
from dondoc.people.rules.rights import Right
from dondoc.web.agencies.access import agency_on, is_administrator, may_change, page_day
from dondoc.web.agencies.deeds import UNIT_DEEDS
from dondoc.web.agencies.tree import OPEN_WHOLE, branches, found, group_title
from dondoc.web.frame.request import OfficeRequest

PER_PAGE = 20


@require_GET
def tree(request: OfficeRequest) -> HttpResponse:
    """The tree of a day, searchable (cây đơn vị)."""
    day_map = agency_map(page_day(request))
    words = request.GET.get("tim", "").strip()[:100]
    listed, n_found = found(names_with(words), day_map) if words else ([], 0)
    is_open = len(day_map.by_id) <= OPEN_WHOLE
    context = {
        "day_map": day_map,
        "n_provinces": len(day_map.provinces),
        "words": words,
        "found": listed,
        "n_found": n_found,
        "branches": () if words else branches(day_map.roots, day_map, is_open=is_open),
        "is_other_day": day_map.on != request.moment.as_of.on,
        "is_administrator": is_administrator(request.rights),
    }
    return render(request, "agencies/tree.html", context)


@require_GET
def children(request: OfficeRequest, code: str) -> HttpResponse:
    """What stands right below a unit, for the branch that is opened."""
    day_map = agency_map(page_day(request))
    above = day_map.by_code(code)
    if above is None:
        raise NotFound("Không tìm thấy đơn vị này.")
    below = branches(day_map.children_of(above.id), day_map, is_open=False)
    return render(request, "agencies/_branches.html", {"branches": below, "day_map": day_map})


@require_GET
def agency(request: OfficeRequest, code: str) -> HttpResponse:
    """One unit: as it is on the day, every version, what changed it, whom it follows and who follows it."""
    unit, day_map, exists = agency_on(code, page_day(request))
    versions = versions_of(unit.id)
    current = next(v for v in versions if v.valid_from == unit.valid_from)
    before, after = predecessors_of(unit.id), successors_of(unit.id)
    near = agencies_as_on([k.agency_id for k in (*before, *after)], day_map.on)
    parents = agencies_as_on({v.parent_id for v in versions if v.parent_id}, day_map.on)
    context = {
        "unit": unit,
        "current": current,
        "level": Level(current.level).label if current.level else "",
        "exists": exists,
        "day_map": day_map,
        "group": group_title(unit),
        "path": day_map.way_up(unit.id)[1:],
        "branches": branches(day_map.children_of(unit.id), day_map, is_open=False) if exists else (),
        "versions": [(v, parents.get(v.parent_id or 0)) for v in versions],
        "events": events(unit.id),
        "predecessors": [(near[k.agency_id], k) for k in before],
        "successors": [(near[k.agency_id], k) for k in after],
        "deeds": UNIT_DEEDS if exists and may_change(request.rights, unit, day_map) else (),
        "is_province": unit.id in {p.id for p in day_map.provinces},
    }
    return render(request, "agencies/agency.html", context)


@require_GET
def event_list(request: OfficeRequest) -> HttpResponse:
    """Everything that was done to the tree, the last first (biến động tổ chức)."""
    pages = Paginator(range(AgencyEvent.objects.count()), PER_PAGE)
    page = pages.get_page(request.GET.get("trang"))
    listed = events(limit=PER_PAGE, offset=(page.number - 1) * PER_PAGE)
    names = dict(User.objects.filter(pk__in={e.actor_id for e in listed}).values_list("pk", "full_name"))
    rows = [(event, names.get(event.actor_id or 0, "")) for event in listed]
    return render(request, "agencies/events.html", {"rows": rows, "page": page})


@require_GET
def event(request: OfficeRequest, event_id: int) -> HttpResponse:
    """One deed: what it did, and a way to take it back."""
    told = access_event(event_id)
    may_undo = is_administrator(request.rights) and not told.is_undo and not told.is_undone
    return render(request, "agencies/event.html", {"event": told, "may_undo": may_undo})


@require_GET
def groups(request: OfficeRequest, code: str) -> HttpResponse:
    """The groups of a province on a day, with how many stand in each (nhóm của phụ lục)."""
    province, day_map, _ = agency_on(code, page_day(request))
    counts: dict[str | None, int] = {}
    for reporter in day_map.reporters(province.id):
        counts[reporter.group] = counts.get(reporter.group, 0) + 1
    context = {
        "province": province,
        "day_map": day_map,
        "rows": [(span, counts.get(span.group.name, 0)) for span in groups_on(code, day_map.on)],
        "may_change": province.id in request.rights.agencies_for(Right.ADMINISTER),
    }
    return render(request, "agencies/groups.html", context)
