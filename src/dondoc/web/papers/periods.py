"""Views of documents on a period: the letter, its slip, the notice of the deadline, the report on the regime."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.rules.life import Origin
from dondoc.documents.rules.official import OfficialDocument
from dondoc.followup.queries import letter_of_period, notice_of_period, regime_report_of_period, slip_of
from dondoc.followup.queries.documents import Links
from dondoc.followup.queries.scope import opened_in
from dondoc.followup.rules.reporting_table import ReportingTable
from dondoc.web.frame.request import OfficeRequest, provinces_watched
from dondoc.web.papers.preview import Figure, Keeps, document_file, preview

Drafted = tuple[ReportingTable, OfficialDocument]


@dataclass(frozen=True)
class AskedPeriod:
    """A period of a regime in a province that this person watches, with where its figures open."""

    province: AgencyOnDay
    regime: str
    period: str
    as_of: AsOf

    @property
    def page(self) -> str:
        return reverse("reporting-table", args=[self.province.code, self.regime, self.period])

    @property
    def links(self) -> dict[str, str]:
        """Where each figure opens."""
        states = ("early", "on_time", "late", "not_sent", "not_sent_overdue")
        links = {state: f"{self.page}?tien_do={state}" for state in states}
        return links | {f"{s}signed": f"{self.page}?ky_so={s}signed" for s in ("", "un")} | {"table": self.page}


def asked_period(request: OfficeRequest, province: str, regime: str, period: str) -> AskedPeriod:
    """The period, as of the moment in the header. Raises NotFound."""
    watched = {p.code: p for p in provinces_watched(request)}
    place = watched.get(province)
    if place is None or (regime, period) not in {(o.regime_code, o.period_code) for o in opened_in([place])}:
        raise NotFound("Không tìm thấy kỳ báo cáo này.")
    return AskedPeriod(place, regime, period, request.moment.as_of)


def figures_of(asked: AskedPeriod, table: ReportingTable) -> list[Figure]:
    """The table's figures, each with its rows."""
    t, links = table.totals, asked.links
    return [
        Figure("Đơn vị trong bảng", str(t.agencies), links["table"]),
        Figure("Trước hạn", str(t.early), links["early"]),
        Figure("Đúng hạn", str(t.on_time), links["on_time"]),
        Figure("Quá hạn", str(t.late), links["late"]),
        Figure("Chưa gửi", str(t.not_sent), links["not_sent"]),
        Figure("Đã ký số", str(t.signed), links["signed"]),
        Figure("Không ký số", str(t.unsigned), links["unsigned"]),
    ]


def _letter(asked: AskedPeriod) -> Drafted:
    return _made(asked, letter_of_period)


def _notice(asked: AskedPeriod) -> Drafted:
    return _made(asked, notice_of_period)


def _regime_report(asked: AskedPeriod) -> Drafted:
    return _made(asked, regime_report_of_period)


def _slip(asked: AskedPeriod) -> Drafted:
    table, letter = _made(asked, letter_of_period)
    return table, slip_of(letter, province_id=asked.province.id, province_name=asked.province.name, as_of=asked.as_of)


def _made(asked: AskedPeriod, draft: Callable[..., Drafted]) -> Drafted:
    links: Links = asked.links
    return draft(
        province_id=asked.province.id,
        regime_code=asked.regime,
        period_code=asked.period,
        as_of=asked.as_of,
        links=links,
    )


# Address -> (template's kind, what the page is called, how it is drafted)
KINDS: dict[str, tuple[str, str, Callable[[AskedPeriod], Drafted]]] = {
    "cong-van": ("reporting-letter", "Công văn về báo cáo", _letter),
    "thong-bao": ("period-notice", "Thông báo thời hạn gửi báo cáo", _notice),
    "ket-qua": ("regime-report", "Báo cáo kết quả thực hiện chế độ báo cáo", _regime_report),
    "phieu-trinh": ("submission-slip", "Phiếu trình công văn về báo cáo", _slip),
}


@require_http_methods(["GET", "POST"])
def period_paper(request: OfficeRequest, about: str, province: str, regime: str, period: str) -> HttpResponse:
    """One of the documents on a period as paper, its figures beside it."""
    asked = asked_period(request, province, regime, period)
    kind, title, draft = KINDS[about]
    table, document = draft(asked)
    t = table.totals
    context = {
        "title": f"{title} {table.period_in_sentence}",
        "others": [
            (KINDS[other][1], reverse("period-paper", args=[other, province, regime, period])) for other in KINDS
        ],
        "figures": figures_of(asked, table),
        "check": f"Trước + đúng + quá hạn + chưa gửi + miễn = {t.agencies}. Ký + không ký = {t.sent} đã gửi.",
        "as_of": table.as_of,
        "keeps": Keeps(Origin.REPORTING, province),
        "download": reverse("period-paper-file", args=[about, province, regime, period, "docx"]).removesuffix("docx"),
        "template": reverse("template", args=[province, kind]),
        "back": (asked.page, "Bảng tiến độ"),
    }
    return preview(request, document, context)


@require_GET
def period_paper_file(
    request: OfficeRequest, about: str, province: str, regime: str, period: str, kind: str
) -> HttpResponse:
    """The same as DOCX or PDF."""
    _, document = KINDS[about][2](asked_period(request, province, regime, period))
    return document_file(document, kind, f"{about}-{regime}-{period}")
