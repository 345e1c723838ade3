"""The body's parts out of JSON (các phần của nội dung): paragraphs, headings, points, tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dondoc.documents.rules.document_files.fields import Fields, Problems, read_text
from dondoc.documents.rules.official import (
    END,
    POINT_LETTERS,
    Align,
    Bar,
    Block,
    Cell,
    Chart,
    Column,
    HeadCell,
    Heading,
    HeadingKind,
    Marker,
    Paragraph,
    Points,
    Row,
    Run,
    Table,
    Text,
    plain,
)

KINDS = ("paragraph", "heading", "chapter", "points", "table", "chart")
MAX_ROWS, MAX_COLUMNS, MAX_WIDTH_MM = 20_000, 40, 270
MAX_BARS = 200
HEADING = 500


def read_blocks(listed: list[Any], where: str, problems: Problems) -> tuple[Block, ...]:
    """Every block that could be read; each other one is a slip."""
    read = (_block(value, f"{where}[{i}]", problems) for i, value in enumerate(listed))
    return tuple(block for block in read if block is not None)


def closed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The body ended by './.', if it is not yet; after a table the mark stands on a line of its own."""
    match blocks[-1:]:
        case (Paragraph(text),):
            return (*blocks[:-1], Paragraph(_ended(text)))
        case (Points(items=(*items, last)) as points,):
            return (*blocks[:-1], replace(points, items=(*items, _ended(last))))
    return (*blocks, Paragraph((Run(END),)))


def _ended(text: Text) -> Text:
    if plain(text).rstrip().endswith(END):
        return text
    bare = (*text[:-1], replace(text[-1], text=text[-1].text.rstrip(" .;,"))) if text else ()
    return (*bare, Run(END))


def _block(value: Any, where: str, problems: Problems) -> Block | None:
    if isinstance(value, str):
        return Paragraph(read_text(value, where, problems))
    kinds = [kind for kind in KINDS if isinstance(value, dict) and kind in value]
    if len(kinds) != 1:
        problems.add(where, f"cần một chuỗi chữ, hoặc đúng một trong các mục: {', '.join(KINDS)}")
        return None
    kind = kinds[0]
    if kind == "table":
        return _table(Fields(value, where, problems, ("table",)).get("table"), f"{where}.table", problems)
    if kind == "chart":
        return _chart(Fields(value, where, problems, ("chart",)).get("chart"), f"{where}.chart", problems)
    if kind == "points":
        return _points(Fields(value, where, problems, ("points", "marker", "first")))
    fields = Fields(value, where, problems, (kind,))
    if kind == "paragraph":
        return Paragraph(read_text(fields.get(kind), fields.at(kind), problems))
    title = fields.text(kind, HEADING, required=True)
    return Heading(title, HeadingKind.CHAPTER if kind == "chapter" else HeadingKind.POINT)


def _points(fields: Fields) -> Points | None:
    items = tuple(
        read_text(item, f"{fields.at('points')}[{i}]", fields.problems)
        for i, item in enumerate(fields.listed("points"))
    )
    marker, first = fields.value.get("marker", "1."), fields.value.get("first", 1)
    if marker not in tuple(Marker):
        fields.problem("marker", 'cần "1.", "a)" hoặc "-"')
        return None
    if not isinstance(first, int) or isinstance(first, bool) or not 1 <= first < 1000:
        fields.problem("first", "cần một số từ 1 đến 999")
        return None
    if not items or not all(items):
        fields.problem("points", "cần ít nhất một ý, ý nào cũng có chữ")
        return None
    if marker == Marker.LETTER and first - 1 + len(items) > len(POINT_LETTERS):
        fields.problem("points", f"tối đa {len(POINT_LETTERS)} điểm theo chữ cái")
        return None
    return Points(items, Marker(marker), first)


