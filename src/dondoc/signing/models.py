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
