"""Directives being read (văn bản đang đọc): under permission, with the names of the document's day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from dondoc.agencies.queries import agency_map
from dondoc.assignments.models import DirectiveDraft, Proposal, SourceDocument, Task
from dondoc.assignments.queries.directories import directory_on
from dondoc.assignments.queries.tasks import counted
from dondoc.assignments.rules.proposals import Names, Proposed
from dondoc.assignments.rules.reading import Directory, GrammarReader, Reading, same_number
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.deadlines.queries import work_calendar
from dondoc.people.rules.rights import Right, Rights


class CannotTellProvince(Refused):
    """Refused: several provinces are watched, and the document does not say whose it is."""


@dataclass(frozen=True)
class ReadDirective:
    """A text as read, and the province whose agencies it was read by."""

    province_id: int
    reading: Reading


def read_directive_text(
    text: str, *, province_ids: Iterable[int], today: date, on: date | None = None
) -> ReadDirective:
    """Read a text by the names of its own day. `province_ids`: those that may be meant; of several, the issuer's.

    `on`: its day, where the text does not tell it.

    Raises CannotReadDirective, CannotTellProvince.
    """
    reader, calendar = GrammarReader(), work_calendar()
    first = reader.read(text, on=on, today=today, directory=Directory(), calendar=calendar)
    day, issuer = first.document.on or on or today, first.document.issuer
    standing = agency_map(day)
    meant = [one for one in standing.provinces if one.id in set(province_ids)]
    if len(meant) > 1:
        meant = [one for one in meant if one.short_name.casefold() in issuer.casefold()]
    if len(meant) != 1:
        read = f"Cơ quan ban hành đọc được: {issuer}. " if issuer else ""
        raise CannotTellProvince(f"Không rõ văn bản của tỉnh nào. {read}Chọn tỉnh rồi đọc lại.")
    directory = directory_on(day, province=meant[0].code)
    reading = reader.read(text, on=on, today=today, directory=directory, calendar=calendar)
    return ReadDirective(meant[0].id, reading)


def names_on(province_id: int, on: date) -> Names:
    """Who is meant by a name within a province on a day; the members of its groups as they were."""
    standing = agency_map(on)
    province = standing.by_id.get(province_id)
    if province is None:
        return Names(Directory(), {}, {})
    groups: dict[str, tuple[int, ...]] = {}
    for one in standing.reporters(province_id):
        groups[one.group or ""] = (*groups.get(one.group or "", ()), one.id)
    ids = {one.code: one.id for one in standing.below(province_id)}
    return Names(directory_on(on, province=province.code), ids, groups)


def access_draft(rights: Rights, *, draft_id: int, for_update: bool = False) -> DirectiveDraft:
    """A directive being read in a province that this person watches; else NotFound."""
    rows = DirectiveDraft.objects.select_related("province", "assignment__source")
    if for_update:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(province_id__in=rights.agencies_for(Right.MONITOR), pk=draft_id).first()
    if found is None:
        raise NotFound("Không tìm thấy văn bản này.")
    return found


def drafts_of(rights: Rights) -> QuerySet[DirectiveDraft]:
    """The directives read in the provinces watched, the newest first; without their long texts."""
    rows = DirectiveDraft.objects.filter(province_id__in=rights.agencies_for(Right.MONITOR))
    return rows.select_related("province", "actor", "assignment").defer("text").order_by("-recorded_at", "-id")


def proposed(one: Proposal, names: Names) -> Proposed:
    """A proposal with its names found."""
    return Proposed(one.title, names.choose(one.leads), names.choose(one.coordinating), one.due_on)


@dataclass(frozen=True)
class Entered:
    """A document that has been entered before, and how many tasks it has (văn bản đã nhập)."""

    source: SourceDocument
    n_tasks: int


def already_entered(province_id: int, number: str, issued_on: date | None) -> Entered | None:
    """The document of this number and day, when tasks of it stand already; its number however it is written."""
    begins = number.strip().split("/")[0].lstrip("0")
    if not begins:
        return None
    rows = SourceDocument.objects.filter(province_id=province_id, issued_on=issued_on, number__contains=begins)
    for source in rows.defer("text").order_by("id"):
        n_tasks = Task.objects.filter(counted(), source=source).count()
        if n_tasks and same_number(source.number, number):
            return Entered(source, n_tasks)
    return None
