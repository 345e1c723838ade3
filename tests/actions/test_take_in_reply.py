"""A document that cites a directive: proposed to the lead as the result, answered, or told to the monitor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dondoc.assignments.actions import (
    CannotAnswerLikely,
    CannotTakeInReply,
    answer_likely,
    assign_tasks,
    choose_proposal,
    take_in_reply,
)
from dondoc.assignments.models import LikelyResult, Task
from dondoc.assignments.queries import record_of
from dondoc.assignments.queries.likely import likely_for, likely_of_task, silent
from dondoc.assignments.rules.buckets import Confirmation, task_standing
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from tests.actions.test_assign_tasks import directive
from tests.factories import NOW, World

REPLY = """UBND TỈNH LẠNG SƠN
SỞ THÔNG TIN VÀ TRUYỀN THÔNG
Số: 88/BC-STTTT
Lạng Sơn, ngày 23 tháng 11 năm 2026

BÁO CÁO
Kết quả rà soát hạ tầng số

Thực hiện Công văn số 1215/UBND-KT ngày 20/11/2026 của UBND tỉnh, Sở Thông tin và Truyền thông báo cáo như sau.
"""


def assigned(world: World) -> Task:
    """A task of Nam's out of the letter."""
    draft = directive(world)
    choose_proposal(actor_id=world.people["hoa"], at=NOW, draft_id=draft.pk, position=1, choice="accepted")
    done = assign_tasks(actor_id=world.people["hoa"], at=NOW, draft_id=draft.pk)
    return Task.objects.get(assignment=done)


def bring(world: World, text: str = REPLY, who: str = "nam") -> list[LikelyResult]:
    return take_in_reply(actor_id=world.people[who], at=NOW, text=text)


def proposed(world: World) -> list[LikelyResult]:
    assigned(world)
    return bring(world)


def answer(world: World, likely: LikelyResult, is_accepted: bool = True, who: str = "nam") -> LikelyResult:
    return answer_likely(actor_id=world.people[who], at=NOW, likely_id=likely.pk, is_accepted=is_accepted)


def test_a_reply_that_cites_the_directive_is_proposed_with_its_reasons(world: World) -> None:
    task = assigned(world)
    (likely,) = bring(world)
    assert (likely.task_id, likely.number, likely.issued_on) == (task.pk, "88/BC-STTTT", date(2026, 11, 23))
    assert "nêu số 1215/UBND-KT" in likely.why
    assert [one.pk for one in likely_for([task.lead_id], AsOf(NOW))] == [likely.pk]


def test_accepted_it_is_the_reported_result(world: World) -> None:
    (likely,) = proposed(world)
    answer(world, likely)
    assert task_standing(record_of(likely.task_id).facts, AsOf(NOW)).confirmation is Confirmation.WAITING
    assert not likely_of_task(likely.task_id, AsOf(NOW))


def test_not_theirs_it_is_proposed_no_more_and_nothing_is_reported(world: World) -> None:
    (likely,) = proposed(world)
    answer(world, likely, is_accepted=False)
    assert task_standing(record_of(likely.task_id).facts, AsOf(NOW)).confirmation is Confirmation.NONE
    assert bring(world)[0].is_accepted is False
    assert not likely_of_task(likely.task_id, AsOf(NOW))
    with pytest.raises(CannotAnswerLikely, match="Đã trả lời"):
        answer(world, likely)


def test_the_same_document_twice_is_one_proposal(world: World) -> None:
    proposed(world)
    bring(world)
    assert LikelyResult.objects.count() == 1
    assert AuditEntry.objects.filter(deed="take_in_reply").count() == 1


def test_left_without_an_answer_it_is_told_to_the_monitor_after_the_policys_days(world: World) -> None:
    """Brought in on Monday 23/11; 24/11 is a holiday, so the one working day ends with Wednesday."""
    (likely,) = proposed(world)
    province = [world.agencies["LS"]]
    assert not silent(province, AsOf(NOW + timedelta(days=2)))
    (silence,) = silent(province, AsOf(NOW + timedelta(days=3)))
    assert (silence.likely.pk, silence.until) == (likely.pk, date(2026, 11, 25))
    answer(world, likely)
    assert not silent(province, AsOf(NOW + timedelta(days=3)))


def test_a_document_that_answers_nothing_or_bears_no_number_is_refused(world: World) -> None:
    assigned(world)
    with pytest.raises(CannotTakeInReply) as refused:
        bring(world, "Sở Thông tin và Truyền thông báo cáo như sau.")
    assert len(refused.value.reasons) == 3
    with pytest.raises(CannotTakeInReply, match="Không có nhiệm vụ đang mở nào giao tại 99/UBND-KT"):
        bring(world, REPLY.replace("1215/", "99/"))
    with pytest.raises(CannotTakeInReply, match="Dán toàn văn"):
        bring(world, " ")
    with pytest.raises(CannotTakeInReply, match="không đưa vào"):
        bring(world, f"MẬT\n{REPLY}")


def test_another_agency_is_proposed_nothing_and_answers_nothing(world: World) -> None:
    (likely,) = proposed(world)
    with pytest.raises(CannotTakeInReply):
        bring(world, who="lan")
    with pytest.raises(NotFound):
        bring(world, who="minh")
    for who in ("lan", "dung", "hoa"):
        with pytest.raises(NotFound):
            answer(world, likely, who=who)


def test_the_office_brings_in_what_it_received_and_the_lead_answers(world: World) -> None:
    assigned(world)
    (likely,) = bring(world, who="hoa")
    assert answer(world, likely).is_accepted
