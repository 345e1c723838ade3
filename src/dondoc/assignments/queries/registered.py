"""Results looked up in the registers (tra sổ văn bản đi, văn bản đến): the document that a result names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dondoc.assignments.models import ResultReport
from dondoc.documents.models import IncomingDocument
from dondoc.documents.queries.incoming import seen_by
from dondoc.documents.queries.issued_numbers import IssuedDocument, issued_under, keeps_numbers
from dondoc.documents.queries.outgoing import visible_outgoing
from dondoc.people.rules.rights import Rights


@dataclass(frozen=True)
class Registered:
    """Where the document of a result stands: as it came, and as the agency itself issued it."""

    incoming: IncomingDocument | None = None
    issued: IssuedDocument | None = None


def registered_results(
    rights: Rights, results: Iterable[ResultReport], *, lead_id: int, on: date
) -> dict[int, Registered]:
    """By result the documents of the same symbol and day that this person may see; none asked, none told."""
    named = {r.pk: (r.result_number, r.result_issued_on) for r in results if r.result_number}
    if not named:
        return {}
    symbols = {number for number, _ in named.values()}
    rows = IncomingDocument.objects.filter(seen_by(rights), symbol__in=symbols).order_by("-pk")
    came: dict[tuple[str, date | None], IncomingDocument] = {(one.symbol, one.dated): one for one in rows}
    went: dict[tuple[str, date | None], IssuedDocument] = {
        (number, one.dated): one for number in symbols for one in issued_under([lead_id], number)
    }
    seen: set[int] = set()
    if went:
        ids = [one.document_id for one in went.values()]
        seen = set(visible_outgoing(rights, on).filter(pk__in=ids).values_list("pk", flat=True))
    mine = {key: one for key, one in went.items() if one.document_id in seen}
    return {pk: Registered(came.get(key), mine.get(key)) for pk, key in named.items() if key in came or key in mine}


def is_unknown_number(told: ResultReport) -> bool:
    """The lead keeps its numbers in this system, and none of its issued documents bears this number and day."""
    lead_id, number = told.task.lead_id, told.result_number
    if not number or not keeps_numbers(lead_id):
        return False
    return all(one.dated != told.result_issued_on for one in issued_under([lead_id], number))
