"""The consolidated report of a form (báo cáo tổng hợp số liệu) with its annexes, as a value: never without its gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from dondoc.base.rules.wording import comma_list, count_in_text, document_date, number, screen_moment
from dondoc.documents.rules.bodies import Province
from dondoc.documents.rules.official import (
    Align,
    Annex,
    Bar,
    Block,
    Chart,
    Column,
    DocumentDate,
    DocumentType,
    HeadCell,
    Heading,
    OfficialDocument,
    Paragraph,
    Row,
    Run,
    Table,
    runs,
)
from dondoc.documents.rules.templates import Figure, Section, Shape, Template
from dondoc.documents.rules.wordings import Wording, fill_plain, sentence, sentences
from dondoc.followup.letters.parts import (
    ANNEX_NOTE,
    END_SECTIONS,
    PROVINCE_FIGURES,
    Figures,
    cell,
    closed,
    office_annex,
    paragraph,
    recipients,
)
from dondoc.followup.rules.consolidated import Consolidated, ReportedUnit
from dondoc.sheets.rules.cells import Value
from dondoc.sheets.rules.headings import ROW_TITLES, heading_rows, number_row, told_heading
from dondoc.sheets.rules.sheet import Sheet

MOST_BARS = 20
MOST_SIGNS = 200_000  # of the words of units below in one document: about 80 pages
MOST_COLUMNS = 11  # of figures in one table across a sheet; a wider form takes several tables
UNIT_COLUMNS = (
    Column("STT", 14, Align.CENTER),
    Column("Đơn vị"),
    Column("Trong tổng hợp", 40, Align.CENTER),
    Column("Bản, gửi lúc", 48, Align.CENTER),
)
TEMPLATE = Template(
    kind="consolidated-report",
    name="Báo cáo tổng hợp số liệu một biểu",
    purpose="Kết quả cộng số liệu các đơn vị, luôn kèm ai thiếu, ai quá hạn, ai bị trả lại.",
    figures=(
        *PROVINCE_FIGURES,
        Figure("don_vi", "cơ quan báo cáo"),
        Figure("ky", "kỳ báo cáo"),
        Figure("can_cu", "văn bản quy định chế độ báo cáo"),
        Figure("bieu", "mã biểu"),
        Figure("bieu.ten", "tên biểu"),
        Figure("den_ngay", "ngày tính đến"),
        Figure("he_thong", "tên hệ thống báo cáo, theo mục Tên hệ thống"),
        Figure("tinh_duoc.so", "số đơn vị có số liệu trong tổng"),
        Figure("phai_co.so", "số đơn vị phải có số liệu"),
        Figure("thieu.so", "số đơn vị thiếu số liệu"),
        Figure("thieu.danh_sach", "tên các đơn vị thiếu"),
        Figure("muon.so", "số đơn vị gửi quá hạn"),
        Figure("muon.danh_sach", "tên các đơn vị gửi quá hạn"),
        Figure("tra_lai.so", "số đơn vị bị trả lại, chưa gửi lại"),
        Figure("tra_lai.danh_sach", "tên các đơn vị bị trả lại"),
        Figure("ky_truoc.so", "số đơn vị lấy số kỳ trước"),
        Figure("ky_truoc.danh_sach", "tên các đơn vị lấy số kỳ trước"),
    ),
    sections=(
        Section("symbol", "Ký hiệu", Shape.SYMBOL, hint="Loại văn bản – cơ quan ban hành, ví dụ BC-VP."),
        Section("he_thong", "Tên hệ thống"),
        Section("subject", "Trích yếu"),
        Section("opening", "Câu dẫn", needs=("den_ngay",)),
        Section("heading_sent", "Tiêu đề phần gửi số liệu"),
        Section("counted", "Số đơn vị được tính", needs=("tinh_duoc.so", "phai_co.so")),
        Section("missing", "Khi còn đơn vị thiếu", needs=("thieu.danh_sach",)),
        Section("late", "Khi có đơn vị gửi quá hạn", needs=("muon.danh_sach",)),
        Section("returned", "Khi có đơn vị bị trả lại", needs=("tra_lai.danh_sach",)),
        Section("carried", "Khi lấy số kỳ trước", needs=("ky_truoc.danh_sach",)),
        Section("heading_total", "Tiêu đề phần kết quả"),
        Section("closing", "Câu cuối", closes=True),
        Section("agency_authority", "Chức vụ người ký, khi một đơn vị báo cáo mà chưa ghi ai đứng đầu", Shape.LINES),
        *END_SECTIONS,
        Section("annex_title", "Tên Phụ lục I (số liệu)"),
        Section("units_title", "Tên Phụ lục II (tình hình gửi)"),
        Section("narrative_title", "Tên Phụ lục III (lời văn của các đơn vị)"),
        ANNEX_NOTE,
    ),
)


def consolidated_report(
    found: Consolidated, wording: Wording, links: Mapping[str, str] | None = None
) -> OfficialDocument:
    """The report as of the total's moment. `links`: where a figure can be opened on screen, by its name."""
    figures = _figures(found, wording, links or {})
    province, on = Province.named(found.province), found.as_of.on
    symbol = sentence(wording, "symbol") if found.is_province else "BC"
    issuer = ("VĂN PHÒNG",) if found.is_province else (found.agency.upper(),)
    return OfficialDocument(
        type=DocumentType.REPORT,
        issuer_parent=(province.committee_short,),
        issuer=issuer,
        number=None,
        symbol=symbol,
        place=province.proper,
        date=DocumentDate(None, on.month, on.year),
        subject=fill_plain(sentence(wording, "subject"), figures),
        addressees=(),
        body=tuple(_body(found, wording, figures)),
        authority=tuple(sentences(wording, "authority" if found.is_province else "agency_authority")),
        signer=sentence(wording, "signer"),
        recipients=recipients(wording, figures),
        annexes=tuple(_annexes(found, wording, figures, symbol)),
    )


