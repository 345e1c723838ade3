"""Ways to sign (cách ký) and how a key is asked to sign a hash (cơ chế ký). Names and what they give.

Source: Thông tư 15/2025/TT-BKHCN (RSA from 2048 bits, ECDSA from 256, SHA-256 and better).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

HASH_BYTES = 32
# The head of what PKCS #1 v1.5 signs: "this is SHA-256". Source: RFC 8017, 9.2, note 1.
SHA256_HEAD = bytes.fromhex("3031300d060960864801650304020105000420")


class Mechanism(StrEnum):
    """How a key signs a SHA-256 hash; nothing else is ever asked of a key (cơ chế ký)."""

    RSA_PKCS1 = "rsa-pkcs1-sha256"
    RSA_PSS = "rsa-pss-sha256"
    ECDSA = "ecdsa-sha256"


class Way(StrEnum):
    """Where the key is that signs (cách ký)."""

    P12 = "p12"
    TOKEN = "token"  # noqa: S105 - a device
    AGENT = "agent"
    REMOTE = "remote"
    VGCA = "vgca"
    ELSEWHERE = "elsewhere"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def returns_file(self) -> bool:
        """Does a whole signed file come back, made by a program that is not ours? Else a signature over a hash."""
        return self in (Way.VGCA, Way.ELSEWHERE)


_LABELS = {
    Way.P12: "Ký bằng tệp khóa",
    Way.TOKEN: "Ký bằng thiết bị của máy chủ",
    Way.AGENT: "Ký bằng thiết bị",
    Way.REMOTE: "Ký từ xa",
    Way.VGCA: "Ký bằng phần mềm VGCA",
    Way.ELSEWHERE: "Ký bằng phần mềm khác",
}


@dataclass(frozen=True)
class ToSign:
    """One thing that a key is asked to sign: the hash (SHA-256), and what the person is told that it is."""

    title: str
    hash: bytes
