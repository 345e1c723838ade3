"""Addresses of urging (địa chỉ trang đôn đốc)."""

from django.urls import path

from dondoc.web.urgings import views

urlpatterns = [
    path("", views.urgings, name="urgings"),
    path("<int:urging_id>/da-doc/", views.read, name="read-urging"),
    path("<int:urging_id>/tep/<int:file_id>/", views.file, name="urging-file"),
]
