"""Addresses of document pages (địa chỉ trang văn bản)."""

from django.urls import path, re_path

from dondoc.web.papers import periods, templates, totals, urging, views

ABOUT = "|".join(periods.KINDS)
LETTER = {"about": "cong-van"}

urlpatterns = [
    path("", views.papers, name="documents"),
    path("mau/", templates.templates, name="templates"),
    path("mau/<str:province>/<slug:kind>/", templates.template, name="template"),
    path("mau/<str:province>/<slug:kind>/xem-truoc/", templates.template_preview, name="template-preview"),
    path("mau/<str:province>/<slug:kind>/ban/<int:version_id>/", templates.template_version, name="template-version"),
    re_path(
        rf"^(?P<about>{ABOUT})/(?P<province>[^/]+)/(?P<regime>[^/]+)/(?P<period>[^/]+)/$",
        periods.period_paper,
        name="period-paper",
    ),
    re_path(
        rf"^(?P<about>{ABOUT})/(?P<province>[^/]+)/(?P<regime>[^/]+)/(?P<period>[^/]+)/van-ban\.(?P<kind>docx|pdf)$",
        periods.period_paper_file,
        name="period-paper-file",
    ),
    path("don-doc/<path:agency>/cong-van/", urging.urging, name="urging-letter"),
    re_path(r"^don-doc/(?P<agency>.+)/cong-van\.(?P<kind>docx|pdf)$", urging.urging_file, name="urging-letter-file"),
    path("cong-van/<str:province>/<str:regime>/<str:period>/", periods.period_paper, LETTER, name="letter"),
    re_path(
        r"^cong-van/(?P<province>[^/]+)/(?P<regime>[^/]+)/(?P<period>[^/]+)/cong-van\.(?P<kind>docx|pdf)$",
        periods.period_paper_file,
        LETTER,
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
