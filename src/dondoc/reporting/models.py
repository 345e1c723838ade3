"""Tables of reporting (chế độ báo cáo): regimes, obligations, submissions, imported history."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.agencies.models import Agency
from dondoc.base.models import StoredFile
from dondoc.signing.models import Verification


class Regime(models.Model):
    """The stable identity of a report regime (chế độ báo cáo). Its rules stand in its versions."""

    code = models.CharField("mã chế độ", max_length=40, unique=True)
    recorded_at = models.DateTimeField("ghi nhận lúc", auto_now_add=True)

    class Meta:
        verbose_name = "chế độ báo cáo"
        verbose_name_plural = "chế độ báo cáo"

    def __str__(self) -> str:
        return self.code


class RegimeVersion(models.Model):
    """What a regime says (phiên bản chế độ), as dondoc.deadlines.rules.definition writes it. The newest counts."""

    regime = models.ForeignKey(Regime, verbose_name="chế độ", on_delete=models.PROTECT, related_name="versions")
    definition = models.JSONField("nội dung quy định")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "phiên bản chế độ báo cáo"
        verbose_name_plural = "phiên bản chế độ báo cáo"
        indexes = [models.Index(fields=["regime", "-recorded_at"], name="regime_newest")]


class Obligation(models.Model):
    """One reporter, one regime, one period (nghĩa vụ báo cáo), with the deadline set when the period opened."""

    regime = models.ForeignKey(Regime, verbose_name="chế độ", on_delete=models.PROTECT, related_name="obligations")
    period_code = models.CharField("kỳ báo cáo", max_length=20)
    agency = models.ForeignKey(Agency, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="obligations")
    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="+")
    window_from = models.DateField("số liệu từ ngày")
    window_to = models.DateField("số liệu đến ngày")
    due_on = models.DateField("hạn gửi")
    due_on_before_roll = models.DateField("hạn trước khi chuyển ngày nghỉ")
    recorded_at = models.DateTimeField("ghi nhận lúc", auto_now_add=True)

    class Meta:
        verbose_name = "nghĩa vụ báo cáo"
        verbose_name_plural = "nghĩa vụ báo cáo"
        constraints = [
            models.UniqueConstraint(
                fields=["regime", "period_code", "agency"],
                name="obligation_once",
                violation_error_message="Đơn vị đã có nghĩa vụ báo cáo kỳ này.",
            )
        ]
        indexes = [
            models.Index(fields=["province", "regime", "period_code"], name="obligation_period"),
            models.Index(fields=["agency", "due_on"], name="obligation_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.regime_id}/{self.period_code}/{self.agency_id}"


class Submission(models.Model):
    """One sending of a report (lần gửi, phiên bản). `sent_at` is the server's clock when the whole file was here."""

    obligation = models.ForeignKey(
        Obligation, verbose_name="nghĩa vụ", on_delete=models.PROTECT, related_name="submissions"
    )
    version = models.PositiveIntegerField("bản")
    sent_at = models.DateTimeField("gửi lúc")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người gửi", on_delete=models.PROTECT, related_name="+"
    )
    file = models.ForeignKey(StoredFile, verbose_name="tệp báo cáo", on_delete=models.PROTECT, related_name="+")
    verification = models.ForeignKey(
        Verification, verbose_name="kết quả kiểm tra chữ ký", on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField("ghi chú", max_length=500, blank=True)
    recorded_at = models.DateTimeField("ghi nhận lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lần gửi báo cáo"
        verbose_name_plural = "lần gửi báo cáo"
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "version"],
                name="submission_version_once",
                violation_error_message="Bản này đã được gửi.",
            )
        ]


class ImportedRecord(models.Model):
    """What another system said about an obligation (hệ thống cũ ghi nhận). Appended; the newest row counts.

    `signed` is that system's word, never a verification of ours.
    """

    obligation = models.ForeignKey(
        Obligation, verbose_name="nghĩa vụ", on_delete=models.PROTECT, related_name="imported_records"
    )
    sent_at = models.DateTimeField("gửi lúc", null=True)
    signed = models.BooleanField("hệ thống cũ ghi đã ký số")
    exempt = models.BooleanField("miễn báo cáo")
    note = models.CharField("ghi chú", max_length=500, blank=True)
    source_name = models.CharField("tệp nguồn", max_length=200)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "bản ghi của hệ thống cũ"
        verbose_name_plural = "bản ghi của hệ thống cũ"
        constraints = [
            models.CheckConstraint(
                condition=Q(exempt=False) | Q(sent_at__isnull=True),
                name="imported_exempt_not_sent",
                violation_error_message="Đơn vị được miễn thì không có ngày gửi.",
            )
        ]
        indexes = [models.Index(fields=["obligation", "-recorded_at"], name="imported_newest")]
