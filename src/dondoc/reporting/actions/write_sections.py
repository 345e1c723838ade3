"""Write the narrative part of a report (soạn lời văn theo đề cương): sections, and the files that go with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dondoc.base.actions import store_file, write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Refused
from dondoc.deadlines.rules.definition import OutlineSection
from dondoc.people.queries import rights_of
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.models import Obligation, SectionDraft, SectionFile
from dondoc.reporting.queries.drafts import check_enterer
from dondoc.reporting.queries.life import report_life
from dondoc.reporting.queries.narrative import DeskSection, access_desk_file, desk_sections
from dondoc.reporting.queries.obligations import access_obligation
from dondoc.reporting.rules.attachments import content_type_of, faults_inside, reasons_against_file
from dondoc.reporting.rules.life import reasons_not_to_edit
from dondoc.reporting.rules.narrative import (
    Typed,
    clean_section,
    merge_sections,
    reasons_against_texts,
)


class CannotWriteSections(Refused):
    """Refused: the report is not to be edited now, or what was given does not belong in its outline."""


@dataclass(frozen=True)
class SectionConflict:
    """A section that another person changed first: both texts, who and when."""

    outline: OutlineSection
    yours: str
    theirs: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class SectionsWritten:
    """What came of a saving; `desk`: every section as it stands now."""

    saved: tuple[str, ...]
    conflicts: tuple[SectionConflict, ...]
    desk: tuple[DeskSection, ...]


@dataclass(frozen=True)
class _Desk:
    """A report's narrative part, its obligation locked, for a person who may write it."""

    obligation: Obligation
    outline: tuple[OutlineSection, ...]

    @classmethod
    def of(cls, actor_id: int, at: datetime, place: ReportPlace) -> _Desk:
        rights = rights_of(actor_id, day_of(at))
        obligation = access_obligation(
            rights,
            regime_code=place.regime_code,
            period_code=place.period_code,
            agency_code=place.agency_code,
            for_update=True,
        )
        check_enterer(rights, obligation)
        found = report_life(obligation, at)
        reasons = list(reasons_not_to_edit(found.life, is_locked=found.is_locked))
        if not found.regime.outline:
            reasons += Refused(f"Chế độ '{found.regime.code}' không có đề cương.").reasons
        if reasons:
            raise CannotWriteSections(reasons)
        return cls(obligation, found.regime.outline)

    @property
    def sections(self) -> list[DeskSection]:
        return desk_sections(self.obligation.pk, self.outline)


@transaction.atomic
def write_sections(*, actor_id: int, at: datetime, place: ReportPlace, sections: Iterable[Typed]) -> SectionsWritten:
    """Take in what was written; sections in conflict come back by name, the others are saved.

    Raises NotFound, CannotWriteSections. No row in the log, as for cells
    (docs/adr/0021-drafts-are-merged-cell-by-cell.md): what is sent stands in it by its hash.
    """
    desk = _Desk.of(actor_id, at, place)
    typed = [section._replace(text=clean_section(section.text)) for section in sections]
    if reasons := list(reasons_against_texts(desk.outline, typed)):
        raise CannotWriteSections(reasons)
    before = desk.sections
    merged = merge_sections({section.outline.code: section.text for section in before}, typed)
    for code, text in merged.written.items():
        SectionDraft.objects.update_or_create(
            obligation=desk.obligation,
            code=code,
            defaults={"text": text, "changed_by_id": actor_id, "changed_at": at},
        )
    after = desk.sections if merged.written else before
    return SectionsWritten(tuple(merged.written), tuple(_conflicts(merged.conflicts, before)), tuple(after))


def _conflicts(refused: Sequence[Typed], before: Iterable[DeskSection]) -> Iterable[SectionConflict]:
    stands = {section.outline.code: section for section in before}
    for typed in refused:
        theirs = stands[typed.code]
        by = theirs.changed_by.full_name if theirs.changed_by else ""
        yield SectionConflict(theirs.outline, typed.text, theirs.text, by, theirs.changed_at)


@transaction.atomic
def attach_to_section(
    *, actor_id: int, at: datetime, place: ReportPlace, code: str, data: bytes, name: str
) -> SectionFile:
    """Put a file beside a section (kèm tệp vào mục). Raises NotFound, CannotWriteSections with every reason."""
    desk = _Desk.of(actor_id, at, place)
    sections = desk.sections
    own = next((section for section in sections if section.outline.code == code), None)
    if own is None:
        raise CannotWriteSections(reasons_against_texts(desk.outline, [Typed(code, "", "")]))
    reasons = list(
        reasons_against_file(
            name,
            data[:16],
            len(data),
            files_of_section=len(own.files),
            bytes_of_report=sum(file.file.size for section in sections for file in section.files),
        )
    )
    if reasons := reasons or list(faults_inside(name, data)):
        raise CannotWriteSections(reasons)
    stored = store_file(actor_id=actor_id, at=at, data=data, name=name, content_type=content_type_of(name))
    kept = SectionFile.objects.create(
        obligation=desk.obligation, code=code, file=stored, added_by_id=actor_id, added_at=at
    )
    _log(actor_id, at, "attach_to_section", kept)
    return kept


@transaction.atomic
def detach_from_section(*, actor_id: int, at: datetime, place: ReportPlace, file_id: int) -> SectionFile:
    """Take a file away from its section (bỏ tệp kèm); what was sent with it keeps it. Raises as above."""
    desk = _Desk.of(actor_id, at, place)
    file = access_desk_file(desk.obligation, file_id)
    file.removed_by_id, file.removed_at = actor_id, at
    file.save(update_fields=["removed_by", "removed_at"])
    _log(actor_id, at, "detach_from_section", file)
    return file


def _log(actor_id: int, at: datetime, deed: str, kept: SectionFile) -> None:
    detail = {"section": kept.code, "file": kept.file.name, "sha256": kept.file.sha256}
    write_audit(actor_id=actor_id, at=at, deed=deed, subject=f"obligation:{kept.obligation_id}", detail=detail)
