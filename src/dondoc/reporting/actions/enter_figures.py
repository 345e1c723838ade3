"""Take figures of a report in, and send them (nhập, gửi số liệu báo cáo)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
from dondoc.reporting.actions.open_period import open_period
from dondoc.reporting.actions.sending_out import Figures, Outgoing
from dondoc.reporting.actions.whole_report import BesideForm
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries.drafts import draft_of
from dondoc.reporting.queries.figures import FormOfPeriod, form_of_period
from dondoc.reporting.queries.obligations import access_obligation
from dondoc.reporting.queries.outside import outside_of
from dondoc.reporting.queries.sources import check_asked
from dondoc.reporting.rules.figures import reasons_against_identity, reasons_not_to_send_figures
from dondoc.sheets.models import FigureSet
from dondoc.sheets.rules.checks import Checked, checked
from dondoc.sheets.rules.definition.form import Outside
from dondoc.sheets.rules.figures import CannotReadFigures, Read, read_figures
from dondoc.sheets.rules.problems import Problem
from dondoc.sheets.rules.sheet import Sheet
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
    """What came of it. `version` is that of the set; None after a trial.

    `missing`: the forms of the report that were not sent with this one, because nothing of them has been entered.
    """

    form: FormOfPeriod
    figures: Checked
    version: int | None
    missing: tuple[str, ...] = ()


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
    """Take an agency's figures in out of a file, JSON or the filled Excel form.

    None as actor is the server's own administrator, who alone may have them counted as sent (`is_sent`): with all other
    forms of the report as they were entered last. The same figures again change nothing. `is_trial`: everything is
    looked at, nothing written. Raises CannotEnterFigures with every problem, CannotSendFigures, NotFound, and what the
    readers raise for files that hold no figures.
    """
    entry = _Entry(actor_id, at, form_of_period(regime_code, form_code, period_code), agency_code)
    read = _read(entry, data)
    missing: tuple[str, ...] = ()
    with transaction.atomic():
        obligation = entry.obligation()
        check_asked(obligation, entry.form)
        figures = checked(entry.form.definition, read.cells, _outside(entry, obligation), read.problems)
        if any(problem.is_blocking for problem in figures.problems):
            raise CannotEnterFigures(figures)
        if is_sent:
            _check_sending(entry, obligation)
            kept, missing = _send(entry, obligation, figures, source)
        else:
            kept = _keep(entry, obligation, figures, source)
        if is_trial:
            transaction.set_rollback(True)
    return FiguresEntered(entry.form, figures, None if is_trial else kept.version, missing)


def _outside(entry: _Entry, obligation: Obligation) -> Mapping[Outside, Sheet]:
    """What the form looks at: for the agency's own people what lies on their desk, else what was entered last."""
    if entry.actor_id is None:
        return outside_of(entry.form, obligation.agency_id, entry.at)
    return draft_of(obligation, entry.form, entry.at).outside


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
    reasons = list(
        reasons_not_to_send_figures(
            window_from=obligation.window_from,
            on=day_of(entry.at),
            is_signature_required=entry.form.regime.signature is Signature.REQUIRED,
        )
    )
    if entry.actor_id is not None:
        reasons.append(Reason("Báo cáo gửi cùng lúc mọi biểu, mọi mục; gửi ở trang báo cáo."))
    if reasons:
        raise CannotSendFigures(reasons)


def _keep(entry: _Entry, obligation: Obligation, checked_figures: Checked, source: str) -> FigureSet:
    """The set written, unless the newest one says the same."""
    figures = Figures.of(entry.form, entry.agency_code, checked_figures.sheet)
    out = Outgoing(obligation, entry.actor_id, entry.at)
    newest = out.newest_set(entry.form)
    if newest is not None and newest.sha256 == figures.sha256:
        return newest
    kept = out.keep_set(figures, source, is_sent=False)
    _audit(entry, obligation, "enter_figures", {**_told(kept), "sent": False})
    return kept


def _send(
    entry: _Entry, obligation: Obligation, checked_figures: Checked, source: str
) -> tuple[FigureSet, tuple[str, ...]]:
    """The set that left with the whole report, unless all of it had left so already; the forms that are missing."""
    figures = Figures.of(entry.form, entry.agency_code, checked_figures.sheet)
    out = Outgoing(obligation, entry.actor_id, entry.at)
    newest, beside = out.newest_set(entry.form), BesideForm.of(out, entry.form)
    is_same = newest is not None and newest.sha256 == figures.sha256 and newest.sent_at is not None
    if newest is not None and is_same and not beside.has_unsent:
        return newest, beside.missing
    kept = out.keep_set(figures, source, is_sent=True)
    if wrong := tuple(beside.problems()):
        raise CannotEnterFigures(replace(checked_figures, problems=(*checked_figures.problems, *wrong)))
    sent = beside.send_with(out, figures, kept)
    detail = {**_told(kept), "sent": True, "submission": sent.version}
    if beside.kept:
        detail["figures"] = {s.figure_set.form.code: s.figure_set.sha256 for s in sent.submitted_figures.all()}
    _audit(entry, obligation, "send_figures", detail)
    return kept, beside.missing


def _told(kept: FigureSet) -> dict[str, object]:
    return {"form": kept.form.code, "version": kept.version, "sha256": kept.sha256, "source": kept.source}


def _audit(entry: _Entry, obligation: Obligation, deed: str, detail: dict[str, object]) -> None:
    subject = f"obligation:{obligation.pk}"
    write_audit(actor_id=entry.actor_id, at=entry.at, deed=deed, subject=subject, detail=detail)
