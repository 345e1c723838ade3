"""Register certificates (đăng ký chứng thư số): whose signature counts for which agency. The administrator's deed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason
from dondoc.people.actions import CannotKeepCertificate, end_certificate, register_certificate
from dondoc.people.models import CertificateEnd, SignerCertificate, User
from dondoc.people.queries import agencies_of_person, agencies_signed_for, kept_agencies, rights_of
from dondoc.people.rules.certificates import NewCertificate
from dondoc.reporting.actions.recheck_signatures import renew_outcomes
from dondoc.reporting.queries import NotAdministrator, check_administrator
from dondoc.reporting.queries.signatures import signed_sendings
from dondoc.signing.pades.certificates import read_certificate

LARGEST_CERTIFICATE = 64 * 1024
BAD_FILE = "Tệp phải là một chứng thư số của người ký hoặc cơ quan, dạng PEM hoặc DER (không phải tệp khóa)."


@transaction.atomic
def keep_certificate(
    *,
    actor_id: int | None,
    at: datetime,
    data: bytes,
    username: str = "",
    agency_code: str = "",
    valid_from: date,
    basis: str,
) -> SignerCertificate:
    """Register the certificate in a file for a person or for an agency (đăng ký chứng thư số).

    What was sent by the agencies concerned is judged anew at once. Raises CannotKeepCertificate, NotAdministrator.
    """
    check_administrator(actor_id, at)
    reasons: list[Reason] = []
    try:
        facts = read_certificate(data if len(data) <= LARGEST_CERTIFICATE else b"")
    except ValueError:
        raise CannotKeepCertificate([Reason(BAD_FILE, "Tệp")]) from None
    user = User.objects.filter(username=username.strip()).first() if username.strip() else None
    agency = Agency.objects.filter(code=agency_code.strip()).first() if agency_code.strip() else None
    if username.strip() and user is None:
        reasons.append(Reason(f"Không có tài khoản “{username.strip()[:60]}”.", "Cán bộ"))
    if agency_code.strip() and agency is None:
        reasons.append(Reason(f"Không có đơn vị mang mã “{agency_code.strip()[:40]}”.", "Đơn vị"))
    if reasons:
        raise CannotKeepCertificate(reasons)
    _check_keeper(actor_id, at, user.pk if user else None, agency.pk if agency else None)
    row = register_certificate(
        actor_id=actor_id,
        at=at,
        certificate=NewCertificate(facts.fingerprint, facts.common_name, facts.issuer, facts.serial, facts.valid_to),
        user_id=user.pk if user else None,
        agency_id=agency.pk if agency else None,
        valid_from=valid_from,
        basis=basis,
    )
    _judge_anew(actor_id, at, row)
    return row


@transaction.atomic
def stop_certificate(
    *, actor_id: int | None, at: datetime, certificate_id: int, from_day: date, reason: str
) -> CertificateEnd:
    """From a day on a certificate signs no more (thôi dùng chứng thư số).

    Raises CannotKeepCertificate, NotAdministrator, NotFound.
    """
    check_administrator(actor_id, at)
    row = SignerCertificate.objects.filter(pk=certificate_id).first()
    if row is None:
        raise NotFound("Không tìm thấy chứng thư số này.")
    _check_keeper(actor_id, at, row.user_id, row.agency_id)
    end = end_certificate(actor_id=actor_id, at=at, certificate_id=certificate_id, from_day=from_day, reason=reason)
    _judge_anew(actor_id, at, end.certificate)
    return end


def _concerned(user_id: int | None, agency_id: int | None) -> set[int]:
    """The agencies for which a holder signs."""
    own = {agency_id} if agency_id is not None else set()
    return own | (agencies_signed_for(user_id) if user_id is not None else set())


def _check_keeper(actor_id: int | None, at: datetime, user_id: int | None, agency_id: int | None) -> None:
    """Raises NotAdministrator, unless every agency concerned lies in a province that the actor administers.

    Of a person these are all that he works for, though he signs for none yet: a certificate counts before its name.
    """
    if actor_id is None:
        return
    on = day_of(at)
    own = {agency_id} if agency_id is not None else set()
    concerned = own | (agencies_of_person(user_id, on) if user_id is not None else set())
    if not concerned:
        raise NotAdministrator("Cán bộ này chưa có quyền, chức vụ ở đơn vị nào của tỉnh; ghi chức vụ trước.")
    if not concerned <= kept_agencies(rights_of(actor_id, on), on):
        raise NotAdministrator("Chứng thư này ký cho đơn vị của tỉnh khác; cần quyền quản trị của tỉnh đó.")


def _judge_anew(actor_id: int | None, at: datetime, row: SignerCertificate) -> None:
    """What the agencies have sent for which the certificate signs."""
    agencies = _concerned(row.user_id, row.agency_id)
    sent = signed_sendings().filter(obligation__agency_id__in=agencies, sent_at__lte=at)
    renew_outcomes(actor_id=actor_id, at=at, sending_ids=sent.values_list("pk", flat=True))
