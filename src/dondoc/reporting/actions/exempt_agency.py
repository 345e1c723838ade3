"""Exempt an agency (miễn báo cáo), take an exemption back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.agencies.queries import agency_map
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of, start_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import screen_date
from dondoc.reporting.models import Exemption, Regime
from dondoc.reporting.queries import check_deadline_keeper
from dondoc.reporting.rules.deciding import Paper, reasons_against_paper


class CannotExempt(Refused):
    """Refused: the span, or the document it rests on, does not fit; or there is nothing to take back."""


def exempt_agency(
    *,
    actor_id: int | None,
    at: datetime,
    regime_code: str,
    agency_code: str,
    first_day: date,
    last_day: date | None,
    paper: Paper,
) -> Exemption:
    """An agency need not report for the periods whose figures close within [first_day, last_day]; no end: for good.

    A report that it sends all the same counts. Saying it again changes nothing. Raises CannotExempt,
    NotAdministrator, NotFound.
    """
    return _decide(actor_id, at, regime_code, agency_code, first_day, last_day, paper, is_exempt=True)


def end_exemption(
    *,
    actor_id: int | None,
    at: datetime,
    regime_code: str,
    agency_code: str,
    first_day: date,
    last_day: date | None,
    paper: Paper,
) -> Exemption:
    """Take an exemption back (bỏ miễn) for the periods that close within [first_day, last_day].

    Raises CannotExempt, NotAdministrator, NotFound.
    """
    return _decide(actor_id, at, regime_code, agency_code, first_day, last_day, paper, is_exempt=False)


@transaction.atomic
def _decide(
    actor_id: int | None,
    at: datetime,
    regime_code: str,
    agency_code: str,
    first_day: date,
    last_day: date | None,
    paper: Paper,
    *,
    is_exempt: bool,
) -> Exemption:
    regime, agency = _meant(actor_id, at, regime_code, agency_code, first_day)
    paper = paper.trimmed()
    known = Exemption.objects.filter(regime=regime, agency=agency, first_day=first_day, last_day=last_day)
    last = known.order_by("id").last()
    if last is not None and last.is_exempt == is_exempt:
        return last
    _check(paper, at, first_day, last_day, has_any=_reached(regime, agency, first_day, last_day) or is_exempt)
    row = Exemption.objects.create(
        regime=regime,
        agency=agency,
        first_day=first_day,
        last_day=last_day,
        is_exempt=is_exempt,
        reason=paper.reason,
        document_number=paper.number,
        document_date=paper.on,
        decided_at=min(at, start_of(paper.on)),
        recorded_at=at,
    )
    detail = {"regime": regime_code, "from": first_day, "to": last_day, "document": paper.number, "of": paper.on}
    deed = "exempt_agency" if is_exempt else "end_exemption"
    write_audit(actor_id=actor_id, at=at, deed=deed, subject=f"agency:{agency.pk}", detail=detail)
    return row


def _meant(actor_id: int | None, at: datetime, regime_code: str, agency_code: str, on: date) -> tuple[Regime, Agency]:
    """The regime, locked, and the agency, for those who watch its province. Raises NotFound, NotAdministrator."""
    regime = Regime.objects.select_for_update().filter(code=regime_code).first()
    agency = Agency.objects.filter(code=agency_code).first()
    province = agency_map(on).province_of(agency.pk) if agency is not None else None
    if regime is None or agency is None or province is None:
        raise NotFound("Không tìm thấy chế độ báo cáo, hoặc đơn vị hoạt động vào ngày này.")
    check_deadline_keeper(actor_id, at, province.id)
    return regime, agency


def _reached(regime: Regime, agency: Agency, first_day: date, last_day: date | None) -> bool:
    """Does an exemption touch the span?"""
    rows = Exemption.objects.filter(regime=regime, agency=agency, is_exempt=True).exclude(last_day__lt=first_day)
    return (rows if last_day is None else rows.filter(first_day__lte=last_day)).exists()


def _check(paper: Paper, at: datetime, first_day: date, last_day: date | None, *, has_any: bool) -> None:
    reasons = list(reasons_against_paper(paper, day_of(at)))
    if last_day is not None and last_day < first_day:
        reasons.append(Reason(f"Khoảng ngày ngược: {screen_date(first_day)} – {screen_date(last_day)}.", "Đến ngày"))
    if not has_any:
        reasons.append(Reason("Đơn vị không được miễn trong khoảng này."))
    if reasons:
        raise CannotExempt(reasons)
