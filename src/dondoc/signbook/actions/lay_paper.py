"""Lay a paper before those who sign it (trình ký)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction

from dondoc.base.actions import store_file, write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right
from dondoc.signbook.models import Paper
from dondoc.signing.actions import record_verification
from dondoc.signing.rules.indications import Indication, Verdict

LONGEST_TITLE = 300


class CannotLayPaper(Refused):
    """Refused: the file is no PDF that can be signed, or what it is about is not said."""


def lay_paper(
    *,
    actor_id: int,
    at: datetime,
    agency_id: int,
    data: bytes,
    name: str,
    title: str,
    subject: str = "",
    is_annex: bool = False,
    symbol: str = "",
) -> Paper:
    """Take a PDF in to be signed (trình ký), with its good signatures. Raises NotFound, CannotLayPaper."""
    rights = rights_of(actor_id, day_of(at))
    if not any(rights.has(right, agency_id) for right in (Right.ENTER, Right.SIGN)):
        raise NotFound("Không tìm thấy đơn vị này.")
    is_too_big = len(data) > settings.MAX_REPORT_BYTES
    check = record_verification(
        actor_id=actor_id, at=at, data=b"" if is_too_big else data, trust_folder=settings.TRUST_FOLDER
    )
    if reasons := list(_reasons(data, title, check.verdict(), is_too_big=is_too_big)):
        raise CannotLayPaper(reasons)
    with transaction.atomic():
        file = store_file(actor_id=actor_id, at=at, data=data, name=name, content_type="application/pdf")
        paper = Paper.objects.create(
            title=title.strip()[:LONGEST_TITLE],
            agency_id=agency_id,
            subject=subject,
            is_annex=is_annex,
            symbol=symbol.strip()[:60],
            source=file,
            verification=check,
            brought_by_id=actor_id,
            brought_at=at,
            recorded_at=at,
        )
        detail = {"sha256": file.sha256, "title": paper.title, "subject": subject}
        write_audit(actor_id=actor_id, at=at, deed="lay_paper", subject=f"paper:{paper.pk}", detail=detail)
    return paper


def _reasons(data: bytes, title: str, outcome: Verdict, *, is_too_big: bool) -> Iterator[Reason]:
    if not title.strip():
        yield Reason("Ghi trích yếu để người ký biết mình ký gì.", "Trích yếu")
    if is_too_big:
        yield Reason(f"Tệp vượt {settings.MAX_REPORT_BYTES // 1_048_576} MB.", "Tệp trình")
    elif not data[:1024].lstrip().startswith(b"%PDF-"):
        yield Reason("Tệp trình ký phải là PDF; xuất văn bản ra PDF rồi trình.", "Tệp trình")
    elif outcome.indication not in (Indication.NO_SIGNATURE, Indication.PASSED):
        yield Reason(f"Không ký tiếp được trên tệp này: {'; '.join(outcome.reasons)}", "Tệp trình")
