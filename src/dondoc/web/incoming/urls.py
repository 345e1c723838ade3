"""Addresses of incoming documents (địa chỉ trang văn bản đến)."""

from django.urls import path

from dondoc.web.incoming import arrivals, deeds, views

urlpatterns = [
    path("", views.incoming, name="incoming"),
    path("moi/", views.register, name="register-incoming"),
    path("lien-thong/<int:message_id>/", arrivals.arrival, name="register-message"),
    path("lien-thong/<int:message_id>/tra-lai/", arrivals.send_back, name="return-message"),
    path("lien-thong/<int:message_id>/thu-hoi/", arrivals.recall, name="settle-recall"),
    path("<int:document_id>/", views.incoming_document, name="incoming-document"),
    path("<int:document_id>/phieu/", views.slip, name="incoming-slip"),
    path("<int:document_id>/tep/<int:position>/", views.file, name="incoming-file"),
    path("<int:document_id>/phan-phoi/", deeds.distribute, name="distribute-incoming"),
    path("<int:document_id>/viec/<slug:slug>/", deeds.step, name="act-on-incoming"),
    path("<int:document_id>/van-ban-tra-loi/", deeds.answer, name="answer-incoming"),
    path("<int:document_id>/dinh-kem/", deeds.attach, name="attach-incoming"),
    path("<int:document_id>/sua/", deeds.correct, name="correct-incoming"),
    path("<int:document_id>/giao-viec/", deeds.assign, name="assign-from-incoming"),
    path("<int:document_id>/doi-chieu/", deeds.propose, name="reply-from-incoming"),
]
