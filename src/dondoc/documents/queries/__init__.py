"""Questions about documents (văn bản): which wording an office uses, what stands in a number book."""

from dondoc.documents.queries.books import BookLine, book_lines, numbered_agency
from dondoc.documents.queries.wordings import wording

__all__ = ["BookLine", "book_lines", "numbered_agency", "wording"]
