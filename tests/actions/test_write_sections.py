"""The narrative part: written by several, attached to, asked for, frozen with what was sent."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.reporting.actions import send_figures, submit_nil_report, submit_report
from dondoc.reporting.actions.send_figures import Attached, CannotSendReport
from dondoc.reporting.actions.take_step import CannotTakeStep, ReportPlace, take_step
from dondoc.reporting.actions.write_sections import (
    CannotWriteSections,
    attach_to_section,
    detach_from_section,
    write_sections,
)
from dondoc.reporting.models import SectionDraft, SectionFile, SentNarrative, Submission
from dondoc.reporting.rules.life import StepKind
from tests.actions.test_take_step import take
from tests.factories import NOW, World, unsigned_pdf, vn
from tests.factories.drafts import colleague, policies, type_right_figures, with_outline, write
from tests.factories.figures import OPEN

REPORT = ReportPlace("KSTTHC", OPEN, "BG-LN")
PDF = b"%PDF-1.7 phu luc"


def attach(
    world: World, code: str = "I", data: bytes = PDF, name: str = "phụ lục.pdf", who: str = "lan"
) -> SectionFile:
    return attach_to_section(actor_id=world.people[who], at=NOW, place=REPORT, code=code, data=data, name=name)


def attached(world: World) -> SectionFile:
    """A file beside a section, the outline being there."""
    with_outline()
    return attach(world)


def send(world: World, at: Any = NOW, **more: Any) -> Submission:
    return send_figures(**{"actor_id": world.people["lan"], "at": at, "place": REPORT, **more})


def sent_with_text(world: World) -> Submission:
    """A sending with two sections and a file."""
    attached(world)
    write(world, {"I": "Tồn 12 hồ sơ", "II": "Không"})
    type_right_figures(world)
    return send(world)


def texts() -> dict[str, str]:
    return dict(SectionDraft.objects.values_list("code", "text"))


def test_what_is_written_stands_and_may_be_written_again(world: World) -> None:
    with_outline()
    assert write(world, {"I": "Tồn 12 hồ sơ\r\nHết", "II": ""}).saved == ("I",)
    assert texts() == {"I": "Tồn 12 hồ sơ\nHết"}
    assert write(world, {"I": "Tồn 12 hồ sơ\nHết"}).saved == ()
    write(world, {"I": ""}, base="Tồn 12 hồ sơ\nHết")
    assert texts() == {"I": ""}
    assert write_sections(actor_id=world.people["lan"], at=NOW, place=REPORT, sections=[]).saved == ()


def test_one_conflict_is_told_by_name_and_loses_no_other_text(world: World) -> None:
    with_outline()
    colleague(world)
    write(world, {"I": "của Huệ"}, who="hue")
    done = write(world, {"I": "của Lan", "II": "kiến nghị của Lan"})
    assert done.saved == ("II",)
    (conflict,) = done.conflicts
    assert (conflict.theirs, conflict.yours, conflict.by) == ("của Huệ", "của Lan", "Nguyễn Thị Huệ")
    assert texts() == {"I": "của Huệ", "II": "kiến nghị của Lan"}


def test_a_section_that_the_outline_has_not_and_one_too_long_are_told_at_once(world: World) -> None:
    with_outline()
    with pytest.raises(CannotWriteSections) as refused:
        write(world, {"X": "a", "I": "a" * 60_001, "II": "mất thì tiếc"})
    assert len(refused.value.reasons) == 2 and not SectionDraft.objects.exists()


@pytest.mark.parametrize("who", ["minh", "hoa", "dung", "quan"])
def test_only_the_agencys_own_officer_writes(world: World, who: str) -> None:
    with_outline()
    with pytest.raises(NotFound):
        write(world, {"I": "a"}, who=who)
    with pytest.raises(NotFound):
        attach(world, who=who)


def test_a_regime_without_outline_has_nothing_to_write(world: World) -> None:
    policies(outline=[])
    with pytest.raises(CannotWriteSections, match="không có đề cương"):
        write(world, {"I": "a"})


def test_what_waits_for_approval_is_not_written(world: World) -> None:
    with_outline()
    write(world, {"I": "xong"})
    type_right_figures(world)
    take(world, "lan", StepKind.HAND_UP)
    with pytest.raises(CannotWriteSections, match="đang chờ duyệt"):
        write(world, {"II": "thêm"})
    with pytest.raises(CannotWriteSections, match="đang chờ duyệt"):
        attach(world)


def test_a_required_section_is_asked_for_when_handing_up_and_when_sending(world: World) -> None:
    with_outline()
    type_right_figures(world)
    told = r"Mục I\. Tình hình tiếp nhận, giải quyết: Mục bắt buộc của đề cương chưa viết"
    with pytest.raises(CannotTakeStep, match=told):
        take_step(actor_id=world.people["lan"], at=NOW, place=REPORT, kind=StepKind.HAND_UP)
    with pytest.raises(CannotSendReport, match=told):
        send(world)
    assert not SentNarrative.objects.exists()
    attach(world)  # a file stands for words
    assert send(world).version == 1


def test_a_report_without_figures_and_one_as_pdf_need_no_section(world: World) -> None:
    with_outline()
    key = {"regime_code": "KSTTHC", "period_code": OPEN, "agency_code": "BG-LN"}
    actor_id = world.people["lan"]
    submit_nil_report(actor_id=actor_id, at=NOW, **key)
    submit_report(actor_id=actor_id, at=vn("2026-11-23T10:00"), **key, data=unsigned_pdf(), name="bc.pdf")
    type_right_figures(world)
    send(world, vn("2026-11-23T11:00"), attached=Attached(unsigned_pdf("hai"), "bc.pdf"))
    assert not SentNarrative.objects.exists()


def test_what_was_sent_is_frozen_with_its_files_and_hash(world: World) -> None:
    sent = sent_with_text(world)
    kept = sent.narrative
    assert [(s["code"], s["text"], len(s["files"])) for s in kept.sections] == [
        ("I", "Tồn 12 hồ sơ", 1),
        ("II", "Không", 0),
    ]
    assert [f.place for f in kept.sent_files.all()] == [1]
    assert AuditEntry.objects.filter(deed="send_report_figures").latest("id").detail["narrative"] == kept.sha256
    assert sent.file is not None
    with sent.file.content.open("rb") as content:
        parts = json.load(content)
    assert parts[-1]["outline"][0]["text"] == "Tồn 12 hồ sơ" and len(parts) == 3
    write(world, {"I": "Sửa sau khi gửi"}, base="Tồn 12 hồ sơ")
    detach_from_section(actor_id=world.people["lan"], at=NOW, place=REPORT, file_id=SectionFile.objects.get().pk)
    kept.refresh_from_db()
    assert kept.sections[0]["text"] == "Tồn 12 hồ sơ" and kept.sent_files.count() == 1


def test_the_same_text_is_not_sent_twice_and_a_changed_one_is_a_new_version(world: World) -> None:
    sent_with_text(world)
    with pytest.raises(CannotSendReport, match="đã gửi ở bản trước"):
        send(world, vn("2026-11-23T10:00"))
    write(world, {"II": "Đề nghị tập huấn"}, base="Không")
    assert send(world, vn("2026-11-23T11:00")).version == 2
    assert SentNarrative.objects.count() == 2


def test_a_regime_with_text_alone_is_sent_too(world: World) -> None:
    with_outline(forms=[])
    with pytest.raises(CannotSendReport, match="Mục bắt buộc"):
        send(world)
    write(world, {"I": "a"})
    assert send(world).version == 1
    with pytest.raises(CannotSendReport, match="đã gửi ở bản trước"):
        send(world, vn("2026-11-23T10:00"))


def test_a_text_of_a_section_that_is_no_more_is_left_out(world: World) -> None:
    with_outline()
    write(world, {"I": "a", "II": "b"})
    policies(outline=[{"code": "I", "title": "Tình hình", "required": True}])
    type_right_figures(world)
    assert [s["code"] for s in send(world).narrative.sections] == ["I"]


def test_files_are_bounded_and_are_what_their_names_say(world: World) -> None:
    with_outline()
    with pytest.raises(CannotWriteSections, match="Chỉ nhận tệp"):
        attach(world, data=b"MZ", name="a.exe")
    with pytest.raises(CannotWriteSections, match="Tệp hỏng"):
        attach(world, data=b"PK\x03\x04rong", name="a.docx")
    with pytest.raises(CannotWriteSections, match="không có mục này"):
        attach(world, code="IX")
    for n in range(10):
        attach(world, data=PDF + bytes([n]))
    with pytest.raises(CannotWriteSections, match="tối đa 10 tệp"):
        attach(world, data=PDF + b"x")
    assert AuditEntry.objects.filter(deed="attach_to_section").count() == 10


def test_a_file_of_another_report_cannot_be_taken_away(world: World) -> None:
    file = attached(world)
    gone = detach_from_section(actor_id=world.people["lan"], at=NOW, place=REPORT, file_id=file.pk)
    assert gone.removed_at == NOW
    with pytest.raises(NotFound):
        detach_from_section(actor_id=world.people["lan"], at=NOW, place=REPORT, file_id=file.pk)
