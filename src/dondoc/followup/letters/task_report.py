"""The report on a span of tasks (báo cáo rà soát nhiệm vụ) with the annex of what is overdue, as a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dondoc.assignments.rules.buckets import BucketTotals
from dondoc.base.rules.wording import count_in_text, document_date
from dondoc.documents.rules.bodies import Province
from dondoc.documents.rules.official import (
    Align,
    Annex,
    Block,
    Column,
    DocumentType,
    Heading,
    OfficialDocument,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    runs,
)
from dondoc.documents.rules.templates import Figure, Section, Shape, Template
from dondoc.documents.rules.wordings import Wording, fill, fill_plain, sentence
from dondoc.followup.letters.parts import (
    ANNEX_NOTE,
    END_SECTIONS,
    PROVINCE_FIGURES,
    Figures,
    cell,
    closed,
    joined,
    office_annex,
    office_document,
    paragraph,
    source_cell,
)
from dondoc.followup.rules.task_review import ReviewTask, TaskReview, day_after, span_in_words

COLUMNS = (
    Column("STT", 11, Align.CENTER),
    Column("Nhiệm vụ"),
    Column("Văn bản giao", 29),
    Column("Cơ quan chủ trì", 33),
    Column("Thời hạn", 25, Align.CENTER),
    Column("Số ngày quá hạn", 17, Align.CENTER),
)
TEMPLATE = Template(
    kind="task-review",
    name="Báo cáo rà soát nhiệm vụ được giao",
    purpose="Của Văn phòng, hằng tháng: tiến độ nhiệm vụ đã giao, cơ quan chưa đúng quy trình, phụ lục quá hạn.",
    figures=(
        *PROVINCE_FIGURES,
        Figure("den_ngay", "ngày tính đến, ví dụ 28/02/2022"),
        Figure("trong_ky", "khoảng thời gian, dùng đầu câu, ví dụ Trong tháng 02/2022"),
        Figure("trong_ky.giua_cau", "khoảng thời gian, dùng giữa câu"),
        Figure("giao", "số nhiệm vụ đã giao"),
        Figure("cap_duoi", "UBND cấp dưới, ví dụ UBND các huyện, thành phố"),
        Figure("he_thong", "tên hệ thống quản lý nhiệm vụ, theo mục Tên hệ thống"),
    ),
    sections=(
        Section("symbol", "Ký hiệu", Shape.SYMBOL, hint="Loại văn bản – cơ quan ban hành, ví dụ BC-VP."),
        Section("he_thong", "Tên hệ thống"),
        Section("lower_level", "UBND cấp dưới", hint="Dùng khi không có nhóm UBND nào trong danh sách đơn vị ngày đó."),
        Section("subject", "Trích yếu", needs=("den_ngay",)),
        Section("opening", "Câu dẫn"),
        Section("heading_progress", "Tiêu đề phần tiến độ"),
        Section("assigned", "Câu về số đã giao", needs=("giao",), hint="Câu về bốn nhóm kết quả nối tiếp tự động."),
        Section("none_assigned", "Khi không giao nhiệm vụ nào"),
        Section("heading_process", "Tiêu đề phần thực hiện quy trình"),
        Section("process_rule", "Quy định về quy trình"),
        Section(
            "violations",
            "Khi có cơ quan chưa đúng quy trình",
            needs=("vi_pham.danh_sach",),
            own=(Figure("vi_pham.danh_sach", "tên từng cơ quan với số văn bản"),),
        ),
        Section("no_violations", "Khi không cơ quan nào vi phạm"),
        Section("request", "Đề nghị, câu cuối", closes=True),
        *END_SECTIONS,
        Section("annex_title", "Tên phụ lục"),
        ANNEX_NOTE,
    ),
)


def task_report(review: TaskReview, wording: Wording, links: Mapping[str, str] | None = None) -> OfficialDocument:
    """The report as of the review's moment. `links`: where a figure can be opened on screen, by its name."""
    links = links or {}
    figures = _figures(review, wording, links)
    province = Province.named(review.province.name)
    drafted = day_after(review.as_of.on)
    return office_document(
        DocumentType.REPORT,
        province,
        drafted,
        wording,
        figures,
        body=_body(review, wording, figures, links),
        annexes=_annexes(review, wording, figures),
    )


def _figures(review: TaskReview, wording: Wording, links: Mapping[str, str]) -> Figures:
    province = Province.named(review.province.name)
    span = span_in_words(review.first, review.last)
    base: Figures = {
        "tinh": province.full,
        "tinh.loai": province.kind,
        "den_ngay": document_date(review.as_of.on),
        "trong_ky": f"Trong {span}",
        "trong_ky.giua_cau": "trong tháng" if span.startswith("tháng") else f"trong {span}",
        "giao": Run(count_in_text(review.totals.assigned), href=links.get("assigned", "")),
        "cap_duoi": review.lower_level or sentence(wording, "lower_level"),
    }
    return {**base, "he_thong": sentence(wording, "he_thong")}


