"""Directives being read (văn bản đang đọc): what was proposed and what the official has chosen so far."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dondoc.agencies.models import Agency
from dondoc.assignments.models.tasks import Assignment


class DirectiveDraft(models.Model):
    """A document read into proposals and not, or no longer, assigned (văn bản đang đọc). Changed while it is open."""

    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="+")
    text = models.TextField("toàn văn")
    file_name = models.CharField("tên tệp", max_length=200, blank=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày văn bản", null=True)
    title = models.CharField("trích yếu", max_length=500, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    signer = models.CharField("người ký", max_length=100, blank=True)
    assigner = models.CharField("người giao", max_length=200, blank=True)
    source_kind = models.CharField("nguồn giao", max_length=20, default="directive")
    notes = models.JSONField("lưu ý khi đọc", default=list)
    assignment = models.OneToOneField(
        Assignment, verbose_name="lần giao việc", null=True, on_delete=models.PROTECT, related_name="draft"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người đưa vào", on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "văn bản đang đọc"
        verbose_name_plural = "văn bản đang đọc"
        indexes = [models.Index(fields=["province", "-recorded_at"], name="draft_newest")]


class Proposal(models.Model):
    """One task proposed (nhiệm vụ đề xuất): `leads` and `coordinating` as names parted by ';', as an official types."""

    class Choice(models.TextChoices):
        OPEN = "", "Đề xuất"
        ACCEPTED = "accepted", "Đã nhận"
        DROPPED = "dropped", "Đã bỏ"
        MERGED = "merged", "Đã gộp"

    draft = models.ForeignKey(
        DirectiveDraft, verbose_name="văn bản đang đọc", on_delete=models.CASCADE, related_name="proposals"
    )
    position = models.PositiveIntegerField("thứ tự")
    point = models.CharField("điểm trong văn bản", max_length=100, blank=True)
    start = models.PositiveIntegerField("ký tự đầu")
    end = models.PositiveIntegerField("ký tự cuối")
    title = models.TextField("nội dung nhiệm vụ")
    leads = models.TextField("đơn vị chủ trì", blank=True)
    coordinating = models.TextField("đơn vị phối hợp", blank=True)
    deadline_wording = models.CharField("thời hạn như văn bản ghi", max_length=300, blank=True)
    deadline_kind = models.CharField("cách ghi thời hạn", max_length=20, blank=True)
    due_on = models.DateField("hạn", null=True)
    objective = models.CharField("mục tiêu", max_length=1000, blank=True)
    deliverable = models.CharField("sản phẩm", max_length=500, blank=True)
    field = models.CharField("lĩnh vực", max_length=100, blank=True)
    group = models.CharField("nhóm nhiệm vụ", max_length=100, blank=True)
    is_starred = models.BooleanField("ưu tiên", default=False)
    must_attach = models.BooleanField("phải kèm văn bản", default=False)
    update_days = models.PositiveSmallIntegerField("cập nhật ít nhất mỗi, ngày làm việc", null=True)
    confidence = models.FloatField("độ chắc")
    unresolved = models.JSONField("điều cần xem", default=list)
    choice = models.CharField("lựa chọn", max_length=10, choices=Choice.choices, blank=True)

    class Meta:
        verbose_name = "nhiệm vụ đề xuất"
        verbose_name_plural = "nhiệm vụ đề xuất"
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "position"], name="proposal_place", violation_error_message="Thứ tự này đã có."
            )
        ]
