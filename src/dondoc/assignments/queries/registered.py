"""Results looked up in the register (tra trong sổ văn bản đến): the document that a result names, where it has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dondoc.assignments.models import ResultReport
from dondoc.documents.models import IncomingDocument
from dondoc.documents.queries.incoming import seen_by
from dondoc.people.rules.rights import Rights


def registered_results(rights: Rights, results: Iterable[ResultReport]) -> dict[int, IncomingDocument]:
    """By result the incoming document of the same symbol and day that this person may see; none asked, none told."""
    named = {r.pk: (r.result_number, r.result_issued_on) for r in results if r.result_number}
    if not named:
        return {}
    symbols = {number for number, _ in named.values()}
    rows = IncomingDocument.objects.filter(seen_by(rights), symbol__in=symbols).order_by("-pk")
    found: dict[tuple[str, date | None], IncomingDocument] = {(one.symbol, one.dated): one for one in rows}
    return {pk: found[key] for pk, key in named.items() if key in found}
