"""What happens around every view: headers, signing in, the moment and the province, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import escape_leading_slashes

from dondoc.base.clock import now
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.people.queries import rights_of
from dondoc.reporting.queries import keeps_installation
from dondoc.web.frame.errors import API, not_found, show_refusal, told_to_machine
from dondoc.web.frame.moment import PageMoment, day_asked
from dondoc.web.frame.request import OfficeRequest

Handler = Callable[[HttpRequest], HttpResponse]
CONTENT_SECURITY = (
    "default-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class SecurityHeaders:
    """Nothing from elsewhere runs or loads; signed-in pages are not kept by caches (docs/adr/0008-security.md)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Cache-Control", "no-store")
        return response


NUL = "\x00"
# No database numbers its rows beyond this; SQLite fails on a larger number, PostgreSQL refuses it.
LARGEST_NUMBER = 2**63 - 1
UNUSABLE = "Địa chỉ hoặc nội dung gửi lên có ký tự NUL, không phải chữ. Mở lại trang rồi nhập lại."


class NoNulBytes:
    """A sign that is no text, and that no database keeps, is refused at the door: path, query, cookies, fields.

    Nobody types it; some readers of it fail, PostgreSQL among them. A number in the path that no row can have is the
    address of nothing.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path or _has_nul(request.GET) or any(NUL in f"{k}{v}" for k, v in request.COOKIES.items()):
            return _unusable(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Fields are looked at once it is known that the request may be one of ours."""
        if any(isinstance(value, int) and value > LARGEST_NUMBER for value in kwargs.values()):
            return not_found(request)
        return _unusable(request) if request.method == "POST" and _has_nul(request.POST) else None


def _has_nul(given: QueryDict) -> bool:
    return any(NUL in name or any(NUL in str(value) for value in values) for name, values in given.lists())


def _unusable(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(API):
        return told_to_machine(UNUSABLE, 400)
    return show_refusal(request, Refused(UNUSABLE), status=400)


def open_to_all(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that needs no signing in."""
    view.is_open_to_all = True  # type: ignore[attr-defined]
    return view


class SignInRequired:
    """Every address needs a signed-in person, unless its view says otherwise."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.user.is_authenticated or getattr(view, "is_open_to_all", False):
            return None
        if getattr(request, "htmx", False):
            response = HttpResponse(status=204)
            response["HX-Redirect"] = f"{reverse('sign-in')}?next={reverse('overview')}"
            return response
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


class Moment:
    """Puts actor, rights, moment and province on the request, and turns refusals into pages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        office = cast(OfficeRequest, request)
        at = now()
        if request.user.is_authenticated:
            user_id = int(request.user.pk)
            office.actor_id = user_id
            office.rights = cast(Any, SimpleLazyObject(lambda: rights_of(user_id, day_of(at))))
            if (wrong := _remember(request)) is not None:
                messages.error(request, wrong) if wrong else None
                if request.method == "GET" and not getattr(request, "htmx", False):
                    return HttpResponseRedirect(_without(request))
        chosen, _ = day_asked(request.session.get("tinh_den", ""))
        office.moment = PageMoment.of(chosen, at)
        office.scope = request.session.get("pham_vi", "")
        office.keeps_installation = SimpleLazyObject(lambda: keeps_installation(office.rights, office.moment.as_of.on))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only bugs give error pages: a refusal is shown with its reasons."""
        if isinstance(exception, NotFound):
            return not_found(request, exception)
        if isinstance(exception, Refused):
            return show_refusal(request, exception)
        return None


CHOICES = ("tinh_den", "pham_vi")


def _remember(request: HttpRequest) -> str | None:
    """Keep what the address chooses for the session; None: nothing chosen, else what is wrong ('': nothing)."""
    if not any(name in request.GET for name in CHOICES):
        return None
    wrong = ""
    if "tinh_den" in request.GET:
        chosen, wrong = day_asked(request.GET["tinh_den"])
        if not wrong:
            request.session["tinh_den"] = chosen.isoformat() if chosen else ""
    if "pham_vi" in request.GET:
        request.session["pham_vi"] = request.GET["pham_vi"][:40]
    return wrong


def _without(request: HttpRequest) -> str:
    """The same address without what has been remembered."""
    query = request.GET.copy()
    for name in CHOICES:
        query.pop(name, None)
    # Two strokes at the beginning would be another site.
    path = escape_leading_slashes(request.path)
    return f"{path}?{query.urlencode()}" if query else path
