"""Files of an incoming document looked at (tệp đã kiểm tra): bounds, signatures, words. Slow: nothing is locked yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from dondoc.base.actions import store_file
from dondoc.base.rules.refusals import Reason
from dondoc.documents.models import IncomingDocument, IncomingFile
from dondoc.documents.pdf_texts import text_of_file
from dondoc.documents.rules.brought_files import BroughtFile, reasons_against_files
from dondoc.documents.rules.incoming import NOT_HERE
from dondoc.documents.rules.secrecy import secret_stamp
from dondoc.documents.rules.texts import CannotReadText
from dondoc.signing.actions import record_verification
from dondoc.signing.models import Verification

CONTENT_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class CheckedFiles:
    """The files with what their signatures and words say; `reasons` against taking them in."""

    files: tuple[tuple[BroughtFile, Verification | None], ...]
    text: str
    reasons: tuple[Reason, ...]

    @classmethod
    def of(cls, actor_id: int | None, at: datetime, brought: Sequence[BroughtFile], already: int = 0) -> CheckedFiles:
        """Look at them. A secret stamp in any of them speaks against all; words that cannot be read are left out."""
        reasons = reasons_against_files(brought, already)
        if reasons:
            return cls((), "", tuple(reasons))
        texts = [_text_of(file) for file in brought]
        if any(secret_stamp(text) for text in texts):
            return cls((), "", (Reason(NOT_HERE, "Độ mật"),))
        files = tuple((file, _verified(actor_id, at, file)) for file in brought)
        return cls(files, "\n".join(texts), ())

    def keep(
        self, document: IncomingDocument, actor_id: int | None, at: datetime, first: int = 1
    ) -> list[IncomingFile]:
        """Store them with the document, in their order."""
        rows = []
        for position, (file, verification) in enumerate(self.files, start=first):
            stored = store_file(actor_id=actor_id, at=at, data=file.data, name=file.name, content_type=CONTENT_TYPE)
            rows.append(
                IncomingFile.objects.create(
                    document=document,
                    file=stored,
                    position=position,
                    verification=verification,
                    actor_id=actor_id,
                    recorded_at=at,
                )
            )
        return rows


def _text_of(file: BroughtFile) -> str:
    if not file.is_readable:
        return ""
    try:
        return text_of_file(file.data)
    except CannotReadText:
        return ""  # scanned, locked or broken: it is kept and shown, only not searched


def _verified(actor_id: int | None, at: datetime, file: BroughtFile) -> Verification | None:
    if file.ending != "pdf":
        return None
    return record_verification(actor_id=actor_id, at=at, data=file.data, trust_folder=settings.TRUST_FOLDER)
