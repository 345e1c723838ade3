"""Incoming documents: what may be registered, where each stands, what is the same document twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.documents.rules.brought_files import BroughtFile, reasons_against_files
from dondoc.documents.rules.incoming import (
    ENDING,
    MAY,
    DeedKind,
    Description,
    Done,
    Part,
    Share,
    ShareRole,
    Stage,
    due_in_force,
    reasons_against_deed,
    reasons_not_to_register,
    reasons_not_to_share,
    same_key,
    stage_of,
)
from tests.factories import NOW

ON = date(2026, 11, 23)
TOLD = Description("UBND tỉnh", "05/UBND-KT", date(2026, 11, 20), "Công văn", "V/v báo cáo")


def against(told: Description = TOLD, arrived_on: date = ON, **more: object) -> list[str]:
    asked = {"last_arrived_on": None, "earlier": "", "is_meant": False, **more}
    return [one.where for one in reasons_not_to_register(told, arrived_on, ON, **asked)]  # type: ignore[arg-type]


def test_a_described_document_may_be_registered() -> None:
    assert against() == []


def test_everything_missing_is_told_at_once() -> None:
    assert against(Description("", "", None, "", "")) == ["Tác giả", "Tên loại", "Trích yếu"]


@pytest.mark.parametrize("symbol", ["12-M/UBND", "12/UBND-M", "12/UBND (M)"])
def test_a_secret_symbol_is_refused_at_entry(symbol: str) -> None:
    assert against(replace(TOLD, symbol=symbol)) == ["Độ mật"]


def test_a_secret_document_is_refused_at_entry() -> None:
    (reason,) = reasons_not_to_register(replace(TOLD, secrecy="Mật"), ON, ON, None, "", is_meant=False)
    assert "sổ văn bản mật riêng" in reason.message


def test_days_that_cannot_be_are_told() -> None:
    assert against(arrived_on=ON + timedelta(days=1)) == ["Ngày đến"]
    assert against(replace(TOLD, dated=ON + timedelta(days=1))) == ["Ngày văn bản"]
    assert against(replace(TOLD, reply_due_on=date(2026, 11, 1))) == ["Hạn trả lời"]
    assert against(arrived_on=ON, last_arrived_on=ON + timedelta(days=1)) == ["Ngày đến"]
    assert against(arrived_on=date(2020, 1, 1), told=replace(TOLD, dated=None)) == ["Ngày đến"]


def test_a_document_registered_before_is_named_and_may_still_be_meant() -> None:
    (reason,) = reasons_not_to_register(TOLD, ON, ON, None, "số đến 12", is_meant=False)
    assert "số đến 12" in reason.message
    assert against(earlier="số đến 12", is_meant=True) == []


@pytest.mark.parametrize(
    ("symbol", "issuer"), [("5/UBND-KT", "ubnd tỉnh"), ("05 / ubnd-kt", "UBND  TỈNH"), ("05/UBND–KT", "Ubnd tinh")]
)
def test_the_same_document_is_known_whatever_the_padding_case_and_marks(symbol: str, issuer: str) -> None:
    assert same_key(symbol, issuer, TOLD.dated) == TOLD.same_key


def test_another_number_issuer_or_day_is_another_document() -> None:
    others = (replace(TOLD, symbol="50/UBND-KT"), replace(TOLD, issuer="Sở Y tế"), replace(TOLD, dated=ON))
    assert len({TOLD.same_key, *(one.same_key for one in others)}) == 4


def test_nothing_is_the_same_as_a_document_without_number_or_day() -> None:
    assert same_key("", "UBND tỉnh", ON) == same_key("05/BC", "UBND tỉnh", None) == ""


def stage(*kinds: DeedKind) -> Stage:
    return stage_of([Done(kind, NOW + timedelta(minutes=n)) for n, kind in enumerate(kinds)])


def test_a_document_goes_from_waiting_to_answered() -> None:
    assert stage() is Stage.WAITING
    assert stage(DeedKind.OPINION) is Stage.SHARED
    assert stage(DeedKind.OPINION, DeedKind.TAKEN) is Stage.WORKED_ON
    assert stage(DeedKind.OPINION, DeedKind.TAKEN, DeedKind.ANSWERED) is Stage.ANSWERED
    assert stage(DeedKind.OPINION, DeedKind.ANSWERED, DeedKind.REOPENED) is Stage.WORKED_ON
    assert stage(DeedKind.RETURNED, DeedKind.LINKED, DeedKind.CORRECTED) is Stage.RETURNED


@given(st.lists(st.sampled_from(list(DeedKind)), max_size=8))
def test_later_deeds_do_not_change_where_it_stood(kinds: list[DeedKind]) -> None:
    deeds = [Done(kind, NOW + timedelta(minutes=n)) for n, kind in enumerate(kinds)]
    for n in range(len(kinds)):
        assert stage_of(deeds, NOW + timedelta(minutes=n)) is stage_of(deeds[: n + 1])


@given(st.sampled_from(list(DeedKind)), st.sampled_from(list(Stage)))
def test_an_ended_document_is_worked_on_only_when_opened_again(kind: DeedKind, where: Stage) -> None:
    reasons = reasons_against_deed(kind, where, "chữ", "05/BC-VP", ON)
    if kind in ENDING and not where.is_open:
        assert reasons
    if kind is DeedKind.REOPENED:
        assert bool(reasons) == (where.is_open or where is Stage.RECALLED)


def test_the_newest_deadline_of_a_lead_goes_before_the_senders() -> None:
    a, b, c = date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)
    assert due_in_force(a, []) == a
    assert due_in_force(a, [b, None]) == b
    assert due_in_force(None, [b, c]) == c


def shared(*shares: Share, signer: str = "Tuấn", where: Stage = Stage.WAITING) -> list[str]:
    return [one.where for one in reasons_not_to_share(where, shares, signer, ON)]


def test_an_opinion_names_somebody_once_with_one_lead_and_a_day_to_come() -> None:
    lead = Share(ShareRole.LEAD, "Phòng Nội vụ", ON)
    assert shared(lead, Share(ShareRole.COORDINATE, "Phòng Tư pháp")) == []
    assert shared() == ["Chủ trì"]
    assert shared(lead, Share(ShareRole.LEAD, "Phòng Tư pháp")) == ["Chủ trì"]
    assert shared(lead, Share(ShareRole.TOLD, "phòng nội vụ")) == ["Để biết"]
    assert shared(replace(lead, due_on=ON - timedelta(days=1))) == ["Chủ trì"]
    assert shared(lead, signer=" ") == ["Người cho ý kiến"]
    assert shared(lead, where=Stage.ANSWERED) == [""]


def test_every_step_says_who_may_take_it() -> None:
    assert set(MAY) == set(DeedKind)
    assert all(Part.READER not in parts for parts in MAY.values())


PDF = b"%PDF-1.7 x"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.pdf", b"", "rỗng"),
        ("a.exe", b"MZ", "không nhận loại tệp"),
        ("a", PDF, "không nhận loại tệp"),
        ("a.pdf", b"MZ", "nội dung không đúng"),
        ("a.docx", PDF, "nội dung không đúng"),
        ("a.pdf", PDF + b"x" * (20 * 1024 * 1024), "lớn quá 20 MiB"),
    ],
)
def test_a_file_that_is_not_taken_is_told_why(name: str, data: bytes, told: str) -> None:
    (reason,) = reasons_against_files([BroughtFile(name, data)])
    assert told in reason.message


def test_files_are_bounded_together() -> None:
    assert reasons_against_files([BroughtFile("a.pdf", PDF)], already=29) == []
    assert len(reasons_against_files([BroughtFile("a.pdf", PDF)], already=30)) == 1
    assert len(reasons_against_files([BroughtFile(f"{n}.pdf", PDF + b"x" * (16 << 20)) for n in range(4)])) == 1
