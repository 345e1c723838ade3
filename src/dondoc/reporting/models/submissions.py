"""Sendings of a report (lần gửi), and what another system recorded."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dondoc.base.models import StoredFile
from dondoc.reporting.models.obligations import Obligation
from dondoc.reporting.rules.sending import Channel
from dondoc.sheets.models import FigureSet
from dondoc.signing.models import Verification


class Submission(models.Model):
    """One sending of a report (lần gửi, phiên bản). `sent_at` is the server's clock when the whole file was here.

    `sent_by` None: the server's own administrator, at the command line.
    `is_nil`: the agency says that nothing occurred (không phát sinh); it may come without a file.
    """

    obligation = models.ForeignKey(
        Obligation, verbose_name="nghĩa vụ", on_delete=models.PROTECT, related_name="submissions"
    )
    version = models.PositiveIntegerField("bản")
    sent_at = models.DateTimeField("gửi lúc")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người gửi", null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_nil = models.BooleanField("báo cáo không phát sinh", default=False)
    file = models.ForeignKey(
        StoredFile, verbose_name="tệp báo cáo", null=True, on_delete=models.PROTECT, related_name="+"
    )
    verification = models.ForeignKey(
        Verification, verbose_name="kết quả kiểm tra chữ ký", null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField("ghi chú", max_length=500, blank=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "lần gửi báo cáo"
        verbose_name_plural = "lần gửi báo cáo"
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "version"],
                name="submission_version_once",
                violation_error_message="Bản này đã được gửi.",
            ),
            models.CheckConstraint(
                condition=Q(is_nil=True) | Q(file__isnull=False),
                name="submission_has_file",
                violation_error_message="Báo cáo có số liệu phải có tệp.",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True, verification__isnull=True)
                | Q(file__isnull=False, verification__isnull=False),
                name="submission_file_is_checked",
                violation_error_message="Tệp báo cáo phải được kiểm tra chữ ký.",
            ),
        ]


class SubmittedFigures(models.Model):
    """Which figures went with a sending (số liệu của lần gửi): one set of each form."""

    submission = models.ForeignKey(
        Submission, verbose_name="lần gửi", on_delete=models.PROTECT, related_name="submitted_figures"
    )
    figure_set = models.OneToOneField(
        FigureSet, verbose_name="bộ số liệu", on_delete=models.PROTECT, related_name="submitted"
    )

    class Meta:
        verbose_name = "số liệu của lần gửi"
        verbose_name_plural = "số liệu của lần gửi"


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


class SentOtherwise(models.Model):
    """A sending that came another lawful way while the system was down (gửi cách khác, nhập bù).

    `happened_at` decides timeliness in place of the server's clock: the receiver enters it, with the proof.
    Source: TT 01/2020/TT-VPCP (another way within the same deadline when the system fails).
    """

    submission = models.OneToOneField(
        Submission, verbose_name="lần gửi", on_delete=models.PROTECT, related_name="sent_otherwise"
    )
    happened_at = models.DateTimeField("gửi thực tế lúc")
    channel = models.CharField("cách gửi", max_length=20, choices=[(c.value, c.label) for c in Channel])
    reason = models.CharField("lý do", max_length=500)
    proof = models.ForeignKey(StoredFile, verbose_name="minh chứng", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "lần nhập bù báo cáo"
        verbose_name_plural = "lần nhập bù báo cáo"
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("recorded_at")),
                name="sent_otherwise_before_recorded",
                violation_error_message="Thời điểm gửi thực tế không được sau lúc nhập bù.",
            )
        ]
