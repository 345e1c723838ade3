"""Take figures of a report in, and send them (nhập, gửi số liệu báo cáo)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.agencies.queries import agencies_as_on, agency_map
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.deadlines.rules.definition import Signature
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions.narrative_out import Narrative
from dondoc.reporting.actions.open_period import open_period
from dondoc.reporting.actions.sending_out import Figures, Outgoing
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries.figures import FormOfPeriod, form_of_period
from dondoc.reporting.queries.narrative import narrative_waits
from dondoc.reporting.queries.obligations import access_obligation
from dondoc.reporting.queries.outside import outside_of
from dondoc.reporting.queries.sources import check_asked
from dondoc.reporting.rules.figures import reasons_against_identity, reasons_not_to_send_figures
from dondoc.sheets.models import FigureSet
from dondoc.sheets.rules.checks import Checked, checked
from dondoc.sheets.rules.figures import CannotReadFigures, Read, read_figures
from dondoc.sheets.rules.problems import Problem
from dondoc.sheets.rules.workbook import read_workbook


class CannotEnterFigures(Refused):
    """Refused: figures that cannot be read or break a blocking check; everything found stands in `problems`."""

    def __init__(self, figures: Checked) -> None:
        super().__init__(problem.reason() for problem in figures.problems if problem.is_blocking)
        self.figures = figures

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.figures.problems

    @property
    def is_unreadable(self) -> bool:
        """Some figures could not be taken in at all."""
        return any(problem.is_unreadable for problem in self.problems)


class CannotSendFigures(Refused):
    """Refused: the figures do not belong here, or may not leave the agency yet."""


@dataclass(frozen=True)
class FiguresEntered:
    """What came of it. `version` is that of the set; None after a trial."""

    form: FormOfPeriod
    figures: Checked
    version: int | None


@dataclass(frozen=True)
class _Entry:
    """Whose figures for what are entered by whom."""

    actor_id: int | None
    at: datetime
    form: FormOfPeriod
    agency_code: str

    @property
    def identity(self) -> dict[str, str]:
        regime, period = self.form.regime.code, self.form.period.code
        return {"regime": regime, "period": period, "agency": self.agency_code}

    def obligation(self) -> Obligation:
        """The obligation, locked, for those who enter figures of its agency. Else NotFound."""
        key = {"regime_code": self.form.regime.code, "period_code": self.form.period.code}
        if self.actor_id is None:
            return _opened(self)
        rights = rights_of(self.actor_id, day_of(self.at))
        found = access_obligation(rights, **key, agency_code=self.agency_code, for_update=True)
        if not rights.has(Right.ENTER, found.agency_id):
            raise NotFound("Không tìm thấy báo cáo này.")
        return found


def enter_figures(
    *,
    actor_id: int | None,
    at: datetime,
    regime_code: str,
    form_code: str,
    period_code: str,
    agency_code: str,
    data: bytes,
    source: str,
    is_sent: bool = False,
    is_trial: bool = False,
) -> FiguresEntered:
    """Take an agency's figures in out of a file, JSON or the filled Excel form; with `is_sent` they count as sent.

    The same figures again change nothing. `is_trial`: everything is looked at, nothing written. None as actor is the
    server's own administrator. Raises CannotEnterFigures with every problem, CannotSendFigures, NotFound, and what the
    readers raise for files that hold no figures.
    """
    entry = _Entry(actor_id, at, form_of_period(regime_code, form_code, period_code), agency_code)
    read = _read(entry, data)
    with transaction.atomic():
        obligation = entry.obligation()
        check_asked(obligation, entry.form)
        outside = outside_of(entry.form, obligation.agency_id, at)
        figures = checked(entry.form.definition, read.cells, outside, read.problems)
        if any(problem.is_blocking for problem in figures.problems):
            raise CannotEnterFigures(figures)
        if is_sent:
            _check_sending(entry, obligation)
        kept = _keep(entry, obligation, figures, source, is_sent=is_sent)
        if is_trial:
            transaction.set_rollback(True)
    return FiguresEntered(entry.form, figures, None if is_trial else kept.version)


def _read(entry: _Entry, data: bytes) -> Read:
    """The file's figures. Raises CannotSendFigures for a file of another form, version, period or agency."""
    form = entry.form.definition
    if data.startswith(b"PK"):
        read = read_workbook(form, data)
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        read = read_figures(form, data)
    else:
        raise CannotReadFigures("Tệp không phải JSON, cũng không phải Excel .xlsx (.xls đời cũ: lưu lại dạng .xlsx).")
    asked = {**entry.identity, "form": form.code, "version": form.valid_from.isoformat()}
    if reasons := list(reasons_against_identity(read.identity, {**asked, "fingerprint": entry.form.in_use.sha256})):
        raise CannotSendFigures(reasons)
    return read


