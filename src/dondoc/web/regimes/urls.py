"""Addresses of report regimes (địa chỉ chế độ báo cáo)."""

from django.urls import path

from dondoc.web.regimes import changes, editing, views

urlpatterns = [
    path("", views.regimes, name="regimes"),
    path("tep.<str:kind>", views.file, name="regimes-file"),
    path("nhap/", editing.take_in, name="import-regimes"),
    path("moi/", editing.new, name="new-regime"),
    path("xem-truoc/", editing.preview, name="regime-preview"),
    path("ky/<str:province>/<str:regime>/<str:period>/", changes.period, name="period-deadlines"),
    path("ky/<str:province>/<str:regime>/<str:period>/doi-han/", changes.change, name="change-deadline"),
    path("ky/<str:province>/<str:regime>/<str:period>/gia-han/", changes.extend, name="extend-deadline"),
    path("ky/<str:province>/<str:regime>/<str:period>/mien/", changes.exempt, name="exempt-agency"),
    path("<str:code>/", views.regime, name="regime"),
    path("<str:code>/sua/", editing.edit, name="edit-regime"),
    path("<str:code>/mo-ky/", editing.open_ahead, name="open-ahead"),
]
