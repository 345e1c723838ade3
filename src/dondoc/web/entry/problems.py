"""Problems of a draft as a page and the grid's script show them. Presentation only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dondoc.reporting.queries.drafts import Draft
from dondoc.reporting.rules.drafts import own_problems, text_at
from dondoc.sheets.rules.cells import typed_value
from dondoc.sheets.rules.definition import FormDefinition
from dondoc.sheets.rules.definition.form import Check, Scope
from dondoc.sheets.rules.notation import Ref, Relation, refs_of, told_rule
from dondoc.sheets.rules.prefill import fits
from dondoc.sheets.rules.problems import Problem

MOST_LISTED = 60


@dataclass(frozen=True)
class ShownProblem:
    """One problem with its place in words, the cells involved, and the value that would mend it, if one would."""

    row: str
    column: str
    rule: str
    is_blocking: bool
    message: str
    where: str
    parts: tuple[str, ...]
    anchor: str
    remedy: tuple[str, str] | None
    explanation: str

    def told(self) -> dict[str, object]:
        """What the grid's script needs to mark it at the cell."""
        return {
            "row": self.row,
            "column": self.column,
            "level": "fail" if self.is_blocking else "warn",
            "text": self.message,
            "parts": self.parts,
            "remedy": self.remedy,
            "explained": bool(self.explanation),
        }


@dataclass(frozen=True)
class ShownCheck:
    """A check that every row keeps."""

    rule: str
    n_rows: int


def anchor_of(draft: Draft, row: str, column: str) -> str:
    """The id of a cell on the page; '' where there is none."""
    place = draft.checked.sheet.place_of.get(row)
    return f"o-{place}-{column}" if place is not None and column in draft.definition.by_no else ""


def place_in_words(form: FormDefinition, row: str, column: str) -> str:
    """'Đất đai, cột 3'."""
    item = form.by_code.get(row)
    return ", ".join(filter(None, (item.title if item else row, f"cột {column}" if column else "")))


def shown_problems(draft: Draft) -> list[ShownProblem]:
    """Everything blocking, then the warnings that need words."""
    own = own_problems(draft.definition, draft.checked.problems)
    checks = {check.text: check for check in draft.definition.checks}
    return [_shown(draft, p, checks.get(p.rule)) for p in sorted(own, key=lambda p: not p.is_blocking)]


def kept_checks(draft: Draft) -> list[ShownCheck]:
    """Checks of rows that hold everywhere, told only once something was typed."""
    if not draft.cells:
        return []
    broken = {problem.rule for problem in draft.checked.problems}
    rows = [c for c in draft.definition.checks if c.scope is Scope.ROWS and c.text not in broken]
    return [ShownCheck(told_rule(check.rule), len(draft.rows)) for check in rows]


def _shown(draft: Draft, problem: Problem, check: Check | None) -> ShownProblem:
    form = draft.definition
    return ShownProblem(
        problem.row,
        problem.column,
        problem.rule,
        problem.is_blocking,
        problem.message,
        place_in_words(form, problem.row, problem.column),
        _parts(form, problem, check),
        anchor_of(draft, problem.row, problem.column),
        _remedy(form, problem, check),
        text_at(draft.explanations, problem.row, problem.rule),
    )


def _parts(form: FormDefinition, problem: Problem, check: Check | None) -> tuple[str, ...]:
    """Cells of the row that the check looks at, and those that its computed ones are made of."""
    if check is None or not problem.row:
        return ()
    named = [ref.column for ref in refs_of(check.rule) if ref == Ref(ref.column)]
    made = [
        ref.column
        for no in named
        if (formula := form.by_no[no].formula) is not None
        for ref in refs_of(formula)
        if ref == Ref(ref.column)
    ]
    return tuple(no for no in dict.fromkeys((*named, *made)) if no != problem.column)


def _remedy(form: FormDefinition, problem: Problem, check: Check | None) -> tuple[str, str] | None:
    """(column, text): where one side is an entered cell and the other comes to a number."""
    if check is None or check.rule.relation is not Relation.EQUAL or len(check.rule.sides) != 2 or not problem.row:
        return None
    for side, other in zip(check.rule.sides, reversed(problem.values), strict=True):
        if isinstance(side, Ref) and side == Ref(side.column) and other is not None:
            column = form.by_no[side.column]
            if not form.is_computed(problem.row, column) and fits(Decimal(other), column):
                return column.no, typed_value(Decimal(other), column)
    return None


def listed(items: Sequence[ShownProblem]) -> tuple[Sequence[ShownProblem], int]:
    """As many as a list can hold, and how many more there are."""
    return items[:MOST_LISTED], max(len(items) - MOST_LISTED, 0)
