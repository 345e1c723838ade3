"""The letter on a reporting period (công văn về thực hiện báo cáo) with its annex, as a value.

Every name in it comes out of the table's rows, in table order: all of them, or as many as the office chose to name.
"""

from __future__ import annotations

from collections.abc import Mapping

from dondoc.base.rules.wording import comma_list
from dondoc.documents.rules.bodies import Province
from dondoc.documents.rules.official import (
    Align,
    Block,
    Cell,
    Column,
    DocumentDate,
    DocumentType,
    OfficialDocument,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    runs,
)
from dondoc.documents.rules.templates import Figure, Section, Shape, Template
from dondoc.documents.rules.wordings import Wording, fill, fill_plain, sentence, sentences
from dondoc.followup.letters.parts import (
    ANNEX_NOTE,
    END_SECTIONS,
    MOST_NAMED,
    PROVINCE_FIGURES,
    Figures,
    capitalised,
    cell,
    closed,
    group_in_sentence,
    joined,
    office_annex,
    paragraph,
    recipients,
)
from dondoc.followup.letters.sending_figures import names_in, sending_figures
from dondoc.followup.rules.reporting_table import ReportingTable, TableRow
from dondoc.reporting.rules.timeliness import SignedState, Timeliness

COLUMNS = (
    Column("STT", 14, Align.CENTER),
    Column("Đơn vị"),
    Column("Tiến độ", 26, Align.CENTER),
    Column("Thực hiện ký số", 38, Align.CENTER),
    Column("Ghi chú", 20),
)
TEMPLATE = Template(
    kind="reporting-letter",
    name="Công văn về thực hiện chế độ báo cáo",
    purpose="Gửi các cơ quan, đơn vị sau mỗi kỳ báo cáo: ai quá hạn, ai không ký số, yêu cầu gì.",
    figures=(
        *PROVINCE_FIGURES,
        Figure("ky", "kỳ báo cáo, ví dụ quý III/2023"),
        Figure("can_cu", "văn bản quy định chế độ báo cáo"),
        Figure("he_thong", "tên hệ thống báo cáo, theo mục Tên hệ thống"),
        Figure("nhom", "các nhóm đơn vị phải báo cáo, dùng giữa câu"),
        Figure("nhom.dau_cau", "các nhóm đơn vị phải báo cáo, dùng đầu câu"),
        Figure("lanh_dao", "người cho ý kiến chỉ đạo, theo mục Người cho ý kiến"),
        Figure("phai_gui.so", "số đơn vị phải gửi báo cáo"),
        Figure("da_gui.so", "số đơn vị đã gửi"),
        Figure("truoc_han.so", "số đơn vị gửi trước hạn"),
        Figure("dung_han.so", "số đơn vị gửi đúng hạn"),
        Figure("qua_han.so", "số đơn vị gửi quá hạn"),
        Figure("qua_han.danh_sach", "tên các đơn vị gửi quá hạn"),
        Figure("chua_gui.so", "số đơn vị chưa gửi"),
        Figure("chua_gui.danh_sach", "tên các đơn vị chưa gửi"),
        Figure("da_ky.so", "số đơn vị đã ký số"),
        Figure("khong_ky.so", "số đơn vị không ký số"),
        Figure("khong_ky.danh_sach", "tên các đơn vị không ký số"),
    ),
    sections=(
        Section("symbol", "Ký hiệu", Shape.SYMBOL, hint="Sau số và dấu gạch chéo: cơ quan ban hành – đơn vị soạn."),
        Section("he_thong", "Tên hệ thống"),
        Section("subject", "Trích yếu", hint="Sau chữ V/v."),
        Section("opening", "Đánh giá chung"),
        Section(
            "faults",
            "Khi có đơn vị vi phạm",
            needs=("loi.danh_sach",),
            own=(
                Figure("loi", "các loại vi phạm, ví dụ gửi báo cáo quá hạn, không ký số"),
                Figure("loi.danh_sach", "từng loại vi phạm với tên các đơn vị"),
            ),
        ),
        Section("no_faults", "Khi không đơn vị nào vi phạm"),
        Section("not_due", "Khi chưa hết hạn gửi", needs=("chua_gui.so",)),
        MOST_NAMED,
        Section("leader", "Người cho ý kiến"),
        Section("opinion", "Câu dẫn ý kiến chỉ đạo"),
        Section("points", "Các yêu cầu", Shape.LINES, hint="Mỗi dòng một điểm, bắt đầu bằng số thứ tự."),
        Section("closing", "Câu cuối", closes=True),
        *END_SECTIONS,
        Section("annex_title", "Tên phụ lục"),
        ANNEX_NOTE,
    ),
)


