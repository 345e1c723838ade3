"""What a check found in a file (dữ kiện kiểm tra chữ ký số). No judgment: that is `verdicts`.

Facts are stored, so they pass through JSON and back unchanged. A fact added later needs a default that
does not count in the signature's favour, so that rows stored before still read.
"""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints


class Kind(StrEnum):
    """What stands in a filled signature field."""

    SIGNATURE = "signature"
    TIMESTAMP = "document_timestamp"


class Coverage(StrEnum):
    """How much of the file the signature covers with its hash."""

    UNKNOWN = "unknown"
    LESS = "less_than_its_revision"
    REVISION = "its_revision"
    WHOLE_FILE = "whole_file"


class LaterChanges(StrEnum):
    """The gravest kind of change appended after the signature."""

    UNKNOWN = "unknown"
    NONE = "none"
    VALIDATION_DATA = "validation_data"
    FORM_FILLING = "form_filling"
    ANNOTATIONS = "annotations"
    OTHER = "other"


class Syntax(StrEnum):
    """How well the file keeps to the PDF syntax.

    HYBRID: only the part before the first signature carries two cross-reference lists, as word processors
    write it. TOLERANT: it could be read only by overlooking mistakes.
    """

    UNKNOWN = "unknown"
    STRICT = "strict"
    HYBRID = "hybrid"
    TOLERANT = "tolerant"


class Revocation(StrEnum):
    """What the evidence at hand says of a certificate (tình trạng thu hồi).

    NOT_CHECKED: there is no evidence. UNKNOWN: there is some, but none that can be relied upon.
    """

    NOT_CHECKED = "not_checked"
    UNKNOWN = "unknown"
    GOOD = "good"
    REVOKED = "revoked"


@dataclass(frozen=True)
class RevocationFacts:
    """What CRL and OCSP answers say of one certificate of a chain, which `common_name` names.

    `source`: crl or ocsp. `is_embedded`: the evidence came with the file, not with the trusted roots.
    `issued_at`, `next_at`: the span that the evidence speaks for, by its issuer's word. `revoked_at`: since when,
    for REVOKED alone.
    """

    common_name: str
    status: Revocation = Revocation.NOT_CHECKED
    source: str = ""
    is_embedded: bool = False
    issued_at: datetime | None = None
    next_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class LaterField:
    """A field that appeared or got a value after a signature; sizes in millimetres, 0 for an invisible one.

    `text`: the value that it bears now, where it is a text field. `was_empty`: it stood there at signing, without
    a value. `filled_in_revision`: the revision that gave it the value, -1 where there is none. `covers`: words of the
    page that its image stands over, apart from those beside a signature or a signer's name; '' in rows from before
    this was looked at, until the next re-check.
    """

    name: str
    is_new: bool
    is_text: bool = False
    was_empty: bool = False
    text: str = ""
    filled_in_revision: int = -1
    width: float = 0
    height: float = 0
    covers: str = ""


@dataclass(frozen=True)
class PageTexts:
    """One page whose words changed after signing: as signed and as they stand now (hai bản lời văn)."""

    page: int
    signed: str
    now: str


@dataclass(frozen=True)
class CertificateFacts:
    """One certificate (chứng thư số) as written in it. `serial` and `fingerprint` (SHA-256) are hexadecimal."""

    common_name: str
    organisation: str
    issuer: str
    serial: str
    fingerprint: str
    valid_from: datetime
    valid_to: datetime
    digest_algorithm: str
    key_algorithm: str
    key_bits: int
    key_usage: tuple[str, ...]
    extended_key_usage: tuple[str, ...]


@dataclass(frozen=True)
class TimestampFacts:
    """A timestamp (dấu thời gian): its moment, its authority, whether it holds and chains to a trusted root."""

    at: datetime
    authority: str
    is_valid: bool
    problem: str = ""
    revocation: Revocation = Revocation.NOT_CHECKED


