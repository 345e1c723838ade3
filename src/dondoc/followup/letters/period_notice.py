"""The notice before a period's deadline (thông báo thời hạn gửi báo cáo), as a value: who sends what until when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dondoc.base.rules.wording import comma_list, count_in_text, document_date
from dondoc.documents.rules.bodies import Province
from dondoc.documents.rules.official import (
    Align,
    Block,
    Column,
    DocumentType,
    OfficialDocument,
    Paragraph,
    Row,
    Run,
    Table,
)
from dondoc.documents.rules.templates import Figure, Section, Shape, Template
from dondoc.documents.rules.wordings import Wording, fill, sentence, sentences
from dondoc.followup.letters.parts import (
    ANNEX_NOTE,
    END_SECTIONS,
    PROVINCE_FIGURES,
    Figures,
    capitalised,
    cell,
    closed,
    group_in_sentence,
    office_annex,
    office_document,
    paragraph,
)
from dondoc.followup.letters.regime_report import in_sentence
from dondoc.followup.rules.reporting_table import ReportingTable

COLUMNS = (
    Column("STT", 14, Align.CENTER),
    Column("Đơn vị"),
    Column("Thời hạn gửi", 40, Align.CENTER),
)
TEMPLATE = Template(
    kind="period-notice",
    name="Thông báo thời hạn gửi báo cáo",
    purpose="Gửi trước hạn: chốt số liệu, thời hạn từng nhóm, biểu phải lập, cách gửi.",
    figures=(
        *PROVINCE_FIGURES,
        Figure("che_do", "tên chế độ báo cáo"),
        Figure("ky", "kỳ báo cáo"),
        Figure("can_cu", "văn bản quy định chế độ báo cáo"),
        Figure("he_thong", "tên hệ thống báo cáo, theo mục Tên hệ thống"),
        Figure("chot.tu", "ngày đầu của thời gian chốt số liệu"),
        Figure("chot.den", "ngày cuối của thời gian chốt số liệu"),
        Figure("han.danh_sach", "thời hạn của từng nhóm đơn vị"),
        Figure("phai_gui.so", "số đơn vị phải gửi"),
        Figure("nhom", "các nhóm đơn vị, dùng giữa câu"),
        Figure("nhom.dau_cau", "các nhóm đơn vị, dùng đầu câu"),
        Figure("bieu.danh_sach", "mã và tên các biểu số liệu của chế độ"),
    ),
    sections=(
        Section("symbol", "Ký hiệu", Shape.SYMBOL, hint="Loại văn bản – cơ quan ban hành, ví dụ TB-VP."),
        Section("he_thong", "Tên hệ thống"),
        Section("subject", "Trích yếu", needs=("ky",)),
        Section("opening", "Câu dẫn"),
        Section(
            "points",
            "Nội dung thông báo",
            Shape.LINES,
            needs=("chot.tu", "chot.den", "han.danh_sach"),
            hint="Mỗi dòng một điểm, bắt đầu bằng số thứ tự.",
        ),
        Section("forms", "Khi chế độ có biểu số liệu", needs=("bieu.danh_sach",)),
        Section("request", "Đề nghị, câu cuối", closes=True),
        *END_SECTIONS,
        Section("annex_title", "Tên phụ lục"),
        ANNEX_NOTE,
    ),
)


def period_notice(
    table: ReportingTable,
    forms: Sequence[str],
    wording: Wording,
    links: Mapping[str, str] | None = None,
) -> OfficialDocument:
    """The notice on a period. `forms`: code and name of each data form, as they are to be told."""
    figures, on = _figures(table, forms, wording, links or {}), table.as_of.on
    return office_document(
        DocumentType.NOTICE,
        Province.named(table.province.name),
        on,
        wording,
        figures,
        body=tuple(_body(forms, wording, figures)),
        annexes=(office_annex(wording, figures, on, _units(table)),),
    )


def _figures(table: ReportingTable, forms: Sequence[str], wording: Wording, links: Mapping[str, str]) -> Figures:
    province = Province.named(table.province.name)
    groups = comma_list(group_in_sentence(group.name) for group in table.groups)
    return {
        "tinh": province.full,
        "tinh.loai": province.kind,
        "che_do": in_sentence(table.regime_name),
        "ky": Run(table.period_in_sentence, href=links.get("table", "")),
        "can_cu": table.legal_basis or table.regime_name,
        "he_thong": sentence(wording, "he_thong"),
        "chot.tu": document_date(table.window_from),
        "chot.den": document_date(table.window_to),
        "han.danh_sach": _deadlines(table),
        "phai_gui.so": Run(count_in_text(table.totals.owing), href=links.get("table", "")),
        "nhom": groups,
        "nhom.dau_cau": capitalised(groups),
        "bieu.danh_sach": "; ".join(forms),
    }


def _deadlines(table: ReportingTable) -> str:
    """'chậm nhất ngày 18/9/2026', or of each group where they differ."""
    of_group = {group.name: sorted({row.due_on for row in group.rows}) for group in table.groups}
    if len({day for days in of_group.values() for day in days}) <= 1:
        return "".join(_latest(days) for days in list(of_group.values())[:1])
    return "; ".join(f"{group_in_sentence(name)} {_latest(days)}" for name, days in of_group.items())


def _latest(days: Sequence[date]) -> str:
    told = " hoặc ".join(document_date(day) for day in days)
    return f"chậm nhất ngày {told}" + (" tùy đơn vị, theo phụ lục" if len(days) > 1 else "")


def _body(forms: Sequence[str], wording: Wording, figures: Figures) -> Iterator[Block]:
    yield paragraph(wording, "opening", figures)
    yield from (Paragraph(fill(point, figures)) for point in sentences(wording, "points"))
    if forms:
        yield paragraph(wording, "forms", figures)
    yield closed(paragraph(wording, "request", figures))


def _units(table: ReportingTable) -> Table:
    rows: list[Row] = []
    for group in table.groups:
        rows.append(Row((cell(group.no), cell(group.name)), is_group=True))
        rows.extend(
            Row((cell(str(row.no)), cell(row.agency.name), cell(document_date(row.due_on)))) for row in group.rows
        )
    return Table(COLUMNS, tuple(rows))
