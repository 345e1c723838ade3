"""Tables of the signing book (cặp trình ký): papers, versions, sessions, images. Rows are added, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dondoc.agencies.models import Agency
from dondoc.base.models import StoredFile
from dondoc.signing.models import Verification
from dondoc.signing.rules.roles import Level, Role
from dondoc.signing.rules.ways import Mechanism, Way

ROLES = [(role.value, role.label) for role in (Role.PERSON, Role.AGENCY, Role.UNKNOWN)]


class Paper(models.Model):
    """A file laid before those who sign it (tệp trình ký). `subject` names what it is for, e.g. 'obligation:12'.

    `symbol`: what stands behind the number, 'BC-UBND', for the mark on an annex.
    """

    title = models.CharField("trích yếu", max_length=300)
    agency = models.ForeignKey(Agency, verbose_name="cơ quan ký", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField("dùng cho", max_length=120, blank=True)
    is_annex = models.BooleanField("là phụ lục riêng tệp", default=False)
    symbol = models.CharField("ký hiệu", max_length=60, blank=True)
    source = models.ForeignKey(StoredFile, verbose_name="tệp trình", on_delete=models.PROTECT, related_name="+")
    verification = models.ForeignKey(
        Verification, verbose_name="kết quả kiểm tra", on_delete=models.PROTECT, related_name="+"
    )
    brought_by_id = models.BigIntegerField("người trình", null=True)
    brought_at = models.DateTimeField("trình lúc")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "tệp trình ký"
        verbose_name_plural = "tệp trình ký"
        indexes = [
            models.Index(fields=["agency", "brought_at"], name="paper_agency"),
            models.Index(fields=["subject"], name="paper_subject"),
        ]

    def __str__(self) -> str:
        return self.title


class SignedVersion(models.Model):
    """A paper with one signature more (bản đã ký), verified by us before it was written here."""

    paper = models.ForeignKey(Paper, verbose_name="tệp trình ký", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("bản")
    file = models.ForeignKey(StoredFile, verbose_name="tệp", on_delete=models.PROTECT, related_name="+")
    verification = models.ForeignKey(
        Verification, verbose_name="kết quả kiểm tra", on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField("cách ký", max_length=12, choices=[(way.value, way.label) for way in Way])
    role = models.CharField("vai trò", max_length=12, choices=ROLES)
    signer = models.CharField("người ký", max_length=300)
    level = models.CharField("mức chữ ký", max_length=6, choices=[(level.value, level.value) for level in Level])
    notes = models.JSONField("lưu ý", default=list)
    signed_by_id = models.BigIntegerField("người thực hiện", null=True)
    signed_at = models.DateTimeField("ký lúc")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "bản đã ký"
        verbose_name_plural = "bản đã ký"
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "number"],
                name="signed_version_once",
                violation_error_message="Bản này đã có.",
            )
        ]


class AugmentationAttempt(models.Model):
    """One attempt to make a signed version provable (lần bổ sung dấu thời gian). `result`: the version it gave, if any.

    Rows are added, never changed; the version tried stays as it is.
    """

    version = models.ForeignKey(
        SignedVersion, verbose_name="bản đã ký", on_delete=models.PROTECT, related_name="attempts"
    )
    tried_at = models.DateTimeField("thử lúc")
    problem = models.CharField("chưa được vì", max_length=300, blank=True)
    result = models.OneToOneField(
        SignedVersion, verbose_name="bản có dấu thời gian", null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "lần bổ sung dấu thời gian"
        verbose_name_plural = "lần bổ sung dấu thời gian"
        constraints = [
            models.CheckConstraint(
                condition=Q(problem="", result__isnull=False) | (~Q(problem="") & Q(result__isnull=True)),
                name="augmentation_done_or_why",
                violation_error_message="Ghi bản mới hoặc lý do chưa được.",
            )
        ]


class SigningSession(models.Model):
    """One paper on its way to a key and back (phiên ký): bound to person, version and certificate.

    What is kept of the prepared file is only what was appended to the version; `token_hash`: the token itself is known
    to its owner alone. Ways that give back a whole file have neither certificate nor anything prepared.
    """

    paper = models.ForeignKey(Paper, verbose_name="tệp trình ký", on_delete=models.PROTECT, related_name="sessions")
    version = models.PositiveIntegerField("bản được ký")
    token_hash = models.CharField("mã băm của mã phiên", max_length=64, unique=True)
    way = models.CharField("cách ký", max_length=12, choices=[(way.value, way.label) for way in Way])
    role = models.CharField("vai trò", max_length=12, choices=ROLES)
    actor_id = models.BigIntegerField("người ký")
    opened_at = models.DateTimeField("mở lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    certificate = models.BinaryField("chứng thư của người ký", default=b"")
    above = models.JSONField("chứng thư cấp trên", default=list)
    mechanism = models.CharField(
        "cơ chế ký", max_length=20, blank=True, choices=[(m.value, m.value) for m in Mechanism]
    )
    tail = models.BinaryField("phần thêm vào tệp", default=b"")
    gap_start = models.PositiveBigIntegerField("chỗ chữ ký, từ", default=0)
    gap_end = models.PositiveBigIntegerField("chỗ chữ ký, đến", default=0)
    attributes = models.BinaryField("thuộc tính được ký", default=b"")
    document_hash = models.BinaryField("mã băm của tệp", default=b"")
    notes = models.JSONField("lưu ý", default=list)
    seen = models.CharField("tình trạng văn bản lúc mở", max_length=100, blank=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "phiên ký"
        verbose_name_plural = "phiên ký"
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("opened_at")),
                name="signing_session_span",
                violation_error_message="Phiên ký phải hết hạn sau khi mở.",
            )
        ]


class SessionUse(models.Model):
    """A session was used (lần dùng phiên ký). One row at most: whoever comes second finds it."""

    session = models.OneToOneField(
        SigningSession, verbose_name="phiên ký", on_delete=models.PROTECT, related_name="use"
    )
    used_at = models.DateTimeField("dùng lúc")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "lần dùng phiên ký"
        verbose_name_plural = "lần dùng phiên ký"


class SignaturePicture(models.Model):
    """The image of a person's signature or an agency's seal (hình ảnh chữ ký, con dấu); the newest counts."""

    user_id = models.BigIntegerField("chữ ký của", null=True)
    agency = models.ForeignKey(
        Agency, verbose_name="con dấu của", on_delete=models.PROTECT, related_name="+", null=True
    )
    content = models.BinaryField("ảnh PNG")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    added_by_id = models.BigIntegerField("người thêm", null=True)
    added_at = models.DateTimeField("thêm lúc")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "hình ảnh chữ ký, con dấu"
        verbose_name_plural = "hình ảnh chữ ký, con dấu"
        constraints = [
            models.CheckConstraint(
                condition=Q(user_id__isnull=True) ^ Q(agency__isnull=True),
                name="picture_of_one",
                violation_error_message="Hình ảnh là của một người hoặc của một cơ quan.",
            )
        ]
        indexes = [models.Index(fields=["user_id", "added_at"], name="picture_user")]
