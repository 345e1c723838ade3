"""Addresses of signature pages (địa chỉ trang chữ ký số)."""

from django.urls import path

from dondoc.web.signatures import certificates, views

urlpatterns = [
    path("bao-cao/ban/<int:submission_id>/chu-ky/", views.checked, name="submission-signatures"),
    path("bao-cao/ban/<int:submission_id>/chu-ky.pdf", views.checked_pdf, name="submission-signatures-pdf"),
    path("chung-thu-so/", certificates.certificates, name="certificates"),
    path("chung-thu-so/dang-ky/", certificates.register, name="register-certificate"),
    path("chung-thu-so/<int:certificate_id>/thoi-dung/", certificates.end, name="end-certificate"),
    path("chung-thu-goc/", views.trust, name="trust"),
    path("chung-thu-goc/them/", views.add, name="trust-root"),
    path("chung-thu-goc/<int:anchor_id>/thoi-tin-cay/", views.stop, name="stop-trusting"),
]
