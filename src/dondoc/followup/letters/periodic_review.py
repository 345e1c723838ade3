"""The report of a periodic review (báo cáo rà soát tuần, tháng, quý) by any view, with its annexes, as a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dondoc.base.rules.wording import count_in_text, document_date, number
from dondoc.documents.rules.bodies import Province
from dondoc.documents.rules.official import (
    Align,
    Annex,
    Block,
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
    PROVINCE_FIGURES,
    Figures,
    capitalised,
    cell,
    closed,
    office_annex,
    office_document,
    paragraph,
)
from dondoc.followup.letters.task_report import overdue_table
from dondoc.followup.rules.reviewing import Group, PeriodicReview, Scope, View
from dondoc.followup.rules.task_review import day_after

OF_BOTH = ("con_han", "qua_han", "phu_luc.bang")
TEMPLATE = Template(
    kind="periodic-review",
    name="Báo cáo rà soát nhiệm vụ theo tuần, tháng, quý",
    purpose="Bốn nhóm kết quả theo đơn vị, người giao, lĩnh vực hay nguồn; tỷ lệ, tuổi quá hạn, so với kỳ trước.",
    figures=(
        *PROVINCE_FIGURES,
        Figure("ky", "kỳ rà soát, ví dụ tháng 02/2022"),
        Figure("ky_truoc", "kỳ liền trước"),
        Figure("den_ngay", "ngày tính đến"),
        Figure("xem_theo", "xem theo gì, ví dụ đơn vị chủ trì"),
        Figure("he_thong", "tên hệ thống quản lý nhiệm vụ, theo mục Tên hệ thống"),
        Figure("giao", "tổng số nhiệm vụ"),
        Figure("dung_han", "số hoàn thành đúng hạn"),
        Figure("xong_qua_han", "số hoàn thành quá hạn"),
        Figure("con_han", "số chưa hoàn thành, còn thời hạn"),
        Figure("khong_han", "trong đó số không quy định thời hạn"),
        Figure("qua_han", "số chưa hoàn thành, quá hạn"),
        Figure("ty_le", "các tỷ lệ, mỗi tỷ lệ nêu mẫu số"),
        Figure("giao.so_sanh", "tăng, giảm tổng số so với kỳ trước"),
        Figure("qua_han.so_sanh", "tăng, giảm số quá hạn so với kỳ trước"),
        Figure("tuoi", "số nhiệm vụ quá hạn trên từng mốc ngày"),
        Figure("vi_pham.danh_sach", "tên từng cơ quan với số văn bản"),
        Figure("phu_luc.bang", "tên phụ lục bảng kết quả, ví dụ Phụ lục I"),
        Figure("phu_luc.qua_han", "tên phụ lục nhiệm vụ quá hạn, ví dụ Phụ lục II"),
    ),
    sections=(
        Section("symbol", "Ký hiệu", Shape.SYMBOL, hint="Loại văn bản – cơ quan ban hành, ví dụ BC-VP."),
        Section("he_thong", "Tên hệ thống"),
        Section("subject", "Trích yếu", needs=("ky",)),
        Section("opening", "Câu dẫn", needs=("den_ngay",)),
        Section("heading_progress", "Tiêu đề phần tiến độ"),
        Section(
            "cohort", "Câu về nhiệm vụ giao trong kỳ", needs=("giao", "dung_han", "con_han", "qua_han", "phu_luc.bang")
        ),
        Section("stock", "Câu về nhiệm vụ còn phải làm", needs=("giao", *OF_BOTH)),
        Section("ratios", "Câu về tỷ lệ", needs=("ty_le",)),
        Section("before", "Câu so với kỳ trước", needs=("ky_truoc",)),
        Section("ageing", "Câu về tuổi quá hạn", needs=("tuoi", "phu_luc.qua_han")),
        Section("none", "Khi không có nhiệm vụ nào"),
        Section("heading_process", "Tiêu đề phần thực hiện quy trình"),
        Section("violations", "Khi có cơ quan chưa đúng quy trình", needs=("vi_pham.danh_sach",)),
        Section("no_violations", "Khi không cơ quan nào vi phạm"),
        Section("request", "Đề nghị, câu cuối", closes=True),
        *END_SECTIONS,
        Section("table_title", "Tên bảng kết quả", needs=("xem_theo",)),
        Section("overdue_title", "Tên phụ lục quá hạn"),
        ANNEX_NOTE,
    ),
)
COUNTS = (
    ("Tổng số", "assigned"),
    ("Xong đúng hạn", "done_on_time"),
    ("Xong quá hạn", "done_late"),
    ("Còn thời hạn", "open_in_time"),
    ("Không thời hạn", "no_deadline"),
    ("Quá hạn", "open_overdue"),
)


def periodic_report(
    found: PeriodicReview, view: View, wording: Wording, links: Mapping[str, str] | None = None
) -> OfficialDocument:
    """The report as of the review's moment. `links`: where a figure can be opened on screen, by its name."""
    figures = _figures(found, view, wording, links or {})
    province = Province.named(found.review.province.name)
    drafted = day_after(found.review.as_of.on)
    return office_document(
        DocumentType.REPORT,
        province,
        drafted,
        wording,
        figures,
        body=tuple(_body(found, wording, figures)),
        annexes=tuple(_annexes(found, view, wording, figures)),
    )


