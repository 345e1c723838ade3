"""Take what came back to a session (kết thúc phiên ký): checked before anything changes."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from dondoc.base.actions import store_file, write_audit
from dondoc.base.models import StoredFile
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason
from dondoc.people.queries import rights_of
from dondoc.signbook.actions.open_session import open_upload
from dondoc.signbook.models import Paper, SessionUse, SignedVersion, SigningSession
from dondoc.signbook.outgoing import annex_of, document_of, hand_over
from dondoc.signbook.preparing import level_wanted, trust_at
from dondoc.signbook.queries import (
    access_paper,
    bytes_of,
    known_paper,
    newest_file,
    opened_upload,
)
from dondoc.signbook.queries.owners import owners_of_returned
from dondoc.signbook.queries.sessions import access_session, known_session
from dondoc.signbook.rules.owners import BY_NAME, Owners, is_by_name
from dondoc.signbook.rules.returned import Returned, new_signatures, reasons_against_returned
from dondoc.signbook.rules.sessions import OVERTAKEN, USED, reasons_not_to_keep, reasons_not_to_use
from dondoc.signing.actions import record_verification
from dondoc.signing.cannot import CannotSign
from dondoc.signing.models import Verification
from dondoc.signing.pades.deferred import Prepared, finish, signer_facts
from dondoc.signing.pades.wish import Signed, Wish
from dondoc.signing.rules.indications import Indication
from dondoc.signing.rules.roles import Level, Role, level_of, role_of
from dondoc.signing.rules.ways import Mechanism, Way
from dondoc.signing.same_pages import have_same_pages
from dondoc.signing.ways.port import Certificates

WRITTEN_ANEW = "Phần mềm ký đã ghi lại tệp; nội dung các trang đã được đối chiếu là như nhau."


@dataclass(frozen=True)
class _Made:
    """A signed file that has been checked."""

    signed: Signed
    check: Verification
    role: Role
    signer: str


def finish_session(*, actor_id: int, at: datetime, token: str, answer: bytes) -> SignedVersion:
    """Put a signature that came back into its file, check the whole, keep it. Raises NotFound, CannotSign.

    The session is used up by the attempt, whatever comes of it: a second answer finds it used, at two workers too.
    """
    session = access_session(actor_id, token)
    if session.paper_id is None or Way(session.way).returns_file:
        raise NotFound("Không tìm thấy phiên ký này.")
    session = _use_up(actor_id, at, session)
    paper = access_paper(rights_of(actor_id, day_of(at)), session.paper_id, day_of(at))
    made = _filled(actor_id, at, session, paper, answer)
    return _kept(actor_id, at, session, made, f"{paper.title[:150]}-da-ky.pdf")


def finish_with_file(*, actor_id: int | None, at: datetime, token: str, data: bytes, name: str) -> SignedVersion:
    """Take a file that another program signed (nhận tệp đã ký). Raises NotFound, CannotSign.

    `actor_id` None: the VGCA program, which knows nothing but the token. The session is used up by the attempt.
    """
    session = opened_upload(token, at) if actor_id is None else access_session(actor_id, token)
    if not Way(session.way).returns_file:
        raise NotFound("Không tìm thấy phiên ký này.")
    who = session.actor_id
    session = _use_up(who, at, session)
    paper = access_paper(rights_of(who, day_of(at)), session.paper_id, day_of(at))
    made = _returned(who, at, session, paper, data)
    return _kept(who, at, session, made, name)


def take_signed_file(
    *, actor_id: int, at: datetime, paper_id: int, version: int, data: bytes, name: str
) -> SignedVersion:
    """Take the file that a person fetched as this version and signed with another program (tải lên bản đã ký).

    Raises NotFound, CannotSign.
    """
    rights = rights_of(actor_id, day_of(at))
    number, _, _ = newest_file(access_paper(rights, paper_id, day_of(at)))
    if number != version:
        raise CannotSign(OVERTAKEN)
    opened = open_upload(actor_id=actor_id, at=at, paper_id=paper_id, role=None, way=Way.ELSEWHERE)
    return finish_with_file(actor_id=actor_id, at=at, token=opened.token, data=data, name=name)


def _use_up(actor_id: int, at: datetime, session: SigningSession) -> SigningSession:
    """Mark the session as used, before any slow work. Raises CannotSign for whoever comes second or too late."""
    try:
        with transaction.atomic():
            locked = SigningSession.objects.select_for_update().get(pk=session.pk, actor_id=actor_id)
            if reasons := list(reasons_not_to_use(known_session(locked), at)):
                raise CannotSign(reasons)
            SessionUse.objects.create(session=locked, used_at=at, recorded_at=at)
    except IntegrityError as error:
        raise CannotSign(USED) from error
    return locked


def _filled(actor_id: int, at: datetime, session: SigningSession, paper: Paper, answer: bytes) -> _Made:
    _, file, _ = _same_version(session, paper)
    certificates = Certificates(bytes(session.certificate), tuple(base64.b64decode(one) for one in session.above))
    prepared = Prepared(
        bytes(session.tail),
        (session.gap_start, session.gap_end),
        bytes(session.attributes),
        bytes(session.document_hash),
        tuple(session.notes),
    )
    wish = Wish(level=level_wanted(), tsa_url=settings.TIMESTAMP_SERVICE, trust=trust_at(at))
    signed = finish(bytes_of(file), prepared, certificates, Mechanism(session.mechanism), answer, at, wish)
    check = record_verification(actor_id=actor_id, at=at, data=signed.data, trust_folder=settings.TRUST_FOLDER)
    outcome, facts = check.verdict(), signer_facts(certificates)
    newest = [s for s in check.read_facts().signatures if s.signer and s.signer.fingerprint == facts.fingerprint]
    if outcome.indication is not Indication.PASSED or not newest:
        raise CannotSign(outcome.reasons or ("Không tìm thấy chữ ký vừa đặt trong tệp; tệp chưa có gì thay đổi.",))
    return _Made(signed, check, Role(session.role), facts.common_name)


def _returned(actor_id: int, at: datetime, session: SigningSession, paper: Paper, data: bytes) -> _Made:
    if len(data) > settings.MAX_REPORT_BYTES:
        raise CannotSign([Reason(f"Tệp vượt {settings.MAX_REPORT_BYTES // 1_048_576} MB.", "Tệp đã ký")])
    _, file, before = _same_version(session, paper)
    source = bytes_of(file)
    check = record_verification(actor_id=actor_id, at=at, data=data, trust_folder=settings.TRUST_FOLDER)
    facts, is_appended = check.read_facts(), data.startswith(source)
    same = not is_appended and bool(facts.signatures) and have_same_pages(source, data)
    known = known_paper(paper, before, day_of(at))

    def owners(fingerprint: str) -> Owners:
        return owners_of_returned(paper, fingerprint, at, actor_id)

    role = Role(session.role) if session.way == Way.VGCA else None
    if reasons := list(reasons_against_returned(known, Returned(is_appended, same, facts), role, owners)):
        raise CannotSign(reasons)
    newest = new_signatures(known.facts, facts)[-1]
    level = level_of(newest, facts) or Level.B_B
    notes = [] if is_appended else [WRITTEN_ANEW]
    if newest.signer and is_by_name(owners(newest.signer.fingerprint), role_of(newest)):
        notes.append(BY_NAME)
    signer = newest.signer.common_name if newest.signer else ""
    return _Made(Signed(data, level, tuple(notes)), check, role_of(newest), signer)


def _same_version(session: SigningSession, paper: Paper) -> tuple[int, StoredFile, Verification]:
    """The file that the session was opened for. Raises CannotSign when the paper has gone on."""
    number, file, check = newest_file(paper)
    if reasons := list(reasons_not_to_keep(known_session(session), number)):
        raise CannotSign(reasons)
    return number, file, check


@transaction.atomic
def _kept(actor_id: int, at: datetime, session: SigningSession, made: _Made, name: str) -> SignedVersion:
    """The next version, when nobody else has signed meanwhile."""
    paper = access_paper(rights_of(actor_id, day_of(at)), session.paper_id, day_of(at), for_update=True)
    _same_version(session, paper)
    file = store_file(actor_id=actor_id, at=at, data=made.signed.data, name=name, content_type="application/pdf")
    version = SignedVersion.objects.create(
        paper=paper,
        number=session.version + 1,
        file=file,
        verification=made.check,
        way=session.way,
        role=made.role.value,
        signer=made.signer[:300],
        level=made.signed.level.value,
        notes=list(made.signed.notes),
        signed_by_id=actor_id,
        signed_at=at,
        recorded_at=at,
    )
    if (document_id := document_of(paper)) is not None:
        hand_over(
            actor_id=actor_id,
            at=at,
            document_id=document_id,
            annex_id=annex_of(paper),
            seen=session.seen,
            data=made.signed.data,
            role=made.role,
            verified=made.check,
        )
    detail = {"version": version.number, "way": session.way, "signer": made.signer, "sha256": file.sha256}
    write_audit(actor_id=actor_id, at=at, deed="sign_paper", subject=f"paper:{paper.pk}", detail=detail)
    return version
