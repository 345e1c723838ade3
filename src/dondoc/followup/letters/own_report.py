"""An agency's own report of a period, made to be signed (báo cáo để ký): its text, its forms, the hash of its data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dondoc.documents.rules.bodies import Province
from dondoc.documents.rules.official import (
    Annex,
    Block,
    DocumentDate,
    DocumentType,
    Heading,
    OfficialDocument,
    Paragraph,
    Recipient,
    Run,
    runs,
)
from dondoc.followup.letters.consolidated_report import tables_of_sheet
from dondoc.sheets.rules.sheet import Sheet


@dataclass(frozen=True)
class OwnReport:
    """What goes into the report. `sections`: title and text; `sha256`: of the data package that the PDF carries."""

    province: str
    agency: str
    regime_name: str
    legal_basis: str
    period_in_sentence: str
    on: date
    sheets: tuple[Sheet, ...]
    sections: tuple[tuple[str, str], ...]
    sha256: str
    package_name: str
    authority: tuple[str, ...] = ("THỦ TRƯỞNG CƠ QUAN",)  # where no post is known
    signer: str = ""


def own_report(found: OwnReport) -> OfficialDocument:
    """The report as a value; number and day stay open until it is issued."""
    province = Province.named(found.province)
    return OfficialDocument(
        type=DocumentType.REPORT,
        issuer_parent=(province.committee_short,),
        issuer=(found.agency.upper(),),
        number=None,
        symbol="BC",
        place=province.proper,
        date=DocumentDate(None, found.on.month, found.on.year),
        subject=f"{found.regime_name} {found.period_in_sentence}",
        addressees=(),
        body=tuple(_body(found)),
        authority=found.authority,
        signer=found.signer,
        recipients=(Recipient("Như trên"), Recipient("Lưu: VT")),
        annexes=tuple(_annexes(found)),
    )


def _body(found: OwnReport) -> Iterator[Block]:
    basis = f"Thực hiện {found.legal_basis}, " if found.legal_basis else ""
    yield Paragraph(runs(f"{basis}{found.agency} báo cáo số liệu {found.period_in_sentence} như sau:"))
    for title, text in found.sections:
        yield Heading(title)
        yield from (Paragraph(runs(line)) for line in text.splitlines() if line.strip())
    if found.sheets:
        codes = ", ".join(sheet.form.code for sheet in found.sheets)
        yield Paragraph(runs(f"Số liệu chi tiết tại phụ lục (biểu {codes})."))
    told = f"Gói dữ liệu {found.package_name} đính kèm trong tệp này là nội dung được ký; mã băm SHA-256: "
    yield Paragraph(runs(told, Run(found.sha256, bold=True), "./."))


def _annexes(found: OwnReport) -> Iterator[Annex]:
    for n, sheet in enumerate(found.sheets, start=1):
        yield Annex(
            title=f"Biểu {sheet.form.code}. {sheet.form.name}".upper(),
            note=(),
            blocks=tuple(tables_of_sheet(sheet)),
            heading=f"Phụ lục {n}",
            landscape=True,
        )
