"""Take over what is known already (khai một lần): from the period before, or from other forms of the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.reporting.actions.draft_desk import CannotEditDraft, Desk, FormPlace
from dondoc.reporting.queries.drafts import Draft, as_draft
from dondoc.reporting.rules.drafts import CellChange, merge, text_at
from dondoc.sheets.rules.cells import typed_value
from dondoc.sheets.rules.definition import RowKind
from dondoc.sheets.rules.filling import filled
from dondoc.sheets.rules.prefill import Taken, taken_over


@dataclass(frozen=True)
class Prefilled:
    """What was taken over: cells, and rows of a form without printed ones."""

    n_cells: int
    n_rows: int


@transaction.atomic
def prefill_draft(*, actor_id: int, at: datetime, place: FormPlace) -> Prefilled:
    """Fill the empty cells of which the form says where they come from; each is marked with its origin.

    A form with free rows that has none yet takes those of the period before. What was typed stays. Raises NotFound,
    CannotUseForm, CannotEditDraft when there is nothing to take over.
    """
    desk = Desk.of(actor_id, at, place)
    n_rows = _take_rows(desk)
    draft = as_draft(desk.row, desk.obligation, desk.form, at)
    taken = [found for found in _known(draft) if not text_at(draft.cells, found.row, found.column.no)]
    changes = [CellChange(t.row, t.column.no, "", typed_value(t.value, t.column)) for t in taken]
    if not changes and not n_rows:
        raise CannotEditDraft("Không có số nào để lấy: kỳ trước và các biểu khác chưa có số, hoặc các ô đã có số.")
    origins: dict[str, dict[str, str]] = {}
    for found in taken:
        origins.setdefault(found.row, {})[found.column.no] = f"Lấy từ {found.origin}"
    desk.keep(merge(draft.cells, changes), origins)
    desk.row.save()
    detail = {"form": place.form_code, "cells": len(changes), "rows": n_rows}
    write_audit(actor_id=actor_id, at=at, deed="prefill_draft", subject=desk.subject, detail=detail)
    return Prefilled(len(changes), n_rows)


def _take_rows(desk: Desk) -> int:
    if desk.form.definition.kind is not RowKind.FREE or desk.row.rows:
        return 0
    previous = as_draft(desk.row, desk.obligation, desk.form, desk.at).previous
    desk.row.rows = list(previous.rows) if previous is not None else []
    return len(desk.row.rows)


def _known(draft: Draft) -> list[Taken]:
    empty = filled(draft.definition, {row: {} for row in draft.rows}, draft.outside)
    return taken_over(empty, draft.outside)
