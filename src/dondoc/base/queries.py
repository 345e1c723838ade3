"""Questions to the foundations: what the log says of a thing, whether the log is whole."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.base.models import AuditEntry, AuditHead
from dondoc.base.rules.seals import FIRST_SEAL, seal_of


def audit_of(subject: str, limit: int = 100) -> list[AuditEntry]:
    """The newest log rows of one thing."""
    return list(AuditEntry.objects.filter(subject=subject).order_by("-id")[:limit])


def broken_seals() -> Iterator[int]:
    """Numbers of log rows whose seal does not fit: something was changed or taken out before or at that row.

    0 stands for the end of the log: rows after the last one were taken away.
    """
    previous = FIRST_SEAL
    head = AuditHead.objects.filter(pk=1).first()
    for row in AuditEntry.objects.order_by("id").iterator():
        expected = seal_of(previous, row.at, row.actor_id, row.deed, row.subject, row.detail)
        if row.previous_seal != previous or row.seal != expected:
            yield row.pk
        previous = row.seal
    if previous != (head.seal if head else FIRST_SEAL):
        yield 0
