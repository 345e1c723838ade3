"""Documents that a document names, and which of them it answers."""

from datetime import date

import pytest

from dondoc.assignments.rules.reading import Citation, same_number
from dondoc.assignments.rules.reading.citations import citations_in
from dondoc.assignments.rules.reading.passages import levelled


def cited(text: str) -> list[Citation]:
    return list(citations_in(text, levelled(text)))


@pytest.mark.parametrize(
    ("text", "number", "on"),
    [
        ("Thực hiện Công văn số 123/UBND-KT ngày 15/3/2022 của UBND tỉnh", "123/UBND-KT", date(2022, 3, 15)),
        ("Công văn số 1541 /UBND - KTN ngày 08 tháng 5 năm 2023", "1541/UBND-KTN", date(2023, 5, 8)),
        ("Quyết định số 31/2020/QĐ-UBND ngày 11/7/2020", "31/2020/QĐ-UBND", date(2020, 7, 11)),
        ("Thông báo kết luận số 279-TB/TU ngày 13/8/2021", "279-TB/TU", date(2021, 8, 13)),
        ("Thông tư số 01/2020/TT-VPCP", "01/2020/TT-VPCP", None),
        ("Công văn số 12/UBND-NC ngày 31/02/2022", "12/UBND-NC", None),
        ("Kế hoạch số 84/KH-UBND\nngày 05/4/2022", "84/KH-UBND", date(2022, 4, 5)),
    ],
)
def test_number_and_date_are_read(text: str, number: str, on: date | None) -> None:
    (one,) = cited(text)
    assert (one.number, one.on) == (number, on)
    assert text[one.start : one.end].lower().startswith(one.kind)


@pytest.mark.parametrize(
    ("text", "is_answered"),
    [
        ("Thực hiện Công văn số 1/UBND-KT ngày 15/3/2022, Sở Y tế báo cáo", True),
        ("Phúc đáp Công văn số 1/UBND-KT", True),
        ("Thực hiện Công văn 1/UBND-KT ngày 15/3/2022", True),
        ("Thực hiện CV hỏa tốc số 1/UBND-KT", True),
        ("Thực hiện nhiệm vụ giao tại các văn bản: Công văn số 1/UBND-KT", True),
        ("Sở Y tế nhận được Công văn số 1/UBND-KT ngày 15/3/2022", True),
        ("theo Phụ lục kèm theo Công văn số 1/UBND-KT", True),
        ("Thực hiện ý kiến chỉ đạo của Chủ tịch UBND tỉnh tại Công văn số 1/UBND-KT", True),
        ("Trả lời Văn bản số 1/UBND-KT", True),
        ("Căn cứ Luật Đầu tư công; Quyết định số 1/QĐ-UBND", False),
        ("Theo đề nghị của Sở Y tế tại Tờ trình số 1/TTr-SYT", False),
    ],
)
def test_an_answer_says_that_it_is_one(text: str, is_answered: bool) -> None:
    (one,) = cited(text)
    assert one.is_answered is is_answered


def test_the_issuer_ends_where_the_subject_begins() -> None:
    (one,) = cited("Công văn số 12/SYT-NV ngày 15/3/2022 của Sở Y tế về việc mua sắm")
    assert one.issuer == "Sở Y tế"


def test_numbers_compare_without_spaces_case_and_leading_zero() -> None:
    assert same_number("05/BC-STC", "5 /bc-stc")
    assert not same_number("15/BC-STC", "5/BC-STC")
    assert not same_number("", "")


def test_documents_answered_together_are_all_answered() -> None:
    text = (
        "Thực hiện các Công văn: số 871/UBND-NC, 872/UBND-NC ngày 16/5/2018 của UBND tỉnh; Thông báo số 15/TB-VP. "
        "Căn cứ Quyết định số 9/QĐ-UBND, Sở Y tế báo cáo."
    )
    assert [(one.number, one.is_answered) for one in citations_in(text, levelled(text))] == [
        ("871/UBND-NC", True),
        ("872/UBND-NC", True),
        ("15/TB-VP", True),
        ("9/QĐ-UBND", False),
    ]


def test_numbers_that_share_one_symbol_are_each_cited() -> None:
    text = "Thực hiện các Công văn số 871, 872 và 900/UBND-NC của UBND tỉnh, Sở Nội vụ báo cáo."
    assert [one.number for one in cited(text)] == ["871/UBND-NC", "872/UBND-NC", "900/UBND-NC"]
