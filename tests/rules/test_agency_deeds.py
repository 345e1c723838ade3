"""Deeds on agencies: what each changes, what its preview says, and every reason against it."""

from dataclasses import replace
from datetime import date

import pytest

from dondoc.agencies.rules.chart import Chart, GroupName, GroupSpan, Version
from dondoc.agencies.rules.deeds import (
    CloseGroup,
    Create,
    Deed,
    Description,
    Dissolve,
    Link,
    Merge,
    Move,
    NewUnit,
    Regroup,
    Rename,
    SetGroup,
    Split,
)
from dondoc.agencies.rules.plans import Plan, Succession, plan_deed

BEGIN, MERGER = date(2000, 1, 1), date(2025, 7, 1)
BASIS = "Nghị quyết số 202/2025/QH15"


def unit(code: str, name: str, parent: str | None, group: str = "", position: int = 1) -> Version:
    province = "BN" if code.startswith("BN") else "BG"
    return Version(code, name, name, parent, GroupName(province, group) if group else None, position, BEGIN, None)


CHART = Chart.of(
    [
        unit("BG", "UBND tỉnh Bắc Giang", None),
        unit("BG-VP", "Văn phòng UBND tỉnh", "BG"),
        unit("BG-SNV", "Sở Nội vụ", "BG", "Sở", 1),
        unit("BG-STP", "Sở Tư pháp", "BG", "Sở", 2),
        unit("BG-HH", "UBND huyện Hiệp Hoà", "BG", "UBND huyện", 1),
        unit("BG-HH-X", "UBND xã Thanh Vân", "BG-HH"),
        unit("BN", "UBND tỉnh Bắc Ninh", None),
        unit("BN-SNV", "Sở Nội vụ Bắc Ninh", "BN", "Sở", 4),
    ],
    [
        GroupSpan(GroupName("BG", "Sở"), 1, BEGIN, None),
        GroupSpan(GroupName("BG", "UBND huyện"), 2, BEGIN, None),
        GroupSpan(GroupName("BN", "Sở"), 1, BEGIN, None),
    ],
)


def on_merger(deed: type[Deed], **given: object) -> Deed:
    return deed(on=MERGER, legal_basis=BASIS, **given)


def done(deed: Deed, chart: Chart = CHART) -> Plan:
    plan = plan_deed(chart, deed)
    assert plan.reasons == ()
    return plan


def refused(deed: Deed, chart: Chart = CHART) -> list[str]:
    reasons = plan_deed(chart, deed).reasons
    assert reasons
    return [str(reason) for reason in reasons]


def now(plan: Plan, code: str) -> Version:
    version = plan.after.at(code, MERGER)
    assert version is not None
    return version


def test_a_province_merges_into_another_and_all_below_passes_with_its_groups_and_order() -> None:
    plan = done(on_merger(Merge, codes=("BG",), into="BN"))
    assert plan.after.at("BG", MERGER) is None and plan.ended == ["BG"]
    assert plan.successions == (Succession("BG", "BN", Link.MERGED_INTO),)
    placed = {
        code: (now(plan, code).parent, now(plan, code).group, now(plan, code).position) for code in plan.codes[1:]
    }
    assert placed == {
        "BG-HH": ("BN", GroupName("BN", "UBND huyện"), 1),
        "BG-SNV": ("BN", GroupName("BN", "Sở"), 5),
        "BG-STP": ("BN", GroupName("BN", "Sở"), 6),
        "BG-VP": ("BN", None, 1),
    }
    assert [(s.group.name, s.position) for s in plan.after.groups_on("BN", MERGER)] == [("Sở", 1), ("UBND huyện", 2)]
    assert plan.after.groups_on("BG", MERGER) == []
    assert plan.said == (
        "Từ ngày 01/07/2025, UBND tỉnh Bắc Giang không còn; UBND tỉnh Bắc Ninh tiếp nhận.",
        "4 đơn vị trực thuộc chuyển sang UBND tỉnh Bắc Ninh: UBND huyện Hiệp Hoà, Sở Nội vụ, Sở Tư pháp, "
        "Văn phòng UBND tỉnh.",
        "Mở nhóm 'UBND huyện' của UBND tỉnh Bắc Ninh, thứ tự 2.",
    )


