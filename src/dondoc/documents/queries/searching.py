"""Full-text search over documents (tìm văn bản): the same answers from both databases, permission inside the query.

Words are folded the same way when they are kept and when they are asked for; see base.rules.folding and, for the index
of each database, documents.search_schema.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import GreaterThan

from dondoc.base.prepared import one_parameter
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
FEW = 1_500
NEWEST_FIRST = (F("dated").desc(nulls_last=True), "-pk")


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


def found_documents(asked: Asked, seen: Q, wanted: SearchFilter | None = None, most: int = COUNTED + 1) -> list[int]:
    """The keys of documents with every word and phrase; those whose heads have them first, then the newest.

    `seen`: what may be known of (`seen_words`). Nothing asked for: everything that the filter leaves. `most`: nobody
    pages further. At most three queries.
    """
    rows = DocumentText.objects.filter(_filtered(wanted or SearchFilter()), seen)
    rows = rows.annotate(**_PADDED).order_by(*NEWEST_FIRST)
    if not asked:
        return list(rows.values_list("pk", flat=True)[:most])
    plain = [word for word in asked.words if _PLAIN.fullmatch(word)]
    others = [*(word for word in asked.words if not _PLAIN.fullmatch(word)), *asked.phrases]
    # PostgreSQL knows how many documents have plain words, but not phrases; SQLite knows neither.
    keys = _first_with(plain) if plain and (others or connection.vendor != "postgresql") else None
    if keys is not None and len(keys) <= FEW:
        return list(_among_few(rows, keys, plain, others).values_list("pk", flat=True)[:most])
    if plain and connection.vendor == "postgresql":
        head = Q(_indexed(plain, "heads")) & _in_head(others)
    else:
        head = _in_head([*plain, *others])
    # Each in the order of days, so that words which many documents have are met among the newest.
    found = list(rows.filter(head).values_list("pk", flat=True)[:most])
    if len(found) < most:
        texts = _with_all(rows.filter(_indexed(plain)) if plain else rows, others).exclude(head)
        found += list(texts.values_list("pk", flat=True)[: most - len(found)])
    return found


def _among_few(rows: QuerySet[Any], keys: list[int], plain: list[str], others: list[str]) -> QuerySet[Any]:
    """The same out of the rows that have the plain words, in one question."""
    found = _with_all(rows.filter(pk__in=one_parameter(keys)), others)
    rank = Case(When(_in_head([*plain, *others]), then=Value(0)), default=Value(1))
    return found.order_by(rank, *NEWEST_FIRST)


def _with_all(rows: QuerySet[Any], told: list[str]) -> QuerySet[Any]:
    """What stands in the head stands in the words too."""
    for one in told:
        rows = rows.filter(_stands("padded_words", one))
    return rows


def _in_head(told: Sequence[str]) -> Q:
    """All of them stand in the head."""
    head = Q()
    for one in told:
        head &= Q(_stands("padded_head", one))
    return head


def _stands(padded: str, one: str) -> GreaterThan:
    """A word or phrase stands in a column. Asked in this way, a database does not take it for rare."""
    return GreaterThan(StrIndex(F(padded), Value(f" {one} ")), 0)


def _first_with(words: list[str]) -> list[int]:
    """The first keys with all of these words by the index, one more than a few."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            asked, told = "SELECT id FROM documents_lexemes WHERE lexemes @@ %s::tsquery LIMIT %s", _lexemes(words)
        else:
            asked, told = "SELECT rowid FROM documents_words WHERE documents_words MATCH %s LIMIT %s", _matched(words)
        cursor.execute(asked, [told, FEW + 1])
        return [key for (key,) in cursor.fetchall()]


def _indexed(words: list[str], kept: str = "lexemes") -> RawSQL:
    """Every word is in the row, by the index; PostgreSQL's 'heads': in its head. The words hold only a-z and digits."""
    if connection.vendor == "postgresql":
        sql = f"documents_documenttext.id IN (SELECT id FROM documents_lexemes WHERE {kept} @@ %s::tsquery)"  # noqa: S608
        return RawSQL(sql, [_lexemes(words)], BooleanField())  # noqa: S611
    sql = "documents_documenttext.id IN (SELECT rowid FROM documents_words WHERE documents_words MATCH %s)"
    return RawSQL(sql, [_matched(words)], BooleanField())  # noqa: S611


def _lexemes(words: list[str]) -> str:
    return " & ".join(f"'{word}'" for word in words)


def _matched(words: list[str]) -> str:
    return " AND ".join(f'"{word}"' for word in words)


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


def with_keys(keys: Sequence[int]) -> list[DocumentText]:
    """The rows of some keys, in the order of the keys."""
    rows = DocumentText.objects.defer("words").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def saved_searches(user_id: int) -> list[SavedSearch]:
    """The searches that a person keeps, by name."""
    return list(SavedSearch.objects.filter(owner_id=user_id).order_by("name"))
