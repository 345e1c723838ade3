"""Where a task stands on its three axes (vòng đời nhiệm vụ), worked out of what happened to it as of any moment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dondoc.assignments.rules.deeds import DeedKind, Life
from dondoc.assignments.rules.facts import Happened, ResultFact, TaskFacts, counts_confirmation, is_known
from dondoc.assignments.rules.states import Confirmation, ExtensionState, Work
from dondoc.base.rules.moments import AsOf, day_of, end_of

K = DeedKind
# After these the results reported before them count no more.
CUTS = (K.CALL_BACK_RESULT, K.REOPEN)
ENDINGS = (K.CLOSE, K.REOPEN)
ABSENCES = (K.WITHDRAW, K.GRANT_REFUSAL, K.REINSTATE)
PAUSES = (K.SUSPEND, K.RESUME, K.REOPEN)
REFUSALS = (K.REFUSE, K.CALL_BACK_REFUSAL, K.DENY_REFUSAL, K.GRANT_REFUSAL, K.TRANSFER, K.REINSTATE)
REQUESTS = {
    K.REQUEST_EXTENSION: ExtensionState.PENDING,
    K.CALL_BACK_EXTENSION: ExtensionState.NONE,
    K.GRANT_EXTENSION: ExtensionState.GRANTED,
    K.REFUSE_EXTENSION: ExtensionState.REFUSED,
}
# With these a request that waits falls away.
LAPSING = (K.TRANSFER, K.WITHDRAW, K.GRANT_REFUSAL, K.CLOSE, K.REOPEN)


@dataclass(frozen=True)
class Ending:
    """How the work ended, or a result that waits: delivered on that day; `is_done` once it counts.

    `counted`: the day by which it is on time or late; empty while a result waits whose confirmation will count.
    """

    delivered: date | None
    is_done: bool
    confirmation: Confirmation
    counted: date | None = None
    confirmed_on: date | None = None
    grade: str = ""


def last_of(events: Sequence[Happened], kinds: Collection[DeedKind]) -> Happened | None:
    """The newest event of these kinds."""
    if not events:
        return None
    return next((event for event in reversed(events) if event.kind in kinds), None)


def ending_at(task: TaskFacts, as_of: AsOf) -> Ending:
    """What has been delivered by a moment: the newest result that counts, or a closing with its reason."""
    events = task.until(as_of)
    cut = last_of(events, CUTS)
    result = _newest_result(task, as_of, cut.at if cut else None)
    decided = _decision(result, as_of) if result else None
    closed = last_of(events, ENDINGS)
    if closed is not None and closed.kind is K.CLOSE and decided is not True:
        day = closed.day or day_of(closed.at)
        return Ending(day, True, _confirmation(result, decided), day)
    if result is None or decided is False:
        return Ending(None, False, _confirmation(result, decided))
    confirmed_on = result.decided_on if decided else None
    counted = _counted(task, result, confirmed_on, as_of)
    return Ending(
        result.completed_on, decided is True, _confirmation(result, decided), counted, confirmed_on, result.grade
    )


def _counted(task: TaskFacts, result: ResultFact, confirmed_on: date | None, as_of: AsOf) -> date | None:
    """The day of delivery, or by a province's own rule that of confirmation. History of another system has only one."""
    if result.is_imported or not counts_confirmation(task, confirmed_on or as_of.on, as_of):
        return result.completed_on
    return confirmed_on


def life_at(task: TaskFacts, as_of: AsOf) -> Life:
    """Where a task stands on its three axes as of a moment."""
    return life_with(task, as_of, ending_at(task, as_of))


def life_with(task: TaskFacts, as_of: AsOf, ending: Ending) -> Life:
    """The same where it is known how the work ended."""
    events = task.until(as_of)
    return Life(_work(task, as_of, events, ending), ending.confirmation, _extension(task, as_of, events))


def is_withdrawn(task: TaskFacts, as_of: AsOf) -> bool:
    """Taken out of every list by a moment (đã thu hồi)."""
    return _is_absent(task.until(as_of))


def _is_absent(events: Sequence[Happened]) -> bool:
    absent = last_of(events, ABSENCES)
    return absent is not None and absent.kind is not K.REINSTATE


def lead_at(task: TaskFacts, lead_id: int, as_of: AsOf) -> int:
    """The lead agency at a moment; `lead_id` is the one of today. A task has exactly one, always."""
    if not task.events:
        return lead_id
    counted = task.until(as_of)
    later = [e for e in task.events if e.kind is K.TRANSFER and e not in counted]
    return later[0].from_agency_id or lead_id if later else lead_id


def suspended_since(task: TaskFacts, as_of: AsOf) -> Happened | None:
    """The suspension that lasts at a moment."""
    pause = last_of(task.until(as_of), PAUSES)
    return pause if pause is not None and pause.kind is K.SUSPEND else None


