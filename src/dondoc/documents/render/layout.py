"""The page (thể thức trình bày): lengths and sizes that DOCX and PDF share, and the few sums they need.

Sizes are those of the decree's own example. Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I.
"""

from __future__ import annotations

from datetime import datetime

from dondoc.base.rules.moments import VIETNAM
from dondoc.documents.rules.official import MARK_WIDTH, Annex, Column, OfficialDocument

FONT = "Times New Roman"

# Points.
SIZE = {
    "country": 12.0,  # Quốc hiệu
    "motto": 13.0,  # Tiêu ngữ
    "issuer": 12.0,  # cơ quan chủ quản, cơ quan ban hành
    "number": 13.0,  # số, ký hiệu; địa danh, ngày tháng năm
    "about": 12.0,  # V/v
    "body": 14.0,  # tên loại, trích yếu, Kính gửi, nội dung, phụ lục, chữ ký
    "table": 13.0,
    "recipients_title": 12.0,  # Nơi nhận:
    "recipients": 11.0,
    "page_number": 14.0,
    "mark": 13.0,  # độ mật, độ khẩn, phạm vi lưu hành
    "contact": 11.0,
}

# Millimetres.
LENGTH = {
    "page_width": 210.0,
    "page_height": 297.0,
    "top": 20.0,
    "bottom": 20.0,
    "left": 30.0,
    "right": 15.0,
    "page_number_top": 9.0,  # from the edge of the paper, inside the top margin
    "indent": 12.7,  # first line of a body paragraph
    "heading_left": 69.0,  # the column of the issuer; Quốc hiệu takes the rest
    "recipients": 82.5,  # the column of Nơi nhận; the signature takes the rest
    "nested_recipient": 3.0,
    "signature_room": 22.0,  # between the post and the name, for the hand and the seal
    "motto_rule": 55.9,  # as long as the Tiêu ngữ above it: 158.6 pt, Times bold 13
    "bar_label": 58.0,  # in a chart: the names before the bars, the values behind them
    "bar_value": 30.0,
    "bar": 4.0,  # how thick
    "kinh_gui": 18.6,  # 'Kính gửi' before its colon, 14 pt
}

# Points above and below.
SPACE = {
    "paragraph": 6.0,  # after a body paragraph; above V/v
    "number": 8.0,  # above the line of number and date
    "addressees": 16.0,  # above and below Kính gửi, the title, the body
    "signature": 10.0,
    "rule": 3.0,
    "cell": 4.0,  # left and right of the words in a table's cell
}

# A short rule under issuer and subject: the decree wants 1/3 to 1/2 of the text above it.
RULE_SHARE = 0.42
MARK_HEIGHT = 8.0  # mm
MARK_RED = "FF0000"
POINT_IN_MM = 25.4 / 72
# A row taller than this (mm) may break over a page, since it might not fit on one at all.
TALL_ROW = 150.0


def text_width(annex: Annex | None = None) -> float:
    """Width between the margins in mm."""
    across = LENGTH["page_height"] if annex is not None and annex.landscape else LENGTH["page_width"]
    return across - LENGTH["left"] - LENGTH["right"]


def column_widths(columns: tuple[Column, ...], available: float) -> tuple[float, ...]:
    """Widths in mm that fill what is available: fixed ones as asked, open ones (0) share the rest evenly.

    Where nothing is open, or the fixed ones leave less than 15 mm for each open one, all are scaled to fit.
    """
    n_open = sum(1 for column in columns if not column.width_mm)
    fixed = sum(column.width_mm for column in columns)
    share = max((available - fixed) / n_open, 15.0) if n_open else 0.0
    wanted = [column.width_mm or share for column in columns]
    scale = available / sum(wanted)
    return tuple(width * scale for width in wanted)


def rough_width(text: str, size: float) -> float:
    """About how wide a line of bold Times is, in mm; right within a tenth for names and titles."""
    ems = 0.0
    for sign in text:
        if sign.isupper():
            ems += 0.70
        elif sign.isalnum():
            ems += 0.49
        else:
            ems += 0.27
    return ems * size * POINT_IN_MM


def mark_width(mark: str) -> float:
    """Width of a mark's frame in mm: as the decree says, or with room around other words ('LƯU HÀNH NỘI BỘ')."""
    return MARK_WIDTH.get(mark) or min(rough_width(mark, SIZE["mark"]) + 6, LENGTH["heading_left"] - 2)


def widest_line(text: str, size: float, available: float) -> float:
    """About how wide the widest line of a text is in mm, once it is wrapped into what is available."""
    widest = max(rough_width(line, size) for line in text.split("\n"))
    return widest if widest <= available else available * 0.92


def is_tall(texts: list[str], widths: tuple[float, ...]) -> bool:
    """Whether a table row is too tall to insist on one page."""
    line_height = SIZE["table"] * 1.15 * POINT_IN_MM
    heights = [
        rough_width(text, SIZE["table"]) / max(width - 4.0, 1.0) * line_height
        for text, width in zip(texts, widths, strict=False)
    ]
    return max(heights) > TALL_ROW


def stamp(document: OfficialDocument) -> datetime:
    """The moment written into a file's properties: the date of issue as far as it is known.

    Never the clock, so that the same document always gives the same bytes.
    """
    on = document.date
    return datetime(on.year or 2000, on.month or 1, on.day or 1, tzinfo=VIETNAM)
