"""Words beside figures (ghi chú ô, giải trình cảnh báo)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import number
from dondoc.reporting.actions.draft_desk import CannotEditDraft, Desk, FormPlace
from dondoc.reporting.models import FigureDraft
from dondoc.reporting.queries.drafts import as_draft
from dondoc.reporting.rules.drafts import MAX_NOTE, clean_text, text_at

Words = dict[str, dict[str, str]]


@transaction.atomic
def note_cell(*, actor_id: int, at: datetime, place: FormPlace, row: str, column: str, note: str) -> FigureDraft:
    """Put a note on a cell (ghi chú ô), computed ones too; an empty one takes it off."""
    desk, text = Desk.of(actor_id, at, place), clean_text(note)
    reasons = _too_long(text)
    if row not in desk.rows or column not in desk.form.definition.by_no:
        reasons.append(Reason("Biểu không có ô này.", f"Dòng {row[:60]}, cột {column[:20]}"))
    if reasons:
        raise CannotEditDraft(reasons)
    if text == text_at(desk.row.notes, row, column):
        return desk.row
    desk.row.notes = _with(desk.row.notes, row, column, text)
    desk.row.save(update_fields=["notes"])
    detail = {"form": place.form_code, "row": row, "column": column, "note": text}
    write_audit(actor_id=actor_id, at=at, deed="note_cell", subject=desk.subject, detail=detail)
    return desk.row


@transaction.atomic
def explain_warning(*, actor_id: int, at: datetime, place: FormPlace, row: str, rule: str, words: str) -> FigureDraft:
    """Explain a check that only warns (giải trình cảnh báo); empty words take the explanation back."""
    desk, text = Desk.of(actor_id, at, place), clean_text(words)
    reasons = _too_long(text)
    problems = as_draft(desk.row, desk.obligation, desk.form, at).checked.problems
    if text and not any(p.row == row and p.rule == rule and not p.is_blocking for p in problems):
        reasons.append(Reason("Cảnh báo này không còn: số liệu đã đổi. Mở lại trang để thấy các cảnh báo hiện có."))
    if reasons:
        raise CannotEditDraft(reasons)
    if text == text_at(desk.row.explanations, row, rule):
        return desk.row
    desk.row.explanations = _with(desk.row.explanations, row, rule, text)
    desk.row.save(update_fields=["explanations"])
    detail = {"form": place.form_code, "row": row, "rule": rule, "words": text}
    write_audit(actor_id=actor_id, at=at, deed="explain_warning", subject=desk.subject, detail=detail)
    return desk.row


def _too_long(text: str) -> list[Reason]:
    return [Reason(f"Viết gọn trong {number(MAX_NOTE)} ký tự.")] if len(text) > MAX_NOTE else []


def _with(words: Words, row: str, key: str, text: str) -> Words:
    found = {code: dict(values) for code, values in words.items()}
    found.setdefault(row, {})[key] = text
    if not text:
        del found[row][key]
    return {code: values for code, values in found.items() if values}
