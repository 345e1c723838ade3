"""Which open tasks a reply answers: the same number, no other date, no other lead."""

from dataclasses import replace
from datetime import date

from dondoc.assignments.rules.replies import OpenTask, answering, cited_numbers, match_reply
from tests.rules.reading import read

TASK = OpenTask(
    code="NV-1",
    title="Báo cáo cụm công nghiệp",
    lead_code="SCT",
    lead_name="Sở Công Thương",
    source_number="4521/UBND-KT",
    source_on=date(2022, 12, 5),
    assigned_on=date(2022, 12, 5),
    due_on=date(2022, 12, 31),
)
REPLY = read(
    "SỞ CÔNG THƯƠNG\nSố: 77/BC-SCT\nSơn La, ngày 20 tháng 12 năm 2022\n\nBÁO CÁO\nKết quả\n\n"
    "Thực hiện Công văn số 4521/UBND-KT ngày 05/12/2022 của UBND tỉnh, Sở Công Thương báo cáo như sau; "
    "căn cứ Quyết định số 12/QĐ-UBND ngày 01/01/2020."
)


def test_number_date_lead_and_words_make_it_sure() -> None:
    (match,) = match_reply(REPLY, [TASK], "SCT")
    assert (match.task.code, match.confidence) == ("NV-1", 1.0)
    assert match.why[:2] == ("nêu số 4521/UBND-KT", "đúng ngày 05/12/2022")


def test_only_documents_that_are_answered_count() -> None:
    assert [one.number for one in cited_numbers(REPLY)] == ["4521/UBND-KT"]
    assert not match_reply(REPLY, [replace(TASK, source_number="12/QĐ-UBND", source_on=None)], "SCT")


def test_where_no_answer_is_claimed_every_document_cited_may_be_meant() -> None:
    reading = read("Sở Công Thương gửi báo cáo theo Công văn số 4521/UBND-KT.")
    (match,) = match_reply(reading, [TASK], "SCT")
    assert match.confidence < 1


def test_another_date_or_another_lead_is_no_match() -> None:
    assert not match_reply(REPLY, [replace(TASK, source_on=date(2021, 12, 5))], "SCT")
    assert not match_reply(REPLY, [TASK], "SYT")


def test_an_unknown_issuer_leaves_the_lead_open_with_less_confidence() -> None:
    (match,) = match_reply(REPLY, [TASK], "")
    assert match.confidence == 0.7


def test_a_task_is_told_once_however_often_it_is_cited() -> None:
    text = "Thực hiện Công văn số 4521/UBND-KT. " * 3
    assert len(match_reply(read(text), [TASK], "")) == 1


def test_a_number_without_its_symbol_needs_its_day() -> None:
    assert match_reply(read("Phúc đáp Công văn số 4521 ngày 05/12/2022 của UBND tỉnh."), [TASK], "SCT")
    assert not match_reply(read("Phúc đáp Công văn số 4521 ngày 06/12/2022 của UBND tỉnh."), [TASK], "SCT")
    assert not match_reply(read("Phúc đáp Công văn số 4521 của UBND tỉnh."), [TASK], "SCT")


def test_what_a_message_says_that_it_answers_counts_like_words() -> None:
    reading = answering(read("Sở Công Thương gửi báo cáo."), [("4521/UBND-KT", date(2022, 12, 5)), ("", None)])
    (match,) = match_reply(reading, [TASK], "SCT")
    assert match.confidence == 1.0
