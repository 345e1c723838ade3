"""The HTML preview of an official document (bản xem trước): the paper on screen, its figures open their rows."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dondoc.documents.rules.official import (
    BLANK,
    MOTTO,
    MOTTO_COUNTRY,
    Align,
    Annex,
    Block,
    DocumentType,
    Heading,
    OfficialDocument,
    Paragraph,
    Run,
    Table,
    Text,
    addressee_lines,
    printable_document,
    recipient_lines,
)


def render_html(document: OfficialDocument) -> str:
    """The document as `<article class="sheet">`, an annex each its own; every text escaped, only links of this site."""
    document = printable_document(document)
    return "".join((*_first(document), *(part for annex in document.annexes for part in _annex(annex))))


def _first(document: OfficialDocument) -> Iterator[str]:
    yield '<article class="sheet" lang="vi"><div class="lh"><div>'
    yield "".join(f'<p class="org parent">{_text(line)}</p>' for line in document.issuer_parent)
    yield "".join(f'<p class="org">{_text(line)}</p>' for line in document.issuer)
    yield '<div class="rule"></div></div><div>'
    yield f'<p class="nat">{_text(MOTTO_COUNTRY)}</p><p><span class="mot">{_text(MOTTO)}</span></p></div>'
    yield f'<p class="no">{_text(document.number_line)}</p><p class="date">{_text(document.date_line)}</p>'
    if document.type is DocumentType.LETTER:
        yield f'<p class="about">{_text(document.subject_line)}</p><div></div></div>'
    else:
        yield f'</div><div class="title"><p class="kind">{_text(document.type.label.upper())}</p>'
        yield f'<p class="kind">{_text(document.subject_line)}</p><div class="rule"></div></div>'
    if document.addressees:
        lines = "".join(f"<p>{_text(line)}</p>" for line in addressee_lines(document.addressees))
        yield f'<div class="to"><p>Kính gửi:</p>{lines}</div>'
    yield f'<div class="body">{_blocks(document.body)}</div>'
    yield from _end(document)
    yield "</article>"


def _end(document: OfficialDocument) -> Iterator[str]:
    yield '<div class="sign"><div class="rcp"><b>Nơi nhận:</b>'
    for depth, line in recipient_lines(document.recipients):
        opening = '<p class="in">' if depth else "<p>"
        yield f"{opening}{_text(line)}</p>"
    yield '</div><div class="who">'
    yield "".join(f"<p>{_text(line)}</p>" for line in document.authority)
    yield f'<p class="name">{_text(document.signer)}</p></div></div>'


def _annex(annex: Annex) -> Iterator[str]:
    yield f'<article class="sheet annex{" wide" if annex.landscape else ""}" lang="vi">'
    yield f"<h2>{_text(annex.heading)}</h2>" if annex.heading else ""
    yield f"<h2>{_text(annex.title)}</h2>"
    yield f'<p class="with">{"<br>".join(_text(line) for line in annex.note)}</p>'
    yield f"{_blocks(annex.blocks)}</article>"


def _blocks(blocks: tuple[Block, ...]) -> str:
    return "".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return f"<p>{_runs(text)}</p>"
        case Heading(text=title):
            return f'<p class="point"><b>{_text(title)}</b></p>'
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    widths = (f' style="width:{column.width_mm:g}mm"' if column.width_mm else "" for column in table.columns)
    heads = zip(table.columns, widths, strict=True)
    head = "".join(f'<th scope="col"{width}>{_text(column.title)}</th>' for column, width in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(_rows(table))}</tbody></table>"


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        tag, last = ("th" if row.is_group else "td"), len(row.cells) - 1
        cells = []
        for i, (cell, column) in enumerate(zip(row.cells, table.columns, strict=False)):
            align = cell.align or column.align
            css = {Align.CENTER: ' class="c"', Align.RIGHT: ' class="r"'}.get(align, "")
            span = f' colspan="{len(table.columns) - last}"' if i == last and last + 1 < len(table.columns) else ""
            cells.append(f"<{tag}{css}{span}>{_runs(cell.text)}</{tag}>")
        opening = '<tr class="gr">' if row.is_group else "<tr>"
        yield f"{opening}{''.join(cells)}</tr>"


def _runs(text: Text) -> str:
    return "".join(_run(run) for run in text)


def _run(run: Run) -> str:
    html = _text(run.text)
    if run.bold:
        html = f"<b>{html}</b>"
    if run.italic:
        html = f"<i>{html}</i>"
    is_own_address = run.href.startswith("/") and not run.href.startswith(("//", "/\\"))
    return f'<a href="{escape(run.href)}">{html}</a>' if is_own_address else html


def _text(words: str) -> str:
    return escape(words).replace("\n", "<br>").replace(BLANK, f'<span class="blank">{BLANK}</span>')
