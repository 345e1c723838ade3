"""When was it signed, and was the certificate good then (thời điểm ký, hiệu lực và thu hồi)?

The claimed time (thời điểm ký tự khai) is the signer's own word. The proved time (thời điểm ký được chứng minh) is the
earliest good timestamp over the signature. Without one the only proof that the signature existed is this check.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from dondoc.base.rules.wording import screen_moment
from dondoc.signing.rules.facts import Coverage, DocumentFacts, Kind, Revocation, RevocationFacts, SignatureFacts
from dondoc.signing.rules.indications import Finding, SubIndication

# Clocks of two machines may differ by this much.
CLOCK_SKEW = timedelta(minutes=5)
NOT_CHECKED = "Chưa kiểm tra tình trạng thu hồi của chứng thư số (kiểm tra ngoại tuyến, tệp không kèm dữ liệu thu hồi)."


def proves(timestamp: SignatureFacts) -> bool:
    """Does a document timestamp prove that everything it covers existed by its time?"""
    return bool(
        timestamp.kind is Kind.TIMESTAMP
        and not timestamp.structure_problems
        and not timestamp.stopped
        and timestamp.is_digest_same
        and timestamp.is_signature_right
        and timestamp.coverage in (Coverage.REVISION, Coverage.WHOLE_FILE)
        and timestamp.timestamp
        and timestamp.timestamp.is_valid
    )


def proved_at(signature: SignatureFacts, document: DocumentFacts) -> datetime | None:
    """The earliest moment by which the signature is proved to have existed; None without a good timestamp."""
    own = [signature.timestamp.at] if signature.timestamp and signature.timestamp.is_valid else []
    place = document.signatures.index(signature)
    later = [s.timestamp.at for s in document.signatures[place + 1 :] if s.timestamp and proves(s)]
    return min(own + later, default=None)


def time_findings(signature: SignatureFacts, document: DocumentFacts) -> Iterator[Finding]:
    """The signing time against the certificate's validity (TT 15/2025/TT-BKHCN, kiểm tra thời điểm ký)."""
    certificate = signature.signer
    if certificate is None:
        return
    proved = proved_at(signature, document)
    signed_at = proved or signature.claimed_at
    if signed_at is None:
        yield Finding(SubIndication.SIG_CONSTRAINTS_FAILURE, "chữ ký không ghi thời điểm ký; đề nghị ký lại.")
        return
    latest = proved or document.checked_at
    if signature.claimed_at and signature.claimed_at > latest + CLOCK_SKEW:
        sub = SubIndication.TIMESTAMP_ORDER_FAILURE if proved else SubIndication.SIG_CONSTRAINTS_FAILURE
        sentence = f"thời điểm ký ghi trong chữ ký ({screen_moment(signature.claimed_at)}) ở sau lúc đối chiếu."
        yield Finding(sub, sentence)
    end, begin = screen_moment(certificate.valid_to), screen_moment(certificate.valid_from)
    if signed_at > certificate.valid_to:
        sentence = f"ký lúc {screen_moment(signed_at)}, sau khi chứng thư hết hạn ({end})."
        yield Finding(SubIndication.EXPIRED, sentence)
    elif signed_at < certificate.valid_from:
        sentence = f"ký lúc {screen_moment(signed_at)}, trước khi chứng thư có hiệu lực ({begin})."
        yield Finding(SubIndication.NOT_YET_VALID, sentence)
    elif latest > certificate.valid_to:
        sentence = f"chứng thư đã hết hạn ({end}) và không có dấu thời gian chứng minh đã ký trước lúc đó."
        if is_known_to_its_end(signature):
            sentence = f"{sentence.removesuffix('.')}; đến lúc hết hạn chứng thư không bị thu hồi."
            yield Finding(SubIndication.OUT_OF_BOUNDS_NOT_REVOKED, sentence)
        else:
            yield Finding(SubIndication.OUT_OF_BOUNDS_NO_POE, sentence)


