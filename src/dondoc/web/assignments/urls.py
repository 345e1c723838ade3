"""Addresses of task pages (địa chỉ trang nhiệm vụ)."""

from django.urls import path

from dondoc.web.assignments import directives, entering, findings, grid, more, policies, replies, views

urlpatterns = [
    path("", views.tasks, name="assignments"),
    path("danh-sach.xlsx", views.tasks_xlsx, name="assignments-xlsx"),
    path("khong-dung-quy-trinh/", grid.violations, name="violations"),
    path("khong-dung-quy-trinh/theo-thang/", grid.by_month, name="violation-grid"),
    path("khong-dung-quy-trinh/theo-thang.xlsx", grid.by_month_xlsx, name="violation-grid-xlsx"),
    path("nhap/", entering.new_task, name="enter-task"),
    path("dinh-ky/", entering.recurrences, name="recurrences"),
    path("dinh-ky/<int:recurrence_id>/dung/", entering.stop, name="stop-recurrence"),
    path("quy-dinh/", policies.policies, name="policies"),
    path("quy-dinh/ban-hanh/", policies.lay_down, name="lay-down-limits"),
    path("quy-dinh/quy-trinh/", policies.lay_down_process, name="lay-down-rule"),
    path("xu-ly-nhieu/", more.decide_many, name="decide-results"),
    path("bo-loc/", more.save_filter, name="keep-filter"),
    path("bo-loc/<int:filter_id>/bo/", more.forget_filter, name="drop-filter"),
    path("giao-viec/", directives.directives, name="directives"),
    path("giao-viec/<int:draft_id>/", directives.directive, name="directive"),
    path("giao-viec/<int:draft_id>/van-ban/", directives.source, name="settle-source"),
    path("giao-viec/<int:draft_id>/de-xuat/<int:position>/", directives.proposal, name="settle-proposal"),
    path("giao-viec/<int:draft_id>/nhan-het/", directives.accept_all, name="accept-proposals"),
    path("giao-viec/<int:draft_id>/ghi-chung/", directives.fill, name="fill-proposals"),
    path("giao-viec/<int:draft_id>/giao/", directives.assign, name="assign-tasks"),
    path("giao-viec/<int:draft_id>/huy-giao/", directives.undo, name="undo-assignment"),
    path("giao-viec/<int:draft_id>/bo/", directives.discard, name="discard-directive"),
    path("tra-loi/", replies.reply, name="reply"),
    path("tra-loi/<int:likely_id>/", replies.answer, name="answer-likely"),
    path("<int:task_id>/", views.task, name="task"),
    path("<int:task_id>/giai-trinh/<slug:kind>/", findings.contest, name="contest-finding"),
    path("<int:task_id>/y-kien/<slug:kind>/", findings.settle, name="settle-finding"),
    path("<int:task_id>/viec/<slug:slug>/", views.act, name="act-on-task"),
    path("<int:task_id>/don-doc/", more.urge, name="urge-task"),
    path("<int:task_id>/giao-tiep/", more.hand_down, name="hand-task-down"),
    path("<int:task_id>/tep/<int:evidence_id>/", more.evidence, name="evidence-file"),
    path("<int:task_id>/cap-nhat/", views.update, name="update-progress"),
    path("<int:task_id>/hoan-thanh/", views.report, name="report-result"),
    path("<int:task_id>/quyet-dinh/", views.decide, name="decide-result"),
]
