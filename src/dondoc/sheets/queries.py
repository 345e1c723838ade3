"""Questions about forms and figures (biểu mẫu, số liệu): which version counts, what was sent, what it adds up to.

Who may see figures is for the caller to know: this room does not know who owes them to whom.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import NamedTuple, TypeVar

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet

from dondoc.base.prepared import PreparedObjects
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import screen_date
from dondoc.sheets.models import FigureSet, Form, FormVersion
from dondoc.sheets.rules.definition import FormDefinition, RowKind
from dondoc.sheets.rules.figures import unpacked
from dondoc.sheets.rules.filling import filled
from dondoc.sheets.rules.sheet import Sheet
from dondoc.sheets.rules.totals import Tally

MOST_NAMED = 500  # agencies that a query names one by one

K = TypeVar("K")


class UnknownForm(Refused):
    """Refused: no form has this code, or none of its versions holds on that day."""


@dataclass(frozen=True)
class FormInUse:
    """The version of a form that counts on a day."""

    form_id: int
    version_id: int
    sha256: str
    definition: FormDefinition


def _versions(code: str) -> QuerySet[FormVersion]:
    # The definition is fetched by read() alone, when it was not read lately.
    return FormVersion.objects.filter(form__code=code).defer("definition").order_by("-valid_from", "-pk")


IN_FORCE = PreparedObjects(lambda code, on: _versions(code).filter(valid_from__lte=on)[:1])


def form_on(code: str, on: date) -> FormInUse:
    """The version of a form in force on a day (biểu mẫu đang áp dụng). Raises UnknownForm."""
    version = IN_FORCE.first(code, on)
    if version is not None:
        return FormInUse(version.form_id, version.pk, version.sha256, version.read())
    if (first := _versions(code).last()) is not None:
        day = screen_date(first.valid_from)
        raise UnknownForm(f"Biểu '{code}' chỉ áp dụng từ ngày {day}, sau ngày {screen_date(on)}.")
    known = ", ".join(Form.objects.order_by("code").values_list("code", flat=True)[:20]) or "chưa có biểu nào"
    raise UnknownForm(f"Không có biểu mẫu mang mã '{code[:40]}'. Hiện có: {known}.")


@dataclass(frozen=True)
class FormRow:
    """A form in a list (danh mục biểu mẫu): its name now, and the days from which its versions hold."""

    code: str
    name: str
    unit: str
    days: tuple[date, ...]


def all_forms() -> list[FormRow]:
    """Every form by code, named as its latest version is; in one query, definitions unread."""
    rows = FormVersion.objects.order_by("form__code", "valid_from", "pk")
    found: dict[str, FormRow] = {}
    for code, day, name, unit in rows.values_list("form__code", "valid_from", "definition__name", "definition__unit"):
        days = found[code].days if code in found else ()
        found[code] = FormRow(code, name, unit or "", days if day in days else (*days, day))
    return list(found.values())


@dataclass(frozen=True)
class DatedForm:
    """One version of a form (phiên bản biểu mẫu). `has_figures`: it can no longer be corrected on its day."""

    version_id: int
    recorded_at: datetime
    sha256: str
    definition: FormDefinition
    has_figures: bool
    is_replaced: bool


def form_versions(code: str) -> list[DatedForm]:
    """Every version of a form, the latest day first; empty for an unknown form."""
    rows = FormVersion.objects.filter(form__code=code).order_by("-valid_from", "-pk")
    used = FigureSet.objects.filter(form_version=OuterRef("pk"))
    found: list[DatedForm] = []
    for row in rows.annotate(has_figures=Exists(used)):
        replaced = bool(found) and found[-1].definition.valid_from == row.valid_from
        found.append(DatedForm(row.pk, row.recorded_at, row.sha256, row.read(), row.has_figures, replaced))
    return found


def sets_of(regime_code: str | None, form_code: str, period_code: str, agency_id: int) -> QuerySet[FigureSet]:
    """Every version of one agency's figures for a period, the last one first; None: of whatever regime."""
    rows = (
        FigureSet.objects.select_related("form_version")
        .defer("form_version__definition")
        .filter(form__code=form_code, period_code=period_code, agency_id=agency_id)
    )
    return (rows.filter(regime_code=regime_code) if regime_code else rows).order_by("-version")


class Which(Enum):
    """Which version of figures counts: the last sent; that, else the last kept; the last entered, sent or not."""

    SENT = "sent"
    SENT_OR_KEPT = "sent or kept"
    ENTERED = "entered"


