"""Save what was typed into a form (lưu ô số liệu), cell by cell; what another changed meanwhile is not overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dondoc.reporting.actions.draft_desk import CannotEditDraft, Desk, FormPlace
from dondoc.reporting.queries.drafts import Draft, as_draft, changes_since
from dondoc.reporting.rules.drafts import (
    CellChange,
    Changed,
    as_it_was,
    clean_text,
    merge,
    reasons_against_changes,
    text_at,
)


@dataclass(frozen=True)
class CellConflict:
    """A cell that another person changed first: both values, who and when. `by` is '' where no saving tells."""

    row: str
    column: str
    yours: str
    theirs: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class CellsSaved:
    """What came of a saving; `later`: savings that the typist had not seen, newest first, the own one left out."""

    draft: Draft
    draft_id: int
    n_saved: int
    conflicts: tuple[CellConflict, ...]
    later: tuple[Changed, ...]


@transaction.atomic
def save_cells(
    *,
    actor_id: int,
    at: datetime,
    place: FormPlace,
    changes: Iterable[CellChange],
    seen_revision: int | None = None,
) -> CellsSaved:
    """Take changes of cells into the draft. Those in conflict come back by name, the others are saved.

    `seen_revision`: the last saving that the typist has seen. Raises NotFound, CannotUseForm, CannotEditDraft. No row
    in the log: each saving is one of the draft's own (docs/adr/0021-drafts-are-merged-cell-by-cell.md).
    """
    desk = Desk.of(actor_id, at, place)
    stands = as_draft(desk.row, desk.obligation, desk.form, at)
    asked = _cleaned(changes)
    if reasons := list(reasons_against_changes(desk.form.definition, frozenset(stands.rows), asked)):
        raise CannotEditDraft(reasons)
    return _saved(desk, stands, asked, seen_revision)


@transaction.atomic
def save_whole_form(
    *, actor_id: int, at: datetime, place: FormPlace, texts: dict[tuple[str, str], str], seen_revision: int
) -> CellsSaved:
    """The same for a whole page of cells: what differs from the saving that it showed is what was typed."""
    desk = Desk.of(actor_id, at, place)
    stands = as_draft(desk.row, desk.obligation, desk.form, at)
    later = [saving.cells for saving in changes_since(desk.row.pk, seen_revision)]
    shown = as_it_was(stands.cells, later)
    typed = [CellChange(row, no, text_at(shown, row, no), text) for (row, no), text in texts.items()]
    asked = [change for change in _cleaned(typed) if change.before != change.after]
    if reasons := list(reasons_against_changes(desk.form.definition, frozenset(stands.rows), asked)):
        raise CannotEditDraft(reasons)
    return _saved(desk, stands, asked, seen_revision)


def _cleaned(changes: Iterable[CellChange]) -> list[CellChange]:
    return [change._replace(before=clean_text(change.before), after=clean_text(change.after)) for change in changes]


def _saved(desk: Desk, stands: Draft, asked: Sequence[CellChange], seen_revision: int | None) -> CellsSaved:
    before = desk.row.revision
    merged = merge(stands.cells, asked)
    desk.keep(merged)
    has_missed = seen_revision is not None and seen_revision < before
    later = [s for s in changes_since(desk.row.pk, seen_revision or 0) if s.revision <= before] if has_missed else []
    saved = as_draft(desk.row, desk.obligation, desk.form, desk.at)
    n_saved = sum(map(len, merged.changed.values()))
    conflicts = tuple(_conflicts(desk, merged.conflicts, merged.cells))
    return CellsSaved(saved, desk.row.pk, n_saved, conflicts, tuple(saving.cells for saving in later))


def _conflicts(desk: Desk, refused: Sequence[CellChange], cells: dict[str, dict[str, str]]) -> Iterable[CellConflict]:
    """Who was first, out of the draft's own savings."""
    savings = changes_since(desk.row.pk, 0) if refused else []
    for change in refused:
        last = next((s for s in savings if change.column in s.cells.get(change.row, {})), None)
        by, at = (last.by.full_name, last.at) if last is not None else ("", None)
        theirs = text_at(cells, change.row, change.column)
        yield CellConflict(change.row, change.column, change.after, theirs, by, at)
