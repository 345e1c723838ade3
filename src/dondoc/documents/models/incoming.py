"""Incoming documents (văn bản đến): the register's rows, their files, and what happened to each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dondoc.agencies.models import Agency
from dondoc.base.models import StoredFile
from dondoc.documents.models.outgoing import OutgoingDocument
from dondoc.documents.rules.incoming import DeedKind, Medium, ShareRole, Stage, Urgency
from dondoc.signing.models import Verification


class IncomingBook(models.Model):
    """One register of an agency and a year (sổ đăng ký văn bản đến). Its row is locked while a number is given.

    Source: NĐ 30/2020/NĐ-CP, Điều 22; Phụ lục IV.
    """

    agency = models.ForeignKey(Agency, verbose_name="cơ quan nhận", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField("năm")

    class Meta:
        verbose_name = "sổ đăng ký văn bản đến"
        verbose_name_plural = "sổ đăng ký văn bản đến"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"],
                name="incoming_book_once",
                violation_error_message="Cơ quan đã có sổ đăng ký văn bản đến của năm này.",
            )
        ]


class IncomingDocument(models.Model):
    """A document that came (văn bản đến), as the register describes it. Where it stands follows from its deeds.

    The description is put right by a deed that keeps both wordings; number, register and day of arrival never change.
    """

    book = models.ForeignKey(IncomingBook, verbose_name="sổ", on_delete=models.PROTECT, related_name="documents")
    agency = models.ForeignKey(Agency, verbose_name="cơ quan nhận", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("số đến")
    arrived_on = models.DateField("ngày đến")
    issuer = models.CharField("tác giả", max_length=200)
    symbol = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated = models.DateField("ngày tháng văn bản", null=True)
    type_name = models.CharField("tên loại", max_length=100)
    subject = models.CharField("trích yếu", max_length=500)
    urgency = models.CharField("độ khẩn", max_length=12, blank=True, choices=[(u.value, u.label) for u in Urgency])
    reply_due_on = models.DateField("hạn trả lời", null=True)
    medium = models.CharField("dạng văn bản", max_length=10, choices=[(m.value, m.label) for m in Medium])
    identifier = models.CharField("mã định danh văn bản", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    # What makes two the same document: number, symbol, issuer and day, levelled; see rules.incoming.same_key.
    same_key = models.CharField("khóa đối chiếu trùng", max_length=64, blank=True)
    # What the rules said after the last deed; spares long lists the work, decides nothing.
    stage_hint = models.CharField(
        "tình trạng (gợi nhớ)", max_length=10, default=Stage.WAITING.value, choices=[(s.value, s.label) for s in Stage]
    )
    actor_id = models.BigIntegerField("người đăng ký", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "văn bản đến"
        verbose_name_plural = "văn bản đến"
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number"],
                name="incoming_number_once",
                violation_error_message="Số đến này đã có trong sổ.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="incoming_from_one", violation_error_message="Số đến bắt đầu từ 01."
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-arrived_on", "-number"], name="incoming_newest"),
            models.Index(fields=["agency", "stage_hint"], name="incoming_stage"),
            models.Index(
                fields=["agency", "book", "stage_hint", "type_name", "arrived_on", "recorded_at"],
                name="incoming_counted",
            ),
            models.Index(fields=["agency", "same_key"], name="incoming_same"),
            models.Index(fields=["agency", "identifier"], name="incoming_identifier"),
        ]

    def __str__(self) -> str:
        return f"{self.symbol or 'không số'} của {self.issuer}"


class IncomingFile(models.Model):
    """One file of an incoming document (tệp văn bản đến, phụ lục), with what its signatures said on arrival."""

    document = models.ForeignKey(
        IncomingDocument, verbose_name="văn bản đến", on_delete=models.PROTECT, related_name="files"
    )
    file = models.ForeignKey(StoredFile, verbose_name="tệp", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField("thứ tự")
    verification = models.ForeignKey(
        Verification, verbose_name="lần kiểm tra chữ ký", on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor_id = models.BigIntegerField("người đưa vào", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "tệp văn bản đến"
        verbose_name_plural = "tệp văn bản đến"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "position"],
                name="incoming_file_place",
                violation_error_message="Thứ tự tệp này đã có.",
            )
        ]


class IncomingDeed(models.Model):
    """What happened to an incoming document (việc của văn bản đến): opinion, progress, answer, return. Appended.

    `symbol`, `dated` name the document that answers or is linked; `outgoing` is it, where we issued it ourselves.
    """

    document = models.ForeignKey(
        IncomingDocument, verbose_name="văn bản đến", on_delete=models.PROTECT, related_name="deeds"
    )
    kind = models.CharField("việc", max_length=12, choices=[(k.value, k.label) for k in DeedKind])
    text = models.CharField("nội dung", max_length=2000, blank=True)
    signer = models.CharField("người cho ý kiến", max_length=100, blank=True)
    symbol = models.CharField("số, ký hiệu văn bản liên quan", max_length=60, blank=True)
    dated = models.DateField("ngày văn bản liên quan", null=True)
    outgoing = models.ForeignKey(
        OutgoingDocument, verbose_name="văn bản đi liên quan", on_delete=models.PROTECT, null=True, related_name="cited"
    )
    detail = models.JSONField("chi tiết", default=dict)
    at = models.DateTimeField("lúc")
    actor_id = models.BigIntegerField("người thực hiện", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "việc của văn bản đến"
        verbose_name_plural = "việc của văn bản đến"
        indexes = [
            models.Index(fields=["document", "kind", "at"], name="incoming_deed"),
            models.Index(fields=["symbol"], name="incoming_deed_symbol"),
        ]


class IncomingShare(models.Model):
    """One handler named by an opinion (đơn vị, người được phân công): lead, coordinating or told, with its deadline."""

    deed = models.ForeignKey(IncomingDeed, verbose_name="ý kiến", on_delete=models.PROTECT, related_name="shares")
    document = models.ForeignKey(
        IncomingDocument, verbose_name="văn bản đến", on_delete=models.PROTECT, related_name="shares"
    )
    role = models.CharField("vai trò", max_length=12, choices=[(r.value, r.label) for r in ShareRole])
    name = models.CharField("đơn vị hoặc người nhận", max_length=200)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="cán bộ", on_delete=models.PROTECT, null=True, related_name="+"
    )
    agency = models.ForeignKey(Agency, verbose_name="đơn vị", on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField("hạn giải quyết", null=True)

    class Meta:
        verbose_name = "phân công giải quyết văn bản đến"
        verbose_name_plural = "phân công giải quyết văn bản đến"
        indexes = [
            models.Index(fields=["officer", "document"], name="incoming_share_officer"),
            models.Index(fields=["agency", "document"], name="incoming_share_agency"),
        ]


class OutgoingAnswer(models.Model):
    """An outgoing document drafted to answer one that came (văn bản trả lời); the answer counts when it is issued."""

    document = models.ForeignKey(
        OutgoingDocument, verbose_name="văn bản đi", on_delete=models.PROTECT, related_name="answers"
    )
    incoming = models.ForeignKey(
        IncomingDocument, verbose_name="văn bản đến", on_delete=models.PROTECT, related_name="answers"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người gắn", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "văn bản trả lời văn bản đến"
        verbose_name_plural = "văn bản trả lời văn bản đến"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "incoming"],
                name="outgoing_answer_once",
                violation_error_message="Văn bản này đã ghi là trả lời văn bản đến kia.",
            )
        ]
