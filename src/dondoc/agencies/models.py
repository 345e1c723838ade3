"""Tables of agencies (cơ quan, đơn vị): identity, versions, groups."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q


class Agency(models.Model):
    """The stable identity of a unit (cơ quan, đơn vị). Everything that can change stands in its versions."""

    code = models.CharField("mã đơn vị", max_length=40, unique=True)
    recorded_at = models.DateTimeField("ghi nhận lúc", auto_now_add=True)

    class Meta:
        verbose_name = "cơ quan, đơn vị"
        verbose_name_plural = "cơ quan, đơn vị"

    def __str__(self) -> str:
        return self.code


class Group(models.Model):
    """A group of a province's tables (nhóm): 'Sở, cơ quan thuộc UBND tỉnh', at its place in the order."""

    province = models.ForeignKey(Agency, verbose_name="tỉnh", on_delete=models.PROTECT, related_name="groups")
    name = models.CharField("tên nhóm", max_length=200)
    position = models.PositiveIntegerField("thứ tự")

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


class VersionQuerySet(models.QuerySet["AgencyVersion"]):
    def on(self, day: date) -> VersionQuerySet:
        """The versions in force on a day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)


class AgencyVersion(models.Model):
    """What a unit is over a span [from, to) (phiên bản): names, parent, group, order."""

    agency = models.ForeignKey(Agency, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="versions")
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên trong lời văn", max_length=200)
    parent = models.ForeignKey(
        Agency, verbose_name="đơn vị cấp trên", null=True, on_delete=models.PROTECT, related_name="child_versions"
    )
    group = models.ForeignKey(Group, verbose_name="nhóm", null=True, on_delete=models.PROTECT)
    position = models.PositiveIntegerField("thứ tự trong nhóm")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc", auto_now_add=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản đơn vị"
        verbose_name_plural = "phiên bản đơn vị"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="version_span",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["agency", "valid_from"],
                name="version_once",
                violation_error_message="Đơn vị đã có phiên bản bắt đầu từ ngày này.",
            ),
        ]
        indexes = [models.Index(fields=["parent", "valid_from"], name="version_parent")]

    def __str__(self) -> str:
        return self.name
