"""Incoming documents (văn bản đến): what may be registered, what may be done, where each stands.

Source: NĐ 30/2020/NĐ-CP, Điều 21 to 24; Phụ lục IV.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dondoc.base.rules.folding import folded
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.documents.rules.secrecy import is_secret_number
from dondoc.people.rules.rights import Right

LONGEST_ISSUER, LONGEST_SYMBOL, LONGEST_SUBJECT, LONGEST_TYPE = 200, 60, 500, 100
MOST_FILES = 30
FIRST_YEAR = 1945


class Urgency(StrEnum):
    """How urgent (độ khẩn). Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II."""

    NORMAL = ""
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    EXPRESS = "express"

    @property
    def label(self) -> str:
        return {"": "Thường", "urgent": "Khẩn", "very_urgent": "Thượng khẩn", "express": "Hỏa tốc"}[self.value]


class Medium(StrEnum):
    """In which form it came (dạng văn bản)."""

    ELECTRONIC = "electronic"
    PAPER = "paper"
    BOTH = "both"

    @property
    def label(self) -> str:
        return {"electronic": "Bản điện tử", "paper": "Bản giấy", "both": "Bản điện tử và bản giấy"}[self.value]


# Who does what. Rights are held for the agency that received the document, never for another.
KEEPING = (Right.RECEIVE, Right.ENTER)
LEADING = (Right.APPROVE, Right.SIGN, Right.MONITOR)
SEEING = (*KEEPING, *LEADING)


class Part(StrEnum):
    """A person's part in one incoming document (vai của người xem)."""

    KEEPER = "keeper"  # văn thư
    LEADER = "leader"  # lãnh đạo
    HANDLER = "handler"  # chủ trì, phối hợp
    READER = "reader"  # được gửi để biết


