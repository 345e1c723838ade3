"""Two people on one form: everything typed is either saved or told, nothing is overwritten unseen."""

from hypothesis import given
from hypothesis import strategies as st

from dondoc.reporting.rules.drafts import (
    MOST_TOLD,
    CellChange,
    as_it_was,
    clean_text,
    draft_standing,
    merge,
    own_problems,
    reasons_against_changes,
    text_at,
    warnings_to_explain,
)
from dondoc.sheets.rules.checks import checked
from tests.factories.forms import case, cells_of, form_of

texts = st.sampled_from(["", "1", "2", "1.234", "x"])
cells = st.dictionaries(st.sampled_from("ab"), st.dictionaries(st.sampled_from("34"), texts.filter(bool), min_size=1))
changes = st.lists(st.builds(CellChange, st.sampled_from("ab"), st.sampled_from("34"), texts, texts), max_size=8)


def test_what_is_still_as_the_typist_saw_it_is_changed() -> None:
    merged = merge({"a": {"3": "1"}}, [CellChange("a", "3", "1", "2"), CellChange("b", "4", "", "5")])
    assert merged.cells == {"a": {"3": "2"}, "b": {"4": "5"}} and not merged.conflicts
    assert merged.changed == {"a": {"3": ["1", "2"]}, "b": {"4": ["", "5"]}}


def test_what_another_changed_meanwhile_is_left_to_him_and_told() -> None:
    change = CellChange("a", "3", "1", "2")
    merged = merge({"a": {"3": "9"}}, [change, CellChange("a", "4", "", "7")])
    assert merged.conflicts == (change,) and merged.cells == {"a": {"3": "9", "4": "7"}}


def test_the_same_typed_by_two_is_no_conflict() -> None:
    merged = merge({"a": {"3": "2"}}, [CellChange("a", "3", "1", "2")])
    assert not merged.conflicts and not merged.changed


def test_emptying_the_last_cell_of_a_row_leaves_nothing_of_it() -> None:
    assert merge({"a": {"3": "1"}}, [CellChange("a", "3", "1", "")]).cells == {}


@given(cells, changes)
def test_every_change_is_saved_or_told(before: dict[str, dict[str, str]], asked: list[CellChange]) -> None:
    merged = merge(before, asked)
    for change in asked:
        last = [c for c in asked if (c.row, c.column) == (change.row, change.column)][-1]
        assert change in merged.conflicts or change is not last or text_at(merged.cells, *change[:2]) == change.after


@given(cells, changes)
def test_a_saving_can_be_taken_back_out_of_what_it_changed(
    before: dict[str, dict[str, str]], asked: list[CellChange]
) -> None:
    merged = merge(before, asked)
    assert as_it_was(merged.cells, [merged.changed]) == before


@given(cells, changes)
def test_saving_the_same_again_changes_nothing(before: dict[str, dict[str, str]], asked: list[CellChange]) -> None:
    done = [c for c in asked if c not in merge(before, asked).conflicts][-1:]
    first = merge(before, done)
    assert merge(first.cells, done).changed == {}


@given(st.text())
def test_what_is_kept_can_be_written_anywhere(text: str) -> None:
    kept = clean_text(text)
    assert kept == clean_text(kept) and "\x00" not in kept
    kept.encode()


def test_what_does_not_belong_in_the_form_is_refused_with_its_place() -> None:
    form = case("II.06a")
    asked = [
        CellChange("dat-dai", "99", "", "1"),
        CellChange("sao-hoa", "4", "", "1"),
        CellChange("dat-dai", "3", "", "1"),
        CellChange("tong", "4", "", "1"),
        CellChange("dat-dai", "4", "", "1" * 2001),
        CellChange("dat-dai", "5", "", "1"),
    ]
    told = [str(reason) for reason in reasons_against_changes(form, form.by_code, asked)]
    assert len(told) == 5
    assert "không có cột này" in told[0] and "không có dòng này" in told[1] and "Dài quá 2.000" in told[4]
    assert all("tự tính" in text for text in told[2:4])


def test_a_thousand_slips_are_told_as_twenty() -> None:
    form = case("II.06a")
    asked = [CellChange("x", str(n), "", "1") for n in range(1000)]
    assert len(list(reasons_against_changes(form, form.by_code, asked))) == MOST_TOLD
    (told,) = reasons_against_changes(form, form.by_code, asked * 31)
    assert "tối đa 30.000 ô" in told.message


def standing(rows: dict[str, dict[str, str]], explained: dict[str, dict[str, str]] | None = None) -> str:
    form = form_of({"no": "1"}, {"no": "2"}, checks=["1 = 2", {"rule": "1 <= 5.0", "level": "warn"}])
    problems = checked(form, cells_of(form, rows), {}).problems
    return draft_standing(form, form.by_code, rows, problems, explained or {}).told


def test_the_standing_says_what_is_left_to_do() -> None:
    assert standing({}) == "Chưa nhập"
    assert standing({"a": {"1": "3"}}) == "Đang nhập, 1 lỗi phải sửa"
    assert standing({"a": {"1": "9", "2": "8"}}) == "Đang nhập, 1 lỗi phải sửa, 1 cảnh báo cần giải trình"
    assert standing({"a": {"1": "9", "2": "9"}}, {"a": {"1 <= 5.0": "vì lũ"}}) == "Đủ, không lỗi"
    assert standing({"a": {"1": "0"}}) == "Không lỗi, còn 1 ô trống"


def test_a_total_that_breaks_with_its_part_is_told_once() -> None:
    form = case("II.06a")
    problems = checked(form, cells_of(form, {"dat-dai": {"4": 3}}), {}).problems
    assert len(problems) == 3
    assert [problem.row for problem in own_problems(form, problems)] == ["dat-dai"]
    assert warnings_to_explain(form, problems) == []
