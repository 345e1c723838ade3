"""The first page of an office and of an agency, and the search over everything one may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.assignments.queries.likely import likely_for, silent
from dondoc.assignments.rules.pressing import Pressing
from dondoc.base.rules.moments import AsOf
from dondoc.documents.queries.outgoing_waiting import waiting_documents
from dondoc.followup.queries import reporting_table
from dondoc.followup.queries.history import recent_periods
from dondoc.followup.queries.scope import latest_period, opened_in
from dondoc.followup.queries.tasks import pressing_work
from dondoc.followup.queries.urgings import newest_reminders, unread_urgings
from dondoc.followup.rules.urging import Grade, reminder_words
from dondoc.people.rules.rights import Right
from dondoc.reporting.queries import OpenedPeriod, obligations_of_periods
from dondoc.reporting.queries.missing import missing_reports
from dondoc.reporting.queries.waiting import waiting_for_office, waiting_in_agencies
from dondoc.signbook.queries import waiting_for_signature
from dondoc.web.assignments.cohort import asked_cohort, own_tasks
from dondoc.web.assignments.list import Filter, shown
from dondoc.web.frame.request import OfficeRequest, provinces_in_scope
from dondoc.web.overview.incoming_work import incoming_work
from dondoc.web.overview.search import found_for
from dondoc.web.overview.worklist import (
    KINDS,
    SHOWN,
    Item,
    document_work,
    own_waiting_work,
    report_work,
    signing_work,
    silence_work,
    task_work,
    waiting_work,
)
from dondoc.web.reporting.obligations import owed_by

RECENT = 8
YEAR = timedelta(days=366)
HABITS = 7
OWN_TASKS = 50
REMINDED = 5  # the tasks themselves stand below, by the same deadlines


@require_GET
def overview(request: OfficeRequest) -> HttpResponse:
    """An office sees both sides and today's work; an agency what it owes."""
    if not request.rights.is_monitor:
        return _own_work(request)
    as_of = request.moment.as_of
    provinces = provinces_in_scope(request)
    wanted = request.GET.get("viec", "")
    kind = Pressing(wanted) if wanted in list(Pressing) else None
    pressing, leads = pressing_work(province_ids=[p.id for p in provinces], as_of=as_of, kind=kind, limit=SHOWN)
    work = list(silence_work(silent([p.id for p in provinces], as_of)))
    reports, report_items = _reporting_side(request, provinces)
    by_id = {province.id: province for province in provinces}
    waiting = waiting_for_office(list(by_id), as_of.at)
    papers = waiting_documents(request.rights, as_of.at)
    names = agencies_as_on({w.agency_id for w in waiting} | {p.agency_id for p in papers}, as_of.on)
    work += waiting_work(waiting, by_id, names)
    work += document_work(papers, names)
    work += incoming_work(request.rights, as_of, by_id if request.scope else (), is_now=not request.moment.is_past)
    context = {
        **reports,
        **_worklist([*report_items, *work], list(task_work(pressing.tasks, leads)), pressing.counts, wanted),
        "cohort": asked_cohort(request.GET.dict(), provinces, request.moment),
    }
    return render(request, "overview/office.html", context)


def _reporting_side(request: OfficeRequest, provinces: list[AgencyOnDay]) -> tuple[dict[str, object], list[Item]]:
    """The period shown with its neighbours, and the work that missing reports make."""
    as_of = request.moment.as_of
    by_id = {p.id: p for p in provinces}
    opened = opened_in(provinces, as_of)
    chosen = _chosen_period(request, opened) or latest_period(opened, as_of)
    if chosen is None:
        return {}, []
    key = (chosen.province_id, chosen.regime_code)
    recent = [p.period_code for p in opened if (p.province_id, p.regime_code) == key and p.due_on <= as_of.on][:RECENT]
    facts = obligations_of_periods(*key, {*recent, chosen.period_code})
    table = reporting_table(
        province_id=key[0], regime_code=key[1], period_code=chosen.period_code, as_of=as_of, facts=facts
    )
    trend, habits = recent_periods(
        province_id=key[0], regime_code=key[1], period_codes=recent, as_of=as_of, facts=facts
    )
    named = agencies_as_on([h.agency_id for h in habits[:HABITS]], as_of.on)
    context: dict[str, object] = {
        "periods": [(p, by_id[p.province_id]) for p in opened],
        "table": table,
        "totals": table.totals,
        "province": by_id[key[0]],
        "trend": trend,
        "habits": [(named[h.agency_id], h) for h in habits[:HABITS]],
    }
    return context, _missing_reports(opened, by_id, as_of)


