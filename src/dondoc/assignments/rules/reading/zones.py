"""The parts of a document (các thành phần văn bản): head, words, place for recipients and signature, annexes.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.assignments.rules.reading.outline import Line, marker_of
from dondoc.assignments.rules.reading.passages import low

TYPES = (
    "quyết định|chỉ thị|công điện|thông báo|kế hoạch|kết luận|báo cáo|tờ trình|chương trình|hướng dẫn"
    "|nghị quyết|phương án|đề án|"
    "biên bản|thông báo kết luận|quy định|quy chế|giấy mời|văn bản|công văn"
)
_TYPE_LINE = re.compile(rf"({TYPES})(?:\s+(?:khẩn|hỏa tốc|số\b.*))?[:.]?")
_SUBJECT = re.compile(r"\s*\(?(?:v/v|vv|về việc|về)\s*:?\s+\S")
_SIGNING = re.compile(
    r"(?:(?:tm|kt|tl|tuq|q)\s?\.\s?\S.*|(?:phó )?chủ tịch|(?:phó )?chánh văn phòng|(?:phó )?giám đốc"
    r"|(?:phó )?chánh thanh tra"
    r"|(?:phó )?cục trưởng|(?:phó )?trưởng ban|bộ trưởng|thứ trưởng|chủ nhiệm)(?: thường trực)?"
)
_ANNEX = re.compile(
    r"(?:phụ lục|phụ biểu|biểu|danh mục|danh sách|kế hoạch|phương án|chương trình|phân công|đề án|quy chế|quy định)\b"
)
_ATTACHED = re.compile(r"\(?\s*(?:ban hành )?(?:kèm theo|đính kèm)")
_SENTENCE_OPENING = re.compile(
    r"(?:căn cứ|thực hiện|theo|ngày|để|trong|thời gian|nhằm|hiện nay|năm|qua|xét|tiếp|sau|trước|tại|ubnd"
    r"|ủy ban|chủ tịch|"
    r"văn phòng|phó chủ tịch|vừa qua|nhìn|từ|trên|với|do)\b"
)
MOST_HEAD_LINES = 80


@dataclass(frozen=True)
class Zones:
    """Ranges of lines: [0, words) head; [words, close) what the document says; [close, annex)
    recipients and signature."""

    words: int
    close: int
    annex: int
    kind: str
    subject: tuple[int, int]
    addressees: tuple[int, int]


def zones_of(lines: list[Line]) -> Zones:
    """Where the parts begin and end; a text that is no whole document is words from its first line."""
    to = next((i for i, line in enumerate(lines[:MOST_HEAD_LINES]) if low(line.text).startswith("kính gửi")), None)
    type_at = _type_line(lines, to)
    kind = _TYPE_LINE.fullmatch(low(lines[type_at].text).strip(" :.")) if type_at is not None else None
    if to is not None:
        subject = _letter_subject(lines, to)
        addressees = (to, _addressees_end(lines, to))
        words = max(addressees[1], subject[1])
    else:
        addressees = (0, 0)
        subject = _titled_subject(lines, type_at) if type_at is not None else _letter_subject(lines, MOST_HEAD_LINES)
        words = subject[1] or _after_head(lines)
    close = _close(lines, words)
    return Zones(words, close, _annex(lines, close), kind[1] if kind else "công văn", subject, addressees)


def _type_line(lines: list[Line], to: int | None) -> int | None:
    """'THÔNG BÁO', 'CHỈ THỊ' alone on a line in capitals."""
    for i, line in enumerate(lines[: to if to is not None else MOST_HEAD_LINES]):
        if is_type_line(line.text):
            return i
    return None


def is_type_line(text: str) -> bool:
    return text.isupper() and bool(_TYPE_LINE.fullmatch(low(text).strip(" :.")))


def _letter_subject(lines: list[Line], before: int) -> tuple[int, int]:
    """The lines of 'V/v …', up to a blank line or the next part of the head."""
    for i, line in enumerate(lines[:before]):
        if re.match(r"\s*\(?v/v\b|\s*về việc\b(?! (?:này|trên|đó|nêu))", low(line.text)):
            end = i + 1
            while end < min(len(lines), before, i + 6) and _carries_subject(lines[end]):
                end += 1
            return i, end
    return 0, 0


def _carries_subject(line: Line) -> bool:
    lowered = low(line.text)
    return bool(line.text) and not re.match(r"(?:kính gửi|số\s*:|.{0,40}, ngày|độc lập|cộng hòa|-)", lowered)


def _titled_subject(lines: list[Line], type_at: int) -> tuple[int, int]:
    """The lines under 'THÔNG BÁO', up to a blank line, or to the first sentence."""
    start = type_at + 1
    while start < len(lines) and lines[start].is_blank:
        start += 1
    end = start
    while end < min(len(lines), start + 6) and lines[end].text and marker_of(lines[end].text) is None:
        text = lines[end].text
        if (
            end > start
            and re.match(r"(?:chủ tịch|ủy ban nhân dân|ubnd|thủ tướng|bộ trưởng)\b", low(text))
            and text.isupper()
        ):
            break
        if end > start and (_SENTENCE_OPENING.match(low(text)) and text[:1].isupper() and not text.isupper()):
            break
        end += 1
        if text.endswith((".", ";", ":")) and not text.isupper():
            end -= end > start + 1
            break
    return start, end


def _addressees_end(lines: list[Line], to: int) -> int:
    """The line after 'Kính gửi: …' and its list."""
    end, last = to + 1, lines[to].text
    while end < min(len(lines), to + 60):
        text = lines[end].text
        if not text:
            ahead = next((line.text for line in lines[end : end + 6] if line.text), "")
            if not (ahead.startswith(("-", "+")) and not last.endswith(".")):
                return end
        elif not text.startswith(("-", "+", "\t")) and (last.endswith((".", "./.")) or _opens_words(text, last)):
            return end
        last = text or last
        end += 1
    return end


def _opens_words(text: str, last: str) -> bool:
    """A line that begins the letter although no blank line stands before it."""
    lowered = low(text)
    if last.endswith(":") and not marker_of(text):
        return False
    if marker_of(text) is not None or (bool(_SENTENCE_OPENING.match(lowered)) and len(text) > 50):
        return True
    return text[:1].isupper() and len(text) > 80 and not last.endswith((",", ";", ":"))


def _after_head(lines: list[Line]) -> int:
    """Without addressee and title: behind the last line of the head that can be told."""
    last = 0
    for i, line in enumerate(lines[:25]):
        lowered = low(line.text)
        if re.match(r"(?:số\s*:|.{2,40}, ngày\s.{0,30}năm\s*\d{4}$|độc lập|cộng hòa|v/v)", lowered):
            last = i + 1
    return last


def _close(lines: list[Line], words: int) -> int:
    """The line of 'Nơi nhận', else the first line of the signature."""
    for i in range(words, len(lines)):
        if low(lines[i].text).startswith("nơi nhận"):
            return i
    for i in range(words + 1, len(lines)):
        text = lines[i].text
        if text.isupper() and len(text) < 60 and _SIGNING.fullmatch(low(text)):
            return i
    return len(lines)


def _annex(lines: list[Line], close: int) -> int:
    """The first line of an annex behind the signature."""
    for i in range(close + 1, len(lines)):
        text = lines[i].text
        lowered = low(text)
        if (text.isupper() and _ANNEX.match(lowered)) or _ATTACHED.match(lowered) or text.count("\t") > 1:
            return i
    return len(lines)
