"""What a file of posts may say (nhập danh sách chức vụ): every row checked, every problem named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.base.rules.tables import Field, Kind, Row, Table, Value
from dondoc.base.rules.wording import search_key
from dondoc.people.rules.authority import Rank
from dondoc.people.rules.keeping import NewPost, reasons_not_to_record_post

FIELDS = (
    Field("username", ("Tên đăng nhập",), required=True, kind=Kind.CODE, max_length=60),
    Field("agency", ("Mã đơn vị", "đơn vị"), required=True, kind=Kind.CODE, max_length=40),
    Field("title", ("Chức vụ",), required=True, max_length=100, note="Như in trong khối chữ ký: Chánh Văn phòng"),
    Field("rank", ("Vị trí",), required=True, max_length=30, note="người đứng đầu, cấp phó hoặc khác"),
    Field("is_acting", ("Quyền", "quyền (Q.)"), kind=Kind.BOOLEAN),
    Field("body", ("Thay mặt tập thể",), max_length=100, note="ỦY BAN NHÂN DÂN; để trống: không thay mặt tập thể nào"),
    Field("field", ("Lĩnh vực phụ trách",), max_length=300),
    Field("valid_from", ("Từ ngày",), required=True, kind=Kind.DATE),
    Field("last_day", ("Đến hết ngày",), kind=Kind.DATE, note="Để trống: đang giữ"),
    Field("legal_basis", ("Căn cứ",), required=True, max_length=500),
)
SAMPLES: tuple[dict[str, Value], ...] = (
    {
        "username": "vinh",
        "agency": "BN-VP",
        "title": "Chánh Văn phòng",
        "rank": "người đứng đầu",
        "valid_from": date(2025, 7, 1),
        "legal_basis": "Quyết định số 15/QĐ-UBND ngày 01/7/2025",
    },
)
_RANKS = {search_key(rank.label): rank for rank in Rank} | {rank.value: rank for rank in Rank}
_COLUMNS = {"Chức vụ": "title", "Quyền": "is_acting", "Từ ngày": "valid_from", "Đến hết ngày": "last_day"}


@dataclass(frozen=True)
class PostRow:
    """A post as a file tells it, with its person and agency found."""

    user_id: int
    agency_id: int
    post: NewPost


def check_posts(table: Table, people: Mapping[str, int], agencies: Mapping[str, int]) -> list[PostRow]:
    """The rows that can be written; what is wrong is added to the table's problems."""
    ready = []
    for row in table.rows:
        n_before = table.problems.count
        user_id, agency_id = people.get(row.text("username")), agencies.get(row.text("agency"))
        if user_id is None and row.text("username"):
            table.problem(row, "username", f"chưa có tài khoản '{row.text('username')}'")
        if agency_id is None and row.text("agency"):
            table.problem(row, "agency", f"không có đơn vị '{row.text('agency')}' trong phạm vi quản trị")
        rank = _RANKS.get(search_key(row.text("rank")))
        if rank is None and row.text("rank"):
            table.problem(row, "rank", "ghi 'người đứng đầu', 'cấp phó' hoặc 'khác'")
        new = _post(row, rank or Rank.OTHER)
        for reason in () if row.broken else reasons_not_to_record_post(new):
            if (column := _COLUMNS.get(reason.where)) and (row.values[column] is not None):
                table.problem(row, column, reason.message)
        if table.problems.count == n_before and user_id is not None and agency_id is not None:
            ready.append(PostRow(user_id, agency_id, new))
    return ready


def _post(row: Row, rank: Rank) -> NewPost:
    last = row.day("last_day")
    return NewPost(
        title=row.text("title"),
        rank=rank,
        valid_from=row.day("valid_from"),
        legal_basis=row.text("legal_basis"),
        is_acting=bool(row.flag("is_acting")),
        body=row.text("body"),
        field=row.text("field"),
        valid_to=last + timedelta(days=1) if last else None,
    )
