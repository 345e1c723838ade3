"""Proposed tasks (nhiệm vụ đề xuất): whom the names mean, and what stands against assigning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dondoc.assignments.rules.entry import SourceKind
from dondoc.assignments.rules.reading import Directory, Party
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import same_name_key, screen_date
from dondoc.documents.rules.secrecy import is_secret_number

MOST_CHARACTERS = 2000
# The code of a task is the number of its document, the year and a count: it must fit into 60 characters.
LONGEST_NUMBER = 45
SEPARATOR = ";"


@dataclass(frozen=True)
class Chosen:
    """One name with the agencies that it means: a group (nhóm) means several; `problem` in words, '' for none."""

    written: str
    ids: tuple[int, ...] = ()
    is_group: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Choice:
    """A list of names as typed, each with whom it means."""

    parts: tuple[Chosen, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """Every agency once, in the order of the names."""
        return tuple(dict.fromkeys(agency_id for part in self.parts for agency_id in part.ids))

    def reasons(self, where: str) -> Iterator[Reason]:
        """What is unclear about the names."""
        yield from (Reason(f"{part.written}: {part.problem}", where) for part in self.parts if part.problem)


@dataclass(frozen=True)
class Names:
    """Who is meant by a name on the day of the document: agencies by id, groups with their members of that day."""

    directory: Directory
    ids: Mapping[str, int]  # by code, of agencies that stood on the day
    groups: Mapping[str, tuple[int, ...]]

    def choose(self, text: str) -> Choice:
        """Names parted by ';' or line ends, each found; what is not found says so."""
        written = [name.strip() for line in text.splitlines() for name in line.split(SEPARATOR)]
        return Choice(tuple(self._choose(name) for name in dict.fromkeys(written) if name))

    def _choose(self, name: str) -> Chosen:
        code = name.partition(" – ")[0]
        if code in self.ids:
            return Chosen(name, (self.ids[code],))
        if group := self._group(name):
            return Chosen(name, self.groups[group], is_group=True)
        found = self.directory.find(name)
        if found is None:
            return Chosen(name, problem="chưa rõ đơn vị nào; ghi tên hoặc mã trong danh mục đơn vị, hoặc tên nhóm")
        if found.entry.code not in self.ids:
            return Chosen(name, problem=found.note or "không có vào ngày văn bản")
        return Chosen(name, (self.ids[found.entry.code],))

    def _group(self, name: str) -> str:
        exact = next((group for group in self.groups if same_name_key(group) == same_name_key(name)), "")
        return exact or (group if (group := self.directory.group(name)) in self.groups else "")


def written(parties: tuple[Party, ...]) -> str:
    """Parties of a reading as an official would type them."""
    return f"{SEPARATOR} ".join(party.name or party.as_written for party in parties)


@dataclass(frozen=True)
class Proposed:
    """A proposal with its names found, as it would be assigned."""

    title: str
    leads: Choice
    coordinating: Choice
    due_on: date | None

    @property
    def n_tasks(self) -> int:
        """One task for each lead agency: exactly one answers for a task. Source: NĐ 191/2026/NĐ-CP, Điều 24."""
        return len(self.leads.ids)

    def coordinating_of(self, lead_id: int) -> tuple[int, ...]:
        """Who coordinates the task of one lead; never the lead itself."""
        return tuple(agency_id for agency_id in self.coordinating.ids if agency_id != lead_id)


def reasons_not_to_accept(one: Proposed, issued_on: date | None) -> Iterator[Reason]:
    """Every reason against accepting a proposal."""
    if not one.title.strip():
        yield Reason("Ghi nội dung nhiệm vụ.", "Nội dung")
    if len(one.title) > MOST_CHARACTERS:
        yield Reason(f"Dài {len(one.title)} ký tự; rút gọn còn không quá {MOST_CHARACTERS}.", "Nội dung")
    yield from one.leads.reasons("Chủ trì")
    if not one.leads.parts:
        yield Reason("Chọn đơn vị chủ trì, hoặc một nhóm: mỗi đơn vị trong nhóm một nhiệm vụ.", "Chủ trì")
    yield from one.coordinating.reasons("Phối hợp")
    if len(one.leads.ids) == 1 and set(one.leads.ids) & set(one.coordinating.ids):
        yield Reason("Đơn vị chủ trì không thể vừa phối hợp nhiệm vụ này.", "Phối hợp")
    if one.due_on is not None and issued_on is not None and one.due_on < issued_on:
        yield Reason(f"{screen_date(one.due_on)} trước ngày văn bản {screen_date(issued_on)}.", "Thời hạn")


@dataclass(frozen=True)
class Source:
    """A document as the official settles it (văn bản giao việc)."""

    number: str
    issued_on: date | None
    title: str
    issuer: str
    signer: str
    assigner: str
    kind: SourceKind | None = None  # None: as it was


def reasons_not_to_issue(source: Source, on: date) -> Iterator[Reason]:
    """What a document still lacks before it can assign: a draft assigns nothing until it is numbered and dated."""
    if not source.number.strip():
        yield Reason("Ghi số, ký hiệu; văn bản chưa phát hành thì chưa giao việc được.", "Số, ký hiệu")
    elif is_secret_number(source.number):
        yield Reason("Ký hiệu này của văn bản mật; nhiệm vụ mật không đưa vào hệ thống.", "Số, ký hiệu")
    elif len(source.number.strip()) > LONGEST_NUMBER:
        yield Reason(f"Dài hơn {LONGEST_NUMBER} ký tự; ghi đúng số và ký hiệu.", "Số, ký hiệu")
    if source.issued_on is None:
        yield Reason("Ghi ngày văn bản theo dạng dd/mm/yyyy.", "Ngày văn bản")
    elif source.issued_on > on:
        yield Reason(f"{screen_date(source.issued_on)} chưa tới.", "Ngày văn bản")
