"""The two published documents: a letter that assigns three tasks, a report that closes with a request."""

from datetime import date

from tests.rules.reading import CASES, leads, read


def test_the_letter_gives_its_three_tasks() -> None:
    reading = read((CASES / "seed-bacgiang-2023q3.txt").read_text("utf-8"))
    assert [task.point for task in reading.tasks] == ["1", "2", "3"]
    assert leads(reading) == [
        ["Các sở, cơ quan thuộc UBND tỉnh", "UBND huyện, thành phố"],
        ["Sở Thông tin và Truyền thông"],
        ["Văn phòng UBND tỉnh"],
    ]
    assert all(party.is_group for party in reading.tasks[0].lead)
    assert [task.deadline.kind for task in reading.tasks] == ["none", "none", "recurring"]


def test_the_letter_is_a_draft_of_october_2023_without_number_and_day() -> None:
    document = read((CASES / "seed-bacgiang-2023q3.txt").read_text("utf-8")).document
    assert (document.number, document.on, document.signer) == ("", None, "Lê Tuấn Phú")
    assert document.issuer == "UBND tỉnh Bắc Giang"
    assert document.title.startswith("thực hiện nghiêm túc báo cáo")


def test_agencies_blamed_in_the_letter_and_listed_in_its_annex_get_no_task() -> None:
    reading = read((CASES / "seed-bacgiang-2023q3.txt").read_text("utf-8"))
    assert not any("Hiệp Hoà" in party.name for task in reading.tasks for party in task.lead)


def test_the_report_gives_its_closing_request_with_less_confidence() -> None:
    reading = read((CASES / "seed-langson-2022-02.txt").read_text("utf-8"), on=date(2022, 3, 4))
    assert leads(reading) == [["Các sở, ban, ngành", "UBND các huyện, thành phố"]]
    assert reading.tasks[0].text.startswith("Văn phòng UBND tỉnh đề nghị Thủ trưởng các sở, ban, ngành")
    assert reading.tasks[0].confidence < 0.7


def test_the_report_cites_the_regulation_that_it_carries_out() -> None:
    first = read((CASES / "seed-langson-2022-02.txt").read_text("utf-8")).citations[0]
    assert (first.number, first.on, first.is_answered) == ("31/2020/QĐ-UBND", date(2020, 7, 11), True)
