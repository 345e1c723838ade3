"""Totals that a unit took as its own figures (lấy số tổng hợp làm số liệu của đơn vị)."""

from __future__ import annotations

from django.db import models

from dondoc.sheets.models import FigureSet


class AdoptedTotal(models.Model):
    """A unit's own figures were taken from the total of the units below it (lấy số tổng hợp). The newest counts.

    `parts`: the sent versions that it was made of, so that a later correction shows as a difference. `missing`: codes
    of the agencies that were not in it; `note` says why it was taken nevertheless. `overrides`: cells that were set to
    something else, with the reason.
    """

    figure_set = models.ForeignKey(
        FigureSet, verbose_name="bộ số liệu của đơn vị", on_delete=models.PROTECT, related_name="adopted"
    )
    missing = models.JSONField("mã đơn vị thiếu", default=list)
    with_previous = models.BooleanField("tính cả số kỳ trước", default=False)
    overrides = models.JSONField("ô sửa khác số tổng hợp", default=list)
    note = models.CharField("lý do khi còn thiếu", max_length=500, blank=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "lần lấy số tổng hợp"
        verbose_name_plural = "lần lấy số tổng hợp"


class AdoptedPart(models.Model):
    """One sent version that a total was made of when it was taken (thành phần của số tổng hợp)."""

    adopted = models.ForeignKey(
        AdoptedTotal, verbose_name="lần lấy số tổng hợp", on_delete=models.PROTECT, related_name="parts"
    )
    figure_set = models.ForeignKey(
        FigureSet, verbose_name="bản số liệu đã gửi", on_delete=models.PROTECT, related_name="part_of"
    )

    class Meta:
        verbose_name = "thành phần của số tổng hợp"
        verbose_name_plural = "thành phần của số tổng hợp"
        constraints = [
            models.UniqueConstraint(
                fields=["adopted", "figure_set"],
                name="adopted_part_once",
                violation_error_message="Bản số liệu này đã có trong số tổng hợp.",
            )
        ]
