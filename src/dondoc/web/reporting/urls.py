"""Addresses of reporting pages (địa chỉ trang báo cáo)."""

from django.urls import path

from dondoc.web.reporting import life, signing, urging, views

urlpatterns = [
    path("ban/<int:submission_id>/tep/", views.file, name="submission-file"),
    path("", views.periods, name="reporting"),
    path("<str:province>/<str:regime>/<str:period>/bang/", views.table, name="reporting-table"),
    path("<str:province>/<str:regime>/<str:period>/bang.xlsx", views.table_xlsx, name="reporting-table-xlsx"),
    path("ban/<int:submission_id>/minh-chung/", life.proof_of_other_way, name="other-way-proof"),
    path("<str:regime>/<str:period>/<path:agency>/nhap-bu/", life.enter_other_way, name="enter-other-way"),
    path("<str:regime>/<str:period>/<path:agency>/don-doc/", urging.urge, name="urge-report"),
    path("<str:regime>/<str:period>/<path:agency>/buoc/", life.step, name="report-step"),
    path("<str:regime>/<str:period>/<path:agency>/gui-so-lieu/", life.send_report_figures, name="send-report-figures"),
    path("<str:regime>/<str:period>/<path:agency>/trinh-ky/", signing.sign_first, name="sign-report"),
    path("<str:regime>/<str:period>/<path:agency>/bao-cao-de-ky.pdf", life.to_sign, name="report-to-sign"),
    path("<str:regime>/<str:period>/<path:agency>/gui/", views.send, name="send-report"),
    path("<str:regime>/<str:period>/<path:agency>/", views.obligation, name="obligation"),
]
