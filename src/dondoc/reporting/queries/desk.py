"""The figures of a report as they lie on the agency's desk (số liệu đang soạn), ready to be handed up or sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dondoc.base.rules.refusals import Reason
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries.drafts import Draft, draft_of
from dondoc.reporting.queries.figures import form_in
from dondoc.reporting.queries.sources import forms_asked
from dondoc.reporting.rules.drafts import own_problems, text_at, warnings_to_explain

MOST_TOLD = 30  # of one form; the rest is counted


@dataclass(frozen=True)
class OnDesk:
    """Every form of a report with its draft, and what stands in the way of sending them."""

    drafts: tuple[Draft, ...]
    reasons: tuple[Reason, ...]


def figures_on_desk(obligation: Obligation, regime: RegimeDefinition, at: datetime) -> OnDesk:
    """The drafts of all forms that the report consists of. Raises UnknownForm where a form has no version yet."""
    forms = [form_in(regime, code, obligation.period_code) for code in forms_asked(obligation, regime)]
    drafts = tuple(draft_of(obligation, form, at) for form in forms)
    return OnDesk(drafts, tuple(reason for draft in drafts for reason in _reasons(draft)))


def _reasons(draft: Draft) -> Iterator[Reason]:
    code = f"Biểu {draft.definition.code}"
    if not draft.standing.n_filled:
        yield Reason("Chưa nhập số liệu.", code)
        return
    problems = draft.checked.problems
    found = [problem.reason() for problem in own_problems(draft.definition, problems) if problem.is_blocking]
    for problem in warnings_to_explain(draft.definition, problems):
        if not text_at(draft.explanations, problem.row, problem.rule):
            found.append(Reason(f"{problem.message}: cảnh báo cần giải trình.", problem.reason().where))
    for reason in found[:MOST_TOLD]:
        yield Reason(reason.message, ", ".join(filter(None, (code, reason.where))))
    if len(found) > MOST_TOLD:
        yield Reason(f"Còn {len(found) - MOST_TOLD} chỗ nữa phải sửa, giải trình.", code)