def _figures(found: PeriodicReview, view: View, wording: Wording, links: Mapping[str, str]) -> Figures:
    t, province = found.totals, Province.named(found.review.province.name)

    def figure(n: int, name: str) -> Run:
        return Run(counted(n), href=links.get(name, ""))

    listed = "; ".join(f"{one.name} ({count_in_text(v.n_documents)} văn bản)" for one, v in found.review.violations)
    base: Figures = {
        "tinh": province.full,
        "tinh.loai": province.kind,
        "ky": found.span.in_sentence,
        "ky_truoc": found.span.before.in_sentence,
        "den_ngay": document_date(found.review.as_of.on),
        "xem_theo": view.label.lower(),
        "giao": figure(t.assigned, "assigned"),
        "dung_han": figure(t.done_on_time, "done_on_time"),
        "xong_qua_han": figure(t.done_late, "done_late"),
        "con_han": figure(t.open_in_time, "open_in_time"),
        "khong_han": figure(t.no_deadline, "no_deadline"),
        "qua_han": figure(t.open_overdue, "open_overdue"),
        "ty_le": capitalised("; ".join(f"{ratio.label.lower()} {ratio.told}" for ratio in found.ratios)).replace(
            " %", "\u00a0%"
        ),
        "giao.so_sanh": compared(t.assigned, found.before.assigned),
        "qua_han.so_sanh": compared(t.open_overdue, found.before.open_overdue),
        "tuoi": "; ".join(f"trên {age.days} ngày {counted(age.n)}" for age in found.ages),
        "phu_luc.bang": _annex_names(found)[0],
        "phu_luc.qua_han": _annex_names(found)[1],
        "vi_pham.danh_sach": Run(listed, href=links.get("violations", "")),
    }
    return {**base, "he_thong": sentence(wording, "he_thong")}


def _annex_names(found: PeriodicReview) -> tuple[str, str]:
    """What the table and the list of what is overdue are called: numbered where there are both."""
    return ("Phụ lục I", "Phụ lục II") if found.review.overdue else ("Phụ lục", "Phụ lục")


def counted(n: int) -> str:
    """As documents count, and nothing as '0'."""
    return count_in_text(n) if n else "0"


def compared(now: int, before: int) -> str:
    """'tăng 03 (từ 12 lên 15)', 'không đổi (12)'."""
    if now == before:
        return f"không đổi ({number(now)})"
    word, way = ("tăng", "lên") if now > before else ("giảm", "xuống")
    return f"{word} {count_in_text(abs(now - before))} (từ {number(before)} {way} {number(now)})"


def _body(found: PeriodicReview, wording: Wording, figures: Figures) -> Iterator[Block]:
    yield paragraph(wording, "opening", figures)
    yield Heading(fill_plain(sentence(wording, "heading_progress"), figures))
    if not found.tasks:
        yield paragraph(wording, "none", figures)
    else:
        yield paragraph(wording, "cohort" if found.scope is Scope.COHORT else "stock", figures)
        if found.ratios:
            yield paragraph(wording, "ratios", figures)
        yield paragraph(wording, "before", figures)
        if found.review.overdue:
            yield paragraph(wording, "ageing", figures)
    yield Heading(fill_plain(sentence(wording, "heading_process"), figures))
    yield paragraph(wording, "violations" if found.review.violations else "no_violations", figures)
    yield closed(paragraph(wording, "request", figures))


def _annexes(found: PeriodicReview, view: View, wording: Wording, figures: Figures) -> Iterator[Annex]:
    drafted = day_after(found.review.as_of.on)
    of_table, of_overdue = _annex_names(found)
    if found.tasks:
        table = groups_table(found, view)
        yield office_annex(wording, figures, drafted, table, title="table_title", heading=of_table)
    if found.review.overdue:
        table = overdue_table(found.review.overdue)
        yield office_annex(wording, figures, drafted, table, title="overdue_title", heading=of_overdue)


def groups_table(found: PeriodicReview, view: View) -> Table:
    """The rows of the view with their sum: total = on time + late + in time + overdue; the last but one is a part."""
    columns = [
        Column("STT", 11, Align.CENTER),
        Column(view.label),
        *(Column(title, 15, Align.CENTER) for title, _ in COUNTS),
    ]
    if view is View.LEAD:
        columns.append(Column("Phối hợp", 15, Align.CENTER))
    groups = found.groups(view)
    rows = [_row(str(i), group, view) for i, group in enumerate(groups, start=1)]
    total = Group("", "Tổng số", found.totals)
    summed = [cell("", bold=True), cell(total.label, bold=True)]
    summed += [cell(number(getattr(total.totals, name)), bold=True) for _, name in COUNTS]
    if view is View.LEAD:
        summed.append(cell("", bold=True))
    return Table(tuple(columns), (*rows, Row(tuple(summed))))


def _row(place: str, group: Group, view: View) -> Row:
    cells = [cell(place), cell(group.label), *(cell(number(getattr(group.totals, name))) for _, name in COUNTS)]
    if view is View.LEAD:
        cells.append(cell(number(group.coordinating.assigned if group.coordinating else 0)))
    return Row(tuple(cells))
