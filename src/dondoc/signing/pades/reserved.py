"""Fields left open for number and date (ô để trống cho số, ngày tháng), which văn thư fills in together with the seal.

The person signs a file in which they stand empty; filling them is the one change of words that leaves that good.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from dondoc.base.rules.refusals import Reason
from dondoc.signing.pades.keys import CannotSign
from dondoc.signing.pades.objects import entry
from dondoc.signing.rules.later import DAY_FIELD, MONTH_FIELD, NUMBER_FIELD, RESERVED

SIZE = 13
PRINTED = 4
READ_ALOUD = {NUMBER_FIELD: "Số văn bản", DAY_FIELD: "Ngày", MONTH_FIELD: "Tháng"}


def reserve_fields(data: bytes, boxes: dict[str, tuple[float, float, float, float]], page: int = 0) -> bytes:
    """Add empty fields, boxes in points from the bottom left corner. To be done before anybody signs."""
    writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
    page_ref = writer.find_page_for_modification(page)[0]
    fields = _fields(writer)
    page_object = page_ref.get_object()
    notes = entry(page_object, "/Annots")
    if notes is None:
        notes = page_object[NameObject("/Annots")] = ArrayObject()
    for name, box in boxes.items():
        field = DictionaryObject(
            {
                NameObject("/FT"): NameObject("/Tx"),
                NameObject("/T"): TextStringObject(name),
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/Rect"): ArrayObject(FloatObject(n) for n in box),
                NameObject("/F"): NumberObject(PRINTED),
                NameObject("/P"): page_ref,
                NameObject("/DA"): TextStringObject(f"/TiRo {SIZE} Tf 0 g"),
            }
        )
        # Archiving asks for a look of every field, reading aloud for its name.
        field[NameObject("/TU")] = TextStringObject(READ_ALOUD.get(name, name))
        empty = writer.add_object(_form(field, DictionaryObject(), b""))
        field[NameObject("/AP")] = DictionaryObject({NameObject("/N"): empty})
        ref = writer.add_object(field)
        fields.append(ref)
        notes.append(ref)
    writer.update_container(fields)
    writer.mark_update(page_ref)
    writer.update_container(notes)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _fields(writer: IncrementalPdfFileWriter) -> Any:
    form = entry(writer.root, "/AcroForm")
    if form is None:
        form = DictionaryObject({NameObject("/Fields"): ArrayObject()})
        writer.root[NameObject("/AcroForm")] = writer.add_object(form)
        writer.update_root()
    return form["/Fields"]


def fill_reserved(writer: IncrementalPdfFileWriter, values: dict[str, str], looks: dict[str, bytes]) -> None:
    """Put values into the open fields, in the update that the next signature closes. Raises CannotSign.

    `looks`: PDF pages that show the values, their fonts in them; without one a field shows the reader's own Times.
    """
    if not values:
        return
    form = entry(writer.root, "/AcroForm")
    listed = entry(form, "/Fields") if isinstance(form, DictionaryObject) else None
    found = {str(entry(ref.get_object(), "/T", "")): ref for ref in listed or ()}
    reasons = []
    for name, value in values.items():
        if name not in found:
            reasons.append(Reason("Tệp không có ô để trống này; hãy đặt ô trước khi người có thẩm quyền ký.", name))
        elif entry(found[name].get_object(), "/V"):
            reasons.append(Reason("Ô này đã được điền.", name))
        elif RESERVED.get(name) is None or not RESERVED[name].fullmatch(value):
            reasons.append(Reason(f"Giá trị “{value}” không đúng dạng của ô.", name))
    if reasons:
        raise CannotSign(reasons)
    for name, value in values.items():
        field = found[name].get_object()
        field[NameObject("/V")] = TextStringObject(value)
        shown = _page_look(writer, field, looks[name]) if name in looks else _look(field, name, value)
        look = DictionaryObject({NameObject("/N"): writer.add_object(shown)})
        field[NameObject("/AP")] = look
        writer.mark_update(found[name])


def _page_look(writer: IncrementalPdfFileWriter, field: Any, page: bytes) -> StreamObject:
    """A small page in a field's box, its words on the line that the box stands for."""
    form = writer.import_page_as_xobject(PdfFileReader(BytesIO(page)))
    shown = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/Page"): form})})
    return _form(field, shown, b"/Tx BMC q 1 0 0 1 1 0 cm /Page Do Q EMC")


def _form(field: Any, resources: DictionaryObject, content: bytes) -> StreamObject:
    left, bottom, right, top = (float(n) for n in field["/Rect"])
    entries = {
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): ArrayObject(FloatObject(n) for n in (0, 0, right - left, top - bottom)),
        NameObject("/Resources"): resources,
    }
    return StreamObject(DictionaryObject(entries), stream_data=content)


def _look(field: Any, name: str, value: str) -> StreamObject:
    """Digits and plain letters in Times, on the line that the box stands for; day and month slant like their line."""
    font = {
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Times-Roman" if name == NUMBER_FIELD else "/Times-Italic"),
    }
    fonts = DictionaryObject({NameObject("/TiRo"): DictionaryObject(font)})
    words = value.encode("latin-1", "replace").replace(b"(", b"").replace(b")", b"")
    content = b"/Tx BMC BT /TiRo %d Tf 0 g 1 3 Td (%s) Tj ET EMC" % (SIZE, words)
    return _form(field, DictionaryObject({NameObject("/Font"): fonts}), content)
