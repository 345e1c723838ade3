"""The DOCX of an official document (bản Word): real styles, repeated header rows, a section for each annex."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from functools import cache

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.parfmt import CT_PPr
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table as DocxTable
from docx.table import _Cell

from dondoc.documents.render import docx_styles as s
from dondoc.documents.render.docx_blocks import (
    add,
    add_block,
    add_words,
    keep_whole,
    set_cell_margins,
    set_widths,
    styled,
)
from dondoc.documents.render.layout import (
    LENGTH,
    MARK_HEIGHT,
    MARK_RED,
    POINT_IN_MM,
    RULE_SHARE,
    SIZE,
    SPACE,
    mark_width,
    rough_width,
    stamp,
    text_width,
    widest_line,
)
from dondoc.documents.rules.official import (
    MARK_WIDTH,
    MOTTO,
    MOTTO_COUNTRY,
    Annex,
    DocumentType,
    OfficialDocument,
    addressee_lines,
    basis_lines,
    printable_document,
    recipient_lines,
)

MARK_PADDING = 3  # points between the words of a mark and its frame, above and below
# The zip's own clock starts here; a fixed time keeps the same document the same bytes.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def render_docx(document: OfficialDocument) -> bytes:
    """The document for Word (bản DOCX để sửa); the same document always gives the same bytes."""
    document = printable_document(document)
    doc = docx.Document(io.BytesIO(_blank()))
    _set_properties(doc, document)
    _set_page(doc.sections[0])
    _heading(doc, document)
    _title(doc, document)
    _addressees(doc, document)
    for line in basis_lines(document.basis):
        add(doc, line, s.BASIS)
    for block in document.body:
        add_block(doc, block, text_width())
    _signature(doc, document)
    _contact(doc, document)
    for annex in document.annexes:
        _annex(doc, annex)
        if document.contact:  # stands on the first page of the document, not of its annexes
            doc.sections[-1].first_page_footer.is_linked_to_previous = False
    return _saved(doc)


@cache
def _blank() -> bytes:
    """An empty file with our styles and no others; made once, since styles take longer than a letter's words."""
    doc = docx.Document()
    s.remove_foreign_styles(doc)
    s.add_styles(doc)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


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
    styled(number, s.PAGE_NUMBER)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.append(start)


def _heading(doc: Document, document: OfficialDocument) -> None:
    left_width, is_letter = LENGTH["heading_left"], document.type is DocumentType.LETTER
    n_rows = 2 + is_letter + bool(document.marks)
    table = _frame(doc, (left_width, text_width() - left_width), rows=n_rows)
    left, right = table.cell(0, 0), table.cell(0, 1)
    names = [*((line, s.PARENT) for line in document.issuer_parent), *((line, s.ISSUER) for line in document.issuer)]
    _lines(left, names)
    _rule(left, RULE_SHARE * max(widest_line(n, SIZE["issuer"], left_width) for n in document.issuer), left_width)
    _lines(right, [(MOTTO_COUNTRY, s.COUNTRY), (MOTTO, s.MOTTO_STYLE)])
    _rule(right, LENGTH["motto_rule"], text_width() - left_width)
    _lines(table.cell(1, 0), [(document.number_line, s.NUMBER)])
    _lines(table.cell(1, 1), [(document.date_line, s.PLACE_DATE)])
    if is_letter:
        _lines(table.cell(2, 0), [(document.subject_line, s.ABOUT)])
    if document.marks:
        _marks(table.cell(n_rows - 1, 0), document.marks)


def _marks(cell: _Cell, marks: tuple[str, ...]) -> None:
    """Framed words, secrecy and urgency in red: a border round a line with indents at both sides."""
    _lines(cell, [(mark, s.MARK) for mark in marks])
    for mark, paragraph in zip(marks, cell.paragraphs, strict=True):
        side: Length = Mm((LENGTH["heading_left"] - mark_width(mark)) / 2)
        shape = paragraph.paragraph_format
        shape.left_indent = shape.right_indent = side
        shape.line_spacing = Pt(MARK_HEIGHT / POINT_IN_MM - 2 * MARK_PADDING)
        is_red = mark in MARK_WIDTH
        if is_red:
            paragraph.runs[0].font.color.rgb = RGBColor.from_string(MARK_RED)
        sides = ("top", "left", "bottom", "right")
        _border(paragraph._p.get_or_add_pPr(), sides, MARK_RED if is_red else "000000", MARK_PADDING)


