"""A file of agencies: what it asks for, and everything that it may not say."""

from dataclasses import replace
from datetime import date

import pytest

from dondoc.agencies.rules.chart import FIRST_DAY, Chart, GroupName, Version
from dondoc.agencies.rules.import_plan import CannotImportAgencies, Plan, plan_import
from dondoc.agencies.rules.import_rows import FIELDS, parted_group
from dondoc.base.rules.tables import scan_table

HEADINGS = "Mã đơn vị,Tên đơn vị,Tên ngắn,Nhóm,Mã cấp trên,Thứ tự,Từ ngày,Đến ngày"
NOTHING = Chart()


def plan(*lines: str, headings: str = HEADINGS, stored: Chart = NOTHING) -> Plan:
    return plan_import(scan_table("\n".join([headings, *lines]).encode(), "a.csv", FIELDS), stored)


def reasons_of(*lines: str, headings: str = HEADINGS, stored: Chart = NOTHING) -> list[str]:
    with pytest.raises(CannotImportAgencies) as refused:
        plan(*lines, headings=headings, stored=stored)
    return [str(reason) for reason in refused.value.reasons]


def stored_after(done: Plan, before: Chart = NOTHING) -> Chart:
    """What the system knows when a plan has been carried out."""
    versions, groups = dict(before.versions), dict(before.groups)
    for version in done.versions:
        versions.update({version.after.key: version.after} if version.after else {})
    for group in done.groups:
        groups.pop(group.before.key, None) if group.before else None
        groups.update({group.after.key: group.after} if group.after else {})
    return Chart(before.codes | set(done.codes), versions, groups)


def written(done: Plan) -> list[Version]:
    return [change.after for change in done.versions if change.after]


def places(done: Plan) -> dict[GroupName, int]:
    """The new or moved groups at their places."""
    return {change.after.group: change.after.position for change in done.groups if change.after}


PROVINCE = "20,Tỉnh Lạng Sơn,,,,,,"


def test_a_row_without_a_parent_is_a_province_and_defaults_fill_the_rest() -> None:
    done = plan(PROVINCE)
    assert written(done) == [Version("20", "Tỉnh Lạng Sơn", "Tỉnh Lạng Sơn", None, None, 1, FIRST_DAY, None)]
    assert done.codes == ["20"] and done.corrections == [] and places(done) == {}


def test_units_stand_in_groups_in_the_order_of_the_file() -> None:
    done = plan(
        PROVINCE,
        "A,Sở A,,I. Sở,20,,,",
        "H,UBND huyện H,huyện H,II. UBND huyện,20,,01/01/2000,01/07/2025",
        "B,Sở B,,I. Sở,20,,,",
        "C,Sở C,,sở,20,7,,",
        "D,Sở D,,I. Sở,20,,,",
        "P,Phòng P,,,A,,,",
    )
    sở, huyện = GroupName("20", "Sở"), GroupName("20", "UBND huyện")
    assert places(done) == {sở: 1, huyện: 2}
    assert [(v.code, v.group, v.position) for v in written(done)[1:]] == [
        ("A", sở, 1),
        ("H", huyện, 1),
        ("B", sở, 2),
        ("C", sở, 7),
        ("D", sở, 8),
        ("P", None, 1),
    ]
    assert written(done)[2].short_name == "huyện H"
    assert (written(done)[2].valid_from, written(done)[2].valid_to) == (date(2000, 1, 1), date(2025, 7, 1))


def test_groups_without_numerals_follow_those_that_are_stored() -> None:
    before = stored_after(plan(PROVINCE, "A,Sở A,,III. Sở,20,,,"))
    done = plan("B,B,,Ban,20,,,", "C,C,,Hội,20,,,", "D,D,,sở,20,,,", stored=before)
    assert places(done) == {GroupName("20", "Ban"): 4, GroupName("20", "Hội"): 5}
    assert written(done)[2].group == GroupName("20", "Sở") and written(done)[2].position == 2


