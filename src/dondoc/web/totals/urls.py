"""Addresses of pages of totals (địa chỉ trang tổng hợp). Codes of forms may hold '/': they end the address."""

from django.urls import path

from dondoc.web.totals import adopting, export, figures, spans, views

PERIOD = "<str:province>/<str:regime>/<str:period>"

urlpatterns = [
    path("so-lieu/<int:set_id>/", figures.sent_figures, name="sent-figures"),
    path("so-lieu/<int:set_id>/so-voi/<int:older_id>/", figures.compare_figures, name="compare-figures"),
    path(f"{PERIOD}/cong-cac-ky/<path:form>/", spans.across, name="total-across"),
    path(f"{PERIOD}/tong-hop/<path:form>/lay-so/", adopting.adopt_form, name="adopt-total-form"),
    path(f"{PERIOD}/tong-hop/<path:form>/lay-so/ghi/", adopting.adopt, name="adopt-total"),
    path(f"{PERIOD}/tong-hop/<path:form>/tong-hop.xlsx", export.total_xlsx, name="total-xlsx"),
    path(f"{PERIOD}/tong-hop/<path:form>/", views.total, name="total"),
]
