"""A letter of the province (công văn trong kiểm thử); pure."""

from __future__ import annotations

from dataclasses import replace

from dondoc.documents.rules.official import (
    DocumentDate,
    DocumentType,
    OfficialDocument,
    Paragraph,
    Points,
    Recipient,
    Run,
    runs,
)


def letter(**changed: object) -> OfficialDocument:
    """A letter of the province, with a figure that opens."""
    made = OfficialDocument(
        type=DocumentType.LETTER,
        issuer_parent=(),
        issuer=("ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG"),
        number=None,
        symbol="UBND-TTPVHCC",
        place="Bắc Giang",
        date=DocumentDate(None, None, 2026),
        subject="đôn đốc thực hiện báo cáo định kỳ",
        addressees=("Sở Tài chính", "UBND huyện Lục Nam"),
        body=(
            Paragraph(runs("Đến nay còn ", Run("06", href="/bao-cao/"), " đơn vị chưa gửi báo cáo.")),
            Points((runs("Gửi báo cáo trước ngày 30/11/2026."), runs("Ký số báo cáo./."))),
        ),
        authority=("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        signer="Vĩnh",
        recipients=(Recipient("Như trên"), Recipient("Lưu: VT, TTPVHCC")),
    )
    return replace(made, **changed)  # type: ignore[arg-type]
