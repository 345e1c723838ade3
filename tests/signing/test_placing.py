"""Where a signature's look stands is found in a process with limits: a page may be made to keep a reader for ever."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from dondoc.signing.cannot import CannotSign
from dondoc.signing.pades.placing import Kind, Limits, find_place
from tests.factories import unsigned_pdf

SIZE = (40.0, 20.0)


def endless() -> bytes:
    """A file of some kilobytes with a page of millions of words."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    content = DecodedStreamObject()
    content.set_data(b"BT /F 12 Tf (Minh) Tj ET\n" * 2_000_000)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Times-Roman"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): named})}
    )
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", [Kind.SIGNATURE, Kind.SEAL])
def test_a_page_without_end_is_not_signed_and_holds_nobody_up(kind: Kind) -> None:
    with pytest.raises(CannotSign, match="Không ký được tệp này"):
        find_place(endless(), kind, SIZE, "Minh", Limits(cpu_seconds=2))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 broken", b"\x00" * 100])
def test_what_is_no_pdf_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(CannotSign, match="tệp phải là PDF hoàn chỉnh"):
        find_place(data, Kind.MARK, SIZE)


def test_where_no_name_stands_the_look_stands_at_the_foot_of_the_last_page() -> None:
    place = find_place(unsigned_pdf(), Kind.SIGNATURE, SIZE, "Không Có Ai Tên Này")
    assert not place.is_found and place.box[1] > 0 and place.box[2] - place.box[0] > place.box[3] - place.box[1]
