"""Registered certificates (chứng thư số đã đăng ký): whose signature counts from which day on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dondoc.agencies.models import Agency
from dondoc.people.models.accounts import User


class SignerCertificate(models.Model):
    """A certificate that signs for a person or for an agency from a day on (chứng thư số đã đăng ký).

    Rows are added, never changed. It is this certificate that counts, by its fingerprint (SHA-256), not whoever bears
    its name. Source: TT 41/2017/TT-BTTTT, Điều 9.
    """

    fingerprint = models.CharField("dấu vân tay SHA-256", max_length=64)
    name = models.CharField("tên ghi trong chứng thư", max_length=300)
    issuer = models.CharField("tổ chức cấp", max_length=300)
    serial = models.CharField("số hiệu", max_length=80)
    expires_at = models.DateTimeField("hết hạn lúc")
    user = models.ForeignKey(
        User, verbose_name="cán bộ", null=True, on_delete=models.PROTECT, related_name="certificates"
    )
    agency = models.ForeignKey(
        Agency, verbose_name="đơn vị", null=True, on_delete=models.PROTECT, related_name="certificates"
    )
    valid_from = models.DateField("từ ngày")
    basis = models.CharField("căn cứ", max_length=300)
    added_at = models.DateTimeField("đăng ký lúc")
    added_by_id = models.BigIntegerField("người đăng ký", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "chứng thư số đã đăng ký"
        verbose_name_plural = "chứng thư số đã đăng ký"
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, agency__isnull=False) | Q(user__isnull=False, agency__isnull=True),
                name="certificate_of_one",
                violation_error_message="Chứng thư số là của một cán bộ hoặc của một đơn vị.",
            )
        ]
        indexes = [models.Index(fields=["fingerprint"], name="signer_certificate_print")]

    def __str__(self) -> str:
        return f"{self.name} {self.fingerprint[:12]}"


class CertificateEnd(models.Model):
    """From a day on a registered certificate signs no more (thôi dùng chứng thư số), for a reason."""

    certificate = models.OneToOneField(
        SignerCertificate, verbose_name="chứng thư số", on_delete=models.PROTECT, related_name="end"
    )
    from_day = models.DateField("thôi dùng từ ngày")
    reason = models.CharField("lý do", max_length=300)
    ended_at = models.DateTimeField("ghi lúc")
    ended_by_id = models.BigIntegerField("người ghi", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "thôi dùng chứng thư số"
        verbose_name_plural = "thôi dùng chứng thư số"

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.from_day}"
