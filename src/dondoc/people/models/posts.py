"""Who holds which post, and who was told to sign for whom (chức vụ, giao ký thừa lệnh, ủy quyền).

Rows are only added: the end of a post or of a delegation is a row of its own with its day and legal basis.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from dondoc.agencies.models import Agency
from dondoc.people.models.accounts import User
from dondoc.people.rules.authority import DelegationKind, Rank


class Post(models.Model):
    """A post that a person holds from a day on (chức vụ): what he signs as. Source: NĐ 30/2020/NĐ-CP, Điều 13."""

    user = models.ForeignKey(User, verbose_name="cán bộ", on_delete=models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("chức vụ", max_length=100)
    rank = models.CharField("vị trí", max_length=10, choices=[(r.value, r.label) for r in Rank])
    is_acting = models.BooleanField("quyền (Q.)", default=False)
    body = models.CharField("thay mặt tập thể", max_length=100, blank=True)
    field = models.CharField("lĩnh vực phụ trách", max_length=300, blank=True)
    valid_from = models.DateField("từ ngày")
    legal_basis = models.CharField("căn cứ", max_length=500)
    by_id = models.BigIntegerField("người ghi", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "chức vụ"
        verbose_name_plural = "chức vụ"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency", "title", "valid_from"],
                name="post_once",
                violation_error_message="Chức vụ này đã được ghi từ ngày đó.",
            )
        ]
        indexes = [models.Index(fields=["agency", "rank"], name="post_agency")]


class PostEnd(models.Model):
    """From a day on a person holds a post no longer (thôi giữ chức vụ); the day itself does not count any more."""

    post = models.OneToOneField(Post, verbose_name="chức vụ", on_delete=models.PROTECT, related_name="end")
    on = models.DateField("thôi giữ từ ngày")
    legal_basis = models.CharField("căn cứ", max_length=500)
    by_id = models.BigIntegerField("người ghi", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "thôi giữ chức vụ"
        verbose_name_plural = "thôi giữ chức vụ"


class Delegation(models.Model):
    """Signing by order or by a written power (giao ký thừa lệnh, ủy quyền ký). Source: NĐ 30/2020/NĐ-CP, Điều 13.

    `unit`: whose head signs by order (TL.). `person`: who signs by a written power (TUQ.), or by order where the
    unit has no head of its own here. `types` empty: every type of document.
    """

    kind = models.CharField("hình thức", max_length=3, choices=[(k.value, k.label) for k in DelegationKind])
    agency = models.ForeignKey(Agency, verbose_name="cơ quan ban hành", on_delete=models.PROTECT, related_name="+")
    by_post = models.ForeignKey(Post, verbose_name="người giao", on_delete=models.PROTECT, related_name="delegations")
    unit = models.ForeignKey(
        Agency, verbose_name="đơn vị được giao", on_delete=models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey(
        User, verbose_name="người được giao", on_delete=models.PROTECT, null=True, related_name="+"
    )
    types = models.JSONField("loại văn bản", default=list)
    scope = models.CharField("nội dung", max_length=500, blank=True)
    may_pass = models.BooleanField("cấp phó được ký thay", default=False)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True)
    legal_basis = models.CharField("căn cứ", max_length=500)
    by_id = models.BigIntegerField("người ghi", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "giao ký thừa lệnh, ủy quyền ký"
        verbose_name_plural = "giao ký thừa lệnh, ủy quyền ký"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="delegation_span",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=DelegationKind.POWER.value) | Q(valid_to__isnull=False, person__isnull=False),
                name="delegation_power_is_limited",
                violation_error_message="Ủy quyền ký phải giao cho một người và có thời hạn.",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(person__isnull=False),
                name="delegation_to_somebody",
                violation_error_message="Ghi đơn vị hoặc người được giao ký.",
            ),
        ]
        indexes = [models.Index(fields=["agency", "kind"], name="delegation_agency")]


class DelegationEnd(models.Model):
    """A delegation taken back before its time (chấm dứt việc giao ký)."""

    delegation = models.OneToOneField(
        Delegation, verbose_name="việc giao ký", on_delete=models.PROTECT, related_name="end"
    )
    on = models.DateField("chấm dứt từ ngày")
    legal_basis = models.CharField("căn cứ", max_length=500)
    by_id = models.BigIntegerField("người ghi", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "chấm dứt việc giao ký"
        verbose_name_plural = "chấm dứt việc giao ký"
