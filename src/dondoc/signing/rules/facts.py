"""What a check found in a file (dữ kiện kiểm tra chữ ký số). No judgment: that is `verdicts`.

Facts are stored, so they pass through JSON and back unchanged. A fact added later needs a default that
does not count in the signature's favour, so that rows stored before still read.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


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


@dataclass(frozen=True)
class SignatureFacts:
    """One filled signature field (một chữ ký). Defaults mean "not found out", which never counts as good.

    `structure_problems`: Vietnamese sentences about container and byte range. `stopped`: the ETSI name of the
    reason for which checking stopped before its end. `claimed_at`: the signer's own word for the time.
    `library_says`: the library's words, for whoever must look deeper.
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
    signer: CertificateFacts | None = None
    chain: tuple[CertificateFacts, ...] = ()
    is_chain_trusted: bool = False
    chain_failure: str = ""
    revocation: str = "not_checked"
    claimed_at: datetime | None = None
    timestamp: TimestampFacts | None = None


@dataclass(frozen=True)
class DocumentFacts:
    """Everything a check found in one file. `checked_at`: the moment it was checked for.

    `unreadable`: why the bytes are no PDF that can be read. `unchecked`: why the check itself did not come to
    its end (limits of time or memory). `has_traces`: the bytes speak of a signature, found or not.
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
    return DocumentFacts(
        **_tuples(plain)
        | {
            "checked_at": datetime.fromisoformat(plain["checked_at"]),
            "syntax": Syntax(plain["syntax"]),
            "signatures": tuple(_signature(s) for s in plain["signatures"]),
        }
    )


def _signature(plain: dict[str, Any]) -> SignatureFacts:
    return SignatureFacts(
        **_tuples(plain)
        | {
            "kind": Kind(plain["kind"]),
            "coverage": Coverage(plain["coverage"]),
            "later_changes": LaterChanges(plain["later_changes"]),
            "signer": _certificate(plain["signer"]) if plain["signer"] else None,
            "chain": tuple(_certificate(c) for c in plain["chain"]),
            "claimed_at": datetime.fromisoformat(plain["claimed_at"]) if plain["claimed_at"] else None,
            "timestamp": _timestamp(plain["timestamp"]) if plain["timestamp"] else None,
        }
    )


def _certificate(plain: dict[str, Any]) -> CertificateFacts:
    span = {key: datetime.fromisoformat(plain[key]) for key in ("valid_from", "valid_to")}
    return CertificateFacts(**_tuples(plain) | span)


def _timestamp(plain: dict[str, Any]) -> TimestampFacts:
    return TimestampFacts(**plain | {"at": datetime.fromisoformat(plain["at"])})


def _tuples(plain: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}
