"""Steps in the life of a report: who may take which, with what reasons, and what follows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.people.actions import grant_right
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions.take_step import CannotTakeStep, ReportPlace, take_step
from dondoc.reporting.models import Obligation, ReportStep
from dondoc.reporting.queries.life import life_at, report_life
from dondoc.reporting.rules.life import Stage, StepKind
from tests.actions.test_submit_report import send
from tests.factories import NOW, World, unsigned_pdf
from tests.factories.drafts import policies, type_right_figures
from tests.factories.figures import OPEN

REPORT = ReportPlace("KSTTHC", OPEN, "BG-LN")


def take(world: World, who: str, kind: StepKind, **more: Any) -> ReportStep:
    reason = {"reason": "vì thiếu phụ lục"} if kind.needs_reason else {}
    return take_step(**{"actor_id": world.people[who], "at": NOW, "place": REPORT, "kind": kind, **reason, **more})


def stage() -> Stage:
    obligation = Obligation.objects.get(regime__code="KSTTHC", period_code=OPEN, agency__code="BG-LN")
    return life_at(obligation.pk, NOW).stage


def test_figures_go_up_come_back_and_are_approved(world: World) -> None:
    type_right_figures(world)
    take(world, "lan", StepKind.HAND_UP)
    assert stage() is Stage.HANDED_UP
    take(world, "minh", StepKind.REFUSE)
    assert stage() is Stage.DRAFTING
    take(world, "lan", StepKind.HAND_UP)
    take(world, "minh", StepKind.APPROVE)
    assert stage() is Stage.APPROVED
    take(world, "lan", StepKind.CALL_BACK)
    assert stage() is Stage.DRAFTING


def test_figures_that_are_not_whole_do_not_go_up(world: World) -> None:
    with pytest.raises(CannotTakeStep, match=r"Biểu II\.06a: Chưa nhập số liệu"):
        take(world, "lan", StepKind.HAND_UP)
    assert not ReportStep.objects.exists()


@pytest.mark.parametrize("who", ["lan", "hoa", "tuan"])
def test_only_the_head_approves(world: World, who: str) -> None:
    type_right_figures(world)
    take(world, "lan", StepKind.HAND_UP)
    with pytest.raises(NotFound):
        take(world, who, StepKind.APPROVE)


@pytest.mark.parametrize("kind", list(StepKind))
def test_a_stranger_knows_of_no_report(world: World, kind: StepKind) -> None:
    with pytest.raises(NotFound):
        take(world, "dung", kind)


def test_the_office_accepts_what_was_sent_and_nothing_else(world: World) -> None:
    with pytest.raises(CannotTakeStep, match="Báo cáo đang soạn: không 'Tiếp nhận' được"):
        take(world, "hoa", StepKind.ACCEPT)
    send(world)
    done = take(world, "hoa", StepKind.ACCEPT)
    assert stage() is Stage.ACCEPTED and done.submission is not None and done.submission.version == 1


@pytest.mark.parametrize("kind", [StepKind.ACCEPT, StepKind.RETURN, StepKind.ASK])
def test_to_watch_is_not_to_receive(world: World, kind: StepKind) -> None:
    send(world)
    with pytest.raises(NotFound):
        take(world, "quan", kind)
    assert take(world, "quan", StepKind.COMMENT).reason == "vì thiếu phụ lục"


def test_a_step_taken_twice_is_refused(world: World) -> None:
    send(world)
    take(world, "hoa", StepKind.ACCEPT)
    with pytest.raises(CannotTakeStep, match="Báo cáo đã tiếp nhận"):
        take(world, "hoa", StepKind.ACCEPT)


def test_every_reason_is_told_at_once(world: World) -> None:
    with pytest.raises(CannotTakeStep) as refused:
        take(world, "hoa", StepKind.RETURN, reason="  ")
    assert [str(reason) for reason in refused.value.reasons] == [
        "Báo cáo đang soạn: không 'Trả lại đơn vị' được.",
        "Lý do, nội dung: Ghi lý do, nội dung.",
    ]


def test_a_query_is_answered_within_working_days(world: World) -> None:
    """Two of them after 23/11; 24/11 is a holiday."""
    send(world)
    assert take(world, "hoa", StepKind.ASK).due_on == date(2026, 11, 26)
    obligation = Obligation.objects.get(regime__code="KSTTHC", period_code=OPEN, agency__code="BG-LN")
    assert [query.due_on for query in life_at(obligation.pk, NOW).queries] == [date(2026, 11, 26)]
    take(world, "lan", StepKind.ANSWER, at=NOW + timedelta(hours=1))
    assert not life_at(obligation.pk, NOW + timedelta(hours=1)).queries
    with pytest.raises(CannotTakeStep, match="Không có tra soát nào"):
        take(world, "lan", StepKind.ANSWER, at=NOW + timedelta(hours=2))


def test_a_returned_report_is_to_be_sent_again_within_working_days(world: World) -> None:
    send(world)
    assert take(world, "hoa", StepKind.RETURN).due_on == date(2026, 11, 26)
    obligation = Obligation.objects.get(regime__code="KSTTHC", period_code=OPEN, agency__code="BG-LN")
    assert life_at(obligation.pk, NOW).resend_by == date(2026, 11, 26)
    send(world, at=NOW + timedelta(hours=1), data=unsigned_pdf())  # the same file again
    assert life_at(obligation.pk, NOW + timedelta(hours=2)).resend_by is None


def test_a_report_is_taken_back_when_its_receiver_agrees(world: World) -> None:
    send(world)
    take(world, "hoa", StepKind.ACCEPT)
    take(world, "lan", StepKind.ASK_BACK)
    with pytest.raises(CannotTakeStep, match="Đã đề nghị rút"):
        take(world, "lan", StepKind.ASK_BACK)
    take(world, "hoa", StepKind.REFUSE_BACK)
    assert stage() is Stage.ACCEPTED
    take(world, "lan", StepKind.ASK_BACK)
    take(world, "hoa", StepKind.GRANT_BACK)
    assert stage() is Stage.RETURNED


def test_a_locked_report_is_opened_for_one_agency_until_a_day(world: World) -> None:
    policies(lock="after_deadline")
    place = ReportPlace("KSTTHC", "2026-Q3", "BG-LN")
    late = Obligation.objects.get(regime__code="KSTTHC", period_code="2026-Q3", agency__code="BG-LN")
    assert report_life(late, NOW).is_locked
    with pytest.raises(CannotTakeStep, match="Ghi ngày cuối cùng được mở khóa"):
        take(world, "hoa", StepKind.UNLOCK, place=place)
    with pytest.raises(CannotTakeStep, match="Ngày 22/11/2026 đã qua"):
        take(world, "hoa", StepKind.UNLOCK, place=place, until=date(2026, 11, 22))
    take(world, "hoa", StepKind.UNLOCK, place=place, until=date(2026, 11, 24))
    assert not report_life(late, NOW).is_locked
    assert report_life(late, NOW + timedelta(days=2)).is_locked


def test_the_log_keeps_who_took_which_step(world: World) -> None:
    send(world)
    take(world, "hoa", StepKind.RETURN, is_invalid=True)
    entry = AuditEntry.objects.get(deed="take_report_step")
    assert entry.actor_id == world.people["hoa"]
    assert entry.detail["step"] == "return" and entry.detail["sending"] == 1


def both_rights(world: World) -> None:
    """Lan may approve, too."""
    own = world.agencies["BG-LN"]
    since = NOW.date() - timedelta(days=1)
    grant_right(
        actor_id=None, at=NOW, user_id=world.people["lan"], agency_id=own, right=Right.APPROVE, valid_from=since
    )


def test_one_person_with_both_rights_approves_his_own_where_the_regime_lets_him(world: World) -> None:
    both_rights(world)
    type_right_figures(world)
    take(world, "lan", StepKind.HAND_UP)
    take(world, "lan", StepKind.APPROVE)
    assert stage() is Stage.APPROVED


def test_he_does_not_where_the_regime_keeps_entry_and_approval_apart(world: World) -> None:
    policies(own_approval="refused")
    both_rights(world)
    type_right_figures(world)
    take(world, "lan", StepKind.HAND_UP)
    with pytest.raises(CannotTakeStep, match="không cho người trình tự duyệt"):
        take(world, "lan", StepKind.APPROVE)
    assert stage() is Stage.HANDED_UP
    take(world, "minh", StepKind.APPROVE)
    assert stage() is Stage.APPROVED
