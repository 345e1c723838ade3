"""Addresses of registers (địa chỉ trang sổ văn bản)."""

from django.urls import path, re_path

from dondoc.web.registers import views

urlpatterns = [
    path("", views.register, name="registers"),
    re_path(r"^so\.(?P<ending>xlsx|pdf)$", views.register_file, name="register-file"),
]
