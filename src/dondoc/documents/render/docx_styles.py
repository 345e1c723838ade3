"""The styles of the DOCX (kiểu trình bày): what an official finds in Word's style list and changes there."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle

from dondoc.base.rules.wording import search_key
from dondoc.documents.render.layout import FONT, LENGTH, SIZE, SPACE

LEFT, CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True)
class Style:
    """One paragraph style: size and spaces in points, indents in mm."""

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = CENTER
    before: float = 0
    after: float = 0
    first_line: float = 0
    left: float = 0
    keep_with_next: bool = False

    @property
    def id(self) -> str:
        """What paragraphs refer to; officials see the name."""
        return "".join(sign for sign in search_key(self.name) if sign.isalnum())


COUNTRY = Style("Quốc hiệu", SIZE["country"], bold=True)
MOTTO_STYLE = Style("Tiêu ngữ", SIZE["motto"], bold=True)
PARENT = Style("Cơ quan chủ quản", SIZE["issuer"])
ISSUER = Style("Cơ quan ban hành", SIZE["issuer"], bold=True)
NUMBER = Style("Số, ký hiệu", SIZE["number"], before=SPACE["number"])
PLACE_DATE = Style("Địa danh, ngày tháng", SIZE["number"], italic=True, before=SPACE["number"])
ABOUT = Style("V/v", SIZE["about"], before=SPACE["paragraph"])
TYPE = Style("Tên loại", SIZE["body"], bold=True, before=SPACE["addressees"], keep_with_next=True)
SUBJECT = Style("Trích yếu", SIZE["body"], bold=True, keep_with_next=True)
ADDRESSEES = Style("Kính gửi", SIZE["body"])
BODY = Style("Nội dung", SIZE["body"], align=JUSTIFY, after=SPACE["paragraph"], first_line=LENGTH["indent"])
BASIS = Style("Căn cứ", SIZE["body"], italic=True, align=JUSTIFY, after=SPACE["paragraph"], first_line=LENGTH["indent"])
COUNTED = Style("Khoản, điểm", SIZE["body"], align=JUSTIFY, after=SPACE["paragraph"], first_line=LENGTH["indent"])
DASHED = Style("Gạch đầu dòng", SIZE["body"], align=JUSTIFY, after=SPACE["paragraph"], first_line=LENGTH["indent"])
CHAPTER = Style("Chương", SIZE["body"], bold=True, after=SPACE["paragraph"], keep_with_next=True)
MARK = Style("Độ mật, độ khẩn", SIZE["mark"], bold=True, before=SPACE["paragraph"])
CONTACT = Style("Địa chỉ cơ quan", SIZE["contact"])
POINT = Style(
    "Khoản có tiêu đề",
    SIZE["body"],
    bold=True,
    align=LEFT,
    after=SPACE["paragraph"],
    first_line=LENGTH["indent"],
    keep_with_next=True,
)
RECIPIENTS_TITLE = Style("Nơi nhận, tiêu đề", SIZE["recipients_title"], bold=True, italic=True, align=LEFT)
RECIPIENT = Style("Nơi nhận", SIZE["recipients"], align=LEFT)
NESTED_RECIPIENT = Style("Nơi nhận, cấp hai", SIZE["recipients"], align=LEFT, left=LENGTH["nested_recipient"])
AUTHORITY = Style("Quyền hạn, chức vụ", SIZE["body"], bold=True, keep_with_next=True)
SIGNER = Style("Họ và tên", SIZE["body"], bold=True)
ANNEX_TITLE = Style("Phụ lục, tiêu đề", SIZE["body"], bold=True, keep_with_next=True)
ANNEX_NOTE = Style("Phụ lục, kèm theo", SIZE["body"], italic=True, after=0, keep_with_next=True)
TABLE_TEXT = Style("Bảng", SIZE["table"], align=LEFT)
PAGE_NUMBER = Style("Số trang", SIZE["page_number"])
RULE = Style("Đường kẻ", 2)

ALL = (
    *(COUNTRY, MOTTO_STYLE, PARENT, ISSUER, NUMBER, PLACE_DATE, ABOUT, TYPE, SUBJECT, ADDRESSEES, BODY, POINT),
    *(RECIPIENTS_TITLE, RECIPIENT, NESTED_RECIPIENT, AUTHORITY, SIGNER, ANNEX_TITLE, ANNEX_NOTE, TABLE_TEXT),
    *(BASIS, COUNTED, DASHED, CHAPTER, MARK, CONTACT, PAGE_NUMBER, RULE),
)


KEPT = (
    "Normal",
    "Default Paragraph Font",
    "Normal Table",
    "No List",
    "Table Grid",
    "header",
    "footer",
    "Header Char",
    "Footer Char",
)


def remove_foreign_styles(doc: Document) -> None:
    """Take out the styles of the library's own template: an official's list shows those of this document."""
    for style in list(doc.styles.element.style_lst):
        if style.name_val not in KEPT:
            doc.styles.element.remove(style)


def add_styles(doc: Document) -> None:
    """Set the base style and add ours: Times New Roman for every script, black, single spacing, Vietnamese."""
    normal = _paragraph_style(doc.styles["Normal"])
    _set_font(normal, SIZE["body"])
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    language = OxmlElement("w:lang")
    for kind in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(kind), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    for wanted in ALL:
        style = _paragraph_style(doc.styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH))
        style.element.styleId = wanted.id
        _fill(style, wanted)
        style.base_style = normal


def _paragraph_style(style: BaseStyle) -> ParagraphStyle:
    """The library types every style alike."""
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{style.name} is not a paragraph style")
    return style


def _fill(style: ParagraphStyle, wanted: Style) -> None:
    _set_font(style, wanted.size)
    style.font.bold, style.font.italic = wanted.bold, wanted.italic
    style.quick_style = True
    shape = style.paragraph_format
    shape.alignment = wanted.align
    shape.space_before, shape.space_after = Pt(wanted.before), Pt(wanted.after)
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if wanted.first_line:
        shape.first_line_indent = Mm(wanted.first_line)
    if wanted.left:
        shape.left_indent = Mm(wanted.left)
    shape.keep_with_next = wanted.keep_with_next
    shape.widow_control = True


def _set_font(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
