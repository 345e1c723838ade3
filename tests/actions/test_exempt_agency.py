"""Exempting an agency (miễn báo cáo), for some periods or for good, and taking it back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.followup.queries import reporting_table
from dondoc.reporting.actions import CannotExempt, end_exemption, exempt_agency
from dondoc.reporting.models import Exemption
from dondoc.reporting.queries import NotAdministrator
from dondoc.reporting.rules.deciding import Paper
from dondoc.reporting.rules.timeliness import Standing, Timeliness
from tests.factories import NOW, World

PAPER = Paper("125/UBND-VP", date(2026, 11, 20), "Đang sắp xếp tổ chức")
CLOSES = date(2026, 9, 14)


def said(world: World, who: str = "hoa", **more: Any) -> dict[str, Any]:
    spans = {"first_day": CLOSES, "last_day": CLOSES}
    return {
        "actor_id": world.people[who], "at": NOW, "regime_code": "KSTTHC", "agency_code": "BG-LN", **spans,
        "paper": PAPER, **more,
    }  # fmt: skip


def standing(world: World, period: str = "2026-Q3") -> Standing:
    table = reporting_table(province_id=world.agencies["BG"], regime_code="KSTTHC", period_code=period, as_of=AsOf(NOW))
    return next(row.standing for row in table.rows if row.agency.code == "BG-LN")


def test_an_exempt_agency_leaves_every_denominator_of_the_period(world: World) -> None:
    exempt_agency(**said(world))
    found = standing(world)
    assert (found.timeliness, found.note) == (Timeliness.EXEMPT, PAPER.reason)
    assert standing(world, "2026-Q4").timeliness is Timeliness.NOT_SENT_OPEN


def test_an_exemption_without_end_reaches_every_later_period(world: World) -> None:
    exempt_agency(**said(world, last_day=None))
    assert standing(world, "2026-Q4").timeliness is Timeliness.EXEMPT


def test_an_exemption_can_be_taken_back_for_one_period(world: World) -> None:
    exempt_agency(**said(world, last_day=None))
    end_exemption(**said(world, first_day=date(2026, 12, 14), last_day=date(2026, 12, 14)))
    assert standing(world).timeliness is Timeliness.EXEMPT
    assert standing(world, "2026-Q4").timeliness is Timeliness.NOT_SENT_OPEN


def test_saying_it_again_changes_nothing(world: World) -> None:
    assert exempt_agency(**said(world)).pk == exempt_agency(**said(world)).pk
    assert AuditEntry.objects.filter(deed="exempt_agency", subject=f"agency:{world.agencies['BG-LN']}").count() == 1


def test_every_reason_against_it_is_said_at_once(world: World) -> None:
    bad = {"paper": Paper("", date(2026, 11, 24), ""), "last_day": date(2026, 9, 1)}
    with pytest.raises(CannotExempt) as refused:
        exempt_agency(**said(world, **bad))
    assert {r.where for r in refused.value.reasons} == {"Số văn bản", "Lý do", "Ngày văn bản", "Đến ngày"}
    assert not Exemption.objects.exists()


def test_there_must_be_an_exemption_to_take_back(world: World) -> None:
    with pytest.raises(CannotExempt, match="không được miễn"):
        end_exemption(**said(world))


def test_an_unknown_agency_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        exempt_agency(**said(world, agency_code="BG-KHONG"))


@pytest.mark.parametrize("who", ["lan", "tuan"])
def test_only_those_who_watch_the_province_exempt(world: World, who: str) -> None:
    with pytest.raises(NotAdministrator):
        exempt_agency(**said(world, who))
