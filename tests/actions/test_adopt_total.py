"""A unit takes the total of those below it as its own figures: frozen, with what it was made of."""

from __future__ import annotations

import random
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.reporting.actions import generate_obligations
from dondoc.reporting.actions.adopt_total import CannotAdoptTotal, Wanted, adopt_total
from dondoc.reporting.actions.enter_figures import CannotEnterFigures
from dondoc.reporting.models import AdoptedTotal
from dondoc.reporting.queries.frozen import FrozenTotal, frozen_total
from dondoc.reporting.queries.totals import total_of
from dondoc.reporting.rules.adopting import Override
from dondoc.sheets.models import FigureSet
from dondoc.sheets.queries import sheet_of
from tests.factories import NOW, World, vn
from tests.factories.tree import LATE, PERIOD, may_enter, plant, send

AFTER = vn("2026-11-23T10:00")


@pytest.fixture
def country(world: World) -> World:
    plant()
    send(world, "Z-H1", 1000)
    send(world, "Z-H2", 240)
    return world


def adopt(agency: str = "Z-H", who: int | None = None, is_sent: bool = True, **more: Any) -> AdoptedTotal:
    wanted = Wanted(
        **{"regime_code": "ZR", "form_code": "II.06a", "period_code": PERIOD, "agency_code": agency, **more}
    )
    return adopt_total(actor_id=who, at=NOW, wanted=wanted, is_sent=is_sent)


def now(agency: str = "Z-H") -> FrozenTotal | None:
    key = {"regime_code": "ZR", "form_code": "II.06a", "period_code": PERIOD, "agency_code": agency}
    return frozen_total(total_of(**key, as_of=AsOf(AFTER)), AsOf(AFTER))


def test_the_total_becomes_the_units_own_figures_with_what_it_is_made_of(country: World) -> None:
    adopted = adopt(who=may_enter(country, "lan", "Z-H"), is_sent=False)
    sheet = sheet_of(adopted.figure_set)
    assert sheet.cell("tong", "3") == 1240 and adopted.figure_set.source == "tổng hợp từ 2/2 đơn vị"
    assert adopted.parts.count() == 2 and not adopted.missing
    assert AuditEntry.objects.order_by("-pk")[0].deed == "adopt_total"


def test_a_later_correction_shows_as_a_difference_and_changes_nothing_sent(country: World) -> None:
    adopt()
    found = now()
    assert found is not None and not found.differences and not found.moved and not found.overridden
    send(country, "Z-H1", 1012, at=AFTER)
    found = now()
    assert found is not None and found.figures.version == 1
    change = next(c for c in found.differences if (c.row, c.no) == ("tong", "3"))
    assert (change.old, change.new, change.difference) == (1240, 1252, 12)
    (moved,) = found.moved
    assert moved.before is not None and moved.after is not None
    assert (moved.before.version, moved.after.version, moved.after.sent_at) == (1, 2, AFTER)


def test_figures_typed_by_hand_are_held_against_what_had_been_sent_then(country: World) -> None:
    send(country, "Z-H", 1200, at=LATE)
    found = now()
    assert found is not None and found.adopted is None and not found.moved
    assert {(o.change.no, o.change.old, o.change.new, o.reason) for o in found.overridden} == {
        ("4", 1240, 1200, ""),
        ("8", 1240, 1200, ""),
    }


def test_a_unit_that_sent_nothing_itself_has_nothing_frozen(country: World) -> None:
    adopt(is_sent=False)
    assert now() is None


def test_a_cell_may_be_set_otherwise_with_a_reason(country: World) -> None:
    overrides = [Override("dat-dai", no, "1.250", "Xã H3 báo bằng giấy") for no in ("4", "8")]
    adopted = adopt(overrides=overrides)
    assert sheet_of(adopted.figure_set).cell("tong", "3") == 1250
    found = now()
    assert found is not None and {o.reason for o in found.overridden} == {"Xã H3 báo bằng giấy"}


