"""What a page may ask to have signed (yêu cầu ký): read out of JSON that anybody may have written. Pure."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from typing import Any

from dondoc.signing.rules.ways import HASH_BYTES, Mechanism, ToSign

MOST_ITEMS = 50
LONGEST_TITLE = 300
NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)
FINGERPRINT = re.compile(r"[0-9a-f]{64}", re.ASCII)


class BadRequest(Exception):
    """The request is not one that the agent knows; the sentence says what is wrong with it."""


@dataclass(frozen=True)
class SignRequest:
    """Hashes to sign with the certificate of a fingerprint (SHA-256). `nonce`: the same request is taken once."""

    nonce: str
    fingerprint: str
    mechanism: Mechanism
    items: tuple[ToSign, ...]
    server: str


def read_request(body: bytes, server: str) -> SignRequest:
    """Raises BadRequest on anything but a whole request with SHA-256 hashes."""
    try:
        given = json.loads(body)
        items = tuple(_item(one) for one in given["items"])
        nonce, fingerprint = _text(given["request"]), _text(given["certificate"])
        mechanism = Mechanism(given["mechanism"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadRequest("Yêu cầu ký không đọc được, hoặc cơ chế ký không được phép.") from error
    if not 0 < len(items) <= MOST_ITEMS:
        raise BadRequest(f"Mỗi lần ký từ 1 đến {MOST_ITEMS} tệp.")
    if not NONCE.fullmatch(nonce) or not FINGERPRINT.fullmatch(fingerprint):
        raise BadRequest("Yêu cầu ký thiếu mã yêu cầu hoặc chứng thư.")
    return SignRequest(nonce, fingerprint, mechanism, items, server)


def _item(given: Any) -> ToSign:
    title, digest = _text(given["title"]), base64.b64decode(_text(given["hash"]), validate=True)
    shown = "".join(c if c.isprintable() else " " for c in title).strip()
    if len(digest) != HASH_BYTES or not shown or len(title) > LONGEST_TITLE:
        raise ValueError("no hash or no title")
    return ToSign(shown, digest)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
