"""Parts by which one and the same file can look different (nội dung không cố định): hidden layers, scripts, XFA.

A signature over such a file holds for the bytes, but nobody can say what the signer saw. Source: ISO 32000-2, 8.11 and
12.6; PDF/A (ISO 19005) forbids all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject

from dondoc.signing.pades.objects import entry

LAYERS = "lớp nội dung ẩn, bật tắt được"
SCRIPT = "mã lệnh chạy khi mở tệp (JavaScript)"
XFA = "biểu mẫu động (XFA)"
MOST_PAGES = 500
DEEPEST = 30


def unstable_parts(root: Any) -> tuple[str, ...]:
    """Vietnamese names of what lets the pages change by themselves; none for an ordinary document."""
    parts = []
    if _has_hidden_layers(entry(root, "/OCProperties")):
        parts.append(LAYERS)
    if _has_script(root):
        parts.append(SCRIPT)
    form = entry(root, "/AcroForm")
    if isinstance(form, DictionaryObject) and "/XFA" in form:
        parts.append(XFA)
    return tuple(parts)


def _has_hidden_layers(properties: Any) -> bool:
    """Is a layer off to begin with, or switched by zoom, printing or language?"""
    if not isinstance(properties, DictionaryObject):
        return False
    start = entry(properties, "/D")
    if not isinstance(start, DictionaryObject):
        return False
    switched = any(isinstance(entry(start, key), ArrayObject) and len(start[key]) for key in ("/OFF", "/AS"))
    return switched or entry(start, "/BaseState", "/ON") != "/ON"


def _has_script(root: Any) -> bool:
    if isinstance(entry(root, "/Names"), DictionaryObject) and "/JavaScript" in root["/Names"]:
        return True
    if _runs_script(entry(root, "/OpenAction")) or _any_runs_script(entry(root, "/AA")):
        return True
    return any(_page_has_script(page) for page in _pages(entry(root, "/Pages"), 0))


def _page_has_script(page: Any) -> bool:
    if _any_runs_script(entry(page, "/AA")):
        return True
    notes = entry(page, "/Annots")
    if not isinstance(notes, ArrayObject):
        return False
    for index in range(min(len(notes), MOST_PAGES)):
        note = notes[index]
        if isinstance(note, DictionaryObject) and (
            _runs_script(entry(note, "/A")) or _any_runs_script(entry(note, "/AA"))
        ):
            return True
    return False


def _any_runs_script(actions: Any) -> bool:
    return isinstance(actions, DictionaryObject) and any(_runs_script(actions[key]) for key in actions)


def _runs_script(action: Any) -> bool:
    return isinstance(action, DictionaryObject) and (entry(action, "/S") == "/JavaScript" or "/JS" in action)


def pages_of(root: Any) -> list[Any]:
    """The first pages of a catalog, in their order."""
    return list(islice(_pages(entry(root, "/Pages"), 0), MOST_PAGES))


def _pages(node: Any, depth: int) -> Iterator[Any]:
    """The first pages of a page tree that may lie about itself."""
    if not isinstance(node, DictionaryObject) or depth > DEEPEST:
        return
    kids = entry(node, "/Kids")
    if not isinstance(kids, ArrayObject):
        yield node
        return
    for index in range(min(len(kids), MOST_PAGES)):
        yield from _pages(kids[index], depth + 1)
