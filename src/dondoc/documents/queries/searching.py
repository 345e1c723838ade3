"""Full-text search over documents (tìm văn bản): the same answers from both databases, permission inside the query.

Words are folded the same way when they are kept and when they are asked for; see base.rules.folding and, for the index
of each database, documents.search_schema.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import BooleanField, Case, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

from dondoc.base.rules.folding import Asked
from dondoc.documents.models import DocumentText, IncomingShare, SavedSearch
from dondoc.documents.queries.incoming import agencies_held
from dondoc.documents.queries.outgoing import visible_outgoing
from dondoc.documents.rules.incoming import SEEING
from dondoc.documents.rules.searching import SearchKind
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
    """The rows of the search that a person may know of, of this room; other rooms add theirs.

    The same as `seen_by` and `visible_outgoing`, written so that the database asks once and not for every hit.
    """
    own = agencies_held(rights, *SEEING)
    shared = IncomingShare.objects.filter(Q(officer_id=rights.user_id) | Q(agency_id__in=own)).values("document_id")
    incoming = Q(kind=SearchKind.INCOMING.value) & (Q(agency_id__in=own) | Q(incoming_id__in=shared))
    outgoing = visible_outgoing(rights, on).values("pk")
    return incoming | Q(kind=SearchKind.OUTGOING.value, outgoing_id__in=outgoing)


def found_documents(asked: Asked, seen: Q, wanted: SearchFilter | None = None) -> QuerySet[DocumentText]:
    """Documents with every word and phrase; those whose heads have them first, then the newest.

    `seen`: what may be known of (`seen_words`). Nothing asked for: everything that the filter leaves.
    """
    rows = DocumentText.objects.filter(_filtered(wanted or SearchFilter())).annotate(**_PADDED)
    plain = [word for word in asked.words if _PLAIN.fullmatch(word)]
    if plain:
        rows = rows.filter(_indexed(plain))
    for one in (*(word for word in asked.words if not _PLAIN.fullmatch(word)), *asked.phrases):
        # What stands in the head stands in the words too, and the head is short.
        rows = rows.filter(Q(padded_head__contains=f" {one} ") | Q(padded_words__contains=f" {one} "))
    in_head = Q()
    for one in (*asked.words, *asked.phrases):
        in_head &= Q(padded_head__contains=f" {one} ")
    first = Case(When(in_head, then=Value(0)), default=Value(1), output_field=IntegerField()) if asked else Value(0)
    return rows.filter(seen).annotate(rank=first).order_by("rank", F("dated").desc(nulls_last=True), "-pk")


def _indexed(words: list[str]) -> RawSQL:
    """Every word is in the row, by the index. The words hold only letters a-z and digits."""
    if connection.vendor == "postgresql":
        sql = "documents_documenttext.id IN (SELECT id FROM documents_lexemes WHERE lexemes @@ %s::tsquery)"
        return RawSQL(sql, [" & ".join(f"'{word}'" for word in words)], BooleanField())  # noqa: S611
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


def first_found(rows: QuerySet[DocumentText]) -> list[int]:
    """The keys of the first thousand and one, in their order: nobody pages further, and the words are compared once."""
    return list(rows.values_list("pk", flat=True)[: COUNTED + 1])


def with_keys(keys: Sequence[int]) -> list[DocumentText]:
    """The rows of some keys, in the order of the keys."""
    rows = DocumentText.objects.defer("words").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def saved_searches(user_id: int) -> list[SavedSearch]:
    """The searches that a person keeps, by name."""
    return list(SavedSearch.objects.filter(owner_id=user_id).order_by("name"))
