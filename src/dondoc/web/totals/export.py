"""A total as a workbook (xuất Excel): what the page shows, its gaps and marks included."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from dondoc.base.rules.refusals import NotFound
from dondoc.base.rules.wording import comma_list, screen_moment
from dondoc.deadlines.rules.periods import parse_period
from dondoc.reporting.queries.parts import SentVersion, sheets_of
from dondoc.reporting.queries.totals import FormTotal
from dondoc.reporting.rules.figures import Source
from dondoc.sheets.rules.workbook import PartSheet, TotalBook, write_total_book
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.totals.asked import Asked, asked_for
from dondoc.web.totals.gaps import GapLine, SortedGaps, lines_of, sorted_gaps, with_versions

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = ("Mã đơn vị", "Đơn vị", "Trong tổng", "Tiến độ", "Bản", "Gửi lúc", "Ghi chú")


@require_GET
def total_xlsx(request: OfficeRequest, province: str, regime: str, period: str, form: str) -> HttpResponse:
    """The total, the figures of each agency and who is missing, in one file."""
    asked = asked_for(request, province, regime, period, form)
    if asked.total is None:
        raise NotFound("Không có đơn vị nào để tổng hợp.")
    response = HttpResponse(total_book(asked, asked.total), content_type=XLSX)
    name = f"tong-hop-{form.replace('/', '-')}-{asked.regime.code}-{asked.period.code}"
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def total_book(asked: Asked, found: FormTotal) -> bytes:
    """The file of a total."""
    ids = [source.set_id for source in found.gathered.expected if source.set_id is not None]
    gaps = sorted_gaps(found)
    lines = lines_of(asked, gaps.all)
    sheets = sheets_of(ids)
    parts = [
        PartSheet(line.agency.code, line.agency.name, _period(line), sheets[line.source.set_id])
        for line in lines
        if line.source.set_id is not None
    ]
    states = [_state(line, sent) for line, sent in with_versions(lines)]
    return write_total_book(TotalBook(found.sheet, _lines(asked, found, gaps), parts, HEADINGS, states))


def _lines(asked: Asked, found: FormTotal, gaps: SortedGaps) -> list[str]:
    form = found.form.definition
    told = [
        f"Biểu {form.code}. {form.name}",
        f"Đơn vị tổng hợp: {asked.agency.name}",
        f"Kỳ báo cáo: {asked.period.label_in_sentence}. Tính đến {screen_moment(asked.request.moment.as_of.at)}",
        f"Đơn vị tính: {form.unit}",
        f"Đã tính {len(gaps.included)}/{len(gaps.all)} đơn vị",
        f"Thiếu: {_names(asked, gaps.missing)}" if gaps.missing else "Không thiếu đơn vị nào",
    ]
    if gaps.late:
        told.append(f"Gửi quá hạn: {_names(asked, gaps.late)}")
    if gaps.returned:
        told.append(f"Bị trả lại, chưa gửi lại (còn tính, trừ bản không hợp lệ): {_names(asked, gaps.returned)}")
    if gaps.carried:
        told.append(f"CÓ TÍNH CẢ SỐ KỲ TRƯỚC của: {_names(asked, gaps.carried)}")
    return told


def _names(asked: Asked, sources: list[Source]) -> str:
    return comma_list(line.agency.short_name for line in lines_of(asked, sources))


def _period(line: GapLine) -> str:
    """Marks figures that are not of the period itself."""
    if not line.source.carried_from:
        return ""
    return f"SỐ KỲ TRƯỚC: {parse_period(line.source.carried_from).label_in_sentence}"


def _state(line: GapLine, sent: SentVersion | None) -> tuple[str, ...]:
    is_in = "Đã tính" if line.source.has_figures else _period(line) or "Thiếu"
    version = (str(sent.version), screen_moment(sent.sent_at)) if sent else ("", "")
    return (line.agency.code, line.agency.name, is_in, line.source.timeliness.label, *version, line.source.note)
