"""Whose signature is it, for this document (đối chiếu người ký với văn bản)?

A good signature of somebody else is no signature of this document: its certificate must belong to the agency itself
or to a person who had authority to sign for it on that day. Sources: TT 15/2025/TT-BKHCN, phần kiểm tra (thông tin
người ký); NĐ 30/2020/NĐ-CP, Điều 13; TT 41/2017/TT-BTTTT, Điều 9.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dondoc.base.rules.moments import day_of
from dondoc.base.rules.wording import same_name_key, screen_date
from dondoc.people.rules.certificates import Register, Registered
from dondoc.signing.rules.facts import DocumentFacts, Kind, SignatureFacts
from dondoc.signing.rules.times import proved_at


class Fit(StrEnum):
    """How a signer stands to the document."""

    AGENCY = "agency"
    AUTHORISED = "authorised"
    BY_NAME = "by_name"
    UNREGISTERED = "unregistered"
    NOT_THEIRS = "not_theirs"
    OTHER_AGENCY = "other_agency"
    NO_AUTHORITY = "no_authority"
    OUT_OF_SPAN = "out_of_span"

    @property
    def is_right(self) -> bool:
        """Registered, and entitled on that day."""
        return self in (Fit.AGENCY, Fit.AUTHORISED)

    @property
    def is_open(self) -> bool:
        """Nothing is registered that could tell."""
        return self in (Fit.BY_NAME, Fit.UNREGISTERED)


@dataclass(frozen=True)
class Expected:
    """Of which agency the document is (cơ quan ban hành), and the names that it bears."""

    agency_id: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class SignerMatch:
    """One signature against the document; `field` names it, `sentence` says it to the reader."""

    field: str
    fit: Fit
    sentence: str

    def as_json(self) -> dict[str, str]:
        return {"fit": self.fit.value, "sentence": self.sentence}


def match_signers(facts: DocumentFacts, expected: Expected, register: Register) -> tuple[SignerMatch, ...]:
    """Each signature of persons and agencies, by the day of its proved time, else of the claimed one."""
    return tuple(
        SignerMatch(signature.field, *_fit(signature, facts, expected, register))
        for signature in facts.signatures
        if signature.kind is Kind.SIGNATURE and signature.signer is not None
    )


def signing_day(signature: SignatureFacts, facts: DocumentFacts) -> date:
    """The day on which authority counts."""
    return day_of(proved_at(signature, facts) or signature.claimed_at or facts.checked_at)


def is_theirs(matches: Sequence[SignerMatch], *, must_be_registered: bool = False) -> bool | None:
    """Is the document signed for its agency? None: nothing registered can tell, and registering is required."""
    if any(match.fit.is_right for match in matches):
        return True
    if any(not match.fit.is_open for match in matches):
        return False
    return None if must_be_registered else True


def _fit(signature: SignatureFacts, facts: DocumentFacts, expected: Expected, register: Register) -> tuple[Fit, str]:
    if signature.signer is None:
        raise ValueError("a signature without a certificate")
    signer, day = signature.signer, signing_day(signature, facts)
    rows = register.of(signer.fingerprint)
    if not rows:
        return _unregistered(signature, expected, register, day)
    counting = [row for row in rows if row.counts_on(day)]
    if not counting:
        return Fit.OUT_OF_SPAN, f"Chứng thư của “{rows[0].holder}” không được dùng vào ngày ký {screen_date(day)}."
    return max((_registered(row, expected, register, day) for row in counting), key=lambda found: found[0].is_right)


def _registered(row: Registered, expected: Expected, register: Register, day: date) -> tuple[Fit, str]:
    agency, on = expected.names[0], screen_date(day)
    if row.user_id is None:
        if row.agency_id == expected.agency_id:
            return Fit.AGENCY, f"Chứng thư đã đăng ký của chính {agency}."
        return Fit.OTHER_AGENCY, f"Chứng thư của cơ quan khác (“{row.holder}”), không phải của {agency}."
    if register.may_sign(row.user_id, expected.agency_id, day):
        return Fit.AUTHORISED, f"Chứng thư đã đăng ký của {row.holder}, có thẩm quyền ký của {agency} ngày {on}."
    return Fit.NO_AUTHORITY, f"{row.holder} không có thẩm quyền ký của {agency} ngày {on}."


def _unregistered(signature: SignatureFacts, expected: Expected, register: Register, day: date) -> tuple[Fit, str]:
    signer = signature.signer
    name = signer.common_name if signer else ""
    agency = expected.names[0]
    if any(register.signs_for(expected.agency_id, day)):
        told = f"Chứng thư của “{name}” không phải chứng thư đã đăng ký để ký của {agency}."
        return Fit.NOT_THEIRS, told
    borne = {same_name_key(one) for one in expected.names if one}
    if signer and same_name_key(signer.organisation) in borne:
        return Fit.BY_NAME, f"Tên cơ quan trong chứng thư khớp với {agency}; chứng thư chưa đăng ký."
    return Fit.UNREGISTERED, f"Chứng thư của “{name}” chưa đăng ký nên chưa đối chiếu được với {agency}."
