"""How a finished file looks (tờ văn bản nhìn từ tệp): DOCX and PDF of anybody, read and checked within limits.

Knows: Word's styles, fonts and places in a PDF, processor time, memory. Does not know: what a line means or how it
should look, see dondoc.documents.rules.checking.
"""

from dondoc.documents.paper_facts.limited import CannotLookAtFile, check_file

__all__ = ["CannotLookAtFile", "check_file"]
