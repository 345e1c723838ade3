"""Do two PDFs show the same pages (đối chiếu nội dung)? Asked where a signing program wrote a file anew.

Compared is what is drawn: the size of each page, its content, fonts and pictures, byte by byte after unpacking; notes
on the pages are left out, for there the signature stands. Run in a process with limits: the file comes from outside.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from io import BytesIO
from typing import Any

CPU_SECONDS, WALL_SECONDS, ADDRESS_SPACE = 5, 8.0, 700 * 1024**2
HANDED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")
MOST_PAGES = 500
DEEPEST = 40
# What says where a page hangs or what may be clicked, not what it looks like.
LEFT_OUT = ("/Parent", "/Annots", "/Tabs", "/StructParents", "/Metadata", "/PieceInfo", "/LastModified")


def have_same_pages(one: bytes, other: bytes) -> bool:
    """True only when both could be read and every page draws the same; within limits of time and memory."""
    child = [sys.executable, "-P", "-m", "dondoc.signing.same_pages"]
    environment = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    try:
        told = subprocess.run(  # noqa: S603 - our own module
            child,
            input=len(one).to_bytes(8) + one + other,
            capture_output=True,
            timeout=WALL_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return told.returncode == 0 and told.stdout == b"same"


def main() -> None:
    from dondoc.signing.verifier import limit

    limit(CPU_SECONDS, ADDRESS_SPACE)
    size = int.from_bytes(sys.stdin.buffer.read(8))
    one, other = sys.stdin.buffer.read(size), sys.stdin.buffer.read()
    sys.stdout.write("same" if page_hashes(one) == page_hashes(other) else "other")


def page_hashes(data: bytes) -> list[str]:
    """What each page draws, as a hash. Raises whatever the reader raises over broken bytes."""
    from pypdf import PdfReader

    pages = PdfReader(BytesIO(data), strict=True).pages
    if len(pages) > MOST_PAGES:
        raise ValueError("too many pages")
    return [hashlib.sha256(_drawn(_shown(page))).hexdigest() for page in pages]


def _shown(page: Any) -> dict[str, Any]:
    """A page's own entries and those that it inherits."""
    entries = {key: page[key] for key in page if key not in LEFT_OUT}
    inherited = {"/Resources": page.get("/Resources"), "/MediaBox": page.mediabox, "/Rotate": page.get("/Rotate", 0)}
    return {**{k: v for k, v in inherited.items() if v is not None}, **entries}


def _drawn(value: Any, depth: int = 0) -> bytes:
    """A value with everything that it refers to, as bytes; streams unpacked."""
    from pypdf.generic import IndirectObject, StreamObject

    if depth > DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, IndirectObject):
        value = value.get_object()
    if isinstance(value, dict):
        parts = [
            str(key).encode() + b"=" + _drawn(value[key], depth + 1)
            for key in sorted(value)
            if key not in (*LEFT_OUT, "/Length", "/Filter", "/DecodeParms")
        ]
        if isinstance(value, StreamObject):
            parts.append(hashlib.sha256(value.get_data()).digest())
        return b"{" + b";".join(parts) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(_drawn(item, depth + 1) for item in value) + b"]"
    return repr(value).encode()


if __name__ == "__main__":
    main()