def is_known_to_its_end(signature: SignatureFacts) -> bool:
    """Does a good answer speak for the signer's certificate until it ran out? Later lists leave it out, revoked or not.

    Source: ETSI EN 319 102-1, 5.1.3 (OUT_OF_BOUNDS_NOT_REVOKED).
    """
    answer = signature.revocations[0] if signature.revocations else None
    if answer is None or signature.signer is None or answer.status is not Revocation.GOOD:
        return False
    end = signature.signer.valid_to
    return bool(answer.issued_at and answer.next_at and answer.issued_at <= end <= answer.next_at)


def revocation_findings(
    signature: SignatureFacts, document: DocumentFacts, *, must_be_known: bool
) -> Iterator[Finding]:
    """Revoked at signing time? `must_be_known`: the policy asks for an answer on every certificate of the chain."""
    for place, answer in enumerate(signature.revocations):
        if answer.revoked_at:
            yield from _revoked(signature, document, answer, is_signer=place == 0)
        elif must_be_known and not is_fresh(answer, signature, document):
            sentence = (
                f"chưa xác định được chứng thư của “{answer.common_name}” có bị thu hồi hay không; kiểm tra lại sau."
            )
            yield Finding(SubIndication.TRY_LATER, sentence)


def _revoked(
    signature: SignatureFacts, document: DocumentFacts, answer: RevocationFacts, *, is_signer: bool
) -> Iterator[Finding]:
    since, proved = answer.revoked_at, proved_at(signature, document)
    if since is None or (proved and proved < since):
        return
    when = screen_moment(since)
    if not is_signer:
        sentence = f"chứng thư của tổ chức cấp “{answer.common_name}” đã bị thu hồi lúc {when}."
        yield Finding(SubIndication.REVOKED_CA_NO_POE, sentence)
    elif signature.claimed_at and signature.claimed_at >= since:
        sentence = f"chứng thư đã bị thu hồi lúc {when}, trước khi ký; chữ ký không có giá trị."
        yield Finding(SubIndication.REVOKED, sentence)
    else:
        sentence = f"chứng thư đã bị thu hồi lúc {when} và không có dấu thời gian chứng minh đã ký trước lúc đó."
        yield Finding(SubIndication.REVOKED_NO_POE, sentence)


def is_fresh(answer: RevocationFacts, signature: SignatureFacts, document: DocumentFacts) -> bool:
    """Does a good answer speak for the time by which the signature is proved to have existed?"""
    if answer.status is not Revocation.GOOD:
        return False
    moment = proved_at(signature, document) or document.checked_at
    return answer.next_at is None or answer.next_at + CLOCK_SKEW >= moment


def revocation_state(signature: SignatureFacts, document: DocumentFacts) -> str:
    """One word over the chain: good, revoked, stale, unknown or not_checked (the least certain one counts)."""
    answers = signature.revocations
    if any(a.revoked_at for a in answers):
        return "revoked"
    statuses = {a.status for a in answers} or {Revocation.NOT_CHECKED}
    for status in (Revocation.NOT_CHECKED, Revocation.UNKNOWN):
        if status in statuses:
            return status.value
    return "good" if all(is_fresh(a, signature, document) for a in answers) else "stale"


def revocation_note(signature: SignatureFacts, document: DocumentFacts) -> str:
    """What the reader must know of revocation although it does not stand against the signature; '' for nothing."""
    state = revocation_state(signature, document)
    if state == "not_checked":
        return NOT_CHECKED
    if state == "unknown":
        return "Dữ liệu thu hồi kèm theo không đủ tin cậy hoặc không nói về chứng thư này; chưa rõ tình trạng thu hồi."
    if state == "stale":
        known = min((a.next_at for a in signature.revocations if a.next_at), default=document.checked_at)
        return f"Tình trạng thu hồi của chứng thư số chỉ biết đến {screen_moment(known)}, trước lúc kiểm tra."
    return ""
