"""Sessions of signing (phiên ký), found by the hash of their token."""

from __future__ import annotations

import hashlib
from datetime import datetime

from dondoc.base.models import StoredFile
from dondoc.base.rules.refusals import NotFound
from dondoc.signbook.models import SessionUse, SigningSession
from dondoc.signbook.queries.papers import newest_file
from dondoc.signbook.rules.sessions import KnownSession, reasons_not_to_use
from dondoc.signing.rules.ways import Way

LONGEST_TOKEN = 100


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token[:LONGEST_TOKEN].encode(errors="replace")).hexdigest()


def access_session(actor_id: int, token: str, *, for_update: bool = False) -> SigningSession:
    """A session of one's own. Else NotFound: a token that leaked is of no use to another person."""
    rows = SigningSession.objects.select_for_update() if for_update else SigningSession.objects.select_related("paper")
    session = rows.filter(token_hash=token_hash(token), actor_id=actor_id).first()
    if session is None:
        raise NotFound("Không tìm thấy phiên ký này.")
    return session


def known_session(session: SigningSession) -> KnownSession:
    """What the rules ask of a session."""
    is_used = SessionUse.objects.filter(session=session).exists()
    return KnownSession(session.expires_at, is_used, session.version)


def opened_upload(token: str, at: datetime) -> SigningSession:
    """A session of the VGCA program, which has no cookie, while it may be used. Else NotFound."""
    rows = SigningSession.objects.select_related("paper__source", "paper__verification")
    session = rows.filter(token_hash=token_hash(token), way=Way.VGCA.value).first()
    if session is None or list(reasons_not_to_use(known_session(session), at)):
        raise NotFound("Không tìm thấy phiên ký này.")
    return session


def file_of_upload(token: str, at: datetime) -> StoredFile:
    """The file that the VGCA program is to sign, while its session may be used. Else NotFound."""
    session = opened_upload(token, at)
    number, file, _ = newest_file(session.paper)
    if number != session.version:
        raise NotFound("Không tìm thấy phiên ký này.")
    return file
