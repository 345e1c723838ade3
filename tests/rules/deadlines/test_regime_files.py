"""Regimes in files (tệp chế độ báo cáo): what is written reads as the same regimes, and slips have their place."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.tables import CannotRead
from dondoc.deadlines.rules.deadline import Roll
from dondoc.deadlines.rules.definition import (
    COMPONENTS,
    CannotReadRegime,
    RegimeDefinition,
    ReportKind,
    Signature,
    parse_definition,
)
from dondoc.deadlines.rules.regime_files import (
    FIELDS,
    SUFFIXES,
    CannotReadRegimeFile,
    read_regimes,
    template,
    write_regimes,
)

REAL = [
    parse_definition(value)
    for value in json.loads((Path(__file__).parents[2] / "cases" / "regimes.json").read_text(encoding="utf-8"))
]
LETTERS = st.text(st.sampled_from("aăâđêôơưÝ Ờ1;:=,\"'+-@#/{}[]()…\n\t"), max_size=12)
NAMES = LETTERS.map(lambda text: f"x{text}")
WEEKDAYS = st.sampled_from(["mon", "wed", "sun"])


def same(definitions: list[RegimeDefinition], suffix: str) -> bool:
    return list(read_regimes(write_regimes(definitions, suffix), f"che-do{suffix}")) == definitions


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_regimes_in_force_are_the_same_after_writing_and_reading(suffix: str) -> None:
    assert same(REAL, suffix)


@st.composite
def deadlines(draw: st.DrawFn) -> dict[str, Any]:
    forms: list[dict[str, Any]] = [
        {"day": draw(st.integers(1, 31)), "month_offset": draw(st.integers(0, 24))},
        {"day": draw(st.integers(1, 28)), "month": draw(st.integers(1, 12)), "year_offset": draw(st.integers(-1, 5))},
        {"weekday": draw(WEEKDAYS), "week_offset": draw(st.integers(0, 9))},
        {"days": draw(st.integers(0, 90)), "after": draw(st.sampled_from(["window_end", "month_end"]))},
        {"working_days": draw(st.integers(0, 9)), "after": "event", "event": draw(NAMES)},
        {"delegated": draw(NAMES)},
        {"none": True},
    ]
    form = draw(st.sampled_from(forms))
    optional: dict[str, Any] = {
        "level": st.integers(1, 99),
        "wording": LETTERS,
        "roll": st.sampled_from(list(Roll)),
        "receivers": st.lists(NAMES, max_size=3),
    }
    if {"day", "weekday"} & set(form):
        optional["inclusive"] = st.booleans()
    return {**form, **draw(st.fixed_dictionaries({"group": NAMES}, optional=optional))}


def cycle(name: str, window: Any, **more: Any) -> st.SearchStrategy[dict[str, Any]]:
    fixed = {"cycle": st.just(name), "window": window, "deadlines": st.lists(deadlines(), min_size=1, max_size=3)}
    return st.fixed_dictionaries(fixed, optional={"period_label": NAMES, **more})


CYCLES = st.one_of(
    cycle("day", st.just("calendar")),
    cycle("week", st.fixed_dictionaries({"from_weekday": WEEKDAYS, "to_weekday": WEEKDAYS})),
    cycle("half-month", st.sampled_from(["calendar", {"month_starts": [26, 11]}])),
    cycle("quarter", st.sampled_from(["15-14", "calendar"]), skip=st.sampled_from([[2], [2, 4]])),
    cycle("cumulative", st.just({"year_starts": {"day": 1, "month": 10, "year_offset": -1}}), only=st.just([3, 12])),
    cycle("year", st.just({"from": {"day": 2, "month_offset": -1}, "to": {"day": 9, "year_offset": 1}})),
    cycle("multi-year", st.just("calendar")).map(lambda c: {**c, "years": 5, "first_year": 2021}),
    cycle("named", st.just({"from": {"day": 1, "month": 9}, "to": {"day": 31, "month": 12}})).map(
        lambda c: {**c, "period_name": "HK1"}
    ),
)
SECTIONS = st.fixed_dictionaries({"code": NAMES, "title": NAMES}, optional={"hint": LETTERS, "required": st.booleans()})
REGIMES = st.fixed_dictionaries(
    {
        "code": st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,9}", fullmatch=True),
        "name": NAMES,
        "legal_basis": NAMES,
        "cycles": st.lists(CYCLES, min_size=1, max_size=3),
    },
    optional={
        "issuer": LETTERS,
        "field": LETTERS,
        "in_charge": LETTERS,
        "kind": st.sampled_from(list(ReportKind)),
        "signature": st.sampled_from(list(Signature)),
        "roll": st.sampled_from(list(Roll)),
        "early_margin_days": st.integers(1, 60),
        "receivers": st.lists(NAMES, max_size=3),
        "components": st.dictionaries(st.sampled_from(list(COMPONENTS)), NAMES),
        "level_map": st.sampled_from([{}, {"2": 3}, {"2": 3, "4": None}]),
        "outline": st.lists(SECTIONS, max_size=3, unique_by=lambda section: section["code"]),
        "valid_from": st.dates().filter(lambda d: 1900 <= d.year <= 2199).map(str),
    },
)


@settings(max_examples=60)
@given(st.lists(REGIMES, min_size=1, max_size=3, unique_by=lambda value: value["code"]), st.sampled_from(SUFFIXES))
def test_every_regime_is_the_same_after_writing_and_reading(values: list[dict[str, Any]], suffix: str) -> None:
    definitions = []
    for value in values:
        try:
            definitions.append(parse_definition(value))
        except CannotReadRegime:
            continue
    if definitions:
        assert same(definitions, suffix)


def table(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, [field.name for field in FIELDS])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


ROW = {"code": "A", "name": "Báo cáo A", "legal_basis": "QĐ 1", "cycle": "Hằng quý", "window": "15-14", "day": "20"}


def reasons(data: bytes, name: str = "a.csv") -> list[str]:
    with pytest.raises(Refused) as refused:
        read_regimes(data, name)
    return [str(reason) for reason in refused.value.reasons]


def test_the_words_of_the_office_are_read_whatever_their_case_and_marks() -> None:
    more = {"roll": "ngày làm việc liền trước", "kind": "CHUYÊN ĐỀ", "inclusive": "khong", "level_map": "2=3; 4=bỏ"}
    (found,) = read_regimes(table({**ROW, **more}), "a.csv")
    assert (found.roll, found.kind) == (Roll.PREVIOUS_WORKING_DAY, ReportKind.THEMATIC)
    assert found.level_map == ((2, 3), (4, None))
    assert not found.cycles[0].deadlines[0].is_inclusive


def test_rows_of_one_code_are_one_regime_and_rows_of_one_cycle_one_cycle() -> None:
    second = {"code": "A", "cycle": "quarter", "window": "15-14", "group": "Sở", "day": "18"}
    third = {"code": "A", "cycle": "year", "window": "Theo lịch", "group": "Sở", "working_days": "2"}
    found = read_regimes(table(ROW, second, third, {**ROW, "code": "B"}), "a.csv")
    assert [definition.code for definition in found] == ["A", "B"]
    assert [len(rule.deadlines) for rule in found[0].cycles] == [2, 1]


def test_every_slip_is_told_with_its_row_and_its_column() -> None:
    bad = {**ROW, "code": "B", "day": "32", "receivers": "x" * 301, "cycle": "Hằng quí"}
    other = {"code": "B", "name": "Tên khác", "cycle": "Hằng quý", "window": "15-14", "day": "x"}
    told = reasons(table(ROW, bad, other))
    assert any(line.startswith("Dòng 4, cột 'name': khác với dòng 3") for line in told)
    assert any(line.startswith("Dòng 4, cột 'day': 'x' không phải số nguyên") for line in told)
    told = reasons(table(ROW, bad))
    assert {line.split(":")[0] for line in told} == {f"Dòng 3, cột '{name}'" for name in ("receivers", "cycle", "day")}
    assert any("Hằng quý" in line for line in told)


def test_a_deadline_in_no_form_is_told_at_its_row() -> None:
    assert reasons(table({**ROW, "day": ""}))[0].startswith("Dòng 2: Ghi đúng một cách tính hạn")


@pytest.mark.parametrize("said", ["Có", "có"])
def test_a_confidential_regime_is_refused_in_a_table_too(said: str) -> None:
    assert "bí mật nhà nước" in reasons(table({**ROW, "confidential": said}))[0]


def test_the_template_reads_as_its_sample() -> None:
    (sample,) = read_regimes(template(), "mau.xlsx")
    assert [rule.level for rule in sample.cycles[0].deadlines] == [1, 2]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "JSON"),
        (b"\xff", "UTF-8"),
        (b"{", "Dòng 1, cột 2"),
        (b"[" * 100_000, "quá sâu"),
        (b"9" * 10_000, "quá dài"),
        (b"[]", "danh sách"),
        (b"[1]", "danh sách"),
        (b'[{"code": "A"}, {"code": "B"}]', "Chế độ thứ 2 (B), name"),
        (b'{"code": "\\ud800"}', "code: có ký tự"),
        (json.dumps([{**json.loads(write_regimes(REAL[:1], ".json"))[0]}] * 2).encode(), "Mã này đã có"),
    ],
)
def test_a_json_file_that_holds_no_regimes_is_refused(data: bytes, told: str) -> None:
    assert any(told in line for line in reasons(data, "a.json"))


@given(st.binary(max_size=300), st.sampled_from(["a.json", "a.csv", "a.xlsx"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    with suppress(CannotRead, CannotReadRegimeFile):
        assert read_regimes(data, name)


def test_a_file_of_another_kind_cannot_be_written() -> None:
    with pytest.raises(ValueError, match=r"\.pdf"):
        write_regimes(REAL, ".pdf")
