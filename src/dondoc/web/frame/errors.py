"""Pages that say what went wrong (trang báo lỗi): refused, not found, forbidden, broken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from dondoc.base.rules.refusals import Refused


def show_refusal(request: HttpRequest, refused: Refused, status: int = 422) -> HttpResponse:
    """Every reason with its place, as a page or, inside a page, as a message."""
    template = "frame/_refused.html" if getattr(request, "htmx", False) else "frame/refused.html"
    return render(request, template, {"refused": refused}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what does not exist and for what one may not know of."""
    return render(request, "frame/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere."""
    return render(request, "frame/forbidden.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """A bug. This page needs neither database nor session."""
    return HttpResponse(render_to_string("frame/broken.html"), status=500)
