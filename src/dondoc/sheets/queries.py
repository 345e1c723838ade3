"""Questions about forms and figures (biểu mẫu, số liệu): which version counts, what was sent, what it adds up to.

Who may see figures is for the caller to know: this room does not know who owes them to whom.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import screen_date
from dondoc.sheets.models import FigureSet, Form, FormVersion
from dondoc.sheets.rules.definition import FormDefinition, RowKind
from dondoc.sheets.rules.figures import Packed, unpacked
from dondoc.sheets.rules.filling import Filled, filled
from dondoc.sheets.rules.totals import Tally


class UnknownForm(Refused):
    """Refused: no form has this code, or none of its versions holds on that day."""


@dataclass(frozen=True)
class FormInUse:
    """The version of a form that counts on a day."""

    form_id: int
    version_id: int
    sha256: str
    definition: FormDefinition


def form_on(code: str, on: date) -> FormInUse:
    """The version of a form in force on a day (biểu mẫu đang áp dụng). Raises UnknownForm."""
    rows = FormVersion.objects.filter(form__code=code).order_by("-valid_from", "-pk")
    version = rows.filter(valid_from__lte=on).first()
    if version is not None:
        return FormInUse(version.form_id, version.pk, version.sha256, version.read())
    if (first := rows.last()) is not None:
        day = screen_date(first.valid_from)
        raise UnknownForm(f"Biểu '{code}' chỉ áp dụng từ ngày {day}, sau ngày {screen_date(on)}.")
    known = ", ".join(Form.objects.order_by("code").values_list("code", flat=True)[:20]) or "chưa có biểu nào"
    raise UnknownForm(f"Không có biểu mẫu mang mã '{code[:40]}'. Hiện có: {known}.")


def versions_of(code: str) -> list[FormVersion]:
    """Every version of a form, the last one to begin first."""
    return list(FormVersion.objects.filter(form__code=code).order_by("-valid_from", "-pk"))


def sets_of(regime_code: str, form_code: str, period_code: str, agency_id: int) -> QuerySet[FigureSet]:
    """Every version of one agency's figures for a period, the last one first."""
    rows = FigureSet.objects.select_related("form_version").filter(
        regime_code=regime_code, form__code=form_code, period_code=period_code, agency_id=agency_id
    )
    return rows.order_by("-version")


def figures_as_at(regime_code: str, form_code: str, period_code: str, agency_id: int, at: datetime) -> Filled | None:
    """An agency's figures: what it sent last until then or, when it has sent nothing, what it has kept."""
    known = sets_of(regime_code, form_code, period_code, agency_id).filter(recorded_at__lte=at)
    found = known.filter(sent_at__lte=at).first() or known.first()
    return None if found is None else cells_of(found)


def cells_of(found: FigureSet) -> Filled:
    """Every cell of a set, computed ones too."""
    form = found.form_version.read()
    return filled(form, unpacked(form, found.packed))


@dataclass(frozen=True)
class SentFigures:
    """The figures that an agency had sent last, ready to be added."""

    agency_id: int
    form: FormDefinition
    packed: Packed


def sent_figures(
    regime_code: str, form_code: str, period_code: str, as_of: AsOf, agency_ids: Collection[int] | None = None
) -> list[SentFigures]:
    """The last sending of each agency as of a moment; two queries, three for forms with free rows or text."""
    known = FigureSet.objects.filter(
        regime_code=regime_code, form__code=form_code, period_code=period_code, sent_at__lte=as_of.at
    )
    if as_of.known_at is not None:
        known = known.filter(recorded_at__lte=as_of.known_at)
    later = known.filter(agency=OuterRef("agency"), version__gt=OuterRef("version"))
    newest = known.filter(~Exists(later))
    if agency_ids is not None:
        newest = newest.filter(agency_id__in=agency_ids)
    rows = _fetched(newest.values_list("pk", "agency_id", "form_version_id", "numbers"))
    versions = FormVersion.objects.in_bulk({version_id for _, _, version_id, _ in rows})
    forms = {version_id: version.read() for version_id, version in versions.items()}
    others = _others(pk for pk, _, version_id, _ in rows if _has_others(forms[version_id]))
    return [
        SentFigures(agency_id, forms[version_id], Packed(numbers, *others.get(pk, ((), {}))))
        for pk, agency_id, version_id, numbers in rows
    ]


def tally_of(figures: Iterable[SentFigures]) -> Tally:
    tally = Tally()
    for one in figures:
        tally.add(one.form, one.packed)
    return tally


def _has_others(form: FormDefinition) -> bool:
    return form.kind is RowKind.FREE or not all(column.type.is_number for column in form.columns)


def _others(ids: Iterable[int]) -> dict[int, tuple[tuple[str, ...], Mapping[str, Mapping[str, str]]]]:
    """Free rows and cells of text, by set."""
    found = FigureSet.objects.filter(pk__in=list(ids)).values_list("pk", "rows", "texts")
    return {pk: (tuple(rows), texts) for pk, rows, texts in found}


def _fetched(
    rows: QuerySet[FigureSet, tuple[int, int, int, bytes | memoryview[int]]],
) -> list[tuple[int, int, int, bytes]]:
    """Rows of whole numbers and bytes. PostgreSQL is asked for bytes as such, not as text: 20 ms for 53 (ADR 11)."""
    if connection.vendor != "postgresql":
        return [(pk, agency_id, version_id, bytes(numbers)) for pk, agency_id, version_id, numbers in rows]
    import psycopg

    sql, params = rows.query.sql_with_params()
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.format = psycopg.pq.Format.BINARY
        return cursor.execute(sql, params).fetchall()
