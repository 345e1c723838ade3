"""The DOCX of an official document (bản Word): real styles, repeated header rows, a section for each annex."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterable

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as DocxParagraph

from dondoc.documents.render import docx_styles as s
from dondoc.documents.render.layout import (
    LENGTH,
    RULE_SHARE,
    SIZE,
    SPACE,
    column_widths,
    is_tall,
    rough_width,
    stamp,
    text_width,
    widest_line,
)
from dondoc.documents.rules.official import (
    MOTTO,
    MOTTO_COUNTRY,
    Align,
    Annex,
    Block,
    DocumentType,
    Heading,
    OfficialDocument,
    Paragraph,
    Run,
    Table,
    Text,
    addressee_lines,
    plain,
    printable_document,
    recipient_lines,
)

ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
# The zip's own clock starts here; a fixed time keeps the same document the same bytes.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def render_docx(document: OfficialDocument) -> bytes:
    """The document for Word (bản DOCX để sửa); the same document always gives the same bytes."""
    document = printable_document(document)
    doc = docx.Document()
    s.add_styles(doc)
    _set_properties(doc, document)
    _set_page(doc.sections[0])
    _heading(doc, document)
    _addressees(doc, document)
    for block in document.body:
        _block(doc, block, text_width())
    _signature(doc, document)
    for annex in document.annexes:
        _annex(doc, annex)
    return _saved(doc)


def _set_properties(doc: Document, document: OfficialDocument) -> None:
    properties = doc.core_properties
    properties.title, properties.language = document.title[:250], "vi-VN"
    properties.author = properties.last_modified_by = " ".join(document.issuer).replace("\n", " ")[:250]
    properties.comments = ""
    properties.created = properties.modified = stamp(document).replace(tzinfo=None)


def _set_page(section: Section, *, landscape: bool = False) -> None:
    """A4, margins, the page number in the top margin from page 2; page numbers begin anew in each section."""
    width, height = Mm(LENGTH["page_width"]), Mm(LENGTH["page_height"])
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.top_margin, section.bottom_margin = Mm(LENGTH["top"]), Mm(LENGTH["bottom"])
    section.left_margin, section.right_margin = Mm(LENGTH["left"]), Mm(LENGTH["right"])
    section.header_distance, section.footer_distance = Mm(LENGTH["page_number_top"]), Mm(10)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    _style(number, s.PAGE_NUMBER)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.append(start)


def _heading(doc: Document, document: OfficialDocument) -> None:
    left_width = LENGTH["heading_left"]
    table = _frame(doc, (left_width, text_width() - left_width), rows=3 if document.type is DocumentType.LETTER else 2)
    left, right = table.cell(0, 0), table.cell(0, 1)
    names = [*((line, s.PARENT) for line in document.issuer_parent), *((line, s.ISSUER) for line in document.issuer)]
    _lines(left, names)
    _rule(left, RULE_SHARE * max(widest_line(n, SIZE["issuer"], left_width) for n in document.issuer), left_width)
    _lines(right, [(MOTTO_COUNTRY, s.COUNTRY), (MOTTO, s.MOTTO_STYLE)])
    _rule(right, LENGTH["motto_rule"], text_width() - left_width)
    _lines(table.cell(1, 0), [(document.number_line, s.NUMBER)])
    _lines(table.cell(1, 1), [(document.date_line, s.PLACE_DATE)])
    if document.type is DocumentType.LETTER:
        _lines(table.cell(2, 0), [(document.subject_line, s.ABOUT)])
        return
    _add(doc, document.type.label.upper(), s.TYPE)
    _add(doc, document.subject_line, s.SUBJECT)
    length = RULE_SHARE * widest_line(document.subject_line, SIZE["body"], text_width())
    _rule(doc, length, text_width(), after=SPACE["addressees"])


def _addressees(doc: Document, document: OfficialDocument) -> None:
    if not document.addressees:
        if document.type is DocumentType.LETTER:
            _add(doc, "", s.ADDRESSEES)
        return
    lines = addressee_lines(document.addressees)
    if len(lines) == 1:
        only = _add(doc, f"Kính gửi: {lines[0]}", s.ADDRESSEES)
        only.paragraph_format.space_before = only.paragraph_format.space_after = Pt(SPACE["addressees"])
        return
    # The dashes stand under the colon, the whole about the middle of the page.
    label, room = LENGTH["kinh_gui"], text_width()
    widest = min(max(rough_width(line, SIZE["body"]) for line in lines), room - label)
    side = max((room - label - widest) / 2, 0)
    listed = [(_add(doc, "Kính gửi:", s.ADDRESSEES), side)]
    listed += [(_add(doc, line, s.ADDRESSEES), side + label) for line in lines]
    for paragraph, indent in listed:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.left_indent = Mm(indent)
    listed[0][0].paragraph_format.space_before = Pt(SPACE["addressees"])
    listed[-1][0].paragraph_format.space_after = Pt(SPACE["addressees"])


def _signature(doc: Document, document: OfficialDocument) -> None:
    """Recipients at the left, the signature at the right, never torn apart nor alone on a page."""
    if doc.paragraphs:
        doc.paragraphs[-1].paragraph_format.keep_with_next = True
    table = _frame(doc, (LENGTH["recipients"], text_width() - LENGTH["recipients"]), rows=1)
    _keep_whole(table.rows[0])
    left, right = table.cell(0, 0), table.cell(0, 1)
    depths = (s.RECIPIENT, s.NESTED_RECIPIENT)
    listed = [(line, depths[depth]) for depth, line in recipient_lines(document.recipients)]
    _lines(left, [("Nơi nhận:", s.RECIPIENTS_TITLE), *listed])
    _lines(right, [*((line, s.AUTHORITY) for line in document.authority), (document.signer, s.SIGNER)])
    right.paragraphs[-1].paragraph_format.space_before = Mm(LENGTH["signature_room"])
    for cell in (left, right):
        cell.paragraphs[0].paragraph_format.space_before = Pt(SPACE["signature"])


def _annex(doc: Document, annex: Annex) -> None:
    _set_page(doc.add_section(WD_SECTION.NEW_PAGE), landscape=annex.landscape)
    for title in filter(None, (annex.heading, annex.title)):
        _add(doc, title, s.ANNEX_TITLE)
    for i, line in enumerate(annex.note):
        note = _add(doc, line, s.ANNEX_NOTE)
        note.paragraph_format.space_after = Pt(SPACE["paragraph"] if i == len(annex.note) - 1 else 0)
    for block in annex.blocks:
        _block(doc, block, text_width(annex))


def _block(doc: Document, block: Block, available: float) -> None:
    match block:
        case Paragraph(text):
            _runs(_style(doc.add_paragraph(), s.BODY), text)
        case Heading(text=title):
            _add(doc, title, s.POINT)
        case Table():
            _table(doc, block, available)


def _table(doc: Document, table: Table, available: float) -> None:
    widths = column_widths(table.columns, available)
    made = doc.add_table(rows=1, cols=len(widths))
    made.style = "Table Grid"
    _set_widths(made, widths)
    header = made.rows[0]
    for cell, column in zip(header.cells, table.columns, strict=True):
        _cell(cell, (Run(column.title, bold=True),), Align.CENTER)
    repeat = OxmlElement("w:tblHeader")
    header._tr.get_or_add_trPr().append(repeat)
    _keep_whole(header)
    blank = made.add_row()._tr
    made._tbl.remove(blank)
    for row in table.rows:
        line = _Row(copy.deepcopy(blank), made)
        made._tbl.append(line._tr)
        if not is_tall([plain(cell.text) for cell in row.cells], widths):
            _keep_whole(line)
        cells = [_Cell(cell, made) for cell in line._tr.tc_lst]
        for cell, given, column in zip(cells, row.cells, table.columns, strict=False):
            runs = tuple(Run(r.text, True, r.italic) for r in given.text) if row.is_group else given.text
            _cell(cell, runs, given.align or column.align)
        if len(row.cells) < len(cells):
            cells[len(row.cells) - 1].merge(cells[-1])
    _set_widths(made, widths)


def _cell(cell: _Cell, text: Text, align: Align) -> None:
    paragraph = cell.paragraphs[0]
    _style(paragraph, s.TABLE_TEXT)
    paragraph.alignment = ALIGN[align]
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    _runs(paragraph, text)


def _frame(doc: Document, widths: tuple[float, ...], rows: int) -> DocxTable:
    """A table without rules that holds things side by side; widths in mm."""
    table: DocxTable = doc.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, widths)
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
    return table


def _set_widths(table: DocxTable, widths: tuple[float, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        at = 0
        for cell in row._tr.tc_lst:
            cell.width = Mm(sum(widths[at : at + cell.grid_span]))
            at += cell.grid_span


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _style(paragraph: DocxParagraph, style: s.Style) -> DocxParagraph:
    """Give a paragraph its style by id: the library's own way searches all styles each time, five times slower."""
    paragraph._p.get_or_add_pPr().style = style.id
    return paragraph


