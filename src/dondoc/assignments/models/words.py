"""The searchable words of source documents (chữ để tìm của văn bản giao nhiệm vụ)."""

from __future__ import annotations

from django.db import models

from dondoc.assignments.models.tasks import SourceDocument
from dondoc.documents.models import DocumentText


class SourceWords(models.Model):
    """Which row of the full-text search speaks of a source document. Derived, may be rebuilt."""

    source = models.OneToOneField(
        SourceDocument, verbose_name="văn bản giao", on_delete=models.CASCADE, related_name="words"
    )
    words = models.OneToOneField(
        DocumentText, verbose_name="chữ để tìm", on_delete=models.CASCADE, related_name="source_words"
    )

    class Meta:
        verbose_name = "chữ để tìm của văn bản giao nhiệm vụ"
        verbose_name_plural = "chữ để tìm của văn bản giao nhiệm vụ"
