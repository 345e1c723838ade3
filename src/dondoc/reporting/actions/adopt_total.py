"""Take the total of the units below as a unit's own figures (lấy số tổng hợp làm số liệu của đơn vị)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions.enter_figures import CannotEnterFigures, enter_figures
from dondoc.reporting.models import AdoptedPart, AdoptedTotal, Obligation
from dondoc.reporting.queries.totals import FormTotal, total_of
from dondoc.reporting.rules.adopting import Override, reasons_not_to_adopt
from dondoc.sheets.models import FigureSet
from dondoc.sheets.queries import sets_of
from dondoc.sheets.rules.checks import Checked, broken_rules
from dondoc.sheets.rules.figures import canonical, digest, packed, read_cells
from dondoc.sheets.rules.filling import filled
from dondoc.sheets.rules.sheet import Sheet

LONGEST_NOTE = 500


class CannotAdoptTotal(Refused):
    """Refused: there is nothing to take, or it is not said why it is taken like this."""


@dataclass(frozen=True)
class Wanted:
    """Which unit's total of what is taken, and how."""

    regime_code: str
    form_code: str
    period_code: str
    agency_code: str
    with_previous: bool = False
    overrides: Sequence[Override] = ()
    note: str = ""


@transaction.atomic
def adopt_total(*, actor_id: int | None, at: datetime, wanted: Wanted, is_sent: bool = False) -> AdoptedTotal:
    """Keep the total as of now as the unit's own figures, with the sent versions that it is made of.

    The figures are checked like any others; the same total again changes nothing. A province, which owes its report to
    nobody here, may have them counted as sent (`is_sent`); of another unit only the server's own administrator may.
    Raises CannotAdoptTotal, CannotEnterFigures, CannotAddUp,
    CannotSendFigures, NotFound.
    """
    agency = _locked(actor_id, at, wanted)
    total = total_of(
        regime_code=wanted.regime_code,
        form_code=wanted.form_code,
        period_code=wanted.period_code,
        agency_code=wanted.agency_code,
        as_of=AsOf(at),
        with_previous=wanted.with_previous,
    )
    reasons = list(reasons_not_to_adopt(total.form.definition, total.gaps, wanted.overrides, wanted.note))
    if is_sent and actor_id is not None and not _receives(wanted, agency):
        reasons.append(Reason("Chỉ cấp tỉnh ghi nhận số tổng hợp là đã gửi; đơn vị khác gửi báo cáo của mình."))
    if reasons:
        raise CannotAdoptTotal(reasons)
    if _owes(wanted, agency):
        kept = _entered(total, wanted, actor_id=actor_id, at=at, is_sent=is_sent)
    else:
        kept = _kept(total, agency, wanted, at=at, is_sent=is_sent)
    return _adopted(actor_id, at, total, kept, wanted)


def _locked(actor_id: int | None, at: datetime, wanted: Wanted) -> Agency:
    """The unit, locked, for those who enter its figures. Else NotFound."""
    agency = Agency.objects.select_for_update().filter(code=wanted.agency_code).first()
    may = agency is not None and (actor_id is None or rights_of(actor_id, day_of(at)).has(Right.ENTER, agency.pk))
    if agency is None or not may:
        raise NotFound("Không tìm thấy báo cáo này.")
    return agency


def _owes(wanted: Wanted, agency: Agency) -> bool:
    """Does the unit owe this report itself? A province does not: it receives it."""
    owed = Obligation.objects.filter(regime__code=wanted.regime_code, period_code=wanted.period_code)
    return owed.filter(agency=agency).exists()


def _receives(wanted: Wanted, agency: Agency) -> bool:
    """Is the unit the province to which this period's reports go?"""
    owed = Obligation.objects.filter(regime__code=wanted.regime_code, period_code=wanted.period_code)
    return owed.filter(province=agency).exists() and not owed.filter(agency=agency).exists()


def _rows(total: FormTotal, wanted: Wanted, *, with_frozen: bool) -> dict[str, dict[str, str]]:
    """The total's cells as they are entered, overridden ones set; what is computed is left to the form."""
    form = total.form.definition
    rows: dict[str, dict[str, str]] = {}
    for row, values in total.sheet.told().items():
        for no, value in values.items():
            column = form.by_no[no]
            if not form.is_computed(row, column) or (with_frozen and column.is_frozen):
                rows.setdefault(row, {})[no] = value
    for override in wanted.overrides:
        rows.setdefault(override.row, {})[override.no] = override.value
    return rows


