"""Load a filled Excel form into the draft (nạp biểu Excel)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Refused
from dondoc.people.queries import rights_of
from dondoc.reporting.actions.draft_desk import CannotEditDraft, Desk, FormPlace
from dondoc.reporting.queries.drafts import Draft, access_form, as_draft, check_enterer
from dondoc.reporting.queries.figures import FormOfPeriod
from dondoc.reporting.rules.drafts import CellChange, Merged, merge, text_at
from dondoc.reporting.rules.figures import reasons_against_identity
from dondoc.sheets.rules.cells import Cells, typed_value
from dondoc.sheets.rules.checks import Checked, checked
from dondoc.sheets.rules.definition import FormDefinition, RowKind
from dondoc.sheets.rules.figures import Read
from dondoc.sheets.rules.problems import Problem
from dondoc.sheets.rules.workbook import read_workbook


class CannotLoadWorkbook(Refused):
    """Refused: cells that cannot be read, or computed ones with another number; the draft stays as it is.

    `figures`, `problems`: for the marked copy of the file.
    """

    def __init__(self, form: FormOfPeriod, read: Read, figures: Checked, wrong: Iterable[Problem]) -> None:
        super().__init__(problem.reason() for problem in wrong)
        self.form, self.read, self.figures = form, read, figures


@dataclass(frozen=True)
class WorkbookLoaded:
    """What came of it; `n_emptied`: of the cells that changed, those that are empty in the file."""

    draft: Draft
    n_changed: int
    n_emptied: int


def load_workbook_into_draft(
    *, actor_id: int, at: datetime, place: FormPlace, data: bytes, name: str
) -> WorkbookLoaded:
    """Make the draft say what the file says. Checks that fail are left to the draft, where they are shown.

    A file of another form, version, period or agency is refused by name. Raises NotFound, CannotUseForm,
    CannotEditDraft, CannotLoadWorkbook, and what the reader raises for files that hold no figures.
    """
    form, read = _read(actor_id, at, place, data)
    with transaction.atomic():
        desk = Desk.of(actor_id, at, place)
        before = as_draft(desk.row, desk.obligation, desk.form, at)
        figures = checked(form.definition, read.cells, before.outside, read.problems)
        if wrong := _wrong(read, figures, before):
            raise CannotLoadWorkbook(form, read, figures, wrong)
        merged = _replaced(before, read.cells)
        if form.definition.kind is RowKind.FREE:
            desk.row.rows = list(read.cells)
        desk.row.source = name[-200:]
        desk.keep(merged)
        desk.row.save()
        emptied = sum(1 for values in merged.changed.values() for _, after in values.values() if not after)
        n_changed = sum(map(len, merged.changed.values()))
        detail = {"form": place.form_code, "file": desk.row.source, "changed": n_changed, "emptied": emptied}
        write_audit(actor_id=actor_id, at=at, deed="load_workbook", subject=desk.subject, detail=detail)
    return WorkbookLoaded(as_draft(desk.row, desk.obligation, form, at), n_changed, emptied)


def _read(actor_id: int, at: datetime, place: FormPlace, data: bytes) -> tuple[FormOfPeriod, Read]:
    """The file's figures, for somebody who may enter them here."""
    rights = rights_of(actor_id, day_of(at))
    obligation, form = access_form(
        rights,
        regime_code=place.regime_code,
        period_code=place.period_code,
        agency_code=place.agency_code,
        form_code=place.form_code,
    )
    check_enterer(rights, obligation)
    read = read_workbook(form.definition, data)
    asked = {
        "form": form.definition.code,
        "version": form.definition.valid_from.isoformat(),
        "fingerprint": form.in_use.sha256,
        "period": form.period.code,
        "agency": place.agency_code,
    }
    if reasons := list(reasons_against_identity(read.identity, asked)):
        raise CannotEditDraft(reasons)
    return form, read


def _wrong(read: Read, figures: Checked, draft: Draft) -> list[Problem]:
    """Problems that a draft cannot hold: unread cells, and numbers typed over computed ones."""
    alone = checked(draft.definition, _entered(draft.definition, read.cells), draft.outside, read.problems)
    kept = set(alone.problems)
    return [problem for problem in figures.problems if problem.is_unreadable or problem not in kept]


def _entered(form: FormDefinition, cells: Cells) -> Cells:
    """Without the computed cells that the file holds too."""
    return {
        row: {no: value for no, value in values.items() if not form.is_computed(row, form.by_no[no])}
        for row, values in cells.items()
    }


def _replaced(draft: Draft, cells: Cells) -> Merged:
    """The file's cells in the place of the draft's."""
    form = draft.definition
    new = {
        row: {no: typed_value(value, form.by_no[no]) for no, value in values.items()}
        for row, values in _entered(form, cells).items()
    }
    places = {(row, no) for found in (draft.cells, new) for row, values in found.items() for no in values}
    changes = [CellChange(r, c, text_at(draft.cells, r, c), text_at(new, r, c)) for r, c in sorted(places)]
    return merge(draft.cells, changes)
