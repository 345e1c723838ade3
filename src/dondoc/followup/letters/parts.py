"""What both documents share: recipients, the annex note, names of groups inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dondoc.base.rules.wording import comma_list, document_date, padded_month
from dondoc.documents.rules.bodies import Province
from dondoc.documents.rules.official import (
    BLANK,
    END,
    Align,
    Annex,
    Block,
    Cell,
    DocumentDate,
    DocumentType,
    OfficialDocument,
    Paragraph,
    Recipient,
    Run,
    Text,
    runs,
)
from dondoc.documents.rules.templates import Figure, Section, Shape
from dondoc.documents.rules.wordings import Wording, fill, fill_plain, sentence, sentences
from dondoc.followup.rules.task_review import ReviewTask

Figures = Mapping[str, Run | str]

PROVINCE_FIGURES = (
    Figure("tinh", "tên tỉnh, ví dụ tỉnh Bắc Giang"),
    Figure("tinh.loai", "tỉnh hoặc thành phố"),
)
END_SECTIONS = (
    Section("authority", "Quyền hạn, chức vụ người ký", Shape.LINES, hint="Mỗi dòng một dòng in, ví dụ TL. CHỦ TỊCH."),
    Section("signer", "Họ và tên người ký", may_be_empty=True, hint="Để trống khi chưa rõ ai ký."),
    Section(
        "recipients",
        "Nơi nhận",
        Shape.LINES,
        hint="Mỗi dòng một nơi; dòng bắt đầu bằng dấu + đứng dưới dòng trước. Dấu gạch, dấu chấm phẩy tự có.",
    ),
)
ANNEX_NOTE = Section(
    "annex_note",
    "Ghi chú dưới tên phụ lục",
    Shape.LINES,
    needs=("so", "ky_hieu"),
    own=(
        Figure("so", "chỗ để số văn bản"),
        Figure("ky_hieu", "ký hiệu văn bản"),
        Figure("ngay", "chỗ để ngày"),
        Figure("thang", "tháng/năm của văn bản"),
    ),
)


MOST_NAMED = Section(
    "most_named",
    "Nêu tên tối đa",
    Shape.COUNT,
    may_be_empty=True,
    hint="Số đơn vị nêu tên trong mỗi câu, sau đó là “...”; để trống: nêu đủ. Phụ lục luôn đủ.",
)


def most_named(wording: Wording) -> int | None:
    """How many units the office names in a sentence before '...'; None: all of them."""
    told = wording.get("most_named", "")
    return int(told) if isinstance(told, str) and told.isascii() and told.isdigit() else None


def recipients(wording: Wording, figures: Figures) -> tuple[Recipient, ...]:
    """'Nơi nhận' out of its lines; a line that begins with '+ ' stands under the one before."""
    listed: list[tuple[str, list[str]]] = []
    for line in sentences(wording, "recipients"):
        text = fill_plain(line, figures)
        if text.startswith("+ ") and listed:
            listed[-1][1].append(text.removeprefix("+ "))
        else:
            listed.append((text.removesuffix(":"), []))
    return tuple(Recipient(text, tuple(children)) for text, children in listed)


def office_document(
    type: DocumentType,
    province: Province,
    on: date,
    wording: Wording,
    figures: Figures,
    *,
    body: tuple[Block, ...],
    addressees: tuple[str, ...] = (),
    annexes: tuple[Annex, ...] = (),
    type_name: str = "",
) -> OfficialDocument:
    """A document of the province's Office (văn bản của Văn phòng UBND), number and day left open until issue."""
    return OfficialDocument(
        type=type,
        type_name=type_name,
        issuer_parent=(province.committee_short,),
        issuer=("VĂN PHÒNG",),
        number=None,
        symbol=sentence(wording, "symbol"),
        place=province.proper,
        date=DocumentDate(None, on.month, on.year),
        subject=fill_plain(sentence(wording, "subject"), figures),
        addressees=addressees,
        body=body,
        authority=tuple(sentences(wording, "authority")),
        signer=sentence(wording, "signer"),
        recipients=recipients(wording, figures),
        annexes=annexes,
    )


def paragraph(wording: Wording, key: str, figures: Figures) -> Paragraph:
    return Paragraph(fill(sentence(wording, key), figures))


def closed(paragraph: Paragraph) -> Paragraph:
    """The last paragraph of a body, ended by './.'."""
    return Paragraph((*paragraph.text, Run(END)))


def annex_note(wording: Wording, figures: Figures, year: int, month: int, symbol: str) -> tuple[str, ...]:
    """'(Kèm theo …)' with number and day left open: electronic documents do not fill them (NĐ 30/2020, PL I)."""
    blanks = {"so": BLANK, "ky_hieu": symbol, "ngay": BLANK, "thang": f"{padded_month(month)}/{year}"}
    return tuple(fill_plain(line, {**figures, **blanks}) for line in sentences(wording, "annex_note"))


def office_annex(
    wording: Wording,
    figures: Figures,
    on: date,
    *blocks: Block,
    title: str = "annex_title",
    heading: str = "Phụ lục",
    symbol: str = "",
    landscape: bool = False,
) -> Annex:
    """An annex in the office's wording. `title`: the section of its name; `symbol`: where it is not the wording's."""
    return Annex(
        title=fill_plain(sentence(wording, title), figures).upper(),
        note=annex_note(wording, figures, on.year, on.month, symbol or sentence(wording, "symbol")),
        blocks=blocks,
        heading=heading,
        landscape=landscape,
    )


def group_in_sentence(name: str) -> str:
    """A group inside a sentence: 'Sở, cơ quan thuộc UBND tỉnh' -> 'các sở, cơ quan thuộc UBND tỉnh'."""
    if name[:2].isupper():
        return name
    lowered = name[:1].lower() + name[1:]
    return lowered if lowered.startswith("các ") else f"các {lowered}"


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def cell(text: str, align: Align | None = None, *, bold: bool = False) -> Cell:
    return Cell((Run(text, bold=bold),) if text else (), align)


def named_list(names: Sequence[str], most: int | None) -> str:
    """Names in table order; a list cut short by the office's choice ends with '...', the annex has them all."""
    shown = names if most is None else names[:most]
    return comma_list(shown) + ("..." if len(shown) < len(names) else "")


def source_cell(task: ReviewTask) -> str:
    """The document that assigned a task: '123/UBND-KT ngày 05/7/2026'."""
    on = document_date(task.source_on) if task.source_on else ""
    return f"{task.source_number} ngày {on}" if task.source_number and on else task.source_number


def joined(items: Iterable[Text], separator: str) -> Text:
    """Texts one after another with a separator between."""
    out: list[Run] = []
    for i, item in enumerate(items):
        out.extend(runs(separator) if i else ())
        out.extend(item)
    return tuple(out)
