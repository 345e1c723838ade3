"""Reading hexadecimal strings in one go (đọc nhanh giá trị chữ ký).

pyHanko reads them sign by sign; a signature's container has ten thousand and more of them, a quarter of the time that a
check takes (bench/signing.py). What comes of it is the same; a comment inside, which no string may have, is
refused.
"""

from __future__ import annotations

import binascii
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfStreamError

WHITE = b"\0\t\n\f\r "
PIECE = 16 * 1024


def read_hex_string(stream: Any) -> Any:
    """A string in angle brackets; the stream stands behind it then. Raises PdfStreamError."""
    stream.read(1)
    place, pieces = stream.tell(), []
    while True:
        piece = stream.read(PIECE)
        if not piece:
            raise PdfStreamError("Stream has ended unexpectedly")
        end = piece.find(b">")
        pieces.append(piece if end < 0 else piece[:end])
        if end >= 0:
            break
        place += len(piece)
    stream.seek(place + end + 1)
    digits = b"".join(pieces).translate(None, WHITE)
    try:
        return generic.pdf_string(binascii.unhexlify(digits + b"0" * (len(digits) % 2)))
    except binascii.Error as error:
        raise PdfStreamError("Unexpected token in hex string") from error


def install() -> None:
    """Let the library read that way in this process."""
    generic.read_hex_string_from_stream = read_hex_string
