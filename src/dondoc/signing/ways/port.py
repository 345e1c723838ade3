"""The port of all ways to sign a hash (cổng ký): certificates, and signatures over hashes. Keys stay behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dondoc.signing.rules.ways import Mechanism, ToSign, Way


@dataclass(frozen=True)
class Certificates:
    """A signer's certificate (DER) and those above it, in any order, the root left out or not."""

    signer: bytes
    above: tuple[bytes, ...] = ()


class Key(Protocol):
    """A key that may be asked to sign (khóa ký). What it gives back is checked, never believed."""

    @property
    def way(self) -> Way: ...

    @property
    def certificates(self) -> Certificates: ...

    @property
    def mechanism(self) -> Mechanism: ...

    def sign(self, asked: Sequence[ToSign]) -> list[bytes]:
        """A raw signature for each hash, in their order; ECDSA in DER. Raises CannotSign."""
        ...
