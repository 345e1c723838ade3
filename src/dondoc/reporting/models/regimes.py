"""Regimes and their versions (chế độ báo cáo)."""

from __future__ import annotations

from django.db import models


class Regime(models.Model):
    """The stable identity of a report regime (chế độ báo cáo). Its rules stand in its versions."""

    code = models.CharField("mã chế độ", max_length=40, unique=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "chế độ báo cáo"
        verbose_name_plural = "chế độ báo cáo"

    def __str__(self) -> str:
        return self.code


class RegimeVersion(models.Model):
    """What a regime says (phiên bản chế độ), as dondoc.deadlines.rules.definition writes it. The newest counts."""

    regime = models.ForeignKey(Regime, verbose_name="chế độ", on_delete=models.PROTECT, related_name="versions")
    definition = models.JSONField("nội dung quy định")
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "phiên bản chế độ báo cáo"
        verbose_name_plural = "phiên bản chế độ báo cáo"
        indexes = [models.Index(fields=["regime", "-recorded_at"], name="regime_newest")]
