"""Rows of a form without printed ones (thêm, đổi tên, xóa dòng)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.tables.kinds import clean
from dondoc.base.rules.wording import number
from dondoc.reporting.actions.draft_desk import CannotEditDraft, Desk, FormPlace
from dondoc.reporting.models import FigureDraft
from dondoc.reporting.rules.drafts import CellChange, clean_text, merge
from dondoc.sheets.rules.definition import RowKind
from dondoc.sheets.rules.figures import MAX_FREE_ROWS, MAX_ROW_NAME


@transaction.atomic
def add_rows(*, actor_id: int, at: datetime, place: FormPlace, names: Sequence[str]) -> FigureDraft:
    """Add rows at the end, each by its name (thêm dòng). Raises NotFound, CannotUseForm, CannotEditDraft."""
    desk = _free(actor_id, at, place)
    new = [name for name in map(_named, names) if name]
    reasons = [] if new else [Reason("Ghi tên ít nhất một dòng, mỗi dòng một tên.")]
    known = list(desk.row.rows)
    for name in new:
        if len(name) > MAX_ROW_NAME:
            reasons.append(Reason(f"Tên dòng dài quá {number(MAX_ROW_NAME)} ký tự.", name[:60]))
        elif name in known:
            reasons.append(Reason("Biểu đã có dòng này.", name))
        known.append(name)
    if len(known) > MAX_FREE_ROWS:
        reasons.append(Reason(f"Biểu có tối đa {number(MAX_FREE_ROWS)} dòng."))
    if reasons:
        raise CannotEditDraft(reasons[:20])
    desk.row.rows = known
    _keep(desk)
    detail = {"form": place.form_code, "rows": new}
    write_audit(actor_id=actor_id, at=at, deed="add_rows", subject=desk.subject, detail=detail)
    return desk.row


@transaction.atomic
def remove_row(*, actor_id: int, at: datetime, place: FormPlace, name: str) -> FigureDraft:
    """Take a row away with its figures, which stay in the draft's savings (xóa dòng)."""
    desk = _free(actor_id, at, place)
    if name not in desk.row.rows:
        raise CannotEditDraft([Reason("Biểu không còn dòng này.", name[:60])])
    emptied = [CellChange(name, no, text, "") for no, text in desk.row.cells.get(name, {}).items()]
    desk.keep(merge(desk.draft_text, emptied))
    desk.row.rows = [row for row in desk.row.rows if row != name]
    _keep(desk)
    detail = {"form": place.form_code, "row": name}
    write_audit(actor_id=actor_id, at=at, deed="remove_row", subject=desk.subject, detail=detail)
    return desk.row


@transaction.atomic
def rename_row(*, actor_id: int, at: datetime, place: FormPlace, name: str, new_name: str) -> FigureDraft:
    """Give a row another name where it stands, with its figures, notes and explanations (đổi tên dòng).

    Raises NotFound, CannotUseForm, CannotEditDraft; the same name again changes nothing.
    """
    desk, named = _free(actor_id, at, place), _named(new_name)
    if name not in desk.row.rows:
        raise CannotEditDraft([Reason("Biểu không còn dòng này.", name[:60])])
    if named == name:
        return desk.row
    reasons = [] if named else [Reason("Ghi tên mới của dòng.", name[:60])]
    if len(named) > MAX_ROW_NAME:
        reasons.append(Reason(f"Tên dòng dài quá {number(MAX_ROW_NAME)} ký tự.", named[:60]))
    elif named in desk.row.rows:
        reasons.append(Reason("Biểu đã có dòng này.", named))
    if reasons:
        raise CannotEditDraft(reasons)
    cells = desk.draft_text.get(name, {})
    emptied = [CellChange(name, no, text, "") for no, text in cells.items()]
    filled = [CellChange(named, no, "", text) for no, text in cells.items()]
    origins = {named: dict(desk.row.origins[name])} if name in desk.row.origins else {}
    desk.keep(merge(desk.draft_text, [*emptied, *filled]), origins)
    desk.row.rows = [named if row == name else row for row in desk.row.rows]
    desk.row.notes = _renamed(desk.row.notes, name, named)
    desk.row.explanations = _renamed(desk.row.explanations, name, named)
    _keep(desk)
    detail = {"form": place.form_code, "row": name, "name": named}
    write_audit(actor_id=actor_id, at=at, deed="rename_row", subject=desk.subject, detail=detail)
    return desk.row


def _renamed(words: dict[str, dict[str, str]], name: str, named: str) -> dict[str, dict[str, str]]:
    return {named if row == name else row: values for row, values in words.items()}


def _free(actor_id: int, at: datetime, place: FormPlace) -> Desk:
    desk = Desk.of(actor_id, at, place)
    if desk.form.definition.kind is not RowKind.FREE:
        raise CannotEditDraft(f"Các dòng của biểu {place.form_code} in sẵn, không thêm hay xóa.")
    return desk


def _named(text: str) -> str:
    """A name as every reader of figures takes it: composed, on one line."""
    return clean(" ".join(clean_text(text)[: 5 * MAX_ROW_NAME].split()).replace("\ufffd", ""))


def _keep(desk: Desk) -> None:
    desk.row.changed_by_id, desk.row.changed_at = desk.actor_id, desk.at
    desk.row.save()
