"""Does a document keep the decree's form (thể thức)? Measured in its file, as the office would."""

from __future__ import annotations

from dondoc.documents.paper_facts import check_file
from dondoc.documents.render import render_docx
from dondoc.documents.rules.checking.verdict import Broken
from dondoc.documents.rules.official import OfficialDocument


def form_faults(value: OfficialDocument) -> tuple[Broken, ...]:
    """What of the form is broken, found in the DOCX, whose styles tell more than places on a page do.

    Slow: hold no lock. Raises CannotLookAtFile.
    """
    return check_file(render_docx(value)).broken
