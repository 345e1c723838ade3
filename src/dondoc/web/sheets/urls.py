"""Addresses of data forms (địa chỉ biểu mẫu số liệu). A code may hold '/', so that it stands last."""

from django.urls import path

from dondoc.web.sheets import building, views

urlpatterns = [
    path("", views.forms, name="forms"),
    path("soan/moi/", building.new, name="new-form"),
    path("soan/xem-truoc/", building.preview, name="form-preview"),
    path("soan/thu/", building.trial, name="form-trial"),
    path("soan/tu-tep/", building.from_file, name="form-from-file"),
    path("soan/ban-moi/<path:code>/", building.new_version, name="new-form-version"),
    path("so-sanh/<path:code>/", views.compare, name="compare-forms"),
    path("tep/<str:kind>/<path:code>/", views.file, name="form-file"),
    path("bieu/<path:code>/", views.form, name="form"),
]
