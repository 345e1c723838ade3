"""Steps in the life of a report (các bước của một báo cáo): handed up, approved, returned, asked about."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.reporting.models.obligations import Obligation
from dondoc.reporting.models.submissions import Submission
from dondoc.reporting.rules.life import StepKind


class ReportStep(models.Model):
    """One step that somebody took with a report (bước xử lý). Appended; where the report stands is worked out.

    `submission`: the sending that the step is about; None before the first one. `due_on`: of a query, the last day to
    answer; of a return, to send again; of an unlocking, the last day on which it holds. `is_invalid`: returned because
    the sending does not count (thiếu, không hợp lệ). `by` None: the server's own administrator.
    """

    obligation = models.ForeignKey(Obligation, verbose_name="nghĩa vụ", on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("bước", max_length=20, choices=[(kind.value, kind.label) for kind in StepKind])
    submission = models.ForeignKey(
        Submission, verbose_name="lần gửi", null=True, on_delete=models.PROTECT, related_name="steps"
    )
    reason = models.CharField("lý do, nội dung", max_length=2000, blank=True)
    due_on = models.DateField("đến ngày", null=True)
    is_invalid = models.BooleanField("lần gửi không được tính", default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người thực hiện", null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("lúc")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "bước xử lý báo cáo"
        verbose_name_plural = "các bước xử lý báo cáo"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in StepKind]),
                name="report_step_kind",
                violation_error_message="Bước xử lý không có.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[kind.value for kind in StepKind if kind.needs_reason]) | ~Q(reason=""),
                name="report_step_reason",
                violation_error_message="Bước này phải ghi lý do.",
            ),
        ]
        indexes = [models.Index(fields=["obligation", "id"], name="report_step_order")]
