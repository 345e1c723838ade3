"""A register as PDF: A4 landscape, the headings on every page, every word in its order, odd signs no obstacle."""

from __future__ import annotations

import io

from pypdf import PdfReader

from dondoc.documents.render import render_register
from dondoc.documents.rules.registers import Register, RegisterKind, RegisterRow


def book(n: int, words: str = "V/v đôn đốc") -> Register:
    kind = RegisterKind.INCOMING
    rows = [RegisterRow(tuple(f"{words} {i}.{at}" for at in range(len(kind.columns)))) for i in range(n)]
    return Register(kind, "UBND tỉnh Bắc Ninh", 2026, tuple(rows))


def pages(register: Register) -> list[str]:
    reader = PdfReader(io.BytesIO(render_register(register, 0)))
    assert all(page.mediabox.width > page.mediabox.height for page in reader.pages)
    return [page.extract_text() for page in reader.pages]


def test_the_headings_stand_on_every_page() -> None:
    found = pages(book(200))
    assert len(found) > 3
    assert all("Ký nhận" in page for page in found)
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in found[0]
    assert "1.9" in found[0]


def test_an_empty_register_says_so() -> None:
    (only,) = pages(book(0))
    assert "Chưa có văn bản nào." in only


def test_a_sign_that_the_font_lacks_does_not_stop_the_book() -> None:
    (only,) = pages(book(1, "Về \U0001f4c4 hồ sơ"))
    assert "Về ? hồ sơ" in only.replace("\n", " ")


def test_the_same_register_gives_the_same_bytes() -> None:
    assert render_register(book(3), 0) == render_register(book(3), 0)
