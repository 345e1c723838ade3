"""The same words as other programs write them (cách ghi khác nhau trong Word): each must be read as the same paper."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def runs_of(doc: Document) -> list[Any]:
    return list(doc.element.body.iter(qn("w:r")))


def texts_of(doc: Document) -> Iterator[Any]:
    return (text for text in doc.element.body.iter(qn("w:t")) if text.text)


def wrapped(tag: str, **attributes: str) -> Callable[[Document], None]:
    """Every run inside another element: a link, an insertion that was accepted by nobody yet."""

    def vary(doc: Document) -> None:
        for run in runs_of(doc):
            around = OxmlElement(tag)
            for name, value in attributes.items():
                around.set(qn(f"w:{name}"), value)
            run.addprevious(around)
            around.append(run)

    return vary


def split_runs(doc: Document) -> None:
    """A proof-reader leaves two runs of one word, with its marks between them."""
    for run in runs_of(doc):
        for text in run.findall(qn("w:t")):
            if len(text.text or "") < 4:
                continue
            second, half = copy.deepcopy(run), len(text.text) // 2
            for tab in second.findall(qn("w:tab")):
                second.remove(tab)
            second.find(qn("w:t")).text, text.text = text.text[half:], text.text[:half]
            for one in (text, second.find(qn("w:t"))):
                one.set(SPACE, "preserve")
            run.addnext(second)
            run.addnext(OxmlElement("w:proofErr"))


def content_controls(doc: Document) -> None:
    for run in runs_of(doc):
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        run.addprevious(control)
        control.append(content)
        content.append(run)


def paragraphs_in_controls(doc: Document) -> None:
    for paragraph in list(doc.element.body.iter(qn("w:p"))):
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        paragraph.addprevious(control)
        control.append(content)
        content.append(paragraph)


def deleted_words(doc: Document) -> None:
    """Tracked deletions are not on the paper."""
    for run in runs_of(doc):
        words = f'<w:del {nsdecls("w")} w:id="2" w:author="a"><w:r><w:delText>5 việc 29.4 %</w:delText></w:r></w:del>'
        run.addnext(parse_xml(words))


def character_styles(doc: Document) -> None:
    """Marks by styles instead of on the run."""
    known: dict[Any, str] = {}
    for run in runs_of(doc):
        marks = run.find(qn("w:rPr"))
        if marks is None:
            continue
        key = tuple((one.tag, tuple(one.attrib.items())) for one in marks)
        if key not in known:
            style = doc.styles.add_style(f"Vb{len(known)}", WD_STYLE_TYPE.CHARACTER)
            for one in marks:
                style.element.get_or_add_rPr().append(copy.deepcopy(one))
            known[key] = style.style_id
        for one in list(marks):
            marks.remove(one)
        named = OxmlElement("w:rStyle")
        named.set(qn("w:val"), known[key])
        marks.append(named)


def capitals_by_mark(doc: Document) -> None:
    """'Bắc ninh' shown in capitals by a mark."""
    for run in runs_of(doc):
        text = run.find(qn("w:t"))
        if text is not None and text.text and text.text.isupper() and len(text.text) > 8 and "/" not in text.text:
            text.text = text.text.capitalize()
            run.get_or_add_rPr().append(OxmlElement("w:caps"))


def hard_spaces(doc: Document) -> None:
    for text in texts_of(doc):
        if "ngày " in text.text and "tháng" in text.text:
            text.text = text.text.replace("ngày ", "ngày\u00a0").replace(" năm", "\u00a0năm")


def spacing_by_default(doc: Document) -> None:
    """Word's own defaults: 8 pt after each paragraph, lines of 1.08."""
    defaults = doc.styles.element.find(qn("w:docDefaults"))
    told = '<w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr>'
    new = parse_xml(f"<w:pPrDefault {nsdecls('w')}>{told}</w:pPrDefault>")
    old = defaults.find(qn("w:pPrDefault"))
    defaults.append(new) if old is None else defaults.replace(old, new)


def font_by_theme(doc: Document) -> None:
    """No style names the font; the theme does."""
    defaults = doc.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    fonts = defaults.find(qn("w:rFonts"))
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("asciiTheme", "hAnsiTheme"):
        fonts.set(qn(f"w:{name}"), "minorHAnsi")
    own = doc.styles["Normal"].element.rPr.find(qn("w:rFonts"))
    if own is not None and own.get(qn("w:ascii")) == "Times New Roman":
        own.getparent().remove(own)
    for relation in doc.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            named = re.sub(rb'(<a:minorFont>\s*<a:latin typeface=")[^"]*', rb"\1Times New Roman", part.blob)
            part._blob = named


def empty_paragraphs(doc: Document) -> None:
    for paragraph in list(doc.element.body.findall(qn("w:p"))):
        paragraph.addnext(OxmlElement("w:p"))


def bookmarks(doc: Document) -> None:
    for run in runs_of(doc):
        run.addprevious(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="9" w:name="b"/>'))
        run.append(OxmlElement("w:lastRenderedPageBreak"))


VARIED: dict[str, Callable[[Document], None]] = {
    "as it is": lambda doc: None,
    "runs split": split_runs,
    "links": wrapped("w:hyperlink", anchor="x"),
    "tracked insertions": wrapped("w:ins", id="1", author="a"),
    "tracked deletions": deleted_words,
    "content controls": content_controls,
    "paragraphs in controls": paragraphs_in_controls,
    "character styles": character_styles,
    "capitals by mark": capitals_by_mark,
    "hard spaces": hard_spaces,
    "spacing by default": spacing_by_default,
    "font by theme": font_by_theme,
    "empty paragraphs": empty_paragraphs,
    "bookmarks": bookmarks,
}
