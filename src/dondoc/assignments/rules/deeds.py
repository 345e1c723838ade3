"""Everything that can be done with a task (các việc trên một nhiệm vụ): one table of who may, from where, undone how.

The axes that it moves on: `states`. Source: QĐ 42/2014/QĐ-TTg,
NĐ 191/2026/NĐ-CP Điều 24; order of the steps is practice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from dondoc.assignments.rules.states import Confirmation, ExtensionState, Work
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import comma_list


class Who(StrEnum):
    """Who may do a deed (người được làm)."""

    LEAD = "lead"
    LEAD_HEAD = "lead_head"
    COORDINATOR = "coordinator"
    MONITOR = "monitor"

    @property
    def label(self) -> str:
        return _WHO[self]


_WHO = {
    Who.LEAD: "cán bộ đơn vị chủ trì",
    Who.LEAD_HEAD: "lãnh đạo đơn vị chủ trì",
    Who.COORDINATOR: "cán bộ đơn vị phối hợp",
    Who.MONITOR: "người giao, người theo dõi",
}


class Needs(StrEnum):
    """What a deed has to say (phải ghi)."""

    REASON = "reason"
    DAY = "day"
    LEAD = "lead"
    PERSON = "person"
    PART = "part"
    BELOW = "below"
    TEXT = "text"
    NUMBER = "number"
    FILES = "files"

    @property
    def label(self) -> str:
        return _NEEDS[self]


_NEEDS = {
    Needs.REASON: "lý do",
    Needs.DAY: "ngày",
    Needs.LEAD: "đơn vị chủ trì mới",
    Needs.PERSON: "cán bộ",
    Needs.PART: "đơn vị phối hợp",
    Needs.BELOW: "đơn vị cấp dưới",
    Needs.TEXT: "nội dung",
    Needs.NUMBER: "số, ký hiệu văn bản",
    Needs.FILES: "tệp",
}


class DeedKind(StrEnum):
    ACCEPT = "accept"
    REFUSE = "refuse"
    CALL_BACK_REFUSAL = "call_back_refusal"
    GRANT_REFUSAL = "grant_refusal"
    DENY_REFUSAL = "deny_refusal"
    ASSIGN_PERSON = "assign_person"
    UPDATE = "update"
    REPORT = "report"
    CALL_BACK_RESULT = "call_back_result"
    CONFIRM = "confirm"
    RETURN = "return"
    REQUEST_EXTENSION = "request_extension"
    CALL_BACK_EXTENSION = "call_back_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    SUSPEND = "suspend"
    RESUME = "resume"
    TRANSFER = "transfer"
    SET_PART = "set_part"
    REPORT_PART = "report_part"
    WITHDRAW = "withdraw"
    REINSTATE = "reinstate"
    CLOSE = "close"
    REOPEN = "reopen"
    STAR = "star"
    UNSTAR = "unstar"
    HAND_DOWN = "hand_down"

    @property
    def label(self) -> str:
        """What the button says."""
        return LIFE[self].label


K = DeedKind
OPEN = frozenset({Work.NEW, Work.RECEIVED, Work.IN_PROGRESS})
UNDECIDED = frozenset({Confirmation.NONE, Confirmation.RETURNED})
ANY_CONFIRMATION = frozenset(Confirmation)
OFFICERS = frozenset({Who.LEAD, Who.LEAD_HEAD})


@dataclass(frozen=True)
class Deed:
    """One line of the table. `extension` None: whatever the state of an extension. `undone_by` in words where no
    deed takes it back. `is_grave`: shown as such, since it ends or stops something.
    """

    label: str
    slug: str
    who: frozenset[Who]
    work: frozenset[Work]
    confirmation: frozenset[Confirmation] = UNDECIDED
    extension: frozenset[ExtensionState] | None = None
    needs: tuple[Needs, ...] = ()
    may_say: tuple[Needs, ...] = ()
    leads_to: Work | Confirmation | ExtensionState | None = None
    undone_by: DeedKind | str = ""
    is_grave: bool = False


_LEAD, _HEAD, _MONITOR = frozenset({Who.LEAD}), frozenset({Who.LEAD_HEAD}), frozenset({Who.MONITOR})
_NOT_PENDING = frozenset(ExtensionState) - {ExtensionState.PENDING}
_PENDING = frozenset({ExtensionState.PENDING})
_WAITING = frozenset({Confirmation.WAITING})
_REASON, _DAY = (Needs.REASON,), Needs.DAY

LIFE: dict[DeedKind, Deed] = {
    K.ACCEPT: Deed(
        "Tiếp nhận", "tiep-nhan", OFFICERS, frozenset({Work.NEW}), leads_to=Work.RECEIVED, undone_by=K.REFUSE
    ),
    K.REFUSE: Deed(
        "Đề nghị trả lại", "de-nghi-tra-lai", OFFICERS, frozenset({Work.NEW, Work.RECEIVED}),
        frozenset({Confirmation.NONE}), needs=_REASON, leads_to=Work.REFUSED, undone_by=K.CALL_BACK_REFUSAL,
        is_grave=True,
    ),
    K.CALL_BACK_REFUSAL: Deed(
        "Rút đề nghị trả lại", "rut-de-nghi", OFFICERS, frozenset({Work.REFUSED}), leads_to=Work.NEW,
        undone_by=K.REFUSE,
    ),
    K.GRANT_REFUSAL: Deed(
        "Đồng ý trả lại", "dong-y-tra-lai", _MONITOR, frozenset({Work.REFUSED}), leads_to=Work.WITHDRAWN,
        undone_by=K.REINSTATE, is_grave=True,
    ),
    K.DENY_REFUSAL: Deed(
        "Không đồng ý trả lại", "khong-dong-y-tra-lai", _MONITOR, frozenset({Work.REFUSED}), needs=_REASON,
        leads_to=Work.NEW, undone_by="đơn vị đề nghị lại",
    ),
    K.ASSIGN_PERSON: Deed(
        "Giao cho cán bộ", "giao-can-bo", OFFICERS, OPEN, ANY_CONFIRMATION - {Confirmation.CONFIRMED},
        needs=(Needs.PERSON,), may_say=(Needs.TEXT, _DAY), undone_by="giao cho người khác",
    ),
    K.UPDATE: Deed(
        "Cập nhật tiến độ", "cap-nhat", _LEAD, OPEN, leads_to=Work.IN_PROGRESS, undone_by="lần cập nhật sau"
    ),
    K.REPORT: Deed(
        "Báo cáo hoàn thành", "hoan-thanh", _LEAD, OPEN, leads_to=Confirmation.WAITING, undone_by=K.CALL_BACK_RESULT
    ),
    K.CALL_BACK_RESULT: Deed(
        "Rút báo cáo hoàn thành", "rut-ket-qua", OFFICERS, OPEN, _WAITING, leads_to=Confirmation.NONE,
        undone_by=K.REPORT,
    ),
    K.CONFIRM: Deed(
        "Xác nhận hoàn thành", "xac-nhan", _MONITOR, OPEN, _WAITING, leads_to=Confirmation.CONFIRMED,
        undone_by=K.REOPEN,
    ),
    K.RETURN: Deed(
        "Trả lại kết quả", "tra-lai", _MONITOR, OPEN, _WAITING, needs=_REASON, leads_to=Confirmation.RETURNED,
        undone_by="đơn vị báo cáo lại",
    ),
    K.REQUEST_EXTENSION: Deed(
        "Đề nghị gia hạn", "de-nghi-gia-han", OFFICERS, OPEN, extension=_NOT_PENDING, needs=(_DAY, Needs.REASON),
        leads_to=ExtensionState.PENDING, undone_by=K.CALL_BACK_EXTENSION,
    ),
    K.CALL_BACK_EXTENSION: Deed(
        "Rút đề nghị gia hạn", "rut-gia-han", OFFICERS, OPEN, ANY_CONFIRMATION, _PENDING,
        leads_to=ExtensionState.NONE, undone_by=K.REQUEST_EXTENSION,
    ),
    K.GRANT_EXTENSION: Deed(
        "Đồng ý gia hạn", "dong-y-gia-han", _MONITOR, OPEN, ANY_CONFIRMATION - {Confirmation.CONFIRMED}, _PENDING,
        may_say=(_DAY, Needs.TEXT), leads_to=ExtensionState.GRANTED, undone_by="không; hạn gốc và từng lần còn nguyên",
    ),
    K.REFUSE_EXTENSION: Deed(
        "Không đồng ý gia hạn", "khong-gia-han", _MONITOR, OPEN, ANY_CONFIRMATION - {Confirmation.CONFIRMED},
        _PENDING, needs=_REASON, leads_to=ExtensionState.REFUSED, undone_by="đơn vị đề nghị lại",
    ),
    K.SUSPEND: Deed(
        "Tạm dừng", "tam-dung", _MONITOR, OPEN, needs=_REASON, leads_to=Work.SUSPENDED, undone_by=K.RESUME,
        is_grave=True,
    ),
    K.RESUME: Deed(
        "Tiếp tục", "tiep-tuc", _MONITOR, frozenset({Work.SUSPENDED}), leads_to=Work.IN_PROGRESS,
        undone_by=K.SUSPEND,
    ),
    K.TRANSFER: Deed(
        "Chuyển đơn vị chủ trì", "chuyen-chu-tri", _MONITOR, OPEN | {Work.REFUSED},
        needs=(Needs.LEAD, Needs.REASON), leads_to=Work.NEW, undone_by="chuyển lại", is_grave=True,
    ),
    K.SET_PART: Deed(
        "Giao phần việc phối hợp", "giao-phoi-hop", OFFICERS | _MONITOR, OPEN, ANY_CONFIRMATION - _WAITING,
        needs=(Needs.PART, Needs.TEXT), may_say=(_DAY,), undone_by="ghi lại phần việc",
    ),
    K.REPORT_PART: Deed(
        "Báo cáo phần việc phối hợp", "bao-cao-phoi-hop", frozenset({Who.COORDINATOR}), OPEN,
        ANY_CONFIRMATION - {Confirmation.CONFIRMED}, needs=(Needs.TEXT,),
        may_say=(Needs.NUMBER, _DAY, Needs.FILES), undone_by="báo cáo lại",
    ),
    K.WITHDRAW: Deed(
        "Thu hồi nhiệm vụ", "thu-hoi", _MONITOR, OPEN | {Work.SUSPENDED, Work.REFUSED}, ANY_CONFIRMATION,
        needs=_REASON, leads_to=Work.WITHDRAWN, undone_by=K.REINSTATE, is_grave=True,
    ),
    K.REINSTATE: Deed(
        "Khôi phục", "khoi-phuc", _MONITOR, frozenset({Work.WITHDRAWN}), ANY_CONFIRMATION, needs=_REASON,
        undone_by=K.WITHDRAW,
    ),
    K.CLOSE: Deed(
        "Kết thúc không cần văn bản", "ket-thuc", _MONITOR, OPEN | {Work.SUSPENDED},
        needs=(_DAY, Needs.REASON), leads_to=Work.CLOSED, undone_by=K.REOPEN, is_grave=True,
    ),
    K.REOPEN: Deed(
        "Mở lại", "mo-lai", _MONITOR, frozenset({Work.CLOSED}), ANY_CONFIRMATION, needs=_REASON,
        leads_to=Work.IN_PROGRESS, undone_by=K.CLOSE,
    ),
    K.STAR: Deed(
        "Đánh dấu ưu tiên", "uu-tien", _MONITOR, OPEN | {Work.SUSPENDED, Work.REFUSED}, ANY_CONFIRMATION,
        undone_by=K.UNSTAR,
    ),
    K.UNSTAR: Deed(
        "Bỏ dấu ưu tiên", "bo-uu-tien", _MONITOR, OPEN | {Work.SUSPENDED, Work.REFUSED}, ANY_CONFIRMATION,
        undone_by=K.STAR,
    ),
    K.HAND_DOWN: Deed(
        "Giao tiếp cho cấp dưới", "giao-tiep", OFFICERS, OPEN, ANY_CONFIRMATION - {Confirmation.CONFIRMED},
        needs=(Needs.BELOW, Needs.TEXT), may_say=(_DAY,), undone_by="thu hồi nhiệm vụ cấp dưới",
    ),
}  # fmt: skip
BY_SLUG = {deed.slug: kind for kind, deed in LIFE.items()}
# These have pages and rows of their own; the others are events.
WITH_FACTS = frozenset({K.UPDATE, K.REPORT, K.CONFIRM, K.RETURN, K.HAND_DOWN})


@dataclass(frozen=True)
class Life:
    """Where a task stands on its three axes at a moment."""

    work: Work = Work.NEW
    confirmation: Confirmation = Confirmation.NONE
    extension: ExtensionState = ExtensionState.NONE


def may_come_from(kind: DeedKind, life: Life) -> bool:
    """Is a deed open from where the task stands?"""
    deed = LIFE[kind]
    return (
        life.work in deed.work
        and life.confirmation in deed.confirmation
        and (deed.extension is None or life.extension in deed.extension)
    )


def allowed(life: Life, who: Collection[Who]) -> list[DeedKind]:
    """What these people may do now, in the order of the table."""
    return [kind for kind, deed in LIFE.items() if deed.who & set(who) and may_come_from(kind, life)]


def reasons_against(kind: DeedKind, life: Life) -> Iterator[Reason]:
    """Why a deed is not open from where the task stands, in words."""
    deed = LIFE[kind]
    if life.work not in deed.work:
        states = comma_list(state.label.lower() for state in Work if state in deed.work)
        yield Reason(f"Nhiệm vụ {life.work.label.lower()}; {deed.label.lower()} chỉ khi {states}.")
    elif life.confirmation not in deed.confirmation:
        yield Reason(_NOT_SO[life.confirmation])
    if deed.extension is not None and life.extension not in deed.extension:
        pending = life.extension is ExtensionState.PENDING
        yield Reason("Đang có một đề nghị gia hạn chờ ý kiến." if pending else "Không có đề nghị gia hạn nào đang chờ.")


_NOT_SO = {
    Confirmation.NONE: "Không có kết quả nào đang chờ xác nhận.",
    Confirmation.WAITING: "Kết quả đã báo cáo, đang chờ Văn phòng xác nhận.",
    Confirmation.CONFIRMED: "Nhiệm vụ đã được xác nhận hoàn thành.",
    Confirmation.RETURNED: "Kết quả đã bị trả lại, không có kết quả nào đang chờ xác nhận.",
}


def life_table() -> str:
    """The whole table as a page of the documents (docs/task-life.md)."""
    heads = ("việc", "ai", "trạng thái thực hiện", "kết quả", "gia hạn", "phải ghi", "thành", "hoàn tác")
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for kind, deed in LIFE.items():
        undone = deed.undone_by.label if isinstance(deed.undone_by, DeedKind) else deed.undone_by
        cells = (
            f"{deed.label} `{kind}`",
            comma_list(who.label for who in Who if who in deed.who),
            comma_list(state.label.lower() for state in Work if state in deed.work),
            "bất kỳ"
            if deed.confirmation == ANY_CONFIRMATION
            else comma_list(state.label.lower() for state in Confirmation if state in deed.confirmation),
            "bất kỳ"
            if deed.extension is None
            else comma_list(state.label.lower() for state in ExtensionState if state in deed.extension),
            comma_list(need.label for need in deed.needs) or "–",
            deed.leads_to.label.lower() if deed.leads_to else "như trước",
            undone or "–",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
