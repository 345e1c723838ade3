"""Addresses of the API (địa chỉ API), all under /api/v1/; what it can do is told at /api/v1/openapi.json."""

from __future__ import annotations

from django.urls import path
from ninja import NinjaAPI

from dondoc.api import figures, reading
from dondoc.api.pace import Pace
from dondoc.api.refusals import tell_refusals
from dondoc.api.shapes import Readable
from dondoc.api.signing_in import Token

# No page of documentation: those that come with the library load scripts from elsewhere.
api = NinjaAPI(
    title="Đôn Đốc",
    version="1",
    description="Số liệu báo cáo từ hệ thống khác. Mã truy cập do người quản trị của tỉnh cấp.",
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=Token(),
    throttle=Pace(),
    renderer=Readable(),
)
tell_refusals(api)
api.add_router("", figures.router)
api.add_router("", reading.router)

_routes = api.urls
for _pattern in _routes[0]:
    setattr(_pattern.callback, "is_open_to_all", True)  # noqa: B010 - a token, not a signed-in person

urlpatterns = [path("v1/", _routes)]
