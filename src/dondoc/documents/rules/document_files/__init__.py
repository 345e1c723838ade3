"""Official documents as JSON files (tệp văn bản dạng JSON): read with every slip at once, written for keeping.

Knows: names and shapes of the fields, bounds of PL VI. Does not know: who writes, numbers or signs. The shape is
described in docs/document-json.md.
"""

from dondoc.documents.rules.document_files.reading import CannotReadDocument, read_document
from dondoc.documents.rules.document_files.writing import document_figures

__all__ = ["CannotReadDocument", "document_figures", "read_document"]
