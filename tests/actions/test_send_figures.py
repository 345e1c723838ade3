"""Sending the figures on the desk: all forms at once, whole, approved where the regime asks it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.reporting.actions.send_figures import Attached, CannotSendReport, send_figures
from dondoc.reporting.models import Obligation, Submission
from dondoc.reporting.queries import facts_of
from dondoc.reporting.rules.life import Stage, StepKind
from dondoc.reporting.rules.timeliness import Timeliness
from dondoc.sheets.models import FigureSet
from tests.actions.test_submit_report import send
from tests.actions.test_take_step import REPORT, stage, take
from tests.factories import NOW, World, signed_pdf, unsigned_pdf
from tests.factories.drafts import policies, type_cells, type_right_figures
from tests.factories.figures import OPEN


def send_out(world: World, who: str = "lan", **more: Any) -> Submission:
    return send_figures(**{"actor_id": world.people[who], "at": NOW, "place": REPORT, **more})


def own() -> Obligation:
    return Obligation.objects.get(regime__code="KSTTHC", period_code=OPEN, agency__code="BG-LN")


def test_all_forms_leave_together_as_one_version(world: World) -> None:
    type_right_figures(world)
    sent = send_out(world)
    codes = sorted(row.figure_set.form.code for row in sent.submitted_figures.all())
    assert (sent.version, codes) == (1, ["II.06a", "II.07b"])
    assert all(row.figure_set.sent_at == NOW for row in sent.submitted_figures.all())
    assert sent.file is not None and sent.file.content_type == "application/json"
    assert stage() is Stage.SENT
    assert set(AuditEntry.objects.get(deed="send_report_figures").detail["figures"]) == {"II.06a", "II.07b"}


def test_the_report_goes_with_its_signed_file(world: World) -> None:
    type_right_figures(world)
    sent = send_out(world, attached=Attached(signed_pdf(), "bao-cao.pdf"))
    assert sent.verification is not None and sent.verification.indication_hint == "TOTAL-PASSED"
    assert sent.submitted_figures.count() == 2


def test_broken_and_missing_figures_stay(world: World) -> None:
    type_cells(world, ("dat-dai", "4", "", "120"), ("dat-dai", "8", "", "118"))
    with pytest.raises(CannotSendReport) as refused:
        send_out(world)
    told = "\n".join(map(str, refused.value.reasons))
    assert "120 ≠ 118" in told and "Biểu II.07b: Chưa nhập số liệu." in told
    assert not Submission.objects.filter(obligation=own()).exists() and not FigureSet.objects.exists()


def test_the_same_figures_are_not_sent_twice(world: World) -> None:
    type_right_figures(world)
    send_out(world)
    with pytest.raises(CannotSendReport, match="đã gửi ở bản trước"):
        send_out(world)


def test_what_was_returned_may_be_sent_again_as_it_is(world: World) -> None:
    type_right_figures(world)
    send_out(world)
    take(world, "hoa", StepKind.RETURN)
    assert send_out(world).version == 2
    with pytest.raises(CannotSendReport, match="đã gửi ở bản trước"):
        send_out(world)


def test_nobody_else_sends_them(world: World) -> None:
    type_right_figures(world)
    for who in ("dung", "hoa", "minh"):
        with pytest.raises(NotFound):
            send_out(world, who)


def test_where_approval_is_required_nothing_leaves_without_it(world: World) -> None:
    policies(approval="required")
    type_right_figures(world)
    with pytest.raises(CannotSendReport, match="yêu cầu lãnh đạo đơn vị duyệt trước khi gửi"):
        send_out(world)
    take(world, "lan", StepKind.HAND_UP)
    with pytest.raises(CannotSendReport, match="đang chờ duyệt"):
        send_out(world)
    take(world, "minh", StepKind.APPROVE)
    assert send_out(world).version == 1


def test_what_is_required_of_a_file_is_required_here_too(world: World) -> None:
    policies(signature="required")
    type_right_figures(world)
    with pytest.raises(CannotSendReport, match="số liệu chưa ký thì chưa gửi được"):
        send_out(world)
    with pytest.raises(CannotSendReport, match="Chế độ này yêu cầu ký số"):
        send_out(world, attached=Attached(unsigned_pdf(), "bao-cao.pdf"))


@pytest.mark.parametrize(
    ("counts", "timeliness", "day"),
    [
        ("first", Timeliness.EARLY, 0),
        ("first_valid", Timeliness.LATE, 40),
        ("last", Timeliness.LATE, 40),
    ],
)
def test_which_sending_decides_is_the_regimes_policy(
    world: World, counts: str, timeliness: Timeliness, day: int
) -> None:
    policies(counts=counts)
    send(world)
    take(world, "hoa", StepKind.RETURN, is_invalid=True)
    type_right_figures(world)
    late = NOW + timedelta(days=40)
    send_out(world, at=late)
    from dondoc.reporting.queries import definition_of_period

    policy = definition_of_period("KSTTHC", OPEN).counts
    found = facts_of(own().pk).standing(AsOf(late), counts=policy)
    assert found.timeliness is timeliness and found.first_sent_at == NOW + timedelta(days=day)


def test_a_report_returned_as_invalid_counts_as_not_sent(world: World) -> None:
    send(world)
    take(world, "hoa", StepKind.RETURN, is_invalid=True, at=NOW + timedelta(hours=2))
    facts = facts_of(own().pk)
    assert facts.standing(AsOf(NOW + timedelta(hours=1))).timeliness is Timeliness.EARLY
    assert facts.standing(AsOf(NOW + timedelta(hours=3))).timeliness is Timeliness.NOT_SENT_OPEN
