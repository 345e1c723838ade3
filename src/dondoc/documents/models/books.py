"""Number books (sổ số văn bản): numbers given and kept, what became of them."""

from __future__ import annotations

from django.db import models

from dondoc.agencies.models import Agency


class NumberBook(models.Model):
    """One series of numbers (sổ số văn bản): an agency's, of a type, of a year. Its row is locked while giving.

    Source: NĐ 30/2020/NĐ-CP, Điều 15.
    """

    agency = models.ForeignKey(Agency, verbose_name="cơ quan ban hành", on_delete=models.PROTECT, related_name="+")
    series = models.CharField("loại văn bản", max_length=5)
    year = models.PositiveIntegerField("năm")

    class Meta:
        verbose_name = "sổ số văn bản"
        verbose_name_plural = "sổ số văn bản"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "series", "year"],
                name="number_book_once",
                violation_error_message="Cơ quan đã có sổ số của loại văn bản và năm này.",
            )
        ]


class BookedNumber(models.Model):
    """A number given or kept for later (số đã cấp, số giữ). Never changed, never deleted, never given again."""

    book = models.ForeignKey(NumberBook, verbose_name="sổ", on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField("số")
    is_reserved = models.BooleanField("giữ chỗ", default=False)
    dated = models.DateField("ngày văn bản", null=True)
    subject = models.CharField("trích yếu", max_length=500, blank=True)
    reference = models.CharField("mã văn bản", max_length=100, blank=True)
    reason = models.CharField("lý do", max_length=500, blank=True)
    actor_id = models.BigIntegerField("người thực hiện", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "số văn bản"
        verbose_name_plural = "số văn bản"
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number"],
                name="number_once",
                violation_error_message="Số này đã được cấp.",
            ),
            models.UniqueConstraint(
                fields=["book", "reference"],
                condition=~models.Q(reference=""),
                name="number_once_a_document",
                violation_error_message="Văn bản này đã được cấp số.",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="number_from_one",
                violation_error_message="Số bắt đầu từ 01.",
            ),
        ]


class NumberEvent(models.Model):
    """What became of a number afterwards (sử dụng số giữ, hủy số): at most one use and one cancelling."""

    USED, CANCELLED = "used", "cancelled"

    number = models.ForeignKey(BookedNumber, verbose_name="số", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField("việc", max_length=10, choices=[(USED, "sử dụng số giữ"), (CANCELLED, "hủy số")])
    dated = models.DateField("ngày văn bản", null=True)
    subject = models.CharField("trích yếu", max_length=500, blank=True)
    reason = models.CharField("lý do", max_length=500, blank=True)
    actor_id = models.BigIntegerField("người thực hiện", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "việc của số văn bản"
        verbose_name_plural = "việc của số văn bản"
        constraints = [
            models.UniqueConstraint(
                fields=["number", "kind"],
                name="number_event_once",
                violation_error_message="Số này đã được sử dụng hoặc đã hủy.",
            )
        ]