def test_units_merge_into_a_new_one_that_the_same_deed_founds() -> None:
    new = NewUnit("BG-SNVTP", Description("Sở Nội vụ và Tư pháp", identifier="H02.11"), "BG", "Sở")
    plan = done(on_merger(Merge, codes=("BG-SNV", "BG-STP"), into=new))
    assert now(plan, "BG-SNVTP").group == GroupName("BG", "Sở") and now(plan, "BG-SNVTP").position == 1
    assert plan.ended == ["BG-SNV", "BG-STP"] and plan.heirs_of("BG-STP") == ["BG-SNVTP"]


def test_a_unit_splits_and_those_below_go_where_they_are_sent() -> None:
    parts = (NewUnit("X1", Description("UBND xã Hiệp Hoà")), NewUnit("X2", Description("UBND xã Xuân Cẩm")))
    plan = done(on_merger(Split, code="BG-HH", parts=parts, children={"BG-HH-X": "X2"}))
    assert plan.ended == ["BG-HH"] and plan.heirs_of("BG-HH") == ["X1", "X2"]
    assert now(plan, "BG-HH-X").parent == "X2"
    assert (now(plan, "X1").parent, now(plan, "X1").group) == ("BG", GroupName("BG", "UBND huyện"))


def test_a_unit_that_a_part_is_split_off_from_goes_on_with_what_is_below() -> None:
    plan = done(on_merger(Split, code="BG-HH", parts=(NewUnit("X1", Description("UBND xã A")),), keeps=True))
    assert plan.ended == [] and now(plan, "BG-HH-X").parent == "BG-HH"


def test_a_unit_with_others_below_is_dissolved_only_with_them_or_with_a_heir() -> None:
    assert refused(on_merger(Dissolve, codes=("BG-HH",))) == [
        "UBND xã Thanh Vân (BG-HH-X): Đơn vị cấp trên 'UBND huyện Hiệp Hoà' không tồn tại vào ngày 01/07/2025; "
        "hãy chuyển hoặc giải thể đơn vị này trước."
    ]
    assert done(on_merger(Dissolve, codes=("BG-HH", "BG-HH-X"))).ended == ["BG-HH", "BG-HH-X"]
    plan = done(on_merger(Dissolve, codes=("BG-HH",), replaced_by="BG"))
    assert now(plan, "BG-HH-X").parent == "BG"
    assert plan.successions == (Succession("BG-HH", "BG", Link.REPLACED_BY),)


def test_a_rename_changes_words_from_its_day_on_and_tells_each() -> None:
    words = Description("Sở Nội vụ tỉnh", "Sở Nội vụ", kind="sở", unit_code="24", old_identifier="000.00.11.H02")
    plan = done(on_merger(Rename, code="BG-SNV", description=words))
    before = plan.after.at("BG-SNV", date(2025, 6, 30))
    assert before is not None and before.name == "Sở Nội vụ" and before.valid_to == MERGER
    assert now(plan, "BG-SNV").old_identifier == "000.00.11.H02"
    assert plan.said[0] == "Tên: 'Sở Nội vụ' thành 'Sở Nội vụ tỉnh' từ ngày 01/07/2025."


def test_a_change_in_the_middle_of_history_lasts_until_the_next_one() -> None:
    later = done(on_merger(Rename, code="BG-SNV", description=Description("Sở Nội vụ mới"))).after
    deed = Rename(on=date(2010, 1, 1), legal_basis=BASIS, code="BG-SNV", description=Description("Sở Nội vụ cũ"))
    plan = done(deed, later)
    assert [v.name for v in sorted(plan.after.versions.values(), key=lambda v: v.valid_from) if v.code == "BG-SNV"] == [
        "Sở Nội vụ",
        "Sở Nội vụ cũ",
        "Sở Nội vụ mới",
    ]
    assert "đến trước ngày 01/07/2025" in plan.said[0]


