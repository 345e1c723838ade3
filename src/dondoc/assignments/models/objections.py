"""What an agency says against a finding on the process (giải trình), and what the office makes of it (bỏ tính)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dondoc.assignments.models.tasks import Task


class Objection(models.Model):
    """A finding contested by the lead, or waived by the office with a reason (giải trình, bỏ tính). Decided once.

    `kind` is a value of RuleKind, `until` the finding's last day: a later finding of the same kind is another one.
    Empty (rows of before): whichever. `is_waived` empty: the office has not answered.
    """

    task = models.ForeignKey(Task, verbose_name="nhiệm vụ", on_delete=models.PROTECT, related_name="objections")
    kind = models.CharField("yêu cầu của quy trình", max_length=30)
    until = models.DateField("ngày cuối phải làm", null=True)
    reason = models.TextField("giải trình", max_length=2000, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người giải trình", on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")
    is_waived = models.BooleanField("bỏ tính", null=True)
    decision_reason = models.TextField("lý do quyết định", max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người quyết định", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("quyết định lúc", null=True)

    class Meta:
        verbose_name = "giải trình về quy trình"
        verbose_name_plural = "giải trình về quy trình"
