"""Deeds about documents (việc của văn bản): an office's wording, number books, the life of an outgoing document."""

from dondoc.documents.actions.issue_document import issue_document
from dondoc.documents.actions.number_books import (
    CannotGiveNumber,
    cancel_number,
    reserve_numbers,
    take_number,
    use_reserved_number,
)
from dondoc.documents.actions.outgoing_drafts import Purpose, create_draft, save_draft
from dondoc.documents.actions.outgoing_numbers import cancel_document_number, give_number
from dondoc.documents.actions.outgoing_signing import seal_document, sign_document
from dondoc.documents.actions.outgoing_steps import take_document_step
from dondoc.documents.actions.set_wording import set_wording

__all__ = [
    "CannotGiveNumber",
    "Purpose",
    "cancel_document_number",
    "cancel_number",
    "create_draft",
    "give_number",
    "issue_document",
    "reserve_numbers",
    "save_draft",
    "seal_document",
    "set_wording",
    "sign_document",
    "take_document_step",
    "take_number",
    "use_reserved_number",
]
