"""May another system be let in (điều kiện cấp mã truy cập cho hệ thống khác)?"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import comma_list, screen_date
from dondoc.people.rules.rights import Right

# A system types and reads. It approves, signs, receives and administers nothing: those are a person's.
GIVEN_TO_SYSTEMS = (Right.ENTER, Right.MONITOR)
LONGEST = timedelta(days=366)  # practice: a key that nobody has renewed for a year is a forgotten key


def sha256_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def reasons_not_to_connect(name: str, rights: Collection[Right], valid_to: date | None, on: date) -> Iterator[Reason]:
    """Every reason against it; none: it may be let in."""
    if not name.strip():
        yield Reason("Ghi tên hệ thống, ví dụ Hệ thống một cửa điện tử tỉnh.", "Tên hệ thống")
    elif len(name) > 100:
        yield Reason("Tên dài quá 100 ký tự.", "Tên hệ thống")
    if not rights:
        yield Reason("Chọn ít nhất một quyền.", "Quyền")
    elif others := sorted(right.label for right in rights if right not in GIVEN_TO_SYSTEMS):
        yield Reason(f"Không cấp cho hệ thống khác quyền {comma_list(others)}: việc của người.", "Quyền")
    if valid_to is None:
        yield Reason("Ghi ngày hết hạn.", "Hết hạn từ ngày")
    elif valid_to <= on:
        yield Reason(f"Ngày {screen_date(valid_to)} đã đến; chọn ngày sau hôm nay.", "Hết hạn từ ngày")
    elif valid_to > on + LONGEST:
        yield Reason("Mã truy cập dùng tối đa một năm, hết hạn thì cấp mã mới.", "Hết hạn từ ngày")
