"""The reader that goes by rules and grammar (đọc văn bản theo quy tắc): explainable, offline, the same every time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dondoc.assignments.rules.reading.citations import Citation, citations_in
from dondoc.assignments.rules.reading.deadlines import Base, deadline_in
from dondoc.assignments.rules.reading.directory import Directory
from dondoc.assignments.rules.reading.drafts import Above, Draft, Worded
from dondoc.assignments.rules.reading.heading import Heading, heading_of
from dondoc.assignments.rules.reading.mentions import Mention, every_mention, everybody_in
from dondoc.assignments.rules.reading.outline import Line, lines_of, tree_of
from dondoc.assignments.rules.reading.parties import open_questions, parties_of
from dondoc.assignments.rules.reading.passages import Passage, extracted, levelled, low, tidy
from dondoc.assignments.rules.reading.setting import CENTRE, Setting
from dondoc.assignments.rules.reading.tables import TableRow, rows_of
from dondoc.assignments.rules.reading.values import (
    NO_DEADLINE,
    DeadlineKind,
    ReadDeadline,
    ReadDocument,
    Reading,
    ReadTask,
)
from dondoc.assignments.rules.reading.walk import Walker
from dondoc.assignments.rules.reading.zones import Zones, zones_of
from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.rules.calendar import WorkCalendar

# What a guess takes off the confidence of a task.
DOUBT_NAME, DOUBT_DAY, DOUBT_REPORT = 0.15, 0.1, 0.3
NOT_DIRECTING = ("báo cáo", "tờ trình")


class GrammarReader:
    """A `DirectiveReader` without a model and without the network (bộ đọc theo quy tắc)."""

    def read(self, text: str, *, on: date | None, today: date, directory: Directory, calendar: WorkCalendar) -> Reading:
        """Propose tasks; see DirectiveReader. Raises CannotReadDirective."""
        text = extracted(text)
        level = levelled(text)
        lines = lines_of(level)
        zones = zones_of(lines)
        heading = heading_of(lines, zones)
        citations = citations_in(text, level)
        since = heading.on or _told_beside(heading, on) or heading.reckoned_from or _latest(citations, today)
        base = Base(since, calendar, is_certain=heading.on is not None)
        addressees = _addressees(level, lines, zones)
        setting = Setting(
            heading.issuer, _own_place(heading.issuer), zones.kind not in NOT_DIRECTING, not heading.number
        )
        walker = Walker(setting, base, addressees)
        rows = list(rows_of(lines))
        in_table = {row.start for row in rows}
        prose = [line for line in lines[zones.words : zones.close] if line.start not in in_table]
        walker.walk(tree_of(level, prose), Above())
        drafts = walker.drafts + _annexed(level, lines, zones, setting, base)
        drafts += [_from_row(level, row, base) for row in rows]
        kept = [draft for draft in drafts if not (draft.is_generic and not draft.point)]
        tasks = [_settled(text, draft, directory, setting) for draft in sorted(kept, key=lambda one: one.start)]
        return Reading(
            text=text,
            document=_document(heading, zones, addressees, directory),
            tasks=tuple(tasks),
            citations=citations,
            notes=_notes(heading, since),
        )


def _addressees(level: str, lines: list[Line], zones: Zones) -> tuple[Mention, ...]:
    first, last = zones.addressees
    p = Passage.of(level, [(line.start, line.end) for line in lines[first:last] if line.text])
    return tuple(one for some, _, _ in every_mention(p) for one in some if not one.is_assigner)


def _own_place(issuer: str) -> str:
    """'tỉnh' of 'UBND tỉnh Lạng Sơn': the kind of place whose committee gives the orders."""
    lowered = low(issuer)
    if lowered.endswith(("chính phủ", "quốc gia", "trung ương")) or lowered.startswith("bộ "):
        return CENTRE
    places = ("thành phố", "huyện", "thị xã", "quận", "xã", "phường", "đặc khu")
    return next((kind for kind in places if f"ubnd {kind}" in lowered), "tỉnh")


def _annexed(level: str, lines: list[Line], zones: Zones, setting: Setting, base: Base) -> list[Draft]:
    """A plan that a decision puts into force stands behind the signature."""
    prose = [line for line in lines[zones.annex :] if "\t" not in line.text]
    title = " ".join(low(line.text) for line in prose[:6])
    if not any(
        word in title for word in ("kế hoạch", "phương án", "chương trình", "phân công nhiệm vụ", "danh mục nhiệm vụ")
    ):
        return []
    walker = Walker(setting, base)
    walker.walk(tree_of(level, prose), Above(is_directive=False))
    return walker.drafts


def _from_row(level: str, row: TableRow, base: Base) -> Draft:
    """A row of a table that assigns."""
    leads = everybody_in(Passage.of(level, [row.lead]))
    deadline = None
    if row.time is not None:
        words = low(" ".join(level[slice(*row.time)].split()))
        said = deadline_in(f"thời hạn: {words}", base)
        deadline = Worded(said, *row.time) if said else None
    return Draft(
        point=row.label,
        start=row.task[0],
        end=row.task[1],
        leads=leads,
        sure=0.9,
        coordinating=everybody_in(Passage.of(level, [row.coordinating])) if row.coordinating else [],
        deadline=deadline,
    )


def _settled(text: str, draft: Draft, directory: Directory, setting: Setting) -> ReadTask:
    lead = parties_of(draft.leads, directory)
    known = {party.name for party in lead}
    others = [party for party in parties_of(draft.coordinating, directory) if party.name not in known]
    deadline = _deadline(text, draft.deadline)
    questions = [*open_questions(lead), *open_questions(others), *draft.doubts]
    if not lead:
        questions.append("chưa rõ đơn vị chủ trì, cần chọn")
    if deadline.guess:
        questions.append(f"{deadline.wording}: {deadline.guess}")
    doubt = DOUBT_NAME * (not lead or any(party.note for party in lead)) + DOUBT_DAY * bool(deadline.guess)
    doubt += DOUBT_REPORT * (not setting.is_directing or draft.is_generic)
    return ReadTask(
        point=draft.point,
        start=draft.start,
        end=draft.end,
        text=text[draft.start : draft.end],
        lead=lead,
        coordinating=tuple(party for party in others if not party.is_open),
        deadline=deadline,
        confidence=round(max(0.05, draft.sure - doubt), 2),
        unresolved=tuple(dict.fromkeys(questions)),
    )


def _deadline(text: str, found: Worded | None) -> ReadDeadline:
    if found is None:
        return NO_DEADLINE
    said = found.said
    wording = tidy(text[found.start : found.end])
    return ReadDeadline(DeadlineKind(said.kind), wording, said.on, said.as_written, said.at, said.guess)


def _document(heading: Heading, zones: Zones, addressees: Iterable[Mention], directory: Directory) -> ReadDocument:
    return ReadDocument(
        number=heading.number,
        on=heading.on,
        issuer=heading.issuer,
        title=heading.title,
        signer=heading.signer,
        kind=zones.kind,
        addressees=parties_of(addressees, directory),
    )


def _latest(citations: Iterable[Citation], today: date) -> date:
    """A document is not older than what it cites; without any date of its own that is the best there is."""
    return max((one.on for one in citations if one.on and one.on <= today), default=today)


def _told_beside(heading: Heading, on: date | None) -> date | None:
    """The day that is known from elsewhere, unless the text names another month."""
    month = heading.reckoned_from
    return on if on is None or month is None or (on.year, on.month) == (month.year, month.month) else None


def _notes(heading: Heading, since: date) -> tuple[str, ...]:
    if heading.on is not None:
        return ()
    return (f"Văn bản chưa ghi đủ ngày; thời hạn tạm tính từ {screen_date(since)}.",)
