"""A corpus of attacks on signed files (bộ tệp tấn công), made from our own documents.

Families as in the literature: content appended by an incremental update (ISA), a signature that covers something else
(SWA), a signature that cannot be computed (USF), shadow documents prepared before signing (hide, replace, hide and
replace), and files that are broken on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tests.signing.cast import Cast, signed_by
from tests.signing.pdfs import pdf_of, plain_objects, stream, updated

OTHER = stream(b"BT /F1 18 Tf 72 720 Td (So lieu khac) Tj ET")
PAGE = (
    b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>> %s>>"
)  # fmt: skip
TITLED = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Khac</dc:title></x:xmpmeta>'
COVER = stream(b"1 1 1 rg 0 0 595 842 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")


def gap_of(data: bytes) -> tuple[int, int]:
    """Where the hexadecimal value of the last signature stands, brackets included."""
    start = data.rfind(b"/Contents <") + len(b"/Contents ")
    return start, data.index(b">", start) + 1


def repointed(data: bytes, offsets: Mapping[int, int]) -> bytes:
    """An update that adds nothing but a cross-reference: objects are looked for elsewhere in the file."""
    previous = int(data[data.rfind(b"startxref") + 9 : data.rfind(b"%%EOF")])
    start = len(data)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % pair for pair in sorted(offsets.items()))
    data += b"xref\n" + table + b"trailer\n<</Size 60 /Root 1 0 R /Prev %d>>\n" % previous
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def freed(data: bytes, number: int) -> bytes:
    previous = int(data[data.rfind(b"startxref") + 9 : data.rfind(b"%%EOF")])
    table = b"xref\n0 1\n%010d 65535 f \n%d 1\n0000000000 00001 f \n" % (number, number)
    start = len(data)
    data += table + b"trailer\n<</Size 60 /Root 1 0 R /Prev %d>>\n" % previous
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def form_objects(data: bytes) -> tuple[int, bytes, int, bytes, bytes]:
    """The catalog, the form and the value of the last signature as our signer wrote them."""
    form_number = int(re.findall(rb"/AcroForm (\d+) 0 R", data)[-1])
    form = re.findall(rb"\n%d 0 obj\n(.*?)\nendobj" % form_number, data, re.S)[-1]
    catalog = re.findall(rb"\n1 0 obj\n(.*?)\nendobj", data, re.S)[-1]
    value_number = int(re.findall(rb"/V (\d+) 0 R", data)[-1])
    value = re.findall(rb"\n%d 0 obj\n(.*?)\nendobj" % value_number, data, re.S)[-1]
    return form_number, form, value_number, value, catalog


def appended(signed: bytes) -> Iterator[tuple[str, bytes]]:
    """ISA: an update behind the signature."""
    form_number, form, _, _, catalog = form_objects(signed)
    more = form.replace(b"/Fields [ ", b"/Fields [ 40 0 R ")
    field = b"<</FT /Tx /T (Them) /V (999) /Type /Annot /Subtype /Widget /Rect [50 700 400 760] /AP <</N 41 0 R>>>>"
    image = b"<</FT /Sig /T (Them) /Type /Annot /Subtype /Widget /Rect %s /P 3 0 R /AP <</N 41 0 R>>>>"
    note = b"<</Type /Annot /Subtype /%s /Rect [0 0 595 842] /Contents (Che) /AP <</N 41 0 R>>>>"
    noted = {3: PAGE % b"/Annots [40 0 R]", 41: COVER}
    parts = {
        "content": {4: OTHER},
        "page added": {
            2: b"<</Type /Pages /Kids [3 0 R 40 0 R] /Count 2>>",
            40: PAGE % b"",
        },
        "page removed": {2: b"<</Type /Pages /Kids [] /Count 0>>"},
        "page exchanged": {2: b"<</Type /Pages /Kids [40 0 R] /Count 1>>", 40: PAGE % b"", 4: OTHER},
        "pages elsewhere": {
            1: catalog.replace(b"/Pages 2 0 R", b"/Pages 42 0 R"),
            42: b"<</Type /Pages /Kids [] /Count 0>>",
        },
        "page turned": {3: PAGE % b"/Rotate 180"},
        "page cut": {3: (PAGE % b"").replace(b"595 842", b"595 400")},
        "second content": {3: (PAGE % b"").replace(b"4 0 R /Res", b"[4 0 R 40 0 R] /Res"), 40: OTHER},
        "font": {5: b"<</Type /Font /Subtype /Type1 /BaseFont /Symbol>>"},
        "free text": noted | {40: note % b"FreeText"},
        "stamp": noted | {40: note % b"Stamp"},
        "square": noted | {40: note % b"Square"},
        "link": {3: PAGE % b"/Annots [40 0 R]", 40: b"<</Type /Annot /Subtype /Link /Rect [0 0 9 9]>>"},
        "text field": {form_number: more, 40: field, 41: COVER, 3: PAGE % b"/Annots [40 0 R]"},
        "text field without page": {form_number: more, 40: field, 41: COVER},
        "unsigned field": {form_number: more, 40: image % b"[0 0 595 842]", 41: COVER, 3: PAGE % b"/Annots [40 0 R]"},
        "unsigned field, size by reference": {
            form_number: more,
            40: image % b"[43 0 R 43 0 R 44 0 R 45 0 R]",
            41: COVER,
            43: b"0",
            44: b"595",
            45: b"842",
            3: PAGE % b"/Annots [40 0 R]",
        },
        "layers": {1: catalog[:-2] + b"/OCProperties <</OCGs [] /D <</OFF []>>>> >>"},
        "script": {1: catalog[:-2] + b"/OpenAction <</S /JavaScript /JS (app.alert)>> >>"},
        "need appearances": {form_number: form[:-2] + b"/NeedAppearances true >>"},
        "unused object": {40: b"(khong ai dung)"},
        "nothing new": {5: plain_objects()[5]},
        "title": {1: catalog[:-2] + b"/Metadata 40 0 R >>", 40: stream(TITLED, b"/Type /Metadata /Subtype /XML")},
        "fields' fonts": {form_number: form[:-2] + b"/DA (/Helv 0 Tf 0 g) >>"},
        "order of fields": {3: PAGE % b"/Tabs /S"},
        "page labels": {1: catalog[:-2] + b"/PageLabels <</Nums [0 <</P (9)>>]>> >>"},
        "embedded file": {
            1: catalog[:-2] + b"/AF [40 0 R] >>",
            40: b"<</Type /Filespec /F (so-lieu.json) /EF <</F 41 0 R>>>>",
            41: stream(b"{}", b"/Type /EmbeddedFile"),
        },
        "form taken out": {1: b"<</Type /Catalog /Pages 2 0 R>>"},
        "form without fields": {form_number: b"<</Fields [] /SigFlags 3>>"},
    }  # fmt: skip
    for name, objects in parts.items():
        yield f"appended: {name}", updated(signed, objects)
    whole = pdf_of(plain_objects() | {4: OTHER})
    yield "appended: another file", signed + whole
    yield "appended: objects without a cross-reference", signed + b"4 0 obj\n%s\nendobj\n" % OTHER
    tail = signed[signed.rfind(b"startxref") :]
    yield "appended: objects and the old end", signed + b"4 0 obj\n%s\nendobj\n" % OTHER + tail
    yield "appended: a second end", signed + b"%%EOF\n"
    yield "appended: a comment and the old end", signed + b"% 4 0 obj\n" + tail
    yield "appended: an object freed", freed(signed, 4)


def wrapped(signed: bytes) -> Iterator[tuple[str, bytes]]:
    """SWA and USF: the signature covers something else, or nothing that can be computed."""
    start, end = gap_of(signed)
    yield "wrapped: objects behind the value", signed[:end] + b"4 0 obj\n%s\nendobj\n" % OTHER + signed[end:]
    yield "wrapped: bytes before the header", b"%PDF-1.7\n" + signed
    _, _, number, value, _ = form_objects(signed)
    numbers = re.search(rb"/ByteRange \[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", value)
    assert numbers is not None
    before, after, rest = (int(n) for n in numbers.groups()[1:])
    ranges = {
        "moved": [0, before, len(signed), rest],
        "huge": [0, before, after, 2**63],
        "beyond": [0, 2**40, after, rest],
        "negative": [0, -before, after, rest],
        "overlapping": [0, after + 10, after, rest],
        "from one": [1, before - 1, after, rest],
        "all zero": [0, 0, 0, 0],
        "short": [0, before],
        "first part only": [0, before, after, 0],
        "two gaps": [0, before - 20, before - 10, 10, after, rest],
        "a gap in the page": [0, 200, 260, len(signed) - 260],
    }
    for name, changed in ranges.items():
        array = b"/ByteRange [%s]" % b" ".join(b"%d" % n for n in changed)
        yield f"wrapped: range {name}", updated(signed, {number: value.replace(numbers[0], array)}) + signed[after:]
        in_place = signed.replace(numbers[0], array.ljust(len(numbers[0])))
        yield f"wrapped: range {name} in place", in_place
    hidden = re.sub(rb"/Contents <[0-9A-Fa-f]+>", b"", value)
    for name, forged in {
        "no value": hidden,
        "null value": hidden[:-2] + b"/Contents null>>",
        "empty value": hidden[:-2] + b"/Contents <>>>",
        "zero value": hidden[:-2] + b"/Contents <0000>>>",
        "no range": value.replace(numbers[0], b""),
        "null range": value.replace(numbers[0], b"/ByteRange null"),
        "range of names": value.replace(numbers[0], b"/ByteRange [/A /B /C /D]"),
    }.items():
        yield f"wrapped: {name}", updated(signed, {number: forged})
    zeros = b"0" * (end - start - 2)
    yield "wrapped: zeros in place", signed[: start + 1] + zeros + signed[end - 1 :]
    half = signed[start + 1 : start + 401] + zeros[400:]
    yield "wrapped: cut value in place", signed[: start + 1] + half + signed[end - 1 :]
    yield "wrapped: spaces in the value", signed[: end - 9] + b"        " + signed[end - 1 :]


def broken(signed: bytes) -> Iterator[tuple[str, bytes]]:
    """Files cut, garbled and with cross-references that lead astray."""
    for n in (1, 7, 100, 1000, len(signed) // 2, len(signed) - 20):
        yield f"broken: {n} bytes cut", signed[:-n]
    place = int(signed[signed.rfind(b"startxref") + 9 : signed.rfind(b"%%EOF")])
    for name, to in {"nowhere": 10**9, "zero": 0, "the first object": 9, "itself": place + 5}.items():
        yield f"broken: start of table at {name}", signed.replace(b"startxref\n%d" % place, b"startxref\n%d" % to)
    yield "broken: objects exchanged by the table", repointed(signed, {4: signed.index(b"5 0 obj")})
    yield "broken: table to a hole", repointed(signed, {4: 10**9})
    yield "broken: table into the signature", repointed(signed, {4: gap_of(signed)[0]})
    yield "broken: everything twice", signed + signed
    yield "broken: backwards", signed[::-1]
    yield "broken: a word exchanged", signed.replace(b"quy III", b"quy IV ")


def prepared(cast: Cast) -> Iterator[tuple[str, bytes]]:
    """Shadow documents: made ready before signing, turned after it; and files that change by themselves."""
    overlay = (PAGE % b"").replace(b"/Font", b"/XObject <</X 6 0 R>> /Font")
    hide = plain_objects() | {3: overlay, 4: stream(b"BT /F1 18 Tf (That) Tj ET /X Do"), 6: COVER}
    signed = signed_by(cast.minh, pdf_of(hide))
    yield (
        "shadow: hidden text uncovered",
        updated(signed, {6: stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 1 1]")}),
    )
    yield "shadow: overlay gone", freed(signed, 6)
    replace = plain_objects() | {6: PAGE % b"", 7: OTHER}
    replace[6] = replace[6].replace(b"/Contents 4", b"/Contents 7")
    signed = signed_by(cast.minh, pdf_of(replace))
    pages = {2: b"<</Type /Pages /Kids [6 0 R] /Count 1>>"}
    yield "shadow: the page lay ready", updated(signed, pages)
    yield "shadow: the page by the table", repointed(signed, {3: signed.index(b"6 0 obj")})
    yield "shadow: the content by the table", repointed(signed, {4: signed.index(b"7 0 obj")})
    field = (
        b"<</FT /Tx /T (So) /V (%s) /Type /Annot /Subtype /Widget /Rect [50 700 400 760] /P 3 0 R /AP <</N 7 0 R>>>>"
    )
    form = plain_objects(b"/AcroForm <</Fields [6 0 R] /SigFlags 3>>") | {3: PAGE % b"/Annots [6 0 R]", 7: COVER}
    signed = signed_by(cast.minh, pdf_of(form | {6: field % b"100"}))
    look = stream(b"BT (900) Tj ET", b"/Type /XObject /Subtype /Form /BBox [0 0 350 60]")
    yield "shadow: the field shows another value", updated(signed, {7: look})
    yield "shadow: the field has another value", updated(signed, {6: field % b"900", 40: look})
    yield (
        "shadow: the field has another look",
        updated(signed, {6: (field % b"100").replace(b"7 0 R", b"40 0 R"), 40: look}),
    )
    yield "shadow: the field moved", updated(signed, {6: (field % b"100").replace(b"[50 700", b"[0 0")})
    layers = b"/OCProperties <</OCGs [6 0 R] /D <<%s>>>>"
    group = {6: b"<</Type /OCG /Name (An)>>"}
    for name, setting in {
        "off": b"/OFF [6 0 R]",
        "base off": b"/BaseState /OFF",
        "by zoom": b"/AS [<</Event /View /Category [/Zoom] /OCGs [6 0 R]>>]",
    }.items():
        yield f"layers: {name}", signed_by(cast.minh, pdf_of(plain_objects(layers % setting) | group))
    apart = {7: b"<</OCGs [6 0 R] /D 8 0 R>>", 8: b"<</OFF 9 0 R>>", 9: b"[6 0 R]"}
    by_reference = plain_objects(b"/OCProperties 7 0 R") | group | apart
    yield "layers: off, by reference", signed_by(cast.minh, pdf_of(by_reference))
    on = signed_by(cast.minh, pdf_of(plain_objects(layers % b"/ON [6 0 R]") | group))
    _, _, _, _, catalog = form_objects(on)
    yield "layers: switched off later", updated(on, {1: catalog.replace(b"/ON", b"/OFF")})
    xfa = plain_objects(b"/AcroForm <</Fields [] /XFA 6 0 R>>") | {6: stream(b"<xdp/>")}
    yield "script: xfa", signed_by(cast.minh, pdf_of(xfa))


def changing(cast: Cast) -> Iterator[tuple[str, bytes]]:
    """Files signed as a whole that show something else when they are opened, clicked, or read elsewhere."""
    script, goto = b"<</S /JavaScript /JS (x)>>", b"<</S /GoTo /D [3 0 R /Fit] /Next %s>>"
    off = b"<</S /SetOCGState /State [/OFF 6 0 R]>>"
    group = b"/OCProperties <</OCGs [6 0 R] /D <</ON [6 0 R]>> %s>>"
    layer = {6: b"<</Type /OCG /Name (An)>>"}
    link = b"<</Type /Annot /Subtype /%s /Rect [0 0 500 800] /A %s>>"
    with_x = (PAGE % b"").replace(b"/Font", b"/XObject <</X 6 0 R>> /Font")
    noted = {3: PAGE % b"/Annots [6 0 R]"}
    files: dict[str, tuple[bytes, dict[int, bytes]]] = {
        "script on opening": (b"/OpenAction " + script, {}),
        "script by name": (b"/Names <</JavaScript <</Names [(a) %s]>>>>" % script, {}),
        "script in the second place": (b"/OpenAction " + goto % script, {}),
        "script, its name in signs": (b"/OpenAction <</S /Java#53cript /J#53 (x)>>", {}),
        "script of a bookmark": (
            b"/Outlines 6 0 R",
            {6: b"<</Type /Outlines /First 7 0 R /Last 7 0 R>>", 7: b"<</Title (x) /Parent 6 0 R /A %s>>" % script},
        ),
        "script of a field on no page": (
            b"/AcroForm <</Fields [6 0 R] /CO [6 0 R]>>",
            {6: b"<</FT /Tx /T (a) /AA <</C %s>>>>" % script},
        ),
        "script of the last of many notes": (
            b"",
            {
                3: PAGE % (b"/Annots [%s7 0 R]" % (b"6 0 R " * 501)),
                6: link % (b"Link", b""),
                7: link % (b"Link", script),
            },
        ),
        "layers switched on opening": (group % b"" + b"/OpenAction " + off, layer),
        "layers switched with the page": (group % b"", layer | {3: PAGE % (b"/AA <</O %s>>" % off)}),
        "layers of another setting": (group % b"/Configs [<</OFF [6 0 R]>>]", layer),
        "shown while a layer is off": (group % b"", layer | {7: b"<</Type /OCMD /OCGs 6 0 R /P /AllOff>>"}),
        "shown by an expression": (group % b"", layer | {7: b"<</Type /OCMD /VE [/Not 6 0 R]>>"}),
        "notes hidden on opening": (b"/OpenAction <</S /Hide /T (x)>>", {}),
        "fields filled from elsewhere": (b"/OpenAction <</S /ImportData /F (x.fdf)>>", {}),
        "film": (b"", noted | {6: link % (b"RichMedia", b"")}),
        "content elsewhere": (b"", {4: stream(b"", b"/F (noi-dung.bin)")}),
        "form elsewhere": (
            b"",
            {3: with_x, 6: stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref <</F (a.pdf) /Page 0>>")},
        ),
    }  # fmt: skip
    for name, (entries, objects) in files.items():
        yield f"changing: {name}", signed_by(cast.minh, pdf_of(plain_objects(entries) | objects))
