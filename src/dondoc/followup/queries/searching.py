"""One search over every document a person may know of (tìm văn bản đến, đi, giao việc)."""

from __future__ import annotations

from datetime import date

from dondoc.assignments.queries.source_words import seen_sources
from dondoc.base.rules.folding import Asked
from dondoc.documents.queries.searching import COUNTED, SearchFilter, found_documents, seen_words
from dondoc.people.rules.rights import Rights


def search_documents(
    rights: Rights, on: date, asked: Asked, wanted: SearchFilter | None = None, most: int = COUNTED + 1
) -> list[int]:
    """The keys of documents with all the words, the surest first; permission is part of the query."""
    return found_documents(asked, seen_words(rights, on) | seen_sources(rights), wanted, most)
