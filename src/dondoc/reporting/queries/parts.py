"""What a total is made of (thành phần của số tổng hợp): the sent versions, and their share of one cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from dondoc.reporting.models import SubmittedFigures
from dondoc.reporting.queries.totals import Gathered
from dondoc.reporting.rules.figures import Source
from dondoc.sheets.models import FigureSet, FormVersion
from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.definition import FormDefinition
from dondoc.sheets.rules.figures import Packed, unpacked
from dondoc.sheets.rules.filling import filled
from dondoc.sheets.rules.sheet import Sheet


@dataclass(frozen=True)
class SentVersion:
    """One sent version of figures, told in a list."""

    set_id: int
    agency_id: int
    period_code: str
    version: int
    sent_at: datetime
    source: str


@dataclass(frozen=True)
class Part:
    """What one agency adds to a cell; without figures `sent` and `value` are None."""

    source: Source
    sent: SentVersion | None
    value: Value | None


def sent_versions(set_ids: Collection[int]) -> dict[int, SentVersion]:
    """Sent versions by id; one query."""
    rows = FigureSet.objects.filter(pk__in=set_ids, sent_at__isnull=False)
    fields = ("pk", "agency_id", "period_code", "version", "sent_at", "source")
    return {row[0]: SentVersion(*row) for row in rows.values_list(*fields)}


def parts_of_cell(gathered: Gathered, row: str, no: str) -> list[Part]:
    """What each expected agency adds to one cell of a total, in order; three queries."""
    ids = [source.set_id for source in gathered.expected if source.set_id is not None]
    sent, values = sent_versions(ids), cell_values(ids, row, no)
    return [
        Part(s, sent.get(s.set_id), values.get(s.set_id)) if s.set_id is not None else Part(s, None, None)
        for s in gathered.expected
    ]


def sheets_of(set_ids: Collection[int]) -> dict[int, Sheet]:
    """Every cell of several sets; two queries."""
    return {pk: filled(form, unpacked(form, kept)) for form, sets in _by_version(set_ids) for pk, kept in sets}


def cell_values(set_ids: Collection[int], row: str, no: str) -> dict[int, Value]:
    """One cell of several sets, worked out where it is computed; empty ones are left out."""
    found: dict[int, Value] = {}
    for form, sets in _by_version(set_ids):
        behind = form.behind(no)
        for pk, kept in sets:
            value = filled(form, unpacked(form, kept, behind)).cell(row, no)
            if value is not None:
                found[pk] = value
    return found


def _by_version(set_ids: Collection[int]) -> Iterable[tuple[FormDefinition, list[tuple[int, Packed]]]]:
    rows = FigureSet.objects.filter(pk__in=set_ids).values_list("form_version_id", "pk", "numbers", "rows", "texts")
    by_version: dict[int, list[tuple[int, Packed]]] = {}
    for version_id, pk, numbers, free, texts in rows:
        by_version.setdefault(version_id, []).append((pk, Packed(bytes(numbers), tuple(free), texts)))
    for version in FormVersion.objects.filter(pk__in=by_version):
        yield version.read(), by_version[version.pk]


def submission_of(set_id: int) -> int | None:
    """The sending with which figures went."""
    return SubmittedFigures.objects.filter(figure_set_id=set_id).values_list("submission_id", flat=True).first()
