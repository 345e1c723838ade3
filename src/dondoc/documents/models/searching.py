"""What full-text search reads (chỉ mục tìm kiếm): one row of folded words a document, and searches people keep."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dondoc.agencies.models import Agency
from dondoc.documents.models.incoming import IncomingDocument
from dondoc.documents.models.outgoing import OutgoingDocument
from dondoc.documents.rules.searching import SearchKind


class DocumentText(models.Model):
    """A document's words without marks (chữ để tìm); derived, may be rebuilt at any time.

    `head`: symbol, issuer, type, subject; `words`: these and the text of its files. Both are folded by
    `base.rules.folding.folded`. The full-text index itself is built by the migration, for each database its own.
    """

    kind = models.CharField("nguồn", max_length=10, choices=[(k.value, k.label) for k in SearchKind])
    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="+")
    incoming = models.OneToOneField(
        IncomingDocument, verbose_name="văn bản đến", on_delete=models.CASCADE, null=True, related_name="words"
    )
    outgoing = models.OneToOneField(
        OutgoingDocument, verbose_name="văn bản đi", on_delete=models.CASCADE, null=True, related_name="words"
    )
    symbol = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issuer = models.CharField("tác giả", max_length=200, blank=True)
    type_name = models.CharField("tên loại", max_length=100, blank=True)
    subject = models.CharField("trích yếu", max_length=500, blank=True)
    dated = models.DateField("ngày văn bản", null=True)
    head = models.CharField("chữ phần đầu", max_length=1200)
    words = models.TextField("toàn văn")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "chữ để tìm văn bản"
        verbose_name_plural = "chữ để tìm văn bản"
        indexes = [
            models.Index(fields=["agency", "kind", "-dated"], name="words_agency"),
            models.Index(fields=["-dated", "-id"], name="words_newest"),
        ]


class SavedSearch(models.Model):
    """A search that a person keeps (tìm kiếm đã lưu): its name, its address without the page."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người lưu", on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField("tên", max_length=100)
    query = models.CharField("điều kiện", max_length=1000)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "tìm kiếm đã lưu"
        verbose_name_plural = "tìm kiếm đã lưu"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_search_once",
                violation_error_message="Bạn đã lưu một tìm kiếm mang tên này.",
            )
        ]
