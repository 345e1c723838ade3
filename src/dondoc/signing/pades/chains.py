"""Does a certificate lead to a root that the office trusts (đường dẫn tin cậy)? Asked before anybody types a PIN."""

from __future__ import annotations

import asyncio
from datetime import datetime

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, RevokedError, ValidationError

from dondoc.base.rules.refusals import Reason
from dondoc.signing.pades.trust import TrustAnchors
from dondoc.signing.ways.port import Certificates

WHERE = "Chứng thư số"
UNTRUSTED = (
    "Chứng thư không dẫn tới chứng thư gốc nào mà cơ quan tin cậy, nên ký xong cũng không được tính là đã ký số; "
    "đề nghị quản trị thêm chứng thư gốc của nơi cấp."
)
REVOKED = "Chứng thư đã bị thu hồi nên không ký; hãy liên hệ nơi cấp chứng thư."


def reasons_against_chain(certificates: Certificates, trust: TrustAnchors, at: datetime) -> list[Reason]:
    """Why a signature by this certificate would not count; by what is at hand, nothing is fetched."""
    try:
        context = ValidationContext(
            trust_roots=list(trust.roots),
            other_certs=[x509.Certificate.load(der, strict=True) for der in certificates.above],
            crls=list(trust.crls),
            moment=at,
            allow_fetching=False,
            revocation_mode="soft-fail",
        )
        signer = x509.Certificate.load(certificates.signer, strict=True)
        asyncio.run(CertificateValidator(signer, validation_context=context).async_validate_path())
    except RevokedError:
        return [Reason(REVOKED, WHERE)]
    except (PathBuildingError, PathValidationError, ValidationError, ValueError, TypeError):
        return [Reason(UNTRUSTED, WHERE)]
    return []
