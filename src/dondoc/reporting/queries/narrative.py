"""Questions about the narrative part of a report (phần lời văn): on the desk, as it was sent, of the units below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dondoc.agencies.models import AgencyVersion
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound, Reason
from dondoc.deadlines.rules.definition import OutlineSection, RegimeDefinition
from dondoc.deadlines.rules.periods import Period
from dondoc.people.models import User
from dondoc.people.rules.rights import Rights
from dondoc.reporting.models import Obligation, SectionDraft, SectionFile, SentNarrative, SentNarrativeFile
from dondoc.reporting.queries.figure_access import may_see_sent
from dondoc.reporting.queries.sources import sources_below
from dondoc.reporting.rules.facts import ObligationFacts
from dondoc.reporting.rules.narrative import Attached, Section, reasons_for_required


@dataclass(frozen=True)
class DeskSection:
    """One section of the outline with what stands in it now (mục đang soạn)."""

    outline: OutlineSection
    text: str = ""
    files: tuple[SectionFile, ...] = ()
    changed_by: User | None = None
    changed_at: datetime | None = None

    @property
    def written(self) -> Section:
        attached = tuple(Attached(f.file.name, f.file.size, f.file.sha256) for f in self.files)
        return Section(self.outline.code, self.outline.title, self.text, attached)


def desk_sections(obligation_id: int, outline: Collection[OutlineSection]) -> list[DeskSection]:
    """Every section of the outline, in its order; two queries, none where the regime has no outline."""
    if not outline:
        return []
    drafts = {d.code: d for d in SectionDraft.objects.select_related("changed_by").filter(obligation_id=obligation_id)}
    files: dict[str, list[SectionFile]] = defaultdict(list)
    for file in SectionFile.objects.select_related("file").filter(obligation_id=obligation_id, removed_at=None):
        files[file.code].append(file)
    return [_on_desk(section, drafts.get(section.code), files.get(section.code, [])) for section in outline]


def _on_desk(section: OutlineSection, draft: SectionDraft | None, files: list[SectionFile]) -> DeskSection:
    attached = tuple(sorted(files, key=lambda file: file.pk))
    if draft is None:
        return DeskSection(section, files=attached)
    return DeskSection(section, draft.text, attached, draft.changed_by, draft.changed_at)


def narrative_waits(obligation_id: int, regime: RegimeDefinition) -> list[Reason]:
    """Required sections that nobody has written, as reasons against handing up and sending."""
    desk = desk_sections(obligation_id, regime.outline)
    return list(reasons_for_required(regime.outline, (section.written for section in desk)))


def sent_narratives(obligation_id: int, at: datetime) -> list[SentNarrative]:
    """What was sent until a moment, newest first."""
    rows = SentNarrative.objects.select_related("submission").filter(
        submission__obligation_id=obligation_id, submission__sent_at__lte=at
    )
    return list(rows.order_by("-submission__version"))


def access_sent_narrative(rights: Rights, submission_id: int) -> SentNarrative:
    """The narrative part of one sending, for who may see its figures. Else NotFound."""
    rows = SentNarrative.objects.select_related(
        "submission__obligation__regime", "submission__obligation__agency", "submission__sent_by"
    )
    found = rows.filter(submission_id=submission_id).first()
    if found is None or not may_see_sent(rights, found.submission.obligation):
        raise NotFound("Không tìm thấy lời văn này.")
    return found


def access_sent_file(rights: Rights, submission_id: int, place: int) -> SentNarrativeFile:
    """A file of a sent section, under the same right. Else NotFound."""
    narrative = access_sent_narrative(rights, submission_id)
    found = SentNarrativeFile.objects.select_related("file").filter(narrative=narrative, place=place).first()
    if found is None:
        raise NotFound("Không tìm thấy tệp này.")
    return found


def access_desk_file(obligation: Obligation, file_id: int) -> SectionFile:
    """A file on the desk of a report that the caller may see the draft of. Else NotFound."""
    rows = SectionFile.objects.select_related("file")
    found = rows.filter(obligation=obligation, pk=file_id, removed_at=None).first()
    if found is None:
        raise NotFound("Không tìm thấy tệp này.")
    return found


@dataclass(frozen=True)
class NarrativeBelow:
    """What one unit below sent last; None: it has sent no text."""

    facts: ObligationFacts
    sent: SentNarrative | None

    def section(self, code: str) -> dict[str, Any] | None:
        rows = self.sent.sections if self.sent is not None else []
        return next((row for row in rows if row["code"] == code and (row["text"] or row["files"])), None)


def narratives_below(
    regime: RegimeDefinition, period: Period, agency_id: int, as_of: AsOf, province_id: int | None = None
) -> list[NarrativeBelow]:
    """The units whose figures make an agency's total, in order, each with its last sent text as of a moment."""
    if not AgencyVersion.objects.filter(parent_id=agency_id).exists():
        return []  # nobody has ever stood below it
    facts, _ = sources_below(regime, period, agency_id, as_of, province_id)
    newest = newest_narratives((f.id for f in facts), as_of.at)
    return [NarrativeBelow(f, newest.get(f.id)) for f in facts]


def newest_narratives(obligation_ids: Iterable[int], at: datetime) -> dict[int, SentNarrative]:
    """By obligation the last text that was sent until a moment. One query."""
    rows = SentNarrative.objects.select_related("submission")
    found = rows.filter(submission__obligation_id__in=list(obligation_ids), submission__sent_at__lte=at)
    newest = {n.submission.obligation_id: n for n in found.order_by("submission__version")}
    return newest


def narrative_of(regime_code: str, period_code: str, agency_id: int, at: datetime) -> SentNarrative | None:
    """The text that an agency itself sent last for a period; None for a province, which owes none."""
    owed = Obligation.objects.filter(regime__code=regime_code, period_code=period_code, agency_id=agency_id)
    found = newest_narratives(owed.values_list("pk", flat=True), at)
    return next(iter(found.values()), None)


def text_of(sent: SentNarrative | None, code: str) -> str:
    """What stands in one section of a sent text."""
    rows = sent.sections if sent is not None else []
    return next((str(row["text"]) for row in rows if row["code"] == code), "")
