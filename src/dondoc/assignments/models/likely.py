"""Documents that look like the result of a task (văn bản có vẻ là kết quả), and what the lead agency says to that."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dondoc.assignments.models.tasks import Task


class LikelyResult(models.Model):
    """A document citing the directive of an open task (có vẻ là kết quả): proposed to the lead, answered once."""

    task = models.ForeignKey(Task, verbose_name="nhiệm vụ", on_delete=models.PROTECT, related_name="likely_results")
    number = models.CharField("số, ký hiệu", max_length=60)
    issued_on = models.DateField("ngày văn bản")
    title = models.CharField("trích yếu", max_length=500, blank=True)
    why = models.JSONField("căn cứ đối chiếu", default=list)
    confidence = models.FloatField("độ chắc")
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người đưa vào", null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")
    is_accepted = models.BooleanField("đúng là kết quả", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người trả lời", null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True)

    class Meta:
        verbose_name = "văn bản có vẻ là kết quả"
        verbose_name_plural = "văn bản có vẻ là kết quả"
        constraints = [
            models.UniqueConstraint(
                fields=["task", "number", "issued_on"],
                name="likely_once",
                violation_error_message="Văn bản này đã được đối chiếu với nhiệm vụ.",
            )
        ]
        indexes = [models.Index(fields=["is_accepted", "task"], name="likely_open")]
