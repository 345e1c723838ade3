"""What the grid's script is told after each saving (trả lời khi lưu): computed cells, problems, what others changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.template.loader import render_to_string

from dondoc.base.rules.moments import VIETNAM
from dondoc.reporting.actions.draft_desk import FormPlace
from dondoc.reporting.actions.save_cells import CellConflict
from dondoc.reporting.queries.drafts import Draft
from dondoc.reporting.queries.presence import Present
from dondoc.reporting.rules.drafts import Changed, text_at
from dondoc.sheets.rules.jumps import Jumps, jumps
from dondoc.web.entry.grid import shown_value
from dondoc.web.entry.problems import ShownProblem, anchor_of, kept_checks, listed, place_in_words, shown_problems

Told = dict[str, object]
MOST_JUMPS = 20


def clock_time(at: datetime | None) -> str:
    """'10:42' in Viet Nam."""
    return at.astimezone(VIETNAM).strftime("%H:%M") if at is not None else ""


class ToldOf(NamedTuple):
    """What is told about the cells of a draft."""

    problems: list[ShownProblem]
    jumps: Jumps


def told_of(draft: Draft) -> ToldOf:
    return ToldOf(shown_problems(draft), jumps(draft.checked.sheet, draft.previous))


def state_of(draft: Draft, place: FormPlace) -> Told:
    """Everything that follows from what stands in the draft."""
    told = told_of(draft)
    return {
        "revision": draft.revision,
        "problems": [problem.told() for problem in told.problems if problem.column],
        "jumps": [[row, no, words] for (row, no), words in told.jumps.items()],
        "notes": [[row, no, text] for row, values in draft.notes.items() for no, text in values.items()],
        "origins": [[row, no, text] for row, values in draft.origins.items() for no, text in values.items()],
        "checks": render_to_string("entry/_checks.html", checks_context(draft, told, place)),
        "foot": render_to_string("entry/_foot.html", {"draft": draft, "place": place, "is_open": True}),
    }


def checks_context(draft: Draft, told: ToldOf, place: FormPlace, *, is_open: bool = True) -> dict[str, object]:
    """What the list beside the grid holds."""
    problems, n_more = listed(told.problems)
    return {
        "place": place,
        "is_open": is_open,
        "standing": draft.standing,
        "problems": problems,
        "n_more": n_more,
        "jumps": [_placed(draft, row, no, words) for (row, no), words in list(told.jumps.items())[:MOST_JUMPS]],
        "notes": [_placed(draft, row, no, note) for row, v in draft.notes.items() for no, note in v.items()],
        "kept": kept_checks(draft),
    }


def _placed(draft: Draft, row: str, no: str, told: str) -> tuple[str, str, str, str]:
    note = text_at(draft.notes, row, no)
    return anchor_of(draft, row, no), place_in_words(draft.definition, row, no), told, note


def after_saving(
    draft: Draft, place: FormPlace, at: datetime, conflicts: Iterable[CellConflict], later: Sequence[Changed]
) -> Told:
    form, sheet = draft.definition, draft.checked.sheet
    return {
        **state_of(draft, place),
        "at": clock_time(at),
        "computed": [
            [row, column.no, shown_value(sheet.cell(row, column.no))]
            for column in form.columns
            for row in form.computed_rows(column, sheet.rows)
        ],
        "conflicts": [
            {"row": c.row, "column": c.column, "yours": c.yours, "theirs": c.theirs, "who": told_who(c)}
            for c in conflicts
        ],
        "changed": changed_now(draft, later),
    }


def changed_now(draft: Draft, later: Sequence[Changed]) -> list[list[str]]:
    """The cells of those savings as they stand now."""
    places = {(row, no) for saving in later for row, values in saving.items() for no in values}
    return [[row, no, text_at(draft.cells, row, no)] for row, no in sorted(places)]


def told_who(conflict: CellConflict) -> str:
    """'Nguyễn Thị Huệ sửa lúc 10:42'."""
    return f"{conflict.by} sửa lúc {clock_time(conflict.at)}" if conflict.by else "Ô đã đổi ở nơi khác"


def told_others(others: Sequence[Present], what: str = "biểu này") -> str:
    """'Nguyễn Thị Huệ đang mở biểu này, sửa lúc 10:42'."""
    parts = [
        f"{other.name} đang mở {what}{f', sửa lúc {clock_time(other.changed_at)}' if other.changed_at else ''}"
        for other in others
    ]
    return "; ".join(parts)
