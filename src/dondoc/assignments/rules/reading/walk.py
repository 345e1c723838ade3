"""From points to tasks (từ khoản, điểm đến nhiệm vụ): who is told what in each sentence, and what points inherit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from dondoc.assignments.rules.reading.deadlines import Base
from dondoc.assignments.rules.reading.drafts import Above, Draft, coordinating_in, deadline_of, is_plain
from dondoc.assignments.rules.reading.labels import Labelled, take_labels
from dondoc.assignments.rules.reading.mentions import Mention
from dondoc.assignments.rules.reading.orders import Order, is_proviso, led_in_brackets, orders_in
from dondoc.assignments.rules.reading.outline import Node, Paragraph
from dondoc.assignments.rules.reading.passages import Passage
from dondoc.assignments.rules.reading.setting import Setting
from dondoc.assignments.rules.reading.shapes import (
    ANNOUNCES,
    ASKS_BELOW,
    CLOSING,
    CONSENT,
    LISTS_TASKS,
    MEMBERS,
    OPENING,
    PASSES_ON,
    POLITELY,
    TELLS_TIME,
    TRAILING,
    WHOLE,
    closes,
    directs,
    end_of,
    ends_as_name,
    has_topic,
    is_heading,
    leading_of,
    names_of,
    sharing_of,
    tells,
)
from dondoc.assignments.rules.reading.words import ADVERBS, starts_deed

# Fewer words than these under an agency's heading are a heading of their own.
SHORTEST_TASK = 3
# 'Hoàn thành các nội dung trên trước ngày …' reaches no further back.
MOST_SHARING = 60


@dataclass
class _Own:
    """What the words of one point have given so far."""

    opened: Above | None = None
    # A paragraph that stands apart opened it, for the points that follow.
    is_apart: bool = False
    is_over_more: bool = False
    mine: list[Draft] = field(default_factory=list)
    # How many tasks there were when this paragraph began.
    n_before: int = 0


class Walker:
    """One way through the points of a document, in order; `drafts` grows on it."""

    def __init__(self, setting: Setting, base: Base, addressees: tuple[Mention, ...] = ()) -> None:
        self.setting, self.base, self.addressees = setting, base, addressees
        self.drafts: list[Draft] = []
        self.has_ordered = False

    def walk(self, node: Node, above: Above) -> Above | None:
        """Read a point and those below it. Gives what its last words open for the points that follow, if they do."""
        if is_telling := tells(node):
            above = Above(is_telling=True)
        elif directs(node):
            above = replace(above, is_directive=True)
        labelled = take_labels(node)
        first = len(self.drafts)
        own = self._own_words(node, above, labelled)
        opened = None if is_telling else own.opened
        n_own = len(self.drafts)
        inner, last = opened or above, opened if own.is_apart and not node.children else None
        for child in node.children:
            last = self.walk(child, inner)
            inner = last or inner
        if opened and opened.is_near and node.children and len(self.drafts) == n_own:
            self._keep_opening(node, first, opened)
        return last

    def _own_words(self, node: Node, above: Above, labelled: Labelled) -> _Own:
        """The tasks of a point's own sentences, and what they open."""
        own = _Own()
        for nth, paragraph in enumerate(node.paragraphs, start=1):
            own.is_over_more = bool(node.children) or not all(closes(later.passage) for later in node.paragraphs[nth:])
            own.n_before = len(own.mine)
            for n, (first, last) in enumerate(paragraph.passage.sentences):
                self._read_sentence(node, paragraph, n, first, last, own.opened or above, own, labelled)
        if labelled:
            self._apply_labels(node, labelled, own.mine)
        return own

    def _read_sentence(
        self, node: Node, paragraph: Paragraph, n: int, first: int, last: int, now: Above, own: _Own, labelled: Labelled
    ) -> None:
        """A sentence orders, opens what stands below, is a task of those named above, or carries on."""
        p, mine = paragraph.passage, own.mine
        point = node.label if not paragraph.is_apart or (own.opened and own.opened.is_near) else ""
        is_directive = not now.is_telling and (now.is_directive or self.has_ordered)
        orders = orders_in(p, first, last, self.setting, is_directive=is_directive, is_led=self._is_led(now))
        self.has_ordered |= any(order.is_explicit for order in orders) or self._is_told_of(node, p.words(first, last))
        is_repeated = bool(mine) and any(order.is_generic for order in orders)
        orders = [order for order in orders if not (order.is_generic and mine)]
        ends_open = p.keys[last - 1] == ":"
        names_only = bool(orders) and is_heading(p, orders, last)
        is_over = own.is_over_more and (names_only or (bool(orders) and ends_as_name(p, orders[-1].after, last)))
        is_apart = paragraph.is_apart or node.rank < 0
        if ends_open and MEMBERS.search(p.words(first, last)):
            own.opened = Above(is_telling=True)
        elif orders and (ends_open or is_over):
            mine += self._ordered(p, orders[:-1], orders[-1].first, point)
            own.opened, own.is_apart = self._opened(p, orders[-1], last, now, is_near=not is_apart), is_apart
        elif is_repeated or (names_only and not any(one.is_explicit for one in orders)):
            pass  # obedience asked for once more; or names alone: members of something, those rewarded
        elif orders:
            self._before_first(p, first, orders[0], mine)
            mine += self._ordered(p, orders, last, point)
        elif ends_open and self.setting.is_directing and OPENING.search(p.words(first, last)):
            own.opened, own.is_apart = self._opened_by_verb(p, first, last, now), is_apart
        elif not mine and is_directive and (led := led_in_brackets(p, first, last)):
            mine += self._inherited(p, first, last, point, replace(now, leads=tuple(led)))
        elif not mine and self.addressees and POLITELY.search(p.words(first, last)):
            mine += self._inherited(p, first, last, point, replace(now, leads=self.addressees))
        elif self._may_begin(p, first, last, n, paragraph, now, own) and self._is_task(
            p, first, last, now, own, labelled
        ):
            mine += self._inherited(p, first, last, point, now)
        else:
            self._carry_on(p, first, last, own, is_apart=paragraph.is_apart and len(mine) == own.n_before)

    def _is_told_of(self, node: Node, words: str) -> bool:
        """Do these words of a text without a head say that somebody gave orders?"""
        return self.setting.is_headless and node.rank < 0 and bool(ANNOUNCES.match(words))

    def _is_led(self, now: Above) -> bool:
        """Has a heading named somebody, or the opening? Those addressed are only a guess."""
        return now.is_near or (bool(now.leads) and now.leads != self.addressees)

    def _ordered(self, p: Passage, orders: list[Order], last: int, point: str) -> list[Draft]:
        """A task for each order, up to the next; parted again where a second deadline stands behind a semicolon."""
        made: list[Draft] = []
        for n, order in enumerate(orders):
            end = orders[n + 1].first if n + 1 < len(orders) else last
            leads = [self._backed(one, made) for one in order.leads]
            if p.keys[end - 1] == ":" and n + 1 < len(orders):
                continue  # '… phối hợp thực hiện: Sở A …; Sở B …' opens what follows
            if made and self._is_share(p, order, end):
                made[-1].coordinating += [one for one in order.leads if one.name not in names_of(made[-1].coordinating)]
                self._stretch(made[-1], p, order.start, end)
            elif made and not order.is_explicit and self._is_same(p, order, end, leads, made[-1]):
                self._stretch(made[-1], p, order.start, end)
            else:
                made += self._parted(p, order.start, order.after, end, point, leads, order)
        self.drafts += made
        return made

    def _is_same(self, p: Passage, order: Order, end: int, leads: list[Mention], before: Draft) -> bool:
        """The same agency named again goes on with its task, unless a second deadline makes a second one."""
        here = deadline_of(p, order.start, p.tokens[end - 1].end, self.base)
        return names_of(leads) <= names_of(before.leads) and not (is_plain(here) and is_plain(before.deadline))

    def _is_share(self, p: Passage, order: Order, end: int) -> bool:
        """'…; các sở, ngành phối hợp thực hiện' gives those a share in the task before."""
        rest = [key for key in p.keys[order.after : end] if key[:1].isalnum()]
        return not order.is_explicit and rest[:2] == ["phối", "hợp"] and "với" not in rest[:5] and len(rest) <= 8

    def _parted(
        self, p: Passage, start: int, after: int, end: int, point: str, leads: list[Mention], order: Order | None
    ) -> list[Draft]:
        """One task, or several where a semicolon parts two deadlines: 'sửa chữa xong trước …; xây lại xong trước …'."""
        starts, offset = [start], start
        for cut in (i for i in range(after, end - 1) if p.keys[i] == ";"):
            here = deadline_of(p, offset, p.tokens[cut].end, self.base)
            rest = deadline_of(p, p.tokens[cut + 1].start, p.tokens[end - 1].end, self.base)
            if is_plain(here) and is_plain(rest):
                offset = p.tokens[cut + 1].start
                starts.append(offset)
        made = []
        for n, start in enumerate(starts):
            stop = starts[n + 1] - 1 if n + 1 < len(starts) else p.tokens[end - 1].end
            made.append(self._draft(p, start, stop, point, leads, order))
        return made

    def _draft(self, p: Passage, start: int, stop: int, point: str, leads: list[Mention], order: Order | None) -> Draft:
        while stop > start + 1 and p.flat[stop - 1] in " ,;":
            stop -= 1
        from_, to = p.place(start, stop)
        first, last = p.token_around(start), p.token_from(stop)
        return Draft(
            point=point,
            start=from_,
            end=to,
            leads=leading_of(leads),
            sure=0.75 if order is None else 0.95 if order.is_explicit else 0.9,
            coordinating=sharing_of(leads)
            + [one for one in coordinating_in(p, first, last) if one.name not in names_of(leads)],
            deadline=deadline_of(p, start, stop, self.base),
            is_generic=bool(order and order.is_generic),
            is_explicit=bool(order and order.is_explicit),
        )

    def _backed(self, one: Mention, made: list[Draft]) -> Mention:
        """'UBND huyện' alone points back to the last committee of that kind."""
        if not one.is_back:
            return one
        kind = one.name.lower()
        for draft in reversed(self.drafts[-20:] + made):
            for lead in draft.leads:
                if lead.name.lower().startswith(f"{kind} "):
                    return replace(lead, start=one.start, end=one.end)
        return one

    def _before_first(self, p: Passage, first: int, order: Order, mine: list[Draft]) -> None:
        """Words before the first order carry on the task before: '…; báo cáo trước ngày 20/3, giao Sở B …'."""
        if mine and order.first > first and order.start > p.tokens[first].start:
            self._stretch(mine[-1], p, p.tokens[first].start, order.first)

    def _stretch(self, draft: Draft, p: Passage, start: int, end: int) -> None:
        """Let a task reach to the end of these words, and take its deadline from them if it has none."""
        stop = p.tokens[end - 1].end
        draft.end = max(draft.end, p.place(start, stop)[1])
        if draft.deadline is None:
            draft.deadline = deadline_of(p, start, stop, self.base)
        first = p.token_around(start)
        known = names_of(draft.leads) | names_of(draft.coordinating)
        draft.coordinating += [one for one in coordinating_in(p, first, end) if one.name not in known]

    def _opened(self, p: Passage, order: Order, last: int, above: Above, *, is_near: bool) -> Above:
        leads = tuple(self._backed(one, []) for one in order.leads)
        stop = p.tokens[last - 1].end
        deadline = deadline_of(p, order.start, stop, self.base)
        return Above(
            leads=leads,
            coordinating=tuple(one for one in coordinating_in(p, order.after, last) if one.name not in names_of(leads)),
            deadline=deadline or above.deadline,
            is_directive=True,
            is_near=is_near,
            is_bare=(is_near and not any(p.tokens[i].is_word for i in range(order.after, last)))
            or bool(LISTS_TASKS.search(p.low[:stop])),
        )

    def _opened_by_verb(self, p: Passage, first: int, last: int, above: Above) -> Above:
        """'UBND tỉnh yêu cầu thực hiện các nội dung sau:' names nobody: those addressed are meant, as a guess."""
        words = p.words(first, last)
        asks = re.search(
            r"yêu cầu|chỉ thị|chỉ đạo|thực hiện (?:một số |các |những )?(?:nội dung|nhiệm vụ|công việc)", words
        )
        leads = above.leads or (self.addressees if asks else ())
        self.has_ordered |= bool(ASKS_BELOW.search(words))
        return replace(above, leads=leads, is_directive=True, is_near=False)

    def _inherited(self, p: Passage, first: int, last: int, point: str, above: Above) -> list[Draft]:
        """A task for those whom a heading or the opening words have named."""
        made = self._parted(p, p.tokens[first].start, first, last, point, list(above.leads), None)
        for draft in made:
            draft.coordinating = draft.coordinating or list(above.coordinating)
            draft.deadline = draft.deadline or above.deadline
            draft.sure = 0.85 if above.is_near else 0.75
        self.drafts += made
        return made

    def _may_begin(
        self, p: Passage, first: int, last: int, n: int, paragraph: Paragraph, now: Above, own: _Own
    ) -> bool:
        """May a sentence without a name begin a task: the first of its point, or of a paragraph that stands apart?"""
        if not own.mine or (own.opened and n == 0):
            return True
        words = p.words(first, last)
        is_alone = paragraph.is_apart and n == 0 and not (TRAILING.match(words) or WHOLE.search(words))
        return is_alone and names_of(own.mine[-1].leads) == names_of(now.leads)

    def _is_task(self, p: Passage, first: int, last: int, above: Above, own: _Own, labelled: Labelled) -> bool:
        """An order without a name: it opens with a deed. A heading over lower points or paragraphs is none."""
        if not above.leads or labelled.leads:
            return False
        if own.is_over_more and not p.flat[: p.tokens[last - 1].end].rstrip().endswith((".", ";")):
            return False
        at = first + (p.keys[first] in ("-", '"', "("))
        if at >= last or is_proviso(p.words(first, last)) or CLOSING.match(p.words(at, last)):
            return False
        if above.is_bare and (above.is_near or not CONSENT.match(p.words(at, last))):
            return last - at > SHORTEST_TASK
        if not above.is_near and CONSENT.match(p.words(at, last)):
            return False
        if starts_deed(p.keys, at) or p.keys[at] in ADVERBS or has_topic(p, at, last):
            return True
        return above.is_near and is_plain(deadline_of(p, p.tokens[first].start, p.tokens[last - 1].end, self.base))

    def _carry_on(self, p: Passage, first: int, last: int, own: _Own, *, is_apart: bool) -> None:
        """A further sentence without a name goes on with the task before it, or gives its deadline to several."""
        start, stop = p.tokens[first].start, p.tokens[last - 1].end
        words = p.low[start:stop]
        deadline = deadline_of(p, start, stop, self.base)
        is_passing = deadline is not None and bool(PASSES_ON.search(words))
        is_for_all = is_passing or bool(WHOLE.search(words)) or (is_apart and bool(TRAILING.match(words)))
        is_for_all |= not own.mine and bool(TELLS_TIME.match(words))
        mine = own.mine[own.n_before :] or own.mine
        reach = self.drafts[-MOST_SHARING:] if is_for_all else mine or (self.drafts[-1:] if is_apart else [])
        if not reach or (is_apart and deadline is None):
            return
        if deadline is not None and (is_passing or TRAILING.match(words) or WHOLE.search(words)):
            for draft in [draft for draft in reach if draft.deadline is None]:
                draft.deadline = deadline
        if is_passing or (is_apart and is_for_all):
            return
        if is_plain(deadline) and is_plain(reach[-1].deadline) and reach[-1].deadline is not deadline:
            more = self._draft(p, start, stop, reach[-1].point, list(reach[-1].leads), None)
            more.sure = reach[-1].sure - 0.1
            self.drafts.append(more)
            own.mine.append(more)
        else:
            self._stretch(reach[-1], p, start, last)

    def _keep_opening(self, node: Node, first: int, opened: Above) -> None:
        """None of the lower points was a task ('báo cáo gồm: - Kết quả; - Kiến nghị'): the point itself is one."""
        p = node.paragraphs[-1].passage
        end = end_of(node)
        start = p.at[0]
        lead = opened.leads[0]
        draft = Draft(node.label, start, end, list(opened.leads), 0.8, list(opened.coordinating), opened.deadline)
        draft.start = p.at[lead.start] if first == len(self.drafts) and lead.start < len(p.at) else start
        self.drafts.append(draft)

    def _apply_labels(self, node: Node, labelled: Labelled, mine: list[Draft]) -> None:
        """'Cơ quan chủ trì: …' under a point says who leads it, whatever its sentence left open."""
        if not mine and node.paragraphs and node.paragraphs[0].passage.tokens and labelled.leads:
            p = node.paragraphs[0].passage
            mine = [self._draft(p, 0, len(p.flat.rstrip()), node.label, [], None)]
            self.drafts += mine
        for draft in mine:
            draft.leads = list(labelled.leads) or draft.leads
            draft.coordinating = list(labelled.coordinating) or draft.coordinating
            draft.sure = 0.95
            for p, start, end in labelled.times:
                draft.deadline = deadline_of(p, start, end, self.base) or draft.deadline
            draft.end = max(draft.end, labelled.end)