def _counting(
    which: Which, form: str, period: str, agency_id: int, at: datetime, regime: str | None = None
) -> QuerySet[FigureSet]:
    known = sets_of(regime, form, period, agency_id).filter(recorded_at__lte=at)
    if which is Which.SENT:
        known = known.filter(sent_at__isnull=False)
    if which is not Which.ENTERED:
        known = known.order_by(F("sent_at").desc(nulls_last=True), "-version")
    return known[:1]


# Each with its own words: of whatever regime, and of one.
COUNTING = {which: PreparedObjects(partial(_counting, which)) for which in Which}
COUNTING_IN_REGIME = {which: PreparedObjects(partial(_counting, which)) for which in Which}


def figures_as_at(
    regime_code: str | None,
    form_code: str,
    period_code: str,
    agency_id: int,
    at: datetime,
    which: Which = Which.SENT_OR_KEPT,
) -> Sheet | None:
    """An agency's figures as of a moment, None where there are none."""
    if regime_code:
        found = COUNTING_IN_REGIME[which].first(form_code, period_code, agency_id, at, regime_code)
    else:
        found = COUNTING[which].first(form_code, period_code, agency_id, at)
    return None if found is None else sheet_of(found)


def sheet_of(found: FigureSet) -> Sheet:
    """Every cell of a set, computed ones too. Not to be changed: the same sheet for the same content."""
    form = found.form_version.read()
    if form.kind is RowKind.FREE or found.texts:
        return filled(form, unpacked(form, found.packed))
    key = found.form_version.sha256, bytes(found.numbers)
    if key not in _LATELY:
        if len(_LATELY) >= MOST_LATELY:
            _LATELY.clear()
        _LATELY[key] = filled(form, unpacked(form, found.packed))
    return _LATELY[key]


# Sheets worked out lately, by the form's and their own content: the period before stands beside every cell typed.
_LATELY: dict[tuple[str, bytes], Sheet] = {}
MOST_LATELY = 128  # some 100 kB each


class SentSet(NamedTuple):
    """What an agency sent last: the set with its packed numbers."""

    set_id: int
    form_version_id: int
    numbers: bytes


def sent_sets(
    regime_code: str,
    form_code: str,
    period_code: str,
    as_of: AsOf,
    agency_ids: Collection[int],
    without: Collection[int] = (),
) -> dict[int, SentSet]:
    """What each of the agencies had sent last as of a moment (bản gửi gần nhất), some sets left out; one query."""
    if not agency_ids:
        return {}
    known = FigureSet.objects.filter(
        regime_code=regime_code, form__code=form_code, period_code=period_code, sent_at__lte=as_of.at
    )
    if as_of.known_at is not None:
        known = known.filter(recorded_at__lte=as_of.known_at)
    if without:
        known = known.exclude(pk__in=without)
    if len(agency_ids) <= MOST_NAMED:
        known = known.filter(agency_id__in=agency_ids)
    rows = _fetched(known.order_by("version").values_list("agency_id", "pk", "form_version_id", "numbers"))
    wanted = frozenset(agency_ids)
    return {row[0]: SentSet(*row[1:]) for row in rows if row[0] in wanted}


def added_up(sets: Iterable[tuple[K, SentSet]], known: FormInUse | None = None) -> dict[K, Tally]:
    """Sets added up by group, in the order in which they come; one query, one more for forms with free rows or text.

    `known`: a version at hand need not be fetched.
    """
    listed = list(sets)
    forms = {known.version_id: known.definition} if known else {}
    others_used = {found.form_version_id for _, found in listed} - set(forms)
    if others_used:
        forms |= {pk: version.read() for pk, version in FormVersion.objects.in_bulk(others_used).items()}
    with_others = {version_id for version_id, form in forms.items() if _has_others(form)}
    others = _others(s.set_id for _, s in listed if s.form_version_id in with_others) if with_others else {}
    found: dict[K, Tally] = {}
    for group, sent in listed:
        if group not in found:
            found[group] = Tally()
        found[group].add(forms[sent.form_version_id], sent.numbers, *others.get(sent.set_id, ()))
    return found


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
        return [(agency_id, pk, version_id, bytes(numbers)) for agency_id, pk, version_id, numbers in rows]
    import psycopg

    sql, params = rows.query.sql_with_params()
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.format = psycopg.pq.Format.BINARY
        return cursor.execute(sql, params).fetchall()
