"""Tables of documents (văn bản): wordings, number books, incoming and outgoing documents, what search reads."""

from dondoc.documents.models.books import BookedNumber, NumberBook, NumberEvent
from dondoc.documents.models.incoming import (
    IncomingBook,
    IncomingDeed,
    IncomingDocument,
    IncomingFile,
    IncomingShare,
    OutgoingAnswer,
)
from dondoc.documents.models.outgoing import (
    DraftVersion,
    OutgoingDocument,
    OutgoingEvent,
    OutgoingFile,
    OutgoingRecipient,
)
from dondoc.documents.models.searching import DocumentText, SavedSearch
from dondoc.documents.models.wordings import OfficeWording

__all__ = [
    "BookedNumber",
    "DocumentText",
    "DraftVersion",
    "IncomingBook",
    "IncomingDeed",
    "IncomingDocument",
    "IncomingFile",
    "IncomingShare",
    "NumberBook",
    "NumberEvent",
    "OfficeWording",
    "OutgoingAnswer",
    "OutgoingDocument",
    "OutgoingEvent",
    "OutgoingFile",
    "OutgoingRecipient",
    "SavedSearch",
]
