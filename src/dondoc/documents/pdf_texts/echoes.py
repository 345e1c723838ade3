"""Signs that a PDF draws twice (chữ vẽ chồng): the horn of 'ơ', 'ư' as a sign of its own over its letter."""

from __future__ import annotations

from unicodedata import normalize

from pdfminer.layout import LTChar

HORN = "\u031b"


def letter_with_horn(before: LTChar, sign: LTChar) -> str | None:
    """The letter before, with its horn, where `sign` is no letter but this horn, without width; None where it is one.

    The horn tells the letter again, another letter with a horn ('ơ' over the 'u' of 'ư'), or nothing.
    """
    if sign.x1 - sign.x0 > 0.02 * sign.size:
        return None
    text, letter = sign.get_text(), before.get_text()
    if is_untold(text):
        return letter
    if abs(sign.x0 - before.x1) >= sign.size:
        return None
    if text == letter or (_has_horn(text) and _has_horn(letter)):
        return letter
    horned = normalize("NFC", letter + HORN)
    return horned if _has_horn(text) and len(horned) == 1 else None


def _has_horn(text: str) -> bool:
    return HORN in normalize("NFD", text)


def is_untold(text: str) -> bool:
    """Does the file not say which letter a sign is?"""
    return "\0" in text or text.startswith("(cid:")
