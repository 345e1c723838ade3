"""Writers of official documents (trình bày văn bản): one value in; DOCX, PDF, HTML and text out.

Knows: the page of NĐ 30/2020/NĐ-CP, and the two libraries that write it. All writers say the text of
`official.plain_text` in its order. Does not know: who writes, numbers, signs or sends a document.
"""

from dondoc.documents.render.docx_writer import render_docx
from dondoc.documents.render.html_writer import render_html, render_page
from dondoc.documents.render.mark import render_field, render_mark
from dondoc.documents.render.pdf_writer import CannotRenderPdf, DataFile, render_pdf
from dondoc.documents.render.register_writer import render_register
from dondoc.documents.render.text_writer import render_text

__all__ = [
    "CannotRenderPdf",
    "DataFile",
    "render_docx",
    "render_field",
    "render_html",
    "render_mark",
    "render_page",
    "render_pdf",
    "render_register",
    "render_text",
]
