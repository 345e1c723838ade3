"""What both documents share: recipients, the annex note, names of groups inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dondoc.base.rules.wording import padded_month
from dondoc.documents.rules.official import BLANK, END, Align, Cell, Paragraph, Recipient, Run, Text, runs
from dondoc.documents.rules.wordings import Wording, fill, fill_plain, sentence, sentences

Figures = Mapping[str, Run | str]


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


def paragraph(wording: Wording, key: str, figures: Figures) -> Paragraph:
    return Paragraph(fill(sentence(wording, key), figures))


def closed(paragraph: Paragraph) -> Paragraph:
    """The last paragraph of a body, ended by './.'."""
    return Paragraph((*paragraph.text, Run(END)))


def annex_note(wording: Wording, figures: Figures, year: int, month: int, symbol: str) -> tuple[str, ...]:
    """'(Kèm theo …)' with number and day left open: electronic documents do not fill them (NĐ 30/2020, PL I)."""
    blanks = {"so": BLANK, "ky_hieu": symbol, "ngay": BLANK, "thang": f"{padded_month(month)}/{year}"}
    return tuple(fill_plain(line, {**figures, **blanks}) for line in sentences(wording, "annex_note"))


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


def joined(items: Iterable[Text], separator: str) -> Text:
    """Texts one after another with a separator between."""
    out: list[Run] = []
    for i, item in enumerate(items):
        out.extend(runs(separator) if i else ())
        out.extend(item)
    return tuple(out)
