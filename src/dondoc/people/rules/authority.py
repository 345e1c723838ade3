"""Who may sign a document of an agency on a day, and with which block (thẩm quyền ký: TM., KT., TL., TUQ., Q.).

Nobody is given a prefix: it follows from the posts and delegations valid on the day. Source: NĐ 30/2020/NĐ-CP,
Điều 13; Phụ lục I, Mục II.7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import comma_list, screen_date


class Rank(StrEnum):
    """What a post is to its agency (vị trí)."""

    HEAD = "head"
    DEPUTY = "deputy"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"head": "người đứng đầu", "deputy": "cấp phó", "other": "khác"}[self.value]


class DelegationKind(StrEnum):
    """By order of the head, as the working rules provide (thừa lệnh), or by a written power (thừa ủy quyền)."""

    ORDER = "TL"
    POWER = "TUQ"

    @property
    def label(self) -> str:
        return {"TL": "ký thừa lệnh (TL.)", "TUQ": "ký thừa ủy quyền (TUQ.)"}[self.value]


class Prefix(StrEnum):
    """What stands before the title (chữ viết tắt quyền hạn). NONE: the head signs in his own name."""

    NONE = ""
    BODY = "TM."
    DEPUTY = "KT."
    ORDER = "TL."
    POWER = "TUQ."
    ACTING = "Q."


@dataclass(frozen=True)
class HeldPost:
    """A post of a person over [valid_from, valid_to). `body`: the collective that its head speaks for, or ''."""

    id: int
    user_id: int
    full_name: str
    agency_id: int
    agency_name: str
    title: str
    rank: Rank
    valid_from: date
    valid_to: date | None = None
    is_acting: bool = False
    body: str = ""
    field: str = ""
    legal_basis: str = ""

    def holds_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    @property
    def where(self) -> str:
        """'Chánh Văn phòng, Văn phòng UBND tỉnh'."""
        return f"{self.title}, {self.agency_name}"


@dataclass(frozen=True)
class HeldDelegation:
    """A delegation over [valid_from, valid_to): who signs for `agency_id` in the name of `by_title`."""

    id: int
    kind: DelegationKind
    agency_id: int
    by_title: str
    unit_id: int | None
    person_id: int | None
    valid_from: date
    valid_to: date | None = None
    types: tuple[str, ...] = ()
    scope: str = ""
    may_pass: bool = False
    legal_basis: str = ""

    def holds_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True)
class Asked:
    """May this person sign such a document of this agency on this day? `type_code`: 'BC', 'CV'."""

    user_id: int
    full_name: str
    agency_id: int
    agency_name: str
    type_code: str
    type_label: str
    on: date


@dataclass(frozen=True)
class Authority:
    """One way in which a person may sign (thẩm quyền): the block's lines, and what they rest on."""

    user_id: int
    full_name: str
    prefix: Prefix
    lines: tuple[str, ...]
    post_id: int
    delegation_id: int | None = None
    legal_basis: str = ""


@dataclass(frozen=True)
class Judged:
    """Every way to sign; without one, every reason against it."""

    ways: tuple[Authority, ...]
    reasons: tuple[Reason, ...]

    def way_with(self, lines: Sequence[str]) -> Authority | None:
        """The way whose block a document bears; case and spaces do not matter."""
        wanted = block_key(lines)
        return next((way for way in self.ways if block_key(way.lines) == wanted), None)


def block_key(lines: Iterable[str]) -> str:
    return " / ".join(" ".join(line.split()).upper() for line in lines)


def may_sign(asked: Asked, posts: Sequence[HeldPost], delegations: Sequence[HeldDelegation]) -> Judged:
    """The signature blocks that a person may sign with, or every reason against him.

    `posts`: his own and those of the agencies concerned, of any day; `delegations`: those of the agency, of any day.
    """
    own = [post for post in posts if post.user_id == asked.user_id]
    ways = [way for post in own if post.holds_on(asked.on) for way in _ways(asked, post, posts, delegations)]
    if ways:
        return Judged(tuple(dict.fromkeys(ways)), ())
    return Judged((), tuple(dict.fromkeys(_reasons(asked, own, delegations))))


def _ways(
    asked: Asked, post: HeldPost, posts: Sequence[HeldPost], delegations: Sequence[HeldDelegation]
) -> Iterator[Authority]:
    def way(prefix: Prefix, *lines: str, by: HeldDelegation | None = None) -> Authority:
        basis = by.legal_basis if by else post.legal_basis
        shown = tuple(line.upper() for line in lines)
        return Authority(post.user_id, post.full_name, prefix, shown, post.id, by.id if by else None, basis)

    if post.agency_id == asked.agency_id:
        for prefix, lines in _own_blocks(post, posts, asked.on):
            yield way(prefix, *lines)
    for given in delegations:
        if given.agency_id != asked.agency_id or not given.holds_on(asked.on) or not _covers(given, asked):
            continue
        if given.kind is DelegationKind.POWER and given.person_id == post.user_id:
            yield way(Prefix.POWER, f"TUQ. {given.by_title}", post.title, by=given)
        elif given.kind is DelegationKind.ORDER:
            lines = _by_order(given, post, posts, asked.on)
            if lines:
                yield way(Prefix.ORDER, *lines, by=given)


