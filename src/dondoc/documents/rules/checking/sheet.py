"""The sheet itself (khổ giấy, lề, phông chữ, số trang). Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from dondoc.documents.rules.checking.geometry import POINTS_A_MM
from dondoc.documents.rules.checking.paper import Line, PageNumber, Paper, Section
from dondoc.documents.rules.checking.parts import Parts
from dondoc.documents.rules.checking.verdict import Broken, millimetres, points, quoted, source

MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
NAMES = {"top": "lề trên", "bottom": "lề dưới", "left": "lề trái", "right": "lề phải"}
SLACK_WORD, SLACK_PDF = 0.6, 1.2
# The same widths and shapes; PDFs embed them where Times New Roman itself may not be given away.
TIMES = re.compile(
    r"^(timesnewroman|times|texgyretermes|liberationserif|nimbusroman|tinos|nimbusromno9l)", re.IGNORECASE
)
OLD_CODES = re.compile(r"^(\.vn|vn[a-z]*time|vni-|vni)", re.IGNORECASE)
ASCENT = 0.891


def sheet_faults(paper: Paper, parts: Parts) -> Iterator[Broken]:
    yield from _paper_size(paper)
    yield from _margins(paper, parts)
    yield from _fonts(paper)
    yield from _colour(parts)
    if not paper.is_composed:
        yield Broken(
            "unicode", "Toàn văn bản", "chữ tổ hợp (dấu rời)", "Unicode dựng sẵn, TCVN 6909:2001", source("Mục I.4")
        )
    yield from _page_numbers(paper, parts)


def margins_of(paper: Paper, parts: Parts) -> dict[str, float]:
    """The margins of the first section in mm: as a DOCX sets them, as the text of a PDF shows them."""
    first = paper.sections[0]
    if paper.kind == "docx":
        return {name: getattr(first, name) for name in MARGINS if getattr(first, name) is not None}
    return _seen_margins(parts, first)


def _seen_margins(parts: Parts, first: Section) -> dict[str, float]:
    made: dict[str, float] = {}
    left, right = parts.edges
    if left is not None:
        made["left"] = round(left, 1)
    if right is not None:
        made["right"] = round(first.width - right, 1)
    aside = {id(line) for line in parts.contact} | {id(line) for line in parts.main_lines if len(line.text) < 3}
    upright = [
        line
        for line in parts.main_lines
        if line.text
        and line.y is not None
        and id(line) not in aside
        and not _is_stamp(line)
        and (line.size or 14) > 10.5
    ]
    tops = []
    for page in sorted({line.page for line in upright}):
        lines = [line for line in upright if line.page == page]
        tops.append(min((line.y or 0) - ASCENT * (line.size or 0) / POINTS_A_MM for line in lines))
    if tops:
        made["top"] = round(min(tops), 1)
    full = [page for page in {line.page for line in upright} if any(line.page == page + 1 for line in upright)]
    ends = [max((line.y or 0) for line in upright if line.page == page) for page in full]
    ends = ends or [max((line.y or 0) for line in upright)] if upright else []
    if ends:
        made["bottom"] = round(first.height - max(ends) - 0.216 * 14 / POINTS_A_MM, 1)
    return made


def _paper_size(paper: Paper) -> Iterator[Broken]:
    for n, section in enumerate(paper.sections, start=1):
        sides = sorted((section.width, section.height))
        if abs(sides[0] - 210) > 2 or abs(sides[1] - 297) > 2:
            place = f"Phần {n}" if paper.kind == "docx" else f"Trang {n}"
            found = f"{millimetres(section.width)} × {millimetres(section.height)}"
            yield Broken("page-size", place, found, "khổ A4, 210 mm × 297 mm", source("Mục I.1"))
            return
    first = paper.sections[0]
    if first.width > first.height:
        yield Broken(
            "page-orientation",
            "Trang 1",
            "khổ ngang",
            "khổ dọc; chỉ phụ lục, bảng biểu mới khổ ngang",
            source("Mục I.2"),
        )


def _margins(paper: Paper, parts: Parts) -> Iterator[Broken]:
    for name, length in margins_of(paper, parts).items():
        low, high = MARGINS[name]
        is_seen = paper.kind == "pdf"
        slack = SLACK_PDF if is_seen else SLACK_WORD
        # Text may end well above the bottom margin, and a first line may have space over it.
        most = high + slack + {"bottom": 500, "top": 3}.get(name, 0) * is_seen
        if is_seen and name == "right" and length > most and not _is_even(parts):
            continue  # ragged lines do not show it
        if not low - slack <= length <= most:
            expected = f"{low}–{high} mm"
            yield Broken(
                f"margin-{name}", f"Trang văn bản, {NAMES[name]}", millimetres(length), expected, source("Mục I.3")
            )
    if paper.kind == "docx":
        yield from _annex_margins(paper)


def _is_even(parts: Parts) -> bool:
    return not any(block.align == "left" for block in parts.body)


def _annex_margins(paper: Paper) -> Iterator[Broken]:
    """An upright annex keeps the margins too; a turned one is bound as the office likes, within 15 to 35 mm."""
    told = {name for name in MARGINS if _is_off(paper.sections[0], name)}
    for n, section in enumerate(paper.sections[1:], start=2):
        for name, (low, high) in MARGINS.items():
            length = getattr(section, name)
            if length is None or section.width > section.height or name in told or not _is_off(section, name):
                continue
            told.add(name)
            where = f"Phần {n}, {NAMES[name]}"
            yield Broken(f"margin-{name}", where, millimetres(length), f"{low}–{high} mm", source("Mục I.3"))


def _is_off(section: Section, name: str) -> bool:
    low, high = MARGINS[name]
    length = getattr(section, name)
    return length is not None and not low - SLACK_WORD <= length <= high + SLACK_WORD


def fonts_of(paper: Paper) -> dict[str, int]:
    """Names of fonts with how many signs are set in each."""
    counted: Counter[str] = Counter()
    for line in paper.lines:
        if line.font:
            counted[line.font] += len(line.text)
    return dict(counted.most_common())


def is_times(name: str) -> bool:
    return TIMES.match(re.sub(r"[\s_-]", "", name)) is not None


def _fonts(paper: Paper) -> Iterator[Broken]:
    for line in paper.lines:
        if not line.font or is_times(line.font) or _is_stamp(line) or not any(sign.isalpha() for sign in line.text):
            continue
        rule = "unicode" if OLD_CODES.match(line.font) else "font"
        expected = "phông Times New Roman, bộ mã Unicode TCVN 6909:2001"
        yield Broken(rule, quoted(line.text), f"phông {line.font}", expected, source("Mục I.4"))
        return


def _colour(parts: Parts) -> Iterator[Broken]:
    marks = {id(line) for line in parts.marks}
    for line in parts.main_lines:
        is_tint = bool(line.color) and not re.fullmatch(r"[0-2][0-9A-F]([0-2][0-9A-F]){2}", line.color)
        if line.text and is_tint and id(line) not in marks and not _is_stamp(line):
            yield Broken("colour", quoted(line.text), f"màu #{line.color}", "chữ màu đen", source("Mục I.4"))
            return


def _is_stamp(line: Line) -> bool:
    """Words of a signature's appearance, or a web address."""
    return re.search(r"ký bởi|người ký|ngày ký|https?:|www\.|@", line.text.lower()) is not None


