"""Deeds of the signing book (trình ký, ký): lay a paper down, open a session, take its answer, keep images."""

from dondoc.signbook.actions.add_picture import CannotAddPicture, add_picture
from dondoc.signbook.actions.augment_due import Augmented, augment_due
from dondoc.signbook.actions.finish_session import finish_session, finish_with_file, take_signed_file
from dondoc.signbook.actions.lay_document import lay_annex, lay_document
from dondoc.signbook.actions.lay_paper import CannotLayPaper, lay_paper
from dondoc.signbook.actions.open_session import Issue, Opened, open_session, open_upload
from dondoc.signbook.actions.sign_now import Outcome, sign_now

__all__ = [
    "Augmented",
    "CannotAddPicture",
    "CannotLayPaper",
    "Issue",
    "Opened",
    "Outcome",
    "add_picture",
    "augment_due",
    "finish_session",
    "finish_with_file",
    "lay_annex",
    "lay_document",
    "lay_paper",
    "open_session",
    "open_upload",
    "sign_now",
    "take_signed_file",
]
