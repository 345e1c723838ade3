"""The report on a regime in a period (báo cáo kết quả thực hiện một chế độ báo cáo), as a value.

Every rate names what it is a share of; the period before stands beside it where there was one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dondoc.base.rules.wording import document_date, number, percent
from dondoc.documents.rules.bodies import Province
from dondoc.documents.rules.official import (
    Align,
    Block,
    Cell,
    Column,
    DocumentType,
    Heading,
    OfficialDocument,
    Row,
    Run,
    Table,
)
from dondoc.documents.rules.templates import Figure, Section, Shape, Template
from dondoc.documents.rules.wordings import Wording, fill_plain, sentence
from dondoc.followup.letters.parts import (
    ANNEX_NOTE,
    END_SECTIONS,
    MOST_NAMED,
    PROVINCE_FIGURES,
    Figures,
    cell,
    closed,
    office_annex,
    office_document,
    paragraph,
)
from dondoc.followup.letters.reporting_letter import annex_table
from dondoc.followup.letters.sending_figures import sending_figures
from dondoc.followup.rules.reporting_table import ReportingTable, TableTotals

COLUMNS = (
    Column("STT", 14, Align.CENTER),
    Column("Nhóm đơn vị"),
    *(
        Column(title, 19, Align.CENTER)
        for title in ("Phải gửi", "Trước hạn", "Đúng hạn", "Quá hạn", "Chưa gửi", "Đã ký số")
    ),
)
TEMPLATE = Template(
    kind="regime-report",
    name="Báo cáo kết quả thực hiện một chế độ báo cáo",
    purpose="Trình Chủ tịch UBND sau mỗi kỳ: số gửi, tỷ lệ, ký số, so với kỳ trước, phụ lục từng đơn vị.",
    figures=(
        *PROVINCE_FIGURES,
        Figure("che_do", "tên chế độ báo cáo"),
        Figure("ky", "kỳ báo cáo"),
        Figure("can_cu", "văn bản quy định chế độ báo cáo"),
        Figure("he_thong", "tên hệ thống báo cáo, theo mục Tên hệ thống"),
        Figure("den_ngay", "ngày tính đến"),
        Figure("phai_gui.so", "số đơn vị phải gửi, không kể được miễn"),
        Figure("da_gui.so", "số đơn vị đã gửi"),
        Figure("da_gui.ty_le", "tỷ lệ đã gửi trên số phải gửi"),
        Figure("truoc_han.so", "số đơn vị gửi trước hạn"),
        Figure("dung_han.so", "số đơn vị gửi đúng hạn"),
        Figure("dung_han.ty_le", "tỷ lệ gửi trước và đúng hạn trên số phải gửi"),
        Figure("qua_han.so", "số đơn vị gửi quá hạn"),
        Figure("qua_han.danh_sach", "tên các đơn vị gửi quá hạn"),
        Figure("chua_gui.so", "số đơn vị chưa gửi"),
        Figure("chua_gui.danh_sach", "tên các đơn vị chưa gửi"),
        Figure("da_ky.so", "số báo cáo đã ký số"),
        Figure("da_ky.ty_le", "tỷ lệ đã ký số trên số đã gửi"),
        Figure("khong_ky.so", "số báo cáo không có chữ ký số hợp lệ"),
        Figure("khong_ky.danh_sach", "tên các đơn vị không ký số"),
    ),
    sections=(
        Section("symbol", "Ký hiệu", Shape.SYMBOL, hint="Loại văn bản – cơ quan ban hành, ví dụ BC-VP."),
        Section("he_thong", "Tên hệ thống"),
        Section("subject", "Trích yếu", needs=("ky",)),
        Section("opening", "Câu dẫn", needs=("den_ngay",)),
        Section("heading_sent", "Tiêu đề phần gửi báo cáo"),
        Section("sent", "Số gửi", needs=("phai_gui.so", "da_gui.so", "qua_han.so", "chua_gui.so")),
        Section("late", "Khi có đơn vị quá hạn", needs=("qua_han.danh_sach",)),
        Section("not_sent", "Khi có đơn vị chưa gửi", needs=("chua_gui.danh_sach",)),
        Section(
            "compared",
            "So với kỳ trước",
            needs=("ky_truoc.ty_le", "dung_han.ty_le"),
            own=(
                Figure("ky_truoc", "kỳ báo cáo trước"),
                Figure("ky_truoc.ty_le", "tỷ lệ gửi trước và đúng hạn của kỳ trước"),
            ),
        ),
        MOST_NAMED,
        Section("heading_signed", "Tiêu đề phần ký số"),
        Section("signed", "Số ký số", needs=("da_ky.so", "khong_ky.so")),
        Section("unsigned", "Khi có đơn vị không ký số", needs=("khong_ky.danh_sach",)),
        Section("heading_request", "Tiêu đề phần kiến nghị"),
        Section("request", "Kiến nghị, câu cuối", closes=True),
        *END_SECTIONS,
        Section("annex_title", "Tên phụ lục"),
        ANNEX_NOTE,
    ),
)


def regime_report(
    table: ReportingTable,
    before: ReportingTable | None,
    wording: Wording,
    links: Mapping[str, str] | None = None,
) -> OfficialDocument:
    """The report as of the table's moment; `before`: the table of the period before, None where it was not opened."""
    figures, on = _figures(table, before, wording, links or {}), table.as_of.on
    return office_document(
        DocumentType.REPORT,
        Province.named(table.province.name),
        on,
        wording,
        figures,
        body=tuple(_body(table, before, wording, figures)),
        annexes=(office_annex(wording, figures, on, annex_table(table)),),
    )


