"""Saying that nothing occurred (báo cáo không phát sinh): an explicit kind of sending that counts as sent."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.reporting.actions import CannotSubmitReport, import_regime, submit_nil_report, submit_report
from dondoc.reporting.models import Submission
from dondoc.reporting.rules.timeliness import SignedState, Timeliness
from tests.actions.test_submit_report import OPEN, row, send
from tests.factories import NOW, World, signed_pdf, vn


def say_nil(world: World, who: str = "lan", **more: Any) -> Submission:
    key = {"regime_code": "KSTTHC", "period_code": OPEN, "agency_code": "BG-LN", "at": NOW}
    return submit_nil_report(**{**key, "actor_id": world.people[who], **more})


def require_signatures() -> None:
    definition = json.loads(resources.files("dondoc.demo").joinpath("data", "KSTTHC.json").read_bytes())
    import_regime(actor_id=None, at=NOW, definition={**definition, "signature": "required"})


def test_a_nil_report_counts_as_sent_and_says_so(world: World) -> None:
    sent = say_nil(world, note="Không có hồ sơ")
    found = row(world, OPEN).standing
    assert (found.timeliness, found.signed) == (Timeliness.EARLY, SignedState.UNSIGNED)
    assert found.note == "Không phát sinh: Không có hồ sơ"
    assert (sent.is_nil, sent.file, sent.verification) == (True, None, None)


def test_a_nil_report_may_be_followed_by_figures(world: World) -> None:
    say_nil(world)
    assert send(world).version == 2
    assert row(world, OPEN).standing.n_sendings == 2


def test_a_nil_report_twice_in_a_row_is_refused(world: World) -> None:
    say_nil(world)
    with pytest.raises(CannotSubmitReport, match="đã là báo cáo không phát sinh"):
        say_nil(world)


def test_every_reason_is_said_at_once(world: World) -> None:
    require_signatures()
    with pytest.raises(CannotSubmitReport) as refused:
        say_nil(world, at=vn("2026-09-01T08:00"))
    assert len(refused.value.reasons) == 2
    assert not Submission.objects.filter(obligation__period_code=OPEN).exists()


def test_where_a_signature_is_required_a_signed_file_says_it(world: World) -> None:
    require_signatures()
    key = {"regime_code": "KSTTHC", "period_code": OPEN, "agency_code": "BG-LN", "name": "a.pdf", "at": NOW}
    sent = submit_report(actor_id=world.people["lan"], data=signed_pdf(), is_nil=True, **key)
    assert sent.is_nil and row(world, OPEN).standing.signed is SignedState.SIGNED


@pytest.mark.parametrize("who", ["dung", "hoa", "minh"])
def test_nobody_but_the_agencys_own_officer_can_say_it(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        say_nil(world, who)


def test_saying_it_leaves_a_trail(world: World) -> None:
    say_nil(world)
    entry = AuditEntry.objects.filter(deed="submit_report").latest("id")
    assert (entry.actor_id, entry.detail["nil"], entry.detail["sha256"]) == (world.people["lan"], True, None)
