"""Tables of signature checks (lần kiểm tra chữ ký số)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dondoc.signing.rules.facts import DocumentFacts, from_json
from dondoc.signing.rules.indications import Indication, Verdict
from dondoc.signing.rules.verdicts import verdict


class Verification(models.Model):
    """One check of one file (một lần kiểm tra): the facts found, never the judgment.

    Rows are added, never changed: checking the same bytes again is a new row. The verdict is worked out of
    the facts; `indication_hint` only spares long lists that work and is what the rules said on that day.
    """

    sha256 = models.CharField("mã băm SHA-256 của tệp", max_length=64)
    checked_at = models.DateTimeField("kiểm tra lúc")
    checked_by_id = models.BigIntegerField("người yêu cầu kiểm tra", null=True)
    facts = models.JSONField("dữ kiện")
    software = models.CharField("phần mềm kiểm tra", max_length=100)
    indication_hint = models.CharField(
        "kết luận (gợi nhớ)", max_length=20, choices=[(i.value, i.label) for i in Indication]
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "lần kiểm tra chữ ký số"
        verbose_name_plural = "lần kiểm tra chữ ký số"
        constraints = [
            models.CheckConstraint(
                condition=Q(indication_hint__in=[i.value for i in Indication]),
                name="verification_hint",
                violation_error_message="Kết luận kiểm tra không hợp lệ.",
            )
        ]
        indexes = [models.Index(fields=["sha256", "checked_at"], name="verification_file")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.checked_at:%Y-%m-%d %H:%M}"

    def read_facts(self) -> DocumentFacts:
        """The facts as they were found."""
        return from_json(self.facts)

    def verdict(self) -> Verdict:
        """The verdict by the rules as they are now."""
        return verdict(self.read_facts())


class TrustAnchor(models.Model):
    """A root that the office trusts from a moment on (chứng thư gốc tin cậy). Rows are added, never changed.

    Pinned: it is this certificate that is trusted, by its fingerprint (SHA-256), not whoever bears its name.
    """

    certificate = models.BinaryField("chứng thư (DER)")
    fingerprint = models.CharField("dấu vân tay SHA-256", max_length=64)
    name = models.CharField("tên tổ chức cấp", max_length=300)
    expires_at = models.DateTimeField("hết hạn lúc")
    valid_from = models.DateTimeField("tin cậy từ")
    basis = models.CharField("căn cứ", max_length=300)
    added_at = models.DateTimeField("thêm lúc")
    added_by_id = models.BigIntegerField("người thêm", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "chứng thư gốc tin cậy"
        verbose_name_plural = "chứng thư gốc tin cậy"
        indexes = [models.Index(fields=["fingerprint"], name="trust_anchor_fingerprint")]

    def __str__(self) -> str:
        return f"{self.name} {self.fingerprint[:12]}"


class TrustWithdrawal(models.Model):
    """From a moment on the office trusts a root no longer (thôi tin cậy), for a reason."""

    anchor = models.OneToOneField(
        TrustAnchor, verbose_name="chứng thư gốc", on_delete=models.PROTECT, related_name="withdrawal"
    )
    withdrawn_at = models.DateTimeField("thôi tin cậy lúc")
    withdrawn_by_id = models.BigIntegerField("người thực hiện", null=True)
    reason = models.CharField("lý do", max_length=300)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "thôi tin cậy chứng thư gốc"
        verbose_name_plural = "thôi tin cậy chứng thư gốc"

    def __str__(self) -> str:
        return f"{self.anchor_id} {self.withdrawn_at:%Y-%m-%d}"
