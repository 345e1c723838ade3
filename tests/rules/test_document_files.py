"""Documents as JSON: read to a right value, every slip named at once, written back the same; symbols by rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.documents.rules.document_files import CannotReadDocument, document_figures, read_document
from dondoc.documents.rules.official import (
    CopyKind,
    DocumentDate,
    DocumentType,
    HeadCell,
    Marker,
    OfficialDocument,
    Points,
    Table,
    plain,
    plain_text,
    symbol_of,
)

CASE = Path(__file__).resolve().parents[1] / "cases" / "documents" / "decision.json"
LEAST: dict[str, Any] = {
    "type": "BC",
    "issuer": ["VĂN PHÒNG"],
    "symbol": "BC-VP",
    "place": "Lạng Sơn",
    "body": ["Một câu."],
    "authority": ["CHÁNH VĂN PHÒNG"],
    "recipients": ["Như trên", "Lưu: VT"],
}


def read(**changed: Any) -> OfficialDocument:
    return read_document(json.dumps({**LEAST, **changed}).encode())


def slips(**changed: Any) -> dict[str, str]:
    with pytest.raises(CannotReadDocument) as refused:
        read(**changed)
    return {reason.where: reason.message for reason in refused.value.reasons}


def body_of(value: Any) -> str:
    return slips(body=[value]).popitem()[0]


def test_there_are_29_types_each_with_its_own_name_and_abbreviation() -> None:
    assert len(DocumentType) == 29 == len({type_.label for type_ in DocumentType})
    without = {type_ for type_ in DocumentType if not type_.abbreviation}
    assert without == {DocumentType.LETTER, DocumentType.OPEN_LETTER}
    assert {kind.label for kind in CopyKind} == {"Bản sao y", "Bản trích sao", "Bản sao lục"}


def test_symbols_are_built_by_rule() -> None:
    assert symbol_of(DocumentType.REPORT, "VP") == "BC-VP"
    assert symbol_of(DocumentType.LETTER, "UBND", "TTPVHCC") == "UBND-TTPVHCC"
    assert symbol_of(DocumentType.LETTER, "VP") == "VP"
    assert read(symbol={"issuer": "VP"}).symbol == "BC-VP"


def test_what_the_decree_fixes_is_put_in() -> None:
    document = read_document(CASE.read_bytes())
    assert document.number_line == "Số: 07/QĐ-VP"
    assert document.date_line == "Lạng Sơn, ngày 05 tháng 02 năm 2026"
    assert [annex.heading for annex in document.annexes] == ["Phụ lục I", "Phụ lục II"]
    lines = list(plain_text(document))
    assert "Căn cứ Luật Tổ chức chính quyền địa phương;" in lines
    assert "Theo đề nghị của Trưởng phòng Tổng hợp." in lines
    assert "đ) Báo cáo đột xuất." in lines
    assert [line for line in lines if line.endswith("./.")] == [
        "5. Trưởng các phòng chịu trách nhiệm thi hành Quyết định này./."
    ]


def test_what_is_written_reads_back_the_same() -> None:
    document = read_document(CASE.read_bytes())
    assert read_document(json.dumps(document_figures(document)).encode()) == document


@pytest.mark.parametrize(
    ("given_date", "date"),
    [
        ("2026-11-24", DocumentDate(24, 11, 2026)),
        ("05/3/2026", DocumentDate(5, 3, 2026)),
        ({"day": None, "month": 3, "year": 2026}, DocumentDate(None, 3, 2026)),
        (None, DocumentDate(None, None, None)),
    ],
)
def test_a_date_comes_in_several_shapes(given_date: Any, date: DocumentDate) -> None:
    assert read(date=given_date).date == date


def test_a_letters_subject_may_bring_its_v_v() -> None:
    letter = read(type="Công văn", symbol="VP-TH", subject="V/v báo cáo", addressees=["Sở Y tế"])
    assert letter.subject_line == "V/v báo cáo"


@pytest.mark.parametrize("body", [["Câu cuối;"], ["Câu cuối./."], [{"points": ["Một", "Câu cuối."]}]])
def test_the_body_ends_with_its_mark_once(body: list[Any]) -> None:
    last = read(body=body).body[-1]
    text = plain(last.items[-1]) if isinstance(last, Points) else plain(last.text)  # type: ignore[union-attr]
    assert text == "Câu cuối./."


def test_numbers_in_cells_are_written_in_vietnamese() -> None:
    (table, _) = read(body=[{"table": {"columns": ["Số"], "rows": [[1234.5]]}}]).body
    assert isinstance(table, Table) and plain(table.rows[0].cells[0].text) == "1.234,5"


def test_every_slip_is_named_with_its_place() -> None:
    found = slips(
        type="XX",
        number=0,
        symbol="BC VP",
        date="2026-02-30",
        body=[{"table": {"columns": ["A", "B"], "rows": [["1"]]}}, {"points": ["a"] * 24, "marker": "a)"}, 5],
        authority=[],
        recipients=["Như trên"],
        urgency="GẤP",
        signer="N" * 51,
        annexes=[{"title": ""}],
        extra=1,
    )
    assert found.keys() == {
        *("type", "number", "symbol", "date", "body[0].table.rows[0]", "body[1].points", "body[2]", "authority"),
        *("recipients", "urgency", "signer", "annexes[0].title", "extra"),
    }


def test_a_missing_body_is_named_with_every_other_slip() -> None:
    for body in ([], None):
        assert {"body", "place"} <= set(slips(body=body, place=""))


def test_a_symbol_of_another_type_is_a_slip() -> None:
    assert slips(symbol="QĐ-VP") == {"symbol": "Báo cáo có ký hiệu bắt đầu bằng 'BC-'"}


@pytest.mark.parametrize(
    "head",
    [
        [[{"text": "A", "columns": 2}], ["b"]],
        [[{"text": "A", "columns": 3}]],
        [[{"text": "A", "rows": 2}, "B"]],
        [["A"]],
    ],
)
def test_a_merged_heading_must_cover_the_columns(head: Any) -> None:
    assert body_of({"table": {"columns": ["a", "b"], "head": head, "rows": []}}) == "body[0].table.head"


def test_a_merged_heading_places_its_cells() -> None:
    document = read_document(CASE.read_bytes())
    (table,) = (block for block in document.annexes[0].blocks if isinstance(block, Table))
    placed = [(row, at, cell.text) for row, at, cell in table.placed_head()]
    assert placed[2:] == [(0, 2, "Số báo cáo"), (0, 4, "Ghi chú"), (1, 2, "Đúng hạn"), (1, 3, "Quá hạn")]
    assert table.head[0][2] == HeadCell("Số báo cáo", columns=2)


def test_letters_of_points_run_in_vietnamese_order() -> None:
    assert [Marker.LETTER.at(n) for n in (1, 4, 5, 7, 23)] == ["a)", "d)", "đ)", "g)", "y)"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"type": ',
        b"[" * 100_000,
        b"NaN",
        b'{"number": 1e999}',
        b'{"body": 1' + b"0" * 5000 + b"}",
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(CannotReadDocument):
        read_document(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["text", "table", "points", "columns", "rows", "head"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    st.sampled_from(
        ["type", "number", "symbol", "date", "body", "annexes", "recipients", "issuer", "secrecy", "signer"]
    ),
    JSON,
)
def test_no_json_is_anything_but_read_or_refused(key: str, value: Any) -> None:
    try:
        assert read(**{key: value})
    except CannotReadDocument as refused:
        assert refused.reasons


BARS = [{"label": "Xã A", "value": "1.240", "share": 1}, {"label": "Xã B", "value": "310", "share": 0.25}]


def test_a_chart_reads_back_the_same() -> None:
    document = read(body=["Một câu.", {"chart": {"title": "Theo đơn vị", "bars": BARS}}])
    again = read_document(json.dumps(document_figures(document)).encode())
    assert again == document and {"Theo đơn vị", "Xã A", "310"} <= set(plain_text(again))


@pytest.mark.parametrize(
    "chart",
    [
        {"title": "T", "bars": []},
        {"title": "T", "bars": BARS * 101},
        {"title": "", "bars": BARS},
        {"title": "T", "bars": [{"label": "A", "value": "1", "share": 1.5}]},
        {"title": "T", "bars": [{"label": "A", "value": "1", "share": True}]},
        {"title": "T", "bars": ["A"]},
        "T",
    ],
)
def test_a_chart_that_cannot_be_drawn_is_a_slip(chart: Any) -> None:
    assert body_of({"chart": chart}).startswith("body[0].chart")
