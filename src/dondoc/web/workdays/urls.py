"""Addresses of the working calendar (địa chỉ lịch làm việc)."""

from django.urls import path

from dondoc.web.workdays import views

urlpatterns = [
    path("", views.year, name="workdays"),
    path("tep/<int:asked>.<str:kind>", views.file, name="workdays-file"),
    path("quyet-dinh/", views.decide, name="decide-day"),
    path("nhap/", views.take_in, name="import-days"),
    path("rut-lai/<int:decision_id>/", views.withdraw, name="withdraw-day"),
]