# ---------- page numbers ----------


def _page_numbers(paper: Paper, parts: Parts) -> Iterator[Broken]:
    yield from _word_numbers(paper, parts) if paper.kind == "docx" else _shown_numbers(paper, parts)


def _word_numbers(paper: Paper, parts: Parts) -> Iterator[Broken]:
    first = paper.sections[0]
    if first.number is None:
        if _rough_height(parts.main_lines) > 1.15 * (first.height - (first.top or 20) - (first.bottom or 20)):
            yield _missing_number("Văn bản nhiều trang")
        return
    yield from _number_look(first.number)
    if not first.first_hidden:
        yield _number_on_first()
    for annex in parts.annexes:
        section = paper.sections[min(annex.section, len(paper.sections) - 1)]
        if section.number is not None and not (annex.section > 0 and section.restarts):
            name = annex.heading.text if annex.heading else "Phụ lục"
            yield Broken(
                "annex-page-number",
                name,
                "đánh số trang tiếp theo văn bản",
                "đánh số trang riêng từng phụ lục",
                source("Mục I.7"),
            )
            return


def _number_look(number: PageNumber) -> Iterator[Broken]:
    where, law = "Số trang", source("Mục I.7")
    if number.place != "top":
        yield Broken("page-number-place", where, "ở lề dưới", "canh giữa trong lề trên", law)
    if number.align and number.align != "center":
        found = {"left": "canh trái", "right": "canh phải"}.get(number.align, number.align)
        yield Broken("page-number-align", where, found, "canh giữa", law)
    if number.size is not None and not 12.7 <= number.size <= 14.3:
        yield Broken("page-number-size", where, f"cỡ chữ {points(number.size)}", "cỡ chữ 13–14", law)
    if (number.bold or 0) > 0.5 or (number.italic or 0) > 0.5:
        yield Broken("page-number-style", where, "chữ đậm hoặc nghiêng", "chữ đứng, không đậm", law)