@pytest.mark.parametrize(
    ("override", "told"),
    [
        (Override("dat-dai", "4", "1", " "), "phải có lý do"),
        (Override("dat-dai", "3", "1", "vì"), "tính theo công thức"),
        (Override("tong", "4", "1", "vì"), "tính theo công thức"),
        (Override("khong", "4", "1", "vì"), "không có dòng"),
        (Override("dat-dai", "99", "1", "vì"), "không có dòng"),
    ],
)
def test_a_cell_that_may_not_be_set_is_refused(country: World, override: Override, told: str) -> None:
    with pytest.raises(CannotAdoptTotal, match=told):
        adopt(overrides=[override])
    assert not FigureSet.objects.filter(agency__code="Z-H").exists()


def test_every_reason_is_told_at_once(country: World) -> None:
    wrong = Override("dat-dai", "4", "1", "")
    send(country, "Z-A", 10)
    with pytest.raises(CannotAdoptTotal) as refused:
        adopt("Z", overrides=[wrong, wrong])
    assert len(refused.value.reasons) == 4  # missing ones without a note, two without a reason, one twice


def test_figures_that_break_a_rule_are_refused(country: World) -> None:
    with pytest.raises(CannotEnterFigures):
        adopt(overrides=[Override("dat-dai", "4", "7", "thử")])


def test_with_gaps_it_needs_a_note(country: World) -> None:
    send(country, "Z-A", 10)
    with pytest.raises(CannotAdoptTotal, match="Còn thiếu 2/3 đơn vị"):
        adopt("Z")
    adopted = adopt("Z", note="Xã B mất điện, sẽ bổ sung")
    assert set(adopted.missing) == {"Z-H", "Z-B"} and adopted.note


def test_a_province_that_owes_nobody_here_keeps_and_counts_its_own_as_sent(country: World) -> None:
    adopt()
    for agency in ("Z-A", "Z-B"):
        send(country, agency, 1)
    who = may_enter(country, "hoa", "Z")
    kept = adopt("Z", who=who, is_sent=False)
    assert kept.figure_set.sent_at is None and sheet_of(kept.figure_set).cell("tong", "3") == 1242
    sent = adopt("Z", who=who)
    assert sent.figure_set.sent_at == NOW and sent.figure_set.version == 2
    send(country, "Z-A", 13, at=AFTER)
    found = now("Z")
    assert found is not None and found.differences[0].difference == 12


def test_a_unit_that_owes_its_report_cannot_count_its_total_as_sent(country: World) -> None:
    with pytest.raises(CannotAdoptTotal, match="Chỉ cấp tỉnh"):
        adopt(who=may_enter(country, "lan", "Z-H"))
    assert not FigureSet.objects.filter(agency__code="Z-H").exists()


def test_a_province_cannot_take_figures_that_break_a_rule(country: World) -> None:
    send(country, "Z-A", 10)
    with pytest.raises(CannotEnterFigures):
        adopt("Z", note="đủ", overrides=[Override("dat-dai", "4", "7", "thử")])


def test_the_same_total_again_changes_nothing(country: World) -> None:
    first = adopt(is_sent=False)
    assert adopt(is_sent=False).pk == first.pk
    assert FigureSet.objects.filter(agency__code="Z-H").count() == 1
    send(country, "Z-H1", 999, at=LATE)
    assert adopt(is_sent=False).pk != first.pk


def test_nothing_sent_gives_nothing_to_take(country: World) -> None:
    day = NOW.date().replace(month=9, day=14)
    generate_obligations(actor_id=None, at=NOW, first=day, last=day, regime_code="ZR")
    with pytest.raises(CannotAdoptTotal, match="Chưa đơn vị nào gửi"):
        adopt("Y", note="thử")


@pytest.mark.parametrize("who", ["lan", "hoa", "quan"])
def test_only_who_enters_figures_of_the_unit_may_take_its_total(country: World, who: str) -> None:
    with pytest.raises(NotFound):
        adopt(who=country.people[who])


@pytest.mark.parametrize("seed", range(4))
def test_a_total_taken_level_by_level_is_the_sum_of_the_leaves(country: World, seed: int) -> None:
    draw = random.Random(seed)
    sent = {agency: draw.randrange(10**6) for agency in ("Z-H1", "Z-H2", "Z-A", "Z-B")}
    for agency, n in sent.items():
        send(country, agency, n, at=LATE)
    adopt("Z-H")
    taken = adopt("Z")
    assert sheet_of(taken.figure_set).cell("tong", "3") == sum(sent.values())
    found = now("Z")
    assert found is not None and not found.differences
