"""What a deed on a task says, and every reason against it (điều kiện của từng việc)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dondoc.assignments.rules.buckets import TaskFacts, due_in_force
from dondoc.assignments.rules.deeds import LIFE, DeedKind, Needs, reasons_against
from dondoc.assignments.rules.life import extensions_granted, last_of, life_at, suspended_since
from dondoc.base.rules.moments import AsOf, day_of
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.documents.rules.secrecy import is_secret_number, told

K = DeedKind
LONGEST_REASON = 2000
LONGEST_NUMBER = 60


class Clock(StrEnum):
    """What a suspension does to the deadline (tính hạn khi tạm dừng)."""

    RUNS = "runs"
    CALENDAR = "calendar"
    WORKING = "working"

    @property
    def label(self) -> str:
        return _CLOCKS[self]


class CountsBy(StrEnum):
    """Which day says on time or late (ngày tính đúng hạn)."""

    DELIVERY = "delivery"
    CONFIRMATION = "confirmation"

    @property
    def label(self) -> str:
        return "ngày giao kết quả" if self is CountsBy.DELIVERY else "ngày xác nhận kết quả"


_CLOCKS = {
    Clock.RUNS: "vẫn tính hạn",
    Clock.CALENDAR: "cộng thêm số ngày tạm dừng",
    Clock.WORKING: "cộng thêm số ngày làm việc tạm dừng",
}


@dataclass(frozen=True)
class Limits:
    """What a province allows (quy định). The figures are practice; a province sets its own."""

    most_extensions: int = 2
    days_late: int = 30
    days_far: int = 30
    clock: Clock = Clock.CALENDAR
    reaction_days: int = 1  # working days to answer a document that looks like a result
    counts_by: CountsBy = CountsBy.DELIVERY
    completion_days: int = 0  # a day of completion lies at most so many days back; 0: no limit
    near_days: int = 3
    update_days: int = 0  # working days between updates; 0: not asked
    reminder_days: tuple[int, ...] = (7, 3, 1)  # before the deadline
    ageing_days: tuple[int, ...] = (30, 60, 120)  # of what is overdue
    warned_days: int = 3  # before a finding on the process counts, its agency is warned


def days_in(text: str) -> tuple[int, ...]:
    """'7, 3, 1' as numbers, what is no number of days left out."""
    parts = (part.strip() for part in text.split(","))
    return tuple(int(part) for part in parts if part.isdecimal() and len(part) < 5)


@dataclass(frozen=True)
class Asked:
    """What is said with a deed; what is not said is empty. `coordinating_ids`: of the task, for a share of it."""

    reason: str = ""
    day: date | None = None
    agency_id: int | None = None
    person_id: int | None = None
    text: str = ""
    number: str = ""


@dataclass(frozen=True)
class Parties:
    """Who takes part in a task now (đơn vị tham gia), and who may."""

    lead_id: int
    coordinating_ids: frozenset[int]
    may_lead: frozenset[int] = frozenset()
    officers: frozenset[int] = frozenset()  # of the lead agency, by user


def reasons_not_to(
    kind: DeedKind, facts: TaskFacts, asked: Asked, parties: Parties, limits: Limits, as_of: AsOf
) -> Iterator[Reason]:
    """Every reason against a deed, beside who may do it."""
    yield from reasons_against(kind, life_at(facts, as_of))
    needs = LIFE[kind].needs
    if Needs.REASON in needs and not asked.reason.strip():
        yield Reason("Ghi lý do để bên kia biết.", "Lý do")
    if Needs.TEXT in needs and not asked.text.strip():
        yield Reason("Ghi nội dung.", "Nội dung")
    for words, where in ((asked.reason, "Lý do"), (asked.text, "Nội dung")):
        if len(words) > LONGEST_REASON:
            yield Reason(f"Dài {len(words)} ký tự; rút gọn còn không quá {LONGEST_REASON}.", where)
    yield from _about_parties(kind, asked, parties)
    yield from _about_day(kind, facts, asked, limits, as_of)


def _about_parties(kind: DeedKind, asked: Asked, parties: Parties) -> Iterator[Reason]:
    if kind is K.TRANSFER and asked.agency_id == parties.lead_id:
        yield Reason("Đơn vị này đang chủ trì.", "Đơn vị chủ trì mới")
    elif kind is K.TRANSFER and asked.agency_id not in parties.may_lead:
        yield Reason("Chọn một đơn vị của tỉnh.", "Đơn vị chủ trì mới")
    if kind is K.SET_PART and asked.agency_id not in parties.coordinating_ids:
        yield Reason("Chọn một đơn vị phối hợp của nhiệm vụ này.", "Đơn vị phối hợp")
    if kind is K.ASSIGN_PERSON and asked.person_id not in parties.officers:
        yield Reason("Chọn một cán bộ của đơn vị chủ trì.", "Cán bộ")


def _about_day(kind: DeedKind, facts: TaskFacts, asked: Asked, limits: Limits, as_of: AsOf) -> Iterator[Reason]:
    if Needs.DAY in LIFE[kind].needs and asked.day is None:
        yield Reason("Ghi ngày theo dạng dd/mm/yyyy.", "Ngày")
        return
    if kind is K.CLOSE and asked.day is not None:
        yield from _about_closing(facts, asked.day, as_of)
    if kind is K.REQUEST_EXTENSION and asked.day is not None:
        yield from _about_request(facts, asked.day, limits, as_of)
    if kind is K.REPORT_PART:
        yield from _about_document(facts, asked, as_of)
    if kind is K.GRANT_EXTENSION and (day := _granted(facts, asked, as_of)) is not None:
        yield from _about_new_deadline(facts, day, as_of)


def _about_closing(facts: TaskFacts, day: date, as_of: AsOf) -> Iterator[Reason]:
    if day > as_of.on:
        yield Reason(f"{screen_date(day)} chưa tới.", "Ngày")
    if day < facts.assigned_on:
        yield Reason(f"{screen_date(day)} trước ngày giao {screen_date(facts.assigned_on)}.", "Ngày")


def _about_document(facts: TaskFacts, asked: Asked, as_of: AsOf) -> Iterator[Reason]:
    """Of the document by which a coordinating agency delivered its part; the whole of it may be left out."""
    if len(asked.number) > LONGEST_NUMBER:
        yield Reason(f"Dài quá {LONGEST_NUMBER} ký tự.", "Số, ký hiệu văn bản")
    if is_secret_number(asked.number):
        yield Reason(told("MẬT"), "Số, ký hiệu văn bản")
    if asked.number.strip() and asked.day is None:
        yield Reason("Ghi ngày của văn bản theo dạng dd/mm/yyyy.", "Ngày văn bản")
    if asked.day is None:
        return
    if not asked.number.strip():
        yield Reason("Có ngày thì ghi cả số, ký hiệu của văn bản.", "Số, ký hiệu văn bản")
    if asked.day > as_of.on:
        yield Reason(f"{screen_date(asked.day)} chưa tới.", "Ngày văn bản")
    elif asked.day < facts.assigned_on:
        yield Reason(f"{screen_date(asked.day)} trước ngày giao {screen_date(facts.assigned_on)}.", "Ngày văn bản")


def _about_request(facts: TaskFacts, day: date, limits: Limits, as_of: AsOf) -> Iterator[Reason]:
    """How many, how late, how far. Source: practice of provinces; the province's own row says otherwise."""
    due = due_in_force(facts, as_of)
    if due is None:
        yield Reason("Nhiệm vụ không có hạn thì không gia hạn.")
        return
    if extensions_granted(facts, as_of) >= limits.most_extensions:
        yield Reason(f"Đã gia hạn {limits.most_extensions} lần, là nhiều nhất theo quy định.")
    if as_of.on > due + timedelta(days=limits.days_late):
        yield Reason(f"Chỉ đề nghị được trong {limits.days_late} ngày sau hạn {screen_date(due)}.")
    if day > due + timedelta(days=limits.days_far):
        latest = screen_date(due + timedelta(days=limits.days_far))
        yield Reason(f"Mỗi lần gia hạn không quá {limits.days_far} ngày: muộn nhất {latest}.", "Ngày")
    yield from _about_new_deadline(facts, day, as_of)


