"""Annexes in files of their own (phụ lục tệp riêng): which files, and what the agency's signature on each must be.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 8: the agency signs each file, beside nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dondoc.base.rules.refusals import Reason
from dondoc.documents.rules.brought_files import BroughtFile
from dondoc.documents.rules.signed_files import UNKNOWN, Holder, organ_key
from dondoc.signing.rules.facts import DocumentFacts, Kind
from dondoc.signing.rules.indications import Indication, Verdict
from dondoc.signing.rules.roles import Role, role_of

# A table to fill in or to compute with goes as a workbook; only a PDF can bear the agency's signature.
ENDINGS = ("pdf", "xlsx", "docx")


def reasons_against_annexes(kept: Sequence[str], brought: Sequence[BroughtFile], *, is_changed: bool) -> list[Reason]:
    """Against placing these files beside those kept, by name: another kind, two of one name, or nothing new."""
    reasons = [
        Reason(f"{file.name}: phụ lục tệp riêng là .pdf (được ký số), .xlsx hoặc .docx.", "Tệp phụ lục")
        for file in brought
        if file.ending not in ENDINGS
    ]
    seen = {name.casefold() for name in kept}
    for file in brought:
        if file.name.casefold() in seen:
            reasons.append(Reason(f"Đã có phụ lục tên {file.name}; đổi tên tệp hoặc bỏ tệp cũ.", "Tệp phụ lục"))
        seen.add(file.name.casefold())
    if not is_changed:
        reasons.append(Reason("Chọn tệp phụ lục.", "Tệp phụ lục"))
    return reasons


def reasons_annex_not_sealed_by(
    facts: DocumentFacts, verdict: Verdict, agency_name: str, holder: Holder = UNKNOWN
) -> Iterator[Reason]:
    """Against the agency's signature on an annex: it must hold and be the agency's, by the register or its name."""
    if verdict.indication is not Indication.PASSED:
        for said in verdict.reasons or (verdict.indication.label,):
            yield Reason(said, "Chữ ký số")
        return
    newest = [one for one in facts.signatures if one.kind is Kind.SIGNATURE][-1]
    name = newest.signer.common_name if newest.signer else ""
    if role_of(newest) is not Role.AGENCY:
        yield Reason("Phụ lục tệp riêng chỉ mang chữ ký số của cơ quan.", "Chữ ký số")
    elif told := holder.against(agency_name):
        yield Reason(told, "Chữ ký số")
    elif not holder.is_registered_to_him and organ_key(name) != organ_key(agency_name):
        yield Reason(f"Chứng thư số mang tên {name}, cơ quan ban hành là {agency_name}.", "Chữ ký số")


def reasons_not_all_sealed(unsealed: Iterable[str]) -> list[Reason]:
    """Against issuing while an annex lacks the agency's signature."""
    return [
        Reason(f"Tệp “{name}” chưa có chữ ký số của cơ quan; ký từng tệp rồi phát hành.", "Phụ lục")
        for name in unsealed
    ]
