"""Addresses of connected systems (địa chỉ trang hệ thống kết nối)."""

from django.urls import path

from dondoc.web.systems import views

urlpatterns = [
    path("", views.systems, name="systems"),
    path("cap-ma/", views.connect, name="connect-system"),
    path("<int:system_id>/thu-hoi/", views.disconnect, name="disconnect-system"),
]
