"""The rows of an agency file (dòng của tệp đơn vị): its columns, and what each row says about one version of a code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dondoc.agencies.rules.chart import FIRST_DAY, Chart, Level
from dondoc.agencies.rules.identifiers import MAX_LENGTH
from dondoc.agencies.rules.timelines import Span
from dondoc.base.rules.tables import Field, Kind, Row, Table, Value
from dondoc.base.rules.wording import roman, search_key

MAX_ORDER = 2_000_000_000
# Columns that are simply kept as they read.
DESCRIBING = ("kind", "identifier", "old_identifier", "unit_code", "phone", "email")

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
        ("Từ ngày", "Có hiệu lực từ", "Hiệu lực từ", "Hiệu lực từ ngày", "Ngày hiệu lực"),
        kind=Kind.DATE,
        note="Ngày đầu tiên dòng này đúng. Để trống: từ trước đến nay.",
    ),
    Field(
        "valid_to",
        ("Đến trước ngày", "Đến ngày", "Hiệu lực đến", "Hiệu lực đến ngày", "Hết hiệu lực", "Ngày hết hiệu lực"),
        kind=Kind.DATE,
        note="Ngày dòng này thôi đúng (không tính ngày đó). Để trống: chưa kết thúc.",
    ),
    Field(
        "kind",
        ("Loại hình", "Loại", "Loại đơn vị", "Type"),
        max_length=60,
        note="Ví dụ: tỉnh, sở, huyện, xã, phường, đặc khu.",
    ),
    Field(
        "level",
        ("Cấp", "Cấp chính quyền"),
        max_length=20,
        note="trung ương, cấp tỉnh, cấp huyện hoặc cấp xã. Đơn vị ngay dưới trung ương là tỉnh.",
    ),
    Field(
        "identifier",
        ("Mã định danh điện tử", "Mã định danh QĐ 20/2020"),
        kind=Kind.CODE,
        max_length=MAX_LENGTH,
        note="Theo QĐ 20/2020/QĐ-TTg, đọc từ trái sang phải, ví dụ H05.12.",
    ),
    Field(
        "old_identifier",
        ("Mã định danh kiểu cũ", "Mã trục cũ"),
        kind=Kind.CODE,
        max_length=13,
        note="13 ký tự, đọc từ phải sang trái, ví dụ 000.00.12.H05. Không suy từ mã mới và ngược lại.",
    ),
    Field(
        "unit_code",
        ("Mã đơn vị hành chính",),
        kind=Kind.CODE,
        max_length=5,
        note="Tỉnh 2 số, huyện 3 số, xã 5 số, giữ số 0 ở đầu. Theo QĐ 19/2025/QĐ-TTg.",
    ),
    Field("phone", ("Điện thoại", "Số điện thoại"), kind=Kind.CODE, max_length=40),
    Field("email", ("Thư điện tử", "Email"), max_length=200),
)

# Rows of the form to fill in.
SAMPLES: tuple[dict[str, Value], ...] = (
    {"code": "20", "name": "UBND tỉnh Lạng Sơn", "short_name": "tỉnh Lạng Sơn", "kind": "tỉnh", "level": "cấp tỉnh"},
    {
        "code": "20.SNV",
        "name": "Sở Nội vụ",
        "group": "I. Sở, cơ quan thuộc UBND tỉnh",
        "parent": "20",
        "order": 1,
        "kind": "sở",
        "level": "cấp tỉnh",
    },
    {
        "code": "05977",
        "name": "UBND phường Đông Kinh",
        "short_name": "phường Đông Kinh",
        "group": "II. UBND xã, phường",
        "parent": "20",
        "order": 1,
        "valid_from": date(2025, 7, 1),
        "kind": "phường",
        "level": "cấp xã",
        "unit_code": "05977",
    },
)

_NUMBERED = re.compile(r"([IVX]+|\d{1,3})\s*[.)]\s*(\S.*)", re.ASCII)
_NUMERALS = {roman(n): n for n in range(1, 40)}


_LEVEL_WORDS = {search_key(word): level for level in Level for word in (level.value, level.label)} | {
    "tinh": Level.PROVINCE,
    "huyen": Level.DISTRICT,
    "xa": Level.COMMUNE,
}


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
    level: str
    described: Mapping[str, str]

    @property
    def span(self) -> Span:
        is_nation = self.level == Level.NATION
        return Span(self.code, self.parent, self.valid_from, self.valid_to, self.row, is_nation)


def draft_of(table: Table, row: Row, stored: Chart) -> Draft:
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
    kept = {name for name in ("level", *DESCRIBING) if known and not table.has(name)}
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
        level=known.level if known and "level" in kept else level_of(row.text("level")) or "",
        described={name: getattr(known, name) if name in kept else row.text(name) for name in DESCRIBING},
    )


def level_of(text: str) -> Level | None:
    """'Cấp xã' -> Level.COMMUNE; None for words that name no tier."""
    return _LEVEL_WORDS.get(search_key(text))


def parted_group(text: str) -> tuple[int | None, str]:
    """'II. UBND huyện, thành phố' -> (2, 'UBND huyện, thành phố')."""
    found = _NUMBERED.fullmatch(text)
    if not found:
        return None, text
    sign = found[1]
    numeral = int(sign) if sign.isdigit() else _NUMERALS.get(sign)
    return (numeral, found[2]) if numeral else (None, text)
