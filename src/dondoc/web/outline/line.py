"""The narrative part in one line of a report's page (lời văn trên trang báo cáo)."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.base.rules.wording import number
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.reporting.models import Obligation, SentNarrative
from dondoc.reporting.queries.drafts import may_see_draft
from dondoc.reporting.queries.narrative import desk_sections
from dondoc.reporting.rules.narrative import reasons_for_required
from dondoc.web.frame.request import OfficeRequest


@dataclass(frozen=True)
class NarrativeLine:
    """How far the text is; `sent_with`: ids of the sendings that text went with."""

    told: str
    status: str
    sent_with: frozenset[int]


def narrative_line(request: OfficeRequest, obligation: Obligation, regime: RegimeDefinition) -> NarrativeLine | None:
    """The agency's own people see how far it is, others whether it was sent; None where there is no outline."""
    if not regime.outline:
        return None
    rows = SentNarrative.objects.filter(
        submission__obligation=obligation, submission__sent_at__lte=request.moment.as_of.at
    )
    sent = frozenset(rows.values_list("submission_id", flat=True))
    if request.moment.is_past or not may_see_draft(request.rights, obligation):
        return NarrativeLine("Đã gửi lời văn", "done", sent) if sent else _unsent("Chưa gửi lời văn")
    written = [section.written for section in desk_sections(obligation.pk, regime.outline)]
    n_written, n_all = sum(not section.is_empty for section in written), len(written)
    n_missing = len(list(reasons_for_required(regime.outline, written)))
    if not n_written:
        return NarrativeLine("Chưa viết", "not_sent_open", sent)
    told = f"Đã viết {number(n_written)}/{number(n_all)} mục"
    if n_missing:
        return NarrativeLine(f"{told}, còn {number(n_missing)} mục bắt buộc", "near", sent)
    return NarrativeLine(told, "done", sent)


def _unsent(told: str) -> NarrativeLine:
    return NarrativeLine(told, "not_sent_open", frozenset())
