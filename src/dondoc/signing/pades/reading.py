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
from dondoc.signing.pades.content import unstable_parts
from dondoc.signing.pades.enveloped import is_container, read_container
from dondoc.signing.pades.evidence import brings_evidence, stored_evidence, validation_revision
from dondoc.signing.pades.later import has_stray_bytes, removed_signatures
from dondoc.signing.pades.one import Opened, Source, open_signature, read_signature
from dondoc.signing.pades.structure import has_loose_end, has_traces, n_traces
from dondoc.signing.pades.trust import TrustAnchors
from dondoc.signing.rules.facts import DocumentFacts, Kind, SignatureFacts, Syntax
from dondoc.signing.rules.times import proves

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
        if is_container(data):
            return read_container(facts, data, trust)
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
    opened, empty = _fields(Source(data, reader, trust, facts.checked_at))
    if not opened:
        return replace(facts, syntax=syntax, empty_fields=tuple(empty))
    if has_loose_end(data) or _has_stray_bytes(reader, data, opened):
        return replace(facts, unreadable=(LOOSE_END_OF_FILE,))
    if syntax is Syntax.HYBRID and _is_hybrid_after(reader, opened[0].facts.revision):
        syntax = Syntax.TOLERANT
    names = tuple(one.facts.signer.common_name for one in opened if one.facts.signer)
    source = Source(data, reader, trust, facts.checked_at, stored_evidence(reader), names)
    return replace(
        facts,
        syntax=syntax,
        empty_fields=tuple(empty),
        removed_fields=_removed(reader, data, opened),
        unstable=unstable_parts(reader, data),
        validation_revision=validation_revision(reader),
        signatures=_signatures(source, opened),
    )


def _removed(reader: PdfFileReader, data: bytes, opened: list[Opened]) -> tuple[str, ...]:
    """Signatures of earlier revisions; looked for where the bytes have more of them than the file."""
    if n_traces(data) <= len(opened):
        return ()
    return removed_signatures(reader, {one.facts.byte_range for one in opened})


def _fields(source: Source) -> tuple[list[Opened], list[str]]:
    """Filled fields in the order of signing, and the names of empty ones."""
    found: list[Opened] = []
    empty: list[str] = []
    for name, value, field in enumerate_sig_fields(source.reader):
        if len(found) == MOST_SIGNATURES:
            raise _Unchecked(TOO_MANY)
        if value is None or isinstance(value, NullObject):
            empty.append(clean(name))
        else:
            found.append(open_signature(source, name, field))
    return sorted(found, key=lambda opened: opened.facts.revision), empty


def _signatures(source: Source, opened: list[Opened]) -> tuple[SignatureFacts, ...]:
    """The newest first: a document timestamp that holds proves that everything before it existed by then."""
    proved = source.at
    read: list[SignatureFacts] = []
    signers = [n for n, one in enumerate(opened) if one.facts.kind is Kind.SIGNATURE]
    last = max(signers, default=0)
    is_idle = _is_idle_behind(source.reader, opened, opened[last].facts.revision)
    opened = [replace(one, is_last=n >= last, is_idle_behind=is_idle) for n, one in enumerate(opened)]
    for one in reversed(opened):
        facts = read_signature(source, one, proved)
        if facts.kind is Kind.TIMESTAMP and proves(facts) and facts.timestamp:
            proved = min(proved, facts.timestamp.at)
        read.append(facts)
    return tuple(reversed(read))


def _is_idle_behind(reader: PdfFileReader, opened: list[Opened], revision: int) -> bool:
    """Does an update behind a revision bring neither evidence nor a timestamp?"""
    stamps = {one.facts.revision for one in opened if one.facts.kind is Kind.TIMESTAMP}
    later = range(revision + 1, reader.total_revisions) if revision >= 0 else range(0)
    return any(n not in stamps and not brings_evidence(reader, n) for n in later)


def _has_stray_bytes(reader: PdfFileReader, data: bytes, opened: list[Opened]) -> bool:
    """Bytes behind the first signature that belong to no update. What is broken there is found by other checks."""
    first = opened[0].facts
    if first.structure_problems or len(first.byte_range) != 4:
        return False
    end = first.byte_range[2] + first.byte_range[3]
    return end < len(data) and has_stray_bytes(reader, data, end, first.revision)


def _is_hybrid_after(reader: PdfFileReader, revision: int) -> bool:
    """Two cross-reference lists side by side are harmless only in what the first signature covers."""
    later = range(revision + 1, reader.total_revisions)
    return any(reader.xrefs.get_xref_data(n).hybrid is not None for n in later)