def _figures(found: Consolidated, wording: Wording, links: Mapping[str, str]) -> Figures:
    province, form = Province.named(found.province), found.sheet.form
    base: Figures = {
        "tinh": province.full,
        "tinh.loai": province.kind,
        "don_vi": f"Văn phòng UBND {province.kind}" if found.is_province else found.agency,
        "ky": Run(found.period_in_sentence, href=links.get("total", "")),
        "can_cu": found.legal_basis or found.regime_name,
        "bieu": form.code,
        "bieu.ten": f"{form.name[:1].lower()}{form.name[1:]}",
        "den_ngay": document_date(found.as_of.on),
        "tinh_duoc.so": Run(count_in_text(len(found.gaps.included)), href=links.get("total", "")),
        "phai_co.so": count_in_text(found.gaps.expected),
        "thieu.so": count_in_text(len(found.missing)),
        "thieu.danh_sach": _names(found.missing),
        "muon.so": count_in_text(len(found.late)),
        "muon.danh_sach": _names(found.late),
        "tra_lai.so": count_in_text(len(found.returned)),
        "tra_lai.danh_sach": _names(found.returned),
        "ky_truoc.so": count_in_text(len(found.carried)),
        "ky_truoc.danh_sach": _names(found.carried),
    }
    return {**base, "he_thong": sentence(wording, "he_thong")}


def _names(units: Sequence[ReportedUnit]) -> str:
    return comma_list(unit.short_name for unit in units)


def _body(found: Consolidated, wording: Wording, figures: Figures) -> Iterator[Block]:
    yield paragraph(wording, "opening", figures)
    yield Heading(fill_plain(sentence(wording, "heading_sent"), figures))
    yield paragraph(wording, "counted", figures)
    for key, units in (
        ("missing", found.missing),
        ("late", found.late),
        ("returned", found.returned),
        ("carried", found.carried),
    ):
        if units:
            yield paragraph(wording, key, figures)
    yield Heading(fill_plain(sentence(wording, "heading_total"), figures))
    if told := list(_key_figures(found)):
        yield Paragraph(runs(*told))
    for section in found.sections:
        if section.own:
            yield Heading(f"{section.code}. {section.title}")
            yield from _paragraphs(section.own)
    yield closed(paragraph(wording, "closing", figures))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """As it was written, line by line."""
    yield from (Paragraph(runs(line.strip())) for line in text.splitlines() if line.strip())


def _said_below(found: Consolidated) -> Iterator[Block]:
    """Section by section what the units below wrote, under their names; beyond what a document holds it is told so."""
    room = MOST_SIGNS
    for section in found.sections:
        if not section.below:
            continue
        yield Heading(f"{section.code}. {section.title}")
        for n, (name, text) in enumerate(section.below):
            room -= len(text)
            if room < 0:
                left = count_in_text(len(section.below) - n)
                yield Paragraph(runs(Run(f"Còn {left} đơn vị, xem trên hệ thống báo cáo.", italic=True)))
                break
            yield Paragraph(runs(Run(name, bold=True)))
            yield from _paragraphs(text)


