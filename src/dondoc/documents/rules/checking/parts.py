"""The parts of a document (thành phần thể thức) as a check knows them, and the words by which they are known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dondoc.base.rules.wording import same_name_key, search_key
from dondoc.documents.rules.checking.geometry import Block
from dondoc.documents.rules.checking.paper import Line
from dondoc.documents.rules.official import DocumentType

HEAD_LINES = 45
NUMBER = re.compile(r"^\s*số\s*:|^\s*số\s*\d*\s*/", re.IGNORECASE)
DATED = re.compile(r"^[^;:()]{0,40}?\bngày\b.{0,14}\btháng\b.{0,14}\bnăm\b.{0,12}$", re.IGNORECASE)
ABOUT = re.compile(r"^\s*v\s*/\s*v\b", re.IGNORECASE)
ABOUT_IN_FULL = re.compile(r"^\s*(v\s*/\s*v|về việc|vv)\b", re.IGNORECASE)
ANNEX = re.compile(r"^\s*phụ lục\s*(số\s*)?([ivxlc]+|\d+|[a-z])?\s*[.:]?\s*$", re.IGNORECASE)
BASIS = re.compile(r"^\s*(căn cứ|theo đề nghị|xét đề nghị|xét tờ trình)\b", re.IGNORECASE)
MARKS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HOẢ TỐC")
CIRCULATION = ("LƯU HÀNH NỘI BỘ", "XEM XONG TRẢ LẠI")
# A slip is no type of the decree; offices set it as a submission, with a symbol of their own.
TYPES = {same_name_key(type_.label): type_ for type_ in DocumentType} | {
    same_name_key("Phiếu trình"): DocumentType.SUBMISSION
}
# What stands beside a signature and is no name: a stamp's words, an address.
STAMP = re.compile(r"^(ký bởi|người ký|ngày ký|\(|cơ quan:|thời gian ký)|email|điện thoại|@|website|\d{4}|đường ")
LIST_ITEM = re.compile(r"^\s*([-–—+*•])")


@dataclass
class AnnexParts:
    """What stands over an annex."""

    heading: Line | None = None
    title: list[Line] = field(default_factory=list)
    note: list[Line] = field(default_factory=list)
    page: int = 1
    section: int = 0


@dataclass
class Parts:
    """The parts found; what is not there is None or empty."""

    country: Line | None = None
    motto: Line | None = None
    parents: list[Line] = field(default_factory=list)
    issuers: list[Line] = field(default_factory=list)
    number: Line | None = None
    dated: Line | None = None
    type: DocumentType | None = None
    title: Line | None = None
    subject: list[Line] = field(default_factory=list)
    about: list[Line] = field(default_factory=list)
    marks: list[Line] = field(default_factory=list)
    to: Line | None = None
    addressees: list[Line] = field(default_factory=list)
    basis: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    recipients_title: Line | None = None
    recipients: list[Line] = field(default_factory=list)
    authority: list[Line] = field(default_factory=list)
    signer: Line | None = None
    annexes: list[AnnexParts] = field(default_factory=list)
    contact: list[Line] = field(default_factory=list)
    main_lines: list[Line] = field(default_factory=list)
    annex_lines: list[Line] = field(default_factory=list)
    edges: tuple[float | None, float | None] = (None, None)  # of the text of a PDF

    @property
    def is_letter(self) -> bool:
        return self.type is None or bool(self.about)


ORGANS = (
    *(
        "VĂN PHÒNG",
        "SỞ",
        "CỤC",
        "CHI CỤC",
        "VỤ",
        "TỔNG CỤC",
        "TRUNG TÂM",
        "PHÒNG",
        "BAN",
        "THANH TRA",
        "TRƯỜNG",
        "VIỆN",
    ),
    *("BỆNH VIỆN", "UBND", "ỦY BAN", "UỶ BAN", "HỘI ĐỒNG", "BỘ", "CÔNG AN", "TÒA ÁN", "KHO BẠC", "BẢO HIỂM", "HĐND"),
    *("TRẠM", "QUỸ", "TỔ", "CÔNG TY", "HỌC VIỆN", "NHÀ", "ĐỘI", "HẠT"),
)
PLACES = ("TỈNH", "THÀNH PHỐ", "HUYỆN", "QUẬN", "THỊ XÃ", "XÃ", "PHƯỜNG", "THỊ TRẤN", "ĐẶC KHU", "TP.", "TP ")


def n_parents(names: list[Line]) -> int:
    """How many of the left-hand lines name the superior body: those before the last line that begins with an organ's
    word, unless that line only goes on ('ỦY BAN NHÂN DÂN' / 'TỈNH …')."""
    bold = [(line.bold or 0) > 0.5 for line in names]
    if any(bold) and not all(bold):
        first_bold = bold.index(True)
        if first_bold > 0 and all(bold[first_bold:]):
            return first_bold
    starts = [i for i, line in enumerate(names) if line.text.upper().startswith(ORGANS)]
    if len(starts) < 2 or starts[0] != 0:
        return 0
    return starts[-1] if len(names[0].text) > len("ỦY BAN") else 0


def is_whole(text: str) -> bool:
    return search_key(text).endswith("viet nam")


def is_dated(line: Line) -> bool:
    """Place and date; a basis or a sentence with a date in it begins or ends otherwise."""
    is_short = len(line.text) < 90 and not line.text.startswith("(") and not BASIS.match(line.text)
    return is_short and DATED.search(line.text) is not None and not line.text.rstrip().endswith((";", ":", "./."))


def goes_on(line: Line, about: Line) -> bool:
    """The next line of a V/v set with tabs: as small, and no sentence."""
    is_small = line.size == about.size and (line.size or 14) < 13.5
    return is_small and len(line.text) < 60 and not line.text.lower().startswith("kính gửi")


def is_capitals(text: str) -> bool:
    return text.upper() == text and any(sign.isalpha() for sign in text)


def n_basis(blocks: list[Block], type_: DocumentType | None) -> int:
    """How many paragraphs at the beginning are bases and not the opening sentence."""
    n = 0
    for block in blocks:
        if not BASIS.match(block.text) or block.text.rstrip().endswith(":"):
            break
        is_formal = type_ in (DocumentType.DECISION, DocumentType.RESOLUTION, DocumentType.REGULATION)
        if not (is_formal or block.text.rstrip().endswith(";") or (block.line.italic or 0) > 0.6 or n):
            break
        n += 1
    return n
