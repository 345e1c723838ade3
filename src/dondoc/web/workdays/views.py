"""Views of the working calendar: the year, a decision seen before it is taken, files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.clock import now
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import number, screen_date, weekday
from dondoc.deadlines.models import CalendarDecision
from dondoc.deadlines.queries import YEARS, calendar_of, decisions_in_force, work_calendar
from dondoc.deadlines.rules.calendar import DayKind
from dondoc.deadlines.rules.day_files import days_csv, days_icalendar, read_days
from dondoc.deadlines.rules.decided import DecidedDay
from dondoc.reporting.actions import DaysDecided, decide_days, withdraw_decided_day
from dondoc.reporting.queries import Move, administered_provinces, calendar_moves
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.workdays.forms import DaysFileForm, DecideForm
from dondoc.web.workdays.year import listed_days, months_of

LARGEST_FILE = 2 * 1024 * 1024


def _decided(rows: Sequence[CalendarDecision]) -> dict[date, DecidedDay]:
    return {
        row.date: DecidedDay(row.date, DayKind(row.kind), row.name, row.document_number, row.document_date)
        for row in rows
    }


def _year_asked(request: OfficeRequest) -> int:
    """The year of the address, within those that are known; this year else."""
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else request.moment.as_of.on.year
    return year if year in YEARS else request.moment.as_of.on.year


def _may_decide(request: OfficeRequest) -> bool:
    return bool(administered_provinces(request.rights, request.moment.as_of.on))


def _check(request: OfficeRequest) -> None:
    if not _may_decide(request):
        raise NotFound("Không tìm thấy trang này.")


@require_GET
def year(request: OfficeRequest) -> HttpResponse:
    """A year of days, as it was known at the page's moment (lịch năm)."""
    asked = _year_asked(request)
    rows = decisions_in_force(request.moment.as_of.at)
    work = calendar_of(rows)
    grids = months_of(asked, work, request.moment.as_of.on)
    context = {
        "year": asked,
        "months": grids,
        "days": listed_days(asked, work, {row.date: row for row in rows}),
        "n_working": sum(month.n_working for month in grids),
        "is_provisional": work.is_provisional(asked),
        "previous": asked - 1 if asked - 1 in YEARS else None,
        "following": asked + 1 if asked + 1 in YEARS else None,
        "may_decide": _may_decide(request),
    }
    return render(request, "calendar/year.html", context)


@require_GET
def file(request: OfficeRequest, asked: int, kind: str) -> HttpResponse:
    """A year's days as CSV or iCalendar."""
    if asked not in YEARS or kind not in ("csv", "ics"):
        raise NotFound("Không có tệp này.")
    rows = decisions_in_force()
    work = calendar_of(rows)
    entries = sorted((e for e in work.days.values() if e.date.year == asked), key=lambda e: e.date)
    data = days_csv(entries, _decided(rows)) if kind == "csv" else days_icalendar(entries, f"Lịch {asked}", now())
    response = HttpResponse(data, content_type="text/csv" if kind == "csv" else "text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lich-lam-viec-{asked}.{kind}"'
    return response


@require_http_methods(["GET", "POST"])
def decide(request: OfficeRequest) -> HttpResponse:
    """A decision: the form, then what it would move, then the deed."""
    _check(request)
    if request.method == "GET":
        context = {"form": DecideForm(initial={"day": request.GET.get("ngay", "")}), "file_form": DaysFileForm()}
        return render(request, "calendar/decide.html", context)
    if "ngay_quyet_dinh" in request.POST:
        return _take(request)
    form = DecideForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "file_form": DaysFileForm()}
        return render(request, "calendar/decide.html", context, status=422)
    return _preview(request, form.days())


@require_POST
def take_in(request: OfficeRequest) -> HttpResponse:
    """A file of days, shown before it is taken in."""
    _check(request)
    form = DaysFileForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refused([Reason(str(e), name) for name, errors in form.errors.items() for e in errors])
        upload = form.cleaned_data["file"]
        paper = (form.cleaned_data["document_number"], form.cleaned_data["document_date"])
        days = read_days(upload.read(LARGEST_FILE + 1), upload.name, work_calendar(), *paper)
        if not days:
            raise Refused("Mọi ngày trong tệp đã có sẵn trong lịch; không có gì để nhập.")
    except Refused as refused:
        context = {"form": DecideForm(), "file_form": form, "refused": refused}
        return render(request, "calendar/decide.html", context, status=422)
    return _preview(request, days)


def _preview(request: OfficeRequest, days: Sequence[DecidedDay]) -> HttpResponse:
    """What the days would be and which deadlines would move; nothing is written."""
    before = work_calendar()
    after = before.with_days(day.entry() for day in days)
    context: dict[str, Any] = {
        "days": [(day, weekday(day.on), before.why(day.on), after.is_working(day.on)) for day in days],
        "moves": _with_provinces(calendar_moves(before, after, AsOf(now()))),
        "carried": days_csv([day.entry() for day in days], {day.on: day for day in days}).decode("utf-8-sig"),
    }
    return render(request, "calendar/preview.html", context)


def _with_provinces(moves: Sequence[Move]) -> list[tuple[Move, AgencyOnDay]]:
    provinces = agencies_as_on({move.province_id for move in moves}, day_of(now()))
    return [(move, provinces[move.province_id]) for move in moves]


@deed
def _take(request: OfficeRequest) -> HttpResponse:
    at = now()
    days = read_days(request.POST["ngay_quyet_dinh"].encode(), "ngay.csv", work_calendar(), "", None)
    done = decide_days(actor_id=request.actor_id, at=at, days=days)
    messages.success(request, f"Đã ghi {number(done.n_new)} ngày vào lịch; {_told(done)}.")
    first = days[0].on.year if days else day_of(at).year
    return redirect(f"{reverse('workdays')}?nam={first}")


def _told(done: DaysDecided) -> str:
    n = sum(len(move.obligation_ids) for move in done.moves)
    return f"{number(n)} hạn gửi chuyển ngày" if n else "không hạn gửi nào chuyển ngày"


@require_http_methods(["GET", "POST"])
def withdraw(request: OfficeRequest, decision_id: int) -> HttpResponse:
    """Take a decision back: what would move, then the deed."""
    _check(request)
    rows = decisions_in_force()
    decision = next((row for row in rows if row.pk == decision_id), None)
    if decision is None:
        raise NotFound("Không tìm thấy quyết định này.")
    if request.method == "POST":
        return _take_back(request, decision)
    after = calendar_of(row for row in rows if row.pk != decision_id)
    moves = _with_provinces(calendar_moves(calendar_of(rows), after, AsOf(now())))
    context = {"decision": decision, "moves": moves, "would_be": after.why(decision.date)}
    return render(request, "calendar/withdraw.html", context)


@deed
def _take_back(request: OfficeRequest, decision: CalendarDecision) -> HttpResponse:
    done = withdraw_decided_day(actor_id=request.actor_id, at=now(), decision_id=decision.pk)
    messages.success(request, f"Đã rút lại quyết định về ngày {screen_date(decision.date)}; {_told(done)}.")
    return redirect(f"{reverse('workdays')}?nam={decision.date.year}")
