"""Addresses of the signing book (địa chỉ trang trình ký)."""

from django.urls import path

from dondoc.web.signbook import programs, signing, views

urlpatterns = [
    path("", views.papers, name="papers"),
    path("trinh/", views.lay, name="lay-paper"),
    path("van-ban/<int:document_id>/", views.lay_outgoing, name="sign-outgoing"),
    path("van-ban/<int:document_id>/phu-luc/<int:annex_id>/", views.lay_outgoing_annex, name="sign-annex"),
    path("hinh-anh/", views.picture, name="signature-picture"),
    path("ky/", signing.sign_here, name="sign-here"),
    path("ket-thuc/", signing.finish, name="finish-signing"),
    path("vgca/<str:token>/tep.pdf", programs.program_file, name="program-file"),
    path("vgca/<str:token>/nhan/", programs.program_upload, name="program-upload"),
    path("<int:paper_id>/", views.paper, name="paper"),
    path("<int:paper_id>/tep/", views.paper_file, name="paper-file"),
    path("<int:paper_id>/tai-len/", views.upload, name="upload-signed"),
    path("<int:paper_id>/mo-phien/", signing.open_for_agent, name="open-signing"),
    path("<int:paper_id>/vgca/", programs.open_for_program, name="open-program"),
]
