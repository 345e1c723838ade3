"""The life of a report (vòng đời báo cáo): drafted, handed up, approved, sent, accepted or returned.

Where a report stands is worked out of its steps and sendings, never stored. Source: TT 01/2020/TT-VPCP (cập nhật,
tổng hợp, duyệt, ký số, gửi, nhận); names of the stages are practice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import number
from dondoc.deadlines.rules.definition import Approval, Lock, OwnApproval


class StepKind(StrEnum):
    """What can be done with a report beside sending it (bước xử lý)."""

    HAND_UP = "hand_up"
    CALL_BACK = "call_back"
    APPROVE = "approve"
    REFUSE = "refuse"
    ACCEPT = "accept"
    RETURN = "return"
    ASK = "ask"
    ANSWER = "answer"
    ASK_BACK = "ask_back"
    GRANT_BACK = "grant_back"
    REFUSE_BACK = "refuse_back"
    UNLOCK = "unlock"
    COMMENT = "comment"

    @property
    def label(self) -> str:
        return _STEPS[self]

    @property
    def needs_reason(self) -> bool:
        return self in _NEED_REASON


_STEPS = {
    StepKind.HAND_UP: "Trình duyệt",
    StepKind.CALL_BACK: "Rút lại bản trình",
    StepKind.APPROVE: "Duyệt",
    StepKind.REFUSE: "Trả lại người soạn",
    StepKind.ACCEPT: "Tiếp nhận",
    StepKind.RETURN: "Trả lại đơn vị",
    StepKind.ASK: "Yêu cầu giải trình",
    StepKind.ANSWER: "Giải trình",
    StepKind.ASK_BACK: "Đề nghị rút báo cáo",
    StepKind.GRANT_BACK: "Cho rút báo cáo",
    StepKind.REFUSE_BACK: "Không cho rút báo cáo",
    StepKind.UNLOCK: "Mở khóa",
    StepKind.COMMENT: "Trao đổi",
}
_NEED_REASON = frozenset(
    {
        StepKind.REFUSE,
        StepKind.RETURN,
        StepKind.ASK,
        StepKind.ANSWER,
        StepKind.ASK_BACK,
        StepKind.REFUSE_BACK,
        StepKind.UNLOCK,
        StepKind.COMMENT,
    }
)


GIVEN_BACK = (StepKind.RETURN, StepKind.GRANT_BACK)  # the report is the agency's again


class Stage(StrEnum):
    """Where a report stands between its drafter and its receiver (giai đoạn)."""

    DRAFTING = "drafting"
    HANDED_UP = "handed_up"
    APPROVED = "approved"
    SENT = "sent"
    ACCEPTED = "accepted"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        return _STAGES[self]


_STAGES = {
    Stage.DRAFTING: "Đang soạn",
    Stage.HANDED_UP: "Chờ duyệt",
    Stage.APPROVED: "Đã duyệt, chưa gửi",
    Stage.SENT: "Đã gửi",
    Stage.ACCEPTED: "Đã tiếp nhận",
    Stage.RETURNED: "Bị trả lại",
}


class Role(StrEnum):
    """In what capacity somebody deals with a report (tư cách)."""

    ENTERER = "enterer"
    APPROVER = "approver"
    RECEIVER = "receiver"
    WATCHER = "watcher"

    @property
    def label(self) -> str:
        return {
            "enterer": "người soạn",
            "approver": "lãnh đạo duyệt",
            "receiver": "người tiếp nhận",
            "watcher": "người theo dõi",
        }[self.value]


@dataclass(frozen=True)
class StepRule:
    """Who may take a step from which stages, and where it leads; `to` None: the report stays where it stands."""

    roles: frozenset[Role]
    stages: frozenset[Stage]
    to: Stage | None = None


_ANY = frozenset(Stage)
_OWN, _HEAD, _OFFICE = frozenset({Role.ENTERER}), frozenset({Role.APPROVER}), frozenset({Role.RECEIVER})
_WATCH = frozenset({Role.WATCHER})
_OPEN = frozenset({Stage.DRAFTING, Stage.RETURNED, Stage.SENT})
_UP = frozenset({Stage.HANDED_UP})
_THERE = frozenset({Stage.SENT, Stage.ACCEPTED})

# CALL_BACK and REFUSE lead back to where the report stood before it was handed up.
RULES: dict[StepKind, StepRule] = {
    StepKind.HAND_UP: StepRule(_OWN, _OPEN, Stage.HANDED_UP),
    StepKind.CALL_BACK: StepRule(_OWN, frozenset({Stage.HANDED_UP, Stage.APPROVED})),
    StepKind.APPROVE: StepRule(_HEAD, _UP, Stage.APPROVED),
    StepKind.REFUSE: StepRule(_HEAD, _UP),
    StepKind.ACCEPT: StepRule(_OFFICE, frozenset({Stage.SENT}), Stage.ACCEPTED),
    StepKind.RETURN: StepRule(_OFFICE, _THERE, Stage.RETURNED),
    StepKind.ASK: StepRule(_OFFICE, _THERE),
    StepKind.ANSWER: StepRule(_OWN, _ANY),
    StepKind.ASK_BACK: StepRule(_OWN, _THERE),
    StepKind.GRANT_BACK: StepRule(_OFFICE, _THERE, Stage.RETURNED),
    StepKind.REFUSE_BACK: StepRule(_OFFICE, _THERE),
    StepKind.UNLOCK: StepRule(_OFFICE | _WATCH, _ANY),
    StepKind.COMMENT: StepRule(frozenset(Role), _ANY),
}


@dataclass(frozen=True)
class Taken:
    """One step as a fact; `kind` None is a sending. `due_on`: as of ReportStep. `by`: id of who took it."""

    at: datetime
    kind: StepKind | None
    reason: str = ""
    due_on: date | None = None
    by: int | None = None


@dataclass(frozen=True)
class Query:
    """A question of the receiver that nobody has answered (tra soát); `due_on`: the last day to answer."""

    asked_at: datetime
    text: str
    due_on: date | None


@dataclass(frozen=True)
class Life:
    """Where a report stands, and the last words that brought it there.

    `before`: where it stood before it was handed up. `taking_back`: the reason of a take-back that waits for an
    answer. `unlocked_until`: the last day of an unlocking. `resend_by`: the last day to send again what was returned.
    `handed_up_by`: id of who handed it up last.
    """

    stage: Stage
    reason: str = ""
    before: Stage = Stage.DRAFTING
    queries: tuple[Query, ...] = ()
    taking_back: str = ""
    unlocked_until: date | None = None
    resend_by: date | None = None
    handed_up_by: int | None = None

    def is_own_approval_refused(self, actor_id: int, policy: OwnApproval) -> bool:
        """Would this person approve what he handed up himself, where the regime does not want that?"""
        return policy is OwnApproval.REFUSED and self.handed_up_by == actor_id

    def is_locked(self, due_on: date, on: date, lock: Lock) -> bool:
        """Closed because its deadline has passed, and not opened again; what was returned is to be mended."""
        if lock is Lock.NONE or on <= due_on or self.stage is Stage.RETURNED:
            return False
        return self.unlocked_until is None or on > self.unlocked_until


def life_of(steps: Iterable[Taken]) -> Life:
    """Where a report stands after what happened to it, given in its order."""
    life = Life(Stage.DRAFTING)
    for step in steps:
        life = _after(life, step)
    return life


def _after(life: Life, step: Taken) -> Life:
    match step.kind:
        case None:
            return replace(life, stage=Stage.SENT, reason="", before=Stage.SENT, taking_back="", resend_by=None)
        case StepKind.CALL_BACK | StepKind.REFUSE:
            return replace(life, stage=life.before, reason=step.reason)
        case StepKind.ASK:
            return replace(life, queries=(*life.queries, Query(step.at, step.reason, step.due_on)))
        case StepKind.ANSWER:
            return replace(life, queries=life.queries[1:])
        case StepKind.ASK_BACK:
            return replace(life, taking_back=step.reason)
        case StepKind.REFUSE_BACK:
            return replace(life, taking_back="")
        case StepKind.UNLOCK:
            return replace(life, unlocked_until=step.due_on)
    to = RULES[step.kind].to
    if to is None:
        return life
    before = life.before if to in (Stage.HANDED_UP, Stage.APPROVED) else to
    found = replace(life, stage=to, reason=step.reason, before=before)
    if to is Stage.RETURNED:
        return replace(found, taking_back="", resend_by=step.due_on)
    return replace(found, handed_up_by=step.by) if step.kind is StepKind.HAND_UP else found


def possible_steps(
    life: Life, roles: Collection[Role], *, is_locked: bool = False, is_own_refused: bool = False
) -> list[StepKind]:
    """What somebody may do with a report now, in the order of the table. `is_own_refused`: he may not approve it."""
    return [
        kind
        for kind, rule in RULES.items()
        if rule.roles & set(roles)
        and life.stage in rule.stages
        and not _out_of_place(life, kind, is_locked)
        and not (is_own_refused and kind is StepKind.APPROVE)
    ]


def _out_of_place(life: Life, kind: StepKind, is_locked: bool) -> str:
    """Why a step makes no sense although its stage would allow it; '' when it does."""
    match kind:
        case StepKind.HAND_UP if is_locked:
            return LOCKED
        case StepKind.ANSWER if not life.queries:
            return "Không có tra soát nào chờ giải trình."
        case StepKind.ASK_BACK if life.taking_back:
            return "Đã đề nghị rút báo cáo, đang chờ cơ quan nhận trả lời."
        case StepKind.GRANT_BACK | StepKind.REFUSE_BACK if not life.taking_back:
            return "Đơn vị không đề nghị rút báo cáo."
        case StepKind.UNLOCK if not is_locked:
            return "Báo cáo không bị khóa."
    return ""


OWN_APPROVAL = "Chế độ này không cho người trình tự duyệt bản mình trình. Người khác có quyền duyệt của đơn vị duyệt."
LOCKED = "Báo cáo đã khóa vì hết hạn gửi. Đề nghị cơ quan nhận mở khóa."
MAX_REASON = 2000  # characters


def reasons_not_to_step(
    life: Life, kind: StepKind, reason: str, *, is_locked: bool = False, is_own_refused: bool = False
) -> Iterator[Reason]:
    """Every reason why a step cannot be taken now; whether this person may is asked before."""
    if life.stage not in RULES[kind].stages:
        yield Reason(f"Báo cáo {life.stage.label[0].lower()}{life.stage.label[1:]}: không '{kind.label}' được.")
    elif told := _out_of_place(life, kind, is_locked):
        yield Reason(told)
    elif kind is StepKind.APPROVE and is_own_refused:
        yield Reason(OWN_APPROVAL)
    if kind.needs_reason and not reason.strip():
        yield Reason("Ghi lý do, nội dung.", "Lý do, nội dung")
    if len(reason) > MAX_REASON:
        yield Reason(f"Dài {number(len(reason))} ký tự, tối đa {number(MAX_REASON)}.", "Lý do, nội dung")


def reasons_not_to_edit(life: Life, *, is_locked: bool = False) -> Iterator[Reason]:
    """Every reason why the figures of a report may not be changed now; none: they may."""
    if life.stage is Stage.HANDED_UP:
        yield Reason("Báo cáo đang chờ duyệt. Rút lại bản trình rồi sửa.")
    elif life.stage is Stage.APPROVED:
        yield Reason("Báo cáo đã duyệt, chờ gửi. Rút lại bản trình rồi sửa.")
    elif life.stage is Stage.ACCEPTED and not life.queries:
        yield Reason("Cơ quan nhận đã tiếp nhận báo cáo. Muốn sửa thì đề nghị rút báo cáo, nêu lý do.")
    if is_locked:
        yield Reason(LOCKED)


def reasons_not_to_send_now(life: Life, approval: Approval, *, is_locked: bool = False) -> Iterator[Reason]:
    """Every reason why a report may not leave its agency now, as far as its life goes; none: it may."""
    if life.stage is Stage.HANDED_UP:
        yield Reason("Báo cáo đang chờ duyệt; được duyệt rồi gửi, hoặc rút lại bản trình.")
    elif life.stage is Stage.ACCEPTED and not life.queries:
        yield Reason("Cơ quan nhận đã tiếp nhận báo cáo. Muốn gửi bản khác thì đề nghị rút báo cáo, nêu lý do.")
    elif approval is Approval.REQUIRED and life.stage is not Stage.APPROVED:
        yield Reason("Chế độ này yêu cầu lãnh đạo đơn vị duyệt trước khi gửi. Trình duyệt rồi gửi.")
    if is_locked:
        yield Reason(LOCKED)
