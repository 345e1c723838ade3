"""Sign papers with a key that answers at once (ký ngay): a key file, a remote service. One failure leaves the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.signbook.actions.finish_session import finish_session
from dondoc.signbook.actions.open_session import Opened, open_session
from dondoc.signbook.models import SignedVersion
from dondoc.signbook.preparing import NO_ISSUE, Issue
from dondoc.signing.rules.roles import Role
from dondoc.signing.ways.port import Key


@dataclass(frozen=True)
class Outcome:
    """What became of one paper: the signed version, or every reason against it."""

    paper_id: int
    version: SignedVersion | None = None
    reasons: tuple[Reason, ...] = ()


def sign_now(
    *, actor_id: int, at: datetime, paper_ids: Sequence[int], key: Key, role: Role, issue: Issue = NO_ISSUE
) -> list[Outcome]:
    """Sign each paper with one key; the key is asked once for all that may be signed. Raises CannotSign of the key."""
    opened: dict[int, Opened] = {}
    outcomes: dict[int, Outcome] = {}
    for paper_id in dict.fromkeys(paper_ids):
        try:
            opened[paper_id] = open_session(
                actor_id=actor_id,
                at=at,
                paper_id=paper_id,
                role=role,
                way=key.way,
                certificates=key.certificates,
                mechanism=key.mechanism,
                issue=issue,
            )
        except Refused as refused:
            outcomes[paper_id] = Outcome(paper_id, reasons=refused.reasons)
    values = key.sign([one.to_sign for one in opened.values()]) if opened else []
    for (paper_id, one), value in zip(opened.items(), values, strict=True):
        try:
            version = finish_session(actor_id=actor_id, at=at, token=one.token, answer=value)
            outcomes[paper_id] = Outcome(paper_id, version)
        except Refused as refused:
            outcomes[paper_id] = Outcome(paper_id, reasons=refused.reasons)
    return [outcomes[paper_id] for paper_id in dict.fromkeys(paper_ids)]
