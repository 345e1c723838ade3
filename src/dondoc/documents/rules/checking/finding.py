"""Finding the parts (nhận ra thành phần thể thức): head, title, addressees, body, end and annexes of one paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from dondoc.base.rules.wording import same_name_key, search_key
from dondoc.documents.rules.checking.geometry import blocks_of, joined, side, text_edges
from dondoc.documents.rules.checking.paper import Line, Paper
from dondoc.documents.rules.checking.parts import (
    ABOUT,
    ABOUT_IN_FULL,
    ANNEX,
    BASIS,
    CIRCULATION,
    HEAD_LINES,
    LIST_ITEM,
    MARKS,
    NUMBER,
    STAMP,
    TYPES,
    AnnexParts,
    Parts,
    goes_on,
    is_capitals,
    is_dated,
    is_whole,
    n_basis,
    n_parents,
)


def parts_of(paper: Paper) -> Parts:
    """Take a paper apart."""
    lines = list(paper.lines)
    if paper.kind == "pdf":
        lines = joined(lines, paper.sections[0].width, only_beside=True)
    return _Finder(paper, lines).found


class _Finder:
    def __init__(self, paper: Paper, lines: list[Line]) -> None:
        self.paper, self.lines = paper, lines
        self.width = paper.sections[0].width
        self.place = {id(line): i for i, line in enumerate(lines)}
        self.found = Parts()
        end = self._head()
        end = self._title(end)
        end = self._addressees(end)
        self._rest(end)

    def side(self, line: Line) -> str:
        """On its own page: the sheets of an annex may be turned."""
        sections = self.paper.sections
        return side(line, sections[min(line.section, len(sections) - 1)].width)

    def _first(self, test: Callable[[Line], object], start: int = 0, stop: int = HEAD_LINES) -> int | None:
        for i in range(start, min(stop, len(self.lines))):
            if self.lines[i].text and test(self.lines[i]):
                return i
        return None

    # ---------- the head ----------

    def _head(self) -> int:
        """Country, motto, issuer, number, date, V/v, marks; where the head ends."""
        found, lines = self.found, self.lines
        country = self._first(lambda line: "cong hoa xa hoi chu nghia" in search_key(line.text))
        motto = self._first(lambda line: "doclaptudohanhphuc" in re.sub(r"[^a-z]", "", search_key(line.text)))
        number = self._first(lambda line: NUMBER.match(line.text) and len(line.text) < 80)
        dated = self._first(is_dated)
        if dated is not None and number is None and country is None and dated > 25:
            dated = None
        found.country, found.motto, found.number, found.dated = (
            lines[i] if i is not None else None for i in (country, motto, number, dated)
        )
        known = [i for i in (country, motto, number, dated) if i is not None]
        if country is not None:
            known += self._wrapped_country(country)
        end = max(known, default=-1) + 1
        self._issuers(number if number is not None else end, set(known))
        end = self._about(number, end, set(known))
        while end < len(lines) and (not lines[end].text or self._is_mark(lines[end])):
            end += 1
        found.marks = [line for line in lines[:HEAD_LINES] if self._is_mark(line)]
        return end

    def _wrapped_country(self, at: int) -> list[int]:
        """A Quốc hiệu in too narrow a column goes on in the next line at its side."""
        first = self.lines[at]
        for i in range(at + 1, min(at + 4, len(self.lines))):
            text = f"{first.text} {self.lines[i].text}"
            if not is_whole(first.text) and is_whole(text) and self.side(self.lines[i]) == self.side(first):
                self.found.country = replace(first, text=text)
                return [i]
        return []

    @staticmethod
    def _is_mark(line: Line) -> bool:
        return line.text.strip().upper() in (*MARKS, *CIRCULATION)

    def _issuers(self, stop: int, known: set[int]) -> None:
        """Left-hand lines over the number: parents, then the issuer."""
        country = self.found.country
        names = []
        for i, line in enumerate(self.lines[:stop]):
            if ABOUT.match(line.text):
                break
            # Set with tabs, a name that has nothing beside it has no side.
            is_alone = self.paper.kind == "docx" and line.zone == "page" and is_capitals(line.text)
            is_stacked = is_alone or (
                self.paper.kind == "docx" and country is not None and line.zone == country.zone == "page"
            )
            beside = self.side(line) == "left" or (is_stacked and not self._is_type(line))
            if line.text and i not in known and not self._is_mark(line) and beside and len(line.text) < 160:
                names.append(line)
        n = n_parents(names)
        self.found.parents, self.found.issuers = names[:n], names[n:]

    def _about(self, number: int | None, end: int, known: set[int]) -> int:
        """The V/v lines of a letter."""
        start = number if number is not None else 0
        at = self._first(lambda line: ABOUT.match(line.text), start)
        if at is None:
            at = self._first(lambda line: ABOUT_IN_FULL.match(line.text) and self.side(line) == "left", start)
        if at is None and number is not None and self.paper.kind == "docx":  # set with tabs, alone in its line
            at = self._first(lambda line: ABOUT_IN_FULL.match(line.text), number + 1, number + 4)
            at = at if at is not None and not any(map(self._is_type, self.lines[number:at])) else None
        if at is None:
            return end
        first = self.lines[at]
        self.found.about.append(first)
        stop = at + 1
        for i in range(at + 1, min(at + 12, len(self.lines))):
            line = self.lines[i]
            if i in known or (line.text and self.side(line) == "right"):
                continue
            same_cell = line.row == first.row and line.zone == first.zone if self.paper.kind == "docx" else False
            below = self.paper.kind == "pdf" and self._is_below(line)
            is_tabbed = self.paper.kind == "docx" and first.zone == line.zone == "page" and goes_on(line, first)
            if not line.text or self._is_mark(line) or not (same_cell or below or is_tabbed):
                break
            self.found.about.append(line)
            stop = i + 1
        return max(end, stop)

    def _is_below(self, line: Line) -> bool:
        last = self.found.about[-1]
        if line.y is None or last.y is None or self.side(line) != "left" or line.text.lower().startswith("kính gửi"):
            return False
        return line.page == last.page and 0 < line.y - last.y < 8 and abs((line.size or 0) - (last.size or 0)) < 1

    # ---------- title and addressees ----------

    def _title(self, start: int) -> int:
        span = (start - 1 if start else 0, HEAD_LINES + 15)
        at = self._first(lambda line: self._is_type(line) and self.side(line) != "left", *span)
        if not self.found.about:  # set at the left edge, which is a fault of its own
            at_left = self._first(lambda line: self._is_type(line) and is_capitals(line.text), *span)
            at = min((i for i in (at, at_left) if i is not None), default=None)
        if at is None or (self.found.about and self.lines[at].zone == "cell"):
            return start
        found = self.found
        found.title, found.type = self.lines[at], TYPES[same_name_key(self.lines[at].text.rstrip(" :."))]
        end = at + 1
        for i, line in enumerate(self.lines[at + 1 : at + 8], start=at + 1):
            if self._is_decider(i):
                break
            if not line.text:
                if found.subject and not line.has_rule and not line.has_drawing:
                    break
                end += 1
                continue
            if not self._is_subject(line):
                break
            found.subject.append(line)
            end += 1
        return end

    def _is_decider(self, at: int) -> bool:
        """Who decides, in capitals over the bases."""
        following = next((line.text for line in self.lines[at + 1 : at + 5] if line.text), "")
        return is_capitals(self.lines[at].text) and BASIS.match(following) is not None

    @staticmethod
    def _is_type(line: Line) -> bool:
        return same_name_key(line.text.rstrip(" :.")) in TYPES

    def _is_subject(self, line: Line) -> bool:
        if (
            line.zone == "cell"
            or BASIS.match(line.text)
            or re.match(r"^(kính gửi|điều \d|phần|chương|[ivx]+\.|\d+\.)", line.text.lower())
        ):
            return False
        if is_capitals(line.text) and self.found.subject:
            return False  # the authority of a decision, 'CHÁNH VĂN PHÒNG'
        return self.is_centred(line) or ((line.bold or 0) > 0.8 and line.align != "justify" and not line.first)

    def is_centred(self, line: Line) -> bool:
        if line.middle is None:
            return line.align == "center"
        return abs(line.middle - self._page_middle()) < 3.5

    def _page_middle(self) -> float:
        """Of the text between usual margins: 30 left, 15 to 20 right."""
        starts = [line.x0 for line in self.lines if line.page == 1 and line.x0 is not None and line.zone != "cell"]
        ends = [line.x1 for line in self.lines if line.page == 1 and line.x1 is not None and line.zone != "cell"]
        return (min(starts) + max(ends)) / 2 if starts else self.width / 2

    def _addressees(self, start: int) -> int:
        at = self._first(lambda line: line.text.lower().startswith("kính gửi"), max(start - 1, 0), start + 12)
        if at is None:
            return start
        first = self.found.to = self.lines[at]
        end = at + 1
        rest = first.text.split(":", 1)[1].strip() if ":" in first.text else ""
        for line in self.lines[at + 1 : at + 60]:
            if not line.text or self._is_addressee(line, first, bool(rest)):
                end += 1
                self.found.addressees += [line] if line.text else []
                continue
            break
        return end

    def _is_addressee(self, line: Line, first: Line, is_one: bool) -> bool:
        if line.x0 is not None and first.x0 is not None:
            if line.page != first.page or (line.x0 > first.x0 + 3 and line.x0 > 50):
                return line.page == first.page
            return not is_one and self._is_listed_addressee(line)
        if line.row == first.row or (line.zone == first.zone != "page"):
            return True
        return not is_one and LIST_ITEM.match(line.text) is not None and not (line.align == "justify" and line.first)

    def _is_listed_addressee(self, line: Line) -> bool:
        """In a PDF: an item of a list that begins far left, as a long one does, or the rest of such an item."""
        items = self.found.addressees
        if not items:
            return LIST_ITEM.match(line.text) is not None
        if (line.y or 0) - (items[-1].y or 0) > 12:
            return False
        is_rest = not items[-1].text.rstrip().endswith((";", ".")) and (line.x0 or 0) > (items[0].x0 or 0) - 1
        return LIST_ITEM.match(line.text) is not None or is_rest

    # ---------- body, end, annexes ----------

    def _rest(self, start: int) -> None:
        found, lines = self.found, self.lines
        title = next((i for i in range(start, len(lines)) if search_key(lines[i].text).startswith("noi nhan")), None)
        annex = self._annex_start(start, title if title is not None else self._first_beside(start))
        main = lines[start:annex]
        found.recipients_title = lines[title] if title is not None and title < annex else None
        found.main_lines, found.annex_lines = lines[:annex], joined(lines[annex:], self.width)
        beside = self._signature(main)
        self._recipients(main, beside)
        taken = {id(line) for line in (*beside, *found.recipients)} | {id(found.recipients_title)}
        last = min((i for i, line in enumerate(main) if id(line) in taken), default=len(main))
        if found.recipients_title is None:
            # A list without its title is no part of the body: that ends where it says so.
            closed = (i for i in range(min(last, len(main)) - 1, -1, -1) if main[i].text.rstrip(' ”"').endswith("./."))
            last = next(closed, last - 1) + 1
        body = [line for line in main[:last] if id(line) not in taken and not self._is_mark(line)]
        body = [line for line in body if line.zone not in ("left", "box") and not self._is_contact(line)]
        found.contact = [line for line in main if self._is_contact(line)]
        found.edges = text_edges([*body, *found.recipients])
        blocks = blocks_of(self.paper, body, found.edges)
        # Over the bases of a decision stands who decides: 'CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH'.
        first = next((i for i, block in enumerate(blocks[:4]) if not is_capitals(block.text)), 0)
        n = n_basis(blocks[first:], found.type)
        found.basis = blocks[first : first + n]
        found.body = blocks[first + n :] if n else blocks
        self._annexes()

    def _is_contact(self, line: Line) -> bool:
        """Address and telephone at the foot of page 1, under a rule across the page."""
        if line.y is None or line.page != 1 or (line.size or 14) > 12.3:
            return False
        over = (rule for rule in self.paper.rules if rule.page == 1 and rule.x1 - rule.x0 > 0.6 * self.width)
        return any(0.7 * self.paper.sections[0].height < rule.y < line.y < rule.y + 30 for rule in over)

    def _first_beside(self, start: int) -> int | None:
        """Where 'Nơi nhận' is missing: the first bold line at the right, a post in capitals."""
        for i, line in enumerate(self.lines[start:], start=start):
            if line.zone != "cell" and self.side(line) == "right" and is_capitals(line.text) and (line.bold or 0) > 0.8:
                return i
        return None

    def _annex_start(self, start: int, title: int | None) -> int:
        lines = self.lines
        for i in range(title if title is not None else start, len(lines)):
            line = lines[i]
            if not line.text or line.zone in ("left", "right"):
                continue
            if ANNEX.match(line.text) and (line.page > 1 or title is not None or line.section > 0):
                return i
            if title is not None and line.section > lines[title].section and self._is_new_sheet(line, lines[title]):
                return i
        return len(lines)

    def _is_new_sheet(self, line: Line, title: Line) -> bool:
        """A DOCX section after the signature; in a PDF a page after it that begins in the middle with capitals."""
        if self.paper.kind == "docx":
            return True
        return line.page > title.page and (is_capitals(line.text) or line.zone == "cell") and self.side(line) == "page"

    def _signature(self, main: list[Line]) -> list[Line]:
        """Authority and name at the right; every line of theirs."""
        title = self.found.recipients_title
        beside = [line for line in main if line.text and self._is_beside(line, title, main)]
        names = [line for line in beside if len(line.text) > 2 and not STAMP.search(line.text.lower())]
        n = 0
        while n < len(names) and is_capitals(names[n].text) and not (n and self._is_far(names[n - 1], names[n])):
            n += 1
        self.found.authority = names[:n]
        if not n and len(names) > 1:  # a post written small is still the post
            self.found.authority = names[:-1]
        rest = names[len(self.found.authority) :]
        self.found.signer = rest[-1] if rest and self.found.authority else None
        return beside

    def _is_beside(self, line: Line, title: Line | None, main: list[Line]) -> bool:
        if self.paper.kind == "docx":
            end = self.place[id(main[-1])] + 1
            distance = self.place[id(line)] - (self.place[id(title)] if title is not None else end)
            if line.zone == "right":
                return distance > -12
            is_moved = (line.left or 0) >= 55 or (line.align == "right" and len(line.text) < 60)
            return line.zone == "page" and is_moved and (title is None or distance > -6)
        if line.zone == "cell" and title is not None and title.zone != "cell":
            return False
        if title is None or title.y is None or line.y is None:
            return title is None and self.side(line) == "right" and (line.bold or 0) > 0.8 and len(line.text) < 60
        is_level = line.y > title.y - 7 if line.page == title.page else line.page == title.page + 1
        return is_level and self.side(line) == "right" and len(line.text) < 70

    def _is_far(self, above: Line, line: Line) -> bool:
        """Room for a signature between two lines."""
        if above.y is not None and line.y is not None:
            return line.page == above.page and line.y - above.y > 12
        first, last = self.place[id(above)], self.place[id(line)]
        blanks = sum(1 for between in self.lines[first:last] if not between.text)
        # Set with tabs, the lines between hold recipients only.
        return blanks >= 2 or line.row - above.row >= 3 or (line.before or 0) + (above.after or 0) >= 30

    def _recipients(self, main: list[Line], beside: list[Line]) -> None:
        title = self.found.recipients_title
        if title is None:
            return
        taken = {id(line) for line in beside}
        for line in main[self.place[id(title)] - self.place[id(main[0])] + 1 :]:
            if not line.text or id(line) in taken:
                continue
            is_under = line.zone in (title.zone, "page") and self.paper.kind == "docx"
            is_item = LIST_ITEM.match(line.text) or (line.size or 14) < 12.6
            is_here = self.side(line) == "left" or (is_under and is_item)
            if line.y is not None and (line.page > title.page or line.y < (title.y or 0)):
                is_here = is_here and line.page > title.page and LIST_ITEM.match(line.text) is not None
            if not is_here or re.match(r"^[A-ZĐ]{1,6}\.?\s*\(\d+\)$", line.text):
                continue
            self.found.recipients.append(line)

    def _annexes(self) -> None:
        current: AnnexParts | None = None
        last: Line | None = None
        for line in self.found.annex_lines:
            if not line.text:
                continue
            is_heading = line.zone != "cell" and ANNEX.match(line.text) is not None and len(line.text) < 25
            is_sheet = (
                self.paper.kind == "docx" and last is not None and line.section != last.section and not is_heading
            )
            if current is None or is_heading or is_sheet:
                current = AnnexParts(line if is_heading else None, page=line.page, section=line.section)
                self.found.annexes.append(current)
                is_open = True
                if is_heading:
                    last = line
                    continue
            is_open = is_open and line.zone != "cell" and (self.is_centred_in(line) or line.text.startswith("("))
            if is_open and (line.text.startswith("(") or current.note):
                current.note.append(line)
                is_open = not line.text.rstrip().endswith(")")
            elif is_open:
                current.title.append(line)
            last = line

    def is_centred_in(self, line: Line) -> bool:
        if line.middle is None:
            return line.align == "center"
        section = self.paper.sections[min(line.section, len(self.paper.sections) - 1)]
        left, right = self.found.edges
        of_text = (left + right) / 2 if left is not None and right is not None else section.width / 2
        off = min(abs(line.middle - section.width / 2), abs(line.middle - of_text))
        return off < 9 and not line.text.startswith(("-", "+"))