def _figures(
    table: ReportingTable, before: ReportingTable | None, wording: Wording, links: Mapping[str, str]
) -> Figures:
    province, t = Province.named(table.province.name), table.totals
    return {
        "tinh": province.full,
        "tinh.loai": province.kind,
        "che_do": in_sentence(table.regime_name),
        "ky": Run(table.period_in_sentence, href=links.get("table", "")),
        "can_cu": table.legal_basis or table.regime_name,
        "he_thong": sentence(wording, "he_thong"),
        "den_ngay": document_date(table.as_of.on),
        **sending_figures(table, wording, links),
        "da_gui.ty_le": _share(t.sent, t.owing),
        "dung_han.ty_le": _in_time(t),
        "da_ky.ty_le": _share(t.signed, t.sent),
        "ky_truoc": before.period_in_sentence if before else "",
        "ky_truoc.ty_le": _in_time(before.totals) if before else "",
    }


def in_sentence(name: str) -> str:
    """A regime's name inside a sentence; an abbreviation keeps its capitals."""
    return name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}".removeprefix("báo cáo ")


def _in_time(t: TableTotals) -> str:
    return _share(t.early + t.on_time, t.owing)


def _share(part: int, whole: int) -> str:
    """A rate that no line break parts from its sign: '88,9 %'."""
    return percent(part, whole).replace(" ", "\u00a0")


def _body(table: ReportingTable, before: ReportingTable | None, wording: Wording, figures: Figures) -> Iterator[Block]:
    t = table.totals
    yield paragraph(wording, "opening", figures)
    yield Heading(fill_plain(sentence(wording, "heading_sent"), figures))
    yield paragraph(wording, "sent", figures)
    if t.late:
        yield paragraph(wording, "late", figures)
    if t.not_sent:
        yield paragraph(wording, "not_sent", figures)
    if before is not None and before.totals.owing:
        yield paragraph(wording, "compared", figures)
    yield _groups(table)
    yield Heading(fill_plain(sentence(wording, "heading_signed"), figures))
    yield paragraph(wording, "signed", figures)
    if t.unsigned:
        yield paragraph(wording, "unsigned", figures)
    yield Heading(fill_plain(sentence(wording, "heading_request"), figures))
    yield closed(paragraph(wording, "request", figures))


def _groups(table: ReportingTable) -> Table:
    """One row a group, and all together."""
    rows = [Row(_group_cells(group.no, group.name, group.totals)) for group in table.groups]
    return Table(COLUMNS, (*rows, Row(_group_cells("", "Cộng", table.totals, bold=True))))


def _group_cells(no: str, name: str, t: TableTotals, *, bold: bool = False) -> tuple[Cell, ...]:
    figures = (t.owing, t.early, t.on_time, t.late, t.not_sent, t.signed)
    return tuple(cell(text, bold=bold) for text in (no, name, *(number(n) for n in figures)))
