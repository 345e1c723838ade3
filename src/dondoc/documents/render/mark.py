"""Words as small as a page can be (dòng chữ trên phụ lục, ô số): put on a finished PDF, their font in them.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 8d: Times New Roman, upright, size 10, black.
"""

from __future__ import annotations

import json

import typst

from dondoc.documents.render.pdf_writer import fonts_of

MARK_SIZE = 10
SOURCE = b"""#let given = json(bytes(sys.inputs.given))
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: given.font, size: given.size * 1pt, lang: "vi", top-edge: "ascender", bottom-edge: "descender")
#given.words"""


def render_mark(words: str, font_folder: str = "", size: float = MARK_SIZE) -> bytes:
    """One line of words as a PDF page of just their size; the same words always give the same bytes."""
    fonts, family = fonts_of(font_folder)
    given = json.dumps({"font": family, "size": size, "words": words})
    compiler = typst.Compiler(SOURCE, font_paths=fonts, ignore_system_fonts=True, sys_inputs={"given": given})
    made = compiler.compile(format="pdf", timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one file")
    return made
