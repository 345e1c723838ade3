"""The standing cast (nhân vật minh hoạ), reused by the tests."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.people.rules.authority import Rank
from dondoc.people.rules.rights import Right

# Known to everybody who reads this: the demonstration listens on the own machine only.
PASSWORD = "minh-hoa-2026"  # noqa: S105


# Whom Lạng Sơn's own wording of the month's report names.
SIGNER_ELSEWHERE = "Phạm Hùng Trường"


@dataclass(frozen=True)
class Person:
    username: str
    full_name: str
    position_title: str
    rights: tuple[tuple[Right, str], ...]


@dataclass(frozen=True)
class HeldBy:
    """A post of one of the cast; `body`: the collective that it speaks for."""

    username: str
    agency_code: str
    title: str
    rank: Rank
    body: str = ""


@dataclass(frozen=True)
class Places:
    """Where the cast works: on today's map, or on that of before 1/7/2025 (which the tests use)."""

    is_today: bool
    provinces: tuple[str, ...]
    reporting: str  # the province whose present periods are open
    own: tuple[str, str]  # Lan's and Minh's agency: code, name
    other: tuple[str, str]  # Dung's
    committee: str  # the reporting province's


TODAY = Places(
    True,
    ("BG", "BN", "LS"),
    "BN",
    ("07444", "UBND xã Lục Nam"),
    ("BN-STC", "Sở Tài chính Bắc Ninh"),
    "UBND tỉnh Bắc Ninh",
)
BEFORE = Places(
    False,
    ("BG", "LS"),
    "BG",
    ("BG-LN", "UBND huyện Lục Nam"),
    ("BG-STC", "Sở Tài chính Bắc Giang"),
    "UBND tỉnh Bắc Giang",
)


def cast(places: Places = TODAY) -> tuple[Person, ...]:
    """The people with their rights."""
    own, other, all_of = places.own, places.other, places.provinces

    def watching(*rights: Right) -> tuple[tuple[Right, str], ...]:
        return tuple((right, code) for right in rights for code in all_of)

    # On today's map Hoa takes the total as the province's own figures.
    consolidating = ((Right.ENTER, places.reporting),) if places.is_today else ()
    office = (*watching(Right.MONITOR, Right.RECEIVE), *consolidating)
    home = places.reporting
    leading = tuple((Right.APPROVE, code) for code in (home, f"{home}-VP"))
    clerical = tuple((Right.SIGN, code) for code in (home, f"{home}-VP"))
    elsewhere = (
        (
            Person("truong", SIGNER_ELSEWHERE, "Chánh Văn phòng UBND tỉnh Lạng Sơn", ((Right.APPROVE, "LS-VP"),)),
            Person("hanh", "Hạnh", "Văn thư, Văn phòng UBND tỉnh Lạng Sơn", ((Right.SIGN, "LS-VP"),)),
        )
        if places.is_today
        else ()
    )
    return (
        Person("hoa", "Hoa", "Chuyên viên Văn phòng UBND tỉnh", office),
        Person("lan", "Lan", f"Chuyên viên {own[1]}", ((Right.ENTER, own[0]),)),
        Person("minh", "Minh", f"Chủ tịch {own[1]}", ((Right.APPROVE, own[0]), (Right.SIGN, own[0]))),
        Person("nam", "Nam", "Chuyên viên Sở Thông tin và Truyền thông Lạng Sơn", ((Right.ENTER, "LS-STTTT"),)),
        Person("tuan", "Tuấn", "Phó Chủ tịch UBND tỉnh Lạng Sơn", ((Right.MONITOR, "LS"),)),
        Person("dung", "Dung", f"Chuyên viên {other[1]}", ((Right.ENTER, other[0]),)),
        Person("quan", "Quân", "Quản trị, Văn phòng UBND tỉnh", watching(Right.ADMINISTER, Right.MONITOR)),
        Person("khanh", "Khánh", f"Chủ tịch {places.committee}", ()),
        Person("vinh", "Vĩnh", f"Chánh Văn phòng {places.committee}", ()),
        Person("yen", "Yến", f"Phó Chánh Văn phòng {places.committee}", leading),
        Person("thu", "Thu", f"Văn thư, Văn phòng {places.committee}", clerical),
        *elsewhere,
    )


def posts(places: Places = TODAY) -> tuple[HeldBy, ...]:
    """Who of the cast holds which post (chức vụ)."""
    home, committee = places.reporting, "ỦY BAN NHÂN DÂN"
    return (
        HeldBy("khanh", home, "Chủ tịch", Rank.HEAD, committee),
        HeldBy("vinh", f"{home}-VP", "Chánh Văn phòng", Rank.HEAD),
        HeldBy("yen", f"{home}-VP", "Phó Chánh Văn phòng", Rank.DEPUTY),
        HeldBy("minh", places.own[0], "Chủ tịch", Rank.HEAD, committee),
        HeldBy("tuan", "LS", "Phó Chủ tịch", Rank.DEPUTY, committee),
        *((HeldBy("truong", "LS-VP", "Chánh Văn phòng", Rank.HEAD),) if places.is_today else ()),
    )
