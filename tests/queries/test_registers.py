"""The registers of Phụ lục IV: their columns, every number with what became of it, as they stood at a moment."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from dondoc.base.rules.folding import asked
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.tables.writing import write_sheet
from dondoc.documents.actions import (
    cancel_number,
    correct_incoming,
    reserve_numbers,
    save_draft,
    take_number,
)
from dondoc.documents.queries.registers import book_years, register_of, register_rows, types_in
from dondoc.documents.queries.searching import with_keys
from dondoc.documents.rules.incoming import DeedKind, Share, ShareRole
from dondoc.documents.rules.official import Paragraph, runs
from dondoc.documents.rules.registers import RegisterKind
from dondoc.followup.queries.searching import search_documents
from dondoc.people.queries import rights_of
from tests.factories import NOW, World
from tests.factories.incoming import TODAY, TOLD, act, register, share
from tests.factories.outgoing import Office, record

pytestmark = pytest.mark.both
OUTGOING, INCOMING, HANDLING = RegisterKind.OUTGOING, RegisterKind.INCOMING, RegisterKind.HANDLING
LATER = AsOf(NOW + timedelta(days=10))


def cells(world: World, kind: RegisterKind, as_of: AsOf = LATER, type_code: str = "") -> list[tuple[str, ...]]:
    return [row.cells for row in register_rows(kind, world.agencies["BG"], 2026, as_of, type_code)]


@pytest.mark.parametrize(("kind", "n"), [(OUTGOING, 10), (INCOMING, 10), (HANDLING, 7)])
def test_a_register_has_the_columns_of_the_decree(kind: RegisterKind, n: int) -> None:
    assert len(kind.columns) == len(kind.shares) == n


def test_an_entry_is_a_line_of_the_incoming_register(world: World) -> None:
    document = register(world, note="Gửi kèm bản giấy")
    share(
        world, document, Share(ShareRole.LEAD, "Phòng Nội vụ", date(2026, 11, 30)), Share(ShareRole.TOLD, "Thanh tra")
    )
    (line,) = cells(world, INCOMING)
    assert line == (
        "23/11/2026",
        "01",
        "Văn phòng Chính phủ",
        "1284/VPCP-KSTT",
        "20/11/2026",
        "Công văn, V/v đôn đốc gửi báo cáo kiểm soát thủ tục hành chính",
        "Phòng Nội vụ",
        "23/11/2026",
        "",
        "Gửi kèm bản giấy",
    )


def test_a_returned_and_a_corrected_entry_say_so(world: World) -> None:
    document = register(world)
    from dataclasses import replace

    hoa = world.people["hoa"]
    correct_incoming(actor_id=hoa, at=NOW, document_id=document.pk, description=replace(TOLD, subject="V/v khác"))
    act(world, document, DeedKind.RETURNED, text="Sai nơi nhận", at=NOW + timedelta(minutes=1))
    (line,) = cells(world, INCOMING)
    assert line[-1] == "đã trả lại; đã sửa thông tin đăng ký"


def test_handling_tells_deadline_progress_and_answer(world: World) -> None:
    open_, answered = register(world), register(world, symbol="2/VPCP", reply_due_on=None)
    share(world, open_, Share(ShareRole.LEAD, "Phòng Nội vụ", date(2026, 11, 30)))
    act(world, open_, DeedKind.PROGRESS, text="Đã có dự thảo")
    act(world, answered, DeedKind.ANSWERED, symbol="612/UBND-NC", dated=TODAY)
    first, second = cells(world, HANDLING)
    assert first == (
        "01",
        "Công văn 1284/VPCP-KSTT ngày 20/11/2026 của Văn phòng Chính phủ",
        "Phòng Nội vụ",
        "30/11/2026",
        "Đang xử lý: Đã có dự thảo",
        "",
        "quá hạn 3 ngày làm việc",
    )
    assert second[3:6] == ("", "Đã trả lời", "612/UBND-NC ngày 23/11/2026")


def test_a_register_tells_what_was_known_at_its_moment(world: World) -> None:
    document = register(world)
    act(world, document, DeedKind.CLOSED, text="Để biết", at=NOW + timedelta(hours=2))
    assert cells(world, HANDLING, AsOf(NOW))[0][4] == "Chờ phân phối"
    assert cells(world, INCOMING, AsOf(NOW - timedelta(days=1))) == []


def test_kept_late_and_cancelled_numbers_are_visible(world: World) -> None:
    hoa = {"actor_id": None, "at": NOW, "agency_code": "BG"}
    take_number(**hoa, series="BC", dated=TODAY, subject="Báo cáo tháng 11")  # type: ignore[arg-type]
    reserve_numbers(**hoa, series="BC", year=2026, count=1, reason="Giữ cho báo cáo quý")  # type: ignore[arg-type]
    take_number(**hoa, series="BC", dated=date(2026, 11, 20), subject="Báo cáo muộn", reason="Ký sau")  # type: ignore[arg-type]
    cancel_number(**hoa, series="BC", year=2026, number=1, reason="Nhầm loại")  # type: ignore[arg-type]
    lines = cells(world, OUTGOING)
    assert [line[0] for line in lines] == ["01", "02", "03"]
    assert [line[-1] for line in lines] == ["đã hủy: Nhầm loại", "giữ chỗ: Giữ cho báo cáo quý", "số muộn: Ký sau"]
    assert lines[2][1:3] == ("20/11/2026", "Báo cáo, Báo cáo muộn")
    assert cells(world, OUTGOING, type_code="CV") == []
    assert types_in(OUTGOING, world.agencies["BG"], 2026) == [("BC", "Báo cáo")]
    assert book_years(OUTGOING, [world.agencies["BG"]]) == {world.agencies["BG"]: [2026]}


def test_one_type_is_a_register_of_its_own(world: World) -> None:
    register(world)
    register(world, symbol="3/BC-BNV", type_name="Báo cáo")
    assert [line[1] for line in cells(world, INCOMING, type_code="Báo cáo")] == ["02"]
    whole = register_of(INCOMING, world.agencies["BG"], 2026, LATER, "Báo cáo")
    assert (whole.span, len(whole.rows)) == ("Năm 2026, Báo cáo", 1)


def test_the_workbook_prints_its_headings_on_every_page(world: World) -> None:
    register(world)
    data = write_sheet(INCOMING.heading, INCOMING.columns, cells(world, INCOMING))
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert tuple(cell.value for cell in sheet[1]) == INCOMING.columns  # type: ignore[index]
    assert sheet.print_title_rows == "$1:$1"  # type: ignore[union-attr]
    assert sheet.page_setup.orientation == "landscape"


def test_an_issued_document_is_a_line_of_the_outgoing_register_and_is_found(world: World) -> None:
    document = Office(world).brought_to("issued")
    rows = register_rows(OUTGOING, document.agency_id, 2026, LATER)
    assert [row.document_id for row in rows] == [document.pk]
    (line,) = [row.cells for row in rows]
    assert line[0] == "01/UBND-TTPVHCC"
    assert line[1] == line[7] == "23/11/2026"
    assert line[3]
    assert line[4]
    rights = rights_of(world.people["hoa"], TODAY)
    assert [one.outgoing_id for one in with_keys(search_documents(rights, TODAY, asked("ubnd ttpvhcc")))] == [
        document.pk
    ]
    stranger = rights_of(world.people["dung"], TODAY)
    assert not search_documents(stranger, TODAY, asked("ubnd ttpvhcc"))


def test_a_draft_is_found_by_its_newest_words_and_once_only(world: World) -> None:
    office = Office(world)
    document = office.draft()
    rights = rights_of(world.people["hoa"], TODAY)

    def hits(words: str) -> list[tuple[int | None, date | None]]:
        return [(one.outgoing_id, one.dated) for one in with_keys(search_documents(rights, TODAY, asked(words)))]

    assert hits("don doc") == [(document.pk, None)]
    value = replace(record(document).value(), body=(Paragraph(runs("Rà soát cáp quang./.")),))
    save_draft(actor_id=world.people["hoa"], at=NOW, document_id=document.pk, seen=record(document).seen, value=value)
    assert hits("cap quang") == [(document.pk, None)]
    office.brought_to("issued", document)
    assert hits("cap quang") == hits("01 UBND TTPVHCC") == [(document.pk, TODAY)]
    stranger = rights_of(world.people["dung"], TODAY)
    assert not search_documents(stranger, TODAY, asked("cap quang"))
