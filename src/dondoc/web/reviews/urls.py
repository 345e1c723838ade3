"""Addresses of reviews (địa chỉ trang rà soát)."""

from django.urls import path, re_path

from dondoc.web.reviews import views

urlpatterns = [
    path("", views.review, name="review"),
    path("danh-sach/", views.rows, name="review-rows"),
    path("bao-cao/", views.paper, name="review-paper"),
    re_path(r"^ra-soat\.(?P<kind>docx|pdf|xlsx)$", views.file, name="review-file"),
    path("cong-bo/", views.publish, name="publish-review"),
    path("da-cong-bo/<int:published_id>/", views.published, name="published-review"),
    path("da-cong-bo/<int:published_id>/tep/<int:file_id>/", views.published_file, name="published-review-file"),
]
