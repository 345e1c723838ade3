"""What a reader of directives takes in and gives back (kết quả đọc văn bản giao việc): plain values, and the port.

Another reader (one built on a language model, say) plugs in by meeting `DirectiveReader`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from typing import Protocol

from dondoc.assignments.rules.reading.citations import Citation
from dondoc.assignments.rules.reading.directory import Directory
from dondoc.deadlines.rules.calendar import WorkCalendar


class DeadlineKind(StrEnum):
    """How a document words a deadline (cách ghi thời hạn)."""

    DATE = "date"
    PERIOD = "period"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    RECURRING = "recurring"
    RELATIVE = "relative"
    CONTINUING = "continuing"
    NONE = "none"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    DeadlineKind.DATE: "ngày cụ thể",
    DeadlineKind.PERIOD: "trong kỳ",
    DeadlineKind.WORKING_DAYS: "số ngày làm việc",
    DeadlineKind.DAYS: "số ngày",
    DeadlineKind.RECURRING: "định kỳ",
    DeadlineKind.RELATIVE: "theo sự kiện",
    DeadlineKind.CONTINUING: "thường xuyên",
    DeadlineKind.NONE: "không ghi thời hạn",
}


@dataclass(frozen=True)
class ReadDeadline:
    """A deadline as worded and as reckoned (thời hạn như văn bản ghi và ngày tính ra).

    `on` is the last valid day: "trước ngày X" leaves X out. `as_written` is the day the words name. `at` is the
    hour, where one stands. `guess` says in words what had to be supposed; empty: nothing.
    """

    kind: DeadlineKind
    wording: str = ""
    on: date | None = None
    as_written: date | None = None
    at: time | None = None
    guess: str = ""


NO_DEADLINE = ReadDeadline(DeadlineKind.NONE)


@dataclass(frozen=True)
class Party:
    """An agency or group that a task names (đơn vị được nêu tên).

    `name` in full; `as_written` as the document has it. `code` of the directory's agency, '' where it knows none.
    An open party ('các cơ quan liên quan') has to be chosen by the official.
    """

    name: str
    as_written: str
    code: str = ""
    is_group: bool = False
    is_open: bool = False
    note: str = ""


@dataclass(frozen=True)
class ReadTask:
    """One proposed task (nhiệm vụ đề xuất) with the passage that it came from: `text[start:end]`."""

    point: str
    start: int
    end: int
    text: str
    lead: tuple[Party, ...]
    coordinating: tuple[Party, ...]
    deadline: ReadDeadline
    confidence: float
    unresolved: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadDocument:
    """What a document says of itself (số, ngày, cơ quan ban hành, trích yếu, người ký). '' or None: not found."""

    number: str = ""
    on: date | None = None
    issuer: str = ""
    title: str = ""
    signer: str = ""
    kind: str = ""
    addressees: tuple[Party, ...] = ()

    def or_registered(self, number: str, on: date | None) -> ReadDocument:
        """With number and day as a register has them, where the text does not tell its own."""
        return replace(self, number=self.number or number, on=self.on or on)


@dataclass(frozen=True)
class Reading:
    """A directive, read. Every offset counts characters of `text`."""

    text: str
    document: ReadDocument
    tasks: tuple[ReadTask, ...]
    citations: tuple[Citation, ...]
    notes: tuple[str, ...] = field(default=())


class DirectiveReader(Protocol):
    """The port (cổng) behind which directives are read."""

    def read(self, text: str, *, on: date | None, today: date, directory: Directory, calendar: WorkCalendar) -> Reading:
        """Propose tasks. `on` stands in for a date that the document does not bear; None: the latest date that it
        cites, else `today`. Raises CannotReadDirective.
        """
        ...
