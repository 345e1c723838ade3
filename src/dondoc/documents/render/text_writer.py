"""The plain text of an official document (bản chữ): every line in reading order, cells of a row with tabs between."""

from __future__ import annotations

from dondoc.documents.rules.official import OfficialDocument, lines_with_cells


def render_text(document: OfficialDocument) -> str:
    """The document as text, ended by a newline; spaces left open for a number stay open."""
    return "\n".join("\t".join(line) for line in lines_with_cells(document)) + "\n"
