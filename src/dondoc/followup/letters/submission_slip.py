"""The slip with which a draft is submitted (phiếu trình), as a value: what it says, to whom it goes, what is asked.

It is the office's own form and no type of NĐ 30/2020/NĐ-CP, Điều 7: it carries no number of a book.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dondoc.base.rules.wording import count_in_text, document_date
from dondoc.documents.rules.bodies import Province
from dondoc.documents.rules.official import (
    Block,
    DocumentType,
    Heading,
    OfficialDocument,
    Paragraph,
    plain,
)
from dondoc.documents.rules.templates import Figure, Section, Shape, Template
from dondoc.documents.rules.wordings import Wording, fill_plain, sentence, sentences
from dondoc.followup.letters.parts import END_SECTIONS, PROVINCE_FIGURES, Figures, closed, office_document, paragraph

LONGEST_SUMMARY = 600
TEMPLATE = Template(
    kind="submission-slip",
    name="Phiếu trình",
    purpose="Kèm dự thảo khi trình lãnh đạo Văn phòng: nội dung chính, nơi nhận, đề xuất.",
    figures=(
        *PROVINCE_FIGURES,
        Figure("van_ban.loai", "loại của dự thảo, ví dụ công văn"),
        Figure("van_ban.trich_yeu", "trích yếu của dự thảo"),
        Figure("van_ban.tom_tat", "đoạn đầu có số liệu của dự thảo"),
        Figure("van_ban.noi_nhan", "nơi nhận của dự thảo"),
        Figure("van_ban.so_phu_luc", "số phụ lục của dự thảo"),
        Figure("den_ngay", "ngày tính số liệu"),
    ),
    sections=(
        Section("symbol", "Ký hiệu", Shape.SYMBOL),
        Section("addressees", "Kính trình", Shape.LINES, hint="Mỗi dòng một người."),
        Section("subject", "Trích yếu", needs=("van_ban.trich_yeu",)),
        Section("opening", "Câu dẫn"),
        Section("heading_content", "Tiêu đề phần nội dung"),
        Section("content", "Nội dung chính", needs=("den_ngay",)),
        Section("heading_recipients", "Tiêu đề phần nơi nhận"),
        Section("to", "Nơi nhận của dự thảo", needs=("van_ban.noi_nhan",)),
        Section("heading_proposal", "Tiêu đề phần đề xuất"),
        Section("proposal", "Đề xuất, câu cuối", closes=True),
        *END_SECTIONS,
    ),
)


def submission_slip(draft: OfficialDocument, on: date, province_name: str, wording: Wording) -> OfficialDocument:
    """The slip for a draft whose figures are those of the end of a day."""
    province = Province.named(province_name)
    figures = _figures(draft, on, province)
    return office_document(
        DocumentType.SUBMISSION,
        province,
        on,
        wording,
        figures,
        addressees=tuple(fill_plain(line, figures) for line in sentences(wording, "addressees")),
        body=tuple(_body(wording, figures)),
        type_name="Phiếu trình",
    )


def _figures(draft: OfficialDocument, on: date, province: Province) -> Figures:
    return {
        "tinh": province.full,
        "tinh.loai": province.kind,
        "van_ban.loai": draft.type.label.lower(),
        "van_ban.trich_yeu": f"về việc {draft.subject}" if draft.type is DocumentType.LETTER else draft.subject_line,
        "van_ban.tom_tat": _summary(draft),
        "van_ban.noi_nhan": "; ".join(draft.addressees or tuple(line.text for line in draft.recipients)),
        "van_ban.so_phu_luc": count_in_text(len(draft.annexes)),
        "den_ngay": document_date(on),
    }


def _summary(draft: OfficialDocument) -> str:
    """The first paragraph with a figure in it (a run that opens somewhere), whole sentences as far as they fit."""
    told = [block for block in draft.body if isinstance(block, Paragraph)]
    chosen = next((block for block in told if any(run.href for run in block.text)), told[0] if told else None)
    text = " ".join(plain(chosen.text).split()) if chosen else ""
    if len(text) <= LONGEST_SUMMARY:
        return text
    cut = text.rfind(". ", 0, LONGEST_SUMMARY)
    return text[: cut + 1] if cut > 0 else f"{text[:LONGEST_SUMMARY].rstrip()}..."


def _body(wording: Wording, figures: Figures) -> Iterator[Block]:
    yield paragraph(wording, "opening", figures)
    for heading, content in (("heading_content", "content"), ("heading_recipients", "to")):
        yield Heading(fill_plain(sentence(wording, heading), figures))
        yield paragraph(wording, content, figures)
    yield Heading(fill_plain(sentence(wording, "heading_proposal"), figures))
    yield closed(paragraph(wording, "proposal", figures))
