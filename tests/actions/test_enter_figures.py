"""Entering figures: does it, refuses it for each reason, leaves a trail, is safe twice; sending makes it count."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.followup.queries import reporting_table
from dondoc.reporting.actions import import_regime
from dondoc.reporting.actions.enter_figures import (
    CannotEnterFigures,
    CannotSendFigures,
    enter_figures,
)
from dondoc.reporting.models import Obligation, Submission
from dondoc.reporting.queries import all_definitions
from dondoc.reporting.queries.figures import CannotUseForm
from dondoc.reporting.rules.timeliness import SignedState, Timeliness
from dondoc.sheets.actions import import_form
from dondoc.sheets.models import FigureSet
from dondoc.sheets.queries import figures_as_at, sheet_of
from dondoc.sheets.rules.figures import digest
from dondoc.sheets.rules.workbook import Heading, write_form_template
from tests.factories import NOW, World, vn
from tests.factories.figures import OPEN, OVERDUE, enter
from tests.factories.forms import case, case_bytes, numbers


def sets() -> list[FigureSet]:
    return list(FigureSet.objects.order_by("id"))


def test_figures_are_kept_with_what_follows_from_them(world: World) -> None:
    done = enter(world)
    (kept,) = sets()
    assert (done.version, kept.version, kept.sent_at, kept.source) == (1, 1, None, "thử")
    assert sheet_of(kept).cells()["dat-dai"] == numbers(
        {"3": 1304, "4": 70, "5": 1234, "7": 1300, "8": 1300, "11": 4, "12": 4}
    )
    assert sheet_of(kept).cell("tong", "3") == 1304


def test_figures_of_one_agency_are_nobody_elses(world: World) -> None:
    enter_figures(
        actor_id=None,
        at=NOW,
        regime_code="KSTTHC",
        form_code="II.06a",
        period_code=OPEN,
        agency_code="BG-STC",
        data=b'{"rows": {"y-te": {"4": 1, "8": 1}}}',
        source="hệ thống một cửa",
    )
    (kept,) = sets()
    assert (kept.agency_id, kept.source) == (world.agencies["BG-STC"], "hệ thống một cửa")
    assert figures_as_at("KSTTHC", "II.06a", OPEN, world.agencies["BG-LN"], NOW) is None


def test_kept_figures_are_not_sent(world: World) -> None:
    enter(world)
    assert not Submission.objects.filter(obligation__period_code=OPEN).exists()


def test_the_same_figures_again_change_nothing(world: World) -> None:
    assert [enter(world).version, enter(world).version] == [1, 1]
    assert [enter(world, is_sent=True).version, enter(world, is_sent=True).version] == [2, 2]
    assert len(sets()) == 2 and Submission.objects.filter(obligation__period_code=OPEN).count() == 1


def test_a_trial_writes_nothing_not_even_the_period(world: World) -> None:
    before = (Obligation.objects.count(), AuditEntry.objects.count())
    done = enter(world, is_trial=True, is_sent=True, period_code="2027-Q1", at=vn("2027-03-01T08:00"))
    assert done.version is None and done.figures.sheet.cell("dat-dai", "3") == 1304
    assert not sets() and (Obligation.objects.count(), AuditEntry.objects.count()) == before


def test_figures_that_break_a_blocking_check_are_refused_whole(world: World) -> None:
    with pytest.raises(CannotEnterFigures) as refused:
        enter(world, {"dat-dai": {"4": 70, "8": 60}})
    assert not refused.value.is_unreadable and not sets()
    told = {str(reason) for reason in refused.value.reasons}
    assert "Dòng dat-dai, cột 3: Cột 3 phải bằng cột 7 + 11: 70 ≠ 60" in told


def test_figures_that_cannot_be_read_are_refused_and_asked_about(world: World) -> None:
    with pytest.raises(CannotEnterFigures, match="chưa rõ là 1234 hay 1,234") as refused:
        enter(world, {"dat-dai": {"4": "1,234"}})
    assert refused.value.is_unreadable and not sets()


def test_a_warning_is_told_and_the_figures_are_taken_in(world: World) -> None:
    enter(world, {"dat-dai": {"4": 5, "12": 5}}, period_code=OVERDUE, is_sent=True)
    done = enter(world, {"dat-dai": {"6": 3, "8": 3}})
    told = [(p.row, p.values) for p in done.figures.problems]
    assert done.version == 1 and ("dat-dai", ("3", "5")) in told


def test_sending_makes_the_report_count_as_sent_and_unsigned(world: World) -> None:
    enter(world, is_sent=True)
    table = reporting_table(province_id=world.agencies["BG"], regime_code="KSTTHC", period_code=OPEN, as_of=AsOf(NOW))
    found = next(r for r in table.rows if r.agency.code == "BG-LN").standing
    assert (found.timeliness, found.signed) == (Timeliness.EARLY, SignedState.UNSIGNED)


def test_what_was_sent_is_kept_as_it_was_sent(world: World) -> None:
    enter(world, is_sent=True)
    (kept,), submission = sets(), Submission.objects.get(obligation__period_code=OPEN)
    assert submission.file is not None and submission.verification is not None
    content = submission.file.content.read()
    assert digest(content) == submission.file.sha256 == kept.sha256
    assert json.loads(content)["rows"]["dat-dai"]["3"] == "1304"
    assert (submission.file.content_type, submission.file.name) == ("application/json", "II.06a-BG-LN-2026-Q4.json")
    assert submission.verification.verdict().indication.value == "NO-SIGNATURE"
    assert kept.submitted.submission == submission and kept.sent_at == submission.sent_at == NOW


def test_the_canonical_file_can_be_entered_again(world: World) -> None:
    enter(world, is_sent=True)
    content = Submission.objects.get(obligation__period_code=OPEN).file.content.read()  # type: ignore[union-attr]
    assert enter(world, data=content, is_sent=True).version == 1


def test_a_correction_is_a_new_version_beside_the_old_one(world: World) -> None:
    enter(world, is_sent=True)
    assert enter(world, {"dat-dai": {"4": 5, "8": 5}}, is_sent=True).version == 2
    assert [sheet_of(kept).cell("tong", "3") for kept in sets()] == [1304, 5]
    assert [s.version for s in Submission.objects.filter(obligation__period_code=OPEN).order_by("id")] == [1, 2]


def test_it_leaves_a_trail(world: World) -> None:
    enter(world, who="lan")
    enter(world, is_sent=True)
    kept = AuditEntry.objects.filter(deed="enter_figures").latest("id")
    assert (kept.actor_id, kept.at) == (world.people["lan"], NOW)
    entry = AuditEntry.objects.filter(deed="send_figures").latest("id")
    assert entry.detail["sha256"] == sets()[0].sha256 and entry.detail["submission"] == 1


def test_an_officer_sends_on_the_page_of_the_report_where_all_forms_leave(world: World) -> None:
    with pytest.raises(CannotSendFigures, match="gửi ở trang báo cáo"):
        enter(world, who="lan", is_sent=True)
    assert not sets()


@pytest.mark.parametrize("who", ["dung", "nam", "hoa", "minh"])
def test_nobody_but_the_agencys_own_officer_enters_its_figures(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        enter(world, who=who)
    assert not sets()


def test_a_period_that_has_not_opened_cannot_be_sent_yet(world: World) -> None:
    with pytest.raises(CannotSendFigures, match="mở từ ngày 15/12/2026"):
        enter(world, period_code="2027-Q1", is_sent=True)


def change_regime(**more: Any) -> None:
    (definition,) = (d for d in all_definitions() if d.code == "KSTTHC")
    from dondoc.deadlines.rules.definition import write_definition

    import_regime(actor_id=None, at=NOW, definition={**write_definition(definition), **more})


def test_where_a_signature_is_required_unsigned_figures_are_not_sent(world: World) -> None:
    change_regime(signature="required")
    with pytest.raises(CannotSendFigures, match="yêu cầu ký số"):
        enter(world, is_sent=True)
    assert enter(world).version == 1


def test_a_form_that_is_not_the_regimes_is_refused_by_name(world: World) -> None:
    with pytest.raises(CannotUseForm, match=r"không có biểu 'KHO'\. Biểu của chế độ: II\.06a, II\.07b"):
        enter(world, form_code="KHO")


def test_an_agency_that_does_not_report_is_refused_by_name(world: World) -> None:
    with pytest.raises(CannotSendFigures, match="không phải báo cáo quý IV/2026"):
        enter(world, agency_code="BG")
    with pytest.raises(NotFound, match="mang mã 'X'"):
        enter(world, agency_code="X")


def test_a_period_is_opened_when_its_first_figures_come(world: World) -> None:
    enter(world, period_code="2026-Q2")
    assert Obligation.objects.filter(period_code="2026-Q2", agency__code="BG-LN").exists()


def template(**more: str) -> bytes:
    heading = {"agency_code": "BG-LN", "agency_name": "UBND huyện", "period_code": OPEN, "period_label": "Quý IV/2026"}
    return write_form_template(case("II.06a"), Heading(**{**heading, **more}))


def test_the_filled_excel_form_is_taken_in(world: World) -> None:
    assert enter(world, data=template()).version == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (template(agency_code="BG-STC"), "Tệp này là của đơn vị BG-STC, đang nhập đơn vị BG-LN."),
        (template(period_code=OVERDUE), "Tệp này là của kỳ 2026-Q3, đang nhập kỳ 2026-Q4."),
        (b'{"rows": {}, "form": "B02"}', "Tệp này là của biểu B02, đang nhập biểu II.06a."),
        (b'{"rows": {}, "regime": "X"}', "Tệp này là của chế độ X, đang nhập chế độ KSTTHC."),
        (b'{"rows": {}, "version": "2019-01-01"}', "Tệp này là của phiên bản biểu từ ngày 01/01/2019"),
    ],
)
def test_a_file_for_something_else_is_refused_by_name(world: World, data: bytes, told: str) -> None:
    with pytest.raises(CannotSendFigures) as refused:
        enter(world, data=data)
    assert [reason.message[: len(told)] for reason in refused.value.reasons] == [told]


def test_a_template_of_a_corrected_form_is_refused(world: World) -> None:
    old = template()
    changed = {**json.loads(case_bytes("II.06a")), "unit": "hồ sơ"}
    import_form(actor_id=None, at=NOW, data=json.dumps(changed).encode())
    with pytest.raises(CannotSendFigures, match=r"bản cũ của biểu II\.06a"):
        enter(world, data=old)


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0 old", b"4;5\n1;2", b"PK\x03\x04", b"{", b"[]"])
def test_what_holds_no_figures_is_refused(world: World, data: bytes) -> None:
    with pytest.raises(Refused):
        enter(world, data=data)
    assert not sets()


def bring_case(*names: str) -> None:
    for name in names:
        import_form(actor_id=None, at=NOW, data=case_bytes(name))
    change_regime(forms=["II.06a", *(json.loads(case_bytes(name))["code"] for name in names)])


def test_stock_goes_on_from_what_was_sent_the_period_before(world: World) -> None:
    bring_case("KHO")
    stock = {"form_code": "KHO", "is_sent": True}
    enter(world, {"gao": {"2": "100,5", "3": 40, "5": 200}}, period_code=OVERDUE, **stock)
    done = enter(world, {"gao": {"2": 1, "3": "61,5", "5": 200}}, **stock)
    assert done.figures.sheet.cells()["gao"] == numbers({"1": "60.5", "2": 1, "3": "61.5", "4": 0, "5": 200})
    with pytest.raises(CannotEnterFigures, match="Cột 3 không được lớn hơn cột 1 \\+ 2: 62 > 61,5"):
        enter(world, {"gao": {"2": 1, "3": 62}}, **stock)


def test_the_opening_stock_stays_as_it_was_found_when_the_period_before_is_corrected(world: World) -> None:
    bring_case("KHO")
    stock = {"form_code": "KHO", "is_sent": True}
    enter(world, {"gao": {"2": 10}}, period_code=OVERDUE, **stock)
    enter(world, {"gao": {"2": 1}}, **stock)
    enter(world, {"gao": {"2": 50}}, period_code=OVERDUE, **stock)
    sheet = figures_as_at("KSTTHC", "KHO", OPEN, world.agencies["BG-LN"], NOW)
    assert sheet is not None and sheet.cell("gao", "1") == 10


def test_a_form_is_held_against_its_parts(world: World) -> None:
    bring_case("B01", "B02", "B03")
    with pytest.raises(CannotEnterFigures, match="Chưa có số liệu biểu B02, B03 kỳ này"):
        enter(world, {"nam": {"1": 5}}, form_code="B01")
    enter(world, {"nam": {"1": 3}}, form_code="B02")
    enter(world, {"nam": {"1": 2, "3": "0,5"}}, form_code="B03")
    with pytest.raises(CannotEnterFigures, match="cột 1 biểu B02 \\+ cột 1 biểu B03: 6 ≠ 5"):
        enter(world, {"nam": {"1": 6, "3": "0,5"}}, form_code="B01")
    assert enter(world, {"nam": {"1": 5, "3": "0,5"}}, form_code="B01").version == 1


def test_each_period_has_the_version_of_its_time(world: World) -> None:
    old = {"form_code": "II.07b", "period_code": "2025-Q2"}
    done = enter(world, {"UBND huyện Lục Nam": {"4": 1, "5": 2, "6": 3}}, **old)
    assert done.figures.sheet.cell("UBND huyện Lục Nam", "3") == 6
    with pytest.raises(CannotEnterFigures, match="không có cột 5"):
        enter(world, {"UBND huyện Lục Nam": {"5": 2}}, form_code="II.07b")
