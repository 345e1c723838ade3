"""Addresses of the document search (địa chỉ trang tìm văn bản)."""

from django.urls import path

from dondoc.web.searching import views

urlpatterns = [
    path("", views.search_page, name="search-documents"),
    path("luu/", views.save, name="save-search"),
    path("<int:search_id>/bo/", views.drop, name="drop-search"),
]
