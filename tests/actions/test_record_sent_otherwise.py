"""A report that came another way: entered by its receiver with day, reason and proof; its true day counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.reporting.actions.record_sent_otherwise import CannotRecordOtherWay, OtherWay, record_sent_otherwise
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.models import Obligation, SentOtherwise, Submission
from dondoc.reporting.queries import facts_of
from dondoc.reporting.rules.sending import Channel
from dondoc.reporting.rules.timeliness import Timeliness
from tests.factories import NOW, World, unsigned_pdf, vn

OVERDUE = ReportPlace("KSTTHC", "2026-Q3", "BG-LN")
PROOF = b"\x89PNG\r\n\x1a\n anh chup thong bao su co"
WAY = OtherWay(vn("2026-09-20T16:00"), Channel.AXIS, "Sự cố từ 18 đến 21/9", PROOF, "su-co.png")


def record(world: World, who: str = "hoa", **more: Any) -> Submission:
    given = {"at": NOW, "place": OVERDUE, "data": unsigned_pdf(), "name": "bao-cao.pdf", "way": WAY}
    return record_sent_otherwise(**{**given, "actor_id": world.people[who], **more})


def test_the_true_day_decides_and_the_note_says_so(world: World) -> None:
    sent = record(world)
    owed = Obligation.objects.get(regime__code="KSTTHC", period_code="2026-Q3", agency__code="BG-LN")
    found = facts_of(owed.pk).standing(AsOf(NOW))
    assert found.timeliness in (Timeliness.EARLY, Timeliness.ON_TIME)
    assert found.first_sent_at == WAY.happened_at and found.note == "Nhập bù"
    assert sent.sent_at == NOW and sent.sent_otherwise.proof.content_type == "image/png"
    known_then = AsOf(vn("2026-09-25T00:00"), known_at=vn("2026-09-25T00:00"))
    assert facts_of(owed.pk).standing(known_then).timeliness is Timeliness.NOT_SENT_OVERDUE
    assert AuditEntry.objects.filter(deed="record_sent_otherwise").count() == 1


@pytest.mark.parametrize("who", ["lan", "minh", "dung"])
def test_only_the_receiver_dates_a_sending(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        record(world, who)


def test_every_reason_is_told_and_nothing_is_written(world: World) -> None:
    way = replace(WAY, happened_at=NOW + timedelta(days=1), reason=" ", proof=b"chu")
    with pytest.raises(CannotRecordOtherWay) as refused:
        record(world, way=way, data=b"khong phai PDF")
    told = "\n".join(map(str, refused.value.reasons))
    assert "24/11/2026 09:00 chưa đến" in told and "Ghi lý do không gửi qua hệ thống" in told
    assert "Minh chứng: Cần minh chứng" in told and "không phải tệp PDF" in told
    assert not SentOtherwise.objects.exists()


def test_a_day_before_the_period_is_refused(world: World) -> None:
    with pytest.raises(CannotRecordOtherWay, match="Kỳ báo cáo mở từ ngày"):
        record(world, way=replace(WAY, happened_at=vn("2026-01-02T08:00")))
    with pytest.raises(CannotRecordOtherWay, match="Ghi ngày, giờ gửi thực tế"):
        record(world, way=replace(WAY, happened_at=None))


def test_the_same_file_is_not_entered_twice(world: World) -> None:
    data = unsigned_pdf("một")
    record(world, data=data)
    with pytest.raises(CannotRecordOtherWay, match="đã gửi ở một bản trước"):
        record(world, data=data)
