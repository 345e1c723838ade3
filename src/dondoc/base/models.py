"""Tables of the foundations: the audit log (nhật ký) and stored files (tệp)."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One deed (một dòng nhật ký): who did what to which thing, when. Appended only, each row sealed on the last."""

    at = models.DateTimeField("thời điểm")
    actor_id = models.BigIntegerField("người thực hiện", null=True)
    deed = models.CharField("việc", max_length=60)
    subject = models.CharField("đối tượng", max_length=120)
    detail = models.JSONField("chi tiết", default=dict)
    previous_seal = models.CharField("mã niêm dòng trước", max_length=64)
    seal = models.CharField("mã niêm", max_length=64, unique=True)

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        indexes = [
            models.Index(fields=["subject", "id"], name="audit_subject"),
            models.Index(fields=["actor_id", "id"], name="audit_actor"),
        ]


class AuditHead(models.Model):
    """The last seal of the log (đầu chuỗi niêm): the row that writers lock, so that the chain never forks."""

    seal = models.CharField("mã niêm", max_length=64)

    class Meta:
        verbose_name = "đầu chuỗi nhật ký"
        verbose_name_plural = "đầu chuỗi nhật ký"


class StoredFile(models.Model):
    """A file as it came in (tệp đã nhận): its bytes never change; `sha256` is taken at intake."""

    sha256 = models.CharField("mã băm SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    name = models.CharField("tên tệp", max_length=200)
    content_type = models.CharField("loại tệp", max_length=100)
    content = models.FileField("nội dung", upload_to="%Y/%m", max_length=200)
    brought_by_id = models.BigIntegerField("người đưa vào", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
