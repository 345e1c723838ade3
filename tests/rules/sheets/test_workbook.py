"""A form as an Excel file: locked with its rules in it, read back with every mistake named, harm refused early."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.base.rules.refusals import Refused
from dondoc.sheets.rules.definition import FormDefinition, fingerprint
from dondoc.sheets.rules.figures import CannotReadFigures, Read
from dondoc.sheets.rules.workbook import Heading, read_workbook, write_form_template
from tests.factories.forms import case, form_of, numbers

HEADING = Heading("BG-LN", "UBND huyện Lục Ngạn", "2026-Q3", "Quý III/2026")
FORM_06A = case("II.06a")
TEMPLATE = write_form_template(FORM_06A, HEADING)
with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as _package:
    PARTS = {info.filename: _package.read(info) for info in _package.infolist()}
LARGEST_MEMORY = 60_000_000


def opened(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def places(sheet: Worksheet) -> tuple[dict[Any, int], dict[Any, int]]:
    """Sheet rows by code, sheet columns by number, as the hidden cells tell them."""
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    columns = {str(sheet.cell(2, at).value): at for at in range(2, sheet.max_column + 1)}
    return rows, columns


def filled_in(data: bytes, cells: dict[tuple[str, str], Any]) -> bytes:
    """The file after somebody has filled some cells."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows, columns = places(book.worksheets[0])
    for (row, no), value in cells.items():
        book.worksheets[0].cell(rows[row], columns[no], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(**changed: bytes) -> bytes:
    """The template with parts replaced or added; __ in a name stands for /."""
    parts = {**PARTS, **{name.replace("__", "/"): body for name, body in changed.items()}}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return out.getvalue()


def sheet_part() -> str:
    return next(name for name in PARTS if name.startswith("xl/worksheets/"))


def test_a_filled_template_is_read_back() -> None:
    data = filled_in(TEMPLATE, {("dat-dai", "4"): 70, ("dat-dai", "5"): "1.234", ("ho-tich", "13"): 0})
    found = read_workbook(FORM_06A, data)
    assert not found.problems
    assert {row: values for row, values in found.cells.items() if values} == {
        "dat-dai": numbers({"4": 70, "5": 1234}),
        "ho-tich": numbers({"13": 0}),
    }
    assert found.identity == {
        "form": "II.06a",
        "version": "2020-10-21",
        "fingerprint": fingerprint(FORM_06A),
        "period": "2026-Q3",
        "agency": "BG-LN",
    }


def test_only_cells_to_fill_are_open() -> None:
    sheet = opened(TEMPLATE)
    rows, columns = places(sheet)
    assert sheet.protection.sheet
    open_cells = {
        (code, no)
        for code, row in rows.items()
        for no, at in columns.items()
        if not sheet.cell(row, at).protection.locked
    }
    lowest = [code for code in FORM_06A.by_code if code not in FORM_06A.totals]
    entered = [column.no for column in FORM_06A.columns if not column.computed]
    assert open_cells == {(code, no) for code in lowest for no in entered}


def test_headings_stand_as_they_are_printed() -> None:
    sheet = opened(TEMPLATE)
    rows, columns = places(sheet)
    numbers_row = rows["dondoc-dong"]
    assert [sheet.cell(numbers_row, at).value for at in range(2, 8)] == [
        "(1)",
        "(2)",
        "(3)=(4)+(5)+(6)",
        "(4)",
        "(5)",
        "(6)",
    ]
    at = columns["4"]
    assert [sheet.cell(row, at).value for row in (8, 9)] == ["Trong kỳ", "Trực tuyến"]
    merged = {str(span) for span in sheet.merged_cells.ranges}
    assert {"D7:G7", "E8:F8", "D8:D9", "G8:G9", "B7:B9"} <= merged
    assert [sheet.cell(row, 2).value for row in (3, 4, 5)] == [
        f"Biểu II.06a. {FORM_06A.name}",
        "Đơn vị báo cáo: UBND huyện Lục Ngạn",
        "Kỳ báo cáo: Quý III/2026",
    ]


def test_what_says_what_the_file_is_for_is_hidden() -> None:
    sheet = opened(TEMPLATE)
    assert sheet.row_dimensions[1].hidden and sheet.row_dimensions[2].hidden and sheet.column_dimensions["A"].hidden


def test_computed_cells_are_formulas_and_checks_are_told_beside_the_row() -> None:
    sheet = opened(TEMPLATE)
    rows, columns = places(sheet)
    row = rows["dat-dai"]
    assert sheet.cell(row, columns["3"]).value == (
        f'=IF(COUNT(E{row},F{row},G{row})=0,"",ROUND((N(E{row})+N(F{row})+N(G{row})),0))'
    )
    total, parts = rows["cap-xa"], [rows[item.code] for item in FORM_06A.items if item.parent == "cap-xa"]
    span = f"E{parts[0]}:E{parts[-1]}"
    assert sheet.cell(total, columns["4"]).value == f'=IF(COUNT({span})=0,"",ROUND(SUM({span}),0))'
    told = str(sheet.cell(row, columns["13"] + 1).value)
    assert "Cột 3 phải bằng cột 7 + 11. " in told and "previous" not in told


def test_excel_itself_refuses_what_is_of_the_wrong_type() -> None:
    form = form_of(
        {"no": "1"},
        {"no": "2", "type": "decimal", "scale": 1},
        {"no": "3", "type": "choice", "choices": ["Có", "Không"]},
        {"no": "4", "type": "date"},
        {"no": "5", "type": "text"},
        {"no": "6", "computed": "1*2.0"},
    )
    rules = opened(write_form_template(form, HEADING)).data_validations.dataValidation
    assert [(rule.type, str(rule.sqref)) for rule in rules] == [
        ("whole", "C9"),
        ("decimal", "D9"),
        ("list", "E9"),
        ("date", "F9"),
    ]


def test_text_of_a_definition_never_becomes_a_formula() -> None:
    form = form_of({"no": "1", "title": "=1+1", "group": ["@x"]}, rows=[{"code": "=a", "title": "+b"}])
    sheet = opened(write_form_template(form, HEADING))
    texts = [cell for row in sheet.iter_rows() for cell in row if cell.value in ("=1+1", "@x", "=a", "+b")]
    assert len(texts) == 4 and all(cell.data_type == "s" for cell in texts)


def test_free_rows_are_read_by_what_stands_in_them() -> None:
    form = case("II.07b-2025")
    book = openpyxl.load_workbook(io.BytesIO(write_form_template(form, HEADING)))
    sheet = book.worksheets[0]
    first = places(sheet)[0]["dondoc-dong"] + 1
    for n, (title, value) in enumerate([("Sở Y tế", 5), (None, None), ("UBND  xã A", "1.200")]):
        sheet.cell(first + n, 3, title)
        sheet.cell(first + n, 5, value)
    out = io.BytesIO()
    book.save(out)
    assert read_workbook(form, out.getvalue()).cells == {
        "Sở Y tế": numbers({"4": 5}),
        "UBND xã A": numbers({"4": 1200}),
    }


def test_every_cell_that_cannot_be_read_is_told_by_its_address() -> None:
    data = filled_in(TEMPLATE, {("dat-dai", "4"): "bảy", ("dat-dai", "5"): 1.5, ("xay-dung", "6"): "1,234"})
    assert [p.message for p in read_workbook(FORM_06A, data).problems] == [
        "Ô E13: 'bảy' không phải số; hãy viết như 1234,5",
        "Ô F13: '1,5' không phải số nguyên",
        "Ô G14: '1,234' chưa rõ là 1234 hay 1,234; hãy viết 1234",
    ]


def test_figures_in_a_row_that_is_not_the_forms_are_told() -> None:
    book = openpyxl.load_workbook(io.BytesIO(TEMPLATE))
    book.worksheets[0].cell(60, 6, 12)
    out = io.BytesIO()
    book.save(out)
    (problem,) = read_workbook(FORM_06A, out.getvalue()).problems
    assert problem.message == "Ô F60 có giá trị '12' nhưng dòng này không có trong biểu"


def test_the_value_that_excel_worked_out_is_read_with_the_rest_but_not_its_quotients() -> None:
    form = form_of(
        {"no": "1", "computed": "2+3"}, {"no": "2"}, {"no": "3"}, {"no": "4", "type": "percent", "computed": "2/3"}
    )
    data = filled_in(write_form_template(form, HEADING), {("a", "1"): 9, ("a", "2"): 4, ("a", "4"): 0.3333})
    assert read_workbook(form, data).cells == {"a": numbers({"1": 9, "2": 4})}


def test_a_file_of_another_form_is_told_apart_before_its_columns_are_read() -> None:
    found = read_workbook(case("II.07b-2025"), TEMPLATE)
    assert found.identity["form"] == "II.06a" and not found.cells


def test_a_workbook_that_is_no_form_of_ours_is_refused() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Lĩnh vực", 1, 2])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(CannotReadFigures, match="không phải biểu mẫu tải từ hệ thống"):
        read_workbook(FORM_06A, out.getvalue())


def test_a_form_without_its_row_of_numbers_is_refused() -> None:
    with pytest.raises(CannotReadFigures, match="thiếu hàng số cột"):
        read_workbook(FORM_06A, filled_in(TEMPLATE, {("dondoc-cot", "4"): "44"}))


def refused_in_bounds(data: bytes, told: str) -> None:
    """Refused by name, and with bounded memory."""
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match=told):
            read_workbook(FORM_06A, data)
        assert tracemalloc.get_traced_memory()[1] < LARGEST_MEMORY
    finally:
        tracemalloc.stop()


