"""The words of a file (chữ trong tệp văn bản): DOCX and plain text, taken out within bounds.

Knows: what kind of file it is, sizes, encodings, Word's own numbering. Does not know: what the words mean. PDF is read
in a process of its own, see dondoc.documents.pdf_texts.
"""

from dondoc.documents.rules.texts.kinds import MAX_BYTES, MAX_CHARACTERS, CannotReadText, FileKind, kind_of
from dondoc.documents.rules.texts.plain import text_of_plain
from dondoc.documents.rules.texts.word import text_of_word

__all__ = [
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "CannotReadText",
    "FileKind",
    "kind_of",
    "text_of_plain",
    "text_of_word",
]
