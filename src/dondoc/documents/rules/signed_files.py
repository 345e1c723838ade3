"""Is this the file that was handed over, signed by the right one (nhận tệp đã ký)?

Whoever signs, by whichever software, gives back a PDF. It counts when the frozen file is its exact beginning, every
signature in it holds, and the newest one is the right person's or the issuing agency's. Source: NĐ 30/2020/NĐ-CP,
Điều 5, 13, 32; order of the two signatures: Điều 32.2d.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import padded_month, same_name_key
from dondoc.signing.rules.facts import DocumentFacts, Kind, SignatureFacts
from dondoc.signing.rules.indications import Indication, Verdict
from dondoc.signing.rules.later import DAY_FIELD, MONTH_FIELD, NUMBER_FIELD
from dondoc.signing.rules.roles import Role, role_of

MAX_BYTES = 50 * 1024 * 1024
_COMMITTEE = re.compile(r"^(ủy ban nhân dân|uỷ ban nhân dân)\b", re.IGNORECASE)
FIELD_NAMES = {NUMBER_FIELD: "số văn bản", DAY_FIELD: "ngày", MONTH_FIELD: "tháng"}


@dataclass(frozen=True)
class Holder:
    """What the register of certificates says of the newest signature's, for whoever has to sign (chủ chứng thư số).

    `registered_to`: somebody else whose it is. `has_registered`: he signs with other certificates, which are known.
    """

    is_registered_to_him: bool = False
    registered_to: str = ""
    has_registered: bool = False

    def against(self, who: str) -> str:
        """Why it does not count; '' where it is his, or where only the name can tell."""
        if self.registered_to:
            return f"Chứng thư số này đã đăng ký cho {self.registered_to}, không phải {who}."
        if self.has_registered and not self.is_registered_to_him:
            return f"{who} đã đăng ký chứng thư số khác; ký bằng chứng thư đã đăng ký, hoặc đăng ký chứng thư này."
        return ""


UNKNOWN = Holder()


def fingerprint_of(facts: DocumentFacts) -> str:
    """The fingerprint of the newest signature's certificate; '' where there is none."""
    newest = _newest(facts)
    return newest.signer.fingerprint if newest is not None and newest.signer is not None else ""


def fields_to_fill(number: str, dated: date) -> dict[str, str]:
    """What văn thư fills in while the agency signs: '05', '09', '02', padded as the decree says."""
    return {NUMBER_FIELD: number, DAY_FIELD: f"{dated.day:02d}", MONTH_FIELD: padded_month(dated.month)}


def reasons_not_this_file(data: bytes, before: bytes) -> Iterator[Reason]:
    """Against an uploaded file by its bytes alone: it must begin with the file that was handed over, and go on."""
    if len(data) > MAX_BYTES:
        yield Reason("Tệp lớn hơn 50 MB.", "Tệp đã ký")
    elif data == before:
        yield Reason("Tệp tải lên chưa có chữ ký mới; đây là đúng tệp đã tải về.", "Tệp đã ký")
    elif not data.startswith(before):
        told = "Tệp tải lên không phải tệp đã tải về rồi ký thêm: nội dung khác. Tải lại tệp trình ký, ký và tải lên."
        yield Reason(told, "Tệp đã ký")


def reasons_not_signed_by(
    facts: DocumentFacts, verdict: Verdict, full_name: str, holder: Holder = UNKNOWN
) -> Iterator[Reason]:
    """Against the personal signature: it must hold and be the signer's by the register, or else by its name."""
    yield from _not_held(facts, verdict, 1)
    newest = _newest(facts)
    if newest is None or newest.signer is None:
        return
    if role_of(newest) is not Role.PERSON:
        yield Reason("Chữ ký là của cơ quan; bước này cần chữ ký số cá nhân của người ký.", "Chữ ký số")
    elif told := holder.against(full_name):
        yield Reason(told, "Chữ ký số")
    elif not holder.is_registered_to_him and same_name_key(newest.signer.common_name) != same_name_key(full_name):
        told = f"Chứng thư số mang tên {newest.signer.common_name}, người ký văn bản là {full_name}."
        yield Reason(told, "Chữ ký số")


def reasons_not_sealed_by(
    facts: DocumentFacts, verdict: Verdict, agency_name: str, fields: Mapping[str, str], holder: Holder = UNKNOWN
) -> Iterator[Reason]:
    """Against the agency's signature: it must hold, be the agency's, and bring number and date in the open fields."""
    yield from _not_held(facts, verdict, 2)
    newest = _newest(facts)
    if newest is None or newest.signer is None:
        return
    if role_of(newest) is not Role.AGENCY:
        yield Reason("Chữ ký mới nhất là của cá nhân; bước này cần chữ ký số của cơ quan.", "Chữ ký số")
    elif told := holder.against(agency_name):
        yield Reason(told, "Chữ ký số")
    elif not holder.is_registered_to_him and organ_key(newest.signer.common_name) != organ_key(agency_name):
        told = f"Chứng thư số mang tên {newest.signer.common_name}, cơ quan ban hành là {agency_name}."
        yield Reason(told, "Chữ ký số")
    filled = {field.name: field.text for field in facts.signatures[0].later_fields if field.is_text}
    for name, value in fields.items():
        if filled.get(name) != value:
            found = f"đang ghi “{filled[name]}”" if filled.get(name) else "còn để trống"
            told = f"Ô {FIELD_NAMES[name]} trong tệp {found}; điền “{value}” trong cùng lần ký của cơ quan."
            yield Reason(told, "Số, ngày")


def organ_key(name: str) -> str:
    """'Ủy ban nhân dân tỉnh Bắc Ninh' and 'UBND tỉnh Bắc Ninh' are one."""
    return same_name_key(_COMMITTEE.sub("UBND", " ".join(name.split())))


def _not_held(facts: DocumentFacts, verdict: Verdict, n_expected: int) -> Iterator[Reason]:
    if verdict.indication is not Indication.PASSED:
        for said in verdict.reasons or (verdict.indication.label,):
            yield Reason(said, "Chữ ký số")
    elif facts.n_signatures != n_expected:
        yield Reason(f"Tệp có {facts.n_signatures} chữ ký số; bước này cần đúng {n_expected}.", "Chữ ký số")


def _newest(facts: DocumentFacts) -> SignatureFacts | None:
    signed = [signature for signature in facts.signatures if signature.kind is Kind.SIGNATURE]
    return signed[-1] if signed else None
