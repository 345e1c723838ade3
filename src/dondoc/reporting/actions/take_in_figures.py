"""Take figures in from another system (nhận số liệu từ hệ thống khác): onto the agency's desk, its source told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.reporting.actions.draft_desk import Desk, FormPlace
from dondoc.reporting.actions.enter_figures import FiguresEntered, enter_figures
from dondoc.reporting.actions.send_figures import send_figures
from dondoc.reporting.actions.sending_out import Figures, Outgoing
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.queries.drafts import as_draft, typed_cells
from dondoc.reporting.rules.drafts import CellChange, merge, text_at
from dondoc.sheets.rules.definition import RowKind
from dondoc.sheets.rules.sheet import Sheet


@transaction.atomic
def take_in_figures(
    *,
    actor_id: int,
    at: datetime,
    place: FormPlace,
    data: bytes,
    source: str,
    is_sent: bool = False,
    is_trial: bool = False,
) -> FiguresEntered:
    """Make the agency's desk say what the file says, each changed cell marked with `source`; keep it as a version.

    With `is_sent` the whole report leaves, all forms and sections at once. The same figures again change and send
    nothing. `is_trial`: everything is looked at, nothing written. Raises what `enter_figures` raises, CannotEditDraft
    while the report is with its approver or closed, CannotSendReport.
    """
    tried = _entered(actor_id, at, place, data, source, is_trial=True)
    desk = Desk.of(actor_id, at, place)
    _load(desk, tried.figures.sheet, source)
    version = _sent(desk, place, tried) if is_sent else _entered(actor_id, at, place, data, source).version
    if is_trial:
        transaction.set_rollback(True)
    return FiguresEntered(tried.form, tried.figures, None if is_trial else version)


def _entered(
    actor_id: int, at: datetime, place: FormPlace, data: bytes, source: str, *, is_trial: bool = False
) -> FiguresEntered:
    return enter_figures(
        actor_id=actor_id,
        at=at,
        regime_code=place.regime_code,
        form_code=place.form_code,
        period_code=place.period_code,
        agency_code=place.agency_code,
        data=data,
        source=source,
        is_trial=is_trial,
    )


def _load(desk: Desk, sheet: Sheet, source: str) -> None:
    """The sheet's entered cells in the place of the desk's."""
    form, stands = desk.form.definition, as_draft(desk.row, desk.obligation, desk.form, desk.at)
    new = typed_cells(form, sheet)
    places = {(row, no) for found in (stands.cells, new) for row, values in found.items() for no in values}
    changes = [CellChange(r, c, text_at(stands.cells, r, c), text_at(new, r, c)) for r, c in sorted(places)]
    merged = merge(stands.cells, changes)
    if form.kind is RowKind.FREE:
        desk.row.rows = list(sheet.rows)
    if merged.changed:
        desk.row.source = source[-200:]
    desk.keep(merged, {row: dict.fromkeys(values, source) for row, values in new.items()})
    desk.row.save()
    n_changed = sum(map(len, merged.changed.values()))
    if n_changed:
        detail = {"form": form.code, "source": desk.row.source, "changed": n_changed}
        write_audit(actor_id=desk.actor_id, at=desk.at, deed="take_in_figures", subject=desk.subject, detail=detail)


def _sent(desk: Desk, place: FormPlace, tried: FiguresEntered) -> int | None:
    """The version that left with the report; the one that had left, where nothing has changed since."""
    out = Outgoing(desk.obligation, desk.actor_id, desk.at)
    newest = out.newest_set(tried.form)
    same = Figures.of(tried.form, place.agency_code, tried.figures.sheet).sha256
    if newest is not None and newest.sent_at is not None and newest.sha256 == same:
        return newest.version
    report = ReportPlace(place.regime_code, place.period_code, place.agency_code)
    send_figures(actor_id=desk.actor_id, at=desk.at, place=report)
    kept = out.newest_set(tried.form)
    return kept.version if kept is not None else None
