"""A document looked up in the agency's own register by the number that somebody wrote (tra sổ văn bản đi)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.wording import same_name_key
from dondoc.documents.models import DraftVersion, IncomingDocument, NumberBook, NumberEvent, OutgoingEvent
from dondoc.documents.rules.life import DeedKind

_WRITTEN = re.compile(r"\s*0*(\d{1,9})\s*/\s*(\S.*)", re.ASCII)


@dataclass(frozen=True)
class IssuedDocument:
    """What the register says of an issued document."""

    document_id: int
    agency_id: int
    dated: date
    subject: str


def issued_under(agency_ids: Collection[int], written: str) -> list[IssuedDocument]:
    """The documents that these agencies issued under a number, '56/BC-STTTT' however it is spaced; the newest first.

    Symbols begin anew each year: several documents may bear it. Two queries.
    """
    told = _WRITTEN.fullmatch(written)
    if told is None or not agency_ids:
        return []
    given = OutgoingEvent.objects.filter(
        kind=DeedKind.GIVE_NUMBER.value,
        number__number=int(told[1]),
        dated__isnull=False,
        document__agency_id__in=list(agency_ids),
        document__events__kind=DeedKind.ISSUE.value,
    )
    given = given.exclude(number__events__kind=NumberEvent.CANCELLED)
    rows = list(given.order_by("-dated", "-pk").values_list("document_id", "document__agency_id", "dated").distinct())
    drafts = DraftVersion.objects.filter(document_id__in=[row[0] for row in rows]).order_by("document_id", "no")
    newest = {pk: (symbol, subject) for pk, symbol, subject in drafts.values_list("document_id", "symbol", "subject")}
    wanted = same_name_key(told[2])
    return [
        IssuedDocument(pk, agency_id, dated, newest[pk][1])
        for pk, agency_id, dated in rows
        if pk in newest and dated is not None and same_name_key(newest[pk][0]) == wanted
    ]


def our_document(incoming: IncomingDocument, written: str, dated: date | None) -> int | None:
    """The document that the receiver of an incoming one, or who handles it, issued under a number; None: not ours.

    Without a day the number must belong to one document only.
    """
    handling = incoming.shares.filter(agency__isnull=False).values_list("agency_id", flat=True)
    found = issued_under({incoming.agency_id, *handling}, written)
    fitting = [one.document_id for one in found if dated is None or one.dated == dated]
    return fitting[0] if len(fitting) == 1 else None


def keeps_numbers(agency_id: int) -> bool:
    """Does the agency give its numbers out of a book in this system?"""
    return NumberBook.objects.filter(agency_id=agency_id).exists()