def test_a_second_change_of_the_same_day_joins_the_first() -> None:
    moved = done(on_merger(Move, code="BG-SNV", parent="BN")).after
    plan = done(on_merger(Rename, code="BG-SNV", description=Description("Sở Nội vụ 2")), moved)
    assert len([v for v in plan.after.versions.values() if v.code == "BG-SNV"]) == 2
    assert (now(plan, "BG-SNV").parent, now(plan, "BG-SNV").name) == ("BN", "Sở Nội vụ 2")


def test_a_unit_moves_with_those_below_it_to_the_groups_of_the_other_province() -> None:
    plan = done(on_merger(Move, code="BG-HH", parent="BN", group="Sở"))
    assert now(plan, "BG-HH").group == GroupName("BN", "Sở")
    assert plan.after.timelines().province_of("BG-HH-X", MERGER) == "BN"


def test_a_unit_changes_its_group_and_place() -> None:
    assert now(done(on_merger(Regroup, code="BG-HH", group="sở")), "BG-HH").position == 3
    assert now(done(on_merger(Regroup, code="BG-HH", group="Sở", position=9)), "BG-HH").position == 9
    assert now(done(on_merger(Regroup, code="BG-HH", group="")), "BG-HH").group is None


def test_a_renamed_group_takes_its_members_along_and_keeps_its_old_name_in_history() -> None:
    deed = on_merger(SetGroup, province="BG", group="UBND huyện", position=3, new_name="UBND xã, phường")
    plan = done(deed)
    assert now(plan, "BG-HH").group == GroupName("BG", "UBND xã, phường")
    eve = plan.after.at("BG-HH", date(2025, 6, 30))
    assert eve is not None and eve.group == GroupName("BG", "UBND huyện")
    assert [s.group.name for s in plan.after.groups_on("BG", MERGER)] == ["Sở", "UBND xã, phường"]
    assert "1 đơn vị trong nhóm sang tên mới" in plan.said[-1]


def test_groups_are_opened_reordered_and_closed_from_a_day_on() -> None:
    opened = done(on_merger(SetGroup, province="BG", group="Doanh nghiệp", position=3)).after
    assert len(opened.groups_on("BG", MERGER)) == 3 and len(opened.groups_on("BG", date(2025, 6, 30))) == 2
    first = done(on_merger(SetGroup, province="BG", group="UBND huyện", position=1))
    assert [s.position for s in first.after.spans_of(GroupName("BG", "UBND huyện"))] == [2, 1]
    assert refused(on_merger(CloseGroup, province="BG", group="Sở")) == [
        "Sở: Trong nhóm còn Sở Nội vụ, Sở Tư pháp; hãy chuyển nhóm trước."
    ]
    closed = done(on_merger(CloseGroup, province="BG", group="Doanh nghiệp"), opened)
    assert len(closed.after.groups_on("BG", MERGER)) == 2


