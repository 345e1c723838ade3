"""Outgoing documents (văn bản đi): drafts, what was done with them, their files, whom they went to.

Rows are only added. Where a document stands is worked out of its events by `documents.rules.life`, never stored.
"""

from __future__ import annotations

from django.db import models

from dondoc.agencies.models import Agency
from dondoc.base.models import StoredFile
from dondoc.documents.models.books import BookedNumber
from dondoc.documents.rules.life import DeedKind, FileKind, FollowKind, Origin
from dondoc.documents.rules.official import DocumentType
from dondoc.people.models import User
from dondoc.signing.models import Verification


class OutgoingDocument(models.Model):
    """A document from its first draft to its recall (văn bản đi): whose, of which type, made for what.

    `origin_key` is the address at which its figures are computed, so that they can be computed again; '' for none.
    `follows` is the issued document that this one replaces or corrects.
    """

    agency = models.ForeignKey(Agency, verbose_name="cơ quan ban hành", on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="+")
    type = models.CharField("loại văn bản", max_length=5, choices=[(t.value, t.label) for t in DocumentType])
    origin = models.CharField("soạn từ", max_length=10, choices=[(o.value, o.label) for o in Origin])
    origin_key = models.CharField("nguồn số liệu", max_length=200, blank=True)
    follows = models.ForeignKey(
        "self", verbose_name="văn bản liên quan", on_delete=models.PROTECT, null=True, related_name="followers"
    )
    follow_kind = models.CharField(
        "quan hệ", max_length=10, blank=True, choices=[(kind.value, kind.label) for kind in FollowKind]
    )
    drafted_by = models.ForeignKey(
        User, verbose_name="người soạn", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "văn bản đi"
        verbose_name_plural = "văn bản đi"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(follows__isnull=True, follow_kind="")
                | models.Q(follows__isnull=False) & ~models.Q(follow_kind=""),
                name="outgoing_follow_kind",
                violation_error_message="Ghi văn bản này thay thế hay đính chính văn bản kia.",
            )
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="outgoing_agency"),
            models.Index(fields=["origin", "origin_key"], name="outgoing_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.pk}"


class DraftVersion(models.Model):
    """One wording of a document (bản dự thảo), with the figures as they were computed (số liệu đóng băng).

    `content` is the document as `documents.rules.document_files` writes it; `figures` a list of {name, label, value,
    href}. `figures_at`, `figures_known_at`: the moment that the figures were asked for, as in AsOf.
    `words`: subject and symbol folded, for the list's own filter.
    """

    document = models.ForeignKey(
        OutgoingDocument, verbose_name="văn bản", on_delete=models.PROTECT, related_name="drafts"
    )
    no = models.PositiveIntegerField("lần dự thảo")
    content = models.JSONField("nội dung")
    subject = models.CharField("trích yếu", max_length=500)
    symbol = models.CharField("ký hiệu", max_length=60)
    words = models.CharField("chữ để lọc", max_length=700, blank=True)
    figures = models.JSONField("số liệu", default=list)
    figures_at = models.DateTimeField("số liệu tính đến", null=True)
    figures_known_at = models.DateTimeField("theo những gì biết lúc", null=True)
    note = models.CharField("ghi chú lần sửa", max_length=500, blank=True)
    by = models.ForeignKey(User, verbose_name="người sửa", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "bản dự thảo"
        verbose_name_plural = "bản dự thảo"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "no"],
                name="draft_once",
                violation_error_message="Lần dự thảo này đã có người ghi.",
            )
        ]


class OutgoingEvent(models.Model):
    """One thing done with a document (một bước xử lý); `no` runs from 1, so that two people never act on one state.

    `text`: the reason, the opinion. `person`: whom it was handed to. `number`, `dated`: number and date given.
    `authority`: the block signed with and what it rests on, as it was judged then. `verification`: the check of the
    signed file. `other`: the document that replaced or corrected this one.
    """

    document = models.ForeignKey(
        OutgoingDocument, verbose_name="văn bản", on_delete=models.PROTECT, related_name="events"
    )
    no = models.PositiveIntegerField("thứ tự")
    kind = models.CharField("việc", max_length=20, choices=[(k.value, k.label) for k in DeedKind])
    draft = models.ForeignKey(
        DraftVersion, verbose_name="bản dự thảo", on_delete=models.PROTECT, null=True, related_name="events"
    )
    text = models.TextField("ý kiến, lý do", blank=True)
    person = models.ForeignKey(User, verbose_name="chuyển tới", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.ForeignKey(
        BookedNumber, verbose_name="số văn bản", on_delete=models.PROTECT, null=True, related_name="outgoing"
    )
    dated = models.DateField("ngày văn bản", null=True)
    authority = models.JSONField("thẩm quyền", default=dict)
    verification = models.ForeignKey(
        Verification, verbose_name="lần kiểm tra chữ ký", on_delete=models.PROTECT, null=True, related_name="+"
    )
    other = models.ForeignKey(
        OutgoingDocument, verbose_name="văn bản kia", on_delete=models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(User, verbose_name="người thực hiện", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("lúc")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "bước xử lý văn bản"
        verbose_name_plural = "bước xử lý văn bản"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "no"],
                name="outgoing_event_once",
                violation_error_message="Có người vừa xử lý văn bản này trước.",
            )
        ]


class OutgoingFile(models.Model):
    """A file of a document (tệp của văn bản): frozen for signing, signed, sealed; its hash is the stored file's.

    Annexes in files of their own: the newest event that places them names all that count. `source`: which of them the
    agency signed here.
    """

    document = models.ForeignKey(
        OutgoingDocument, verbose_name="văn bản", on_delete=models.PROTECT, related_name="files"
    )
    event = models.ForeignKey(OutgoingEvent, verbose_name="bước", on_delete=models.PROTECT, related_name="files")
    kind = models.CharField("loại tệp", max_length=10, choices=[(k.value, k.label) for k in FileKind])
    file = models.ForeignKey(StoredFile, verbose_name="tệp", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(
        "self", verbose_name="phụ lục được ký", on_delete=models.PROTECT, null=True, related_name="sealed"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "tệp của văn bản"
        verbose_name_plural = "tệp của văn bản"
        indexes = [models.Index(fields=["document", "kind", "-id"], name="outgoing_file_newest")]


class OutgoingRecipient(models.Model):
    """One agency that an issued document goes to (nơi nhận), by whichever way."""

    document = models.ForeignKey(
        OutgoingDocument, verbose_name="văn bản", on_delete=models.PROTECT, related_name="recipients"
    )
    agency = models.ForeignKey(Agency, verbose_name="đơn vị nhận", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(OutgoingEvent, verbose_name="bước", on_delete=models.PROTECT, related_name="recipients")
    is_on_paper = models.BooleanField("gửi bản giấy", default=False)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "nơi nhận văn bản"
        verbose_name_plural = "nơi nhận văn bản"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "agency"],
                name="outgoing_recipient_once",
                violation_error_message="Đơn vị này đã có trong nơi nhận.",
            )
        ]
