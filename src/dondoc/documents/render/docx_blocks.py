"""The body of the DOCX (nội dung bản Word): paragraphs by style, real numbering, tables whose heading repeats."""

from __future__ import annotations

import copy

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as DocxParagraph

from dondoc.documents.render import docx_styles as s
from dondoc.documents.render.layout import LENGTH, SPACE, column_widths, is_tall
from dondoc.documents.rules.official import (
    Align,
    Block,
    Chart,
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

ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
TWENTIETHS_A_MM = 1440 / 25.4


def add_block(doc: Document, block: Block, available: float) -> None:
    """One block of a body or an annex; `available` is the width between the margins in mm."""
    match block:
        case Paragraph(text):
            add_runs(styled(doc.add_paragraph(), s.BODY), text)
        case Heading(text=title, kind=kind):
            add(doc, title, s.CHAPTER if kind is HeadingKind.CHAPTER else s.POINT)
        case Points():
            _points(doc, block)
        case Table():
            _table(doc, block, available)
            _part(doc, SPACE["addressees"])
        case Chart():
            _chart(doc, block, available)
            _part(doc, SPACE["paragraph"])


def _part(doc: Document, space: float) -> None:
    """A thin line after a table: two tables that touch are one, whose heading no longer repeats."""
    shape = styled(doc.add_paragraph(), s.RULE).paragraph_format
    shape.line_spacing, shape.space_before, shape.space_after = Pt(2), Pt(0), Pt(space - 2)


def add(doc: Document, words: str, style: s.Style) -> DocxParagraph:
    paragraph = styled(doc.add_paragraph(), style)
    add_words(paragraph, words)
    return paragraph


def styled(paragraph: DocxParagraph, style: s.Style) -> DocxParagraph:
    """Give a paragraph its style by id: the library's own way searches all styles each time, five times slower."""
    paragraph._p.get_or_add_pPr().style = style.id
    return paragraph


def add_words(paragraph: DocxParagraph, words: str, *, bold: bool = False, italic: bool = False) -> None:
    """Text with its line breaks; character marks only where they differ from the style's."""
    for i, part in enumerate(words.split("\n")):
        run = paragraph.add_run()
        if i:
            run.add_break()
        run.add_text(part)
        run.bold, run.italic = bold or None, italic or None


def add_runs(paragraph: DocxParagraph, text: Text) -> None:
    for run in text:
        add_words(paragraph, run.text, bold=run.bold, italic=run.italic)


def set_widths(table: DocxTable, widths: tuple[float, ...]) -> None:
    """Columns and cells of a fixed width in mm."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        at = 0
        for cell in row._tr.tc_lst:
            cell.width = Mm(sum(widths[at : at + cell.grid_span]))
            at += cell.grid_span


def set_cell_margins(table: DocxTable, space: float) -> None:
    """Room at the left and right of every cell's words, in points."""
    margins = _made("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_made(f"w:{side}", w=str(round(space * 20)), type="dxa"))
    table._tbl.tblPr.append(margins)


def keep_whole(row: _Row) -> None:
    """The row goes to the next page as a whole."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _points(doc: Document, points: Points) -> None:
    """Real numbering for '1.' and '-'. Letters are typed: Word's own series has no 'đ)'."""
    style = s.DASHED if points.marker is Marker.DASH else s.COUNTED
    number_id = "" if points.marker is Marker.LETTER else _new_list(doc, points)
    for marker, text in points.marked():
        paragraph = styled(doc.add_paragraph(), style)
        if number_id:
            numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            numbering.get_or_add_ilvl().val = 0
            numbering.get_or_add_numId().val = int(number_id)
            add_runs(paragraph, text)
        else:
            add_runs(paragraph, (Run(f"{marker} "), *text))


def _new_list(doc: Document, points: Points) -> str:
    """A list of its own in the document's numbering, that begins where these points begin; its id."""
    root = doc.part.numbering_part.element
    ids = [int(found.get(qn("w:abstractNumId"))) for found in root.findall(qn("w:abstractNum"))]
    abstract_id = max(ids, default=0) + 1
    number_id = str(max((int(found.get(qn("w:numId"))) for found in root.findall(qn("w:num"))), default=0) + 1)
    is_dash = points.marker is Marker.DASH
    level = _made("w:lvl", ilvl="0")
    for made in (
        _made("w:start", val=str(points.first)),
        _made("w:numFmt", val="bullet" if is_dash else "decimal"),
        _made("w:suff", val="space"),
        _made("w:lvlText", val="-" if is_dash else "%1."),
        _made("w:lvlJc", val="left"),
    ):
        level.append(made)
    shape = _made("w:pPr")
    shape.append(_made("w:ind", left="0", firstLine=str(round(LENGTH["indent"] * TWENTIETHS_A_MM))))
    level.append(shape)
    abstract = _made("w:abstractNum", abstractNumId=str(abstract_id))
    abstract.append(_made("w:multiLevelType", val="singleLevel"))
    abstract.append(level)
    root.insert(len(ids), abstract)  # the schema wants these before every w:num
    listed = _made("w:num", numId=number_id)
    listed.append(_made("w:abstractNumId", val=str(abstract_id)))
    root.append(listed)
    return number_id


def _made(tag: str, **values: str) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _table(doc: Document, table: Table, available: float) -> None:
    widths = column_widths(table.columns, available)
    made = doc.add_table(rows=len(table.head_rows), cols=len(widths))
    made.style = "Table Grid"
    set_cell_margins(made, SPACE["cell"])
    set_widths(made, widths)
    _table_head(made, table)
    blank = made.add_row()._tr
    made._tbl.remove(blank)
    for row in table.rows:
        line = _Row(copy.deepcopy(blank), made)
        made._tbl.append(line._tr)
        if not is_tall([plain(cell.text) for cell in row.cells], widths):
            keep_whole(line)
        _fill_row([_Cell(cell, made) for cell in line._tr.tc_lst], row, table)
    set_widths(made, widths)


def _table_head(made: DocxTable, table: Table) -> None:
    """The heading rows, cells merged as asked; every one of them repeats on each page."""
    for row in made.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        keep_whole(row)
    for i, at, head in table.placed_head():
        cell = made.cell(i, at)
        if head.rows > 1 or head.columns > 1:
            cell = cell.merge(made.cell(i + head.rows - 1, at + head.columns - 1))
        _cell(cell, (Run(head.text, bold=True),), Align.CENTER)


def _fill_row(cells: list[_Cell], row: Row, table: Table) -> None:
    for cell, given, column in zip(cells, row.cells, table.columns, strict=False):
        runs = tuple(Run(r.text, True, r.italic) for r in given.text) if row.is_group else given.text
        _cell(cell, runs, given.align or column.align)
    if len(row.cells) < len(cells):
        cells[len(row.cells) - 1].merge(cells[-1])


def _chart(doc: Document, chart: Chart, available: float) -> None:
    """Bars as shaded paragraphs, as long as their indents leave them: they print sharp and can be edited."""
    add(doc, chart.title, s.ANNEX_TITLE).paragraph_format.space_before = Pt(SPACE["addressees"])
    room = available - LENGTH["bar_label"] - LENGTH["bar_value"]
    made = doc.add_table(rows=len(chart.bars), cols=3)
    set_widths(made, (LENGTH["bar_label"], room, LENGTH["bar_value"]))
    for row, bar in zip(made.rows, chart.bars, strict=True):
        label, middle, value = row.cells
        keep_whole(row)
        for cell, words, align in ((label, bar.label, Align.LEFT), (value, bar.value, Align.RIGHT)):
            _cell(cell, (Run(words),), align)
        drawn = styled(middle.paragraphs[0], s.TABLE_TEXT)
        middle.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        if bar.share > 0:
            drawn._p.get_or_add_pPr().append(_made("w:shd", val="clear", color="auto", fill="6E6E6E"))
        drawn.paragraph_format.line_spacing = Mm(LENGTH["bar"])
        drawn.paragraph_format.right_indent = Mm(room * (1 - bar.share))


def _cell(cell: _Cell, text: Text, align: Align) -> None:
    paragraph = cell.paragraphs[0]
    styled(paragraph, s.TABLE_TEXT)
    paragraph.alignment = ALIGN[align]
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    add_runs(paragraph, text)
