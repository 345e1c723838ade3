"""Read the facts of a PDF's signatures (đọc dữ kiện chữ ký số) with pyHanko."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version
from io import BytesIO

from pyhanko.pdf_utils.generic import NullObject
from pyhanko.pdf_utils.misc import PdfStrictReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from dondoc.signing.pades.certificates import clean
from dondoc.signing.pades.one import Source, read_signature
from dondoc.signing.pades.structure import has_loose_end, has_traces
from dondoc.signing.pades.trust import TrustAnchors
from dondoc.signing.rules.facts import DocumentFacts, SignatureFacts, Syntax

SOFTWARE = f"pyHanko {version('pyhanko')}"
# A file with more is no office document; each one costs a look at the whole file.
MOST_SIGNATURES = 50

NOT_A_PDF = "Không đọc được tệp như một tệp PDF hoàn chỉnh; hãy xuất lại tệp PDF rồi ký."
ENCRYPTED = "Tệp PDF đặt mật khẩu nên không kiểm tra được; hãy bỏ mật khẩu rồi ký lại."
TOO_MANY = f"Tệp có quá {MOST_SIGNATURES} ô chữ ký nên không kiểm tra được."
TOO_DEEP = "Tệp PDF lồng quá sâu hoặc quá lớn nên không kiểm tra được; hãy xuất lại tệp PDF rồi ký."
LOOSE_END_OF_FILE = "Sau dấu kết thúc tệp PDF còn dữ liệu lạ; hãy dùng đúng bản đã ký."


class _Unchecked(Exception):
    """The check cannot be made, for the reason given."""


def read_signatures(data: bytes, trust: TrustAnchors, at: datetime) -> DocumentFacts:
    """The facts of every signature in a file, checked for a moment. Any bytes give facts.

    Boundary: whatever the library raises over untrusted bytes ends here (or, over one signature, in
    `read_signature`) and becomes a fact. Endless loops and exhausted memory are bounded by `dondoc.signing.limited`.
    """
    facts = DocumentFacts(
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        checked_at=at,
        software=SOFTWARE,
        n_roots=len(trust.roots),
        trust_problems=trust.problems,
        has_traces=has_traces(data),
    )
    try:
        try:
            return _read(facts, data, trust, Syntax.STRICT)
        except PdfStrictReadError:
            return _read(facts, data, trust, Syntax.TOLERANT)
    except _Unchecked as error:
        return replace(facts, unchecked=(str(error),))
    except (RecursionError, MemoryError) as error:
        return replace(facts, unchecked=(TOO_DEEP,), library_says=clean(repr(error)))
    except Exception as error:  # noqa: BLE001 - the boundary named above
        return replace(facts, unreadable=(NOT_A_PDF,), library_says=clean(repr(error)))


def _read(facts: DocumentFacts, data: bytes, trust: TrustAnchors, syntax: Syntax) -> DocumentFacts:
    """Raises PdfStrictReadError where the syntax is not what it is taken for, and much else on broken bytes."""
    reader = PdfFileReader(BytesIO(data), strict=syntax is Syntax.STRICT)
    if reader.encrypt_dict is not None:
        raise _Unchecked(ENCRYPTED)
    if syntax is Syntax.STRICT and reader.xrefs.hybrid_xrefs_present:
        return _read(facts, data, trust, Syntax.HYBRID)
    found, empty = _fields(Source(data, reader, trust, facts.checked_at))
    if found and has_loose_end(data):
        return replace(facts, unreadable=(LOOSE_END_OF_FILE,))
    if syntax is Syntax.HYBRID and _is_hybrid_after(reader, found[0][0] if found else 0):
        syntax = Syntax.TOLERANT
    signatures = tuple(signature for _, signature in found)
    return replace(facts, syntax=syntax, empty_fields=tuple(empty), signatures=signatures)


def _fields(source: Source) -> tuple[list[tuple[int, SignatureFacts]], list[str]]:
    """Filled fields in the order of signing, each with the revision that it closes; names of empty ones."""
    found: list[tuple[int, SignatureFacts]] = []
    empty: list[str] = []
    for name, value, field in enumerate_sig_fields(source.reader):
        if len(found) == MOST_SIGNATURES:
            raise _Unchecked(TOO_MANY)
        if value is None or isinstance(value, NullObject):
            empty.append(clean(name))
        else:
            found.append(read_signature(source, name, field))
    return sorted(found, key=lambda pair: pair[0]), empty


def _is_hybrid_after(reader: PdfFileReader, revision: int) -> bool:
    """Two cross-reference lists side by side are harmless only in what the first signature covers."""
    later = range(revision + 1, reader.total_revisions)
    return any(reader.xrefs.get_xref_data(n).hybrid is not None for n in later)
