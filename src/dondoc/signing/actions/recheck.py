"""Check again what was checked before (kiểm tra lại chữ ký số): new rows, and which verdicts are others now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from dondoc.base.actions import write_audit
from dondoc.base.models import StoredFile
from dondoc.signing.limited import Trust, verify_many
from dondoc.signing.models import Verification
from dondoc.signing.queries import anchors_at, newest_verifications
from dondoc.signing.rules.facts import to_json
from dondoc.signing.rules.indications import Indication
from dondoc.signing.rules.verdicts import verdict

# So many files are in memory at once.
BATCH = 20
PDF, SIGNED_DATA = "application/pdf", "application/pkcs7-mime"


@dataclass(frozen=True)
class Rechecked:
    """One file whose verdict is another one now: its name, what was said and what is said."""

    sha256: str
    name: str
    before: Indication
    now: Indication
    reasons: tuple[str, ...]


def recheck_files(*, actor_id: int | None, at: datetime, trust_folder: Path) -> tuple[int, tuple[Rechecked, ...]]:
    """Check every stored file again that has a signature or traces of one; how many, and what changed.

    Each check is a new row; nothing is locked, so it may run beside everything else. What has no signature today will
    have none tomorrow and is left out.
    """
    trust = Trust(trust_folder, anchors_at(at))
    n_checked, changed = 0, []
    for batch in _batches():
        contents = []
        for file, _ in batch:
            with file.content.open("rb") as content:
                contents.append(content.read())
        for (file, before), facts in zip(batch, verify_many(contents, trust, at), strict=True):
            outcome = verdict(facts)
            Verification.objects.create(
                sha256=facts.sha256,
                checked_at=at,
                checked_by_id=actor_id,
                facts=to_json(facts),
                software=facts.software,
                indication_hint=outcome.indication.value,
                recorded_at=at,
            )
            n_checked += 1
            if outcome.indication is not before:
                changed.append(Rechecked(facts.sha256, file.name, before, outcome.indication, outcome.reasons))
    detail = {"n_checked": n_checked, "changed": [f"{c.sha256[:12]} {c.before} → {c.now}" for c in changed]}
    write_audit(actor_id=actor_id, at=at, deed="recheck_files", subject="signing.Verification", detail=detail)
    return n_checked, tuple(changed)


def _batches() -> Iterator[list[tuple[StoredFile, Indication]]]:
    """Stored files that can be signed, with the newest verdict on each."""
    newest = {sha: hint for sha, hint in newest_verifications() if hint != Indication.NO_SIGNATURE}
    files = StoredFile.objects.filter(content_type__in=(PDF, SIGNED_DATA)).order_by("sha256", "pk").iterator()
    seen: set[str] = set()
    wanted = (f for f in files if f.sha256 in newest and not (f.sha256 in seen or seen.add(f.sha256)))  # type: ignore[func-returns-value]
    while batch := list(islice(wanted, BATCH)):
        yield [(file, Indication(newest[file.sha256])) for file in batch]
