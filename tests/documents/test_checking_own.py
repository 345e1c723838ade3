"""Documents of our own in shapes that were once found wrong though they are right: neither form breaks a rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dondoc.documents.paper_facts.pdf_file import read_pdf
from dondoc.documents.paper_facts.word_file import read_word
from dondoc.documents.render import render_docx, render_pdf
from dondoc.documents.rules.checking import check
from dondoc.documents.rules.official import (
    Annex,
    Bar,
    Cell,
    Chart,
    Column,
    DocumentType,
    Heading,
    Marker,
    OfficialDocument,
    Paragraph,
    Points,
    Row,
    Table,
    runs,
)
from tests.documents.every_type import EVERY_TYPE
from tests.documents.faults import spoiled_pdf

LETTER, REPORT = EVERY_TYPE[DocumentType.LETTER], EVERY_TYPE[DocumentType.REPORT]
LONG = Paragraph(
    runs(
        "Ủy ban nhân dân tỉnh đề nghị các sở, ban, ngành, Ủy ban nhân dân các xã, phường khẩn trương rà soát các nhiệm "
        "vụ quá hạn, báo cáo rõ nguyên nhân, trách nhiệm và gửi kết quả về Văn phòng trước ngày 15/3/2026 để tổng hợp."
    )
)


def said(text: str) -> Paragraph:
    return Paragraph(runs(text))


def listed(marker: Marker) -> OfficialDocument:
    words = ("Rà soát nhiệm vụ;", "Gửi báo cáo;", "Ký số báo cáo;", "Đối chiếu;", "Tổng hợp./.")
    return replace(LETTER, body=(said("Đề nghị các sở:"), Points(tuple(runs(text) for text in words), marker)))


TABLE = Table(
    (Column("STT", 15), Column("Đơn vị"), Column("Tiến độ", 40)),
    tuple(Row(tuple(Cell(runs(text)) for text in (str(n), f"Sở thứ {n}", "Quá hạn"))) for n in range(1, 40)),
)
CHART = Chart(
    "Tỷ lệ hoàn thành", (Bar("Sở Y tế", "90,5 %", 0.905), Bar("Sở Nội vụ", "0 %", 0), Bar("Xã A", "1 %", 0.01))
)
OWN = {
    "a slip, whose subject begins as that of a letter": replace(
        EVERY_TYPE[DocumentType.SUBMISSION],
        type_name="Phiếu trình",
        symbol="PTr-VP",
        subject="Về việc ban hành công văn về việc đôn đốc các nhiệm vụ quá hạn",
    ),
    "short numbered points": listed(Marker.NUMBER),
    "short dashes": listed(Marker.DASH),
    "short lettered points": listed(Marker.LETTER),
    "one line": replace(LETTER, body=(said("Đề nghị các đơn vị gửi báo cáo./."),)),
    "two short paragraphs": replace(LETTER, body=(said("Đề nghị gửi báo cáo."), said("Xin trân trọng cảm ơn./."))),
    "short paragraphs under headings": replace(
        REPORT,
        body=(
            Heading("I. KẾT QUẢ THỰC HIỆN"),
            *(said("Đạt 98,5 %."), said("Còn 02 nhiệm vụ."), Heading("II. ĐỀ XUẤT"), said("Không có./.")),
        ),
    ),
    "an addressee longer than a line": replace(
        LETTER,
        addressees=(
            *(
                "Sở Nội vụ",
                "Sở Tài chính",
                "Ban Quản lý các khu công nghiệp và khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn",
            ),
            "UBND các xã, phường",
        ),
    ),
    "a chart in the body": replace(REPORT, body=(LONG, CHART, said("Trân trọng báo cáo./."))),
    "a turned annex without heading": replace(
        LETTER,
        annexes=(Annex("DANH SÁCH ĐƠN VỊ CHƯA GỬI BÁO CÁO", ("(Kèm theo Công văn)",), (TABLE,), landscape=True),),
    ),
}


@pytest.mark.parametrize("name", OWN)
def test_a_right_pdf_of_ours_breaks_no_rule(name: str) -> None:
    assert check(read_pdf(render_pdf(OWN[name]), 60)).broken == ()


@pytest.mark.parametrize("name", OWN)
def test_a_right_docx_of_ours_breaks_no_rule(name: str) -> None:
    assert check(read_word(render_docx(OWN[name]))).broken == ()


def test_short_points_without_space_between_them_are_told() -> None:
    """The space is measured from single spacing where no paragraph has two lines."""
    made = spoiled_pdf(OWN["short numbered points"], lambda given: given["space"].update(paragraph=0))
    assert {one.rule for one in check(read_pdf(made, 60)).broken} == {"body-paragraph-spacing"}
