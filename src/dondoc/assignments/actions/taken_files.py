"""Files taken in with a deed (tệp kèm theo): looked at before anything is locked, kept once the deed is sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from dondoc.assignments.models import Evidence
from dondoc.assignments.rules.evidence import Upload, reasons_against_files
from dondoc.base.actions import store_file
from dondoc.base.rules.refusals import Reason
from dondoc.signing.actions import record_verification

PDF = "application/pdf"


@dataclass(frozen=True)
class TakenFiles:
    """The files of one deed with what their signatures say; and every reason against them."""

    files: tuple[Upload, ...]
    indications: tuple[str, ...]
    reasons: tuple[Reason, ...]

    @classmethod
    def of(cls, actor_id: int, at: datetime, files: Sequence[Upload]) -> TakenFiles:
        """Look at the files; slow where a signature is to be verified, so nothing is locked yet."""
        reasons = tuple(reasons_against_files(files, max_bytes=settings.MAX_REPORT_BYTES))
        told = () if reasons else tuple(_indication(actor_id, at, one) for one in files)
        return cls(tuple(files), told, reasons)

    def keep(self, actor_id: int, at: datetime, **of: Any) -> list[str]:
        """Store them as evidence (`task`, and `update`, `result` or `event`); their hashes for the log."""
        hashes = []
        for one, indication in zip(self.files, self.indications, strict=True):
            kept = store_file(actor_id=actor_id, at=at, data=one.data, name=one.name, content_type=one.content_type)
            Evidence.objects.create(file=kept, indication=indication, recorded_at=at, **of)
            hashes.append(kept.sha256)
        return hashes


def _indication(actor_id: int, at: datetime, file: Upload) -> str:
    if file.content_type != PDF:
        return ""
    found = record_verification(actor_id=actor_id, at=at, data=file.data, trust_folder=settings.TRUST_FOLDER)
    return found.indication_hint
