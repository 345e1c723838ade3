"""Whose certificate signed (chủ chứng thư số), by the register of certificates, before names are looked at."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from dondoc.base.rules.moments import day_of
from dondoc.documents.rules.signed_files import Holder
from dondoc.people.models import SignerCertificate
from dondoc.people.queries.certificates import known_certificates


def holder_of(fingerprint: str, at: datetime, *, user_id: int | None = None, agency_id: int | None = None) -> Holder:
    """What the register says of a certificate for the person, or the agency, that has to sign. One query."""
    mine = Q(user_id=user_id) if user_id is not None else Q(agency_id=agency_id)
    on = day_of(at)
    rows = [row for row in known_certificates(at).filter(Q(fingerprint=fingerprint) | mine) if _counts(row, on)]
    here = [row for row in rows if row.fingerprint == fingerprint]
    is_his = any(_belongs(row, user_id, agency_id) for row in here)
    others = next((str(row.user or row.agency) for row in here), "")
    return Holder(
        is_registered_to_him=is_his,
        registered_to="" if is_his else others,
        has_registered=any(_belongs(row, user_id, agency_id) for row in rows),
    )


def _counts(row: SignerCertificate, on: date) -> bool:
    return row.valid_from <= on and (not hasattr(row, "end") or row.end.from_day > on)


def _belongs(row: SignerCertificate, user_id: int | None, agency_id: int | None) -> bool:
    return row.user_id == user_id if user_id is not None else row.agency_id == agency_id