def test_a_zip_bomb_is_refused() -> None:
    refused_in_bounds(repacked(xl__worksheets__sheet2_xml=bytes(40_000_000)), "giải nén ra quá 30 MB")


def test_a_package_that_lies_about_its_size_is_refused() -> None:
    data = repacked(**{sheet_part().replace("/", "__"): PARTS[sheet_part()] + b" " * 3_000_000})
    lying = data.replace((len(PARTS[sheet_part()]) + 3_000_000).to_bytes(4, "little"), (5000).to_bytes(4, "little"))
    assert lying != data
    refused_in_bounds(lying, "tệp hỏng")


def test_a_sheet_of_a_million_rows_is_refused() -> None:
    head, tail = PARTS[sheet_part()].split(b"</sheetData>")
    rows = b"".join(b'<row r="%d"/>' % row for row in range(100, 1_048_577))
    refused_in_bounds(repacked(**{sheet_part().replace("/", "__"): head + rows + b"</sheetData>" + tail}), "dài quá")


def test_a_single_cell_in_the_last_row_of_all_is_refused() -> None:
    head, tail = PARTS[sheet_part()].split(b"</sheetData>")
    row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    refused_in_bounds(repacked(**{sheet_part().replace("/", "__"): head + row + b"</sheetData>" + tail}), "dài quá")


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("xl__externalLinks__externalLink1.xml", "liên kết đến tệp"),
        ("xl__connections.xml", "liên kết đến tệp"),
        ("xl__vbaProject.bin", "có macro"),
    ],
)
def test_links_and_macros_are_refused(part: str, told: str) -> None:
    refused_in_bounds(repacked(**{part: b"<x/>"}), told)


