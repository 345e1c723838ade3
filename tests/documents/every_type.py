"""One document of every type, as an office would write it, with everything that its head may carry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dondoc.documents.rules.document_files import read_document
from dondoc.documents.rules.official import (
    DocumentDate,
    DocumentType,
    OfficialDocument,
    Paragraph,
    Points,
    Recipient,
    runs,
    symbol_of,
)

CASES = Path(__file__).resolve().parents[1] / "cases" / "documents"
DECISION = read_document((CASES / "decision.json").read_bytes())


def document_of(type_: DocumentType) -> OfficialDocument:
    """A short document of a type, numbered and dated."""
    is_letter = type_ is DocumentType.LETTER
    return OfficialDocument(
        type=type_,
        issuer_parent=() if is_letter else ("UBND TỈNH LẠNG SƠN",),
        issuer=("ỦY BAN NHÂN DÂN", "TỈNH LẠNG SƠN") if is_letter else ("VĂN PHÒNG",),
        number="05",
        symbol=symbol_of(type_, "UBND", "VX") if is_letter else symbol_of(type_, "VP"),
        place="Lạng Sơn",
        date=DocumentDate(5, 3, 2026),
        subject="việc theo dõi, đôn đốc thực hiện chế độ báo cáo định kỳ năm 2026",
        addressees=("Các sở, ban, ngành", "UBND các xã, phường") if is_letter else (),
        basis=("Căn cứ Nghị định số 09/2019/NĐ-CP ngày 24/01/2019 của Chính phủ",),
        body=(
            Paragraph(runs("Để thực hiện tốt chế độ báo cáo định kỳ năm 2026, các cơ quan, đơn vị lưu ý như sau:")),
            Points((runs("Gửi báo cáo trước ngày 05/02/2026;"), runs("Ký số báo cáo đã gửi, đạt 98,5 %./."))),
        ),
        authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if is_letter else ("CHÁNH VĂN PHÒNG",),
        signer="Nguyễn Văn Tuấn",
        recipients=(Recipient("Như trên"), Recipient("Lưu: VT, TH")),
    )


EVERY_TYPE = {type_: document_of(type_) for type_ in DocumentType}
WITHOUT_PARENT = replace(DECISION, issuer_parent=(), secrecy=None, urgency=None, circulation="", contact=(), drafter="")
