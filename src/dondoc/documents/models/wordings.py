"""The wordings that an office owns (mẫu lời văn)."""

from __future__ import annotations

from django.db import models

from dondoc.agencies.models import Agency


class OfficeWording(models.Model):
    """An office's sentences for one kind of document (mẫu lời văn), over what the product brings along.

    Versions are appended; of those in force the one that began last counts, and of one day's the newest.
    """

    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("loại mẫu", max_length=40)
    content = models.JSONField("lời văn")
    valid_from = models.DateField("từ ngày")
    actor_id = models.BigIntegerField("người sửa", null=True)
    note = models.CharField("lý do sửa", max_length=500, blank=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "mẫu lời văn"
        verbose_name_plural = "mẫu lời văn"
        indexes = [models.Index(fields=["province", "kind", "-recorded_at"], name="wording_newest")]
