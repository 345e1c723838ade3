"""The HTML preview of an official document (bản xem trước): the paper on screen, its figures open their rows."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from dondoc.documents.rules.official import (
    BLANK,
    MARK_WIDTH,
    MOTTO,
    MOTTO_COUNTRY,
    Align,
    Annex,
    Block,
    Chart,
    DocumentType,
    Heading,
    HeadingKind,
    OfficialDocument,
    Paragraph,
    Points,
    Run,
    Table,
    Text,
    addressee_lines,
    basis_lines,
    printable_document,
    recipient_lines,
)

STYLE = (Path(__file__).parent / "page.css").read_text("utf-8")


def render_html(document: OfficialDocument) -> str:
    """The document as `<article class="sheet">`, an annex each its own; every text escaped, only links of this site."""
    document = printable_document(document)
    return "".join((*_first(document), *(part for annex in document.annexes for part in _annex(annex))))


def render_page(document: OfficialDocument) -> str:
    """The preview as a file of its own that any browser shows and prints; no script, nothing fetched."""
    title = escape(printable_document(document).title)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return f'<!doctype html>\n<html lang="vi"><head>{head}</head><body>{render_html(document)}</body></html>\n'


def _first(document: OfficialDocument) -> Iterator[str]:
    yield '<article class="sheet" lang="vi"><div class="lh"><div>'
    yield "".join(f'<p class="org parent">{_text(line)}</p>' for line in document.issuer_parent)
    yield "".join(f'<p class="org">{_text(line)}</p>' for line in document.issuer)
    yield '<div class="rule"></div></div><div>'
    yield f'<p class="nat">{_text(MOTTO_COUNTRY)}</p><p><span class="mot">{_text(MOTTO)}</span></p></div>'
    yield f'<p class="no">{_text(document.number_line)}</p><p class="date">{_text(document.date_line)}</p>'
    if document.type is DocumentType.LETTER:
        yield f'<p class="about">{_text(document.subject_line)}</p><div></div>{_marks(document)}</div>'
    else:
        yield f'{_marks(document)}</div><div class="title"><p class="kind">{_text(document.type_title.upper())}</p>'
        yield f'<p class="kind">{_text(document.subject_line)}</p><div class="rule"></div></div>'
    if document.addressees:
        lines = "".join(f"<p>{_text(line)}</p>" for line in addressee_lines(document.addressees))
        yield f'<div class="to"><p>Kính gửi:</p>{lines}</div>'
    basis = "".join(f"<p><i>{_text(line)}</i></p>" for line in basis_lines(document.basis))
    yield f'<div class="body">{basis}{_blocks(document.body)}</div>'
    yield from _end(document)
    yield "".join(f'<p class="contact">{_text(line)}</p>' for line in document.contact)
    yield "</article>"


def _marks(document: OfficialDocument) -> str:
    if not document.marks:
        return ""
    framed = "".join(
        f'<p class="framed{" red" if mark in MARK_WIDTH else ""}">{_text(mark)}</p>' for mark in document.marks
    )
    return f'<div class="marks">{framed}</div><div></div>'


def _end(document: OfficialDocument) -> Iterator[str]:
    yield '<div class="sign"><div class="rcp"><b>Nơi nhận:</b>'
    for depth, line in recipient_lines(document.recipients):
        opening = '<p class="in">' if depth else "<p>"
        yield f"{opening}{_text(line)}</p>"
    yield f"<p>{_text(document.drafter)}</p>" if document.drafter else ""
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
        case Heading(text=title, kind=kind):
            css = "chapter" if kind is HeadingKind.CHAPTER else "point"
            return f'<p class="{css}"><b>{_text(title)}</b></p>'
        case Points():
            return "".join(f"<p>{_text(marker)} {_runs(text)}</p>" for marker, text in block.marked())
        case Table():
            return _table(block)
        case Chart():
            return _chart(block)


def _table(table: Table) -> str:
    rows: list[list[str]] = [[] for _ in table.head_rows]
    for i, at, cell in table.placed_head():
        width = table.columns[at].width_mm if cell.columns == 1 else 0
        style = f' style="width:{width:g}mm"' if width else ""
        spans = "".join(f' {name}="{n}"' for name, n in (("colspan", cell.columns), ("rowspan", cell.rows)) if n > 1)
        scope = "colgroup" if cell.columns > 1 else "col"
        rows[i].append(f'<th scope="{scope}"{spans}{style}>{_text(cell.text)}</th>')
    head = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    return f"<table><thead>{head}</thead><tbody>{''.join(_rows(table))}</tbody></table>"


def _chart(chart: Chart) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_text(bar.label)}</th><td><span class="bar" style="width:{bar.share * 100:.1f}%"></span>'
        f'</td><td class="r">{_text(bar.value)}</td></tr>'
        for bar in chart.bars
    )
    return f'<table class="bars"><caption>{_text(chart.title)}</caption><tbody>{rows}</tbody></table>'


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