def test_units_of_a_new_province_below_the_centre_are_founded() -> None:
    centre = done(on_merger(Create, unit=NewUnit("TW", Description("Chính phủ", level="nation")))).after
    plan = done(on_merger(Create, unit=NewUnit("DN", Description("UBND thành phố Đà Nẵng"), parent="TW")), centre)
    assert plan.said == ("Từ ngày 01/07/2025 có đơn vị mới: UBND thành phố Đà Nẵng thuộc Chính phủ.",)
    grouped = NewUnit("DN-SNV", Description("Sở Nội vụ"), parent="DN", group="Sở")
    assert refused(on_merger(Create, unit=grouped), plan.after) == [
        "Sở: Tỉnh không có nhóm 'Sở' vào ngày 01/07/2025; hãy mở nhóm trước."
    ]
    with_group = done(on_merger(SetGroup, province="DN", group="Sở", position=1), plan.after).after
    assert now(done(on_merger(Create, unit=grouped), with_group), "DN-SNV").group == GroupName("DN", "Sở")


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (Rename(on=MERGER, legal_basis=" ", code="BG", description=Description("A")), "Căn cứ pháp lý: Ghi số, ngày"),
        (on_merger(Rename, code="BG", description=Description(" ")), "UBND tỉnh Bắc Giang (BG): Cần có tên."),
        (on_merger(Rename, code="ZZ", description=Description("A")), "ZZ: Không có đơn vị này."),
        (on_merger(Rename, code="BG-VP", description=Description("Văn phòng UBND tỉnh")), "Việc này không thay đổi gì"),
        (on_merger(Move, code="BG", parent="BG-HH-X"), "Đơn vị thành cấp trên của chính mình:"),
        (on_merger(Move, code="BG-HH", parent="ZZ"), "UBND huyện Hiệp Hoà (BG-HH): Đơn vị cấp trên 'ZZ' không tồn tại"),
        (on_merger(Merge, codes=(), into="BN"), "Chọn ít nhất một đơn vị để sáp nhập."),
        (on_merger(Merge, codes=("BG", "BN"), into="BN"), "BN: Đơn vị nhận không thể là đơn vị bị sáp nhập."),
        (on_merger(Dissolve, codes=()), "Chọn ít nhất một đơn vị để giải thể."),
        (on_merger(Dissolve, codes=("BG",), replaced_by="BG"), "BG: Đơn vị tiếp nhận không thể là"),
        (on_merger(Split, code="BG-VP", parts=()), "Văn phòng UBND tỉnh (BG-VP): Cần ít nhất hai đơn vị mới."),
        (on_merger(Create, unit=NewUnit("BG-VP", Description("A"))), "BG-VP: Mã này đã là của một đơn vị"),
        (on_merger(Create, unit=NewUnit("", Description("A"))), "Đơn vị mới cần có mã và tên."),
        (on_merger(Regroup, code="BN", group="Sở"), "UBND tỉnh Bắc Ninh (BN): Chỉ đơn vị dưới tỉnh"),
        (on_merger(SetGroup, province="BG-HH", group="A", position=1), "BG-HH: Chỉ tỉnh mới có nhóm."),
        (on_merger(SetGroup, province="BG", group="A", position=0), "Thứ tự: Thứ tự nhóm là số từ 1."),
        (on_merger(SetGroup, province="BG", group="A", position=1, new_name="B"), "A: Tỉnh không có nhóm 'A'"),
        (on_merger(CloseGroup, province="BG", group="A"), "A: Tỉnh không có nhóm này vào ngày 01/07/2025."),
        (
            on_merger(Rename, code="BG", description=Description("A", identifier="000.00.00.H02")),
            "A (BG): '000.00.00.H02' là mã kiểu cũ; hãy ghi ở mục 'Mã định danh kiểu cũ'.",
        ),
        (
            on_merger(Rename, code="BG", description=Description("A", old_identifier="H02")),
            "A (BG): 'H02' là mã theo QĐ 20/2020/QĐ-TTg; hãy ghi ở mục 'Mã định danh'.",
        ),
    ],
)
def test_what_may_not_be_is_refused_in_words(deed: Deed, reason: str) -> None:
    assert any(told.startswith(reason) for told in refused(deed))


def test_a_unit_that_changes_later_does_not_end_before() -> None:
    later = done(on_merger(Rename, code="BG-SNV", description=Description("Sở Nội vụ mới"))).after
    early = Dissolve(on=date(2024, 1, 1), legal_basis=BASIS, codes=("BG-SNV",))
    assert "Đơn vị đã có thay đổi từ ngày 01/07/2025; chọn ngày muộn hơn" in refused(early, later)[0]
    assert done(replace(early, on=MERGER), later).ended == ["BG-SNV"]


def test_an_identifier_is_one_units_at_a_time_and_may_pass_on_when_it_ends() -> None:
    named = done(on_merger(Rename, code="BG-SNV", description=Description("Sở Nội vụ", identifier="H02.11"))).after
    taken = Rename(
        on=date(2026, 1, 1), legal_basis=BASIS, code="BG-STP", description=Description("A", identifier="H02.11")
    )
    assert "Mã định danh 'H02.11' đang là của Sở Nội vụ" in refused(taken, named)[0]
    ended = done(Dissolve(on=date(2025, 12, 1), legal_basis=BASIS, codes=("BG-SNV",)), named).after
    assert done(taken, ended).changes
