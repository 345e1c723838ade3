"""What people did with a task (việc đã làm), appended and never changed, and the limits that a province sets."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.agencies.models import Agency
from dondoc.assignments.models.tasks import Task


class TaskEvent(models.Model):
    """One deed on a task beside progress and results (việc trên nhiệm vụ). `kind` is a value of DeedKind.

    `day`: the deadline asked for or granted, the day of closing, the new deadline after a suspension, the day of the
    document of a coordinating agency's part (`number`).
    """

    task = models.ForeignKey(Task, verbose_name="nhiệm vụ", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField("việc", max_length=30)
    reason = models.TextField("lý do, nội dung", max_length=2000, blank=True)
    day = models.DateField("ngày ghi trong việc", null=True)
    agency = models.ForeignKey(
        Agency, verbose_name="đơn vị liên quan", null=True, on_delete=models.PROTECT, related_name="+"
    )
    from_agency = models.ForeignKey(
        Agency, verbose_name="đơn vị chủ trì trước", null=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="cán bộ được giao", null=True, on_delete=models.PROTECT, related_name="+"
    )
    stops_clock = models.BooleanField("dừng tính hạn", default=False)
    number = models.CharField("số, ký hiệu văn bản", max_length=60, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người làm", on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "việc trên nhiệm vụ"
        verbose_name_plural = "việc trên nhiệm vụ"
        indexes = [models.Index(fields=["kind", "from_agency"], name="event_from")]


class TaskPolicy(models.Model):
    """What a province lays down for its tasks (quy định về nhiệm vụ), effective-dated; `province` empty: all.

    Extensions, suspension, which day counts, how old a day of completion may be (0: no limit), what is near, how often
    to update (0: not asked), reminders, ages of what is overdue, how early an agency is warned of a finding.
    """

    province = models.ForeignKey(Agency, verbose_name="tỉnh", null=True, on_delete=models.PROTECT, related_name="+")
    most_extensions = models.PositiveSmallIntegerField("số lần gia hạn nhiều nhất")
    days_late = models.PositiveSmallIntegerField("đề nghị muộn nhất sau hạn, ngày")
    days_far = models.PositiveSmallIntegerField("mỗi lần gia hạn nhiều nhất, ngày")
    reaction_days = models.PositiveSmallIntegerField("trả lời văn bản có vẻ là kết quả trong, ngày làm việc", default=1)
    clock = models.CharField("tính hạn khi tạm dừng", max_length=10)
    counts_by = models.CharField("đúng hạn tính theo", max_length=15, default="delivery")
    completion_days = models.PositiveSmallIntegerField("ngày hoàn thành lùi nhiều nhất, ngày", default=0)
    near_days = models.PositiveSmallIntegerField("sắp đến hạn khi còn, ngày", default=3)
    update_days = models.PositiveSmallIntegerField("cập nhật ít nhất mỗi, ngày làm việc", default=0)
    reminder_days = models.CharField("nhắc trước hạn, ngày", max_length=40, default="7,3,1")
    ageing_days = models.CharField("mốc tuổi quá hạn, ngày", max_length=40, default="30,60,120")
    warned_days = models.PositiveSmallIntegerField("báo trước khi tính lỗi quy trình, ngày", default=3)
    legal_basis = models.CharField("căn cứ", max_length=500)
    valid_from = models.DateField("từ ngày")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "quy định về nhiệm vụ"
        verbose_name_plural = "quy định về nhiệm vụ"
        constraints = [
            models.UniqueConstraint(
                fields=["province", "valid_from"],
                name="task_policy_once",
                violation_error_message="Đã có quy định từ ngày này.",
            ),
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(province__isnull=True),
                name="task_policy_once_general",
                violation_error_message="Đã có quy định chung từ ngày này.",
            ),
        ]
