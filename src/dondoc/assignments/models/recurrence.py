"""Tasks that come again (việc định kỳ): the pattern out of which the tasks of each period are made."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dondoc.agencies.models import Agency


class Recurrence(models.Model):
    """A piece of work that comes again each period (việc định kỳ). `due_day`: day of the period on which it is due."""

    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(
        "SourceDocument", verbose_name="văn bản giao", null=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField("nội dung nhiệm vụ", max_length=2000)
    assigner = models.CharField("người giao", max_length=200, blank=True)
    field = models.CharField("lĩnh vực", max_length=100, blank=True)
    deliverable = models.CharField("sản phẩm", max_length=500, blank=True)
    leads = models.ManyToManyField(Agency, verbose_name="đơn vị chủ trì", related_name="+")
    every = models.CharField("mỗi", max_length=10)
    due_day = models.PositiveSmallIntegerField("hạn vào ngày thứ, của kỳ")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người lập", on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")
    stopped_at = models.DateTimeField("dừng lúc", null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người dừng", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "việc định kỳ"
        verbose_name_plural = "việc định kỳ"