def _table(value: Any, where: str, problems: Problems) -> Table | None:
    fields = Fields(value, where, problems, ("columns", "head", "rows"))
    before = len(problems.reasons)
    columns = tuple(
        _column(column, f"{where}.columns[{i}]", problems) for i, column in enumerate(fields.listed("columns"))
    )
    listed = fields.listed("rows")
    if not 0 < len(columns) <= MAX_COLUMNS:
        fields.problem("columns", f"cần từ 1 đến {MAX_COLUMNS} cột")
        return None
    if len(listed) > MAX_ROWS:
        fields.problem("rows", f"có {len(listed)} dòng, tối đa {MAX_ROWS}")
        return None
    rows = tuple(_row(row, len(columns), f"{where}.rows[{i}]", problems) for i, row in enumerate(listed))
    head = tuple(
        tuple(_head_cell(cell, f"{where}.head[{i}][{j}]", problems) for j, cell in enumerate(line))
        for i, line in enumerate(fields.listed("head"))
        if isinstance(line, list)
    )
    if len(problems.reasons) > before:
        return None
    try:
        return Table(columns, rows, head)
    except ValueError:
        fields.problem("head", "các ô tiêu đề gộp không phủ kín đúng số cột, hoặc chồng lên nhau")
        return None


def _chart(value: Any, where: str, problems: Problems) -> Chart | None:
    fields = Fields(value, where, problems, ("title", "bars"))
    before, listed = len(problems.reasons), fields.listed("bars")
    if not 0 < len(listed) <= MAX_BARS:
        fields.problem("bars", f"cần từ 1 đến {MAX_BARS} thanh")
    bars = tuple(_bar(bar, f"{where}.bars[{i}]", problems) for i, bar in enumerate(listed[:MAX_BARS]))
    title = fields.text("title", HEADING, required=True)
    return Chart(title, bars) if len(problems.reasons) == before else None


def _bar(value: Any, where: str, problems: Problems) -> Bar:
    fields = Fields(value, where, problems, ("label", "value", "share"))
    share = fields.value.get("share", 0)
    if not isinstance(share, int | float) or isinstance(share, bool) or not 0 <= share <= 1:
        fields.problem("share", "cần một số từ 0 đến 1")
        share = 0
    return Bar(fields.text("label", HEADING, required=True), fields.text("value", HEADING), float(share))


def _column(value: Any, where: str, problems: Problems) -> Column:
    if isinstance(value, str):
        return Column(value)
    fields = Fields(value, where, problems, ("title", "width_mm", "align"))
    width, align = fields.value.get("width_mm", 0), fields.value.get("align", "left")
    if not isinstance(width, int | float) or isinstance(width, bool) or not 0 <= width <= MAX_WIDTH_MM:
        fields.problem("width_mm", f"cần bề rộng từ 0 đến {MAX_WIDTH_MM} mm")
        width = 0
    if align not in tuple(Align):
        fields.problem("align", 'cần "left", "center" hoặc "right"')
        align = "left"
    return Column(fields.text("title", HEADING), width, Align(align))


def _row(value: Any, n_columns: int, where: str, problems: Problems) -> Row:
    is_group = isinstance(value, dict)
    listed = Fields(value, where, problems, ("group",)).listed("group") if is_group else value
    if not isinstance(listed, list):
        problems.add(where, 'cần một danh sách các ô, hoặc {"group": [các ô]}')
        return Row((Cell(()),), is_group=True)
    fits = 0 < len(listed) <= n_columns if is_group else len(listed) == n_columns
    if not fits:
        problems.add(where, f"có {len(listed)} ô, bảng có {n_columns} cột")
    cells = tuple(Cell(read_text(cell, f"{where}[{i}]", problems)) for i, cell in enumerate(listed))
    return Row(cells, is_group)


def _head_cell(value: Any, where: str, problems: Problems) -> HeadCell:
    if isinstance(value, str):
        return HeadCell(value)
    fields = Fields(value, where, problems, ("text", "columns", "rows"))
    spans = []
    for key in ("columns", "rows"):
        span = fields.value.get(key, 1)
        if not isinstance(span, int) or isinstance(span, bool) or not 1 <= span <= MAX_COLUMNS:
            fields.problem(key, f"cần một số từ 1 đến {MAX_COLUMNS}")
            span = 1
        spans.append(span)
    return HeadCell(fields.text("text", HEADING), *spans)