def _key_figures(found: Consolidated) -> Iterator[str | Run]:
    """The first row's computed columns in one sentence; all its columns where none is computed."""
    row, form = found.key_row, found.sheet.form
    columns = [c for c in form.columns if c.formula is not None] or list(form.columns)
    filled = [(c, value) for c in columns if row is not None and (value := found.sheet.cell(row, c.no)) is not None]
    if row is None or not filled:
        return
    item = form.by_code.get(row)
    yield f"{item.title if item else row} ({form.unit.lower()}): " if form.unit else f"{item.title if item else row}: "
    for n, (column, value) in enumerate(filled):
        yield f"{'; ' if n else ''}{told_heading(column).lower()} "
        yield Run(_told(value), bold=True)
    yield "."


def _annexes(found: Consolidated, wording: Wording, figures: Figures, symbol: str) -> Iterator[Annex]:
    """The figures, who sent them, and the words of the units below where the regime has an outline."""
    annex = partial(office_annex, wording, figures, found.as_of.on, symbol=symbol)
    yield annex(*form_tables(found), *_chart(found), heading="Phụ lục I", landscape=True)
    yield annex(_units(found), title="units_title", heading="Phụ lục II")
    if said := tuple(_said_below(found)):
        yield annex(*said, title="narrative_title", heading="Phụ lục III")


def form_tables(found: Consolidated) -> Iterator[Table]:
    """The total's form as printed."""
    return tables_of_sheet(found.sheet)


def tables_of_sheet(sheet: Sheet) -> Iterator[Table]:
    """The form with its headings as printed, in as many tables as its columns need."""
    whole = sheet.form
    stub = whole.stub[-1] if whole.stub else ROW_TITLES
    for first in range(0, len(whole.columns), MOST_COLUMNS):
        form = replace(whole, columns=whole.columns[first : first + MOST_COLUMNS], stub=(stub,))
        columns = (
            Column(stub.title, 46),
            *(Column(c.title, 18 if c.type.is_number else 30, _align(c.type.is_number)) for c in form.columns),
        )
        head = [tuple(HeadCell(c.text, c.n_columns, c.n_rows) for c in line) for line in heading_rows(form)]
        head.append(tuple(HeadCell(text) for text in number_row(form)))
        rows = []
        for row in sheet.rows:
            item, is_total = whole.by_code.get(row), row in whole.totals
            cells = [cell(item.title if item else row, bold=is_total)]
            cells += [cell(_told(sheet.cell(row, c.no)), bold=is_total) for c in form.columns]
            rows.append(Row(tuple(cells)))
        yield Table(columns, tuple(rows), tuple(head))


def _align(is_number: bool) -> Align:
    return Align.RIGHT if is_number else Align.LEFT


def _chart(found: Consolidated) -> Iterator[Chart]:
    """The units that make most of the key cell; the small ones together."""
    shares, row, column = found.shares, found.key_row, found.key_column
    if len(shares) < 2 or row is None or column is None:
        return
    shown = shares if len(shares) <= MOST_BARS else shares[: MOST_BARS - 1]
    listed = [(unit.short_name, unit.share or Decimal(0)) for unit in shown]
    if rest := shares[len(shown) :]:
        listed.append((f"{len(rest)} đơn vị khác", sum((unit.share or Decimal(0) for unit in rest), Decimal(0))))
    longest = max(value for _, value in listed)
    item = found.sheet.form.by_code.get(row)
    title = f"Biểu đồ: {told_heading(column)}, dòng “{item.title if item else row}”, theo đơn vị"
    yield Chart(title, tuple(Bar(name, _told(value), float(value / longest)) for name, value in listed))


def _units(found: Consolidated) -> Table:
    """Every expected unit, those that are missing first."""
    listed = [*found.missing, *found.late, *(u for u in found.units if u.is_counted and u not in found.late)]
    rows = []
    for n, unit in enumerate(listed, start=1):
        state = f"Lấy số {unit.carried_in}" if unit.carried_in else "Đã tính" if unit.is_counted else "Thiếu"
        if unit in found.late:
            state = "Đã tính, gửi quá hạn"
        sent = f"Bản {unit.version}, {screen_moment(unit.sent_at)}" if unit.sent_at else unit.timeliness.label
        rows.append(Row((cell(str(n)), cell(unit.name), cell(state, bold=not unit.is_counted), cell(sent))))
    return Table(UNIT_COLUMNS, tuple(rows))


def _told(value: Value | None) -> str:
    if isinstance(value, Decimal):
        return number(value)
    return document_date(value) if isinstance(value, date) else value or ""
