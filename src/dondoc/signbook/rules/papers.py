"""Where a paper stands, and who may sign it next (tệp trình ký). Pure.

Source: NĐ 30/2020/NĐ-CP, Điều 13 and Phụ lục I, Phần I, Mục II, khoản 7, 8: first the person, then number, date and the
agency's seal; an annex in a file of its own bears the agency's signature alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dondoc.base.rules.refusals import Reason
from dondoc.signbook.rules.owners import Owner, Owners, reasons_against_certificate
from dondoc.signing.rules.facts import CertificateFacts, DocumentFacts, Kind
from dondoc.signing.rules.indications import Indication
from dondoc.signing.rules.roles import Role, role_of
from dondoc.signing.rules.verdicts import verdict


class Stand(StrEnum):
    """Where a paper stands, worked out of its newest version (tình trạng ký)."""

    UNSIGNED = "unsigned"
    SIGNED = "signed"
    SEALED = "sealed"

    @property
    def label(self) -> str:
        return _STANDS[self]


PERSON_FIRST = (
    "Người có thẩm quyền ký trước, văn thư đóng dấu sau; tệp này chưa có chữ ký của người có thẩm quyền. "
    "Chờ ký cá nhân xong rồi đóng dấu."
)
_STANDS = {Stand.UNSIGNED: "Chờ ký", Stand.SIGNED: "Đã ký, chờ đóng dấu", Stand.SEALED: "Đã ký, đã đóng dấu"}


@dataclass(frozen=True)
class KnownPaper:
    """What is known of a paper before somebody signs it: the facts of its newest version, whose it is."""

    facts: DocumentFacts
    agency_name: str
    is_annex: bool = False

    @property
    def roles(self) -> set[Role]:
        return {role_of(s) for s in self.facts.signatures if s.kind is Kind.SIGNATURE}

    @property
    def stand(self) -> Stand:
        if Role.AGENCY in self.roles:
            return Stand.SEALED
        return Stand.SIGNED if self.roles else Stand.UNSIGNED


@dataclass(frozen=True)
class Hand:
    """Whose hand is to sign: the person's name, and the rights that count here."""

    full_name: str
    may_sign: bool
    may_seal: bool


def reasons_not_to_sign(
    paper: KnownPaper, hand: Hand, role: Role, certificate: CertificateFacts | None = None, owners: Owners | None = None
) -> Iterator[Reason]:
    """Every reason why this hand may not sign this paper now in this role, with this certificate if known.

    `owners`: what the register says of the certificate; without it names alone tell.
    """
    if role is Role.PERSON and not hand.may_sign:
        yield Reason("Ký cá nhân cần quyền “ký” của đơn vị này; liên hệ quản trị để được giao quyền.")
    if role is Role.AGENCY and not hand.may_seal:
        yield Reason("Đóng dấu cần quyền “ký” hoặc “nhập, gửi” của đơn vị này.")
    yield from _out_of_order(paper, role)
    if certificate is not None:
        asked = owners or Owners((Owner(hand.full_name),), Owner(paper.agency_name))
        yield from reasons_against_certificate(certificate, role, asked)


def _out_of_order(paper: KnownPaper, role: Role) -> Iterator[Reason]:
    if paper.stand is Stand.SEALED:
        yield Reason("Tệp đã có chữ ký số của cơ quan nên không ký thêm; cần sửa thì trình tệp mới.")
    elif role is Role.AGENCY and not paper.is_annex and Role.PERSON not in paper.roles:
        yield Reason(PERSON_FIRST)
    elif role is Role.PERSON and paper.is_annex:
        yield Reason("Phụ lục là tệp riêng chỉ có chữ ký số của cơ quan (NĐ 30/2020/NĐ-CP); chọn đóng dấu.")
    outcome = verdict(paper.facts)
    if paper.roles and outcome.indication is not Indication.PASSED:
        yield Reason(f"Chữ ký đã có trên tệp không hợp lệ: {'; '.join(outcome.reasons)}")
