"""Addresses of exchange pages (địa chỉ trang liên thông)."""

from django.urls import path

from dondoc.web.exchange import sending, views

urlpatterns = [
    path("", views.messages_list, name="exchange"),
    path("gui/", sending.send, name="send-document"),
    path("di/<int:message_id>/", views.out_message, name="out-message"),
    path("di/<int:message_id>/gui-lai/", views.resend, name="resend-message"),
    path("di/<int:message_id>/thu-hoi/", views.recall, name="recall-message"),
    path("den/<int:message_id>/", views.in_message, name="in-message"),
    path("den/<int:message_id>/trang-thai/", views.reply, name="reply-status"),
    path("<str:way>/<int:message_id>/tep/<int:place>/", views.attachment, name="message-file"),
]
