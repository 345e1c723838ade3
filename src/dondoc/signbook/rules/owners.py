"""Whose certificate is it (đối chiếu chứng thư với người ký)? The register speaks first, then the name. Pure.

Source: NĐ 30/2020/NĐ-CP, Điều 13; TT 15/2025/TT-BKHCN (thông tin người ký).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import same_name_key
from dondoc.documents.rules.signed_files import UNKNOWN, Holder, organ_key
from dondoc.signing.rules.facts import CertificateFacts
from dondoc.signing.rules.roles import Role, is_agency

WHERE = "Chứng thư số"
BY_NAME = "Chứng thư chưa đăng ký nên mới đối chiếu được theo tên."
REGISTER = "ký bằng chứng thư đã đăng ký, hoặc nhờ quản trị đăng ký chứng thư này rồi ký."


@dataclass(frozen=True)
class Owner:
    """One who may sign, or the agency that seals; `holder`: what the register says of the certificate for him."""

    name: str
    holder: Holder = UNKNOWN


@dataclass(frozen=True)
class Owners:
    """Everybody whose signature may stand on a paper: people, and the agency itself.

    `has_registered`: the agency has certificates that are known to sign for it; where the paper is judged by
    `documents.rules.signers`, no other one counts then.
    """

    people: tuple[Owner, ...]
    agency: Owner
    has_registered: bool = False

    def of(self, role: Role) -> tuple[Owner, ...]:
        return (self.agency,) if role is Role.AGENCY else self.people


def is_by_name(owners: Owners, role: Role) -> bool:
    """Does nothing but the name in the certificate tell whose it is?"""
    return not any(owner.holder.is_registered_to_him for owner in owners.of(role))


def reasons_against_certificate(certificate: CertificateFacts, role: Role, owners: Owners) -> Iterator[Reason]:
    """Is it the certificate of one of these people, or of this agency?"""
    own_name, agency = certificate.common_name, owners.agency.name
    if role is Role.AGENCY and not is_agency(certificate):
        yield Reason(_not_of(own_name, agency, "chọn chứng thư của cơ quan"), WHERE)
        return
    if role is not Role.AGENCY and is_agency(certificate):
        yield Reason(f"Chứng thư “{own_name}” là của cơ quan; ký cá nhân dùng chứng thư mang tên người ký.", WHERE)
        return
    asked = owners.of(role)
    if not is_by_name(owners, role):
        return
    whose = names_in_words([owner.name for owner in asked])
    if told := next((owner.holder.against(whose) for owner in asked if owner.holder.registered_to), ""):
        yield Reason(told, WHERE)
        return
    borne = certificate.organisation if role is Role.AGENCY else own_name
    named = [owner for owner in asked if _key(role, owner.name) == _key(role, borne)]
    if not named:
        yield Reason(_not_of(own_name, whose, "chọn đúng chứng thư"), WHERE)
    elif all(owner.holder.has_registered for owner in named):
        yield Reason(named[0].holder.against(named[0].name), WHERE)
    elif owners.has_registered:
        yield Reason(f"Chứng thư của “{own_name}” chưa đăng ký để ký của {agency}; {REGISTER}", WHERE)


def names_in_words(names: Collection[str]) -> str:
    """Whose signature is awaited."""
    return ", ".join(sorted(names)) or "người có quyền ký"


def _not_of(own_name: str, whose: str, remedy: str) -> str:
    return f"Chứng thư mang tên “{own_name}”, không phải của {whose}; {remedy}."


def _key(role: Role, name: str) -> str:
    return organ_key(name) if role is Role.AGENCY else same_name_key(name)