class ShareRole(StrEnum):
    """What a handler has to do (vai trò): lead, coordinate, or only be told."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    TOLD = "told"

    @property
    def label(self) -> str:
        return {"lead": "Chủ trì", "coordinate": "Phối hợp", "told": "Để biết"}[self.value]


class DeedKind(StrEnum):
    """What can happen to an incoming document (việc của văn bản đến)."""

    OPINION = "opinion"
    TAKEN = "taken"
    PROGRESS = "progress"
    PROPOSED = "proposed"
    LINKED = "linked"
    TASKED = "tasked"
    CORRECTED = "corrected"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    CLOSED = "closed"
    RETURNED = "returned"
    RECALLED = "recalled"
    REOPENED = "reopened"

    @property
    def label(self) -> str:
        return _DEED_LABELS[self]


_DEED_LABELS = {
    DeedKind.OPINION: "Phân phối, cho ý kiến",
    DeedKind.TAKEN: "Nhận xử lý",
    DeedKind.PROGRESS: "Báo tiến độ",
    DeedKind.PROPOSED: "Ý kiến đề xuất",
    DeedKind.LINKED: "Liên quan văn bản",
    DeedKind.TASKED: "Giao việc từ văn bản",
    DeedKind.CORRECTED: "Sửa thông tin đăng ký",
    DeedKind.ACKNOWLEDGED: "Báo đã nhận cho bên gửi",
    DeedKind.ANSWERED: "Trả lời bằng văn bản",
    DeedKind.CLOSED: "Kết thúc, không phải trả lời",
    DeedKind.RETURNED: "Trả lại bên gửi",
    DeedKind.RECALLED: "Bên gửi thu hồi",
    DeedKind.REOPENED: "Mở lại",
}
ENDING = (DeedKind.ANSWERED, DeedKind.CLOSED, DeedKind.RETURNED, DeedKind.RECALLED)
DECIDING = (*ENDING, DeedKind.REOPENED)
WORKING = (DeedKind.TAKEN, DeedKind.PROGRESS, DeedKind.PROPOSED)


class Stage(StrEnum):
    """Where an incoming document stands (tình trạng)."""

    WAITING = "waiting"
    SHARED = "shared"
    WORKED_ON = "worked_on"
    ANSWERED = "answered"
    CLOSED = "closed"
    RETURNED = "returned"
    RECALLED = "recalled"

    @property
    def label(self) -> str:
        return _STAGE_LABELS[self]

    @property
    def is_open(self) -> bool:
        return self in (Stage.WAITING, Stage.SHARED, Stage.WORKED_ON)


_STAGE_LABELS = {
    Stage.WAITING: "Chờ phân phối",
    Stage.SHARED: "Chờ xử lý",
    Stage.WORKED_ON: "Đang xử lý",
    Stage.ANSWERED: "Đã trả lời",
    Stage.CLOSED: "Đã kết thúc",
    Stage.RETURNED: "Đã trả lại",
    Stage.RECALLED: "Đã thu hồi",
}
_ENDED = {kind: Stage(kind.value) for kind in ENDING}


_ALL = frozenset({Part.KEEPER, Part.LEADER, Part.HANDLER})
_OFFICE = frozenset({Part.KEEPER, Part.LEADER})
# What a link says when the sender has told over the exchange which document his own answers.
ANSWERS = "Trả lời văn bản"
MAY: dict[DeedKind, frozenset[Part]] = {
    DeedKind.OPINION: _OFFICE,
    DeedKind.TAKEN: frozenset({Part.HANDLER}),
    DeedKind.PROGRESS: _ALL,
    DeedKind.PROPOSED: _ALL,
    DeedKind.LINKED: _ALL,
    DeedKind.TASKED: _OFFICE,
    DeedKind.CORRECTED: frozenset({Part.KEEPER}),
    DeedKind.ACKNOWLEDGED: _OFFICE,
    DeedKind.ANSWERED: _ALL,
    DeedKind.CLOSED: _ALL,
    DeedKind.RETURNED: _OFFICE,
    DeedKind.RECALLED: _OFFICE,
    DeedKind.REOPENED: _OFFICE,
}


@dataclass(frozen=True)
class Done:
    """One deed, as far as the stage is concerned."""

    kind: DeedKind
    at: datetime


def stage_of(deeds: Iterable[Done], at: datetime | None = None) -> Stage:
    """Where the document stands by its deeds up to a moment, in the order in which they happened."""
    stage = Stage.WAITING
    for deed in sorted(deeds, key=lambda one: one.at):
        if at is not None and deed.at > at:
            continue
        if deed.kind in _ENDED:
            stage = _ENDED[deed.kind]
        elif deed.kind is DeedKind.REOPENED or (stage.is_open and deed.kind in WORKING):
            stage = Stage.WORKED_ON
        elif stage is Stage.WAITING and deed.kind is DeedKind.OPINION:
            stage = Stage.SHARED
    return stage


@dataclass(frozen=True)
class Share:
    """One handler as an opinion names it: 'Phòng Nội vụ', its role and deadline."""

    role: ShareRole
    name: str
    due_on: date | None = None


def due_in_force(reply_due_on: date | None, lead_deadlines: Sequence[date | None]) -> date | None:
    """The deadline that counts (thời hạn giải quyết): the newest given to a lead, else the sender's.

    `lead_deadlines` in the order in which they were given.
    """
    given = [one for one in lead_deadlines if one is not None]
    return given[-1] if given else reply_due_on


@dataclass(frozen=True)
class Description:
    """What the register says of a document (thông tin đăng ký)."""

    issuer: str
    symbol: str
    dated: date | None
    type_name: str
    subject: str
    urgency: Urgency = Urgency.NORMAL
    secrecy: str = ""
    reply_due_on: date | None = None
    medium: Medium = Medium.ELECTRONIC
    identifier: str = ""
    note: str = ""

    @property
    def same_key(self) -> str:
        return same_key(self.symbol, self.issuer, self.dated)


def same_key(symbol: str, issuer: str, dated: date | None) -> str:
    """What makes two registered documents the same one: number, symbol, issuer and day, marks and case aside.

    '' where too little is known to tell. Source: NĐ 30/2020/NĐ-CP, Phụ lục VI (cảnh báo trùng).
    """
    number, by = folded(symbol), folded(issuer)
    if not number or not by or dated is None:
        return ""
    # '05/BC' and '5/BC' are one number.
    levelled = " ".join(part.lstrip("0") or "0" if part.isdigit() else part for part in number.split())
    return hashlib.sha256(f"{levelled}\x1f{by}\x1f{dated.isoformat()}".encode()).hexdigest()


NOT_HERE = (
    "Văn bản có độ mật không đăng ký vào hệ thống này; đăng ký vào sổ văn bản mật riêng theo Luật Bảo vệ bí mật "
    "nhà nước. Chưa có gì được lưu."
)


def reasons_not_to_describe(told: Description, arrived_on: date) -> list[Reason]:
    """Against what the register is to say: missing, too long, secret, or days that cannot be."""
    reasons = [
        Reason(f"Ghi {label.lower()}.", label)
        for label, text in (("Tác giả", told.issuer), ("Tên loại", told.type_name), ("Trích yếu", told.subject))
        if not text.strip()
    ]
    bounds = (
        ("Tác giả", told.issuer, LONGEST_ISSUER),
        ("Số, ký hiệu", told.symbol, LONGEST_SYMBOL),
        ("Tên loại", told.type_name, LONGEST_TYPE),
        ("Trích yếu", told.subject, LONGEST_SUBJECT),
        ("Ghi chú", told.note, 500),
        ("Mã định danh", told.identifier, 200),
    )
    reasons += [Reason(f"Dài quá {most} ký tự.", label) for label, text, most in bounds if len(text) > most]
    if told.secrecy.strip() or is_secret_number(told.symbol):
        reasons.append(Reason(NOT_HERE, "Độ mật"))
    if told.dated is not None and told.dated > arrived_on:
        day = screen_date(arrived_on)
        reasons.append(Reason(f"Ngày văn bản sau ngày đến {day}; kiểm tra lại.", "Ngày văn bản"))
    if told.dated is not None and told.dated.year < FIRST_YEAR:
        reasons.append(Reason("Năm của văn bản không đúng.", "Ngày văn bản"))
    if told.reply_due_on is not None and told.dated is not None and told.reply_due_on < told.dated:
        reasons.append(Reason("Hạn trả lời trước ngày văn bản.", "Hạn trả lời"))
    return reasons


def reasons_not_to_register(
    told: Description, arrived_on: date, today: date, last_arrived_on: date | None, earlier: str, *, is_meant: bool
) -> list[Reason]:
    """Against an entry. `earlier`: the same document registered before, named; `is_meant`: wanted all the same.

    `last_arrived_on`: of the number before, in the same register: numbers run with the days.
    """
    reasons = reasons_not_to_describe(told, arrived_on)
    if arrived_on > today:
        reasons.append(Reason(f"Ngày đến {screen_date(arrived_on)} chưa tới.", "Ngày đến"))
    elif arrived_on.year != today.year and arrived_on.year != today.year - 1:
        reasons.append(Reason("Chỉ đăng ký vào sổ năm nay hoặc năm trước.", "Ngày đến"))
    if last_arrived_on is not None and arrived_on < last_arrived_on:
        day = screen_date(last_arrived_on)
        note = f"Số đến trước đã ghi ngày {day}; số đến theo thứ tự ngày. Ghi ngày {day} hoặc sau, "
        reasons.append(Reason(note + "nêu ngày nhận thật ở ghi chú.", "Ngày đến"))
    if earlier and not is_meant:
        reasons.append(
            Reason(f"Trùng với {earlier}. Nếu vẫn đăng ký, đánh dấu “Vẫn đăng ký văn bản trùng”.", "Trùng văn bản")
        )
    return reasons


def reasons_not_to_share(stage: Stage, shares: Sequence[Share], signer: str, on: date) -> list[Reason]:
    """Against distributing (phân phối): no lead or two, nobody said it, a deadline that is over."""
    reasons = []
    if not stage.is_open:
        reasons.append(Reason(f"Văn bản {stage.label.lower()}; mở lại trước khi phân phối."))
    if not signer.strip():
        reasons.append(Reason("Ghi người cho ý kiến phân phối.", "Người cho ý kiến"))
    if not shares:
        reasons.append(Reason("Ghi ít nhất một đơn vị hoặc người nhận.", "Chủ trì"))
    leads = [one for one in shares if one.role is ShareRole.LEAD]
    if len(leads) > 1:
        reasons.append(Reason("Mỗi ý kiến chỉ một đơn vị hoặc người chủ trì.", "Chủ trì"))
    seen: set[str] = set()
    for share in shares:
        if share.due_on is not None and share.due_on < on:
            reasons.append(Reason(f"Hạn {screen_date(share.due_on)} của {share.name} đã qua.", share.role.label))
        if folded(share.name) in seen:
            reasons.append(Reason(f"{share.name} ghi hai lần.", share.role.label))
        seen.add(folded(share.name))
    return reasons


NEEDS_TEXT = {
    DeedKind.PROGRESS: "Ghi tiến độ.",
    DeedKind.PROPOSED: "Ghi ý kiến đề xuất.",
    DeedKind.CLOSED: "Ghi lý do kết thúc, không trả lời.",
    DeedKind.RETURNED: "Ghi lý do trả lại.",
    DeedKind.REOPENED: "Ghi lý do mở lại.",
}


def reasons_against_deed(kind: DeedKind, stage: Stage, text: str, symbol: str, dated: date | None) -> list[Reason]:
    """Against a step of handling, by where the document stands and what the step needs."""
    reasons = []
    if kind is DeedKind.REOPENED and stage.is_open:
        reasons.append(Reason("Văn bản đang xử lý, không cần mở lại."))
    if kind is DeedKind.REOPENED and stage is Stage.RECALLED:
        reasons.append(Reason("Bên gửi đã thu hồi văn bản này; không mở lại được."))
    if kind in (*WORKING, *ENDING) and not stage.is_open:
        reasons.append(Reason(f"Văn bản {stage.label.lower()}; mở lại trước khi ghi việc này."))
    if kind in NEEDS_TEXT and not text.strip():
        reasons.append(Reason(NEEDS_TEXT[kind], "Nội dung"))
    if kind in (DeedKind.ANSWERED, DeedKind.LINKED):
        if not folded(symbol):
            reasons.append(Reason("Ghi số, ký hiệu văn bản.", "Số, ký hiệu"))
        if dated is None and kind is DeedKind.ANSWERED:
            reasons.append(Reason("Ghi ngày văn bản trả lời.", "Ngày văn bản"))
    if is_secret_number(symbol):
        reasons.append(Reason(NOT_HERE, "Số, ký hiệu"))
    if len(symbol) > LONGEST_SYMBOL:
        reasons.append(Reason(f"Dài quá {LONGEST_SYMBOL} ký tự.", "Số, ký hiệu"))
    if len(text) > 2000:
        reasons.append(Reason("Dài quá 2.000 ký tự.", "Nội dung"))
    return reasons
