"""Sending a report: does it, refuses it for each reason, leaves a trail, is safe twice."""

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.followup.queries import reporting_table
from dondoc.followup.rules.reporting_table import TableRow
from dondoc.reporting.actions import CannotSubmitReport, submit_report
from dondoc.reporting.models import Submission
from dondoc.reporting.rules.timeliness import SignedState, Timeliness
from tests.factories import NOW, World, signed_pdf, unsigned_pdf, vn

OPEN, OVERDUE = "2026-Q4", "2026-Q3"


def send(world: World, who: str = "lan", period: str = OPEN, data: bytes | None = None, **more: object) -> Submission:
    key = {"regime_code": "KSTTHC", "period_code": period, "agency_code": "BG-LN", "name": "bao-cao.pdf", "at": NOW}
    data = unsigned_pdf() if data is None else data
    return submit_report(**{**key, "actor_id": world.people[who], "data": data, **more})  # type: ignore[arg-type]


def row(world: World, period: str) -> TableRow:
    table = reporting_table(province_id=world.agencies["BG"], regime_code="KSTTHC", period_code=period, as_of=AsOf(NOW))
    return next(r for r in table.rows if r.agency.code == "BG-LN")


def test_sending_before_the_deadline_shows_in_the_table_as_early_and_unsigned(world: World) -> None:
    assert row(world, OPEN).standing.timeliness is Timeliness.NOT_SENT_OPEN
    send(world)
    found = row(world, OPEN).standing
    assert (found.timeliness, found.signed) == (Timeliness.EARLY, SignedState.UNSIGNED)


def test_sending_after_the_deadline_shows_as_late(world: World) -> None:
    assert row(world, OVERDUE).standing.timeliness is Timeliness.NOT_SENT_OVERDUE
    send(world, period=OVERDUE)
    assert row(world, OVERDUE).standing.timeliness is Timeliness.LATE


def test_a_signed_file_is_recognised_by_verifying_it(world: World) -> None:
    send(world, data=signed_pdf())
    assert row(world, OPEN).standing.signed is SignedState.SIGNED


def test_a_signed_file_with_one_changed_byte_is_not_called_signed(world: World) -> None:
    changed = bytearray(signed_pdf())
    changed[200] ^= 1
    send(world, data=bytes(changed))
    assert row(world, OPEN).standing.signed is SignedState.INVALID


def test_sending_again_makes_a_new_version_and_the_first_keeps_the_time(world: World) -> None:
    send(world, period=OVERDUE, at=vn("2026-09-18T08:00"))
    second = send(world, period=OVERDUE, data=signed_pdf())
    found = row(world, OVERDUE).standing
    assert second.version == 2
    assert (found.timeliness, found.signed, found.n_sendings) == (Timeliness.EARLY, SignedState.SIGNED, 2)


@pytest.mark.parametrize("who", ["dung", "nam", "hoa", "minh"])
def test_nobody_but_the_agencys_own_officer_can_send(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        send(world, who)
    assert not Submission.objects.filter(obligation__period_code=OPEN).exists()


def test_what_is_not_a_pdf_is_refused_by_name(world: World) -> None:
    with pytest.raises(CannotSubmitReport, match=r"'bao-cao\.docx' không phải tệp PDF"):
        send(world, data=b"PK\x03\x04 word", name="bao-cao.docx")


def test_an_empty_file_is_refused(world: World) -> None:
    with pytest.raises(CannotSubmitReport, match="Tệp rỗng"):
        send(world, data=b"")


def test_a_file_that_is_too_large_is_refused_with_the_limit(world: World) -> None:
    with pytest.raises(CannotSubmitReport, match="vượt 25 MB"):
        send(world, data=b"%PDF-1.7" + bytes(26 * 1024 * 1024))


def test_the_same_file_twice_is_refused(world: World) -> None:
    data = unsigned_pdf("một lần")
    send(world, data=data)
    with pytest.raises(CannotSubmitReport, match="đã gửi ở một bản trước"):
        send(world, data=data)


def test_a_period_that_has_not_opened_cannot_be_reported_yet(world: World) -> None:
    with pytest.raises(CannotSubmitReport, match="mở từ ngày 15/09/2026"):
        send(world, at=vn("2026-09-01T08:00"))


def test_every_reason_is_said_at_once(world: World) -> None:
    with pytest.raises(CannotSubmitReport) as refused:
        send(world, data=b"", at=vn("2026-09-01T08:00"))
    assert len(refused.value.reasons) == 2


def test_a_refused_sending_leaves_nothing_behind(world: World) -> None:
    with pytest.raises(CannotSubmitReport):
        send(world, data=b"not a pdf")
    assert not Submission.objects.filter(obligation__period_code=OPEN).exists()


def test_sending_leaves_a_trail(world: World) -> None:
    submission = send(world)
    entry = AuditEntry.objects.filter(deed="submit_report").latest("id")
    assert (entry.actor_id, entry.at) == (world.people["lan"], NOW)
    assert entry.detail["sha256"] == submission.file.sha256