def _own_blocks(post: HeldPost, posts: Sequence[HeldPost], on: date) -> Iterator[tuple[Prefix, tuple[str, ...]]]:
    """Head and deputies of the issuing agency; where it is a collective body, first in the body's name."""
    if post.rank is Rank.HEAD:
        title = f"Q. {post.title}" if post.is_acting else post.title
        if post.body:
            yield Prefix.BODY, (f"TM. {post.body}", title)
        yield (Prefix.ACTING if post.is_acting else Prefix.NONE), (title,)
    elif post.rank is Rank.DEPUTY:
        head = head_title(post, posts, on)
        if post.body:
            yield Prefix.DEPUTY, (f"TM. {post.body}", f"KT. {head}", post.title)
        yield Prefix.DEPUTY, (f"KT. {head}", post.title)


def _by_order(given: HeldDelegation, post: HeldPost, posts: Sequence[HeldPost], on: date) -> tuple[str, ...]:
    """'TL. CHỦ TỊCH' over the unit head's title; his deputy signs for him only where that was provided for."""
    if given.person_id is not None:
        return (f"TL. {given.by_title}", post.title) if given.person_id == post.user_id else ()
    if given.unit_id != post.agency_id:
        return ()
    if post.rank is Rank.HEAD:
        return (f"TL. {given.by_title}", f"Q. {post.title}" if post.is_acting else post.title)
    if post.rank is Rank.DEPUTY and given.may_pass:
        return (f"TL. {given.by_title}", f"KT. {head_title(post, posts, on)}", post.title)
    return ()


def head_title(deputy: HeldPost, posts: Sequence[HeldPost], on: date) -> str:
    """The title that a deputy signs for: the head's on that day; where the seat is empty, his own without 'Phó'."""
    for post in posts:
        if post.agency_id == deputy.agency_id and post.rank is Rank.HEAD and post.holds_on(on):
            return post.title
    first, _, rest = deputy.title.partition(" ")
    return rest[:1].upper() + rest[1:] if first == "Phó" and rest else deputy.title


def _covers(given: HeldDelegation, asked: Asked) -> bool:
    return not given.types or asked.type_code in given.types


def _reasons(asked: Asked, own: Sequence[HeldPost], delegations: Sequence[HeldDelegation]) -> Iterator[Reason]:
    """Everything that stands against him: posts that do not carry it, delegations that do not reach so far."""
    day = screen_date(asked.on)
    if not own:
        yield Reason(f"{asked.full_name} chưa có chức vụ nào trong danh sách chức vụ.", "Người ký")
        return
    for post in own:
        if asked.on < post.valid_from:
            yield Reason(f"{post.where}: giữ chức vụ từ {screen_date(post.valid_from)}, sau ngày {day}.", "Người ký")
        elif post.valid_to is not None and asked.on >= post.valid_to:
            yield Reason(f"{post.where}: thôi giữ chức vụ từ {screen_date(post.valid_to)}.", "Người ký")
        elif post.agency_id == asked.agency_id:
            told = f"{post.where}: không phải người đứng đầu hoặc cấp phó, không ký văn bản của cơ quan."
            yield Reason(told, "Người ký")
        else:
            yield from _not_delegated(asked, post, delegations)


def _not_delegated(asked: Asked, post: HeldPost, delegations: Sequence[HeldDelegation]) -> Iterator[Reason]:
    concerning = [
        given
        for given in delegations
        if given.agency_id == asked.agency_id
        and (given.person_id == post.user_id or (given.person_id is None and given.unit_id == post.agency_id))
    ]
    if not concerning:
        told = f"{post.where}: quy chế làm việc chưa giao ký thừa lệnh {asked.agency_name}, cũng không có ủy quyền."
        yield Reason(told, "Thẩm quyền ký")
    for given in concerning:
        yield Reason(f"{post.where}, {given.kind.label}: {_why_not(asked, post, given)}.", "Thẩm quyền ký")


def _why_not(asked: Asked, post: HeldPost, given: HeldDelegation) -> str:
    if asked.on < given.valid_from:
        return f"có hiệu lực từ {screen_date(given.valid_from)}, sau ngày {screen_date(asked.on)}"
    if given.valid_to is not None and asked.on >= given.valid_to:
        return f"hết hiệu lực từ {screen_date(given.valid_to)}"
    if not _covers(given, asked):
        return f"chỉ gồm loại {comma_list(given.types)}, không gồm {asked.type_label}"
    if post.rank is Rank.DEPUTY:
        return "chưa cho cấp phó ký thay người đứng đầu đơn vị"
    return "giao cho người đứng đầu đơn vị"
