"""Checking a document against the decree (kiểm tra thể thức): facts found and rules broken, each with its source.

Knows: which line is which part, what NĐ 30/2020/NĐ-CP wants of it. Does not know: files; a paper comes from
dondoc.documents.paper_facts.
"""

from dondoc.documents.rules.checking.check import Check, check
from dondoc.documents.rules.checking.verdict import Broken

__all__ = ["Broken", "Check", "check"]
