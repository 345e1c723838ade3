"""What wants doing today (việc hôm nay), the most pressing first. Presentation only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.assignments.queries.likely import Silence
from dondoc.assignments.queries.pressing import PressingTask
from dondoc.assignments.rules.pressing import Pressing
from dondoc.base.rules.wording import number, screen_date
from dondoc.deadlines.rules.periods import parse_period
from dondoc.documents.queries.outgoing_waiting import WaitingDocument
from dondoc.documents.rules.life import Stage
from dondoc.reporting.queries import OpenedPeriod
from dondoc.reporting.queries.missing import PeriodOf
from dondoc.reporting.queries.waiting import WaitingReport, Wanted

SHOWN = 12
LATE_REPORTS = 1_000_000  # before any overdue task
KINDS = {
    "late": "Quá hạn",
    "near": "Sắp đến hạn",
    "wait": "Chờ xử lý",
    "back": "Bị trả lại",
}


@dataclass(frozen=True)
class Item:
    """One line of the worklist: `kind` chooses symbol and filter, `rank` its place."""

    kind: str
    state: str
    what: str
    about: str
    agency: str
    href: str
    rank: int


def report_work(
    periods: Sequence[tuple[OpenedPeriod, AgencyOnDay]], missing: Mapping[PeriodOf, int], on: date
) -> Iterator[Item]:
    """Periods past their deadline for which reports are still missing."""
    for opened, province in periods:
        n_missing = missing.get((opened.province_id, opened.regime_code, opened.period_code), 0)
        if not n_missing or opened.due_on >= on:
            continue
        period = parse_period(opened.period_code).label_in_sentence
        page = reverse("reporting-table", args=[province.code, opened.regime_code, opened.period_code])
        yield Item(
            kind="late",
            state=f"Quá hạn {number((on - opened.due_on).days)} ngày",
            what=f"{number(n_missing)} đơn vị chưa gửi báo cáo {period}",
            about=f"{opened.regime_code} · hạn {screen_date(opened.due_on)}",
            agency=province.short_name,
            href=f"{page}?tien_do=not_sent_overdue",
            rank=-LATE_REPORTS,
        )


def waiting_work(
    found: Iterable[WaitingReport], provinces: Mapping[int, AgencyOnDay], names: Mapping[int, AgencyOnDay]
) -> Iterator[Item]:
    """Reports that wait for the office: those to be accepted counted by period, the others one by one."""
    listed = list(found)
    to_accept = [report for report in listed if report.wanted is Wanted.ACCEPT]
    by_period = Counter((report.province_id, report.regime_code, report.period_code) for report in to_accept)
    for (province_id, regime, code), n in sorted(by_period.items()):
        page = reverse("reporting-table", args=[provinces[province_id].code, regime, code])
        what = f"{number(n)} báo cáo {parse_period(code).label_in_sentence} chờ tiếp nhận"
        yield Item(
            "wait", Wanted.ACCEPT.label, what, regime, provinces[province_id].short_name, f"{page}?cho=accept", 15_000
        )
    for report in listed:
        if report.wanted is Wanted.ACCEPT:
            continue
        kind, rank = ("late", 0) if report.wanted is Wanted.QUERY_OVERDUE else ("wait", 8_000)
        yield _one_report(report, names, kind, rank)


def own_waiting_work(found: Iterable[WaitingReport], names: Mapping[int, AgencyOnDay]) -> list[Item]:
    """Reports that wait for the agency's own people."""
    return [_one_report(report, names, "back" if report.wanted is Wanted.MEND else "wait", 0) for report in found]


def _one_report(report: WaitingReport, names: Mapping[int, AgencyOnDay], kind: str, rank: int) -> Item:
    page = reverse("obligation", args=[report.regime_code, report.period_code, report.agency_code])
    what = f"Báo cáo {parse_period(report.period_code).label_in_sentence}"
    asked = " ".join(query.text for query in report.life.queries)
    words = report.about or report.life.reason or report.life.taking_back or asked
    about = f"{report.regime_code} · {words[:160]}" if words else report.regime_code
    return Item(kind, report.wanted.label, what, about, names[report.agency_id].name, page, rank)


def task_work(tasks: Iterable[PressingTask], leads: Mapping[int, AgencyOnDay]) -> Iterator[Item]:
    """Tasks overdue, near their deadline, waiting for a decision or returned."""
    for task in tasks:
        left = task.days_left or 0
        state, rank = {
            Pressing.WAIT: ("Chờ xác nhận", 10_000),
            Pressing.BACK: ("Bị trả lại", 20_000),
            Pressing.LATE: (f"Quá hạn {number(-left)} ngày", left),
            Pressing.NEAR: (_left(left), left),
        }[task.kind]
        source = f"{task.source_number} · " if task.source_number else ""
        due = f"hạn {screen_date(task.due_on)}" if task.due_on else "không thời hạn"
        href = reverse("task", args=[task.id])
        yield Item(task.kind, state, task.title, f"{source}{due}", leads[task.lead_id].name, href, rank)


def silence_work(found: Iterable[Silence]) -> Iterator[Item]:
    """Documents that look like results which the lead has left without an answer: to be told before it counts."""
    for one in found:
        likely = one.likely
        yield Item(
            kind="wait",
            state="Chưa trả lời",
            what=likely.task.title,
            about=f"có vẻ xong bằng {likely.number} · đơn vị phải trả lời đến hết {screen_date(one.until)}",
            agency=likely.task.lead.code,
            href=reverse("task", args=[likely.task_id]),
            rank=5_000,
        )


def document_work(found: Iterable[WaitingDocument], names: Mapping[int, AgencyOnDay]) -> list[Item]:
    """Outgoing documents that wait for this person."""
    items = []
    for one in found:
        kind = "back" if one.stage is Stage.RETURNED else "wait"
        state = "Chờ trình" if one.stage is Stage.DRAFT else one.stage.label
        page = reverse("outgoing-document", args=[one.id])
        agency = names[one.agency_id].name if one.agency_id in names else one.agency_code
        items.append(Item(kind, state, one.subject or "Văn bản chưa có trích yếu", "văn bản đi", agency, page, 7_000))
    return items


def _left(days: int) -> str:
    return f"Còn {days} ngày" if days else "Hạn hôm nay"


def signing_work(waiting: Mapping[int, int], names: Mapping[int, AgencyOnDay]) -> list[Item]:
    """Papers that wait for this person's signature, one line for each agency."""
    page = reverse("papers")
    return [
        Item("wait", "Chờ ký", f"{number(n)} tệp chờ ký số", "Trình ký", names[agency].name, page, 10_000)
        for agency, n in sorted(waiting.items())
    ]
