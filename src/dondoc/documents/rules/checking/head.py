"""The head of a document (phần đầu văn bản): motto, issuer, number, date, title, V/v, addressees.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.1–5, 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dondoc.documents.rules.checking.geometry import side
from dondoc.documents.rules.checking.paper import Line, Paper
from dondoc.documents.rules.checking.parts import MARKS, Parts
from dondoc.documents.rules.checking.verdict import Broken, Look, look_faults, millimetres, quoted, source
from dondoc.documents.rules.official import MOTTO, MOTTO_COUNTRY, DocumentType

COUNTRY = Look("Quốc hiệu", (12, 13), source("Mục II.1"), bold=True, italic=False, capitals=True)
MOTTO_LOOK = Look("Tiêu ngữ", (13, 14), source("Mục II.1"), bold=True, italic=False, capitals=False)
PARENT = Look("Cơ quan chủ quản", (12, 13), source("Mục II.2"), bold=False, italic=False, capitals=True)
ISSUER = Look("Cơ quan ban hành", (12, 13), source("Mục II.2"), bold=True, italic=False, capitals=True)
NUMBER = Look("Số, ký hiệu", (13, 13), source("Mục II.3"), bold=False, italic=False)
DATED = Look("Địa danh, ngày tháng năm", (13, 14), source("Mục II.4"), bold=False, italic=True)
TITLE = Look("Tên loại", (13, 14), source("Mục II.5"), bold=True, italic=False, capitals=True)
SUBJECT = Look("Trích yếu", (13, 14), source("Mục II.5"), bold=True, italic=False, capitals=False)
ABOUT = Look("V/v", (12, 13), source("Mục II.5"), bold=False, italic=False, capitals=False)
TO = Look("Kính gửi", (13, 14), source("Mục II.9"), bold=False, italic=False, capitals=False)
MARK = Look("Độ mật, độ khẩn", (13, 14), source("Mục III.2"), bold=True, italic=False, capitals=True)
# Parts that every document has. Source: Điều 8.
NEEDED = (
    ("country", "Quốc hiệu", COUNTRY.source, MOTTO_COUNTRY),
    ("motto", "Tiêu ngữ", MOTTO_LOOK.source, MOTTO),
    ("issuer", "Cơ quan ban hành", ISSUER.source, "tên cơ quan ban hành, góc trên bên trái"),
    ("number", "Số, ký hiệu", NUMBER.source, "“Số: …/…” dưới tên cơ quan ban hành"),
    ("date", "Địa danh, ngày tháng năm", DATED.source, "“…, ngày … tháng … năm …”"),
)
RULE_SHARE = (0.27, 0.60)
USUAL_RIGHT = 17.5  # mm


def head_faults(paper: Paper, parts: Parts) -> Iterator[Broken]:
    for rule, where, law, expected in NEEDED:
        if not _part(parts, rule):
            yield Broken(f"{rule}-missing", where, "không thấy", expected, law)
    looks: tuple[tuple[str, Sequence[Line | None], Look], ...] = (
        ("country", [parts.country], COUNTRY),
        ("motto", [parts.motto], MOTTO_LOOK),
        ("parent", parts.parents, PARENT),
        ("issuer", parts.issuers, ISSUER),
        ("number", [parts.number], NUMBER),
        ("date", [parts.dated], DATED),
        ("title", [parts.title], TITLE),
        ("subject", parts.subject, SUBJECT),
        ("about", parts.about, ABOUT),
        ("addressee", [parts.to, *parts.addressees], TO),
        ("mark", parts.marks, MARK),
    )
    for rule, lines, look in looks:
        yield from look_faults(rule, [line for line in lines if line is not None], look)
    yield from _words(parts)
    yield from _places(paper, parts)
    yield from _rules(paper, parts)
    yield from _title(parts, paper.sections[0].width)
    yield from _addressees(parts)
    yield from _marks(parts)


def _part(parts: Parts, rule: str) -> object:
    found: dict[str, object] = {
        "country": parts.country,
        "motto": parts.motto,
        "issuer": parts.issuers,
        "number": parts.number,
        "date": parts.dated,
    }
    return found[rule]


def _words(parts: Parts) -> Iterator[Broken]:
    """The words themselves; capitals written small are told as a matter of case."""
    for rule, name, line, due, law in (
        ("country-text", "Quốc hiệu", parts.country, MOTTO_COUNTRY, COUNTRY.source),
        ("motto-text", "Tiêu ngữ", parts.motto, MOTTO, MOTTO_LOOK.source),
    ):
        is_told = line is None or _plain(line.text) == due
        # Small letters for capitals, or all capitals, is told as case; "Độc Lập - Tự Do" is wording.
        other = line is not None and _plain(line.text).upper() == due.upper()
        is_in_other_case = other and line is not None and (due.isupper() or line.text.isupper())
        if line is not None and not is_told and not is_in_other_case:
            yield Broken(rule, name, quoted(line.text), quoted(due), law)
    if parts.about and not re.match(r"V/v\s+\S", parts.about[0].text):
        yield Broken("about-text", "V/v", quoted(parts.about[0].text), "“V/v …”", ABOUT.source)


def _plain(text: str) -> str:
    """Levelled where both ways are right: hoà and hòa, and the long dash of word processors."""
    return text.replace("HOÀ", "HÒA").replace("–", "-").strip()


def _places(paper: Paper, parts: Parts) -> Iterator[Broken]:
    width = paper.sections[0].width
    if parts.country is not None and side(parts.country, width) == "left":
        yield Broken("country-place", "Quốc hiệu", "bên trái trang", "góc trên bên phải trang", COUNTRY.source)
    if parts.issuers and side(parts.issuers[0], width) == "right":
        yield Broken("issuer-place", "Cơ quan ban hành", "bên phải trang", "góc trên bên trái trang", ISSUER.source)
    under = (
        ("motto-align", "Tiêu ngữ", parts.country, parts.motto, "canh giữa dưới Quốc hiệu", MOTTO_LOOK.source),
        (
            "number-align",
            "Số, ký hiệu",
            _last(parts.issuers),
            parts.number,
            "canh giữa dưới cơ quan ban hành",
            NUMBER.source,
        ),
        (
            "date-align",
            "Địa danh, ngày tháng năm",
            parts.country,
            parts.dated,
            "canh giữa dưới Quốc hiệu",
            DATED.source,
        ),
    )
    for rule, where, above, line, expected, law in under:
        if above is not None and line is not None and (off := _off_centre(above, line)):
            yield Broken(rule, where, off, expected, law)
    yield from _levels(parts)


def _last(lines: list[Line]) -> Line | None:
    return lines[-1] if lines else None


def _off_centre(above: Line, line: Line) -> str:
    """How far a line is from the middle of the one above, or how it is aligned in its cell; '' when right."""
    if above.middle is not None and line.middle is not None:
        distance = line.middle - above.middle
        slack = 4.0 if len(line.text) > 12 else 6.0
        return f"lệch {millimetres(abs(distance))}" if abs(distance) > slack else ""
    if line.zone not in ("left", "right") or above.align != "center":
        return ""
    return {"left": "canh trái", "right": "canh phải", "justify": "canh đều"}.get(line.align, "")


def _levels(parts: Parts) -> Iterator[Broken]:
    number, dated = parts.number, parts.dated
    if number is None or dated is None:
        return
    if number.y is not None and dated.y is not None:
        if number.page == dated.page and abs(number.y - dated.y) > 5:
            found = f"cách nhau {millimetres(abs(number.y - dated.y))}"
            yield Broken("date-level", "Địa danh, ngày tháng năm", found, "cùng dòng với số, ký hiệu", DATED.source)
    elif number.row != dated.row and number.zone == dated.zone == "page":
        yield Broken(
            "date-level", "Địa danh, ngày tháng năm", "khác dòng với số", "cùng dòng với số, ký hiệu", DATED.source
        )


# ---------- rules under motto, issuer, subject ----------


def _rules(paper: Paper, parts: Parts) -> Iterator[Broken]:
    due = [
        (
            "motto-rule",
            "Tiêu ngữ",
            [parts.motto] if parts.motto else [],
            MOTTO_LOOK.source,
            (0.85, 1.15),
            "dài bằng dòng chữ",
        ),
        ("issuer-rule", "Cơ quan ban hành", parts.issuers, ISSUER.source, RULE_SHARE, "dài 1/3 đến 1/2 dòng chữ"),
        ("subject-rule", "Trích yếu", parts.subject, SUBJECT.source, RULE_SHARE, "dài 1/3 đến 1/2 dòng chữ"),
    ]
    found = [item for item in due if item[2]]
    if paper.kind == "docx":
        yield from _word_rules(paper, found)
        return
    for rule, where, lines, law, (least, most), expected in found:
        share = _share_under(paper, lines)
        if share is None:
            yield Broken(rule, where, "không có đường kẻ", f"đường kẻ nét liền bên dưới, {expected}", law)
        elif not least <= share <= most:
            yield Broken(rule, where, f"đường kẻ dài {round(share * 100)} % dòng chữ", expected, law)


def _share_under(paper: Paper, lines: list[Line]) -> float | None:
    """Length of the rule under the last line, as a share of the widest; None where there is none."""
    last = lines[-1]
    if last.y is None or last.middle is None:
        return None
    widest = max((line.x1 or 0) - (line.x0 or 0) for line in lines)
    near = [
        rule
        for rule in paper.rules
        if rule.page == last.page and -0.5 < rule.y - last.y < 6 and rule.x0 - 8 <= last.middle <= rule.x1 + 8
    ]
    if not near:
        return None
    nearest = min(near, key=lambda rule: rule.y)
    same = [rule for rule in near if abs(rule.y - nearest.y) < 0.4]
    return (max(rule.x1 for rule in same) - min(rule.x0 for rule in same)) / max(widest, 1)


def _word_rules(
    paper: Paper, due: list[tuple[str, str, list[Line], str, tuple[float, float], str]]
) -> Iterator[Broken]:
    """A border, an underline, or a drawn line; drawn ones may hang on any paragraph of the head."""
    lines = list(paper.lines)
    missing = [item for item in due if not _has_rule_under(lines, item[2][-1])]
    end = max((lines.index(line) for item in due for line in item[2]), default=0)
    n_drawn = sum(line.has_drawing for line in _once(lines[: end + 4]))
    for rule, where, _, law, _, expected in missing[n_drawn:]:
        yield Broken(rule, where, "không có đường kẻ", f"đường kẻ nét liền bên dưới, {expected}", law)


def _once(lines: list[Line]) -> list[Line]:
    """One line for each paragraph that bears drawings."""
    return [
        line
        for i, line in enumerate(lines)
        if not i or not line.text or lines[i - 1].row != line.row or line.zone != lines[i - 1].zone or line.has_drawing
    ]


def _has_rule_under(lines: list[Line], last: Line) -> bool:
    at = lines.index(last)
    if last.has_rule or last.underline > 0.5:
        return True
    for line in lines[at + 1 : at + 4]:
        if line.text:
            return False
        if line.has_rule:
            return True
    return False


# ---------- title, addressees, marks ----------


def _title(parts: Parts, width: float) -> Iterator[Broken]:
    if parts.title is None and not parts.about:
        expected = "tên loại in hoa ở giữa, hoặc “V/v …” dưới số, ký hiệu (công văn)"
        yield Broken("title-missing", "Tên loại, trích yếu", "không thấy", expected, TITLE.source)
    if parts.title is not None and not parts.subject and parts.type in _WITH_SUBJECT and not parts.about:
        yield Broken("subject-missing", "Trích yếu", "không thấy", "trích yếu ngay dưới tên loại", SUBJECT.source)
    for rule, where, line in (
        ("title-align", "Tên loại", parts.title),
        *(("subject-align", "Trích yếu", x) for x in parts.subject[:1]),
    ):
        if line is None:
            continue
        left, right = parts.edges
        if line.middle is not None and left is not None:
            # Where too few lines reach the right edge, that of the usual margin.
            off = abs(line.middle - (left + (width - USUAL_RIGHT if right is None else right)) / 2)
            if off > 6:
                yield Broken(rule, where, f"lệch giữa {millimetres(off)}", "canh giữa trang", TITLE.source)
        elif line.middle is None and line.align != "center":
            yield Broken(rule, where, "không canh giữa", "canh giữa trang", TITLE.source)


_WITH_SUBJECT = (
    *(DocumentType.REPORT, DocumentType.DECISION, DocumentType.PLAN, DocumentType.NOTICE, DocumentType.SUBMISSION),
    *(DocumentType.DIRECTIVE, DocumentType.PROGRAMME, DocumentType.GUIDANCE, DocumentType.RESOLUTION),
    *(DocumentType.TELEGRAM, DocumentType.COMMUNIQUE, DocumentType.SCHEME, DocumentType.PROPOSAL),
)


def _addressees(parts: Parts) -> Iterator[Broken]:
    if parts.about and parts.to is None:
        yield Broken("addressee-missing", "Kính gửi", "không thấy", "“Kính gửi: …” (công văn)", TO.source)
        return
    if parts.to is None:
        return
    if not re.match(r"Kính gửi\s?:", parts.to.text):
        yield Broken("addressee-text", "Kính gửi", quoted(parts.to.text), "“Kính gửi:”", TO.source)
    marked = [line for line in parts.addressees if re.match(r"^\s*[-–—+]", line.text)]
    if len(marked) < 2:
        return
    items = _items(parts.addressees)
    for i, text in enumerate(items):
        stop = "." if i == len(items) - 1 else ";"
        if not text.rstrip().endswith(stop):
            yield Broken("addressee-stop", "Kính gửi", quoted(text), f"kết thúc bằng dấu “{stop}”", TO.source)
            return


def _items(lines: list[Line]) -> list[str]:
    """Lines that go on put to the item that they belong to."""
    items: list[str] = []
    for line in lines:
        if re.match(r"^\s*[-–—+]", line.text) or not items:
            items.append(line.text)
        else:
            items[-1] += " " + line.text
    return items


def _marks(parts: Parts) -> Iterator[Broken]:
    for line in parts.marks:
        red = int(line.color[:2], 16) > 150 and int(line.color[2:4], 16) < 90 if len(line.color) == 6 else False
        if line.text.strip().upper() in MARKS and not red:
            found = f"màu #{line.color}" if line.color else "màu đen"
            yield Broken("mark-colour", quoted(line.text), found, "màu đỏ tươi", MARK.source)
