"""Tables of documents (văn bản): the wordings an office owns, number books."""

from dondoc.documents.models.books import BookedNumber, NumberBook, NumberEvent
from dondoc.documents.models.wordings import OfficeWording

__all__ = ["BookedNumber", "NumberBook", "NumberEvent", "OfficeWording"]
