"""Totals where each level fills a form of its own, and where a report goes to several receivers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dondoc.agencies.models import Agency, AgencyVersion
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.followup.queries import consolidated_letter
from dondoc.people.models import Post, User
from dondoc.people.queries import rights_of
from dondoc.people.rules.authority import Rank
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries.desk import figures_on_desk
from dondoc.reporting.queries.figure_access import access_sent_figures
from dondoc.reporting.queries.figures import CannotUseForm
from dondoc.reporting.queries.regimes import regime_of
from dondoc.reporting.queries.totals import CannotAddUp, FormTotal, total_of
from dondoc.sheets.actions import import_form
from dondoc.sheets.models import FigureSet
from tests.factories import NOW, World
from tests.factories.figures import enter
from tests.factories.tree import IN_TIME, LATE, PERIOD, REGIME, may_enter, plant

WELLS: dict[str, Any] = {
    "code": "XG",
    "name": "Giếng khoan của xã",
    "unit": "giếng",
    "valid_from": "2026-01-01",
    "columns": [
        {"no": "1", "title": "Đang dùng", "type": "integer", "aggregate": "sum"},
        {"no": "2", "title": "Đã lấp", "type": "integer", "aggregate": "sum"},
    ],
    "rows": {"kind": "fixed", "items": [{"code": "sau", "title": "Giếng sâu"}]},
    "checks": [],
}
# The district's own form: what its communes told, beside what only the district knows.
DISTRICT: dict[str, Any] = {
    **WELLS,
    "code": "HG",
    "name": "Giếng khoan của huyện",
    "columns": [
        {"no": "1", "title": "Của xã", "type": "integer", "computed": "form(XG).1 + form(XG).2", "aggregate": "sum"},
        {"no": "2", "title": "Giếng huyện quản lý", "type": "integer", "aggregate": "sum"},
        {"no": "3", "title": "Tổng số", "type": "integer", "computed": "1 + 2", "aggregate": "sum"},
    ],
}


@pytest.fixture
def levels(world: World) -> World:
    for form in (WELLS, DISTRICT):
        import_form(actor_id=None, at=NOW, data=json.dumps(form).encode())
    communes, districts = REGIME["deadlines"]
    plant(forms=["XG", "HG"], deadlines=[{**communes, "forms": ["XG"]}, {**districts, "forms": ["HG"]}])
    return world


def send(world: World, form: str, agency: str, cells: dict[str, int], at: Any = IN_TIME) -> None:
    key = {"regime_code": "ZR", "form_code": form, "period_code": PERIOD, "agency_code": agency, "at": at}
    enter(world, {"sau": cells}, **key, is_sent=True)


def total(form: str, agency: str = "Z") -> FormTotal:
    return total_of(regime_code="ZR", form_code=form, period_code=PERIOD, agency_code=agency, as_of=AsOf(NOW))


def desk_of(agency: str) -> list[str]:
    owed = Obligation.objects.select_related("regime").get(agency__code=agency, regime__code="ZR", period_code=PERIOD)
    return [draft.definition.code for draft in figures_on_desk(owed, regime_of(owed), NOW).drafts]


def test_each_level_is_asked_for_its_own_form_alone(levels: World) -> None:
    send(levels, "XG", "Z-A", {"1": 1, "2": 0})
    assert desk_of("Z-A") == ["XG"] and desk_of("Z-H") == ["HG"]
    with pytest.raises(CannotUseForm, match="Biểu của đơn vị: XG"):
        send(levels, "HG", "Z-A", {"2": 1})


def test_a_form_is_added_up_over_those_who_fill_it_whoever_stands_between(levels: World) -> None:
    for agency, n in (("Z-H1", 3), ("Z-A", 10)):
        send(levels, "XG", agency, {"1": n, "2": 1})
    assert (total("XG").gaps.expected, total("XG").gaps.included) == (4, ("Z-H1", "Z-A"))
    assert total("XG").sheet.cell("sau", "1") == 13
    assert total("XG", "Z-H").sheet.cell("sau", "1") == 3
    assert total("HG").gaps.missing == ("Z-H",)


def test_a_units_own_consolidated_report_is_signed_by_its_head_in_office(levels: World) -> None:
    send(levels, "XG", "Z-H1", {"1": 3, "2": 1})
    found: dict[str, Any] = {
        "total": total("XG", "Z-H"),
        "province_id": Agency.objects.get(code="Z").pk,
        "as_of": AsOf(NOW),
    }
    assert consolidated_letter(**found)[1].authority == ("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",)
    head, unit = User.objects.get(username="minh"), Agency.objects.get(code="Z-H")
    named = {"valid_from": NOW.date(), "legal_basis": "Quyết định số 15/QĐ-UBND", "recorded_at": NOW}
    Post.objects.create(user=head, agency=unit, title="Chủ tịch", rank=Rank.HEAD, **named)
    made = consolidated_letter(**found)[1]
    assert (made.authority, made.signer) == (("CHỦ TỊCH",), head.full_name)


def test_a_form_of_an_upper_level_looks_at_the_total_of_the_units_below(levels: World) -> None:
    send(levels, "XG", "Z-H1", {"1": 3, "2": 1})
    send(levels, "XG", "Z-H2", {"1": 5, "2": 0})
    send(levels, "XG", "Z-A", {"1": 100, "2": 0})
    send(levels, "HG", "Z-H", {"2": 7}, LATE)
    assert [total("HG").sheet.cell("sau", no) for no in "123"] == [9, 7, 16]


def test_what_was_sent_stays_when_a_unit_below_corrects_its_own(levels: World) -> None:
    send(levels, "XG", "Z-H1", {"1": 3, "2": 1})
    send(levels, "HG", "Z-H", {"2": 7})
    send(levels, "XG", "Z-H1", {"1": 30, "2": 1}, LATE)
    assert total("HG").sheet.cell("sau", "1") == 4 and total("XG", "Z-H").sheet.cell("sau", "1") == 30


def test_every_receiver_has_the_total_of_what_is_sent_to_it(world: World) -> None:
    import_form(actor_id=None, at=NOW, data=json.dumps(WELLS).encode())
    communes, districts = REGIME["deadlines"]
    plant(forms=["XG"], deadlines=[{**communes, "receivers": ["UBND tỉnh", "ubnd huyện h"]}, districts])
    send(world, "XG", "Z-A", {"1": 10, "2": 0})
    send(world, "XG", "Z-H1", {"1": 1, "2": 0})
    assert total("XG", "Z-H").gaps.included == ("Z-H1", "Z-A")  # named, beside the province
    assert total("XG").sheet.cell("sau", "1") == 10  # the district reports for those below it
    with pytest.raises(CannotAddUp):
        total("XG", "Z-B")


def test_the_people_of_a_receiver_open_what_was_sent_to_it_and_nothing_else(world: World) -> None:
    import_form(actor_id=None, at=NOW, data=json.dumps(WELLS).encode())
    communes, districts = REGIME["deadlines"]
    plant(forms=["XG"], deadlines=[{**communes, "receivers": ["Z-B"]}, districts])
    send(world, "XG", "Z-A", {"1": 10, "2": 0})
    send(world, "XG", "Z-H", {"1": 10, "2": 0})
    rights = rights_of(may_enter(world, "nam", "Z-B"), NOW.date())
    sent = {found.agency.code: found.pk for found in FigureSet.objects.select_related("agency")}
    assert access_sent_figures(rights, sent["Z-A"]).pk == sent["Z-A"]
    with pytest.raises(NotFound):
        access_sent_figures(rights, sent["Z-H"])


def test_a_receiver_s_name_means_no_unit_of_another_province(world: World) -> None:
    import_form(actor_id=None, at=NOW, data=json.dumps(WELLS).encode())
    communes, districts = REGIME["deadlines"]
    plant(forms=["XG"], deadlines=[{**communes, "receivers": ["UBND xã B"]}, districts])
    AgencyVersion.objects.filter(agency__code="Y-A").update(name="UBND xã B")
    send(world, "XG", "Z-A", {"1": 10, "2": 0})
    assert total("XG", "Z-B").sheet.cell("sau", "1") == 10
    with pytest.raises(CannotAddUp):
        total("XG", "Y-A")
    rights = rights_of(may_enter(world, "nam", "Y-A"), NOW.date())
    with pytest.raises(NotFound):
        access_sent_figures(rights, FigureSet.objects.get().pk)
