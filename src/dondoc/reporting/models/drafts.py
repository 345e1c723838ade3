"""Figures while they are being typed (số liệu đang soạn). A draft is a desk, not a fact: sendings are kept for ever."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dondoc.reporting.models.obligations import Obligation
from dondoc.sheets.models import Form, FormVersion


class FigureDraft(models.Model):
    """What an agency has typed into a form for a report (bản nháp số liệu), readable or not yet.

    `cells`: {row: {column: text as it was typed}}; `notes`: {row: {column: text}}; `explanations`: {row: {rule: text}}
    for checks that only warn; `origins`: {row: {column: words}} for cells taken from elsewhere and not typed since.
    `rows`: the free rows in their order. `revision` counts the savings; what each changed stands in DraftChange.
    """

    obligation = models.ForeignKey(Obligation, verbose_name="nghĩa vụ", on_delete=models.PROTECT, related_name="drafts")
    form = models.ForeignKey(Form, verbose_name="biểu mẫu", on_delete=models.PROTECT, related_name="+")
    form_version = models.ForeignKey(
        FormVersion, verbose_name="phiên bản biểu mẫu", on_delete=models.PROTECT, related_name="+"
    )
    revision = models.PositiveIntegerField("lần lưu", default=0)
    cells = models.JSONField("các ô", default=dict)
    notes = models.JSONField("ghi chú của ô", default=dict)
    explanations = models.JSONField("giải trình cảnh báo", default=dict)
    origins = models.JSONField("nguồn của ô", default=dict)
    rows = models.JSONField("các dòng tự do", default=list)
    source = models.CharField("nguồn", max_length=200, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người sửa cuối", on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField("sửa lúc")

    class Meta:
        verbose_name = "bản nháp số liệu"
        verbose_name_plural = "bản nháp số liệu"
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "form"],
                name="figure_draft_once",
                violation_error_message="Biểu này của báo cáo đã có bản nháp.",
            )
        ]


class DraftChange(models.Model):
    """What one saving changed in a draft (lần lưu): {row: {column: [before, after]}}. Appended."""

    draft = models.ForeignKey(FigureDraft, verbose_name="bản nháp", on_delete=models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField("lần lưu")
    cells = models.JSONField("các ô đã đổi", default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người sửa", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần lưu bản nháp"
        verbose_name_plural = "các lần lưu bản nháp"
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "revision"],
                name="draft_change_once",
                violation_error_message="Lần lưu này đã có.",
            )
        ]


class DraftPresence(models.Model):
    """Who has a draft open (người đang mở bản nháp); only the last moment of each is kept."""

    draft = models.ForeignKey(FigureDraft, verbose_name="bản nháp", on_delete=models.PROTECT, related_name="presences")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người dùng", on_delete=models.PROTECT, related_name="+"
    )
    seen_at = models.DateTimeField("thấy lúc")

    class Meta:
        verbose_name = "người đang mở bản nháp"
        verbose_name_plural = "người đang mở bản nháp"
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "user"],
                name="draft_presence_once",
                violation_error_message="Người này đã được ghi.",
            )
        ]
