"""Sign many documents in one go (ký hàng loạt): a result for each, and the failure of one leaves the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.signing.pades.enveloped import sign_data
from dondoc.signing.pades.making import Signed, Wish, sign_file
from dondoc.signing.rules.roles import Level


@dataclass(frozen=True)
class Outcome:
    """What became of one document: the signed file, or every reason against it."""

    signed: Signed | None = None
    reasons: tuple[Reason, ...] = ()


def sign_all(
    documents: Iterable[tuple[str, bytes | Refused]], key: Any, at: datetime, wish: Wish, *, is_data: bool = False
) -> dict[str, Outcome]:
    """Sign each document with the same key, by its name; `is_data`: no PDF but a data package.

    Never raises for a single document.
    """
    outcomes = {}
    for name, data in documents:
        try:
            if isinstance(data, Refused):
                raise data
            signed = Signed(sign_data(data, key, at), Level.B_B) if is_data else sign_file(data, key, at, wish)
            outcomes[name] = Outcome(signed)
        except Refused as refused:
            outcomes[name] = Outcome(reasons=refused.reasons)
    return outcomes
