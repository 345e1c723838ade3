"""Words as small as a page can be (dòng chữ trên phụ lục, ô số): put on a finished PDF, their font in them.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 8d: Times New Roman, upright, size 10, black.
"""

from __future__ import annotations

import json

import typst

from dondoc.documents.render.pdf_writer import fonts_of

MARK_SIZE = 10
FIELD_SIZE = 13
SOURCE = b"""#let given = json(bytes(sys.inputs.given))
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: given.font, size: given.size * 1pt, lang: "vi", top-edge: "ascender", bottom-edge: "descender")
#given.words"""

FIELD = SOURCE.replace(
    b'top-edge: "ascender", bottom-edge: "descender"', b"style: given.style, top-edge: 0.891em, bottom-edge: -0.216em"
)


def render_mark(words: str, font_folder: str = "", size: float = MARK_SIZE) -> bytes:
    """One line of words as a PDF page of just their size; the same words always give the same bytes."""
    fonts, family = fonts_of(font_folder)
    given = json.dumps({"font": family, "size": size, "words": words})
    return _page(SOURCE, fonts, given)


def render_field(words: str, font_folder: str = "", *, is_slanted: bool = False) -> bytes:
    """What stands in a field for number, day or month, its line box that of the words about it."""
    fonts, family = fonts_of(font_folder)
    given = {"font": family, "size": FIELD_SIZE, "words": words, "style": "italic" if is_slanted else "normal"}
    return _page(FIELD, fonts, json.dumps(given))


def _page(source: bytes, fonts: typst.Fonts, given: str) -> bytes:
    compiler = typst.Compiler(source, font_paths=fonts, ignore_system_fonts=True, sys_inputs={"given": given})
    made = compiler.compile(format="pdf", timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one file")
    return made
