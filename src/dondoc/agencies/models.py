"""Tables of agencies (cơ quan, đơn vị): identity, versions, groups, and the deeds that changed them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from dondoc.agencies.rules.chart import Level
from dondoc.agencies.rules.deeds import Link


def span_check(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
        name=name,
        violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
    )


class Agency(models.Model):
    """The stable identity of a unit (cơ quan, đơn vị). Everything that can change stands in its versions."""

    code = models.CharField("mã đơn vị", max_length=40, unique=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "cơ quan, đơn vị"
        verbose_name_plural = "cơ quan, đơn vị"

    def __str__(self) -> str:
        return self.code


class Group(models.Model):
    """A group of a province's tables (nhóm) by its name: 'Sở, cơ quan thuộc UBND tỉnh'. Another name, another group."""

    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="groups")
    name = models.CharField("tên nhóm", max_length=200)

    class Meta:
        verbose_name = "nhóm"
        verbose_name_plural = "nhóm"
        constraints = [
            models.UniqueConstraint(
                fields=["province", "name"],
                name="group_once",
                violation_error_message="Tỉnh đã có nhóm mang tên này.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SpanQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> SpanQuerySet:
        """The rows in force on a day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class GroupVersion(models.Model):
    """From when to when [from, to) a group stands in the tables, and at which place (thứ tự nhóm theo thời gian)."""

    group = models.ForeignKey(Group, verbose_name="nhóm", on_delete=models.PROTECT, related_name="versions")
    position = models.PositiveIntegerField("thứ tự")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = "thứ tự nhóm"
        verbose_name_plural = "thứ tự nhóm"
        constraints = [
            span_check("group_version_span"),
            models.UniqueConstraint(
                fields=["group", "valid_from"],
                name="group_version_once",
                violation_error_message="Nhóm đã có thứ tự bắt đầu từ ngày này.",
            ),
        ]


class AgencyVersion(models.Model):
    """What a unit is over a span [from, to) (phiên bản): names, kind, codes, contacts, parent, group, order.

    On any day of its life a unit has exactly one; see dondoc.agencies.rules.soundness.
    """

    agency = models.ForeignKey(Agency, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="versions")
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên trong lời văn", max_length=200)
    kind = models.CharField("loại hình", max_length=60, blank=True)
    level = models.CharField("cấp", max_length=20, blank=True, choices=[(level.value, level.label) for level in Level])
    identifier = models.CharField("mã định danh điện tử", max_length=35, blank=True)
    old_identifier = models.CharField("mã định danh kiểu cũ", max_length=13, blank=True)
    unit_code = models.CharField("mã đơn vị hành chính", max_length=5, blank=True)
    phone = models.CharField("điện thoại", max_length=40, blank=True)
    email = models.CharField("thư điện tử", max_length=200, blank=True)
    parent = models.ForeignKey(
        Agency, verbose_name="đơn vị cấp trên", null=True, on_delete=models.PROTECT, related_name="child_versions"
    )
    group = models.ForeignKey(Group, verbose_name="nhóm", null=True, on_delete=models.PROTECT)
    position = models.PositiveIntegerField("thứ tự trong nhóm")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản đơn vị"
        verbose_name_plural = "phiên bản đơn vị"
        constraints = [
            span_check("version_span"),
            models.UniqueConstraint(
                fields=["agency", "valid_from"],
                name="version_once",
                violation_error_message="Đơn vị đã có phiên bản bắt đầu từ ngày này.",
            ),
        ]
        indexes = [models.Index(fields=["parent", "valid_from"], name="version_parent")]

    def __str__(self) -> str:
        return self.name


class AgencyEvent(models.Model):
    """One deed that changed the tree (sự kiện tổ chức), with everything it wrote. Undoing is a row of its own."""

    deed = models.CharField("việc", max_length=20)
    on = models.DateField("có hiệu lực từ ngày")
    legal_basis = models.CharField("căn cứ pháp lý", max_length=500)
    detail = models.JSONField("chi tiết")
    agencies = models.ManyToManyField(Agency, verbose_name="đơn vị liên quan", related_name="events")
    actor_id = models.BigIntegerField("người thực hiện", null=True)
    undoes = models.OneToOneField(
        "self", verbose_name="hoàn tác việc", null=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "sự kiện tổ chức"
        verbose_name_plural = "sự kiện tổ chức"


class Succession(models.Model):
    """A unit followed by another, or by nobody (kế thừa). It does not count once its event is undone."""

    event = models.ForeignKey(AgencyEvent, verbose_name="sự kiện", on_delete=models.PROTECT, related_name="successions")
    from_agency = models.ForeignKey(
        Agency, verbose_name="đơn vị cũ", on_delete=models.PROTECT, related_name="successions"
    )
    to_agency = models.ForeignKey(
        Agency, verbose_name="đơn vị kế thừa", null=True, on_delete=models.PROTECT, related_name="predecessions"
    )
    kind = models.CharField("quan hệ", max_length=20, choices=[(link.value, link.label) for link in Link])
    on = models.DateField("từ ngày")

    class Meta:
        verbose_name = "quan hệ kế thừa"
        verbose_name_plural = "quan hệ kế thừa"