def _opened(entry: _Entry) -> Obligation:
    """The agency's obligation; the period is opened in its province when it has not been."""
    regime, period = entry.form.regime.code, entry.form.period.code
    rows = Obligation.objects.select_for_update(of=("self",)).filter(
        regime__code=regime, period_code=period, agency__code=entry.agency_code
    )
    if found := rows.first():
        return found
    agency = Agency.objects.filter(code=entry.agency_code).first()
    if agency is None:
        raise NotFound(f"Không có đơn vị mang mã '{entry.agency_code[:40]}'.")
    province = agency_map(entry.form.regime.end_of(entry.form.period)).province_of(agency.pk)
    if province is not None:
        open_period(actor_id=None, at=entry.at, regime_code=regime, period_code=period, province_id=province.id)
    if found := rows.first():
        return found
    name = agencies_as_on([agency.pk], day_of(entry.at))[agency.pk].name
    raise CannotSendFigures(f"{name} không phải báo cáo {entry.form.period.label_in_sentence} theo '{regime}'.")


def _check_sending(entry: _Entry, obligation: Obligation) -> None:
    reasons: list[Reason] = list(
        reasons_not_to_send_figures(
            window_from=obligation.window_from,
            on=day_of(entry.at),
            is_signature_required=entry.form.regime.signature is Signature.REQUIRED,
        )
    )
    if entry.actor_id is not None:  # the server's administrator enters what came another way
        reasons += Outgoing(obligation, entry.actor_id, entry.at).reasons()
        reasons += narrative_waits(obligation.pk, entry.form.regime)
    if reasons:
        raise CannotSendFigures(reasons)


def _keep(entry: _Entry, obligation: Obligation, checked_figures: Checked, source: str, *, is_sent: bool) -> FigureSet:
    """The set written, unless the newest one says the same and is as far."""
    figures = Figures.of(entry.form, entry.agency_code, checked_figures.sheet)
    out = Outgoing(obligation, entry.actor_id, entry.at)
    newest = out.newest_set(entry.form)
    if newest is not None and newest.sha256 == figures.sha256 and (newest.sent_at is not None or not is_sent):
        return newest
    kept = out.keep_set(figures, source, is_sent=is_sent)
    detail = {
        "form": entry.form.definition.code,
        "version": kept.version,
        "sha256": kept.sha256,
        "source": kept.source,
        "sent": is_sent,
    }
    if is_sent:
        name = f"{entry.form.definition.code}-{entry.agency_code}-{entry.form.period.code}.json"
        narrative = Narrative.of(obligation, entry.form.regime) if entry.actor_id is not None else None
        content = b"[" + figures.content + b"," + narrative.content + b"]" if narrative else figures.content
        detail["submission"] = out.write_figures(content, name, (kept,), narrative=narrative).version
        detail |= {"narrative": narrative.sha256} if narrative else {}
    deed, subject = ("send_figures" if is_sent else "enter_figures"), f"obligation:{obligation.pk}"
    write_audit(actor_id=entry.actor_id, at=entry.at, deed=deed, subject=subject, detail=detail)
    return kept
