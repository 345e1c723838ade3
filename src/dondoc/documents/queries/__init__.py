"""Questions about documents (văn bản): which wording an office uses, what stands in a number book."""

from dondoc.documents.queries.books import BookLine, book_lines, numbered_agency
from dondoc.documents.queries.wordings import (
    WordingVersion,
    all_wording_versions,
    product_wording,
    wording,
    wording_versions,
)

__all__ = [
    "BookLine",
    "WordingVersion",
    "all_wording_versions",
    "book_lines",
    "numbered_agency",
    "product_wording",
    "wording",
    "wording_versions",
]
