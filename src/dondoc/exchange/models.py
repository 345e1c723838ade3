"""Tables of exchange (liên thông): messages to send with every attempt, messages received. Rows are only added."""

from __future__ import annotations

from django.db import models

from dondoc.agencies.models import Agency
from dondoc.base.models import StoredFile
from dondoc.documents.models import IncomingDocument
from dondoc.exchange.rules.envelope import BusinessKind


class Kind(models.TextChoices):
    DOCUMENT = "document", "văn bản"
    STATUS = "status", "trạng thái"


class Carried(models.Model):
    """What a list shows of a message without opening its file (thông tin của thông điệp)."""

    key = models.CharField("mã thông điệp", max_length=64)
    kind = models.CharField("loại thông điệp", max_length=10, choices=Kind.choices)
    business = models.PositiveSmallIntegerField(
        "nghiệp vụ", default=0, choices=[(kind.value, kind.label) for kind in BusinessKind]
    )
    status_code = models.CharField("mã trạng thái", max_length=2, blank=True)
    # The sender's own word on when; tells which of his statuses is the newest however late it arrives.
    said_at = models.DateTimeField("bên gửi ghi lúc", null=True)
    document_id = models.CharField("mã định danh văn bản", max_length=200)
    symbol = models.CharField("số, ký hiệu", max_length=60, blank=True)
    subject = models.CharField("trích yếu", max_length=1000, blank=True)
    due_on = models.DateField("hạn trả lời", null=True)
    sender_id = models.CharField("mã định danh bên gửi", max_length=35)
    sender_name = models.CharField("tên bên gửi", max_length=200, blank=True)
    receiver_id = models.CharField("mã định danh bên nhận", max_length=35)
    receiver_name = models.CharField("tên bên nhận", max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, verbose_name="tệp thông điệp", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        abstract = True


class OutMessage(Carried):
    """A message to one receiver (thông điệp đi). Where it stands follows from its attempts."""

    agency = models.ForeignKey(Agency, verbose_name="đơn vị gửi", on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="+")
    queued_at = models.DateTimeField("đưa vào hàng gửi lúc")
    queued_by_id = models.BigIntegerField("người gửi", null=True)

    class Meta:
        verbose_name = "thông điệp đi"
        verbose_name_plural = "thông điệp đi"
        constraints = [
            models.UniqueConstraint(
                fields=["key"], name="out_once", violation_error_message="Thông điệp này đã có trong hàng gửi."
            )
        ]
        indexes = [
            models.Index(fields=["province", "-queued_at"], name="out_province"),
            models.Index(fields=["document_id"], name="out_document"),
        ]


class OutAttempt(models.Model):
    """One try to send (lần gửi), claimed before it begins: two workers never hold the same number."""

    message = models.ForeignKey(
        OutMessage, verbose_name="thông điệp", on_delete=models.PROTECT, related_name="attempts"
    )
    number = models.PositiveIntegerField("lần thứ")
    axis = models.CharField("trục", max_length=60)
    started_at = models.DateTimeField("bắt đầu lúc")

    class Meta:
        verbose_name = "lần gửi"
        verbose_name_plural = "lần gửi"
        constraints = [
            models.UniqueConstraint(
                fields=["message", "number"],
                name="attempt_once",
                violation_error_message="Lần gửi này đã có bộ phận khác nhận.",
            )
        ]


class OutOutcome(models.Model):
    """What came of a try (kết quả lần gửi)."""

    attempt = models.OneToOneField(OutAttempt, verbose_name="lần gửi", on_delete=models.PROTECT, related_name="outcome")
    is_sent = models.BooleanField("đã đến")
    detail = models.CharField("chi tiết", max_length=500, blank=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "kết quả lần gửi"
        verbose_name_plural = "kết quả lần gửi"


class OutOrder(models.Model):
    """An office's word on a message in the outbox (lệnh): send it again, or do not send it."""

    message = models.ForeignKey(OutMessage, verbose_name="thông điệp", on_delete=models.PROTECT, related_name="orders")
    is_withdrawal = models.BooleanField("là lệnh rút")
    actor_id = models.BigIntegerField("người thực hiện", null=True)
    ordered_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lệnh gửi lại, rút"
        verbose_name_plural = "lệnh gửi lại, rút"


class InMessage(Carried):
    """A message for one of our agencies (thông điệp đến), as it came."""

    agency = models.ForeignKey(Agency, verbose_name="đơn vị nhận", on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="+")
    axis = models.CharField("trục", max_length=60)
    received_at = models.DateTimeField("nhận lúc")

    class Meta:
        verbose_name = "thông điệp đến"
        verbose_name_plural = "thông điệp đến"
        constraints = [
            models.UniqueConstraint(
                fields=["key"], name="in_once", violation_error_message="Thông điệp này đã nhận rồi."
            )
        ]
        indexes = [
            models.Index(fields=["province", "-received_at"], name="in_province"),
            models.Index(fields=["document_id"], name="in_document"),
        ]


class Registration(models.Model):
    """What became of a message that brought a document (đã vào sổ, đã trả lại): at most once a message."""

    message = models.OneToOneField(
        InMessage, verbose_name="thông điệp đến", on_delete=models.PROTECT, related_name="registration"
    )
    document = models.ForeignKey(
        IncomingDocument, verbose_name="văn bản đến", on_delete=models.PROTECT, null=True, related_name="registrations"
    )
    reason = models.CharField("lý do trả lại, từ chối", max_length=1000, blank=True)
    actor_id = models.BigIntegerField("người thực hiện", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "kết quả tiếp nhận thông điệp"
        verbose_name_plural = "kết quả tiếp nhận thông điệp"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=False) | ~models.Q(reason=""),
                name="registration_or_reason",
                violation_error_message="Không vào sổ thì phải có lý do.",
            )
        ]
