"""Signing in and out, the password, help, health."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_GET

from dondoc.base.actions import write_audit
from dondoc.base.clock import now
from dondoc.web.frame.forms import NewPasswordForm, SignInForm
from dondoc.web.frame.middleware import open_to_all


class SignIn(LoginView):
    """The sign-in page (đăng nhập)."""

    template_name = "frame/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        people: tuple[Any, ...] = ()
        if settings.DEMO:
            from dondoc.demo.people import PASSWORD, cast

            people = cast()
            given["demo_password"] = PASSWORD
        return super().get_context_data(**given, demo_people=people)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        _log(self.request, "sign_in")
        return response


class NewPassword(PasswordChangeView):
    """Change one's own password (đổi mật khẩu)."""

    template_name = "frame/password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("overview")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        _log(self.request, "change_password")
        return response


class SignOut(LogoutView):
    """Sign out (đăng xuất)."""

    def post(self, request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        _log(request, "sign_out")
        return super().post(request, *args, **given)


def _log(request: HttpRequest, deed: str) -> None:
    """Who came, went, or changed the password, from which address. Source: QCVN 12:2026/BCA."""
    user_id = request.user.pk
    if user_id is not None:
        detail = {"address": request.META.get("REMOTE_ADDR", "")}
        write_audit(actor_id=user_id, at=now(), deed=deed, subject=f"user:{user_id}", detail=detail)


sign_in = open_to_all(SignIn.as_view())
sign_out = SignOut.as_view()
password = NewPassword.as_view()


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """How to read and use the pages (hướng dẫn)."""
    return render(request, "frame/help.html")


@open_to_all
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """For those who watch the server: 'ok' when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
