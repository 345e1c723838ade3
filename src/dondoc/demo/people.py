"""The standing cast (nhân vật minh hoạ), reused by the tests."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.people.rules.rights import Right

# Known to everybody who reads this: the demonstration listens on the own machine only.
PASSWORD = "minh-hoa-2026"  # noqa: S105


@dataclass(frozen=True)
class Person:
    username: str
    full_name: str
    position_title: str
    rights: tuple[tuple[Right, str], ...]


CAST = (
    Person(
        "hoa",
        "Hoa",
        "Chuyên viên Văn phòng UBND tỉnh",
        ((Right.MONITOR, "BG"), (Right.MONITOR, "LS"), (Right.RECEIVE, "BG"), (Right.RECEIVE, "LS")),
    ),
    Person("lan", "Lan", "Chuyên viên UBND huyện Lục Nam", ((Right.ENTER, "BG-LN"),)),
    Person("minh", "Minh", "Chủ tịch UBND huyện Lục Nam", ((Right.APPROVE, "BG-LN"), (Right.SIGN, "BG-LN"))),
    Person("nam", "Nam", "Chuyên viên Sở Thông tin và Truyền thông Lạng Sơn", ((Right.ENTER, "LS-STTTT"),)),
    Person("tuan", "Tuấn", "Phó Chủ tịch UBND tỉnh Lạng Sơn", ((Right.MONITOR, "LS"),)),
    Person("dung", "Dung", "Chuyên viên Sở Tài chính Bắc Giang", ((Right.ENTER, "BG-STC"),)),
)
