"""Obligations and what changed them (nghĩa vụ báo cáo, gia hạn, miễn, chuyển)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dondoc.agencies.models import Agency, AgencyEvent
from dondoc.reporting.models.regimes import Regime


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
    recorded_at = models.DateTimeField("ghi nhận lúc")

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
            models.Index(fields=["province", "due_on"], name="obligation_due"),
        ]

    def __str__(self) -> str:
        return f"{self.regime_id}/{self.period_code}/{self.agency_id}"


class DeadlineChange(models.Model):
    """A deadline changed after its period opened (gia hạn, điều chỉnh hạn gửi). Appended; the original stays.

    With `obligation`: one agency's extension. Without: for everybody of the period in the province whose deadline
    was `original_due_on`. `changed_at` is the day of the document; `recorded_at` when the system learned it.
    """

    regime = models.ForeignKey(Regime, verbose_name="chế độ", on_delete=models.PROTECT, related_name="deadline_changes")
    period_code = models.CharField("kỳ báo cáo", max_length=20)
    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="+")
    obligation = models.ForeignKey(
        Obligation, verbose_name="nghĩa vụ", null=True, on_delete=models.PROTECT, related_name="own_deadline_changes"
    )
    original_due_on = models.DateField("hạn gốc")
    due_on = models.DateField("hạn mới")
    document_number = models.CharField("số, ký hiệu văn bản", max_length=60)
    document_date = models.DateField("ngày văn bản")
    reason = models.CharField("lý do", max_length=500)
    is_of_calendar = models.BooleanField("do lịch làm việc thay đổi", default=False)
    changed_at = models.DateTimeField("thay đổi lúc")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "lần đổi hạn gửi"
        verbose_name_plural = "lần đổi hạn gửi"
        indexes = [models.Index(fields=["province", "regime", "period_code"], name="deadline_change_period")]

    def __str__(self) -> str:
        return f"{self.period_code}: {self.original_due_on:%d/%m/%Y} → {self.due_on:%d/%m/%Y}"


class Exemption(models.Model):
    """An agency need not report (miễn báo cáo), for periods whose figures close within [first_day, last_day].

    Appended: of two rows for one period the later counts; one with `is_exempt` False takes an exemption back.
    """

    regime = models.ForeignKey(Regime, verbose_name="chế độ", on_delete=models.PROTECT, related_name="exemptions")
    agency = models.ForeignKey(Agency, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField("từ kỳ chốt số liệu ngày")
    last_day = models.DateField("đến kỳ chốt số liệu ngày", null=True)
    is_exempt = models.BooleanField("được miễn", default=True)
    reason = models.CharField("lý do", max_length=500)
    document_number = models.CharField("số, ký hiệu văn bản", max_length=60, blank=True)
    document_date = models.DateField("ngày văn bản", null=True)
    decided_at = models.DateTimeField("quyết định lúc")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "lần miễn báo cáo"
        verbose_name_plural = "lần miễn báo cáo"
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="exemption_span",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            )
        ]
        indexes = [models.Index(fields=["regime", "agency"], name="exemption_agency")]


class DeadlineFeed(models.Model):
    """A secret address at which a person's calendar fetches deadlines (lịch hạn gửi), of one agency or of all his own.

    Whoever has the address reads; what it shows follows the person's rights on the day of reading.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người dùng", on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(Agency, verbose_name="đơn vị", null=True, on_delete=models.PROTECT, related_name="+")
    token = models.CharField("mã bí mật", max_length=64, unique=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "địa chỉ lịch hạn gửi"
        verbose_name_plural = "địa chỉ lịch hạn gửi"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency"],
                name="feed_of_agency_once",
                violation_error_message="Đã có địa chỉ lịch của đơn vị này.",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(agency__isnull=True),
                name="feed_of_person_once",
                violation_error_message="Đã có địa chỉ lịch của người này.",
            ),
        ]


class PassedObligation(models.Model):
    """An open obligation that went over to another unit (chuyển nghĩa vụ) when its own ended or was reorganised.

    From the day on the old unit is exempt and the successor's obligation counts. `is_new`: that one was opened for
    it; else the successor owed this report already.
    """

    obligation = models.OneToOneField(
        Obligation, verbose_name="nghĩa vụ đã chuyển", on_delete=models.PROTECT, related_name="passed"
    )
    successor = models.ForeignKey(
        Obligation, verbose_name="nghĩa vụ của đơn vị nhận", on_delete=models.PROTECT, related_name="received"
    )
    is_new = models.BooleanField("nghĩa vụ lập mới")
    exemption = models.OneToOneField(
        Exemption, verbose_name="miễn cho đơn vị cũ", on_delete=models.PROTECT, related_name="passed"
    )
    event = models.ForeignKey(
        AgencyEvent, verbose_name="sự kiện tổ chức", on_delete=models.PROTECT, related_name="passed_obligations"
    )
    on = models.DateField("chuyển từ ngày")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "lần chuyển nghĩa vụ báo cáo"
        verbose_name_plural = "lần chuyển nghĩa vụ báo cáo"
