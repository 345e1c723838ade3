"""Views of what a province lays down for its tasks (quy định): what counts, its history, a new row seen before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from dondoc.assignments.actions import lay_down_limits, lay_down_rule
from dondoc.assignments.queries import process_rules
from dondoc.assignments.queries.doing import limits_of, limits_on, policies_of, rules_of
from dondoc.assignments.rules.asking import Limits
from dondoc.assignments.rules.policies import (
    LABELS,
    Basis,
    changes,
    reasons_against_basis,
    reasons_against_limits,
    said,
)
from dondoc.assignments.rules.process import RuleKind
from dondoc.base.clock import now
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.people.rules.rights import Right
from dondoc.web.assignments.entering import check, province_of
from dondoc.web.assignments.entry_forms import LimitsForm, RuleForm, initial_of
from dondoc.web.assignments.forms import tie
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest


@require_GET
def policies(request: OfficeRequest) -> HttpResponse:
    """What counts today, every earlier and later row with its basis; forms for the administrator."""
    return render(request, "assignments/policies.html", _context(request))


def _context(request: OfficeRequest) -> dict[str, Any]:
    province, provinces = province_of(request)
    on = request.moment.as_of.on
    limits = limits_on(province.id, on)
    rows = policies_of(province.id)
    return {
        "province": province,
        "provinces": provinces,
        "may_lay_down": request.rights.has(Right.ADMINISTER, province.id),
        "in_force": [(label, said(name, getattr(limits, name))) for name, label in LABELS.items()],
        "rules": [(rule, rule.kind is RuleKind.AFTER_CUT_OFF) for rule in process_rules(province.id, on)],
        "rule_rows": [(row, RuleKind(row.kind)) for row in rules_of(province.id)],
        "rows": [(row, changes(before, limits_of(row))) for row, before in _with_before(rows)],
        "limits_form": LimitsForm(initial=initial_of(limits)),
        "rule_form": RuleForm(),
        "on": on,
    }


def _with_before(rows: list[Any]) -> list[tuple[Any, Limits]]:
    """Each row with the limits that it replaced: those of the row before, at first what is usual."""
    earlier = [Limits(), *(limits_of(row) for row in rows)]
    return list(zip(rows, earlier, strict=False))[::-1]


@deed
@require_POST
def lay_down(request: OfficeRequest) -> HttpResponse:
    """A new row of limits: first seen with what it changes, then laid down."""
    context = _context(request)
    province, form = context["province"], LimitsForm(request.POST)
    if not context["may_lay_down"]:
        raise NotFound("Không tìm thấy trang này.")
    try:
        check(form)
        limits, basis = form.limits(), Basis(form.cleaned_data["legal_basis"], form.cleaned_data["valid_from"])
        if request.POST.get("viec") != "ban-hanh":
            day = basis.valid_from or context["on"]
            context["preview"], context["preview_from"] = changes(limits_on(province.id, day), limits), day
            reasons = [*reasons_against_basis(basis, on=context["on"]), *reasons_against_limits(limits)]
            if reasons:  # told with what would change, before anybody counts on it
                raise Refused(reasons)
            return render(request, "assignments/policies.html", {**context, "limits_form": form, "is_seen": True})
        if not changes(limits_on(province.id, basis.valid_from or context["on"]), limits):
            raise Refused([Reason("Không có gì khác với quy định đang áp dụng ngày ấy.")])
        lay_down_limits(actor_id=request.actor_id, at=now(), province_id=province.id, limits=limits, basis=basis)
    except NotFound:
        raise
    except Refused as refused:
        tie(form, refused)
        return render(
            request, "assignments/policies.html", {**context, "limits_form": form, "refused": refused}, status=422
        )
    messages.success(request, "Đã ban hành quy định mới; số đã tính theo quy định cũ giữ nguyên.")
    return redirect(f"{reverse('policies')}?tinh={province.code}")


@deed
@require_POST
def lay_down_process(request: OfficeRequest) -> HttpResponse:
    """A new row of one rule on the process."""
    context = _context(request)
    province, form = context["province"], RuleForm(request.POST)
    if not context["may_lay_down"]:
        raise NotFound("Không tìm thấy trang này.")
    try:
        check(form)
        given = form.cleaned_data
        lay_down_rule(
            actor_id=request.actor_id,
            at=now(),
            province_id=province.id,
            kind=RuleKind(given["kind"]),
            days=given["days"],
            basis=Basis(given["legal_basis"], given["valid_from"]),
        )
    except NotFound:
        raise
    except Refused as refused:
        tie(form, refused)
        return render(
            request, "assignments/policies.html", {**context, "rule_form": form, "refused": refused}, status=422
        )
    messages.success(request, "Đã ban hành yêu cầu về quy trình.")
    return redirect(f"{reverse('policies')}?tinh={province.code}")
