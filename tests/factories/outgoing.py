"""An outgoing document on its way (văn bản đi trong kiểm thử), with keys of our own to sign it."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from dondoc.documents.models import OutgoingDocument
from dondoc.documents.queries.outgoing import Record, bytes_of, file_to_sign, record_of_outgoing
from dondoc.documents.rules.life import DeedKind
from dondoc.documents.rules.official import OfficialDocument
from dondoc.documents.rules.signed_files import fields_to_fill
from dondoc.signing.pades.keys import key_from_p12
from dondoc.signing.pades.making import Wish, sign_file
from dondoc.signing.pki import DemoPki, Holder, make_pki
from dondoc.signing.rules.roles import Role
from tests.factories import NOW, World
from tests.factories.letters import letter

PASSWORD = b"thu"
CHIEF = Holder("Vĩnh", "Văn phòng UBND tỉnh")
DEPUTY = Holder("Yến", "Văn phòng UBND tỉnh")
AGENCY = Holder("UBND tỉnh Bắc Giang", "UBND tỉnh Bắc Giang")


@cache
def pki() -> DemoPki:
    """Keys of the signers and of the agency; made once."""
    folder = Path(tempfile.mkdtemp(prefix="dondoc-keys-"))
    return make_pki(folder, NOW - timedelta(days=30), [CHIEF, DEPUTY, AGENCY], PASSWORD)


def trust() -> Path:
    return pki().trust_folder


def signed_with(data: bytes, holder: Holder, at: datetime = NOW, **wish: object) -> bytes:
    """The bytes with one more signature."""
    key = key_from_p12(pki().p12_of[holder.name].read_bytes(), PASSWORD)
    # In a thread of its own: the browser tests have an event loop in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(sign_file, data, key, at, Wish(**wish)).result().data  # type: ignore[arg-type]


def record(document: OutgoingDocument | int) -> Record:
    pk = document if isinstance(document, int) else document.pk
    return record_of_outgoing(OutgoingDocument.objects.select_related("agency", "follows").get(pk=pk))


def to_sign(document: OutgoingDocument) -> bytes:
    file = file_to_sign(record(document))
    assert file is not None
    return bytes_of(file)


class Office:
    """The standing cast, working on one document: each method takes the step that its name says."""

    def __init__(self, world: World, at: datetime = NOW) -> None:
        self.world, self.at = world, at

    def now(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def draft(
        self, value: OfficialDocument | None = None, who: str = "hoa", agency: str = "BG", **more: object
    ) -> OutgoingDocument:
        from dondoc.documents.actions import create_draft

        return create_draft(
            actor_id=self.world.people[who],
            at=self.now(),
            agency_code=agency,
            value=value or letter(),
            **more,  # type: ignore[arg-type]
        )

    def step(self, document: OutgoingDocument, who: str, kind: DeedKind, text: str = "", seen: str = "") -> None:
        from dondoc.documents.actions import take_document_step

        take_document_step(
            actor_id=self.world.people[who],
            at=self.now(),
            document_id=document.pk,
            kind=kind,
            seen=seen or record(document).seen,
            text=text,
        )

    def sign(self, document: OutgoingDocument, who: str = "vinh", data: bytes | None = None) -> None:
        from dondoc.documents.actions import sign_document

        data = signed_with(to_sign(document), CHIEF, self.at) if data is None else data
        sign_document(
            actor_id=self.world.people[who],
            at=self.now(),
            document_id=document.pk,
            seen=record(document).seen,
            data=data,
            trust_folder=trust(),
        )

    def number(
        self, document: OutgoingDocument, who: str = "thu", reason: str = "", reserved: int | None = None
    ) -> None:
        from dondoc.base.rules.moments import day_of
        from dondoc.documents.actions import give_number

        at = self.now()
        give_number(
            actor_id=self.world.people[who],
            at=at,
            document_id=document.pk,
            seen=record(document).seen,
            dated=day_of(at),
            reason=reason,
            reserved=reserved,
        )

    def seal(self, document: OutgoingDocument, who: str = "thu", data: bytes | None = None) -> None:
        from dondoc.documents.actions import seal_document

        if data is None:
            given = record(document).numbered
            assert given is not None and given.number is not None and given.dated is not None
            fields = fields_to_fill(f"{given.number.number:02d}", given.dated)
            data = signed_with(to_sign(document), AGENCY, self.at, role=Role.AGENCY, fields=tuple(fields.items()))
        seal_document(
            actor_id=self.world.people[who],
            at=self.now(),
            document_id=document.pk,
            seen=record(document).seen,
            data=data,
            trust_folder=trust(),
        )

    def issue(self, document: OutgoingDocument, who: str = "thu", to: tuple[str, ...] = ("BG-STC", "BG-LN")) -> None:
        from dondoc.documents.actions import issue_document

        issue_document(
            actor_id=self.world.people[who],
            at=self.now(),
            document_id=document.pk,
            seen=record(document).seen,
            receiver_ids=[self.world.agencies[code] for code in to],
        )

    def brought_to(self, stage: str, document: OutgoingDocument | None = None) -> OutgoingDocument:
        """A document brought as far as 'submitted', 'approved', 'signed', 'numbered', 'sealed', 'issued'."""
        document = document or self.draft()
        ways = (
            ("submitted", lambda: self.step(document, "hoa", DeedKind.SUBMIT)),
            ("approved", lambda: self.step(document, "yen", DeedKind.APPROVE)),
            ("signed", lambda: self.sign(document)),
            ("numbered", lambda: self.number(document)),
            ("sealed", lambda: self.seal(document)),
            ("issued", lambda: self.issue(document)),
        )
        for name, way in ways:
            if stage == "draft":
                break
            way()
            if name == stage:
                break
        return document