def extensions_granted(task: TaskFacts, as_of: AsOf) -> int:
    """How often the deadline has been moved by consent."""
    told = sum(is_known(e.recorded_at, as_of) and (e.granted_on or as_of.on) <= as_of.on for e in task.extensions)
    return told + sum(e.kind is K.GRANT_EXTENSION for e in task.until(as_of))


@dataclass(frozen=True)
class Part:
    """A coordinating agency's own part (phần việc phối hợp): what, until when, and what it says it has done, by which
    document. Given anew, it is to be delivered anew.
    """

    text: str
    due_on: date | None
    done: str
    done_on: date | None
    number: str = ""
    issued_on: date | None = None

    def days_late(self, on: date) -> int:
        """How many days after its deadline it was delivered, or is still missing on a day; 0: in time, no deadline."""
        return max(((self.done_on or on) - self.due_on).days, 0) if self.due_on else 0


def part_of(task: TaskFacts, agency_id: int, as_of: AsOf) -> Part | None:
    """The part of a coordinating agency at a moment; None: none was given and nothing reported."""
    own = [e for e in task.until(as_of) if e.agency_id == agency_id]
    given, newest = last_of(own, (K.SET_PART,)), last_of(own, (K.SET_PART, K.REPORT_PART))
    if newest is None:
        return None
    told = newest if newest.kind is K.REPORT_PART else None
    return Part(
        text=given.text if given else "",
        due_on=given.day if given else None,
        done=told.text if told else "",
        done_on=day_of(told.at) if told else None,
        number=told.number if told else "",
        issued_on=told.day if told else None,
    )


def _confirmation(result: ResultFact | None, decided: bool | None) -> Confirmation:
    if result is None:
        return Confirmation.NONE
    if decided is None:
        return Confirmation.WAITING
    return Confirmation.CONFIRMED if decided else Confirmation.RETURNED


def _work(task: TaskFacts, as_of: AsOf, events: Sequence[Happened], ending: Ending) -> Work:
    if _is_absent(events):
        return Work.WITHDRAWN
    if ending.is_done:
        return Work.CLOSED
    if suspended_since(task, as_of) is not None:
        return Work.SUSPENDED
    if (refusal := last_of(events, REFUSALS)) is not None and refusal.kind is K.REFUSE:
        return Work.REFUSED
    if ending.confirmation is not Confirmation.NONE:
        return Work.IN_PROGRESS
    return _effort(task, as_of, events)


def _effort(task: TaskFacts, as_of: AsOf, events: Sequence[Happened]) -> Work:
    """What the lead of the moment has done: nothing of an earlier lead's counts."""
    since = last_of(events, (K.TRANSFER,))
    began = [u for u in task.updates if u.updated_on <= as_of.on and is_known(u.recorded_at, as_of)]
    if any(since is None or u.recorded_at >= since.at for u in began):
        return Work.IN_PROGRESS
    own = events[events.index(since) + 1 :] if since else events
    if any(e.kind in (K.RESUME, K.REOPEN, K.CALL_BACK_RESULT) for e in own):
        return Work.IN_PROGRESS
    received = last_of(own, (K.ACCEPT, K.CALL_BACK_REFUSAL, K.DENY_REFUSAL, K.REINSTATE))
    return Work.RECEIVED if received is not None and received.kind is K.ACCEPT else Work.NEW


def _extension(task: TaskFacts, as_of: AsOf, events: Sequence[Happened]) -> ExtensionState:
    newest = last_of(events, (*REQUESTS, *LAPSING))
    if newest is not None and newest.kind in REQUESTS and newest.kind is not K.CALL_BACK_EXTENSION:
        return REQUESTS[newest.kind]
    return ExtensionState.GRANTED if extensions_granted(task, as_of) else ExtensionState.NONE


def _newest_result(task: TaskFacts, as_of: AsOf, since: datetime | None) -> ResultFact | None:
    """The result that counts: imported rows replace one another; a report counts from the day it was made."""
    known = [r for r in task.results if is_known(r.recorded_at, as_of) and (since is None or r.recorded_at > since)]
    imported = [r for r in known if r.is_imported]
    happened = [r for r in known if not r.is_imported and r.reported_on is not None and r.reported_on <= as_of.on]
    newest = max(reversed([*happened, *imported[-1:]]), key=lambda r: r.recorded_at, default=None)
    if newest is None or newest.completed_on is None or newest.completed_on > as_of.on:
        return None
    return newest


def _decision(result: ResultFact, as_of: AsOf) -> bool | None:
    if result.is_imported:
        return True
    if result.decided_at is None or result.decided_at > end_of(as_of.on) or not is_known(result.decided_at, as_of):
        return None
    return result.is_confirmed
