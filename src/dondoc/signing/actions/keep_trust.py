"""Keep the trusted roots (quản lý chứng thư gốc tin cậy): add one, take one out. Rows are added, never changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.signing.models import TrustAnchor, TrustWithdrawal
from dondoc.signing.pades.certificates import certificate_facts
from dondoc.signing.pades.trust import read_anchor

LARGEST_CERTIFICATE = 64 * 1024


class CannotKeepTrust(Refused):
    """Refused: the file is no root certificate, is there already, or the words are missing."""


@transaction.atomic
def add_anchor(*, actor_id: int | None, at: datetime, data: bytes, valid_from: datetime, basis: str) -> TrustAnchor:
    """Trust a root from a moment on (thêm chứng thư gốc); `basis`: the document or announcement that says so.

    Who may do this the caller has asked. Raises CannotKeepTrust.
    """
    reasons = [] if basis.strip() else [Reason("Ghi căn cứ: văn bản hoặc thông báo công nhận chứng thư này.", "Căn cứ")]
    try:
        certificate = read_anchor(data if len(data) <= LARGEST_CERTIFICATE else b"")
    except ValueError as error:
        words = "Tệp phải là một chứng thư số của tổ chức cấp chứng thư, dạng PEM hoặc DER."
        raise CannotKeepTrust([Reason(words, "Tệp"), *reasons]) from error
    facts = certificate_facts(certificate)
    withdrawn = TrustWithdrawal.objects.values("anchor")
    trusted = TrustAnchor.objects.select_for_update().filter(fingerprint=facts.fingerprint).exclude(pk__in=withdrawn)
    if list(trusted):
        reasons.append(Reason(f"Chứng thư “{facts.common_name}” đã có trong danh sách tin cậy.", "Tệp"))
    if reasons:
        raise CannotKeepTrust(reasons)
    anchor = TrustAnchor.objects.create(
        recorded_at=at,
        certificate=certificate.dump(),
        fingerprint=facts.fingerprint,
        name=facts.common_name,
        expires_at=facts.valid_to,
        valid_from=valid_from,
        basis=basis.strip(),
        added_at=at,
        added_by_id=actor_id,
    )
    detail = {"fingerprint": facts.fingerprint, "valid_from": valid_from, "basis": anchor.basis}
    write_audit(actor_id=actor_id, at=at, deed="add_anchor", subject=facts.common_name, detail=detail)
    return anchor


@transaction.atomic
def withdraw_anchor(*, actor_id: int | None, at: datetime, anchor_id: int, reason: str) -> TrustWithdrawal:
    """Trust a root no longer from now on (thôi tin cậy). Who may do this the caller has asked.

    Raises CannotKeepTrust, NotFound.
    """
    anchor = TrustAnchor.objects.select_for_update().filter(pk=anchor_id).first()
    if anchor is None:
        raise NotFound("Không tìm thấy chứng thư gốc này.")
    reasons = [] if reason.strip() else [Reason("Ghi lý do thôi tin cậy.", "Lý do")]
    if TrustWithdrawal.objects.filter(anchor=anchor).exists():
        reasons.append(Reason("Chứng thư này đã thôi được tin cậy."))
    if reasons:
        raise CannotKeepTrust(reasons)
    row = TrustWithdrawal.objects.create(
        recorded_at=at, anchor=anchor, reason=reason.strip(), withdrawn_at=at, withdrawn_by_id=actor_id
    )
    detail = {"fingerprint": anchor.fingerprint, "reason": row.reason}
    write_audit(actor_id=actor_id, at=at, deed="withdraw_anchor", subject=anchor.name, detail=detail)
    return row
