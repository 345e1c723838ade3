"""Timeliness of one obligation (tiến độ gửi báo cáo): compares days, never hours.

Which sending decides timeliness is a policy of the regime, usually the first that was not returned as invalid; the
newest decides the signing state, by the last check known. Source of the default margin: practice; no text defines the
boundary, so it is a setting too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dondoc.base.rules.moments import AsOf, day_of
from dondoc.deadlines.rules.definition import Counts
from dondoc.reporting.rules.changes import Exempting


class Timeliness(StrEnum):
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    NOT_SENT_OPEN = "not_sent_open"
    NOT_SENT_OVERDUE = "not_sent_overdue"
    EXEMPT = "exempt"

    @property
    def label(self) -> str:
        return _TIMELINESS[self]

    @property
    def is_sent(self) -> bool:
        return self in (Timeliness.EARLY, Timeliness.ON_TIME, Timeliness.LATE)

    @property
    def is_missing(self) -> bool:
        return self in (Timeliness.NOT_SENT_OPEN, Timeliness.NOT_SENT_OVERDUE)


_TIMELINESS = {
    Timeliness.EARLY: "Trước hạn",
    Timeliness.ON_TIME: "Đúng hạn",
    Timeliness.LATE: "Quá hạn",
    Timeliness.NOT_SENT_OPEN: "Chưa gửi, còn hạn",
    Timeliness.NOT_SENT_OVERDUE: "Chưa gửi, quá hạn",
    Timeliness.EXEMPT: "Không phải báo cáo",
}


class SignedState(StrEnum):
    """What may be said of a signature. Only SIGNED rests on a verification; RECORDED is another system's word."""

    SIGNED = "signed"
    RECORDED = "recorded"
    UNSIGNED = "unsigned"
    UNVERIFIABLE = "unverifiable"
    INVALID = "invalid"
    NOT_SENT = "not_sent"

    @property
    def label(self) -> str:
        return _SIGNED[self]

    @property
    def counts_as_signed(self) -> bool:
        return self in (SignedState.SIGNED, SignedState.RECORDED)

    @property
    def counts_as_unsigned(self) -> bool:
        return self in (SignedState.UNSIGNED, SignedState.UNVERIFIABLE, SignedState.INVALID)


_SIGNED = {
    SignedState.SIGNED: "Đã ký số",
    SignedState.RECORDED: "Đã ký số",
    SignedState.UNSIGNED: "Không ký số",
    SignedState.UNVERIFIABLE: "Chưa kiểm tra được chữ ký",
    SignedState.INVALID: "Chữ ký không hợp lệ",
    SignedState.NOT_SENT: "",
}


@dataclass(frozen=True)
class SignedSince:
    """From a moment on something else is to be said of a signature (kết quả kiểm tra lại)."""

    found_at: datetime
    recorded_at: datetime
    state: SignedState


@dataclass(frozen=True)
class Sending:
    """One sending as a fact. `invalid_at`: when its receiver returned it because it does not count (không hợp lệ).

    `signed`: by the check at sending; `signed_since`: what later checks changed, in their order. `id`: of its row, 0
    for the word of another system.
    """

    sent_at: datetime
    recorded_at: datetime
    signed: SignedState
    note: str = ""
    invalid_at: datetime | None = None
    signed_since: tuple[SignedSince, ...] = ()
    id: int = 0

    def signed_state(self, as_of: AsOf) -> SignedState:
        """What was to be said of its signature at a moment, as far as was known."""
        known = [
            since.state
            for since in self.signed_since
            if since.found_at <= as_of.at and (as_of.known_at is None or since.recorded_at <= as_of.known_at)
        ]
        return known[-1] if known else self.signed

    def counts(self, as_of: AsOf) -> bool:
        """Not returned as invalid by then, as far as was known."""
        known = as_of.at if as_of.known_at is None else min(as_of.at, as_of.known_at)
        return self.invalid_at is None or self.invalid_at > known


@dataclass(frozen=True)
class Recorded:
    """What another system recorded about the obligation; a later record replaces an earlier one."""

    sent_at: datetime | None
    signed: bool
    exempt: bool
    note: str
    recorded_at: datetime


@dataclass(frozen=True)
class Standing:
    """Where an obligation stands at a moment. `days`: late (> 0) or before the deadline (< 0), calendar days.

    `first_sent_at`: the sending that decides. `signed_in`: the row of the sending whose signature counts, 0 for none.
    """

    timeliness: Timeliness
    signed: SignedState
    first_sent_at: datetime | None
    n_sendings: int
    days: int
    note: str
    signed_in: int = 0


def judge(due_on: date, sent_on: date | None, on: date, *, early_margin_days: int = 1) -> Timeliness:
    """Timeliness by date: before the deadline day early, on it on time, after it late."""
    if sent_on is None:
        return Timeliness.NOT_SENT_OPEN if on <= due_on else Timeliness.NOT_SENT_OVERDUE
    if sent_on > due_on:
        return Timeliness.LATE
    return Timeliness.EARLY if (due_on - sent_on).days >= early_margin_days else Timeliness.ON_TIME


def standing(
    due_on: date,
    sendings: Sequence[Sending],
    records: Sequence[Recorded],
    as_of: AsOf,
    *,
    early_margin_days: int = 1,
    counts: Counts = Counts.FIRST_VALID,
    exempt: Exempting | None = None,
) -> Standing:
    """Where an obligation stands as of a moment, out of everything known then; `due_on`, `exempt`: in force then."""
    known = [r for r in records if as_of.known_at is None or r.recorded_at <= as_of.known_at]
    # Of records made at the same moment the one written last counts; the caller gives them as written.
    record = max(reversed(known), key=lambda r: r.recorded_at, default=None)
    happened = [
        s
        for s in (*sendings, *_sending_of(record))
        if s.sent_at <= as_of.at and (as_of.known_at is None or s.recorded_at <= as_of.known_at)
    ]
    happened.sort(key=lambda s: s.sent_at)
    note = next((s.note for s in reversed(happened) if s.note), record.note if record else "")
    if not happened and (exempt is not None or (record is not None and record.exempt)):
        why = exempt.reason if exempt is not None else note
        return Standing(Timeliness.EXEMPT, SignedState.NOT_SENT, None, 0, 0, why)
    valid = happened if counts is Counts.FIRST else [s for s in happened if s.counts(as_of)]
    deciding = (valid[-1] if counts is Counts.LAST else valid[0]) if valid else None
    sent_on = day_of(deciding.sent_at) if deciding else None
    return Standing(
        timeliness=judge(due_on, sent_on, as_of.on, early_margin_days=early_margin_days),
        signed=valid[-1].signed_state(as_of) if valid else SignedState.NOT_SENT,
        first_sent_at=deciding.sent_at if deciding else None,
        n_sendings=len(happened),
        days=((sent_on or as_of.on) - due_on).days,
        note=note,
        signed_in=valid[-1].id if valid else 0,
    )


def _sending_of(record: Recorded | None) -> tuple[Sending, ...]:
    if record is None or record.sent_at is None:
        return ()
    state = SignedState.RECORDED if record.signed else SignedState.UNSIGNED
    return (Sending(record.sent_at, record.recorded_at, state, record.note),)
