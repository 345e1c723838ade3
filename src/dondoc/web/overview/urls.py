"""Addresses of the first page and the search (địa chỉ trang đầu, tìm kiếm)."""

from django.urls import path

from dondoc.web.overview import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("tim/", views.search, name="search"),
]
