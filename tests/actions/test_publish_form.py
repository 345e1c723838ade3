"""Publishing a form: does it for who administers, refuses all others and what somebody else has overtaken."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.people.actions import grant_right
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions import publish_form
from dondoc.reporting.queries import NotAdministrator
from dondoc.sheets.actions import CannotImportForm
from dondoc.sheets.models import FormVersion
from dondoc.sheets.queries import all_forms, form_versions
from dondoc.sheets.rules.definition import CannotReadForm
from tests.factories import NOW, World
from tests.factories.figures import enter
from tests.factories.forms import case_bytes

pytestmark = pytest.mark.django_db


def publish(world: World, case: str = "KHO", who: str = "quan", based_on: str | None = "", **more: Any) -> bool:
    value = {**json.loads(case_bytes(case)), **more}
    done = publish_form(actor_id=world.people[who], at=NOW, definition=value, based_on=based_on)
    return done.is_new


def test_an_administrator_publishes_a_form_and_it_leaves_a_trail(world: World) -> None:
    assert publish(world)
    entry = AuditEntry.objects.filter(deed="import_form").latest("id")
    assert (entry.subject, entry.actor_id) == ("form:KHO", world.people["quan"])


@pytest.mark.parametrize("who", ["hoa", "lan", "minh", "nam", "tuan", "dung"])
def test_nobody_else_does(world: World, who: str) -> None:
    with pytest.raises(NotAdministrator):
        publish(world, who=who)
    assert not FormVersion.objects.filter(form__code="KHO").exists()


def test_twice_changes_nothing(world: World) -> None:
    publish(world)
    assert publish(world) is False
    assert len(form_versions("KHO")) == 1


def test_a_new_form_does_not_take_the_code_of_another(world: World) -> None:
    with pytest.raises(CannotImportForm, match=r"code: Mã 'II\.06a' đã có biểu khác dùng"):
        publish(world, "II.06a", name="Biểu khác")


def test_a_version_that_somebody_else_has_overtaken_is_refused_until_it_is_looked_at(world: World) -> None:
    publish(world)
    seen = form_versions("KHO")[0].sha256
    assert publish(world, based_on=seen, unit="Kg")
    with pytest.raises(CannotImportForm, match="Biểu vừa có bản khác, ghi lúc 23/11/2026 09:00, áp dụng từ 01/01/2024"):
        publish(world, based_on=seen, unit="Tạ")
    assert publish(world, based_on=form_versions("KHO")[0].sha256, unit="Tạ")


def test_every_slip_is_told_and_a_used_version_stays(world: World) -> None:
    with pytest.raises(CannotReadForm) as refused:
        publish(world, name="", unit=5)
    assert [reason.where for reason in refused.value.reasons] == ["name", "unit"]
    enter(world)
    (version,) = form_versions("II.06a")
    with pytest.raises(CannotImportForm, match="đã có số liệu"):
        publish(world, "II.06a", based_on=version.sha256, unit="Hồ sơ")
    assert version.has_figures


def test_versions_and_the_list_tell_what_there_is(world: World) -> None:
    publish(world)
    publish(world, based_on=form_versions("KHO")[0].sha256, unit="Kg")
    newer, older = form_versions("KHO")
    assert (newer.definition.unit, newer.is_replaced, older.is_replaced) == ("Kg", False, True)
    listed = {row.code: row for row in all_forms()}
    assert listed["KHO"].unit == "Kg" and len(listed["KHO"].days) == 1
    assert [f"{day:%Y}" for day in listed["II.07b"].days] == ["2020", "2025"]


def test_who_administers_one_of_several_provinces_does_not_act_for_the_others(world: World) -> None:
    since = NOW.date() - timedelta(days=1)
    own = world.agencies["BG"]
    grant_right(
        actor_id=None, at=NOW, user_id=world.people["hoa"], agency_id=own, right=Right.ADMINISTER, valid_from=since
    )
    with pytest.raises(NotAdministrator, match="mọi tỉnh dùng chung hệ thống"):
        publish(world, who="hoa")
    assert publish(world, who="quan")
