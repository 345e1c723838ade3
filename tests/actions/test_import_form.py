"""Entering a form: does it, refuses what rests on nothing, keeps what figures rest on, is safe twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.sheets.actions import CannotImportForm, import_form
from dondoc.sheets.models import FormVersion
from dondoc.sheets.queries import UnknownForm, form_on
from dondoc.sheets.rules.definition import CannotReadForm
from tests.factories import NOW, World, vn
from tests.factories.figures import enter
from tests.factories.forms import case_bytes

pytestmark = pytest.mark.django_db


def definition(case: str, **more: Any) -> bytes:
    return json.dumps({**json.loads(case_bytes(case)), **more}).encode()


def bring(data: bytes) -> bool:
    return import_form(actor_id=None, at=NOW, data=data).is_new


def test_a_form_is_entered_and_the_second_time_nothing_changes() -> None:
    assert bring(case_bytes("KHO")) is True
    assert bring(case_bytes("KHO")) is False
    version = FormVersion.objects.get(form__code="KHO")
    assert version.read().code == "KHO" and version.recorded_at == NOW


def test_it_leaves_a_trail() -> None:
    bring(case_bytes("KHO"))
    entry = AuditEntry.objects.filter(deed="import_form").latest("id")
    assert (entry.subject, entry.at, entry.detail["sha256"]) == (
        "form:KHO",
        NOW,
        FormVersion.objects.get(form__code="KHO").sha256,
    )


def test_the_version_in_force_on_the_day_counts(world: World) -> None:
    assert "5" in form_on("II.07b", vn("2025-06-30T00:00").date()).definition.by_no
    assert "5" not in form_on("II.07b", vn("2025-07-01T00:00").date()).definition.by_no
    with pytest.raises(UnknownForm, match="chỉ áp dụng từ ngày 21/10/2020"):
        form_on("II.07b", vn("2019-01-01T00:00").date())


def test_an_unknown_form_is_told_with_those_there_are(world: World) -> None:
    with pytest.raises(UnknownForm, match=r"Không có biểu mẫu mang mã 'X'\. Hiện có: II\.06a, II\.07b"):
        form_on("X", NOW.date())


def test_a_version_without_figures_may_be_corrected_on_its_day(world: World) -> None:
    assert bring(definition("II.06a", name="Tên mới"))
    assert form_on("II.06a", NOW.date()).definition.name == "Tên mới"
    assert FormVersion.objects.filter(form__code="II.06a").count() == 2


def test_a_version_on_which_figures_rest_stays_as_it_is(world: World) -> None:
    enter(world)
    with pytest.raises(CannotImportForm, match="Bản áp dụng từ 21/10/2020 đã có số liệu"):
        bring(definition("II.06a", name="Tên mới"))
    assert bring(definition("II.06a", name="Tên mới", valid_from="2026-12-15"))
    assert form_on("II.06a", NOW.date()).definition.name != "Tên mới"


def test_a_form_with_slips_is_refused_with_every_slip() -> None:
    with pytest.raises(CannotReadForm) as refused:
        bring(definition("KHO", code="", unit=5))
    assert [reason.where for reason in refused.value.reasons] == ["code", "unit"]
    assert not FormVersion.objects.filter(form__code="KHO").exists()


def test_columns_of_another_form_that_are_not_there_are_told() -> None:
    bring(case_bytes("B01"))  # before those that it looks at
    bring(case_bytes("B02"))
    wrong = [{"rule": "1 = form(B02).9", "level": "block"}]
    with pytest.raises(CannotImportForm, match="Biểu B02 không có cột số 9; các cột số: 1, 2, 3"):
        bring(definition("B03", checks=wrong))


def test_columns_that_wait_for_one_another_by_way_of_another_form_are_a_ring() -> None:
    def taking(code: str, formula: str) -> bytes:
        column = {"no": "1", "title": "Số hộ", "type": "integer"}
        columns = [{**column, "computed": formula}, {**column, "no": "2", "computed": "1+3"}, {**column, "no": "3"}]
        return definition("B02", code=code, columns=columns, checks=[])

    assert bring(taking("V1", "form(V2).2"))
    with pytest.raises(CannotImportForm, match=r"quay vòng: cột \d biểu V\d → .*V1 → .*V2"):
        bring(taking("V2", "form(V1).2"))
    assert bring(taking("V2", "form(V1).3")) and bring(taking("V3", "form(V1).previous.2"))