@dataclass(frozen=True)
class SignatureFacts:
    """One filled signature field (một chữ ký). Defaults mean "not found out", which never counts as good.

    `structure_problems`: Vietnamese sentences about container and byte range. `stopped`: the ETSI name of the
    reason for which checking stopped before its end. `claimed_at`: the signer's own word for the time.
    `is_pades`: the container names its certificate under the signature, as PAdES asks. `revision`: the update of the
    file that it closes, from 0. `is_turned`: later updates change how the file presents itself, which the library lets
    pass. `revocations`: one for each certificate of `chain` below the root.
    `later_fields`, `text_changes`: what came after it. `library_says`: the library's words, for a deeper look.
    """

    field: str
    kind: Kind = Kind.SIGNATURE
    byte_range: tuple[int, ...] = ()
    structure_problems: tuple[str, ...] = ()
    stopped: str = ""
    library_says: str = ""
    is_digest_same: bool = False
    is_signature_right: bool = False
    digest_algorithm: str = ""
    signature_algorithm: str = ""
    coverage: Coverage = Coverage.UNKNOWN
    later_changes: LaterChanges = LaterChanges.UNKNOWN
    changed_fields: tuple[str, ...] = ()
    is_change_permitted: bool = False
    is_turned: bool = False
    signer: CertificateFacts | None = None
    chain: tuple[CertificateFacts, ...] = ()
    is_chain_trusted: bool = False
    chain_failure: str = ""
    claimed_at: datetime | None = None
    timestamp: TimestampFacts | None = None
    is_pades: bool = False
    revision: int = -1
    revocations: tuple[RevocationFacts, ...] = ()
    later_fields: tuple[LaterField, ...] = ()
    text_changes: tuple[PageTexts, ...] = ()


@dataclass(frozen=True)
class DocumentFacts:
    """Everything a check found in one file. `checked_at`: the moment it was checked for.

    `unreadable`: why the bytes are no PDF that can be read. `unchecked`: why the check itself did not come to
    its end (limits of time or memory). `has_traces`: the bytes speak of a signature, found or not.
    `unstable`: Vietnamese names of parts that let the pages look different from one time to another (hidden layers,
    scripts). `validation_revision`: the update that first brought evidence for later checks (DSS), -1 for none.
    `removed_fields`: where an earlier state of the file had a signature that it has no more.
    """

    size: int
    sha256: str
    checked_at: datetime
    software: str
    n_roots: int = 0
    trust_problems: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    library_says: str = ""
    has_traces: bool = False
    syntax: Syntax = Syntax.UNKNOWN
    empty_fields: tuple[str, ...] = ()
    removed_fields: tuple[str, ...] = ()
    unstable: tuple[str, ...] = ()
    validation_revision: int = -1
    signatures: tuple[SignatureFacts, ...] = ()

    @property
    def n_signatures(self) -> int:
        """Signatures of persons and agencies; document timestamps are not counted."""
        return sum(s.kind is Kind.SIGNATURE for s in self.signatures)


def to_json(facts: DocumentFacts) -> dict[str, Any]:
    """Facts as plain JSON values; moments in ISO 8601."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(facts), default=datetime.isoformat))
    return plain


def from_json(plain: dict[str, Any]) -> DocumentFacts:
    """The facts back out of `to_json`. Raises KeyError, TypeError or ValueError on anything else."""
    read: DocumentFacts = _read(DocumentFacts, plain)
    return read


def _read(kind: type[Any], plain: dict[str, Any]) -> Any:
    """A value of facts out of its plain form; what a fact is no longer asked for is left out."""
    types = _types_of(cast(Hashable, kind))
    return kind(**{name: _value(types[name], value) for name, value in plain.items() if name in types})


@cache
def _types_of(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(kind: Any, value: Any) -> Any:
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], item) for item in value)
    if get_origin(kind) is UnionType:
        return None if value is None else _value(get_args(kind)[0], value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return _read(cast(type[Any], kind), value) if is_dataclass(kind) else value
