"""Tables of deadlines (kỳ hạn): the office's own decisions about single days."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dondoc.deadlines.rules.calendar import DayKind


class CalendarDecision(models.Model):
    """What the office decided about a day (quyết định về ngày nghỉ, ngày làm việc), over the starting list.

    Appended only: of two decisions for one day the later counts; a row with `withdraws` takes an earlier one back.
    """

    date = models.DateField("ngày")
    kind = models.CharField("loại ngày", max_length=20, choices=[(kind.value, kind.label) for kind in DayKind])
    name = models.CharField("tên gọi", max_length=200)
    document_number = models.CharField("số, ký hiệu văn bản", max_length=60)
    document_date = models.DateField("ngày văn bản")
    withdraws = models.OneToOneField(
        "self", verbose_name="rút lại quyết định", null=True, on_delete=models.PROTECT, related_name="withdrawal"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "quyết định về ngày nghỉ, ngày làm việc"
        verbose_name_plural = "quyết định về ngày nghỉ, ngày làm việc"
        indexes = [models.Index(fields=["date", "id"], name="calendar_decision_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in DayKind]),
                name="calendar_decision_kind",
                violation_error_message="Loại ngày không có trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y}: {self.name}"