def test_a_file_that_is_too_large_is_refused() -> None:
    refused_in_bounds(TEMPLATE + bytes(5_000_001), "lớn quá 5 MB")


def test_entities_that_grow_without_end_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'">'
    bomb += b"".join(
        b'<!ENTITY b%d "%s">' % (n, b"&%s;" % (b"a" if n == 0 else b"b%d" % (n - 1)) * 20) for n in range(8)
    )
    body = PARTS[sheet_part()].replace(b"<sheetData>", b"<sheetData>&b7;")
    refused_in_bounds(
        repacked(**{sheet_part().replace("/", "__"): bomb + b"]>" + body}), "Không đọc được|không phải|DOCTYPE"
    )


def grown(part: str, before: bytes, more: bytes, times: int) -> bytes:
    """The template with so much more of something before a tag of one part."""
    head, _, tail = PARTS[part].rpartition(before)
    return repacked(**{part.replace("/", "__"): head + more * times + before + tail})


@pytest.mark.parametrize(
    ("part", "before", "more"),
    [
        ("xl/styles.xml", b"</cellXfs>", b'<xf numFmtId="0" fontId="0"/>'),
        ("xl/workbook.xml", b"</workbook>", b'<definedName name="a">$A$1</definedName>'),
        ("", b"</worksheet>", b'<mergeCell ref="A1:XFD1048576"/>'),
        ("", b"</sheetData>", b"<a>"),
        ("", b"</row>", b"<c/>"),
    ],
)
def test_a_small_file_that_would_be_laid_out_without_end_is_refused(part: str, before: bytes, more: bytes) -> None:
    """Packed they are some 100 KB each; unpacked they are within the size that is allowed."""
    refused_in_bounds(grown(part or sheet_part(), before, more, 500_000), "quá nhiều định dạng")


def outcome(form: FormDefinition, data: bytes) -> None:
    try:
        found = read_workbook(form, data)
    except Refused as refused:
        assert all(reason.message for reason in refused.reasons)
    else:
        assert isinstance(found, Read)


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    outcome(FORM_06A, data)
    outcome(FORM_06A, b"PK\x03\x04" + data)


@settings(max_examples=100)
@given(st.integers(0, len(TEMPLATE) - 1), st.binary(min_size=1, max_size=8))
def test_any_damage_to_the_file(at: int, damage: bytes) -> None:
    outcome(FORM_06A, TEMPLATE[:at] + damage + TEMPLATE[at + len(damage) :])


@settings(max_examples=100)
@given(st.sampled_from(sorted(PARTS)), st.data())
def test_any_damage_inside_the_file(part: str, data: st.DataObject) -> None:
    body = PARTS[part]
    at = data.draw(st.integers(0, len(body) - 1))
    damage = data.draw(
        st.binary(max_size=6) | st.sampled_from([b"9" * 20, b'r="ZZZ9"', b"<c/>", b"-1", b"nan", b't="e"'])
    )
    outcome(FORM_06A, repacked(**{part.replace("/", "__"): body[:at] + damage + body[at + 3 :]}))


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["dat-dai", "tong", "ho-tich"]), st.sampled_from(["3", "4", "13"])),
        st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.booleans()
        | st.dates(),
        max_size=4,
    )
)
def test_anything_typed_into_cells(cells: dict[tuple[str, str], Any]) -> None:
    outcome(FORM_06A, filled_in(TEMPLATE, cells))
