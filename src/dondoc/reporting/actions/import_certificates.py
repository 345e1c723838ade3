"""Register many certificates out of a list (nhập danh sách chứng thư số)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.tables import CannotRead, scan_table
from dondoc.people.models import SignerCertificate
from dondoc.reporting.actions.keep_certificates import keep_certificate
from dondoc.reporting.rules.certificate_rows import FIELDS, certificate_rows
from dondoc.signing.pades.certificates import read_certificate


@dataclass(frozen=True)
class CertificatesImported:
    """What an import did. `unchanged`: certificates that are registered already."""

    written: int
    unchanged: int


@transaction.atomic
def import_certificates(
    *, actor_id: int | None, at: datetime, data: bytes, name: str, read: Callable[[str], bytes]
) -> CertificatesImported:
    """All rows or none; safe to repeat. `read` gives the certificate file that a row names.

    Raises CannotRead with every bad row, NotAdministrator.
    """
    table = scan_table(data, name, FIELDS)
    known = set(SignerCertificate.objects.filter(end__isnull=True).values_list("fingerprint", flat=True))
    written = unchanged = 0
    for line in certificate_rows(table):
        try:
            content = read(line.file)
            if _fingerprint(content) in known:
                unchanged += 1
                continue
            row = keep_certificate(
                actor_id=actor_id,
                at=at,
                data=content,
                username=line.username,
                agency_code=line.agency,
                valid_from=line.valid_from,
                basis=line.basis,
            )
        except Refused as refused:
            for reason in refused.reasons:
                table.problem(line.row, "file", str(reason))
            continue
        known.add(row.fingerprint)
        written += 1
    if table.problems:
        raise CannotRead(table.problems.reasons())
    return CertificatesImported(written, unchanged)


def _fingerprint(content: bytes) -> str:
    """'' for what is no certificate: registering it says so."""
    try:
        return read_certificate(content).fingerprint
    except ValueError:
        return ""
