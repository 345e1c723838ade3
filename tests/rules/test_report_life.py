from datetime import UTC, datetime

import pytest

from dondoc.reporting.rules.life import Life, Stage, StepKind, Taken, life_of, reasons_not_to_edit

AT = datetime(2026, 11, 23, tzinfo=UTC)
SENDING = None


def after(*kinds: StepKind | None) -> Life:
    return life_of(Taken(AT, kind, "lý do" if kind and kind.needs_reason else "") for kind in kinds)


@pytest.mark.parametrize(
    ("kinds", "stage"),
    [
        ((), Stage.DRAFTING),
        ((StepKind.HAND_UP,), Stage.HANDED_UP),
        ((StepKind.HAND_UP, StepKind.CALL_BACK), Stage.DRAFTING),
        ((StepKind.HAND_UP, StepKind.REFUSE), Stage.DRAFTING),
        ((StepKind.HAND_UP, StepKind.APPROVE), Stage.APPROVED),
        ((StepKind.HAND_UP, StepKind.APPROVE, SENDING), Stage.SENT),
        ((SENDING, StepKind.RETURN), Stage.RETURNED),
        ((SENDING, StepKind.RETURN, SENDING, StepKind.ACCEPT), Stage.ACCEPTED),
        ((SENDING, StepKind.ACCEPT, StepKind.ASK_BACK), Stage.ACCEPTED),
        ((SENDING, StepKind.ACCEPT, StepKind.ASK_BACK, StepKind.GRANT_BACK), Stage.RETURNED),
        ((SENDING, StepKind.ASK, StepKind.ANSWER, StepKind.COMMENT), Stage.SENT),
    ],
)
def test_the_steps_lead_to_a_stage(kinds: tuple[StepKind | None, ...], stage: Stage) -> None:
    assert after(*kinds).stage is stage


def test_the_reason_of_the_last_move_is_told() -> None:
    assert after(SENDING, StepKind.RETURN, StepKind.COMMENT) == Life(Stage.RETURNED, "lý do")


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.SENT, Stage.RETURNED])
def test_figures_may_be_changed_while_nobody_else_decides(stage: Stage) -> None:
    assert not list(reasons_not_to_edit(Life(stage)))


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        (Stage.HANDED_UP, "đang chờ duyệt"),
        (Stage.APPROVED, "đã duyệt"),
        (Stage.ACCEPTED, "đề nghị rút báo cáo"),
    ],
)
def test_else_the_way_back_is_told(stage: Stage, told: str) -> None:
    assert told in str(next(reasons_not_to_edit(Life(stage))))
