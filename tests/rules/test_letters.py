"""What the two documents say in each case: nobody late, only unsigned, nothing assigned, none open, …"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from importlib import resources
from typing import Any

import pytest

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.assignments.rules.buckets import Bucket, TaskFacts, TaskStanding, Work
from dondoc.assignments.rules.violations import AgencyViolations
from dondoc.base.rules.moments import VIETNAM, AsOf
from dondoc.documents.rules.official import OfficialDocument, plain_text
from dondoc.followup.letters import reporting_letter, task_report
from dondoc.followup.rules.reporting_table import ReportingTable, group_rows
from dondoc.followup.rules.task_review import ReviewTask, TaskReview, span_in_words
from dondoc.reporting.rules.timeliness import SignedState, Standing, Timeliness

DUE = date(2026, 9, 21)
PROVINCE = AgencyOnDay(1, "QN", "Tỉnh Quảng Ninh", "tỉnh Quảng Ninh", None, None, 0, 1)


def wording(kind: str) -> dict[str, Any]:
    text = resources.files("dondoc.documents").joinpath("wordings", f"{kind}.json").read_text("utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def agency(n: int) -> AgencyOnDay:
    return AgencyOnDay(n, f"X{n}", f"UBND xã {n}", f"xã {n}", 1, "UBND xã, phường", 1, n)


def table(*states: tuple[Timeliness, SignedState]) -> ReportingTable:
    rows = [
        (agency(i), DUE, DUE, Standing(timeliness, signed, None, 0, 0, ""))
        for i, (timeliness, signed) in enumerate(states, start=2)
    ]
    return ReportingTable(
        *(PROVINCE, "CCHC", "Cải cách hành chính", "Quyết định số 15/QĐ-UBND", "2026-Q3"),
        *("Quý III/2026", "quý III/2026", date(2026, 6, 15), date(2026, 9, 14)),
        *(AsOf.end_of_day(date(2026, 9, 30)), group_rows(rows)),
    )


def said(document: OfficialDocument) -> str:
    return " ".join(plain_text(document))


GOOD = (Timeliness.ON_TIME, SignedState.SIGNED)


@pytest.mark.parametrize(
    ("states", "part"),
    [
        ((GOOD,), "các cơ quan, đơn vị đã gửi báo cáo đúng thời hạn và thực hiện ký số đầy đủ"),
        (
            (GOOD, (Timeliness.ON_TIME, SignedState.UNSIGNED)),
            "còn một số cơ quan, đơn vị không ký số trên Hệ thống: xã 3, đã làm ảnh hưởng",
        ),
        (
            ((Timeliness.LATE, SignedState.UNSIGNED), (Timeliness.NOT_SENT_OVERDUE, SignedState.NOT_SENT)),
            "gửi báo cáo quá hạn, chưa gửi báo cáo, không ký số trên Hệ thống: "
            "(1) quá hạn: xã 2; (2) chưa gửi: xã 3; (3) không ký số: xã 2,",
        ),
        (
            ((Timeliness.EARLY, SignedState.UNVERIFIABLE),),
            "có chữ ký số không xác thực được trên Hệ thống: xã 2,",
        ),
        ((GOOD, (Timeliness.NOT_SENT_OPEN, SignedState.NOT_SENT)), "hạn gửi báo cáo chưa hết; 01 cơ quan, đơn vị"),
    ],
)
def test_the_letter_reproaches_what_there_is_and_nothing_else(
    states: tuple[tuple[Timeliness, SignedState], ...], part: str
) -> None:
    text = said(reporting_letter(table(*states), wording("reporting-letter")))
    assert part in text
    assert ("Tuy nhiên" in text) == ("còn một số cơ quan" in text)


def test_a_count_of_those_who_have_not_sent_opens_all_of_them() -> None:
    not_sent = ((Timeliness.NOT_SENT_OPEN, SignedState.NOT_SENT), (Timeliness.NOT_SENT_OVERDUE, SignedState.NOT_SENT))
    told = {**wording("reporting-letter"), "opinion": "Còn {chua_gui.so} đơn vị: {chua_gui.danh_sach}."}
    letter = reporting_letter(table(GOOD, *not_sent), told, {"not_sent": "/chua-gui", "not_sent_open": "/con-han"})
    opened = [(run.text, run.href) for block in letter.body for run in getattr(block, "text", ()) if run.href]
    assert ("02", "/chua-gui") in opened
    assert ("xã 3, xã 4", "/chua-gui") in opened


def test_the_letters_annex_marks_what_is_overdue_in_bold() -> None:
    letter = reporting_letter(table(GOOD, (Timeliness.LATE, SignedState.SIGNED)), wording("reporting-letter"))
    (block,) = letter.annexes[0].blocks
    bold = {run.text for row in block.rows for cell in row.cells for run in cell.text if run.bold}  # type: ignore[union-attr]
    assert bold == {"Quá hạn"}


def task(n: int, bucket: Bucket, due_on: date | None = date(2026, 11, 10), days: int = 0) -> ReviewTask:
    standing = TaskStanding(bucket, Work.IN_PROGRESS, due_on, None, days, None, None)
    facts = TaskFacts(date(2026, 11, 2), due_on, datetime(2026, 11, 2, tzinfo=VIETNAM))
    return ReviewTask(n, f"NV-{n}", f"Việc {n}", "", agency(2), (), "12/UBND", None, "", "", facts, standing)


def review(*tasks: ReviewTask, violations: tuple[tuple[AgencyOnDay, AgencyViolations], ...] = ()) -> TaskReview:
    as_of = AsOf.end_of_day(date(2026, 11, 30))
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    return TaskReview(PROVINCE, first, last, as_of, tasks, violations, "", lower_level="UBND các xã, phường")


ON_TIME, LATE = task(1, Bucket.DONE_ON_TIME), task(2, Bucket.DONE_LATE)
OPEN, FREE = task(3, Bucket.OPEN_IN_TIME), task(4, Bucket.OPEN_IN_TIME, None)
OVERDUE = task(5, Bucket.OPEN_OVERDUE, days=20)


@pytest.mark.parametrize(
    ("tasks", "part"),
    [
        ((), "không giao nhiệm vụ nào trên hệ thống"),
        ((ON_TIME,), "tổng số 01 nhiệm vụ. Đã hoàn thành 01 nhiệm vụ đúng hạn; không còn nhiệm vụ chưa hoàn thành."),
        ((LATE,), "Đã hoàn thành 01 nhiệm vụ, đều quá hạn; "),
        (
            (ON_TIME, LATE, OPEN),
            "Đã hoàn thành 02 nhiệm vụ, trong đó 01 nhiệm vụ đúng hạn, 01 nhiệm vụ quá hạn; "
            "còn 01 nhiệm vụ chưa hoàn thành, trong đó 01 nhiệm vụ còn thời hạn.",
        ),
        ((OPEN, FREE), "02 nhiệm vụ còn thời hạn (01 nhiệm vụ không quy định thời hạn)."),
        (
            (OVERDUE,),
            "Chưa có nhiệm vụ hoàn thành; còn 01 nhiệm vụ chưa hoàn thành, trong đó 01 nhiệm vụ quá thời hạn "
            "(nhiệm vụ chưa hoàn thành đã quá hạn tại phụ lục kèm theo).",
        ),
    ],
)
def test_the_report_speaks_of_the_buckets_that_are_not_empty(tasks: tuple[ReviewTask, ...], part: str) -> None:
    document = task_report(review(*tasks), wording("task-review"))
    assert part in said(document)
    assert bool(document.annexes) == (OVERDUE in tasks)


def test_violations_are_counted_in_documents_with_two_digits() -> None:
    broken = ((agency(2), AgencyViolations(2, ("1/BC", "2/BC"))), (agency(3), AgencyViolations(3, ("3/BC",))))
    text = said(task_report(review(ON_TIME, violations=broken), wording("task-review")))
    assert "cụ thể như: UBND xã 2 (02 văn bản); UBND xã 3 (01 văn bản)." in text
    assert "đã thực hiện đúng quy trình trên" in said(task_report(review(ON_TIME), wording("task-review")))


def test_the_report_is_dated_in_the_month_after_its_last_day() -> None:
    assert task_report(review(ON_TIME), wording("task-review")).date.month == 12
    december = replace(review(ON_TIME), as_of=AsOf.end_of_day(date(2026, 12, 31)))
    document = task_report(december, wording("task-review"))
    assert (document.date.month, document.date.year) == (1, 2027)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2022, 2, 1), date(2022, 2, 28), "tháng 02/2022"),
        (date(2024, 2, 1), date(2024, 2, 29), "tháng 02/2024"),
        (date(2026, 7, 1), date(2026, 9, 30), "quý III/2026"),
        (date(2026, 1, 1), date(2026, 6, 30), "6 tháng đầu năm 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "năm 2026"),
        (date(2026, 1, 5), date(2026, 3, 20), "thời gian từ ngày 05/01/2026 đến ngày 20/3/2026"),
        (date(2026, 2, 1), date(2026, 4, 30), "thời gian từ ngày 01/02/2026 đến ngày 30/4/2026"),
    ],
)
def test_a_span_is_named_as_people_name_it(first: date, last: date, words: str) -> None:
    assert span_in_words(first, last) == words
