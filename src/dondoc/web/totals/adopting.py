"""Views of taking a total as a unit's own figures (lấy số tổng hợp làm số liệu của đơn vị)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.base.rules.wording import screen_moment
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions import Wanted, adopt_total
from dondoc.reporting.rules.adopting import Override
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.totals.asked import Asked, asked_for
from dondoc.web.totals.grid import row_title

N_OVERRIDES = 6  # lines for cells to be set otherwise


def may_adopt(asked: Asked) -> bool:
    """Does the reader enter figures of the unit whose total this is?"""
    return asked.request.rights.has(Right.ENTER, asked.scope.agency.pk)


def _asked(request: OfficeRequest, province: str, regime: str, period: str, form: str) -> Asked:
    asked = asked_for(request, province, regime, period, form)
    if asked.total is None or not may_adopt(asked):
        raise NotFound("Không tìm thấy số tổng hợp này.")
    return asked


def _context(asked: Asked, note: str, overrides: list[Override]) -> dict[str, Any]:
    assert asked.total is not None  # noqa: S101 - fetched with a total only
    form, sheet = asked.total.form.definition, asked.total.sheet
    first = Override(asked.request.GET.get("dong", ""), asked.request.GET.get("cot", ""), "", "")
    lines = (overrides or [first])[:N_OVERRIDES]
    return {
        "asked": asked,
        "gaps": asked.total.gaps,
        "rows": [(row, row_title(form, row)) for row in sheet.rows if row not in form.totals],
        "columns": [column for column in form.columns if column.formula is None],
        "lines": [*lines, *[Override("", "", "", "")] * (N_OVERRIDES - len(lines))],
        "note": note,
    }


@require_GET
def adopt_form(request: OfficeRequest, province: str, regime: str, period: str, form: str) -> HttpResponse:
    """What will be taken, with room for a reason and for cells to be set otherwise."""
    asked = _asked(request, province, regime, period, form)
    return render(request, "totals/adopt.html", _context(asked, "", []))


@deed
@require_POST
def adopt(request: OfficeRequest, province: str, regime: str, period: str, form: str) -> HttpResponse:
    """Take the total: one deed, at the server's moment."""
    asked = _asked(request, province, regime, period, form)
    overrides = _overrides(request)
    wanted = Wanted(
        regime_code=asked.regime.code,
        form_code=form,
        period_code=asked.period.code,
        agency_code=asked.scope.agency.code,
        with_previous=asked.with_previous,
        overrides=overrides,
        note=request.POST.get("ly-do", ""),
    )
    is_sent = asked.is_whole_province and request.POST.get("da-gui") == "co"
    try:
        adopted = adopt_total(actor_id=request.actor_id, at=now(), wanted=wanted, is_sent=is_sent)
    except NotFound:
        raise
    except Refused as refused:
        context = {**_context(asked, wanted.note, overrides), "refused": refused}
        return render(request, "totals/adopt.html", context, status=422)
    kept = adopted.figure_set
    how = f"ghi nhận đã gửi lúc {screen_moment(kept.sent_at)}" if kept.sent_at else "chưa gửi"
    messages.success(request, f"Đã lấy số tổng hợp làm bản {kept.version} của đơn vị, {how}.")
    page = reverse("total", args=[province, asked.regime.code, asked.period.code, form])
    return redirect(f"{page}?{asked.choices()[1:]}")


def _overrides(request: OfficeRequest) -> list[Override]:
    """The lines that somebody filled."""
    lines = (
        Override(*(request.POST.get(f"{name}-{n}", "").strip() for name in ("dong", "cot", "so", "vi-sao")))
        for n in range(1, N_OVERRIDES + 1)
    )
    return [line for line in lines if line.value or line.reason]
