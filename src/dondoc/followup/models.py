"""Tables of following up (theo dõi, đôn đốc): urgings, automatic reminders, published reviews."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.agencies.models import Agency
from dondoc.assignments.models import Task
from dondoc.base.models import StoredFile
from dondoc.reporting.models import Obligation

ONE = Q(task__isnull=True, obligation__isnull=False) | Q(task__isnull=False, obligation__isnull=True)


class Urging(models.Model):
    """One urging (lần đôn đốc) of a task or a report: never edited, never deleted. `ordinal`: 'Lần N' of that thing."""

    task = models.ForeignKey(Task, verbose_name="nhiệm vụ", null=True, on_delete=models.PROTECT, related_name="urgings")
    obligation = models.ForeignKey(
        Obligation, verbose_name="nghĩa vụ báo cáo", null=True, on_delete=models.PROTECT, related_name="urgings"
    )
    agency = models.ForeignKey(Agency, verbose_name="đơn vị được đôn đốc", on_delete=models.PROTECT, related_name="+")
    grade = models.CharField("mức", max_length=10)
    ordinal = models.PositiveSmallIntegerField("lần")
    text = models.CharField("nội dung", max_length=1000)
    files = models.ManyToManyField(StoredFile, verbose_name="tệp kèm theo", related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người đôn đốc", on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "lần đôn đốc"
        verbose_name_plural = "lần đôn đốc"
        constraints = [
            models.CheckConstraint(
                condition=ONE, name="urging_of_one", violation_error_message="Đôn đốc một nhiệm vụ hoặc một báo cáo."
            ),
            models.UniqueConstraint(
                fields=["task", "ordinal"], name="task_urging_once", violation_error_message="Lần đôn đốc này đã có."
            ),
            models.UniqueConstraint(
                fields=["obligation", "ordinal"],
                name="report_urging_once",
                violation_error_message="Lần đôn đốc này đã có.",
            ),
        ]
        indexes = [models.Index(fields=["agency", "recorded_at"], name="urging_agency")]


class UrgingDelivery(models.Model):
    """An urging on its way to one person over one channel (chuyển đôn đốc). Nothing is 'sent' by a moment alone:
    `placed_at` it lies on the person's page, `read_at` the person has said so, `failure` says why it never lay there.
    """

    urging = models.ForeignKey(Urging, verbose_name="lần đôn đốc", on_delete=models.PROTECT, related_name="deliveries")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhận", on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField("kênh", max_length=20)
    placed_at = models.DateTimeField("đặt trên trang lúc", null=True)
    read_at = models.DateTimeField("đã đọc lúc", null=True)
    failure = models.CharField("vì sao không tới", max_length=300, blank=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "chuyển đôn đốc"
        verbose_name_plural = "chuyển đôn đốc"
        constraints = [
            models.UniqueConstraint(
                fields=["urging", "person", "channel"],
                name="delivery_once",
                violation_error_message="Đã chuyển cho người này qua kênh này.",
            )
        ]
        indexes = [models.Index(fields=["person", "read_at"], name="delivery_unread")]


class Reminder(models.Model):
    """An automatic reminder (nhắc tự động): no urging. `days`: before the deadline; -1: it has passed."""

    task = models.ForeignKey(Task, verbose_name="nhiệm vụ", on_delete=models.PROTECT, related_name="reminders")
    agency = models.ForeignKey(Agency, verbose_name="đơn vị chủ trì", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField("hạn khi nhắc")
    days = models.SmallIntegerField("trước hạn, ngày")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "nhắc tự động"
        verbose_name_plural = "nhắc tự động"
        constraints = [
            models.UniqueConstraint(
                fields=["task", "due_on", "days"], name="reminder_once", violation_error_message="Đã nhắc mốc này."
            )
        ]
        indexes = [models.Index(fields=["agency", "recorded_at"], name="reminder_agency")]


class PublishedReview(models.Model):
    """A review as it was published (báo cáo rà soát đã công bố): frozen. Later truth is shown beside it, never in it.

    `figures`: as printed; `sha256`: of the figures as written; the files keep hashes of their own.
    """

    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("loại kỳ", max_length=10)
    first = models.DateField("giao từ ngày")
    last = models.DateField("đến hết ngày")
    scope = models.CharField("tập nhiệm vụ", max_length=10)
    as_of = models.DateTimeField("tính đến")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    figures = models.JSONField("số liệu")
    sha256 = models.CharField("mã băm số liệu", max_length=64)
    files = models.ManyToManyField(StoredFile, verbose_name="tệp", related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người công bố", null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("công bố lúc")

    class Meta:
        verbose_name = "báo cáo rà soát đã công bố"
        verbose_name_plural = "báo cáo rà soát đã công bố"
        constraints = [
            models.UniqueConstraint(
                fields=["province", "kind", "first", "last", "scope"],
                name="review_published_once",
                violation_error_message="Kỳ này đã công bố.",
            )
        ]
