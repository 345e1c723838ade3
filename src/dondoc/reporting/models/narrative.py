"""The narrative part of a report (phần lời văn theo đề cương): its desk, and what went with each sending."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dondoc.base.models import StoredFile
from dondoc.reporting.models.obligations import Obligation
from dondoc.reporting.models.submissions import Submission


class SectionDraft(models.Model):
    """What stands in one section while it is being written (mục đang soạn). A desk, not a fact: sendings are kept."""

    obligation = models.ForeignKey(
        Obligation, verbose_name="nghĩa vụ", on_delete=models.PROTECT, related_name="section_drafts"
    )
    code = models.CharField("số mục", max_length=20)
    text = models.TextField("nội dung", blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người sửa cuối", on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField("sửa lúc")

    class Meta:
        verbose_name = "mục đề cương đang soạn"
        verbose_name_plural = "các mục đề cương đang soạn"
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "code"],
                name="section_draft_once",
                violation_error_message="Mục này của báo cáo đã có bản đang soạn.",
            )
        ]


class SectionPresence(models.Model):
    """Who has the narrative part of a report open (người đang mở lời văn); only the last moment of each is kept."""

    obligation = models.ForeignKey(
        Obligation, verbose_name="nghĩa vụ", on_delete=models.PROTECT, related_name="section_presences"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người dùng", on_delete=models.PROTECT, related_name="+"
    )
    seen_at = models.DateTimeField("thấy lúc")

    class Meta:
        verbose_name = "người đang mở lời văn"
        verbose_name_plural = "người đang mở lời văn"
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "user"],
                name="section_presence_once",
                violation_error_message="Người này đã được ghi.",
            )
        ]


class SectionFile(models.Model):
    """A file attached to a section (tệp kèm mục). Taken away it stays, with who took it away when."""

    obligation = models.ForeignKey(
        Obligation, verbose_name="nghĩa vụ", on_delete=models.PROTECT, related_name="section_files"
    )
    code = models.CharField("số mục", max_length=20)
    file = models.ForeignKey(StoredFile, verbose_name="tệp", on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người kèm", on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField("kèm lúc")
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người bỏ", null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField("bỏ lúc", null=True)

    class Meta:
        verbose_name = "tệp kèm mục đề cương"
        verbose_name_plural = "các tệp kèm mục đề cương"
        indexes = [models.Index(fields=["obligation", "id"], name="section_file_order")]


class SentNarrative(models.Model):
    """The narrative part as it went with a sending (lời văn của lần gửi). Never changed.

    `sections`: in the outline's order, [{code, title, text, files: [{place, name, size, sha256}]}]; `sha256`: of their
    canonical form (`reporting.rules.narrative.canonical`), which stands in the sealed log too.
    """

    submission = models.OneToOneField(
        Submission, verbose_name="lần gửi", on_delete=models.PROTECT, related_name="narrative"
    )
    sections = models.JSONField("các mục")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "lời văn của lần gửi"
        verbose_name_plural = "lời văn của các lần gửi"


class SentNarrativeFile(models.Model):
    """A file that went with a sent section (tệp của lời văn đã gửi); `place` as the sections name it."""

    narrative = models.ForeignKey(
        SentNarrative, verbose_name="lời văn", on_delete=models.PROTECT, related_name="sent_files"
    )
    place = models.PositiveIntegerField("thứ tự")
    file = models.ForeignKey(StoredFile, verbose_name="tệp", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "tệp của lời văn đã gửi"
        verbose_name_plural = "các tệp của lời văn đã gửi"
        constraints = [
            models.UniqueConstraint(
                fields=["narrative", "place"],
                name="sent_narrative_file_once",
                violation_error_message="Tệp này đã có trong lời văn.",
            )
        ]
