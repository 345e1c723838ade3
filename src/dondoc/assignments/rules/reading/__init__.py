"""Reading a directive (giao việc từ văn bản): the text of a document into proposed tasks, by rules and grammar.

Knows: how Vietnamese administrative documents are laid out and worded; agencies and groups by name, abbreviation and
old name; deadlines in words; documents cited. Does not know: files, the database, the clock; nothing is sent anywhere.
Offsets count characters of `Reading.text`.
"""

from dondoc.assignments.rules.reading.citations import Citation, number_key, same_number
from dondoc.assignments.rules.reading.directory import Directory, Entry, Named
from dondoc.assignments.rules.reading.figures import reading_figures
from dondoc.assignments.rules.reading.passages import CannotReadDirective
from dondoc.assignments.rules.reading.reader import GrammarReader
from dondoc.assignments.rules.reading.values import (
    DeadlineKind,
    DirectiveReader,
    Party,
    ReadDeadline,
    ReadDocument,
    Reading,
    ReadTask,
)

__all__ = [
    "CannotReadDirective",
    "Citation",
    "DeadlineKind",
    "DirectiveReader",
    "Directory",
    "Entry",
    "GrammarReader",
    "Named",
    "Party",
    "ReadDeadline",
    "ReadDocument",
    "ReadTask",
    "Reading",
    "number_key",
    "reading_figures",
    "same_number",
]
