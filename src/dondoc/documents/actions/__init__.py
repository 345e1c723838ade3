"""Deeds about documents (việc của văn bản): set an office's wording, give numbers out of a number book."""

from dondoc.documents.actions.number_books import (
    CannotGiveNumber,
    cancel_number,
    reserve_numbers,
    take_number,
    use_reserved_number,
)
from dondoc.documents.actions.set_wording import set_wording

__all__ = [
    "CannotGiveNumber",
    "cancel_number",
    "reserve_numbers",
    "set_wording",
    "take_number",
    "use_reserved_number",
]
