"""Definitions of forms: the handbook's read, written back the same; every slip told at once with its place."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.refusals import Refused
from dondoc.sheets.rules.definition import (
    Aggregate,
    CannotReadForm,
    CellType,
    RowKind,
    fingerprint,
    parse_form,
    read_form,
    write_form,
)
from tests.factories.forms import CASES, case, case_bytes, form_of

NAMES = ["II.06a", "II.07b-2020", "II.07b-2025", *(path.stem for path in CASES.glob("*.json"))]


def slips(value: object) -> dict[str, str]:
    with pytest.raises(CannotReadForm) as refused:
        parse_form(value)
    return {reason.where: reason.message for reason in refused.value.reasons}


def changed(name: str, **more: Any) -> dict[str, Any]:
    return {**json.loads(case_bytes(name)), **more}


def column(no: str, **more: Any) -> dict[str, Any]:
    return {"no": no, "title": f"Cột {no}", "type": "integer", **more}


@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_the_same_after_writing_and_reading(name: str) -> None:
    form = case(name)
    assert parse_form(write_form(form)) == form
    assert fingerprint(parse_form(write_form(form))) == fingerprint(form)


def test_form_06a_of_the_handbook() -> None:
    form = case("II.06a")
    assert list(form.by_no) == [str(n) for n in range(3, 14)]
    assert {c.no: c.computed for c in form.columns if c.computed} == {"3": "4+5+6", "7": "8+9+10", "11": "12+13"}
    assert form.by_no["4"].group == ("Số hồ sơ tiếp nhận", "Trong kỳ")
    assert [check.text for check in form.checks] == ["3 = 7 + 11", "6 = previous.11"]
    assert form.outside == {("", True)}


def test_form_07b_loses_the_district_columns_and_keeps_its_numbers() -> None:
    old, new = case("II.07b-2020"), case("II.07b-2025")
    assert old.code == new.code and new.valid_from == date(2025, 7, 1)
    assert [c.no for c in old.columns if c.no not in new.by_no] == ["5", "9", "13"]
    assert [c.title for c in old.columns if c.no not in new.by_no] == ["Cấp huyện"] * 3
    assert new.kind is RowKind.FREE


def test_columns_are_worked_out_after_those_they_look_at() -> None:
    form = form_of(column("1", computed="2+3"), column("2", computed="3+4"), column("3", computed="4"), column("4"))
    assert [c.no for c in form.in_order if c.computed] == ["3", "2", "1"]


def test_a_ring_is_told_with_its_columns() -> None:
    told = slips(
        changed(
            "B02",
            columns=[column("3", computed="4+1"), column("4", computed="5"), column("5", computed="3"), column("1")],
        )
    )
    assert told == {"columns[0].computed": "Công thức quay vòng: cột 3 → 5 → 4 → 3."} or told == {
        "columns[0].computed": "Công thức quay vòng: cột 3 → 4 → 5 → 3."
    }


def test_a_column_that_looks_at_itself_is_a_ring() -> None:
    assert slips(changed("B02", columns=[column("3", computed="3+4"), column("4")])) == {
        "columns[0].computed": "Công thức quay vòng: cột 3 → 3."
    }


def test_its_own_period_before_is_no_ring() -> None:
    form = form_of(column("1", computed="previous.4"), column("2"), column("4", computed="1+2"))
    assert form.by_no["1"].is_frozen and not form.by_no["4"].is_frozen


def test_every_slip_is_told_at_once() -> None:
    told = slips(
        {
            "code": "B 1",
            "name": "",
            "valid_from": "2025-13-01",
            "columns": [
                column("3", computed="4+9"),
                column("4", computed="5*1"),
                column("5", type="text", aggregate="sum"),
                column("5"),
                column("6", type="decimal", scale=9),
                column("7", computed="6+"),
                column("8", type="choice"),
                column("x9"),
                {"no": "12", "type": "so"},
                column("13", scale=2),
            ],
            "rows": {
                "kind": "fixed",
                "items": [{"code": "a", "title": "A", "parent": "b"}, {"code": "a", "title": "B"}],
            },
            "checks": [{"rule": "3 = row(a)", "level": "block"}, {"rule": "3"}, {"rule": "3 = 4", "level": "stop"}],
            "check": [],
        }
    )
    assert set(told) == {
        "check",
        "code",
        "name",
        "valid_from",
        "columns[4].scale",
        "columns[5].computed",
        "columns[7].no",
        "columns[8].type",
        "columns[8].title",
        "columns[9].scale",
        "checks[1].rule",
        "checks[2].level",
        "columns[3].no",
        "columns[0].computed",
        "columns[1].computed",
        "columns[2].aggregate",
        "columns[6].choices",
        "rows.items[1].code",
        "rows.items[0].parent",
        "checks[0].rule",
    }
    assert told["columns[0].computed"].startswith("Không có cột 9. Các cột: 3, 4, 5, 6, 7, 8")
    assert told["check"] == "Không có mục 'check'. Có phải ý là 'checks'?"


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ([column("1", computed="2"), column("2", type="text")], "Cột 2 là chữ, không tính được"),
        ([column("1", type="text", computed="2"), column("2")], "Cột chữ không tính bằng công thức"),
        ([column("1", computed="2+3"), column("2"), column("3", type="decimal", scale=1)], "giữ 0 chữ số thập phân"),
        ([column("1", computed="row(a)"), column("2")], "phải nêu số cột"),
        ([column("1", computed="row(z).2"), column("2")], "Không có dòng 'z'"),
        ([column("1", computed="form(B02).2"), column("2")], "không cần gọi chính mình"),
        ([column("1", computed="2*3"), column("2")], r"Nếu là một con số, viết 3\.0"),
        ([column("1", choices=["a"])], "Chỉ cột lựa chọn"),
        ([], "ít nhất một cột"),
    ],
)
def test_what_does_not_fit_is_told(columns: list[Any], told: str) -> None:
    items = {"kind": "fixed", "items": [{"code": "a", "title": "A"}]}
    with pytest.raises(CannotReadForm, match=told):
        parse_form(changed("B02", columns=columns, rows=items))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({"kind": "free", "items": [{"code": "a", "title": "A"}]}, "không khai sẵn"),
        ({"kind": "fixed", "items": []}, "ít nhất một dòng"),
        ({"kind": "fixed", "items": [{"code": "a", "title": "A", "of_which": True}]}, "cần có dòng cha"),
        ({"kind": "fixed", "items": [{"code": "a(b)", "title": "A"}]}, "không được có dấu ngoặc"),
    ],
)
def test_rows_that_do_not_fit_are_told(rows: Any, told: str) -> None:
    with pytest.raises(CannotReadForm, match=told):
        parse_form(changed("B02", rows=rows))


def test_rows_above_one_another_in_a_ring_are_told() -> None:
    items = [{"code": "a", "title": "A", "parent": "b"}, {"code": "b", "title": "B", "parent": "a"}]
    assert "Dòng cha quay vòng" in slips(changed("B02", rows={"kind": "fixed", "items": items}))["rows.items"]


def test_hundred_is_a_number_where_no_column_bears_it() -> None:
    form = form_of(column("1", type="percent", computed="2/3*100"), column("2"), column("3"))
    assert not form.by_no["1"].is_frozen
    with pytest.raises(CannotReadForm, match="Không có cột 100"):
        form_of(column("1", computed="2+100"), column("2"))


def test_what_is_left_out_has_its_default() -> None:
    form = form_of({"no": 1}, {"no": "2", "type": "percent"}, {"no": "3", "type": "text"}, {"no": "(4)", "scale": None})
    assert list(form.by_no) == ["1", "2", "3", "4"]
    assert [c.aggregate for c in form.columns] == [Aggregate.SUM, Aggregate.NONE, Aggregate.NONE, Aggregate.SUM]
    assert (form.by_no["2"].scale, form.by_no["4"].type) == (2, CellType.INTEGER)


def test_what_is_null_is_left_out() -> None:
    value = json.loads(case_bytes("B02"))
    nothing = dict.fromkeys(("scale", "computed", "aggregate", "required", "group", "choices"))
    value["columns"] = [{**column("1"), **nothing}]
    value["rows"]["items"] = [{"code": "a", "title": "A", "parent": None, "of_which": None}]
    value |= {"unit": None, "checks": None, "legal_basis": None, "stub": None}
    assert write_form(parse_form(value))["columns"][0]["aggregate"] == "sum"


def test_a_row_with_rows_below_is_their_total_but_not_of_mere_parts() -> None:
    assert case("B01").totals == {"tong": ("nam", "nu")}
    assert list(case("II.06a").totals) == ["cap-tinh", "cap-xa", "tong"]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"nan", b"\xff\xfe", b"[" * 100_000, b'{"code": 1e999999}', b"{'a'}"]
)
def test_what_is_no_definition_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_form(data)


def test_a_key_written_twice_is_refused() -> None:
    with pytest.raises(Refused, match="'code' được ghi hai lần"):
        read_form(b'{"code": "A", "code": "B"}')


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 999)
    | st.sampled_from(["3", "4+5", "fixed", "sum", "integer", "a", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["no", "title", "type", "code", "kind", "items", "rule", "parent"]), inner)
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from(["code", "name", "valid_from", "columns", "rows", "checks", "x"]), plain), st.data()
)
def test_any_plain_value_is_a_form_or_a_refusal(value: dict[str, Any], data: st.DataObject) -> None:
    whole = json.loads(case_bytes("KHO"))
    if data.draw(st.booleans()):
        whole |= value
    else:
        whole[data.draw(st.sampled_from(["columns", "checks"]))][0] = data.draw(plain)
    try:
        parse_form(whole)
    except Refused as refused:
        assert all(reason.message for reason in refused.reasons)
