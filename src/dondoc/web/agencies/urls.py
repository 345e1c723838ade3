"""Addresses of agencies (địa chỉ của phần đơn vị)."""

from django.urls import path

from dondoc.web.agencies import deeds, files, views

urlpatterns = [
    path("", views.tree, name="agencies"),
    path("nhap/", files.take_in, name="take-in-agencies"),
    path("nhap/bieu-mau/", files.template, name="agencies-template"),
    path("bien-dong/", views.event_list, name="agency-events"),
    path("bien-dong/<int:event_id>/", views.event, name="agency-event"),
    path("bien-dong/<int:event_id>/hoan-tac/", deeds.undo, name="undo-agency-event"),
    path("viec/<slug:name>/", deeds.do, name="agency-deed"),
    path("truc-thuoc/<path:code>/", views.children, name="agency-children"),
    path("nhom/<path:code>/", views.groups, name="agency-groups"),
    path("co-quan/<path:code>/", views.agency, name="agency"),
]
