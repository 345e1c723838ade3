"""A directive beside its proposals (văn bản và đề xuất): one page of both, with the passages marked. Shows only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

from django.core.paginator import Page, Paginator

from dondoc.assignments.models import DirectiveDraft, Proposal, Task
from dondoc.assignments.queries import access_draft, already_entered, names_on, proposed
from dondoc.assignments.rules.particulars import Particulars
from dondoc.assignments.rules.proposals import Proposed, Source, reasons_not_to_accept, reasons_not_to_issue
from dondoc.assignments.rules.reading import DeadlineKind
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.web.assignments.forms import ParticularsForm, ProposalForm, SourceForm
from dondoc.web.frame.request import OfficeRequest

PER_PAGE = 20
# Of a passage that runs on without proposals, so much stays on the page at either end.
LONGEST_GAP = 6_000
CERTAIN, LIKELY, POSSIBLE = 0.9, 0.75, 0.5


@dataclass(frozen=True)
class Segment:
    """A stretch of the text: `numbers` of the proposals that it came into, `begins` of those that begin here."""

    text: str
    numbers: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A proposal as the page shows it."""

    row: Proposal
    found: Proposed
    reasons: tuple[Reason, ...]
    form: ProposalForm

    @property
    def sureness(self) -> tuple[int, str]:
        """How many of four boxes, and the words."""
        sure = self.row.confidence
        if sure >= CERTAIN:
            return 4, "rất chắc"
        if sure >= LIKELY:
            return 3, "chắc"
        return (2, "đoán") if sure >= POSSIBLE else (1, "đoán, xem kỹ")

    @property
    def boxes(self) -> tuple[bool, ...]:
        return tuple(n < self.sureness[0] for n in range(4))

    @property
    def kind(self) -> str:
        return DeadlineKind(self.row.deadline_kind).label if self.row.deadline_kind else ""

    @property
    def particulars(self) -> list[str]:
        """What is said of it beside its words, as the page puts it."""
        row = self.row
        words = [row.field, row.group, row.deliverable, row.objective]
        days = f"cập nhật ít nhất mỗi {row.update_days} ngày làm việc" if row.update_days else ""
        marks = ["ưu tiên" if row.is_starred else "", "phải kèm văn bản kết quả" if row.must_attach else "", days]
        return [told for told in (*words, *marks) if told]

    @property
    def is_left(self) -> bool:
        return self.row.choice in (Proposal.Choice.DROPPED, Proposal.Choice.MERGED)


def reader_page(request: OfficeRequest, draft_id: int) -> dict[str, Any]:
    """Everything that the page of a directive shows. Raises NotFound."""
    draft = access_draft(request.rights, draft_id=draft_id)
    wanted = request.POST.get("trang") or request.GET.get("trang")
    page = Paginator(draft.proposals.order_by("position"), PER_PAGE).get_page(wanted)
    names = names_on(draft.province_id, draft.issued_on or day_of(draft.recorded_at))
    shown = []
    for row in page.object_list:
        found = proposed(row, names)
        reasons = tuple(reasons_not_to_accept(found, draft.issued_on))
        shown.append(Shown(row, found, reasons, ProposalForm(prefix=f"p{row.position}", initial=_typed(row))))
    said = Source(draft.number, draft.issued_on, draft.title, draft.issuer, draft.signer, draft.assigner)
    accepted = list(draft.proposals.filter(choice=Proposal.Choice.ACCEPTED))
    on = request.moment.as_of.on
    return {
        "draft": draft,
        "page": page,
        "shown": shown,
        "segments": segments(draft.text, *_slice(draft, page), [one.row for one in shown if not one.is_left]),
        "source_form": SourceForm(initial={**vars(said), "issued_on": _day(draft), "kind": draft.source_kind}),
        "all_form": ParticularsForm(prefix="chung"),
        "lacks": list(reasons_not_to_issue(said, on)),
        "entered": None if draft.assignment else already_entered(draft.province_id, draft.number, draft.issued_on),
        "n_accepted": len(accepted),
        "n_tasks": sum(proposed(one, names).n_tasks for one in accepted),
        "n_open": draft.proposals.filter(choice=Proposal.Choice.OPEN).count(),
        "names": sorted({*names.groups, *(entry.name for entry in names.directory.entries if not entry.gone)}),
        "tasks": _assigned(draft),
    }


def _assigned(draft: DirectiveDraft) -> list[Task]:
    """The first tasks that came out of it; the list of tasks shows the rest."""
    if draft.assignment is None:
        return []
    return list(draft.assignment.tasks.select_related("lead").order_by("pk")[:PER_PAGE])


def _typed(row: Proposal) -> dict[str, object]:
    due_on = screen_date(row.due_on) if row.due_on else ""
    told = {one.name: getattr(row, one.name) for one in fields(Particulars)}
    return {"title": row.title, "leads": row.leads, "coordinating": row.coordinating, "due_on": due_on, **told}


def _day(draft: DirectiveDraft) -> str:
    return screen_date(draft.issued_on) if draft.issued_on else ""


def _slice(draft: DirectiveDraft, page: Page[Proposal]) -> tuple[int, int]:
    """The part of the text that belongs to the proposals of a page: from where the page before it ended."""
    rows = list(page.object_list)
    if not rows:
        return 0, min(len(draft.text), LONGEST_GAP)
    first, last = min(row.start for row in rows), max(row.end for row in rows)
    start = 0 if page.number == 1 else max(0, first - LONGEST_GAP // 4)
    end = len(draft.text) if not page.has_next() else last
    return max(start, first - LONGEST_GAP), min(end, last + LONGEST_GAP)


def segments(text: str, start: int, end: int, rows: Sequence[Proposal]) -> list[Segment]:
    """`text[start:end]` cut where passages begin and end; passages may overlap."""
    spans = [(row.position, max(start, row.start), min(end, row.end)) for row in rows]
    spans = [span for span in spans if span[1] < span[2]]
    cuts = sorted({start, end, *(cut for _, first, last in spans for cut in (first, last))})
    return [
        Segment(
            text[first:last],
            tuple(n for n, begins, ends in spans if begins <= first < ends),
            tuple(n for n, begins, _ in spans if begins == first),
        )
        for first, last in pairwise(cuts)
    ]
