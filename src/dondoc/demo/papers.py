"""Sample reports to try sending (tệp báo cáo mẫu): one with a digital signature of the demonstration, one without."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from dondoc.base.rules.moments import day_of
from dondoc.demo.people import SIGNER_ELSEWHERE
from dondoc.documents.render import render_pdf
from dondoc.documents.rules.official import (
    DocumentDate,
    DocumentType,
    Heading,
    OfficialDocument,
    Paragraph,
    Recipient,
    runs,
)
from dondoc.signing.pades.making import sign_pdf
from dondoc.signing.pki import Holder, make_pki

UNSIGNED = "bao-cao-chua-ky.pdf"
SIGNED = "bao-cao-da-ky-so.pdf"
SIGNER = Holder("Minh", "UBND xã Lục Nam")
# Who signs outgoing documents of the reporting province, and the province itself.
OFFICE = "Văn phòng UBND tỉnh"


def write_papers(*, folder: Path, trust_folder: Path, at: datetime, password: str, committee: str = "") -> None:
    """Write the sample reports and the demonstration's own keys; its root goes into the trust folder.

    What is there already stays: reports signed with it must go on being recognised. `committee`: whose outgoing
    documents are signed too, with keys for its signers and for itself.
    """
    if (folder / SIGNED).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    office = [Holder(name, OFFICE) for name in ("Khánh", "Vĩnh", "Yến", SIGNER_ELSEWHERE)] if committee else []
    agency = [Holder(name, name) for name in (committee, OFFICE)] if committee else []
    commune = Holder(SIGNER.organisation, SIGNER.organisation)
    pki = make_pki(folder, at, [SIGNER, commune, *office, *agency], password.encode())
    trust_folder.mkdir(parents=True, exist_ok=True)
    for certificate in pki.trust_folder.iterdir():
        shutil.copy(certificate, trust_folder / certificate.name)
    report = render_pdf(sample_report(at))
    (folder / UNSIGNED).write_bytes(report)
    (folder / SIGNED).write_bytes(sign_pdf(report, pki.p12_of[SIGNER.name].read_bytes(), password.encode(), at))


def sample_report(at: datetime) -> OfficialDocument:
    """A commune's report, all of it invented."""
    on = day_of(at)
    return OfficialDocument(
        type=DocumentType.REPORT,
        issuer_parent=("UBND TỈNH BẮC NINH",),
        issuer=("UBND XÃ LỤC NAM",),
        number="125",
        symbol="BC-UBND",
        place="Lục Nam",
        date=DocumentDate(on.day, on.month, on.year),
        subject="Công tác kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa (dữ liệu minh hoạ)",
        addressees=("Văn phòng UBND tỉnh",),
        body=(
            Heading("1. Kết quả thực hiện"),
            Paragraph(runs("Trong kỳ, UBND xã tiếp nhận 1.284 hồ sơ, giải quyết trước hạn và đúng hạn 1.271 hồ sơ.")),
            Heading("2. Tồn tại, kiến nghị"),
            Paragraph(runs("Đề nghị Văn phòng UBND tỉnh tiếp tục tập huấn nghiệp vụ cho cán bộ một cửa./.")),
        ),
        authority=("CHỦ TỊCH",),
        signer="Minh",
        recipients=(Recipient("Như trên"), Recipient("Lưu: VT")),
    )
