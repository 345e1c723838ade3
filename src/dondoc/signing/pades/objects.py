"""Reading dictionaries of a PDF: what an entry refers to, not the reference."""

from __future__ import annotations

from typing import Any


def entry(dictionary: Any, key: str, default: Any = None) -> Any:
    """The value of an entry, fetched where it is a reference; pyHanko's own `get` hands out the reference."""
    if key in dictionary:
        return dictionary[key]
    return default
