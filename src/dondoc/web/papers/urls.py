"""Addresses of document pages (địa chỉ trang văn bản)."""

from django.urls import path, re_path

from dondoc.web.papers import totals, views

urlpatterns = [
    path("", views.papers, name="documents"),
    path("cong-van/<str:province>/<str:regime>/<str:period>/", views.letter, name="letter"),
    re_path(
        r"^cong-van/(?P<province>[^/]+)/(?P<regime>[^/]+)/(?P<period>[^/]+)/cong-van\.(?P<kind>docx|pdf)$",
        views.letter_file,
        name="letter-file",
    ),
    path(
        "tong-hop/<str:province>/<str:regime>/<str:period>/<path:form>/bao-cao/",
        totals.total_report,
        name="total-report",
    ),
    re_path(
        r"^tong-hop/(?P<province>[^/]+)/(?P<regime>[^/]+)/(?P<period>[^/]+)/(?P<form>.+)/bao-cao\.(?P<kind>docx|pdf)$",
        totals.total_report_file,
        name="total-report-file",
    ),
    path("bao-cao/<str:province>/<str:month>/", views.report, name="report"),
    re_path(
        r"^bao-cao/(?P<province>[^/]+)/(?P<month>[^/]+)/bao-cao\.(?P<kind>docx|pdf)$",
        views.report_file,
        name="report-file",
    ),
]
