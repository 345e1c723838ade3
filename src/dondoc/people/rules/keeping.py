"""What may be recorded about posts and delegations (ghi chức vụ, giao ký). Source: NĐ 30/2020/NĐ-CP, Điều 13."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.people.rules.authority import DelegationKind, HeldPost, Rank

MAX_TITLE, MAX_TEXT = 100, 500


@dataclass(frozen=True)
class NewPost:
    """A post as somebody wants to record it (chức vụ cần ghi)."""

    title: str
    rank: Rank
    valid_from: date | None
    legal_basis: str
    is_acting: bool = False
    body: str = ""
    field: str = ""
    valid_to: date | None = None


@dataclass(frozen=True)
class NewDelegation:
    """A delegation as somebody wants to record it (việc giao ký cần ghi); `valid_to` is the first day without it."""

    kind: DelegationKind
    valid_from: date | None
    legal_basis: str
    types: tuple[str, ...] = ()
    scope: str = ""
    may_pass: bool = False
    valid_to: date | None = None


def reasons_not_to_record_post(new: NewPost) -> Iterator[Reason]:
    """Every reason against a post."""
    if not new.title.strip():
        yield Reason("Ghi chức vụ như in trong khối chữ ký, ví dụ Chánh Văn phòng.", "Chức vụ")
    elif len(new.title) > MAX_TITLE:
        yield Reason(f"Chức vụ dài {len(new.title)} ký tự, tối đa {MAX_TITLE}.", "Chức vụ")
    if new.is_acting and new.rank is not Rank.HEAD:
        yield Reason("Chỉ người đứng đầu mới có thể là quyền (Q.).", "Quyền")
    yield from _span(new.valid_from, new.valid_to)
    yield from _basis(new.legal_basis)


def reasons_not_to_delegate(
    new: NewDelegation, by: HeldPost | None, unit_is_below: bool | None, person_id: int | None
) -> Iterator[Reason]:
    """Every reason against a delegation. `by`: the post that gives it; `unit_is_below` None: no unit named."""
    if by is None or by.rank is not Rank.HEAD:
        yield Reason("Chỉ người đứng đầu cơ quan giao ký; người được ủy quyền không ủy quyền lại.", "Người giao")
    elif new.valid_from is not None and not by.holds_on(new.valid_from):
        told = f"{by.full_name} không giữ chức {by.title} vào ngày {screen_date(new.valid_from)}."
        yield Reason(told, "Người giao")
    if unit_is_below is None and person_id is None:
        yield Reason("Ghi đơn vị hoặc người được giao ký.", "Giao cho")
    if unit_is_below is False:
        yield Reason("Chỉ giao ký thừa lệnh cho đơn vị trực thuộc cơ quan ban hành.", "Đơn vị được giao")
    if by is not None and person_id == by.user_id:
        yield Reason("Người giao không tự giao cho mình.", "Người được giao")
    if new.kind is DelegationKind.POWER:
        yield from _power(new, person_id)
    yield from _span(new.valid_from, new.valid_to)
    yield from _basis(new.legal_basis)


def _power(new: NewDelegation, person_id: int | None) -> Iterator[Reason]:
    """A written power names a person, a time and what for; nobody passes it on."""
    if person_id is None:
        yield Reason("Ủy quyền ký giao cho một người; chọn người được ủy quyền.", "Người được giao")
    if new.valid_to is None:
        yield Reason("Ủy quyền ký phải giới hạn thời gian; ghi ngày cuối cùng.", "Đến hết ngày")
    if not new.scope.strip():
        yield Reason("Ủy quyền ký phải giới hạn nội dung; ghi được ký văn bản về việc gì.", "Nội dung")
    if new.may_pass:
        yield Reason("Người được ủy quyền không giao lại cho cấp phó hoặc người khác.", "Cấp phó được ký thay")


def reasons_not_to_end(valid_from: date, valid_to: date | None, on: date | None, basis: str) -> Iterator[Reason]:
    """Every reason against ending a post or a delegation from a day on."""
    if on is None:
        yield Reason("Ghi ngày bắt đầu thôi.", "Từ ngày")
    elif on <= valid_from:
        yield Reason(f"Ngày {screen_date(on)} không sau ngày bắt đầu {screen_date(valid_from)}.", "Từ ngày")
    elif valid_to is not None and on > valid_to:
        yield Reason(f"Đã hết hiệu lực từ {screen_date(valid_to)}.", "Từ ngày")
    yield from _basis(basis)


def _span(valid_from: date | None, valid_to: date | None) -> Iterator[Reason]:
    if valid_from is None:
        yield Reason("Ghi ngày bắt đầu.", "Từ ngày")
    elif valid_to is not None and valid_to <= valid_from:
        yield Reason("Ngày kết thúc phải sau ngày bắt đầu.", "Đến hết ngày")


def _basis(basis: str) -> Iterator[Reason]:
    if not basis.strip():
        yield Reason("Ghi căn cứ: số, ký hiệu, ngày của quyết định hoặc quy chế.", "Căn cứ")
    elif len(basis) > MAX_TEXT:
        yield Reason(f"Dài {len(basis)} ký tự, tối đa {MAX_TEXT}.", "Căn cứ")