def reporting_letter(
    table: ReportingTable, wording: Wording, links: Mapping[str, str] | None = None
) -> OfficialDocument:
    """The letter as of the table's moment. `links`: where a figure can be opened on screen, by its name."""
    figures = _figures(table, wording, links or {})
    on = table.as_of.on
    province = Province.named(table.province.name)
    return OfficialDocument(
        type=DocumentType.LETTER,
        issuer_parent=(),
        issuer=province.committee_lines,
        number=None,
        symbol=sentence(wording, "symbol"),
        place=province.proper,
        date=DocumentDate(None, on.month, on.year),
        subject=fill_plain(sentence(wording, "subject"), figures),
        addressees=tuple(capitalised(group_in_sentence(group.name)) for group in table.groups),
        body=_body(table, wording, figures),
        authority=tuple(sentences(wording, "authority")),
        signer=sentence(wording, "signer"),
        recipients=recipients(wording, figures),
        annexes=(office_annex(wording, figures, on, annex_table(table), heading=""),),
    )


def _figures(table: ReportingTable, wording: Wording, links: Mapping[str, str]) -> Figures:
    province = Province.named(table.province.name)
    groups = comma_list(group_in_sentence(group.name) for group in table.groups)
    base: Figures = {
        "tinh": province.full,
        "tinh.loai": province.kind,
        "ky": Run(table.period_in_sentence, href=links.get("table", "")),
        "can_cu": table.legal_basis,
        "nhom": groups,
        "nhom.dau_cau": capitalised(groups),
        **sending_figures(table, wording, links),
        **{f"link.{name}": href for name, href in links.items()},
    }
    named = {"he_thong": sentence(wording, "he_thong")}
    leader = fill_plain(sentence(wording, "leader"), {**base, **named})
    return {**base, **named, "lanh_dao": leader}


def _body(table: ReportingTable, wording: Wording, figures: Figures) -> tuple[Block, ...]:
    opening = fill(sentence(wording, "opening"), figures)
    return (
        Paragraph(joined((opening, _findings(table, wording, figures)), " ")),
        paragraph(wording, "opinion", figures),
        *(Paragraph(fill(point, figures)) for point in sentences(wording, "points")),
        closed(paragraph(wording, "closing", figures)),
    )


def _findings(table: ReportingTable, wording: Wording, figures: Figures) -> Text:
    """The sentence that names the faults, or says that there are none."""
    found = [(phrase, title, rows, key) for phrase, title, rows, key in _faults(table) if rows]
    if not found:
        open_rows = table.with_timeliness(Timeliness.NOT_SENT_OPEN)
        return fill(sentence(wording, "not_due" if open_rows else "no_faults"), figures)
    lists = [
        runs(f"({i}) {title}: " if len(found) > 1 else "", _names(rows, wording, figures, key))
        for i, (_, title, rows, key) in enumerate(found, start=1)
    ]
    template = sentence(wording, "faults")
    before, after = template.split("{loi.danh_sach}", 1) if "{loi.danh_sach}" in template else (template, "")
    told = {**figures, "loi": comma_list(phrase for phrase, *_ in found)}
    return (*fill(before, told), *joined(lists, "; "), *fill(after, told))


def _faults(table: ReportingTable) -> list[tuple[str, str, list[TableRow], str]]:
    """What a letter reproaches: how the sentence calls it, its list's title, who, and the list's link name."""
    by_state = {
        state: [row for row in table.unsigned if row.standing.signed is state]
        for state in (SignedState.UNSIGNED, SignedState.UNVERIFIABLE, SignedState.INVALID)
    }
    unclear = [row for row in table.unsigned if row not in by_state[SignedState.UNSIGNED]]
    return [
        ("gửi báo cáo quá hạn", "quá hạn", table.with_timeliness(Timeliness.LATE), "late"),
        ("chưa gửi báo cáo", "chưa gửi", table.with_timeliness(Timeliness.NOT_SENT_OVERDUE), "not_sent_overdue"),
        ("không ký số", "không ký số", by_state[SignedState.UNSIGNED], "unsigned"),
        ("có chữ ký số không xác thực được", "chữ ký số không xác thực được", unclear, "unsigned"),
    ]


def _names(rows: list[TableRow], wording: Wording, figures: Figures, key: str) -> Run:
    link = figures.get(f"link.{key}", "")
    return Run(names_in(rows, wording), href=link if isinstance(link, str) else "")


def annex_table(table: ReportingTable) -> Table:
    """The annex: groups with Roman numbers, STT from 1 in each, overdue in bold."""
    rows: list[Row] = []
    for group in table.groups:
        rows.append(Row((cell(group.no), cell(group.name)), is_group=True))
        rows.extend(_annex_row(row) for row in group.rows)
    return Table(COLUMNS, tuple(rows))


def _annex_row(row: TableRow) -> Row:
    standing = row.standing
    label = cell(standing.timeliness.label, bold=row.is_faulty)
    cells: tuple[Cell, ...] = (
        cell(str(row.no)),
        cell(row.agency.name),
        label,
        cell(standing.signed.label),
        cell(standing.note),
    )
    return Row(cells)