def _about_new_deadline(facts: TaskFacts, day: date, as_of: AsOf) -> Iterator[Reason]:
    due = due_in_force(facts, as_of)
    if due is not None and day <= due:
        yield Reason(f"Hạn mới phải sau hạn đang áp dụng {screen_date(due)}.", "Ngày")
    if day < as_of.on:
        yield Reason(f"{screen_date(day)} đã qua.", "Ngày")


def day_of_deed(
    kind: DeedKind, facts: TaskFacts, asked: Asked, limits: Limits, calendar: WorkCalendar, as_of: AsOf
) -> date | None:
    """The day to keep with a deed: the deadline granted is the one asked for unless another is said; after a
    suspension that stopped the clock the deadline moves by the days that it lasted.
    """
    if kind is K.GRANT_EXTENSION:
        return _granted(facts, asked, as_of)
    if kind in (K.RESUME, K.REOPEN):
        return _after_pause(facts, limits, calendar, as_of)
    needs = LIFE[kind]
    return asked.day if Needs.DAY in (*needs.needs, *needs.may_say) else None


def _granted(facts: TaskFacts, asked: Asked, as_of: AsOf) -> date | None:
    request = last_of(facts.until(as_of), (K.REQUEST_EXTENSION,))
    return asked.day or (request.day if request else None)


def _after_pause(facts: TaskFacts, limits: Limits, calendar: WorkCalendar, as_of: AsOf) -> date | None:
    pause, due = suspended_since(facts, as_of), due_in_force(facts, as_of)
    if pause is None or due is None or not pause.stops_clock:
        return None
    closed = last_of(facts.until(as_of), (K.CLOSE,))
    until = day_of(closed.at) if closed is not None and closed.at > pause.at else as_of.on
    since = day_of(pause.at)
    if limits.clock is Clock.WORKING:
        return calendar.add_working_days(due, calendar.working_days_between(since, until)) if until > since else due
    # BLDS 2015, Điều 148.5: a term that ends on a day off ends on the working day after it.
    moved = due + timedelta(days=(until - since).days)
    return calendar.next_working_day(moved) if moved != due else due
