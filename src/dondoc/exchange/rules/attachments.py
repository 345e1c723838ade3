"""Files inside a message (tệp đính kèm): names that are safe to keep, strict base64, digests old and new."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass

SHA256 = "SHA-256"
SHA256_URI = "http://www.w3.org/2001/04/xmlenc#sha256"
# Algorithms by the last word of their address. SHA-1 is read, for old messages, and never written.
_ALGORITHMS = {"sha256": SHA256, "sha1": "SHA-1", "sha384": "SHA-384", "sha512": "SHA-512"}
OLD_ALGORITHMS = frozenset({"SHA-1"})
LONGEST_NAME = 200
LONGEST_NAME_BYTES = 240
NAMELESS = "tep-dinh-kem"

# Separators of folders and drives, control letters, letters that turn the direction of writing.
_UNSAFE = re.compile('[/\\\\:*?"<>|\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Attachment:
    """One file: how it is called, its bytes, and what the message calls it inside."""

    name: str
    data: bytes
    content_type: str = ""
    description: str = ""
    content_id: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 in base64, as the message writes it."""
        return digest_of(self.data, SHA256)


def safe_name(given: str) -> str:
    """The last part of a name without anything that could lead elsewhere on a disk."""
    last = re.split(r"[/\\]", given)[-1]
    name = _UNSAFE.sub("_", last).strip(" .")
    if not name or _DEVICES.fullmatch(name):
        name = f"{NAMELESS}-{name}" if name else NAMELESS
    return _shortened(name)


def _shortened(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = name, "", ""
    while len(stem + dot + ending) > LONGEST_NAME or len((stem + dot + ending).encode()) > LONGEST_NAME_BYTES:
        stem = stem[:-1]
    return stem + dot + ending


def is_safe_name(name: str) -> bool:
    return name == safe_name(name)


def different_names(names: list[str]) -> list[str]:
    """The names, those that a disk would not tell apart numbered: 'a.pdf', 'A-2.pdf'."""
    taken: set[str] = set()
    out = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        if not dot:
            stem, ending = name, ""
        chosen, n = name, 1
        while _key(chosen) in taken:
            n += 1
            chosen = f"{stem}-{n}{dot}{ending}"
        taken.add(_key(chosen))
        out.append(chosen)
    return out


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def decode(text: str) -> bytes | None:
    """Base64 with its lines joined; None for anything that is not exactly that."""
    try:
        return base64.b64decode(re.sub(r"[ \t\r\n]+", "", text).encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None


def encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def algorithm_of(uri: str) -> str:
    """'SHA-1' of '…xmldsig#sha1'; what we do not know stays as it is written."""
    last = re.split(r"[#/]", uri.strip())[-1]
    return _ALGORITHMS.get(last.lower().replace("-", "").replace("_", ""), uri.strip())


def digest_of(data: bytes, algorithm: str) -> str:
    """The digest in base64. Raises KeyError for an algorithm that we do not know."""
    name = {known: key for key, known in _ALGORITHMS.items()}[algorithm]
    return encode(hashlib.new(name, data, usedforsecurity=False).digest())


def is_known(algorithm: str) -> bool:
    return algorithm in _ALGORITHMS.values()


def by_length(written: str) -> str:
    """The algorithm whose digests are so long; '' for none that we know."""
    given = re.sub(r"\s+", "", written)
    n_bytes = len(given) // 2 if re.fullmatch(r"[0-9A-Fa-f]+", given) else len(decode(given) or b"")
    sizes = {hashlib.new(name, usedforsecurity=False).digest_size: name for name in _ALGORITHMS}
    return sizes.get(n_bytes, "")


def fits(data: bytes, algorithm: str, written: str) -> bool:
    """Whether a digest written in base64 or in hexadecimal is that of the bytes."""
    raw = base64.b64decode(digest_of(data, algorithm))
    given = re.sub(r"\s+", "", written)
    if re.fullmatch(rf"[0-9A-Fa-f]{{{2 * len(raw)}}}", given):
        return hmac.compare_digest(raw, bytes.fromhex(given))
    return hmac.compare_digest(raw, decode(given) or b"")
