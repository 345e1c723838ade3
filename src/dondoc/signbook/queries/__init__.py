"""Questions of the signing book (câu hỏi về trình ký): papers one may see, where they stand, a session by its token."""

from dondoc.signbook.hands import access_paper, hand_of
from dondoc.signbook.queries.papers import (
    Shown,
    bytes_of,
    known_paper,
    newest_file,
    newest_version,
    papers_of_subject,
    papers_seen_by,
    picture_for,
    shown_papers,
    waiting_for_signature,
)
from dondoc.signbook.queries.sessions import access_session, file_of_upload, opened_upload

__all__ = [
    "Shown",
    "access_paper",
    "access_session",
    "bytes_of",
    "file_of_upload",
    "hand_of",
    "known_paper",
    "newest_file",
    "newest_version",
    "opened_upload",
    "papers_of_subject",
    "papers_seen_by",
    "picture_for",
    "shown_papers",
    "waiting_for_signature",
]