def _missing_reports(opened: list[OpenedPeriod], by_id: dict[int, AgencyOnDay], as_of: AsOf) -> list[Item]:
    """What the periods that fell due within a year still lack, in every province and regime."""
    due = [p for p in opened if p.due_on < as_of.on <= p.due_on + YEAR]
    missing = missing_reports({(p.province_id, p.regime_code, p.period_code) for p in due}, as_of)
    return list(report_work([(p, by_id[p.province_id]) for p in due], missing, as_of.on))


def _worklist(others: list[Item], tasks: list[Item], n_tasks: Mapping[Pressing, int], wanted: str) -> dict[str, object]:
    """The most pressing items of the kind asked for, and how many there are of each; tasks are counted apart."""
    counted = Counter(item.kind for item in others)
    counted.update({kind.value: n for kind, n in n_tasks.items()})
    listed = sorted((item for item in (*others, *tasks) if wanted in ("", item.kind)), key=lambda item: item.rank)
    n_listed = counted.total() if not wanted else counted[wanted]
    return {
        "work": listed[:SHOWN],
        "n_work": counted.total(),
        "n_more": max(n_listed - SHOWN, 0),
        "wanted_work": wanted,
        "work_chips": [(kind, label, counted[kind]) for kind, label in KINDS.items()],
    }


def _chosen_period(request: OfficeRequest, opened: list[OpenedPeriod]) -> OpenedPeriod | None:
    """The period that the address asks for, 'KSTTHC/2023-Q3'."""
    regime, _, period = request.GET.get("ky", "").partition("/")
    return next((p for p in opened if (p.regime_code, p.period_code) == (regime, period)), None)


def _own_work(request: OfficeRequest) -> HttpResponse:
    as_of = request.moment.as_of
    owed = [row for row in owed_by(request.rights, as_of) if row.is_open]
    review = own_tasks(request.rights, as_of, only_open=True)
    led = request.rights.agencies_for(Right.ENTER)
    tasks = shown(review, Filter(kind="open")) if review else []
    tasks.sort(key=lambda task: task.lead.id not in led)  # what the agency leads first, else as it was
    n_pressing = sum(row.is_pressing for row in owed) + sum(t.standing.days_overdue > 0 for t in tasks)
    own = agencies_as_on({a for _, a in request.rights.held}, as_of.on)
    waiting = own_waiting_work(waiting_in_agencies(request.rights, as_of.at), own)
    papers = waiting_documents(request.rights, as_of.at)
    named = agencies_as_on({paper.agency_id for paper in papers}, as_of.on) if papers else {}
    waiting += document_work(papers, named)
    waiting += signing_work(waiting_for_signature(request.rights, as_of.at), own)
    waiting += incoming_work(request.rights, as_of, is_now=not request.moment.is_past)
    page = Paginator(tasks, OWN_TASKS).get_page(request.GET.get("trang"))
    context = {"owed": owed, "tasks": page, "n_pressing": n_pressing, "led": led, "waiting": waiting}
    context["n_violating"] = sum(t.id in review.violating for t in tasks if t.lead.id in led) if review else 0
    context["n_warned"] = len(review.warned) if review else 0
    context["n_all"] = len(owed) + len(tasks) + len(waiting)
    context["agencies"] = list(own.values())
    context["likely"] = likely_for(led, as_of) if led else []
    context["urged"] = [(one, Grade(one.urging.grade)) for one in unread_urgings(request.actor_id, as_of)]
    open_ids = {task.id for task in tasks}
    reminders = newest_reminders(led, as_of) if led else []
    of_open = [one for one in reminders if one.task_id in open_ids]
    context["reminders"] = [(one, reminder_words(one.days, one.due_on)) for one in of_open[:REMINDED]]
    context["n_reminders"] = len(of_open)
    return render(request, "overview/agency.html", context)


@require_GET
def search(request: OfficeRequest) -> HttpResponse:
    """Agencies, tasks and documents by name or number, marks or no marks."""
    words = request.GET.get("q", "").strip()[:100]
    found = found_for(request.rights, words, request.moment.as_of, provinces_in_scope(request)) if words else []
    return render(request, "overview/search.html", {"words": words, "found": found})
