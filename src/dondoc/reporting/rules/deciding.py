"""May a deadline be changed, an agency exempted? (điều kiện đổi hạn, miễn báo cáo)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Reason
from dondoc.base.rules.wording import screen_date
from dondoc.reporting.rules.changes import DueInForce


@dataclass(frozen=True)
class Paper:
    """The document that a decision rests on (văn bản), and why."""

    number: str
    on: date
    reason: str

    def trimmed(self) -> Paper:
        return Paper(self.number.strip()[:60], self.on, self.reason.strip()[:500])


def reasons_against_paper(paper: Paper, on: date) -> Iterator[Reason]:
    if not paper.number:
        yield Reason("Ghi số, ký hiệu văn bản, ví dụ 125/UBND-VP.", "Số văn bản")
    if not paper.reason:
        yield Reason("Ghi lý do; đơn vị và người theo dõi sẽ đọc thấy.", "Lý do")
    if paper.on > on:
        yield Reason(f"Ngày văn bản {screen_date(paper.on)} chưa tới.", "Ngày văn bản")


def reasons_not_to_change(
    paper: Paper, on: date, *, due_on: date, in_force: DueInForce, window_from: date, must_be_later: bool
) -> Iterator[Reason]:
    """Every reason why a deadline may not become `due_on`; none: it may."""
    yield from reasons_against_paper(paper, on)
    current = screen_date(in_force.due_on)
    if due_on < window_from:
        yield Reason(f"Hạn mới {screen_date(due_on)} trước khi kỳ bắt đầu ({screen_date(window_from)}).", "Hạn mới")
    elif due_on == in_force.due_on:
        yield Reason(f"Hạn đang áp dụng đã là {current}.", "Hạn mới")
    elif must_be_later and due_on < in_force.due_on:
        yield Reason(f"Gia hạn phải sau hạn đang áp dụng {current}; rút ngắn thì đổi hạn chung của kỳ.", "Hạn mới")
    if in_force.change is not None and paper.on < day_of(in_force.change.changed_at):
        yield Reason(f"Hạn đang áp dụng theo văn bản mới hơn ({in_force.change.document}).", "Ngày văn bản")
