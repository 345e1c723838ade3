"""Deadlines in any usual wording, from a document of Monday 21/02/2022."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.assignments.rules.reading.deadlines import Base, Said, deadline_in
from dondoc.assignments.rules.reading.deadlines.base import months_later
from tests.rules.reading import calendar

ISSUED = date(2022, 2, 21)


def said(words: str, *, is_certain: bool = True) -> Said | None:
    return deadline_in(words, Base(ISSUED, calendar(), is_certain))


@pytest.mark.parametrize(
    ("words", "kind", "on"),
    [
        ("báo cáo UBND tỉnh trước ngày 15/3/2022", "date", "2022-03-14"),
        ("xong trước ngày quốc khánh 02/9/2022", "date", "2022-09-01"),
        ("sửa chữa xong trước ngày khai giảng (05/9/2022)", "date", "2022-09-04"),
        ("gửi báo cáo chậm nhất vào ngày cuối cùng của tháng", "date", "2022-02-28"),
        ("trước ngày cuối cùng của tháng 6/2022", "date", "2022-06-29"),
        ("định kỳ chậm nhất ngày cuối quý", "recurring", "2022-03-31"),
        ("báo cáo 6 tháng (trước 15/6), năm (trước 15/12)", "recurring", "2022-06-14"),
        ("báo cáo quý (trước ngày 15 tháng cuối quý), năm (trước ngày 15/12)", "recurring", "2022-03-14"),
        ("trả lời trong hôm nay", "date", "2022-02-21"),
        ("trong tuần 1 tháng 3", "period", "2022-03-07"),
        ("hoàn thành trước 30/6", "date", "2022-06-29"),
        ("trước ngày 15 tháng 3 năm 2022", "date", "2022-03-14"),
        ("trước ngày 15 của tháng 3 năm 2022", "date", "2022-03-14"),
        ("trước ngày 15.3.2022", "date", "2022-03-14"),
        ("chậm nhất ngày 31/3/2022", "date", "2022-03-31"),
        ("chậm nhất là ngày 15-5-2022", "date", "2022-05-15"),
        ("chậm nhất đến ngày 30/8/2022", "date", "2022-08-30"),
        ("muộn nhất vào ngày 11/3/2022", "date", "2022-03-11"),
        ("hạn hoàn thành: 11/3/2022", "date", "2022-03-11"),
        ("hoàn thành ngày 11/3/2022", "date", "2022-03-11"),
        ("hoàn thành trong tháng 3, 4/2022", "period", "2022-04-30"),
        ("hoàn thành trong tháng 3 - 6/2022", "period", "2022-06-30"),
        ("hoàn thành trong quý iv/2022 và quý i/2023", "period", "2023-03-31"),
        ("định kỳ trước ngày 15 của tháng cuối quý báo cáo", "recurring", "2022-03-14"),
        ("trình ubnd tỉnh ban hành chậm nhất trong ngày 11/3/2022", "date", "2022-03-11"),
        ("chậm nhất trước ngày 11/3/2022", "date", "2022-03-10"),
        ("từ nay đến hết ngày 30/6/2022", "date", "2022-06-30"),
        ("gửi về Văn phòng trong ngày 24/02/2022", "date", "2022-02-24"),
        ("trong tuần từ ngày 14 đến ngày 18 tháng 3 năm 2022", "date", "2022-03-18"),
        ("trình trước ngày 15/01", "date", "2023-01-14"),
        ("trước ngày 20", "date", "2022-03-19"),
        ("thời gian hoàn thành: trước ngày 15/3/2022", "date", "2022-03-14"),
        ("trước 11h30' ngày 25/02/2022", "date", "2022-02-25"),
        ("trước 17h00, thứ Sáu, ngày 25/02/2022", "date", "2022-02-25"),
        ("chậm nhất thứ 6 (25/02/2022)", "date", "2022-02-25"),
        ("trước ngày thứ Tư, 16/3/2022", "date", "2022-03-15"),
        ("gửi trong sáng ngày 24/02/2022", "date", "2022-02-24"),
        ("trước ngày 10 tháng sau", "date", "2022-03-09"),
        ("lập kế hoạch hằng năm, trình trước ngày 30/6/2022", "date", "2022-06-29"),
        ("thời gian thực hiện: từ ngày 01/3/2022 đến ngày 30/4/2022", "date", "2022-04-30"),
        ("trong quý II, III/2022", "period", "2022-09-30"),
        ("trong vòng 24 giờ", "days", "2022-02-22"),
        ("trong tháng 02/2022", "period", "2022-02-28"),
        ("trong tháng 3", "period", "2022-03-31"),
        ("trong tháng 01", "period", "2023-01-31"),
        ("thời gian hoàn thành: tháng 5/2022", "period", "2022-05-31"),
        ("trước tháng 12/2022", "period", "2022-11-30"),
        ("trong quý II/2022", "period", "2022-06-30"),
        ("trong quý III năm 2022", "period", "2022-09-30"),
        ("chậm nhất trong quý IV", "period", "2022-12-31"),
        ("hoàn thành trước quý II/2022", "period", "2022-03-31"),
        ("hoàn thành cuối tháng 7 năm 2022", "period", "2022-07-31"),
        ("đầu tháng 4", "period", "2022-04-01"),
        ("giữa tháng 5/2022", "period", "2022-05-15"),
        ("trong nửa đầu tháng 12/2022", "period", "2022-12-15"),
        ("trong tuần này", "period", "2022-02-27"),
        ("trong tuần tới", "period", "2022-03-06"),
        ("trong tuần cuối tháng 6/2022", "period", "2022-06-30"),
        ("trình trong 6 tháng đầu năm 2022", "period", "2022-06-30"),
        ("hoàn thành năm 2022", "period", "2022-12-31"),
        ("hoàn thành trong năm 2022", "period", "2022-12-31"),
        ("chậm nhất 05 ngày làm việc kể từ ngày ký", "working_days", "2022-02-28"),
        ("sau 07 ngày làm việc kể từ ngày ký văn bản này", "working_days", "2022-03-02"),
        ("trong vòng 15 ngày", "days", "2022-03-08"),
        ("sau 10 ngày", "days", "2022-03-03"),
        ("trong 03 ngày", "days", "2022-02-24"),
        ("trong vòng 01 tháng kể từ ngày ban hành", "days", "2022-03-21"),
        ("chậm nhất 20 ngày kể từ ngày nhận được văn bản này", "days", "2022-03-14"),
        ("báo cáo trước ngày 25 hằng tháng", "recurring", "2022-02-24"),
        ("hằng tháng tổng hợp, báo cáo trước ngày 20", "recurring", "2022-03-19"),
        ("định kỳ hằng quý, trước ngày 20 của tháng cuối quý báo cáo", "recurring", "2022-03-19"),
        ("định kỳ trước ngày 15/12 hằng năm", "recurring", "2022-12-14"),
        ("báo cáo vào thứ Sáu hằng tuần", "recurring", "2022-02-25"),
        ("báo cáo trước 16 giờ hằng ngày", "recurring", "2022-02-21"),
    ],
)
def test_the_last_valid_day(words: str, kind: str, on: str) -> None:
    found = said(words.lower())
    assert found is not None and found.on is not None
    assert (found.kind, found.on.isoformat()) == (kind, on)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("sau khi có ý kiến của Bộ Y tế, trình UBND tỉnh", "relative"),
        ("hoàn thành trước ngày khai giảng năm học mới", "relative"),
        ("ngay sau khi được bàn giao mặt bằng", "relative"),
        ("ngay khi có quyết định phê duyệt", "relative"),
        ("thực hiện thường xuyên", "continuing"),
        ("định kỳ 6 tháng báo cáo", "recurring"),
        ("báo cáo kết quả hàng quý", "recurring"),
        ("chế độ báo cáo 01 tuần/lần", "recurring"),
        ("trong thời hạn 05 ngày làm việc kể từ ngày nhận được đề nghị của sở tài chính", "working_days"),
        ("sau 05 ngày kể từ ngày kết thúc giao nhận quân", "days"),
        ("gửi trước ngày kiểm tra 05 ngày làm việc", "working_days"),
        ("sau khi kết thúc lễ hội, báo cáo trong vòng 07 ngày", "days"),
    ],
)
def test_a_day_that_nobody_can_know_is_left_open(words: str, kind: str) -> None:
    found = said(words)
    assert found is not None and (found.kind, found.on) == (kind, None)


@pytest.mark.parametrize(
    "words",
    [
        "đối với các dự án đã báo cáo Ban Chỉ đạo trước ngày 25/3/2022",
        "báo cáo kết quả thực hiện của đơn vị từ ngày 30/01/2022 đến ngày 24/4/2022",
        "vùng nguy hiểm trong 48 giờ tới ở phía bắc vĩ tuyến 19",
        "cung cấp thông tin định kỳ, đột xuất cho báo chí",
        "tại công văn số 12/ubnd-kt ngày 15/3/2022",
        "các dự án được phê duyệt trước ngày 01/7/2014",
        "số liệu tính đến ngày 30/6/2022",
        "có hiệu lực từ ngày 01/7/2022",
        "bố trí nguồn chi thường xuyên năm 2022",
        "kế hoạch phát triển kinh tế - xã hội năm 2022",
        "đề án phát triển khu công nghiệp đến năm 2030",
        "nhiệm vụ trọng tâm trong năm 2022 của tỉnh",
        "biệt phái trong thời gian 03 tháng",
        "duy trì ít nhất 01 lần/tháng",
        "niêm yết trong thời gian 05 ngày làm việc",
        "rút ngắn thời gian thẩm định xuống còn 10 ngày làm việc",
        "báo cáo tại kỳ họp giữa năm 2022",
        "trực ban 24/24 giờ",
        "",
    ],
)
def test_other_dates_are_no_deadline(words: str) -> None:
    assert said(words) is None


def test_the_hour_keeps_the_day_itself() -> None:
    found = said("hoàn thành trước 16h30 ngày 27/9/2022")
    assert found is not None and found.at is not None
    assert (found.on, found.at.isoformat("minutes")) == (date(2022, 9, 27), "16:30")


def test_both_readings_of_before_a_day_are_given() -> None:
    found = said("trước ngày 15/3/2022")
    assert found is not None
    assert (found.on, found.as_written) == (date(2022, 3, 14), date(2022, 3, 15))


def test_a_period_in_days_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    found = said("trong vòng 05 ngày")
    assert found is not None
    assert (found.as_written, found.on) == (date(2022, 2, 26), date(2022, 2, 28))


def test_the_plainest_of_several_counts() -> None:
    found = said("thường xuyên kiểm tra, trong quý iii báo cáo sơ bộ, hoàn thành trước ngày 15/12/2022")
    assert found is not None and found.on == date(2022, 12, 14)


def test_without_a_date_of_the_document_a_year_that_is_written_still_counts() -> None:
    past = said("trước ngày 15/3/2019", is_certain=False)
    assert past is not None and (past.on, past.guess) == (date(2019, 3, 14), "")
    assert said("trước ngày 15/3/2019") is None
    guessed = said("trước ngày 15/3", is_certain=False)
    assert guessed is not None and guessed.guess


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_months_later_is_the_same_day_or_the_last_of_its_month(start: date, n: int) -> None:
    later = months_later(start, n)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == n
    assert later.day == start.day or (later.day < start.day and months_later(later, 0) == later)


@given(st.dates(date(2016, 1, 1), date(2034, 1, 1)), st.integers(1, 31), st.integers(1, 12))
def test_a_day_without_a_year_is_never_over_when_the_document_is_issued(issued: date, day: int, month: int) -> None:
    found = deadline_in(f"trước ngày {day}/{month}", Base(issued, calendar()))
    assert found is None or (found.as_written is not None and found.as_written >= issued)


def test_the_cycle_that_is_named_counts_and_not_the_bare_word_before_it() -> None:
    found = deadline_in("định kỳ trước ngày 15 của tháng cuối quý báo cáo", Base(date(2022, 4, 6), calendar()))
    assert found is not None and found.on == date(2022, 6, 14)
