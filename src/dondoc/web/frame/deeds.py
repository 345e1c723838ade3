"""Deeds in the past (việc tại thời điểm đã qua): while a past day is shown, nothing can be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from dondoc.base.rules.refusals import Refused
from dondoc.web.frame.errors import show_refusal
from dondoc.web.frame.request import OfficeRequest


def deed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that changes something; refused while the header shows a past day."""

    @wraps(view)
    def guarded(request: OfficeRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.moment.is_past:
            told = f"Đang xem số liệu {request.moment.label}, chỉ đọc. Về hiện tại để thao tác."
            return show_refusal(request, Refused(told), status=409)
        return view(request, *args, **kwargs)

    return guarded
