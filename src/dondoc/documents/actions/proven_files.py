"""The agency's file with a timestamp that came later (bản đã bổ sung dấu thời gian): it goes out from then on.

Nothing that was signed changes: the file begins with the one taken in, and only evidence stands behind it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.models import StoredFile
from dondoc.documents.models import OutgoingDocument, OutgoingFile
from dondoc.documents.outgoing_rows import about
from dondoc.documents.rules.life import FileKind
from dondoc.signing.models import Verification

LEAVING = (FileKind.SEALED.value, FileKind.ANNEX_SEALED.value)


@transaction.atomic
def take_proven_file(
    *, actor_id: int | None, at: datetime, document_id: int, before: str, file: StoredFile, verified: Verification
) -> OutgoingFile | None:
    """Lay a file, verified, beside the one that it continues (`before`: its hash); the event stays the sealing.

    None where the document's newest file is another one by now, or where the agency has not signed it yet.
    """
    document = OutgoingDocument.objects.select_for_update().get(pk=document_id)
    same = OutgoingFile.objects.filter(document=document, kind__in=LEAVING, file__sha256=before)
    continued = same.select_related("event").order_by("-pk").first()
    if continued is None or _has_newer(continued):
        return None
    row = OutgoingFile.objects.create(
        document=document,
        event=continued.event,
        kind=continued.kind,
        file=file,
        source_id=continued.source_id,
        recorded_at=at,
    )
    detail = {"before": before, "sha256": file.sha256, "verification": verified.pk}
    write_audit(actor_id=actor_id, at=at, deed="document_prove", subject=about(document_id), detail=detail)
    return row


def _has_newer(row: OutgoingFile) -> bool:
    newer = OutgoingFile.objects.filter(document_id=row.document_id, kind=row.kind, pk__gt=row.pk)
    return newer.filter(source_id=row.source_id).exists()
