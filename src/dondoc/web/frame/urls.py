"""Addresses of the frame (địa chỉ chung)."""

from django.urls import path

from dondoc.web.frame import views

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign-in"),
    path("dang-xuat/", views.sign_out, name="sign-out"),
    path("doi-mat-khau/", views.password, name="password"),
    path("huong-dan/", views.help_page, name="help"),
    path("suc-khoe/", views.health, name="health"),
]
