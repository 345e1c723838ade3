"""Addresses of outgoing documents (địa chỉ trang văn bản đi)."""

from django.urls import path, re_path

from dondoc.web.outgoing import editing, figures, starting, steps, views

urlpatterns = [
    path("", views.outgoing, name="outgoing"),
    path("moi/", starting.new, name="new-outgoing"),
    path("<int:document_id>/", views.document, name="outgoing-document"),
    path("<int:document_id>/sua/", editing.edit, name="outgoing-edit"),
    path("<int:document_id>/so-sanh/", views.compare, name="outgoing-compare"),
    path("<int:document_id>/so-lieu/", figures.figures, name="outgoing-figures"),
    path("<int:document_id>/so-lieu/soan-lai/", figures.redraft, name="outgoing-redraft"),
    path("<int:document_id>/tep/<int:file_id>/", views.stored_file, name="outgoing-file"),
    re_path(
        r"^(?P<document_id>[0-9]{1,18})/van-ban\.(?P<kind>docx|pdf)$", views.draft_file, name="outgoing-draft-file"
    ),
    path("<int:document_id>/lap/<str:how>/", starting.follow, name="follow-outgoing"),
    path("<int:document_id>/phu-luc/", steps.annexes, name="outgoing-annexes"),
    path("<int:document_id>/gui-ngay/", steps.send_now, name="send-outgoing-now"),
    path("<int:document_id>/buoc/<str:slug>/", steps.step, name="outgoing-step"),
]
