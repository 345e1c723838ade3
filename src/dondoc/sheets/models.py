"""Tables of data forms (biểu mẫu số liệu): forms, their versions, sets of figures."""

from __future__ import annotations

from django.db import models

from dondoc.agencies.models import Agency
from dondoc.sheets.rules.definition import FormDefinition, parse_form
from dondoc.sheets.rules.figures import Packed

MOST_LATELY = 200
# By the hash of the definition: a value that nobody can change, the same in every process.
_LATELY: dict[str, FormDefinition] = {}


class Form(models.Model):
    """The stable identity of a form (biểu mẫu). What it looks like stands in its versions."""

    code = models.CharField("mã biểu mẫu", max_length=40, unique=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "biểu mẫu"
        verbose_name_plural = "biểu mẫu"

    def __str__(self) -> str:
        return self.code


# Definitions by their hash, which stands for their content: parsing one takes 1 ms, a page needs it several times.
_READ: dict[str, FormDefinition] = {}
MOST_READ = 200


class FormVersion(models.Model):
    """What a form looks like from a day on (phiên bản biểu mẫu). Of two from one day the later recorded counts.

    Rows are added, never changed; once figures rest on one, no other may begin on its day.
    """

    form = models.ForeignKey(Form, verbose_name="biểu mẫu", on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField("áp dụng từ ngày")
    definition = models.JSONField("định nghĩa")
    sha256 = models.CharField("mã băm SHA-256 của định nghĩa", max_length=64)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "phiên bản biểu mẫu"
        verbose_name_plural = "phiên bản biểu mẫu"
        indexes = [models.Index(fields=["form", "-valid_from", "-id"], name="form_version_newest")]

    def __str__(self) -> str:
        return f"{self.form_id} {self.valid_from:%d/%m/%Y}"

    def read(self) -> FormDefinition:
        """The definition as a value; the same object for the same content, which never changes."""
        if self.sha256 not in _READ:
            if len(_READ) >= MOST_READ:
                _READ.clear()
            _READ[self.sha256] = parse_form(self.definition)
        return _READ[self.sha256]


class FigureSet(models.Model):
    """One version of an agency's figures for a form and a period (bộ số liệu). Added, never changed.

    `numbers`, `rows`, `texts`: as dondoc.sheets.rules.figures packs them. `sha256`: of the canonical form. `source`:
    where they were typed or what system sent them. `sent_at`: when they left the agency; None: kept, not sent.
    """

    form = models.ForeignKey(Form, verbose_name="biểu mẫu", on_delete=models.PROTECT, related_name="figure_sets")
    form_version = models.ForeignKey(
        FormVersion, verbose_name="phiên bản biểu mẫu", on_delete=models.PROTECT, related_name="figure_sets"
    )
    regime_code = models.CharField("mã chế độ", max_length=40)
    period_code = models.CharField("kỳ báo cáo", max_length=20)
    agency = models.ForeignKey(Agency, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="figure_sets")
    version = models.PositiveIntegerField("bản")
    numbers = models.BinaryField("số liệu")
    rows = models.JSONField("các dòng tự do", default=list)
    texts = models.JSONField("ô chữ, ngày, lựa chọn", default=dict)
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    source = models.CharField("nguồn", max_length=200)
    sent_at = models.DateTimeField("gửi lúc", null=True)
    recorded_at = models.DateTimeField("ghi nhận lúc")

    class Meta:
        verbose_name = "bộ số liệu"
        verbose_name_plural = "bộ số liệu"
        constraints = [
            models.UniqueConstraint(
                fields=["regime_code", "period_code", "form", "agency", "version"],
                name="figure_set_version_once",
                violation_error_message="Bản số liệu này đã có.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.regime_code}/{self.period_code}/{self.agency_id} bản {self.version}"

    @property
    def packed(self) -> Packed:
        return Packed(bytes(self.numbers), tuple(self.rows), self.texts)
