"""Other systems that work for an agency through the API (hệ thống khác kết nối)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dondoc.agencies.models import Agency


class ConnectedSystem(models.Model):
    """Another system that reads and writes for an agency by a token (hệ thống khác kết nối qua API).

    `account` bears its rights and its name in the log; nobody signs in with it. `token_sha256`: the token itself is
    shown once and kept by nobody. It holds on the days from `valid_from` until before `valid_to`, unless revoked.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name="tài khoản", on_delete=models.PROTECT, related_name="connected_system"
    )
    agency = models.ForeignKey(
        Agency, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="connected_systems"
    )
    token_sha256 = models.CharField("mã băm của mã truy cập", max_length=64, unique=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người cấp", null=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField("cấp lúc")
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người thu hồi", null=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)
    last_used_at = models.DateTimeField("dùng lần cuối lúc", null=True)

    class Meta:
        verbose_name = "hệ thống kết nối"
        verbose_name_plural = "các hệ thống kết nối"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")),
                name="connected_system_span",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            )
        ]
        indexes = [models.Index(fields=["agency", "-issued_at"], name="connected_system_agency")]


class AnsweredRequest(models.Model):
    """What a system was answered under its own key (yêu cầu đã trả lời), so that asking again does nothing twice."""

    system = models.ForeignKey(
        ConnectedSystem, verbose_name="hệ thống", on_delete=models.PROTECT, related_name="answered"
    )
    key = models.CharField("khóa của yêu cầu", max_length=100)
    request_sha256 = models.CharField("mã băm của yêu cầu", max_length=64)
    status = models.PositiveSmallIntegerField("mã trả lời")
    answer = models.JSONField("câu trả lời")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "yêu cầu đã trả lời"
        verbose_name_plural = "các yêu cầu đã trả lời"
        constraints = [
            models.UniqueConstraint(
                fields=["system", "key"],
                name="answered_request_once",
                violation_error_message="Yêu cầu này đã được trả lời.",
            )
        ]
