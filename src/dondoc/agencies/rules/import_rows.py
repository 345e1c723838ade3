"""The rows of an agency file (dòng của tệp đơn vị): its columns, and what each row says about one version of a code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dondoc.agencies.rules.timelines import Span
from dondoc.base.rules.tables import Field, Kind, Row, Table
from dondoc.base.rules.wording import roman, same_name_key

# Where a file does not say since when: before anything that the system counts.
FIRST_DAY = date(1900, 1, 1)
MAX_ORDER = 2_000_000_000

FIELDS = (
    Field(
        "code",
        ("Mã đơn vị", "Mã", "Mã cơ quan", "Mã định danh", "Mã ĐVHC"),
        required=True,
        kind=Kind.CODE,
        max_length=40,
        note="Mỗi đơn vị một mã, không đổi. Đơn vị đổi tên, đổi cấp trên: thêm dòng cùng mã với 'Từ ngày' mới.",
    ),
    Field(
        "name",
        ("Tên đơn vị", "Tên", "Tên cơ quan", "Đơn vị"),
        required=True,
        note="Tên in trong bảng, phụ lục, ví dụ 'UBND huyện Hiệp Hoà'.",
    ),
    Field(
        "short_name",
        ("Tên trong lời văn", "Tên ngắn", "Tên gọi tắt"),
        note="Tên trong câu văn, ví dụ 'huyện Hiệp Hoà'. Để trống: như tên đơn vị.",
    ),
    Field(
        "group",
        ("Nhóm", "Tên nhóm"),
        note="Nhóm trong phụ lục, ví dụ 'II. UBND huyện, thành phố'; số La Mã là thứ tự nhóm.",
    ),
    Field(
        "parent",
        ("Mã cấp trên", "Mã đơn vị cấp trên", "Đơn vị cấp trên", "Cấp trên", "Parent code"),
        kind=Kind.CODE,
        max_length=40,
        note="Mã của đơn vị cấp trên, có trong tệp hoặc đã nhập. Để trống: đơn vị là tỉnh.",
    ),
    Field(
        "order",
        ("Thứ tự", "STT", "Số thứ tự", "TT"),
        kind=Kind.INTEGER,
        note="Thứ tự trong nhóm. Để trống: theo thứ tự dòng, sau các đơn vị đã có.",
    ),
    Field(
        "valid_from",
        ("Từ ngày", "Có hiệu lực từ", "Ngày hiệu lực"),
        kind=Kind.DATE,
        note="Ngày đầu tiên dòng này đúng. Để trống: từ trước đến nay.",
    ),
    Field(
        "valid_to",
        ("Đến trước ngày", "Đến ngày", "Ngày hết hiệu lực"),
        kind=Kind.DATE,
        note="Ngày dòng này thôi đúng (không tính ngày đó). Để trống: chưa kết thúc.",
    ),
)

_NUMBERED = re.compile(r"([IVX]+|\d{1,3})\s*[.)]\s*(\S.*)", re.ASCII)
_NUMERALS = {roman(n): n for n in range(1, 40)}


class GroupName(NamedTuple):
    """A group is known by its province's code and its name."""

    province: str
    name: str


def key_of(group: GroupName) -> GroupName:
    """The group as names compare: case, spaces and the way of writing marks do not part it in two."""
    return GroupName(group.province, same_name_key(group.name))


@dataclass(frozen=True)
class Version:
    """A version as stored or to be stored: AgencyVersion with codes in place of keys."""

    code: str
    name: str
    short_name: str
    parent: str | None
    group: GroupName | None
    position: int
    valid_from: date
    valid_to: date | None

    @property
    def span(self) -> Span:
        return Span(self.code, self.parent, self.valid_from, self.valid_to)


@dataclass(frozen=True)
class Stored:
    """What the system knows already: versions by (code, valid_from), the groups' places."""

    codes: frozenset[str]
    versions: Mapping[tuple[str, date], Version]
    groups: Mapping[GroupName, int]


@dataclass(frozen=True)
class Draft:
    """One row as it reads, before its group and place are known. `order` None: the file does not say."""

    row: int
    code: str
    name: str
    short_name: str
    group: str
    numeral: int | None
    parent: str | None
    order: int | None
    valid_from: date
    valid_to: date | None

    @property
    def span(self) -> Span:
        return Span(self.code, self.parent, self.valid_from, self.valid_to, self.row)


def draft_of(table: Table, row: Row, stored: Stored) -> Draft:
    """What a row says. About columns that the file does not have, it says what is stored."""
    valid_from = row.day("valid_from") or FIRST_DAY
    known = stored.versions.get((row.text("code"), valid_from))
    name = row.text("name")
    numeral, group = parted_group(row.text("group"))
    short_name = row.text("short_name")
    parent, valid_to = row.text("parent") or None, row.day("valid_to")
    if known:
        if not table.has("short_name") and known.short_name != known.name:
            short_name = known.short_name
        if not table.has("group") and known.group:
            group = known.group.name
        if not table.has("parent"):
            parent = known.parent
        if not table.has("valid_to"):
            valid_to = known.valid_to
    return Draft(
        row=row.number,
        code=row.text("code"),
        name=name,
        short_name=short_name or name,
        group=group,
        numeral=numeral,
        parent=parent,
        order=row.integer("order"),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def parted_group(text: str) -> tuple[int | None, str]:
    """'II. UBND huyện, thành phố' -> (2, 'UBND huyện, thành phố')."""
    found = _NUMBERED.fullmatch(text)
    if not found:
        return None, text
    sign = found[1]
    numeral = int(sign) if sign.isdigit() else _NUMERALS.get(sign)
    return (numeral, found[2]) if numeral else (None, text)
