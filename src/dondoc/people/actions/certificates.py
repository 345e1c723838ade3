"""Deeds about certificates (chứng thư số): say whose one is, say that it signs no more."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.models import AuditHead
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.seals import FIRST_SEAL
from dondoc.people.models import CertificateEnd, SignerCertificate
from dondoc.people.rules.certificates import NewCertificate


class CannotKeepCertificate(Refused):
    """Refused: the certificate is registered already, its holder does not exist, or words are missing."""


@transaction.atomic
def register_certificate(
    *,
    actor_id: int | None,
    at: datetime,
    certificate: NewCertificate,
    user_id: int | None,
    agency_id: int | None,
    valid_from: date,
    basis: str,
) -> SignerCertificate:
    """Say whose certificate it is from a day on (đăng ký chứng thư số): a person's, or an agency's.

    Who may do this the caller has asked. Raises CannotKeepCertificate.
    """
    reasons = [] if basis.strip() else [Reason("Ghi căn cứ: văn bản cấp, giao chứng thư số.", "Căn cứ")]
    if (user_id is None) == (agency_id is None):
        reasons.append(Reason("Chọn một cán bộ hoặc một đơn vị.", "Chủ thể"))
    # Of a new certificate there is no row to lock yet: two who bring it at once wait at the head of the log.
    AuditHead.objects.select_for_update().get_or_create(pk=1, defaults={"seal": FIRST_SEAL})
    if SignerCertificate.objects.filter(fingerprint=certificate.fingerprint, end__isnull=True).exists():
        reasons.append(Reason(f"Chứng thư của “{certificate.name}” đã đăng ký và còn dùng.", "Tệp"))
    if certificate.expires_at <= at:
        reasons.append(Reason(f"Chứng thư của “{certificate.name}” đã hết hạn.", "Tệp"))
    if reasons:
        raise CannotKeepCertificate(reasons)
    row = SignerCertificate.objects.create(
        **asdict(certificate),
        user_id=user_id,
        agency_id=agency_id,
        valid_from=valid_from,
        basis=basis.strip(),
        added_at=at,
        added_by_id=actor_id,
        recorded_at=at,
    )
    detail = {"fingerprint": row.fingerprint, "user": user_id, "agency": agency_id, "from": valid_from.isoformat()}
    write_audit(actor_id=actor_id, at=at, deed="register_certificate", subject=row.name, detail=detail)
    return row


@transaction.atomic
def end_certificate(
    *, actor_id: int | None, at: datetime, certificate_id: int, from_day: date, reason: str
) -> CertificateEnd:
    """From a day on a certificate signs no more (thôi dùng). Who may do this the caller has asked.

    What was signed before that day stays as it is. Raises CannotKeepCertificate, NotFound.
    """
    row = SignerCertificate.objects.select_for_update(of=("self",)).filter(pk=certificate_id).first()
    if row is None:
        raise NotFound("Không tìm thấy chứng thư số này.")
    reasons = [] if reason.strip() else [Reason("Ghi lý do thôi dùng.", "Lý do")]
    if CertificateEnd.objects.filter(certificate=row).exists():
        reasons.append(Reason("Chứng thư này đã thôi dùng."))
    if from_day < row.valid_from:
        reasons.append(Reason("Ngày thôi dùng không được trước ngày bắt đầu dùng.", "Từ ngày"))
    if reasons:
        raise CannotKeepCertificate(reasons)
    end = CertificateEnd.objects.create(
        certificate=row,
        from_day=from_day,
        reason=reason.strip(),
        ended_at=at,
        ended_by_id=actor_id,
        recorded_at=at,
    )
    detail = {"fingerprint": row.fingerprint, "from": from_day.isoformat(), "reason": end.reason}
    write_audit(actor_id=actor_id, at=at, deed="end_certificate", subject=row.name, detail=detail)
    return end