def _title(doc: Document, document: OfficialDocument) -> None:
    if document.type is DocumentType.LETTER:
        return
    add(doc, document.type_title.upper(), s.TYPE)
    if not document.subject_line:
        return
    add(doc, document.subject_line, s.SUBJECT)
    length = RULE_SHARE * widest_line(document.subject_line, SIZE["body"], text_width())
    _rule(doc, length, text_width(), after=SPACE["addressees"])


def _addressees(doc: Document, document: OfficialDocument) -> None:
    if not document.addressees:
        if document.type is DocumentType.LETTER:
            add(doc, "", s.ADDRESSEES)
        return
    lines = addressee_lines(document.addressees)
    if len(lines) == 1:
        only = add(doc, f"Kính gửi: {lines[0]}", s.ADDRESSEES)
        only.paragraph_format.space_before = only.paragraph_format.space_after = Pt(SPACE["addressees"])
        return
    # The dashes stand under the colon, the whole about the middle of the page.
    label, room = LENGTH["kinh_gui"], text_width()
    widest = min(max(rough_width(line, SIZE["body"]) for line in lines), room - label)
    side = max((room - label - widest) / 2, 0)
    listed = [(add(doc, "Kính gửi:", s.ADDRESSEES), side)]
    listed += [(add(doc, line, s.ADDRESSEES), side + label) for line in lines]
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
    keep_whole(table.rows[0])
    left, right = table.cell(0, 0), table.cell(0, 1)
    depths = (s.RECIPIENT, s.NESTED_RECIPIENT)
    listed = [(line, depths[depth]) for depth, line in recipient_lines(document.recipients)]
    drafter = [(document.drafter, s.RECIPIENT)] if document.drafter else []
    _lines(left, [("Nơi nhận:", s.RECIPIENTS_TITLE), *listed, *drafter])
    _lines(right, [*((line, s.AUTHORITY) for line in document.authority), (document.signer, s.SIGNER)])
    right.paragraphs[-1].paragraph_format.space_before = Mm(LENGTH["signature_room"])
    for cell in (left, right):
        cell.paragraphs[0].paragraph_format.space_before = Pt(SPACE["signature"])


def _contact(doc: Document, document: OfficialDocument) -> None:
    """Address and telephone at the foot of page 1 under a rule across the page (địa chỉ cơ quan)."""
    if not document.contact:
        return
    footer = doc.sections[0].first_page_footer
    footer.is_linked_to_previous = False
    for i, line in enumerate(document.contact):
        paragraph = styled(footer.paragraphs[0] if i == 0 else footer.add_paragraph(), s.CONTACT)
        add_words(paragraph, line)
        if i == 0:
            _border(paragraph._p.get_or_add_pPr(), ("top",))


def _annex(doc: Document, annex: Annex) -> None:
    _set_page(doc.add_section(WD_SECTION.NEW_PAGE), landscape=annex.landscape)
    for title in filter(None, (annex.heading, annex.title)):
        add(doc, title, s.ANNEX_TITLE)
    for i, line in enumerate(annex.note):
        note = add(doc, line, s.ANNEX_NOTE)
        note.paragraph_format.space_after = Pt(SPACE["paragraph"] if i == len(annex.note) - 1 else 0)
    for block in annex.blocks:
        add_block(doc, block, text_width(annex))


def _frame(doc: Document, widths: tuple[float, ...], rows: int) -> DocxTable:
    """A table without rules that holds things side by side; widths in mm."""
    table: DocxTable = doc.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(table, widths)
    set_cell_margins(table, 0)
    return table


def _lines(cell: _Cell, lines: Iterable[tuple[str, s.Style]]) -> None:
    for i, (words, style) in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        add_words(styled(paragraph, style), words)


def _rule(place: Document | _Cell, length: float, available: float, after: float = 0) -> None:
    """A solid rule of a length in mm, centred: the upper border of an empty line with indents at both sides."""
    paragraph = styled(place.add_paragraph(), s.RULE)
    indent: Length = Mm(max(available - length, 0) / 2)
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = indent
    shape.space_before, shape.space_after = Pt(SPACE["rule"]), Pt(after)
    shape.line_spacing = Pt(2)
    _border(paragraph._p.get_or_add_pPr(), ("top",))


def _border(shape: CT_PPr, sides: tuple[str, ...], color: str = "000000", padding: int = 0) -> None:
    """Solid rules round a paragraph; set in the place that the schema gives them."""
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        space = str(padding if side in ("top", "bottom") else 0)
        for name, value in (("val", "single"), ("sz", "6"), ("space", space), ("color", color)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    after = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
    shape.insert_element_before(borders, *after)


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
