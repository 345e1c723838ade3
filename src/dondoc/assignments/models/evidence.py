"""Files that prove what was done (minh chứng), and the filters that a person keeps (bộ lọc đã lưu)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.assignments.models.events import TaskEvent
from dondoc.assignments.models.tasks import ProgressUpdate, ResultReport, Task
from dondoc.base.models import StoredFile


class Evidence(models.Model):
    """A file with a progress update, a result or a coordinating agency's part (tệp minh chứng). `indication`: what its
    signatures said at intake.
    """

    task = models.ForeignKey(Task, verbose_name="nhiệm vụ", on_delete=models.PROTECT, related_name="evidence")
    update = models.ForeignKey(
        ProgressUpdate, verbose_name="lần cập nhật", null=True, on_delete=models.PROTECT, related_name="evidence"
    )
    result = models.ForeignKey(
        ResultReport, verbose_name="kết quả", null=True, on_delete=models.PROTECT, related_name="evidence"
    )
    event = models.ForeignKey(
        TaskEvent, verbose_name="việc đã làm", null=True, on_delete=models.PROTECT, related_name="evidence"
    )
    file = models.ForeignKey(StoredFile, verbose_name="tệp", on_delete=models.PROTECT, related_name="+")
    indication = models.CharField("kết quả kiểm tra chữ ký", max_length=30, blank=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "tệp minh chứng"
        verbose_name_plural = "tệp minh chứng"
        constraints = [
            models.CheckConstraint(
                condition=Q(update__isnull=True, result__isnull=False, event__isnull=True)
                | Q(update__isnull=False, result__isnull=True, event__isnull=True)
                | Q(update__isnull=True, result__isnull=True, event__isnull=False),
                name="evidence_of_one",
                violation_error_message="Tệp thuộc một lần cập nhật, một kết quả hoặc một phần việc phối hợp.",
            )
        ]


class SavedFilter(models.Model):
    """A filter of the list of tasks under a name (bộ lọc đã lưu); a person's own."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người lưu", on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField("tên bộ lọc", max_length=60)
    query = models.CharField("điều kiện", max_length=500)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        verbose_name_plural = "bộ lọc đã lưu"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"], name="filter_once", violation_error_message="Đã có bộ lọc mang tên này."
            )
        ]
