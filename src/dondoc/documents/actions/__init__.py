"""Deeds about documents (việc của văn bản): wordings, numbers, the life of what goes out, what came in."""

from dondoc.documents.actions.answer_incoming import answer_incoming
from dondoc.documents.actions.checked_files import CheckedFiles
from dondoc.documents.actions.handle_incoming import CannotHandle, act_on_incoming, distribute_incoming
from dondoc.documents.actions.index_words import index_outgoing, index_words
from dondoc.documents.actions.issue_document import issue_document
from dondoc.documents.actions.number_books import (
    CannotGiveNumber,
    cancel_number,
    reserve_numbers,
    take_number,
    use_reserved_number,
)
from dondoc.documents.actions.outgoing_annexes import place_annexes, seal_annex
from dondoc.documents.actions.outgoing_drafts import Purpose, create_draft, save_draft
from dondoc.documents.actions.outgoing_numbers import cancel_document_number, give_number
from dondoc.documents.actions.outgoing_signing import seal_document, sign_document
from dondoc.documents.actions.outgoing_steps import take_document_step
from dondoc.documents.actions.proven_files import take_proven_file
from dondoc.documents.actions.register_incoming import (
    CannotRegister,
    attach_files,
    correct_incoming,
    register_checked,
    register_incoming,
)
from dondoc.documents.actions.save_search import CannotSaveSearch, drop_search, save_search
from dondoc.documents.actions.set_wording import set_wording

__all__ = [
    "CannotGiveNumber",
    "CannotHandle",
    "CannotRegister",
    "CannotSaveSearch",
    "CheckedFiles",
    "Purpose",
    "act_on_incoming",
    "answer_incoming",
    "attach_files",
    "cancel_document_number",
    "cancel_number",
    "correct_incoming",
    "create_draft",
    "distribute_incoming",
    "drop_search",
    "give_number",
    "index_outgoing",
    "index_words",
    "issue_document",
    "place_annexes",
    "register_checked",
    "register_incoming",
    "reserve_numbers",
    "save_draft",
    "save_search",
    "seal_annex",
    "seal_document",
    "set_wording",
    "sign_document",
    "take_document_step",
    "take_number",
    "take_proven_file",
    "use_reserved_number",
]