def _missing_number(where: str) -> Broken:
    return Broken(
        "page-number", where, "không có số trang", "số trang từ trang 2, canh giữa trong lề trên", source("Mục I.7")
    )


def _number_on_first() -> Broken:
    return Broken(
        "page-number-first", "Trang 1", "hiện số trang", "không hiện số trang ở trang thứ nhất", source("Mục I.7")
    )


def _shown_numbers(paper: Paper, parts: Parts) -> Iterator[Broken]:
    if not parts.main_lines or (paper.n_read or 0) < 1:
        return
    shown = {page: (number, size, x, y) for page, number, size, x, y in paper.shown}
    last_main = max(line.page for line in parts.main_lines)
    if 1 in shown:
        yield _number_on_first()
    later = [page for page in range(2, last_main + 1) if page <= (paper.n_read or 0)]
    bare = [page for page in later if page not in shown]
    if bare:
        yield _missing_number(f"Trang {bare[0]}")
    wrong = [page for page in later if page in shown and shown[page][0] != page]
    if wrong:
        found = f"số {shown[wrong[0]][0]}"
        yield Broken("page-number", f"Trang {wrong[0]}", found, f"số {wrong[0]}", source("Mục I.7"))
    for page in later:
        if page in shown:
            yield from _number_look(_placed(paper, parts, page, shown[page]))
            break
    yield from _annex_numbers(paper, parts, {page: number for page, (number, *_) in shown.items()})


def _placed(paper: Paper, parts: Parts, page: int, shown: tuple[int, float, float, float]) -> PageNumber:
    _, size, x, y = shown
    section = paper.sections[page - 1]
    left, right = parts.edges
    middle = (left + right) / 2 if left is not None and right is not None else section.width / 2
    near = min(abs(x - middle), abs(x - section.width / 2))
    align = "center" if near < 9 else "left" if x < middle else "right"
    return PageNumber("top" if y < section.height / 2 else "bottom", align, size)


def _annex_numbers(paper: Paper, parts: Parts, shown: dict[int, int]) -> Iterator[Broken]:
    starts = [annex.page for annex in parts.annexes]
    for i, start in enumerate(starts):
        end = starts[i + 1] if i + 1 < len(starts) else (paper.n_read or 0) + 1
        for page in range(start, end):
            if page in shown and shown[page] != page - start + 1:
                expected = (
                    f"số {page - start + 1}: đánh số trang riêng từng phụ lục"
                    if page > start
                    else "không hiện ở trang đầu"
                )
                yield Broken("annex-page-number", f"Trang {page}", f"số {shown[page]}", expected, source("Mục I.7"))
                return


def _rough_height(lines: Iterable[Line]) -> float:
    """About how many mm a DOCX fills on paper, one column over the other; what stands side by side counts once."""
    total = 0.0
    for line in lines:
        if line.zone in ("page", "left"):
            size = line.size or 14
            n_lines = max(1, -(-len(line.text) * size // (85 * 14)))
            total += n_lines * size * 1.15 * (line.spacing or 1) + (line.before or 0) + (line.after or 0)
    return total / POINTS_A_MM
