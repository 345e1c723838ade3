"""What became of the signature of a sending (kết quả chữ ký số của lần gửi)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from dondoc.reporting.models.submissions import Submission
from dondoc.reporting.rules.timeliness import SignedState
from dondoc.signing.models import Verification

CHOICES = [(state.value, state.label or "Chưa gửi") for state in SignedState]


class SignatureOutcome(models.Model):
    """From a moment on another thing must be said of a sending's signature than before (kết quả chữ ký thay đổi).

    Rows are added, never changed, and only where something is another one: without a row the check made at sending
    counts. `before`: what was said until then. `reasons`: Vietnamese sentences.
    """

    submission = models.ForeignKey(
        Submission, verbose_name="lần gửi", on_delete=models.PROTECT, related_name="signature_outcomes"
    )
    verification = models.ForeignKey(
        Verification, verbose_name="lần kiểm tra", on_delete=models.PROTECT, related_name="+"
    )
    before = models.CharField("trước đó", max_length=20, choices=CHOICES)
    state = models.CharField("kết quả", max_length=20, choices=CHOICES)
    reasons = models.JSONField("lý do")
    found_at = models.DateTimeField("thấy lúc")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "thay đổi kết quả chữ ký"
        verbose_name_plural = "thay đổi kết quả chữ ký"
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=F("state")),
                name="signature_outcome_is_another",
                violation_error_message="Kết quả không khác trước.",
            )
        ]
        indexes = [
            models.Index(fields=["submission", "found_at"], name="signature_outcome_order"),
            models.Index(fields=["found_at"], name="signature_outcome_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.before} → {self.state}"
