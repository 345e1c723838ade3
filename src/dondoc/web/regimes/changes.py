"""Views of one period's deadlines: what they are, what changed them, and the forms that change them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.base.rules.tables.days import day_from_text
from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.rules.periods import parse_period
from dondoc.reporting.actions import change_deadline, end_exemption, exempt_agency, extend_deadline
from dondoc.reporting.queries import ObligationFacts, definition_of_period, obligations_of_period
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest, provinces_watched
from dondoc.web.regimes.forms import ChangeForm, ExemptForm, ExtendForm


@dataclass(frozen=True)
class _Period:
    """A period that the person watches, with everybody who owes it."""

    province: AgencyOnDay
    regime: str
    code: str
    owed: list[ObligationFacts]
    agencies: dict[int, AgencyOnDay]

    @property
    def key(self) -> dict[str, str]:
        return {"province": self.province.code, "regime": self.regime, "period": self.code}

    def choices(self) -> list[tuple[str, str]]:
        named = sorted(self.agencies.values(), key=lambda a: (a.group_position, a.position, a.code))
        return [(a.code, a.name) for a in named]


def _period(request: OfficeRequest, province: str, regime: str, period: str) -> _Period:
    """The period, for those who watch the province. Else NotFound."""
    watched = {p.code: p for p in provinces_watched(request)}
    owed = obligations_of_period(watched[province].id, regime, period) if province in watched else []
    if not owed:
        raise NotFound("Không tìm thấy kỳ báo cáo này.")
    agencies = agencies_as_on({o.agency_id for o in owed}, owed[0].due_on_before_roll)
    return _Period(watched[province], regime, period, owed, agencies)


Forms = dict[str, forms.Form]


def _forms(found: _Period, chosen: str = "") -> Forms:
    originals = sorted({o.due_on for o in found.owed})
    return {
        "change_form": ChangeForm(originals),
        "extend_form": ExtendForm(found.choices(), chosen=chosen),
        "exempt_form": ExemptForm(found.choices(), chosen=chosen),
    }


@require_GET
def period(request: OfficeRequest, province: str, regime: str, period: str) -> HttpResponse:
    """The deadlines of a period (hạn gửi của kỳ), original and in force, and who has another."""
    found = _period(request, province, regime, period)
    return _show(request, found, _forms(found, request.GET.get("don_vi", "")))


def _show(request: OfficeRequest, found: _Period, shown: Forms, refused: Refused | None = None) -> HttpResponse:
    as_of = request.moment.as_of
    definition = definition_of_period(found.regime, found.code)
    general = {o.due_on: (o.due_on_before_roll, [c for c in o.changes if not c.is_own]) for o in found.owed}
    rows = [
        (original, before, max((c.due_on for c in changes[-1:]), default=original), changes, _n(found, original))
        for original, (before, changes) in sorted(general.items())
    ]
    own = [(found.agencies[o.agency_id], o.due(as_of), [c for c in o.changes if c.is_own]) for o in found.owed]
    exempt = [(found.agencies[o.agency_id], o.exemptions) for o in found.owed if o.exemptions]
    context = {
        "found": found,
        "definition": definition,
        "period": parse_period(found.code),
        "rows": rows,
        "own": [row for row in own if row[2]],
        "exempt": exempt,
        "window": found.owed[0],
        "refused": refused,
        **shown,
    }
    return render(request, "regimes/period.html", context, status=422 if refused else 200)


def _n(found: _Period, original: object) -> int:
    return sum(o.due_on == original for o in found.owed)


def _do(request: OfficeRequest, found: _Period, name: str, form: forms.Form, act: Callable[[], str]) -> HttpResponse:
    """One deed out of a form; the page again with every reason where it is refused."""
    shown = {**_forms(found), name: form}
    if not form.is_valid():
        return _show(request, found, shown, Refused("Có ô chưa đúng; xem chỗ đánh dấu trong biểu."))
    try:
        told = act()
    except Refused as refused:
        return _show(request, found, shown, refused)
    messages.success(request, told)
    return redirect(reverse("period-deadlines", kwargs=found.key))


@deed
@require_POST
def change(request: OfficeRequest, province: str, regime: str, period: str) -> HttpResponse:
    """Another deadline for everybody who had one (đổi hạn chung)."""
    found = _period(request, province, regime, period)
    form = ChangeForm(sorted({o.due_on for o in found.owed}), request.POST)

    def act() -> str:
        row = change_deadline(
            actor_id=request.actor_id,
            at=now(),
            regime_code=regime,
            period_code=period,
            province_id=found.province.id,
            original_due_on=day_from_text(form.cleaned_data["original"]),
            due_on=form.cleaned_data["due_on"],
            paper=form.paper(),
        )
        return f"Đã đổi hạn {screen_date(row.original_due_on)} thành {screen_date(row.due_on)}."

    return _do(request, found, "change_form", form, act)


@deed
@require_POST
def extend(request: OfficeRequest, province: str, regime: str, period: str) -> HttpResponse:
    """More time for one agency (gia hạn)."""
    found = _period(request, province, regime, period)
    form = ExtendForm(found.choices(), request.POST)

    def act() -> str:
        row = extend_deadline(
            actor_id=request.actor_id,
            at=now(),
            regime_code=regime,
            period_code=period,
            agency_code=form.cleaned_data["agency"],
            due_on=form.cleaned_data["due_on"],
            paper=form.paper(),
        )
        name = dict(found.choices())[form.cleaned_data["agency"]]
        return f"Đã gia hạn cho {name} đến {screen_date(row.due_on)}; hạn gốc {screen_date(row.original_due_on)}."

    return _do(request, found, "extend_form", form, act)


@deed
@require_POST
def exempt(request: OfficeRequest, province: str, regime: str, period: str) -> HttpResponse:
    """Exempt an agency (miễn báo cáo), or take that back."""
    found = _period(request, province, regime, period)
    form = ExemptForm(found.choices(), request.POST)

    def act() -> str:
        span, code = form.cleaned_data["span"], form.cleaned_data["agency"]
        closes = found.owed[0].window_to
        decide = end_exemption if span == "bo" else exempt_agency
        decide(
            actor_id=request.actor_id,
            at=now(),
            regime_code=regime,
            agency_code=code,
            first_day=closes,
            last_day=None if span == "tu" else closes,
            paper=form.paper(),
        )
        return f"{'Đã bỏ miễn' if span == 'bo' else 'Đã miễn'} báo cáo cho {dict(found.choices())[code]}."

    return _do(request, found, "exempt_form", form, act)
