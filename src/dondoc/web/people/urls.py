"""Addresses of posts and authority to sign (địa chỉ trang chức vụ, thẩm quyền ký)."""

from django.urls import path

from dondoc.web.people import views

urlpatterns = [
    path("", views.posts, name="posts"),
    path("ghi/", views.record, name="record-post"),
    path("giao-ky/", views.delegate, name="record-delegation"),
    path("<int:post_id>/thoi/", views.end, name="end-post"),
    path("giao-ky/<int:delegation_id>/cham-dut/", views.end_order, name="end-delegation"),
    path("nhap/", views.take_in, name="import-posts"),
    path("bieu-mau.xlsx", views.template, name="posts-template"),
]
