from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.deadlines.rules.definition import Approval
from dondoc.reporting.rules.life import (
    RULES,
    Life,
    Role,
    Stage,
    StepKind,
    Taken,
    life_of,
    possible_steps,
    reasons_not_to_edit,
    reasons_not_to_send_now,
    reasons_not_to_step,
)

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
    life = after(SENDING, StepKind.RETURN, StepKind.COMMENT)
    assert (life.stage, life.reason) == (Stage.RETURNED, "lý do")


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


KINDS = st.sampled_from([None, *StepKind])


@given(st.lists(KINDS, max_size=30))
def test_only_what_the_table_allows_ever_happens(asked: list[StepKind | None]) -> None:
    """Random people ask for random steps; those not refused are taken. The figures never change under a decision."""
    taken: list[Taken] = []
    for kind in asked:
        life = life_of(taken)
        if kind is None:
            if not list(reasons_not_to_send_now(life, Approval.REQUIRED)):
                assert life.stage is Stage.APPROVED
                taken.append(Taken(AT, None))
        elif not list(reasons_not_to_step(life, kind, "lý do")):
            assert kind in possible_steps(life, list(Role))
            taken.append(Taken(AT, kind, "lý do"))
    life = life_of(taken)
    kinds = [step.kind for step in taken]
    assert (life.stage is Stage.ACCEPTED) <= (SENDING in kinds and StepKind.ACCEPT in kinds)
    assert kinds.count(StepKind.ANSWER) + len(life.queries) == kinds.count(StepKind.ASK)
    assert bool(list(reasons_not_to_edit(life))) == (
        life.stage in (Stage.HANDED_UP, Stage.APPROVED) or (life.stage is Stage.ACCEPTED and not life.queries)
    )
    assert [life_of(taken[:n]).stage for n in range(len(taken) + 1)][-1] is life.stage


@given(st.lists(KINDS, max_size=15), st.sets(st.sampled_from(list(Role))))
def test_nobody_is_offered_a_step_that_is_refused_or_not_his(asked: list[StepKind | None], roles: set[Role]) -> None:
    life = life_of(Taken(AT, kind, "lý do") for kind in asked)
    for kind in possible_steps(life, roles):
        assert not list(reasons_not_to_step(life, kind, "lý do")) and RULES[kind].roles & roles
