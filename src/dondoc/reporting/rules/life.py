"""The life of a report (vòng đời báo cáo): drafted, handed up, approved, sent, accepted or returned.

Where a report stands is worked out of its steps and sendings, never stored. Source: TT 01/2020/TT-VPCP (cập nhật,
tổng hợp, duyệt, ký số, gửi, nhận); names of the stages are practice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dondoc.base.rules.refusals import Reason


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

_LEADS_TO = {
    StepKind.HAND_UP: Stage.HANDED_UP,
    StepKind.CALL_BACK: Stage.DRAFTING,
    StepKind.APPROVE: Stage.APPROVED,
    StepKind.REFUSE: Stage.DRAFTING,
    StepKind.ACCEPT: Stage.ACCEPTED,
    StepKind.RETURN: Stage.RETURNED,
    StepKind.GRANT_BACK: Stage.RETURNED,
}


@dataclass(frozen=True)
class Taken:
    """One step as a fact; `kind` None is a sending."""

    at: datetime
    kind: StepKind | None
    reason: str = ""


@dataclass(frozen=True)
class Life:
    """Where a report stands, and the last words that brought it there."""

    stage: Stage
    reason: str = ""


def life_of(steps: Iterable[Taken]) -> Life:
    """Where a report stands after what happened to it, given in its order."""
    life = Life(Stage.DRAFTING)
    for step in steps:
        stage = Stage.SENT if step.kind is None else _LEADS_TO.get(step.kind)
        if stage is not None:
            life = Life(stage, step.reason)
    return life


def reasons_not_to_edit(life: Life) -> Iterator[Reason]:
    """Every reason why the figures of a report may not be changed now; none: they may."""
    if life.stage is Stage.HANDED_UP:
        yield Reason("Báo cáo đang chờ duyệt. Rút lại bản trình rồi sửa.")
    elif life.stage is Stage.APPROVED:
        yield Reason("Báo cáo đã duyệt, chờ gửi. Rút lại bản trình rồi sửa.")
    elif life.stage is Stage.ACCEPTED:
        yield Reason("Cơ quan nhận đã tiếp nhận báo cáo. Muốn sửa thì đề nghị rút báo cáo, nêu lý do.")
