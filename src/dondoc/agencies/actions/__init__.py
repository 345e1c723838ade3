"""Deeds about agencies (việc về đơn vị): take a list in, change the tree, take a change back."""

from dondoc.agencies.actions.change_agencies import CannotChangeAgencies, change_agencies
from dondoc.agencies.actions.import_agencies import CannotImportAgencies, ImportResult, import_agencies
from dondoc.agencies.actions.undo_change import CannotUndoChange, undo_change

__all__ = [
    "CannotChangeAgencies",
    "CannotImportAgencies",
    "CannotUndoChange",
    "ImportResult",
    "change_agencies",
    "import_agencies",
    "undo_change",
]
