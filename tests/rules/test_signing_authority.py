"""Who may sign: the block follows from posts and delegations valid on the day, and a refusal says every reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.people.rules.authority import Asked, DelegationKind, HeldDelegation, HeldPost, Judged, Rank, may_sign
from dondoc.people.rules.keeping import NewDelegation, NewPost, reasons_not_to_delegate, reasons_not_to_record_post

DAY = date(2026, 11, 23)
SINCE = date(2026, 1, 1)
PROVINCE, OFFICE, OTHER = 1, 2, 3
COMMITTEE = "ỦY BAN NHÂN DÂN"


def post(user: int, agency: int, title: str, rank: Rank, **more: object) -> HeldPost:
    return HeldPost(user, user, f"Người {user}", agency, f"cơ quan {agency}", title, rank, SINCE, **more)  # type: ignore[arg-type]


CHAIR = post(1, PROVINCE, "Chủ tịch", Rank.HEAD, body=COMMITTEE)
VICE = post(2, PROVINCE, "Phó Chủ tịch", Rank.DEPUTY, body=COMMITTEE)
CHIEF = post(3, OFFICE, "Chánh Văn phòng", Rank.HEAD)
SECOND = post(4, OFFICE, "Phó Chánh Văn phòng", Rank.DEPUTY)
OFFICER = post(5, OFFICE, "Chuyên viên", Rank.OTHER)
EVERYBODY = (CHAIR, VICE, CHIEF, SECOND, OFFICER)
BY_ORDER = HeldDelegation(1, DelegationKind.ORDER, PROVINCE, "Chủ tịch", OFFICE, None, SINCE, types=("CV", "TB"))


def asked(user: int, agency: int = PROVINCE, type_code: str = "CV", on: date = DAY) -> Asked:
    return Asked(user, f"Người {user}", agency, "UBND tỉnh", type_code, "Công văn", on)


def blocks(judged: Judged) -> list[tuple[str, ...]]:
    return [way.lines for way in judged.ways]


@pytest.mark.parametrize(
    ("user", "agency", "expected"),
    [
        (1, PROVINCE, [("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("CHỦ TỊCH",)]),
        (2, PROVINCE, [("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")]),
        (3, PROVINCE, [("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")]),
        (3, OFFICE, [("CHÁNH VĂN PHÒNG",)]),
        (4, OFFICE, [("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")]),
    ],
)
def test_the_block_is_as_the_decree_writes_it(user: int, agency: int, expected: list[tuple[str, ...]]) -> None:
    assert blocks(may_sign(asked(user, agency), EVERYBODY, [BY_ORDER])) == expected


def test_an_acting_head_signs_with_q_and_his_deputy_for_him() -> None:
    acting = post(1, PROVINCE, "Giám đốc", Rank.HEAD, is_acting=True)
    deputy = post(2, PROVINCE, "Phó Giám đốc", Rank.DEPUTY)
    assert blocks(may_sign(asked(1), [acting], [])) == [("Q. GIÁM ĐỐC",)]
    assert blocks(may_sign(asked(2), [acting, deputy], [])) == [("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")]


def test_a_deputy_in_charge_signs_for_the_empty_seat() -> None:
    assert blocks(may_sign(asked(4, OFFICE), [SECOND], [])) == [("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")]


def test_a_deputy_signs_by_order_only_where_the_working_rules_let_him() -> None:
    refused = may_sign(asked(4), EVERYBODY, [BY_ORDER])
    assert not refused.ways and "chưa cho cấp phó ký thay" in refused.reasons[0].message
    passed = HeldDelegation(1, DelegationKind.ORDER, PROVINCE, "Chủ tịch", OFFICE, None, SINCE, may_pass=True)
    expected = [("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")]
    assert blocks(may_sign(asked(4), EVERYBODY, [passed])) == expected


def test_a_written_power_is_signed_with_ones_own_title() -> None:
    power = HeldDelegation(2, DelegationKind.POWER, PROVINCE, "Chủ tịch", None, 3, SINCE, date(2026, 12, 1))
    assert blocks(may_sign(asked(3), EVERYBODY, [power])) == [("TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")]


@pytest.mark.parametrize(
    ("given_", "asked_for", "told"),
    [
        ([], asked(3), "quy chế làm việc chưa giao ký thừa lệnh UBND tỉnh"),
        ([BY_ORDER], asked(3, type_code="QĐ"), "chỉ gồm loại CV, TB, không gồm Công văn"),
        ([BY_ORDER], asked(5), "giao cho người đứng đầu đơn vị"),
        ([], asked(5, OFFICE), "không phải người đứng đầu hoặc cấp phó"),
        ([], asked(9), "chưa có chức vụ nào"),
        ([], asked(1, on=date(2025, 12, 31)), "giữ chức vụ từ 01/01/2026"),
        (
            [HeldDelegation(2, DelegationKind.POWER, PROVINCE, "Chủ tịch", None, 3, SINCE, date(2026, 11, 1))],
            asked(3),
            "hết hiệu lực từ 01/11/2026",
        ),
    ],
)
def test_who_may_not_sign_is_told_why(given_: list[HeldDelegation], asked_for: Asked, told: str) -> None:
    judged = may_sign(asked_for, EVERYBODY, given_)
    assert not judged.ways
    assert told in "; ".join(reason.message for reason in judged.reasons)


def test_every_post_that_does_not_carry_it_is_named() -> None:
    ended = post(6, PROVINCE, "Phó Chủ tịch", Rank.DEPUTY, valid_to=date(2026, 6, 1))
    elsewhere = post(6, OTHER, "Giám đốc", Rank.HEAD)
    judged = may_sign(asked(6), [ended, elsewhere], [])
    assert [reason.message.split(":")[0] for reason in judged.reasons] == [
        "Phó Chủ tịch, cơ quan 1",
        "Giám đốc, cơ quan 3",
    ]


def test_a_block_is_compared_without_case_and_spaces() -> None:
    judged = may_sign(asked(3), EVERYBODY, [BY_ORDER])
    assert judged.way_with(["TL.  Chủ tịch ", "Chánh Văn phòng"]) == judged.ways[0]
    assert judged.way_with(["CHÁNH VĂN PHÒNG"]) is None


@given(st.integers(-400, 400), st.integers(1, 300))
def test_a_post_signs_exactly_on_the_days_on_which_it_is_held(offset: int, length: int) -> None:
    end = SINCE + timedelta(days=length)
    on = SINCE + timedelta(days=offset)
    judged = may_sign(asked(3, OFFICE, on=on), [post(3, OFFICE, "Chánh Văn phòng", Rank.HEAD, valid_to=end)], [])
    assert bool(judged.ways) is (SINCE <= on < end)
    assert bool(judged.ways) is not bool(judged.reasons)


def power(**changed: object) -> NewDelegation:
    told: dict[str, object] = {
        "kind": DelegationKind.POWER,
        "valid_from": DAY,
        "legal_basis": "Giấy ủy quyền số 01/GUQ-UBND",
        "scope": "báo cáo định kỳ",
        "valid_to": DAY + timedelta(days=10),
    }
    return NewDelegation(**{**told, **changed})  # type: ignore[arg-type]


def test_a_written_power_that_is_limited_is_taken() -> None:
    assert not list(reasons_not_to_delegate(power(), CHAIR, None, 3))


@pytest.mark.parametrize(
    ("changed", "by", "person", "told"),
    [
        ({"valid_to": None}, CHAIR, 3, "giới hạn thời gian"),
        ({"scope": " "}, CHAIR, 3, "giới hạn nội dung"),
        ({"legal_basis": ""}, CHAIR, 3, "Ghi căn cứ"),
        ({"may_pass": True}, CHAIR, 3, "không giao lại"),
        ({}, CHAIR, None, "giao cho một người"),
        ({}, CHAIR, 1, "không tự giao"),
        ({}, VICE, 3, "người được ủy quyền không ủy quyền lại"),
        ({"valid_from": date(2025, 1, 1)}, CHAIR, 3, "không giữ chức Chủ tịch vào ngày 01/01/2025"),
        ({"valid_to": DAY}, CHAIR, 3, "phải sau ngày bắt đầu"),
    ],
)
def test_a_written_power_without_its_limits_is_refused(
    changed: dict[str, object], by: HeldPost, person: int | None, told: str
) -> None:
    reasons = reasons_not_to_delegate(power(**changed), by, None, person)
    assert told in "; ".join(reason.message for reason in reasons)


def test_signing_by_order_goes_to_a_unit_of_the_agency_only() -> None:
    order = NewDelegation(DelegationKind.ORDER, DAY, "Quy chế làm việc")
    assert not list(reasons_not_to_delegate(order, CHAIR, True, None))
    assert [r.where for r in reasons_not_to_delegate(order, CHAIR, False, None)] == ["Đơn vị được giao"]
    assert [r.where for r in reasons_not_to_delegate(order, CHAIR, None, None)] == ["Giao cho"]


def test_a_post_says_everything_that_is_missing_at_once() -> None:
    reasons = list(reasons_not_to_record_post(NewPost("", Rank.OTHER, None, "", is_acting=True)))
    assert [reason.where for reason in reasons] == ["Chức vụ", "Quyền", "Từ ngày", "Căn cứ"]
