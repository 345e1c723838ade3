"""What the libraries do slowly, done quickly with the same outcome (đọc nhanh), in the process that checks files.

pyHanko reads hexadecimal strings sign by sign; a signature's container has ten thousand and more of them, a quarter of
the time that a check takes (bench/signing.py). A comment inside, which no string may have, is refused. asn1crypto
brings names into one form each time that it compares two, a tenth of the time: the form is kept.
"""

from __future__ import annotations

import binascii
from functools import lru_cache
from typing import Any

from asn1crypto.x509 import NameTypeAndValue
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfStreamError

WHITE = b"\0\t\n\f\r "
PIECE = 16 * 1024
MOST_NAMES = 500


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
    prepared = NameTypeAndValue._ldap_string_prep
    kept = lru_cache(MOST_NAMES)(lambda text: prepared(NameTypeAndValue(), text))
    NameTypeAndValue._ldap_string_prep = lambda _, text: kept(text)