def _body(review: TaskReview, wording: Wording, figures: Figures, links: Mapping[str, str]) -> tuple[Block, ...]:
    return (
        paragraph(wording, "opening", figures),
        Heading(fill_plain(sentence(wording, "heading_progress"), figures)),
        Paragraph(_progress(review.totals, wording, figures, links)),
        Heading(fill_plain(sentence(wording, "heading_process"), figures)),
        Paragraph(_process(review, wording, figures, links)),
        closed(paragraph(wording, "request", figures)),
    )


def _progress(t: BucketTotals, wording: Wording, figures: Figures, links: Mapping[str, str]) -> Text:
    """The sentence of the four buckets; a bucket at zero is not spoken of."""
    if t.assigned == 0:
        return fill(sentence(wording, "none_assigned"), figures)

    def figure(n: int, name: str) -> Run:
        return Run(count_in_text(n), href=links.get(name, ""))

    on_time, late = figure(t.done_on_time, "done_on_time"), figure(t.done_late, "done_late")
    if t.done == 0:
        done = runs("Chưa có nhiệm vụ hoàn thành; ")
    elif t.done_late == 0:
        done = runs("Đã hoàn thành ", on_time, " nhiệm vụ đúng hạn; ")
    elif t.done_on_time == 0:
        done = runs("Đã hoàn thành ", late, " nhiệm vụ, đều quá hạn; ")
    else:
        done = runs(
            *("Đã hoàn thành ", figure(t.done, "done"), " nhiệm vụ, trong đó ", on_time, " nhiệm vụ đúng hạn, "),
            *(late, " nhiệm vụ quá hạn; "),
        )
    return joined((fill(sentence(wording, "assigned"), figures), (*done, *_still_open(t, links))), " ")


def _still_open(t: BucketTotals, links: Mapping[str, str]) -> Text:
    if t.open == 0:
        return runs("không còn nhiệm vụ chưa hoàn thành.")
    in_time = Run(count_in_text(t.open_in_time), href=links.get("open_in_time", ""))
    overdue = Run(count_in_text(t.open_overdue), href=links.get("open_overdue", ""))
    without = Run(count_in_text(t.no_deadline), href=links.get("no_deadline", ""))
    parts: list[Text] = []
    if t.open_in_time:
        apart = runs(" (", without, " nhiệm vụ không quy định thời hạn)") if t.no_deadline else ()
        parts.append((*runs(in_time, " nhiệm vụ còn thời hạn"), *apart))
    if t.open_overdue:
        pointer = Run("nhiệm vụ chưa hoàn thành đã quá hạn tại phụ lục kèm theo", italic=True)
        parts.append(runs(overdue, " nhiệm vụ quá thời hạn (", pointer, ")"))
    still = Run(count_in_text(t.open), href=links.get("open", ""))
    return (*runs("còn ", still, " nhiệm vụ chưa hoàn thành, trong đó "), *joined(parts, ", "), Run("."))


def _process(review: TaskReview, wording: Wording, figures: Figures, links: Mapping[str, str]) -> Text:
    if not review.violations:
        return fill(sentence(wording, "no_violations"), figures)
    listed = "; ".join(
        f"{agency.name} ({count_in_text(found.n_documents)} văn bản)" for agency, found in review.violations
    )
    told = {**figures, "vi_pham.danh_sach": Run(listed, href=links.get("violations", ""))}
    return joined((fill(sentence(wording, key), told) for key in ("process_rule", "violations")), " ")


def _annexes(review: TaskReview, wording: Wording, figures: Figures) -> tuple[Annex, ...]:
    """One annex, of the open overdue tasks only; none when nothing is overdue."""
    if not review.overdue:
        return ()
    return (office_annex(wording, figures, day_after(review.as_of.on), overdue_table(review.overdue)),)


def overdue_table(tasks: Sequence[ReviewTask]) -> Table:
    """What is overdue, in the order given, with its document, lead, deadline and days."""
    rows = tuple(
        Row(
            (
                cell(str(i)),
                cell(task.title),
                cell(source_cell(task)),
                cell(task.lead.name),
                cell(document_date(task.standing.due_on) if task.standing.due_on else ""),
                cell(str(task.standing.days_overdue)),
            )
        )
        for i, task in enumerate(tasks, start=1)
    )
    return Table(COLUMNS, rows)
