"""The words of a verdict (chỉ dẫn kết luận): names of ETSI EN 319 102-1, clause 5.1, with their Vietnamese label."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Indication(StrEnum):
    """What a check comes to. Only PASSED is *đã ký số*."""

    PASSED = "TOTAL-PASSED"
    INDETERMINATE = "INDETERMINATE"
    FAILED = "TOTAL-FAILED"
    NO_SIGNATURE = "NO-SIGNATURE"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def counts_as_signed(self) -> bool:
        return self is Indication.PASSED


_LABELS = {
    Indication.PASSED: "Hợp lệ",
    Indication.INDETERMINATE: "Chưa đủ căn cứ xác định",
    Indication.FAILED: "Không hợp lệ",
    Indication.NO_SIGNATURE: "Không ký số",
}


class SubIndication(StrEnum):
    """Why it is not PASSED."""

    FORMAT_FAILURE = "FORMAT_FAILURE"
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"
    NOT_YET_VALID = "NOT_YET_VALID"
    NO_SIGNING_CERTIFICATE_FOUND = "NO_SIGNING_CERTIFICATE_FOUND"
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    CERTIFICATE_CHAIN_GENERAL_FAILURE = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE = "CRYPTO_CONSTRAINTS_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE_NO_POE = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    REVOKED_NO_POE = "REVOKED_NO_POE"
    REVOKED_CA_NO_POE = "REVOKED_CA_NO_POE"
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    OUT_OF_BOUNDS_NOT_REVOKED = "OUT_OF_BOUNDS_NOT_REVOKED"
    TIMESTAMP_ORDER_FAILURE = "TIMESTAMP_ORDER_FAILURE"
    TRY_LATER = "TRY_LATER"
    GENERIC = "GENERIC"


FAILURES = frozenset(
    {
        SubIndication.FORMAT_FAILURE,
        SubIndication.HASH_FAILURE,
        SubIndication.SIG_CRYPTO_FAILURE,
        SubIndication.REVOKED,
        SubIndication.EXPIRED,
        SubIndication.NOT_YET_VALID,
    }
)


@dataclass(frozen=True)
class Finding:
    """One thing that stands against a signature: its ETSI name and the sentence for the reader."""

    sub_indication: SubIndication
    sentence: str

    @property
    def indication(self) -> Indication:
        return Indication.FAILED if self.sub_indication in FAILURES else Indication.INDETERMINATE


@dataclass(frozen=True)
class Verdict:
    """The outcome (kết luận): indication, the gravest reason's name, every reason, and what to know besides.

    `reasons` is empty exactly when the indication is PASSED. `warnings` do not change the outcome.
    """

    indication: Indication
    sub_indication: SubIndication | None = None
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
