"""Registered certificates (chứng thư số đã đăng ký) as values: whose certificate it is on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class NewCertificate:
    """What is written in a certificate that is to be registered; `fingerprint` is SHA-256, hexadecimal."""

    fingerprint: str
    name: str
    issuer: str
    serial: str
    expires_at: datetime


@dataclass(frozen=True)
class Registered:
    """One registration: of a person (`user_id`) or of an agency (`agency_id`), whose name is `holder`.

    It counts from `valid_from` until before `valid_to`.
    """

    fingerprint: str
    holder: str
    user_id: int | None
    agency_id: int | None
    valid_from: date
    valid_to: date | None = None

    def counts_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Authority:
    """A person may sign for an agency over a span (thẩm quyền ký), by a right or by his post."""

    user_id: int
    agency_id: int
    valid_from: date
    valid_to: date | None = None

    def counts_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Register:
    """Everything known at a moment of certificates and of who may sign (sổ đăng ký chứng thư số)."""

    registered: tuple[Registered, ...] = ()
    authorities: tuple[Authority, ...] = ()

    def of(self, fingerprint: str) -> tuple[Registered, ...]:
        return tuple(r for r in self.registered if r.fingerprint == fingerprint)

    def signs_for(self, agency_id: int, day: date) -> Iterable[Registered]:
        """The certificates that sign for an agency on a day: its own, and those of persons with authority."""
        return (r for r in self.registered if r.counts_on(day) and self._fits(r, agency_id, day))

    def may_sign(self, user_id: int, agency_id: int, day: date) -> bool:
        return any(a.user_id == user_id and a.agency_id == agency_id for a in self._authorities_on(day))

    def _fits(self, row: Registered, agency_id: int, day: date) -> bool:
        if row.user_id is None:
            return row.agency_id == agency_id
        return self.may_sign(row.user_id, agency_id, day)

    def _authorities_on(self, day: date) -> Iterator[Authority]:
        return (a for a in self.authorities if a.counts_on(day))
