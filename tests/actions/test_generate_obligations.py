"""Obligations ahead of time (sinh nghĩa vụ báo cáo): once, for whoever exists on the day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dondoc.agencies.models import Agency, AgencyVersion
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.rules.definition import CannotFindDeadline
from dondoc.reporting.actions import (
    CannotOpenPeriod,
    Generated,
    generate_obligations,
    import_regime,
    open_period,
)
from dondoc.reporting.models import Exemption, Obligation
from dondoc.reporting.queries import NotAdministrator, UnknownRegime, obligations_of_period
from dondoc.reporting.rules.timeliness import Timeliness
from tests.actions.test_submit_report import send
from tests.factories import NOW, World

YEAR = {"first": date(2027, 1, 1), "last": date(2027, 12, 31)}
DEPARTMENTS, DISTRICTS = "Sở, cơ quan thuộc UBND tỉnh", "UBND huyện, thành phố"


def generate(world: World, **more: Any) -> Generated:
    said: dict[str, Any] = {"actor_id": None, "at": NOW, "province_ids": [world.agencies["BG"]], **YEAR}
    return generate_obligations(**{**said, **more})


def owed(world: World, period: str = "2027-Q1", regime: str = "KSTTHC") -> dict[int, date]:
    return {o.agency_id: o.due_on for o in obligations_of_period(world.agencies["BG"], regime, period)}


def enter(code: str, *deadlines: dict[str, Any]) -> None:
    value = {"code": code, "name": code, "legal_basis": "QĐ 1", "cycle": "quarter", "window": "15-14"}
    import_regime(actor_id=None, at=NOW, definition={**value, "deadlines": list(deadlines)})


def found_agency(world: World, code: str, valid_from: date) -> int:
    like = AgencyVersion.objects.get(agency_id=world.agencies["BG-LN"], valid_to=None)
    like.pk, like.agency, like.valid_from, like.position = (
        None,
        Agency.objects.create(code=code, recorded_at=NOW),
        valid_from,
        90,
    )
    like.save()
    return like.agency_id


def test_a_year_of_periods_is_opened_for_every_unit_with_its_deadline(world: World) -> None:
    done = generate(world)
    assert (done.n_periods, done.n_new, done.n_released) == (4, 108, 0)
    assert set(owed(world).values()) == {date(2027, 3, 22)}


def test_generating_again_does_nothing_and_leaves_no_trail(world: World) -> None:
    generate(world)
    n = AuditEntry.objects.count()
    assert generate(world) == Generated(4, 0, 0, ())
    assert (Obligation.objects.filter(period_code__startswith="2027").count(), AuditEntry.objects.count()) == (108, n)


def test_a_new_agency_owes_from_its_first_deadline_on(world: World) -> None:
    generate(world)
    new = found_agency(world, "BG-MOI", date(2027, 6, 1))
    assert generate(world).n_new == 3
    assert new not in owed(world, "2027-Q1") and new in owed(world, "2027-Q2")


def test_an_agency_that_is_gone_by_its_deadline_is_released_with_the_reason(world: World) -> None:
    generate(world)
    gone = world.agencies["BG-LN"]
    AgencyVersion.objects.filter(agency_id=gone, valid_to=None).update(valid_to=date(2027, 7, 1))
    done = generate(world)
    assert (done.n_new, done.n_released) == (0, 2)
    assert generate(world).n_released == 0
    standings = {
        code: next(o for o in obligations_of_period(world.agencies["BG"], "KSTTHC", code) if o.agency_id == gone)
        .standing(AsOf(NOW))
        .timeliness
        for code in ("2027-Q2", "2027-Q3")
    }
    assert standings == {"2027-Q2": Timeliness.NOT_SENT_OPEN, "2027-Q3": Timeliness.EXEMPT}


def test_what_a_gone_agency_has_sent_or_owed_before_is_left_alone(world: World) -> None:
    send(world)
    AgencyVersion.objects.filter(agency_id=world.agencies["BG-LN"], valid_to=None).update(valid_to=date(2026, 12, 1))
    done = generate(world, first=date(2026, 1, 1), last=date(2026, 12, 31))
    assert done.n_released == 0 and not Exemption.objects.exists()


def test_groups_without_a_deadline_in_the_regime_owe_nothing(world: World) -> None:
    enter("RIENG", {"group": DISTRICTS, "day": 18})
    done = generate(world, regime_code="RIENG")
    groups = AgencyVersion.objects.filter(agency_id__in=owed(world, regime="RIENG"), valid_to=None)
    assert done.n_new == 40 and set(groups.values_list("group__name", flat=True)) == {DISTRICTS}


def test_groups_for_which_no_day_is_set_yet_are_told_and_wait(world: World) -> None:
    enter("GIAO", {"group": DISTRICTS, "delegated": "UBND tỉnh"}, {"group": DEPARTMENTS, "day": 20})
    done = generate(world, regime_code="GIAO")
    assert done.n_new == 68
    assert done.unset[0] == f"GIAO: Chưa đặt hạn gửi quý I/2027 cho nhóm '{DISTRICTS}'."
    with pytest.raises(CannotOpenPeriod, match="Chưa đặt hạn gửi"):
        open_period(actor_id=None, at=NOW, regime_code="GIAO", period_code="2027-Q1", province_id=world.agencies["BG"])


def test_without_names_every_regime_and_every_province_is_meant(world: World) -> None:
    enter("RIENG", {"group": DISTRICTS, "day": 18})
    steps: list[tuple[int, int]] = []
    generate(world, province_ids=(), progress=lambda done, total: steps.append((done, total)))
    provinces = set(Obligation.objects.filter(period_code="2027-Q1").values_list("province_id", flat=True))
    assert provinces == {world.agencies["BG"], world.agencies["LS"]}
    assert steps[-1] == (8, 8)


def test_it_leaves_a_trail_for_each_period(world: World) -> None:
    generate(world)
    entries = AuditEntry.objects.filter(deed="open_period", subject="period:KSTTHC/2027-Q1")
    assert entries.get().detail == {"provinces": [world.agencies["BG"]], "n_obligations": 27, "n_released": 0}


def test_only_an_administrator_generates(world: World) -> None:
    with pytest.raises(NotAdministrator):
        generate(world, actor_id=world.people["hoa"])


def test_an_unknown_regime_or_period_is_refused(world: World) -> None:
    with pytest.raises(UnknownRegime):
        generate(world, regime_code="KHONG")
    with pytest.raises(CannotFindDeadline):
        open_period(actor_id=None, at=NOW, regime_code="KSTTHC", period_code="2027", province_id=world.agencies["BG"])


def test_a_regime_for_nobody_cannot_be_opened(world: World) -> None:
    enter("KHONGAI", {"group": "Nhóm không có", "day": 18})
    key = {"regime_code": "KHONGAI", "period_code": "2027-Q1", "province_id": world.agencies["BG"]}
    with pytest.raises(CannotOpenPeriod, match="Không có đơn vị nào"):
        open_period(actor_id=None, at=NOW, **key)
