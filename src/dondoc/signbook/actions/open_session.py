"""Open a session of signing (mở phiên ký): prepare the file for one person and certificate, give out only the hash."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dondoc.base.rules.moments import day_of
from dondoc.people.queries import rights_of
from dondoc.signbook.hands import reasons_not_its_turn, record_of
from dondoc.signbook.models import Paper, SigningSession
from dondoc.signbook.preparing import NO_ISSUE, Issue, trust_at, wish_for
from dondoc.signbook.queries import access_paper, bytes_of, hand_of, known_paper, newest_file
from dondoc.signbook.queries.owners import owners_for
from dondoc.signbook.queries.sessions import token_hash
from dondoc.signbook.rules.owners import BY_NAME, is_by_name
from dondoc.signbook.rules.papers import reasons_not_to_sign
from dondoc.signbook.rules.sessions import LASTS, UPLOAD_LASTS
from dondoc.signing.cannot import CannotSign
from dondoc.signing.pades.chains import reasons_against_chain
from dondoc.signing.pades.deferred import prepare, signer_facts
from dondoc.signing.rules.facts import CertificateFacts
from dondoc.signing.rules.roles import Role
from dondoc.signing.rules.ways import Mechanism, ToSign, Way
from dondoc.signing.ways.port import Certificates

__all__ = ["Issue", "Opened", "open_session", "open_upload"]


@dataclass(frozen=True)
class Opened:
    """A session and its token, which is told once and kept nowhere; `to_sign`: what the key is asked for."""

    session: SigningSession
    token: str
    to_sign: ToSign


def open_session(
    *,
    actor_id: int,
    at: datetime,
    paper_id: int,
    role: Role,
    way: Way,
    certificates: Certificates,
    mechanism: Mechanism,
    issue: Issue = NO_ISSUE,
) -> Opened:
    """Prepare the newest version of a paper for a certificate (chuẩn bị ký). Raises NotFound, CannotSign.

    Nothing of the paper changes. What leaves is the hash of the signed attributes; good for ten minutes, once.
    """
    signer = signer_facts(certificates)
    paper = _allowed(actor_id, at, paper_id, role, signer)
    if reasons := reasons_against_chain(certificates, trust_at(at), at):
        raise CannotSign(reasons)
    number, file, _ = newest_file(paper)
    prepared = prepare(bytes_of(file), certificates, mechanism, at, wish_for(paper, role, actor_id, at, issue))
    kept = {
        "certificate": certificates.signer,
        "above": [base64.b64encode(der).decode() for der in certificates.above],
        "mechanism": mechanism.value,
        "tail": prepared.tail,
        "gap_start": prepared.gap[0],
        "gap_end": prepared.gap[1],
        "attributes": prepared.attributes,
        "document_hash": prepared.document_hash,
        "notes": [*prepared.notes, *_by_name(paper, role, signer, at, actor_id)],
    }
    session, token = _opened(actor_id, at, paper, number, role, way, kept)
    return Opened(session, token, ToSign(paper.title, prepared.hash))


def open_upload(*, actor_id: int, at: datetime, paper_id: int, role: Role | None, way: Way) -> Opened:
    """Let a program that is not ours sign the newest version (ký bằng phần mềm khác). Raises NotFound, CannotSign.

    Good once, for an hour; what comes back is distrusted. Without a role the certificate in the file tells whose
    signature it is, and anybody who sees the paper may bring it.
    """
    if role is None:
        paper, role = access_paper(rights_of(actor_id, day_of(at)), paper_id, day_of(at)), Role.UNKNOWN
    else:
        paper = _allowed(actor_id, at, paper_id, role, None)
    number, file, _ = newest_file(paper)
    session, token = _opened(actor_id, at, paper, number, role, way, {})
    return Opened(session, token, ToSign(paper.title, bytes.fromhex(file.sha256)))


def _allowed(actor_id: int, at: datetime, paper_id: int, role: Role, signer: CertificateFacts | None) -> Paper:
    """The paper, when this person may sign it so. Raises NotFound, CannotSign."""
    on = day_of(at)
    rights = rights_of(actor_id, on)
    paper = access_paper(rights, paper_id, on)
    known = known_paper(paper, newest_file(paper)[2], on)
    owners = owners_for(paper, signer.fingerprint, at, actor_id) if signer else None
    if reasons := list(reasons_not_to_sign(known, hand_of(rights, paper, on), role, signer, owners)):
        raise CannotSign(reasons)
    if reasons := list(reasons_not_its_turn(rights, paper, role, on)):
        raise CannotSign(reasons)
    return paper


def _by_name(paper: Paper, role: Role, signer: CertificateFacts, at: datetime, actor_id: int) -> list[str]:
    """Said where the certificate is not registered, so that its name alone tells whose it is."""
    return [BY_NAME] if is_by_name(owners_for(paper, signer.fingerprint, at, actor_id), role) else []


@transaction.atomic
def _opened(
    actor_id: int, at: datetime, paper: Paper, version: int, role: Role, way: Way, kept: dict[str, Any]
) -> tuple[SigningSession, str]:
    """The row, and the token that opens it. The log is written when something is signed."""
    token = secrets.token_urlsafe(32)
    session = SigningSession.objects.create(
        paper=paper,
        version=version,
        token_hash=token_hash(token),
        way=way.value,
        role=role.value,
        actor_id=actor_id,
        opened_at=at,
        expires_at=at + (UPLOAD_LASTS if way.returns_file else LASTS),
        seen=_seen(actor_id, at, paper),
        recorded_at=at,
        **kept,
    )
    return session, token


def _seen(actor_id: int, at: datetime, paper: Paper) -> str:
    """Where an outgoing document stood when its session was opened; whoever acts meanwhile makes the session void."""
    on = day_of(at)
    record = record_of(rights_of(actor_id, on), paper, on)
    return record.seen if record is not None else ""
