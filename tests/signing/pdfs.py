"""Small PDF files for the signing tests, written by hand so that every byte is ours."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

CONTENT = b"BT /F1 18 Tf 72 720 Td (Bao cao quy III) Tj ET"


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), extra, data)


def plain_objects(acroform: bytes = b"") -> dict[int, bytes]:
    """One page with one line of text; `acroform` is put into the catalog as it stands."""
    return {
        1: b"<</Type /Catalog /Pages 2 0 R %s>>" % acroform,
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        4: stream(CONTENT),
        5: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    }


def pdf_of(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF 1.7 with a classic cross-reference table. Object numbers run from 1 without a gap."""
    data = b"%PDF-1.7\n"
    offsets = []
    for number in sorted(objects):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<</Size %d /Root 1 0 R %s>>\n" % (len(objects) + 1, trailer)
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def updated(data: bytes, objects: Mapping[int, bytes]) -> bytes:
    """The file with an incremental update behind it that overwrites or adds these objects."""
    previous = int(data[data.rfind(b"startxref") + 9 : data.rfind(b"%%EOF")])
    size = max([*objects, 40]) + 1
    table = b"xref\n"
    for number in sorted(objects):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start = len(data)
    data += table + b"trailer\n<</Size %d /Root 1 0 R /Prev %d>>\n" % (size, previous)
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def hybrid_pdf() -> bytes:
    """A file as word processors write it: a table, and beside it a cross-reference stream named by /XRefStm."""
    data = b"%PDF-1.7\n"
    offsets = []
    objects = plain_objects()
    for number in sorted(objects):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    stm = len(data)
    entry = b"\x01" + stm.to_bytes(4, "big") + b"\x00\x00"
    data += b"6 0 obj\n%s\nendobj\n" % stream(entry, b"/Type /XRef /Size 8 /W [1 4 2] /Index [6 1] /Root 1 0 R")
    start = len(data)
    data += b"xref\n0 8\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    data += b"0000000007 65535 f \n0000000000 65535 f \n"
    data += b"trailer\n<</Size 8 /Root 1 0 R /XRefStm %d>>\n" % stm
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def png(width: int, height: int, colour: tuple[int, int, int, int] | None) -> bytes:
    """A picture of one colour with transparency; None: the header alone tells of a picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"" if colour is None else (b"\0" + bytes(colour) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)
