"""Addresses of task pages (địa chỉ trang nhiệm vụ)."""

from django.urls import path

from dondoc.web.assignments import views

urlpatterns = [
    path("", views.tasks, name="assignments"),
    path("danh-sach.xlsx", views.tasks_xlsx, name="assignments-xlsx"),
    path("khong-dung-quy-trinh/", views.violations, name="violations"),
    path("<int:task_id>/", views.task, name="task"),
    path("<int:task_id>/cap-nhat/", views.update, name="update-progress"),
    path("<int:task_id>/hoan-thanh/", views.report, name="report-result"),
    path("<int:task_id>/quyet-dinh/", views.decide, name="decide-result"),
]
