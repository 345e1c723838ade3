"""Names settled against a directory: code, table name, old names, several provinces, unknown names."""

from datetime import date

import pytest

from dondoc.assignments.rules.reading import Directory, Entry, Named
from tests.rules.reading import letter, read

OLD, NEW = date(1900, 1, 1), date(2025, 3, 1)
NAMED = (
    Named("STTTT", "Sở Thông tin và Truyền thông", "Sở TTTT", "Sở, cơ quan thuộc UBND tỉnh", OLD, NEW),
    Named("SKHCN", "Sở Khoa học và Công nghệ", "", "Sở, cơ quan thuộc UBND tỉnh", OLD, None),
    Named("SNN", "Sở Nông nghiệp và PTNT", "", "Sở, cơ quan thuộc UBND tỉnh", OLD, NEW),
    Named("SNN", "Sở Nông nghiệp và Môi trường", "", "Sở, cơ quan thuộc UBND tỉnh", NEW, None),
    Named("BQL", "Ban Quản lý các KCN", "Ban QLCKCN tỉnh", "Sở, cơ quan thuộc UBND tỉnh", OLD, None),
    Named("HH", "UBND huyện Hiệp Hoà", "huyện Hiệp Hoà", "UBND huyện, thành phố", OLD, None),
)
BEFORE = Directory.on(NAMED, date(2024, 1, 1))
AFTER = Directory.on(NAMED, date(2026, 1, 1), {"STTTT": "Sở Khoa học và Công nghệ"})


def code(directory: Directory, name: str) -> str:
    found = directory.find(name)
    return found.entry.code if found else ""


def test_every_way_to_write_a_name_leads_to_its_agency() -> None:
    for name in ("Sở Thông tin và Truyền thông", "Sở TTTT", "Sở TT&TT", "Sở Thông tin & Truyền thông"):
        assert code(BEFORE, name) == "STTTT"
    for name in ("Sở Nông nghiệp và Phát triển nông thôn", "Sở NN&PTNT", "Sở Nông nghiệp và PTNT"):
        assert code(BEFORE, name) == "SNN"
    for name in ("Ban QLCKCN tỉnh", "Ban Quản lý các khu công nghiệp tỉnh", "BQL các KCN"):
        assert code(BEFORE, name) == "BQL"
    for name in ("UBND huyện Hiệp Hòa", "huyện Hiệp Hoà", "Ủy ban nhân dân huyện Hiệp Hoà"):
        assert code(BEFORE, name) == "HH"


def test_a_name_of_another_day_is_found_and_said_to_be_one() -> None:
    found = AFTER.find("Sở NN&PTNT")
    assert found is not None and (found.entry.code, found.entry.name) == ("SNN", "Sở Nông nghiệp và Môi trường")
    assert found.note == "tên của Sở Nông nghiệp và Môi trường vào thời điểm khác"


def test_an_agency_that_is_no_more_names_its_successor() -> None:
    found = AFTER.find("Sở TTTT")
    assert found is not None and found.note == "không có vào ngày văn bản, nay là Sở Khoa học và Công nghệ"


def test_a_name_that_two_bear_is_left_open() -> None:
    directory = Directory.of([Entry("A", "UBND xã Chi Lăng"), Entry("B", "UBND xã Chi Lăng")])
    assert directory.find("UBND xã Chi Lăng") is None


def test_groups_of_the_tables_are_known() -> None:
    assert BEFORE.group("UBND các huyện, thành phố") == "UBND huyện, thành phố"
    assert BEFORE.group("Các sở, cơ quan thuộc UBND tỉnh") == "Sở, cơ quan thuộc UBND tỉnh"
    assert BEFORE.group("Các sở, ban, ngành") == ""


def test_an_agency_is_known_by_the_symbol_of_its_documents() -> None:
    found = BEFORE.by_symbol("STTTT")
    assert found is not None and found.entry.code == "STTTT"
    assert AFTER.by_symbol("STTTT") is None and BEFORE.by_symbol("") is None


def test_a_reading_gives_the_full_name_with_the_code_and_keeps_what_is_written() -> None:
    (task,) = read(letter("1. Sở NN&PTNT rà soát."), directory=BEFORE).tasks
    (party,) = task.lead
    assert (party.name, party.code) == ("Sở Nông nghiệp và Phát triển nông thôn", "SNN")
    assert party.as_written == "Sở NN&PTNT"
    assert task.unresolved == ()


def test_an_agency_that_the_directory_lacks_is_shown_as_unknown() -> None:
    (task,) = read(letter("1. Sở Y tế chủ trì, phối hợp với Sở TTTT rà soát."), directory=BEFORE).tasks
    assert [party.name for party in task.lead] == ["Sở Y tế"]
    assert task.unresolved == ("Sở Y tế: chưa có trong danh bạ đơn vị",)
    assert task.confidence < 0.9


def test_a_group_outside_the_tables_is_said_to_be_one() -> None:
    (task,) = read(letter("1. Các sở, ban, ngành rà soát."), directory=BEFORE).tasks
    assert task.lead[0].is_group and task.unresolved == ("Các sở, ban, ngành: nhóm chưa có trong danh bạ",)


def test_no_directory_is_no_reason_to_doubt_a_name() -> None:
    assert not Directory()
    (task,) = read(letter("1. Sở Y tế rà soát.")).tasks
    assert task.unresolved == ()


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("UBND các xã, phường, đặc khu", "UBND xã, phường"),
        ("UBND cấp xã", "UBND xã, phường"),
        ("UBND các xã, phường, thị trấn", "UBND xã, phường"),
        ("UBND các huyện, thị xã, thành phố", "UBND huyện, thành phố"),
        ("UBND các xã", ""),
        ("UBND các huyện Hữu Lũng, Chi Lăng", ""),
    ],
)
def test_a_tier_is_one_group_however_its_units_are_told(written: str, group: str) -> None:
    directory = Directory.of([], ["UBND xã, phường", "UBND huyện, thành phố", "Sở, cơ quan thuộc UBND tỉnh"])
    assert directory.group(written) == group
