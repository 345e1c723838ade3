"""Which signed versions wait for a timestamp (chờ bổ sung dấu thời gian), and when they are tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from dondoc.signbook.models import SignedVersion
from dondoc.signbook.rules.augmenting import is_short, next_try
from dondoc.signing.rules.roles import Level


@dataclass(frozen=True)
class Waiting:
    """The newest version of a paper, how often it was tried, why the last attempt failed, when the next one comes."""

    version: SignedVersion
    n_tried: int
    problem: str
    next_at: datetime


def waiting_for_timestamp(wanted: Level, at: datetime, paper_id: int | None = None) -> list[Waiting]:
    """Newest versions below the level that the office signs at, the next one to try first. Three queries."""
    versions = SignedVersion.objects.filter(signed_at__lte=at)
    if paper_id is not None:
        versions = versions.filter(paper_id=paper_id)
    newest = versions.values("paper").annotate(newest=Max("pk")).values_list("newest", flat=True)
    levels = [level.value for level in Level if is_short(level, wanted)]
    rows = SignedVersion.objects.filter(pk__in=list(newest), level__in=levels).select_related("paper", "file")
    found = [_waiting(row, at) for row in rows.prefetch_related("attempts")]
    return sorted(found, key=lambda waiting: (waiting.next_at, waiting.version.pk))


def _waiting(version: SignedVersion, at: datetime) -> Waiting:
    tried = sorted((a for a in version.attempts.all() if a.tried_at <= at), key=lambda a: a.tried_at)
    problem = tried[-1].problem if tried else ""
    return Waiting(version, len(tried), problem, next_try(version.signed_at, [a.tried_at for a in tried]))