def _lines(cell: _Cell, lines: Iterable[tuple[str, s.Style]]) -> None:
    for i, (words, style) in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        _style(paragraph, style)
        _words(paragraph, words)


def _add(doc: Document, words: str, style: s.Style) -> DocxParagraph:
    paragraph = _style(doc.add_paragraph(), style)
    _words(paragraph, words)
    return paragraph


def _words(paragraph: DocxParagraph, words: str, *, bold: bool = False, italic: bool = False) -> None:
    """Text with its line breaks; character marks only where they differ from the style's."""
    for i, part in enumerate(words.split("\n")):
        run = paragraph.add_run()
        if i:
            run.add_break()
        run.add_text(part)
        run.bold, run.italic = bold or None, italic or None


def _runs(paragraph: DocxParagraph, text: Text) -> None:
    for run in text:
        _words(paragraph, run.text, bold=run.bold, italic=run.italic)


def _rule(place: Document | _Cell, length: float, available: float, after: float = 0) -> None:
    """A solid rule of a length in mm, centred: the upper border of an empty line with indents at both sides."""
    paragraph = _style(place.add_paragraph(), s.RULE)
    indent: Length = Mm(max(available - length, 0) / 2)
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = indent
    shape.space_before, shape.space_after = Pt(SPACE["rule"]), Pt(after)
    shape.line_spacing = Pt(2)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)


def _saved(doc: Document) -> bytes:
    """The file with every time in its zip fixed."""
    raw, made = io.BytesIO(), io.BytesIO()
    doc.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return made.getvalue()
