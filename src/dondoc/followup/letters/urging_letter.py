"""The letter that urges one agency (công văn đôn đốc một đơn vị), as a value: what it owes, until when it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dondoc.base.rules.wording import comma_list, count_in_text, document_date
from dondoc.documents.rules.bodies import Province
from dondoc.documents.rules.official import (
    Align,
    Annex,
    Block,
    Column,
    DocumentType,
    Marker,
    OfficialDocument,
    Points,
    Row,
    Run,
    Table,
    Text,
)
from dondoc.documents.rules.templates import Figure, Section, Shape, Template
from dondoc.documents.rules.wordings import Wording, fill, sentence
from dondoc.followup.letters.parts import (
    ANNEX_NOTE,
    END_SECTIONS,
    PROVINCE_FIGURES,
    Figures,
    cell,
    closed,
    office_annex,
    office_document,
    paragraph,
    source_cell,
)
from dondoc.followup.rules.arrears import Arrears, OwedReport

COLUMNS = (
    Column("STT", 14, Align.CENTER),
    Column("Nhiệm vụ"),
    Column("Văn bản giao", 36),
    Column("Thời hạn", 25, Align.CENTER),
    Column("Số ngày quá hạn", 21, Align.CENTER),
)
TEMPLATE = Template(
    kind="urging-letter",
    name="Công văn đôn đốc một đơn vị",
    purpose="Gửi riêng một đơn vị còn nợ báo cáo, chưa ký số hoặc có nhiệm vụ quá hạn.",
    figures=(
        *PROVINCE_FIGURES,
        Figure("don_vi", "tên đơn vị được đôn đốc"),
        Figure("den_ngay", "ngày tính đến"),
        Figure("chua_gui.so", "số báo cáo quá hạn, chưa gửi"),
        Figure("chua_gui.danh_sach", "từng báo cáo chưa gửi với số ngày quá hạn"),
        Figure("khong_ky.so", "số báo cáo không có chữ ký số hợp lệ"),
        Figure("khong_ky.danh_sach", "từng báo cáo không ký số"),
        Figure("nhiem_vu.so", "số nhiệm vụ quá hạn đơn vị chủ trì"),
        Figure("tra_loi.truoc_ngay", "ngày phải thực hiện, tính theo số ngày làm việc đã đặt"),
    ),
    sections=(
        Section("symbol", "Ký hiệu", Shape.SYMBOL, hint="Cơ quan ban hành – đơn vị soạn, ví dụ VP-TH."),
        Section("subject", "Trích yếu", hint="Sau chữ V/v."),
        Section("opening", "Câu dẫn", needs=("don_vi", "den_ngay")),
        Section("unsent", "Khi còn báo cáo chưa gửi", needs=("chua_gui.so", "chua_gui.danh_sach")),
        Section("unsigned", "Khi có báo cáo không ký số", needs=("khong_ky.so", "khong_ky.danh_sach")),
        Section("tasks", "Khi có nhiệm vụ quá hạn", needs=("nhiem_vu.so",), hint="Danh mục ở phụ lục."),
        Section("request", "Yêu cầu, câu cuối", needs=("tra_loi.truoc_ngay",), closes=True),
        Section("working_days", "Số ngày làm việc để thực hiện", Shape.COUNT),
        *END_SECTIONS,
        Section("annex_title", "Tên phụ lục"),
        ANNEX_NOTE,
    ),
)


def urging_letter(found: Arrears, wording: Wording, links: Mapping[str, str] | None = None) -> OfficialDocument:
    """The letter as of the moment of what is owed. `links`: where a figure can be opened on screen, by its name."""
    figures, on = _figures(found, links or {}), found.as_of.on
    return office_document(
        DocumentType.LETTER,
        Province.named(found.province.name),
        on,
        wording,
        figures,
        addressees=(found.agency.name,),
        body=tuple(_body(found, wording, figures)),
        annexes=_annexes(found, wording, figures),
    )


def _figures(found: Arrears, links: Mapping[str, str]) -> Figures:
    province = Province.named(found.province.name)

    def figure(text: str, link: str) -> Run:
        return Run(text, href=links.get(link, ""))

    return {
        "tinh": province.full,
        "tinh.loai": province.kind,
        "don_vi": found.agency.name,
        "den_ngay": document_date(found.as_of.on),
        "chua_gui.so": figure(count_in_text(len(found.unsent)), "unsent"),
        "chua_gui.danh_sach": figure(_listed(found.unsent, is_late=True), "unsent"),
        "khong_ky.so": figure(count_in_text(len(found.unsigned)), "unsigned"),
        "khong_ky.danh_sach": figure(_listed(found.unsigned, is_late=False), "unsigned"),
        "nhiem_vu.so": figure(count_in_text(len(found.tasks)), "tasks"),
        "tra_loi.truoc_ngay": document_date(found.answer_by),
    }


def _listed(reports: Sequence[OwedReport], *, is_late: bool) -> str:
    return comma_list(
        f"{r.regime_name} {r.period_in_sentence}" + (f" (quá hạn {count_in_text(r.days)} ngày)" if is_late else "")
        for r in reports
    )


def _body(found: Arrears, wording: Wording, figures: Figures) -> Iterator[Block]:
    yield paragraph(wording, "opening", figures)
    owed = (("unsent", found.unsent), ("unsigned", found.unsigned), ("tasks", found.tasks))
    yield Points(_stopped([fill(sentence(wording, key), figures) for key, rows in owed if rows]), Marker.DASH)
    yield closed(paragraph(wording, "request", figures))


def _stopped(items: Sequence[Text]) -> tuple[Text, ...]:
    """Each point ends with ';', the last with '.', whatever the office typed."""
    ends = [";"] * (len(items) - 1) + ["."]
    return tuple((*item[:-1], _ended(item[-1], end)) for item, end in zip(items, ends, strict=True))


def _ended(run: Run, end: str) -> Run:
    return replace(run, text=run.text.rstrip(" ;.,") + end)


def _annexes(found: Arrears, wording: Wording, figures: Figures) -> tuple[Annex, ...]:
    if not found.tasks:
        return ()
    rows = tuple(
        Row(
            (
                cell(str(i)),
                cell(task.title),
                cell(source_cell(task)),
                cell(document_date(task.standing.due_on) if task.standing.due_on else ""),
                cell(str(task.standing.days_overdue)),
            )
        )
        for i, task in enumerate(found.tasks, start=1)
    )
    return (office_annex(wording, figures, found.as_of.on, Table(COLUMNS, rows)),)