def _source(total: FormTotal) -> str:
    carried = len(total.gaps.carried)
    told = f"tổng hợp từ {len(total.gaps.included)}/{total.gaps.expected} đơn vị"
    return f"{told}, {carried} đơn vị lấy số kỳ trước" if carried else told


def _entered(total: FormTotal, wanted: Wanted, *, actor_id: int | None, at: datetime, is_sent: bool) -> FigureSet:
    """The figures of a unit that owes this report: entered like any others."""
    form = total.form
    enter_figures(
        actor_id=actor_id,
        at=at,
        regime_code=form.regime.code,
        form_code=form.definition.code,
        period_code=form.period.code,
        agency_code=wanted.agency_code,
        data=json.dumps({"rows": _rows(total, wanted, with_frozen=False)}).encode(),
        source=_source(total),
        is_sent=is_sent,
    )
    return sets_of(form.regime.code, form.definition.code, form.period.code, total.gathered.agency_id)[0]


def _kept(total: FormTotal, agency: Agency, wanted: Wanted, *, at: datetime, is_sent: bool) -> FigureSet:
    """A province's own figures: checked, appended unless the newest says the same and is as far."""
    form = total.form
    sheet = _province_sheet(total, wanted)
    identity = {"regime": form.regime.code, "period": form.period.code, "agency": agency.code}
    sha256 = digest(canonical(sheet, identity))
    newest = sets_of(form.regime.code, form.definition.code, form.period.code, agency.pk).first()
    if newest is not None and newest.sha256 == sha256 and (newest.sent_at is not None or not is_sent):
        return newest
    numbers = packed(sheet)
    return FigureSet.objects.create(
        form_id=form.in_use.form_id,
        form_version_id=form.in_use.version_id,
        regime_code=form.regime.code,
        period_code=form.period.code,
        agency=agency,
        version=(newest.version if newest else 0) + 1,
        numbers=numbers.numbers,
        rows=list(numbers.rows),
        texts=dict(numbers.texts),
        sha256=sha256,
        source=_source(total)[-200:],
        sent_at=at if is_sent else None,
        recorded_at=at,
    )


def _province_sheet(total: FormTotal, wanted: Wanted) -> Sheet:
    """Every cell; what looks at other forms or periods is the sum of what the units had. Raises CannotEnterFigures."""
    form = total.form.definition
    cells, unread = read_cells(form, _rows(total, wanted, with_frozen=True))
    sheet = filled(form, cells)
    problems = (*unread, *broken_rules(sheet))
    if any(problem.is_blocking for problem in problems):
        raise CannotEnterFigures(Checked(sheet, problems))
    return sheet


def _adopted(actor_id: int | None, at: datetime, total: FormTotal, kept: FigureSet, wanted: Wanted) -> AdoptedTotal:
    """What the figures are made of, unless that is known already."""
    parts = [sent.set_id for sent in total.gathered.sets]
    overrides = [
        {"row": o.row, "no": o.no, "value": o.value, "reason": o.reason.strip()[:LONGEST_NOTE]}
        for o in wanted.overrides
    ]
    newest = kept.adopted.order_by("-pk").first()
    if newest is not None and newest.overrides == overrides and _parts_of(newest) == parts:
        return newest
    adopted = AdoptedTotal.objects.create(
        figure_set=kept,
        missing=list(total.gaps.missing),
        with_previous=wanted.with_previous,
        overrides=overrides,
        note=wanted.note.strip()[:LONGEST_NOTE],
        recorded_at=at,
    )
    AdoptedPart.objects.bulk_create([AdoptedPart(adopted=adopted, figure_set_id=pk) for pk in parts])
    detail = {"version": kept.version, "sha256": kept.sha256, "parts": parts, "overrides": len(overrides)}
    detail |= {"sent": kept.sent_at is not None, "missing": len(total.gaps.missing)}
    write_audit(actor_id=actor_id, at=at, deed="adopt_total", subject=f"figure_set:{kept.pk}", detail=detail)
    return adopted


def _parts_of(adopted: AdoptedTotal) -> list[int]:
    return list(adopted.parts.order_by("pk").values_list("figure_set_id", flat=True))
