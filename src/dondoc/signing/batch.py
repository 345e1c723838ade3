"""Sign many documents in one go (ký hàng loạt): a result for each, and the failure of one leaves the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.signing.pades.making import Signed, Wish, sign_file


@dataclass(frozen=True)
class Outcome:
    """What became of one document: the signed file, or every reason against it."""

    signed: Signed | None = None
    reasons: tuple[Reason, ...] = ()


def sign_all(
    documents: Iterable[tuple[str, bytes | Refused]], key: Any, at: datetime, wish: Wish
) -> dict[str, Outcome]:
    """Sign each document with the same key, by its name. Never raises for a single document."""
    outcomes = {}
    for name, data in documents:
        try:
            if isinstance(data, Refused):
                raise data
            outcomes[name] = Outcome(sign_file(data, key, at, wish))
        except Refused as refused:
            outcomes[name] = Outcome(reasons=refused.reasons)
    return outcomes