def test_groups_of_two_provinces_do_not_mix() -> None:
    done = plan(PROVINCE, "24,Tỉnh Bắc Ninh,,,,,,", "A,A,,I. Sở,20,,,", "B,B,,I. Sở,24,,,")
    assert places(done) == {GroupName("20", "Sở"): 1, GroupName("24", "Sở"): 1}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("II. UBND huyện, thành phố", (2, "UBND huyện, thành phố")),
        ("XIV) Khác", (14, "Khác")),
        ("3. Khác", (3, "Khác")),
        ("Sở", (None, "Sở")),
        ("IIX. Sở", (None, "IIX. Sở")),
        ("I.", (None, "I.")),
    ],
)
def test_the_numeral_of_a_group_is_parted_from_its_name(text: str, parts: tuple[int | None, str]) -> None:
    assert parted_group(text) == parts


FULL = (PROVINCE, "A,Sở A,A,I. Sở,20,,,01/07/2025", "A,Sở A mới,,I. Sở,20,,01/07/2025,", "B,Sở B,,II. Ban,20,5,,")


def test_the_same_file_again_changes_nothing() -> None:
    again = plan(*FULL, stored=stored_after(plan(*FULL)))
    assert again.is_empty and again.n_unchanged == 4


def test_a_changed_row_is_a_correction_with_the_words_before_and_after() -> None:
    before = stored_after(plan(*FULL))
    done = plan("B,Ban B,,III. Ban,20,,,31/12/2030", stored=before)
    (correction,) = done.corrections
    assert (correction.code, correction.valid_from) == ("B", FIRST_DAY)
    assert correction.changes == {
        "name": ("Sở B", "Ban B"),
        "short_name": ("Sở B", "Ban B"),
        "valid_to": (None, date(2030, 12, 31)),
    }
    assert places(done) == {GroupName("20", "Ban"): 3}


def test_a_column_that_the_file_does_not_have_keeps_what_is_stored() -> None:
    before = stored_after(plan(*FULL))
    done = plan("A,Sở A rất cũ", headings="code,name", stored=before)
    (correction,) = done.corrections
    assert correction.changes == {"name": ("Sở A", "Sở A rất cũ")}


def test_a_unit_that_ends_and_goes_on_under_a_new_name_is_two_versions() -> None:
    before = stored_after(plan(PROVINCE, "A,Sở A,,,20,,,"))
    assert reasons_of("A,Sở A mới,,,20,,01/07/2025,", stored=before) == [
        "Dòng 2, cột 'Từ ngày': mã 'A' trùng thời gian với phiên bản đã có trong hệ thống (từ 01/01/1900, "
        "chưa kết thúc); hãy nhập lại cả phiên bản đó, thêm ngày kết thúc"
    ]
    done = plan("A,Sở A,,,20,,,01/07/2025", "A,Sở A mới,,,20,,01/07/2025,", stored=before)
    assert len(done.corrections) == 1 and len(written(done)) == 2 and done.codes == []


def test_a_code_given_twice_is_refused_with_both_rows() -> None:
    assert reasons_of(PROVINCE, "A,A,,,20,,,", "B,B,,,20,,,", "A,A,,,20,,,") == [
        "Dòng 5, cột 'Mã đơn vị': mã 'A' đã có ở dòng 3"
    ]


def test_every_mistake_of_a_file_is_told_at_once() -> None:
    assert reasons_of(
        "T,Tỉnh T,,I. Nhóm,,,,",
        PROVINCE,
        "A,,,I. Sở,20,,,",
        "B,B,,,ZZ,,,",
        "C,C,,,20,,01/01/2020,01/01/2020",
        "D,D,,,E,,,",
        "E,E,,,D,,,",
        "F,F,,,20,,31/02/2023,",
        "G,G,,,20,,,",
        "G,G mới,,,20,,01/01/2020,",
        "H,H,,,20,,01/01/2000,",
        "I,I,,,H,,01/01/1999,",
        "K,K,,,20,-1,,",
    ) == [
        "Dòng 2, cột 'Nhóm': đơn vị không có cấp trên là tỉnh, không đứng trong nhóm; hãy ghi mã cấp trên hoặc bỏ nhóm",
        "Dòng 4, cột 'Tên đơn vị': còn trống; cột này bắt buộc",
        "Dòng 5, cột 'Mã cấp trên': mã cấp trên 'ZZ' không có trong tệp và chưa có trong hệ thống",
        "Dòng 6, cột 'Đến ngày': ngày kết thúc 01/01/2020 phải sau ngày bắt đầu 01/01/2020",
        "Dòng 7, cột 'Mã cấp trên': đơn vị thành cấp trên của chính mình: D → E → D",
        "Dòng 9, cột 'Từ ngày': 31/02/2023 không có: tháng 02/2023 có 28 ngày",
        "Dòng 11, cột 'Từ ngày': mã 'G' trùng thời gian với dòng 10 (từ 01/01/1900, chưa kết thúc)",
        "Dòng 13, cột 'Mã cấp trên': đơn vị cấp trên 'H' không tồn tại vào ngày 01/01/1999, "
        "trong khi dòng này từ 01/01/1999, chưa kết thúc",
        "Dòng 14, cột 'Thứ tự': thứ tự -1 phải từ 0 đến 2000000000",
    ]


