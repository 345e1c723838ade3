"""Whose signature may stand on a paper (ai được ký, đóng dấu), with what the register says of a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.moments import day_of
from dondoc.documents.queries.outgoing_holders import holder_of
from dondoc.people.models import User
from dondoc.people.queries import holders_of
from dondoc.people.queries.certificates import register_at
from dondoc.people.rules.rights import Right
from dondoc.signbook.models import Paper
from dondoc.signbook.outgoing import document_of
from dondoc.signbook.rules.owners import Owner, Owners


def owners_for(paper: Paper, fingerprint: str, at: datetime, actor_id: int) -> Owners:
    """The one who signs here, and the agency whose seal it is, against a certificate. Nine queries at most."""
    names = User.objects.filter(pk=actor_id).values_list("pk", "full_name")
    return _owners(paper, fingerprint, at, dict(names))


def owners_of_returned(paper: Paper, fingerprint: str, at: datetime, actor_id: int) -> Owners:
    """Whose certificate may stand in a file signed elsewhere: the bringer's on a document, else any signer's."""
    if document_of(paper) is not None:
        return owners_for(paper, fingerprint, at, actor_id)
    return _owners(paper, fingerprint, at, holders_of(Right.SIGN, paper.agency_id, day_of(at)))


def _owners(paper: Paper, fingerprint: str, at: datetime, names: Mapping[int, str]) -> Owners:
    agency = agencies_as_on({paper.agency_id}, day_of(at))[paper.agency_id].name
    people = tuple(Owner(name, holder_of(fingerprint, at, user_id=user_id)) for user_id, name in names.items())
    seal = Owner(agency, holder_of(fingerprint, at, agency_id=paper.agency_id))
    return Owners(people, seal, document_of(paper) is None and _has_registered(paper, at))


def _has_registered(paper: Paper, at: datetime) -> bool:
    return any(register_at({paper.agency_id}, (), at).signs_for(paper.agency_id, day_of(at)))
