"""Formulas and checks as the law writes them: read, written, told; whatever is not one is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.refusals import Refused
from dondoc.sheets.rules.notation import (
    CannotReadFormula,
    Constant,
    Expression,
    Extreme,
    Product,
    Ref,
    Relation,
    Rule,
    Sum,
    parse_formula,
    parse_rule,
    printed_formula,
    refs_of,
    told_formula,
    write_formula,
    write_rule,
)

columns = st.integers(1, 99).map(str) | st.sampled_from(["3a", "12b", "A", "Đ", "AB1"])
names = st.text(st.sampled_from("abĐđ -./01"), min_size=1, max_size=12).map(lambda t: " ".join(t.split())).filter(bool)
constants = st.decimals(0, 10**9, places=2, allow_nan=False).map(Constant)


@st.composite
def refs(draw: st.DrawFn) -> Ref:
    row = draw(st.just("") | names)
    column = draw(columns if not row else st.just("") | columns)
    return Ref(column, row, draw(st.just("") | names), draw(st.booleans()))


def wholes(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    first, later = (
        st.tuples(st.sampled_from("+-"), parts),
        st.lists(st.tuples(st.sampled_from("+-"), parts), max_size=3),
    )
    factors = st.lists(st.tuples(st.sampled_from("*/"), parts), min_size=1, max_size=3)
    return (
        st.tuples(first, later)
        .map(lambda found: Sum((found[0], *found[1])))
        .filter(lambda found: len(found.parts) > 1 or found.parts[0][0] == "-")
        | st.tuples(parts, factors).map(lambda found: Product((("*", found[0]), *found[1])))
        | st.tuples(st.sampled_from(["min", "max"]), st.lists(parts, min_size=1, max_size=3)).map(
            lambda found: Extreme(found[0], tuple(found[1]))
        )
    )


expressions: st.SearchStrategy[Expression] = st.recursive(refs() | constants, wholes, max_leaves=8)


def is_short(expression: Expression) -> bool:
    return len(write_formula(expression)) <= 500


@given(expressions.filter(is_short))
def test_a_formula_is_the_same_after_writing_and_reading(expression: Expression) -> None:
    assert parse_formula(write_formula(expression)) == expression


@given(expressions.filter(is_short))
def test_writing_what_was_read_changes_nothing_more(expression: Expression) -> None:
    text = write_formula(expression)
    assert write_formula(parse_formula(text)) == text


@given(st.sampled_from(Relation), st.lists(refs(), min_size=2, max_size=5))
def test_a_check_is_the_same_after_writing_and_reading(relation: Relation, sides: list[Ref]) -> None:
    rule = Rule(relation, tuple(sides if relation is Relation.EQUAL else sides[:2]))
    assert parse_rule(write_rule(rule)) == rule


@given(st.text(max_size=80) | st.text(st.sampled_from("0123456789abĐ+-*/().,=<> …formpreviousrow"), max_size=80))
def test_any_text_is_a_formula_or_a_refusal(text: str) -> None:
    for read in (parse_formula, parse_rule):
        try:
            read(text)
        except CannotReadFormula as refused:
            assert refused.reasons[0].message


@pytest.mark.parametrize("text", ["(" * 600, "(" * 200 + "3" + ")" * 200, "3+" * 300 + "3", "min(" * 100, "-" * 400])
def test_deep_and_long_formulas_are_refused_not_followed(text: str) -> None:
    with pytest.raises(Refused):
        parse_formula(text)


def test_the_chain_of_the_law_has_four_equal_sides() -> None:
    rule = parse_rule("9 = 11+12+13 = 14+15+16+17 = 18+22")
    assert rule.relation is Relation.EQUAL
    assert [[ref.column for ref in refs_of(side)] for side in rule.sides] == [
        ["9"],
        ["11", "12", "13"],
        ["14", "15", "16", "17"],
        ["18", "22"],
    ]


def test_dots_stand_for_the_columns_between() -> None:
    assert write_rule(parse_rule("1=2+3+…+7")) == "1 = 2 + 3 + 4 + 5 + 6 + 7"
    assert parse_rule("1 = 2 + ... + 5") == parse_rule("1 = 2+3+4+5")


@pytest.mark.parametrize(
    "text", ["1 = 7+…+2", "1 = previous.2+…+4", "1 = 2-…-4", "1 = 2+…", "1 = 3a+…+5", "1 = 2+…+900"]
)
def test_dots_between_anything_else_are_refused(text: str) -> None:
    with pytest.raises(CannotReadFormula):
        parse_rule(text)


def test_signs_out_of_word_processors_are_understood() -> None:
    assert parse_rule("(3) = (4) − (5) × (6) ÷ (7)") == parse_rule("3 = 4 - 5*6/7")
    assert parse_rule("5 ≤ 3") == parse_rule("5 <= 3")


def test_references_to_other_forms_periods_and_rows() -> None:
    assert parse_formula("previous.11") == Ref("11", is_previous=True)
    assert parse_formula("form(II.06a).3") == Ref("3", form="II.06a")
    assert parse_formula("form(01/XLD).previous.row(Đất đai).3a") == Ref("3a", "Đất đai", "01/XLD", is_previous=True)
    assert parse_formula("row( tong )") == Ref(row="tong")


def test_a_number_with_a_point_is_a_constant() -> None:
    assert parse_formula("8 * 0.5") == Product((("*", Ref("8")), ("*", Constant(Decimal("0.5")))))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3 = 4 5", "không hiểu ở '5'"),
        ("3 = 4 +", "ở cuối"),
        ("3 = (4+5", "thiếu dấu ')'"),
        ("3", "cần dấu =, <= hoặc >="),
        ("3 = 4 <= 5", "chỉ dấu = mới nối được nhiều vế"),
        ("3 = __import__", "không hiểu|cần số cột"),
        ("3 = form(B02)", "cần dấu chấm và số cột|cần số cột"),
        ("3 = previous", "cần dấu chấm và số cột|cần số cột"),
        ("3 = form().4", "cần mã trong ngoặc"),
        ("", "còn trống"),
    ],
)
def test_a_slip_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(CannotReadFormula, match=told.replace("(", r"\(").replace(")", r"\)")):
        parse_rule(text)


def test_formulas_in_words() -> None:
    assert told_formula(parse_formula("4+5+6")) == "cột 4 + 5 + 6"
    assert told_formula(parse_formula("row(a)+row(b)")) == "dòng a + b"
    assert told_formula(parse_formula("previous.11")) == "cột 11 kỳ trước"
    assert told_formula(parse_formula("form(B02).3 + form(B03).3")) == "cột 3 biểu B02 + cột 3 biểu B03"
    assert printed_formula(parse_formula("4 + 5 - 6")) == "(4)+(5)-(6)"
