"""Refusals as JSON (từ chối có lý do): the words of the pages, with a status for the machine."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, Throttled, ValidationError

from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.reporting.queries.figures import CannotUseForm
from dondoc.reporting.queries.regimes import UnknownRegime
from dondoc.reporting.queries.totals import CannotAddUp
from dondoc.sheets.queries import UnknownForm

NO_TOKEN = "Thiếu mã truy cập, hoặc mã đã hết hạn, đã thu hồi. Gửi mã ở đầu mục Authorization: Bearer <mã>."  # noqa: S105
UNKNOWN = (NotFound, CannotUseForm, UnknownRegime, UnknownForm, CannotAddUp)


def plain(refused: Refused) -> dict[str, Any]:
    """{"message", "reasons"}."""
    reasons = [{"message": reason.message, "where": reason.where} for reason in refused.reasons]
    return {"message": "; ".join(str(reason) for reason in refused.reasons), "reasons": reasons}


def told(message: str, where: str = "") -> dict[str, Any]:
    return {"message": message, "reasons": [{"message": message, "where": where}]}


def tell_refusals(api: NinjaAPI) -> None:
    """What each refusal becomes: unknown things 404, as on pages; everything else that is refused 422."""

    def refused(request: HttpRequest, wrong: Any) -> HttpResponse:
        return api.create_response(request, plain(wrong), status=404 if isinstance(wrong, UNKNOWN) else 422)

    def unread(request: HttpRequest, wrong: Any) -> HttpResponse:
        names = dict.fromkeys(str(error["loc"][-1]) for error in wrong.errors if error.get("loc"))
        return api.create_response(request, told(f"Thiếu hoặc sai tham số: {', '.join(names)}."), status=400)

    def nobody(request: HttpRequest, wrong: Any) -> HttpResponse:
        response = api.create_response(request, told(NO_TOKEN), status=401)
        response["WWW-Authenticate"] = "Bearer"
        return response

    def too_big(request: HttpRequest, wrong: Any) -> HttpResponse:
        return api.create_response(request, told("Nội dung gửi lên quá lớn."), status=413)

    def too_many(request: HttpRequest, wrong: Any) -> HttpResponse:
        return api.create_response(request, told("Quá nhiều yêu cầu trong một phút. Chờ rồi gửi lại."), status=429)

    api.add_exception_handler(Throttled, too_many)
    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(ValidationError, unread)
    api.add_exception_handler(AuthenticationError, nobody)
    api.add_exception_handler(RequestDataTooBig, too_big)