def test_a_parent_must_last_as_long_as_its_units() -> None:
    lines = (PROVINCE, "H,Huyện,,,20,,,01/07/2025", "X,Xã,,,H,,,")
    (reason,) = reasons_of(*lines)
    assert reason.startswith("Dòng 4, cột 'Mã cấp trên': đơn vị cấp trên 'H' không tồn tại vào ngày 01/07/2025")
    assert plan(*lines[:2], "X,Xã,,,H,,,01/07/2025", "X,Xã,,,20,,01/07/2025,").codes == ["20", "H", "X"]


def test_a_correction_may_not_leave_stored_units_without_a_parent() -> None:
    before = stored_after(plan(PROVINCE, "H,Huyện,,,20,,,", "X,Xã,,,H,,,"))
    assert reasons_of("H,Huyện,,,20,,,01/07/2025", stored=before) == [
        "Dòng 2, cột 'Đến ngày': đơn vị 'X' trong hệ thống còn thuộc 'H' vào ngày 01/07/2025; hãy nhập cả đơn vị đó"
    ]


def test_a_ring_through_stored_units_is_found() -> None:
    before = stored_after(plan(PROVINCE, "H,Huyện,,,20,,,", "X,Xã,,,H,,,"))
    assert reasons_of("H,Huyện,,,X,,,", stored=before)[0].startswith(
        "Dòng 2, cột 'Mã cấp trên': đơn vị thành cấp trên của chính mình: "
    )


def test_a_ladder_of_parents_that_no_administration_has_is_refused() -> None:
    ladder = [f"{n},Cấp {n},,,{n - 1 if n else ''},,," for n in range(12)]
    assert reasons_of(*ladder) == [
        "Dòng 12, cột 'Mã cấp trên': có quá 10 cấp trên chồng nhau; hãy xem lại mã cấp trên",
        "Dòng 13, cột 'Mã cấp trên': có quá 10 cấp trên chồng nhau; hãy xem lại mã cấp trên",
    ]


def test_two_groups_may_share_a_numeral_one_after_the_other() -> None:
    lines = ("A,Huyện A,,II. UBND huyện,20,,,01/07/2025", "B,Xã B,,II. UBND xã,20,,01/07/2025,")
    assert places(plan(PROVINCE, *lines)) == {GroupName("20", "UBND huyện"): 2, GroupName("20", "UBND xã"): 2}


def test_one_group_may_not_have_two_numerals() -> None:
    assert reasons_of(PROVINCE, "A,A,,I. Sở,20,,,", "B,B,,II. Sở,20,,,")[0] == (
        "Dòng 4, cột 'Nhóm': nhóm 'Sở' mang số II, ở dòng 3 mang số khác"
    )


WIDE = f"{HEADINGS},Loại hình,Cấp,Mã định danh điện tử,Mã định danh kiểu cũ,Mã đơn vị hành chính,Điện thoại,Email"


def test_everything_that_describes_a_unit_is_taken_in_and_kept_when_a_later_file_does_not_say_it() -> None:
    line = "A,Sở A,,I. Sở,20,,,,sở,cấp tỉnh,H37.11,000.00.11.H37,20,0205 3812,a@langson.gov.vn"
    before = stored_after(plan(PROVINCE + ",,,,,,,", line, headings=WIDE))
    version = before.versions["A", FIRST_DAY]
    assert (version.kind, version.level, version.identifier) == ("sở", "province", "H37.11")
    assert (version.old_identifier, version.unit_code, version.email) == ("000.00.11.H37", "20", "a@langson.gov.vn")
    (correction,) = plan("A,Sở A tỉnh", headings="code,name", stored=before).corrections
    assert correction.changes == {"name": ("Sở A", "Sở A tỉnh"), "short_name": ("Sở A", "Sở A tỉnh")}


