"""Accounts and the rights given to them (tài khoản, quyền được giao)."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from dondoc.agencies.models import Agency
from dondoc.people.rules.rights import Right


class User(AbstractBaseUser):
    """One account is one person (tài khoản). Source: QCVN 12:2026/BCA."""

    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=100)
    position_title = models.CharField("chức vụ", max_length=150, blank=True)
    is_active = models.BooleanField("đang dùng", default=True)

    objects = BaseUserManager["User"]()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def __str__(self) -> str:
        return self.full_name


class GrantQuerySet(models.QuerySet["Grant"]):
    def on(self, day: date) -> GrantQuerySet:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class Grant(models.Model):
    """A right given to a person for an agency over a span (quyền được giao)."""

    user = models.ForeignKey(User, verbose_name="cán bộ", on_delete=models.PROTECT, related_name="grants")
    agency = models.ForeignKey(Agency, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="grants")
    right = models.CharField("quyền", max_length=20, choices=[(r.value, r.label) for r in Right])
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "quyền được giao"
        verbose_name_plural = "quyền được giao"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="grant_span",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["user", "agency", "right", "valid_from"],
                name="grant_once",
                violation_error_message="Quyền này đã được giao từ ngày đó.",
            ),
        ]
