"""A night's check whose verdict is another one shows in the tables from then on, and is told to the monitor."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.followup.queries import letter_of_period, reporting_table
from dondoc.reporting.actions import NightlyCheck, recheck_signatures
from dondoc.reporting.models import SignatureOutcome, Submission
from dondoc.reporting.queries.waiting import Wanted, waiting_for_office
from dondoc.reporting.rules.timeliness import SignedState
from dondoc.signing.models import Verification
from tests.actions.test_submit_report import OPEN, row, send
from tests.factories import NOW, World, signed_pdf

NIGHT = NOW + timedelta(hours=16)


@pytest.fixture
def changed(world: World, tmp_path: Path) -> NightlyCheck:
    """Lan's signed report, then a night on which its root is trusted no longer."""
    send(world, data=signed_pdf())
    return recheck_signatures(actor_id=None, at=NIGHT, trust_folder=tmp_path)


def signed_as_of(world: World, **known: Any) -> SignedState:
    table = reporting_table(
        province_id=world.agencies["BG"], regime_code="KSTTHC", period_code=OPEN, as_of=AsOf(**known)
    )
    return next(r for r in table.rows if r.agency.code == "BG-LN").standing.signed


def test_the_table_follows_and_a_past_moment_shows_what_was_known_then(world: World, changed: NightlyCheck) -> None:
    (report,) = changed.reports
    assert (report.agency_code, report.before, report.now) == ("BG-LN", SignedState.SIGNED, SignedState.UNVERIFIABLE)
    assert signed_as_of(world, at=NIGHT) is SignedState.UNVERIFIABLE
    assert signed_as_of(world, at=NIGHT - timedelta(minutes=1)) is SignedState.SIGNED
    assert signed_as_of(world, at=NIGHT, known_at=NOW) is SignedState.SIGNED


def test_the_letter_counts_it_among_the_unsigned_from_then_on(world: World, changed: NightlyCheck) -> None:
    assert changed.n_files == 1

    def figures(at: Any) -> dict[str, Any]:
        table, _ = letter_of_period(
            province_id=world.agencies["BG"], regime_code="KSTTHC", period_code=OPEN, as_of=AsOf(at)
        )
        return {"signed": table.totals.signed, "unsigned": table.totals.unsigned}

    before, after = figures(NOW), figures(NIGHT)
    assert (before["signed"] - after["signed"], after["unsigned"] - before["unsigned"]) == (1, 1)


def test_the_monitor_is_told_once_and_not_after_a_new_sending(world: World, changed: NightlyCheck) -> None:
    assert changed.files

    def told(at: Any) -> list[str]:
        waiting = waiting_for_office([world.agencies["BG"]], at)
        return [w.about for w in waiting if w.wanted is Wanted.SIGNATURE_CHANGED]

    (about,) = told(NIGHT)
    assert about.startswith("Đã ký số → Chưa kiểm tra được chữ ký: ")
    assert told(NIGHT - timedelta(minutes=1)) == []
    assert told(NIGHT + timedelta(days=60)) == []
    send(world, data=signed_pdf() + b"\n", at=NIGHT + timedelta(hours=1))
    assert told(NIGHT + timedelta(hours=2)) == []


def test_nothing_is_overwritten_and_the_next_night_writes_nothing_new(
    world: World, changed: NightlyCheck, tmp_path: Path
) -> None:
    assert changed.reports
    first = Submission.objects.get(obligation__period_code=OPEN, obligation__agency__code="BG-LN").verification
    assert first is not None
    assert first.indication_hint == "TOTAL-PASSED"
    n_outcomes, n_checks = SignatureOutcome.objects.count(), Verification.objects.count()
    again = recheck_signatures(actor_id=None, at=NIGHT + timedelta(days=1), trust_folder=tmp_path)
    assert (again.files, again.reports) == ((), ())
    assert (SignatureOutcome.objects.count(), Verification.objects.count()) == (n_outcomes, n_checks + 1)
    assert AuditEntry.objects.filter(deed="renew_signature").count() == 1


def test_a_verdict_that_comes_back_comes_back_into_the_table(
    world: World, changed: NightlyCheck, settings: Any
) -> None:
    assert changed.reports
    back = recheck_signatures(actor_id=None, at=NIGHT + timedelta(days=1), trust_folder=settings.TRUST_FOLDER)
    assert [r.now for r in back.reports] == [SignedState.SIGNED]
    assert row(world, OPEN).standing.signed is SignedState.SIGNED
    assert signed_as_of(world, at=NIGHT + timedelta(days=2)) is SignedState.SIGNED
    assert signed_as_of(world, at=NIGHT) is SignedState.UNVERIFIABLE