def test_words_that_are_no_tier_and_no_identifier_are_refused() -> None:
    assert reasons_of(
        PROVINCE + ",,,,,,,",
        "A,A,,,20,,,,,cấp làng,h37.1,H37.1,5,,",
        "B,B,,,20,,,,,,000.00.11.H37,,,,",
        "C,C,,,20,,,,,,H37.9,,,,",
        "D,D,,,20,,,,,,H37.9,,,,",
        headings=WIDE,
    ) == [
        "Dòng 3, cột 'Cấp': 'cấp làng' không phải cấp; hãy ghi trung ương, cấp tỉnh, cấp huyện hoặc cấp xã",
        "Dòng 3, cột 'Mã định danh điện tử': 'h37.1' không đúng QĐ 20/2020/QĐ-TTg: tối đa 35 ký tự 0–9, A–Z và dấu "
        "chấm, nhóm đầu là một chữ A–Y và hai số, ví dụ H05.12",
        "Dòng 3, cột 'Mã định danh kiểu cũ': 'H37.1' là mã theo QĐ 20/2020/QĐ-TTg; hãy ghi ở mục 'Mã định danh'",
        "Dòng 3, cột 'Mã đơn vị hành chính': '5' không phải mã đơn vị hành chính: tỉnh 2 số, huyện 3 số, xã 5 số",
        "Dòng 4, cột 'Mã định danh điện tử': '000.00.11.H37' là mã kiểu cũ; hãy ghi ở mục 'Mã định danh kiểu cũ'",
        "Dòng 6, cột 'Mã định danh điện tử': mã 'H37.9' đang là của đơn vị 'C' (từ 01/01/1900, chưa kết thúc)",
    ]


def test_a_unit_with_days_on_which_it_is_nothing_is_refused() -> None:
    assert reasons_of(PROVINCE, "A,A,,,20,,,01/07/2023", "A,A,,,20,,01/01/2024,") == [
        "Dòng 4, cột 'Từ ngày': mã 'A' bị đứt quãng từ 01/07/2023 đến trước 01/01/2024; hãy nối liền, hoặc dùng mã khác"
    ]


def test_below_the_centre_stand_the_provinces_with_their_own_groups() -> None:
    centre = "TW,Chính phủ,,,,,,,,trung ương,,,,,"
    lines = (centre, "20,Tỉnh,,,TW,,,,,,,,,,", "A,Sở A,,I. Sở,20,,,,,,,,,,")
    assert places(plan(*lines, headings=WIDE)) == {GroupName("20", "Sở"): 1}
    assert reasons_of(centre, "20,Tỉnh,,I. Tỉnh,TW,,,,,,,,,,", headings=WIDE) == [
        "Dòng 3, cột 'Nhóm': chỉ đơn vị dưới tỉnh mới đứng trong nhóm; hãy bỏ nhóm"
    ]


def test_a_group_begins_with_its_first_member_and_is_found_to_be_older_by_an_older_one() -> None:
    first = plan(PROVINCE, "A,A,,I. Xã,20,,01/07/2025,")
    assert [change.after.valid_from for change in first.groups if change.after] == [date(2025, 7, 1)]
    second = plan("B,B,,Xã,20,,01/01/2020,", stored=stored_after(first))
    assert [change.after.valid_from for change in second.groups if change.after] == [date(2020, 1, 1)]
    known = stored_after(second, stored_after(first))
    assert len(known.groups) == 1


def test_nobody_is_put_into_a_group_that_has_ended() -> None:
    known = stored_after(plan(PROVINCE, "A,A,,I. Huyện,20,,,01/07/2025"))
    name = GroupName("20", "Huyện")
    ended = replace(known.groups[name, FIRST_DAY], valid_to=date(2025, 7, 1))
    stored = Chart(known.codes, known.versions, {ended.key: ended})
    assert reasons_of("B,B,,Huyện,20,,01/01/2025,", stored=stored) == [
        "Dòng 2, cột 'Nhóm': nhóm 'Huyện' chỉ có từ 01/01/1900 đến trước 01/07/2025; hãy chọn nhóm khác"
    ]
