"""Pages that say what went wrong (trang báo lỗi): refused, not found, forbidden, broken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from dondoc.base.rules.refusals import Refused

API = "/api/"


def told_to_machine(message: str, status: int) -> JsonResponse:
    """A refusal to another system: the API answers in JSON only, also where no view of its own is reached."""
    return JsonResponse({"message": message, "reasons": [{"message": message, "where": ""}]}, status=status)


def show_refusal(request: HttpRequest, refused: Refused, status: int = 422) -> HttpResponse:
    """Every reason with its place, as a page or, inside a page, as a message."""
    template = "frame/_refused.html" if getattr(request, "htmx", False) else "frame/refused.html"
    return render(request, template, {"refused": refused}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what does not exist and for what one may not know of."""
    if request.path.startswith(API):
        return told_to_machine("Không có địa chỉ này.", 404)
    return render(request, "frame/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere."""
    return render(request, "frame/forbidden.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """A bug. This page needs neither database nor session."""
    if request.path.startswith(API):
        return told_to_machine("Hệ thống gặp lỗi; thử lại sau, nếu còn lỗi thì báo người quản trị.", 500)
    return HttpResponse(render_to_string("frame/broken.html"), status=500)
