"""Full-text search over documents (tìm văn bản): the same answers from both databases, permission inside the query.

Words are folded the same way when they are kept and when they are asked for; see base.rules.folding and, for the index
of each database, documents.search_schema.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import BooleanField, Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

from dondoc.base.rules.folding import Asked
from dondoc.documents.models import DocumentText, IncomingDocument, SavedSearch
from dondoc.documents.queries.incoming import seen_by
from dondoc.documents.queries.outgoing import visible_outgoing
from dondoc.documents.rules.searching import SearchKind
from dondoc.documents.search_schema import LEXEMES
from dondoc.people.rules.rights import Rights

# Only these go to the index of the database; every other word is compared as it stands.
_PLAIN = re.compile(r"[a-z0-9]+")
_PADDED = {
    f"padded_{name}": Concat(Value(" "), F(name), Value(" "), output_field=TextField()) for name in ("head", "words")
}
COUNTED = 1_000


@dataclass(frozen=True)
class SearchFilter:
    """Which documents are looked at: of what kind, type, issuer, between which days."""

    kind: SearchKind | None = None
    type_name: str = ""
    issuer: str = ""
    since: date | None = None
    until: date | None = None


def seen_words(rights: Rights, on: date) -> Q:
    """The rows of the search that a person may know of, of this room; other rooms add theirs."""
    incoming = IncomingDocument.objects.filter(seen_by(rights), pk=OuterRef("incoming_id"))
    outgoing = visible_outgoing(rights, on).filter(pk=OuterRef("outgoing_id"))
    return Q(incoming__isnull=False) & Q(Exists(incoming)) | Q(outgoing__isnull=False) & Q(Exists(outgoing))


def found_documents(asked: Asked, seen: Q, wanted: SearchFilter | None = None) -> QuerySet[DocumentText]:
    """Documents with every word and phrase; those whose heads have them first, then the newest.

    `seen`: what may be known of (`seen_words`). Nothing asked for: everything that the filter leaves.
    """
    rows = DocumentText.objects.filter(_filtered(wanted or SearchFilter())).annotate(**_PADDED)
    plain = [word for word in asked.words if _PLAIN.fullmatch(word)]
    if plain:
        rows = rows.filter(_indexed(plain))
    for one in (*(word for word in asked.words if not _PLAIN.fullmatch(word)), *asked.phrases):
        rows = rows.filter(Q(padded_words__contains=f" {one} "))
    in_head = Q()
    for one in (*asked.words, *asked.phrases):
        in_head &= Q(padded_head__contains=f" {one} ")
    first = Case(When(in_head, then=Value(0)), default=Value(1), output_field=IntegerField()) if asked else Value(0)
    return rows.filter(seen).annotate(rank=first).order_by("rank", F("dated").desc(nulls_last=True), "-pk")


def _indexed(words: list[str]) -> RawSQL:
    """Every word is in the row, by the index. The words hold only letters a-z and digits."""
    if connection.vendor == "postgresql":
        return RawSQL(f"{LEXEMES} @@ %s::tsquery", [" & ".join(f"'{word}'" for word in words)], BooleanField())  # noqa: S611
    sql = "documents_documenttext.id IN (SELECT rowid FROM documents_words WHERE documents_words MATCH %s)"
    return RawSQL(sql, [" AND ".join(f'"{word}"' for word in words)], BooleanField())  # noqa: S611


def _filtered(wanted: SearchFilter) -> Q:
    told = Q()
    if wanted.kind is not None:
        told &= Q(kind=wanted.kind.value)
    if wanted.type_name:
        told &= Q(type_name=wanted.type_name)
    if wanted.issuer:
        told &= Q(issuer=wanted.issuer)
    if wanted.since is not None:
        told &= Q(dated__gte=wanted.since)
    if wanted.until is not None:
        told &= Q(dated__lte=wanted.until)
    return told


def counted(rows: QuerySet[DocumentText]) -> int:
    """How many, up to one more than a thousand: nobody pages further, and counting all would cost more than finding."""
    return len(rows.order_by().values_list("pk", flat=True)[: COUNTED + 1])


def saved_searches(user_id: int) -> list[SavedSearch]:
    """The searches that a person keeps, by name."""
    return list(SavedSearch.objects.filter(owner_id=user_id).order_by("name"))
