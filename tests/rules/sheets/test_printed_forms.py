"""Forms as they print: merged headings, official numbers, numbered rows; and what two versions differ in."""

from __future__ import annotations

from hypothesis import given

from dondoc.sheets.rules.definition import FormDefinition
from dondoc.sheets.rules.definition.compare import ChangeKind, differences, told_changes
from dondoc.sheets.rules.definition.parse import examine_form
from dondoc.sheets.rules.definition.printed import printed_rows
from dondoc.sheets.rules.headings import heading_rows, number_row
from dondoc.sheets.rules.notation import parse_rule, told_rule
from tests.factories.drawn_forms import any_forms
from tests.factories.forms import case, form_of

FORM_06A = case("II.06a")


def test_neighbours_under_one_heading_share_its_cell() -> None:
    first, second, third = heading_rows(FORM_06A)
    assert [(c.text, c.at, c.n_columns, c.n_rows) for c in first] == [
        ("STT", 0, 1, 3),
        ("Lĩnh vực giải quyết theo cấp", 1, 1, 3),
        ("Số hồ sơ tiếp nhận", 2, 4, 1),
        ("Số hồ sơ đã giải quyết", 6, 4, 1),
        ("Số hồ sơ đang giải quyết", 10, 3, 1),
    ]
    assert [(c.text, c.n_columns, c.n_rows) for c in second][:3] == [
        ("Tổng số", 1, 2),
        ("Trong kỳ", 2, 1),
        ("Từ kỳ trước", 1, 2),
    ]
    assert [c.text for c in third] == ["Trực tuyến", "Trực tiếp, dịch vụ bưu chính"]


@given(any_forms())
def test_headings_cover_every_place_once(form: FormDefinition) -> None:
    rows = heading_rows(form)
    covered = [
        (level + down, cell.at + right)
        for level, cells in enumerate(rows)
        for cell in cells
        for down in range(cell.n_rows)
        for right in range(cell.n_columns)
    ]
    width = len(number_row(form))
    assert sorted(covered) == [(level, at) for level in range(len(rows)) for at in range(width)]


def test_numbers_stand_with_their_formulas() -> None:
    assert number_row(FORM_06A)[:4] == ["(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)"]


def test_rows_are_counted_within_what_they_are_a_part_of() -> None:
    rows = {row.code: row for row in printed_rows(FORM_06A)}
    assert (rows["tong"].number, rows["cap-tinh"].number, rows["dat-dai"].number) == ("", "", "1")
    assert rows["ho-tich"].number == "1" and rows["ho-tich"].depth == 2
    part = {"code": "b", "title": "Trong đó: b", "parent": "a", "of_which": True}
    shown = printed_rows(form_of({"no": "1"}, rows=("a", part)))
    assert [(row.number, row.depth, row.is_total) for row in shown] == [("1", 0, False), ("", 1, False)]


def test_a_form_with_faults_can_be_looked_at() -> None:
    ring = [{"code": "a", "title": "A", "parent": "b"}, {"code": "b", "title": "B", "parent": "a"}]
    columns = [{"no": "1", "title": "Một", "type": "integer", "computed": "2"}, {"no": "2", "computed": "1+"}]
    form, found = examine_form({"columns": columns, "rows": {"kind": "fixed", "items": ring}})
    assert len(printed_rows(form)) == 2 and number_row(form)[1:] == ["(1)=(2)", "(2)"]
    assert {"columns[1].title", "columns[1].computed", "code", "rows.items"} <= {reason.where for reason in found}


def test_a_check_is_told_in_words() -> None:
    rule = parse_rule("9 = 11+12+13 = 14+15")
    assert told_rule(rule) == "Cột 9 phải bằng cột 11 + 12 + 13, phải bằng cột 14 + 15"
    assert told_rule(parse_rule("6 <= previous.11")) == "Cột 6 không được lớn hơn cột 11 kỳ trước"


def test_the_form_without_districts_differs_in_three_columns_and_their_sums() -> None:
    changes = differences(case("II.07b-2020"), case("II.07b-2025"))
    told = [(change.kind, change.what, change.before, change.after) for change in changes]
    assert (ChangeKind.REMOVED, "cột 5: Cấp huyện", "", "") in told
    assert (ChangeKind.CHANGED, "cột 3: Tổng số", "4 + 5 + 6", "4 + 6") in told
    assert (ChangeKind.CHANGED, "", "21/10/2020", "01/07/2025") in told
    assert len(changes) == 7
    assert told_changes(changes).startswith("sửa ngày áp dụng; bỏ cột 5: Cấp huyện; bỏ cột 9: Cấp huyện")


@given(any_forms())
def test_a_form_does_not_differ_from_itself(form: FormDefinition) -> None:
    assert differences(form, form) == ()


def test_order_levels_and_rows_count_as_differences() -> None:
    old = form_of({"no": "1"}, {"no": "2"}, rows=("a", "b"), checks=("1 >= 2",))
    new = form_of({"no": "2"}, {"no": "1"}, rows=("a", "c"), checks=({"rule": "1>=2", "level": "warn"},))
    told = told_changes(differences(old, new))
    assert told == "sửa thứ tự; bỏ dòng Dòng b (b); thêm dòng Dòng c (c); sửa 1>=2 (mức)"
