"""An outgoing document is signed and sealed by any way of the signing book; its own life has the last word."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from dondoc.base.rules.refusals import NotFound
from dondoc.documents.actions import sign_document
from dondoc.documents.outgoing_rows import CannotTakeStep
from dondoc.documents.rules.life import DeedKind, Stage
from dondoc.signbook.actions import (
    CannotLayPaper,
    Opened,
    finish_session,
    lay_document,
    open_session,
    take_signed_file,
)
from dondoc.signbook.models import Paper, SignedVersion
from dondoc.signbook.queries import bytes_of, newest_version
from dondoc.signing.cannot import CannotSign
from dondoc.signing.models import Verification
from dondoc.signing.rules.later import NUMBER_FIELD
from dondoc.signing.rules.roles import Role
from dondoc.signing.rules.ways import Way
from dondoc.signing.ways.p12 import P12Key
from tests.factories import World
from tests.factories.outgoing import AGENCY, CHIEF, DEPUTY, PASSWORD, Office, pki, record, signed_with, to_sign, trust


@pytest.fixture
def office(world: World, settings: object) -> Office:
    settings.TRUST_FOLDER = trust()  # type: ignore[attr-defined]
    return Office(world)


def key_of(name: str) -> P12Key:
    return P12Key(pki().p12_of[name].read_bytes(), PASSWORD)


def opened(office: Office, paper: Paper, who: str, key: P12Key, role: Role) -> Opened:
    return open_session(
        actor_id=office.world.people[who],
        at=office.now(),
        paper_id=paper.pk,
        role=role,
        way=Way.AGENT,
        certificates=key.certificates,
        mechanism=key.mechanism,
    )


def signed(office: Office, paper: Paper, who: str, name: str, role: Role) -> SignedVersion:
    key = key_of(name)
    one = opened(office, paper, who, key, role)
    (value,) = key.sign([one.to_sign])
    return finish_session(actor_id=office.world.people[who], at=office.now(), token=one.token, answer=value)


def laid(office: Office, document_id: int, who: str) -> Paper:
    return lay_document(actor_id=office.world.people[who], at=office.now(), document_id=document_id)


def test_signed_numbered_sealed_and_issued_with_hashes_alone(office: Office) -> None:
    document = office.brought_to("approved")
    paper = laid(office, document.pk, "vinh")
    assert laid(office, document.pk, "vinh") == paper, "the same one however often"
    signed(office, paper, "vinh", CHIEF.name, Role.PERSON)
    assert record(document).stage is Stage.SIGNED
    office.number(document)
    version = signed(office, laid(office, document.pk, "thu"), "thu", AGENCY.name, Role.AGENCY)
    assert record(document).stage is Stage.SEALED
    given = record(document).numbered
    assert given is not None and given.number is not None
    fields = PdfReader(BytesIO(bytes_of(version.file))).get_fields() or {}
    assert int(str(fields[NUMBER_FIELD]["/V"])) == given.number.number, "out of the book, typed by nobody"
    office.issue(document)
    assert record(document).stage is Stage.ISSUED


def test_a_signed_file_is_verified_once_and_before_anything_is_locked(office: Office) -> None:
    document = office.brought_to("approved")
    paper = laid(office, document.pk, "vinh")
    before = Verification.objects.count()
    version = signed(office, paper, "vinh", CHIEF.name, Role.PERSON)
    assert Verification.objects.count() == before + 1
    assert record(document).events[-1].verification_id == version.verification_id


def test_a_verification_of_other_bytes_is_not_believed(office: Office) -> None:
    document = office.brought_to("approved")
    other = laid(office, document.pk, "vinh").verification
    data = signed_with(to_sign(document), CHIEF, office.at)
    given = {"actor_id": office.world.people["vinh"], "document_id": document.pk, "seen": record(document).seen}
    with pytest.raises(ValueError, match="another file"):
        sign_document(at=office.at, data=data, trust_folder=trust(), verified=other, **given)  # type: ignore[arg-type]


def test_the_signature_is_taken_at_its_turn_and_from_the_one_whose_turn_it_is(office: Office) -> None:
    document = office.brought_to("submitted")
    with pytest.raises(CannotLayPaper):
        laid(office, document.pk, "vinh")
    office.step(document, "yen", DeedKind.APPROVE)
    with pytest.raises(NotFound):
        laid(office, document.pk, "dung")
    paper = laid(office, document.pk, "vinh")
    with pytest.raises(CannotSign, match="mang tên “Yến”"):
        opened(office, paper, "vinh", key_of(DEPUTY.name), Role.PERSON)
    with pytest.raises(CannotSign):
        opened(office, paper, "thu", key_of(AGENCY.name), Role.AGENCY)
    signed(office, paper, "vinh", CHIEF.name, Role.PERSON)
    with pytest.raises(CannotSign, match="cấp số trước"):
        opened(office, paper, "thu", key_of(AGENCY.name), Role.AGENCY)


def test_a_session_is_void_when_the_document_went_on_meanwhile(office: Office) -> None:
    document = office.brought_to("approved")
    paper, key = laid(office, document.pk, "vinh"), key_of(CHIEF.name)
    one = opened(office, paper, "vinh", key, Role.PERSON)
    office.step(document, "hoa", DeedKind.CALL_BACK)
    (value,) = key.sign([one.to_sign])
    with pytest.raises((CannotTakeStep, CannotSign)):
        finish_session(actor_id=office.world.people["vinh"], at=office.now(), token=one.token, answer=value)
    assert newest_version(paper) is None
    assert record(document).stage is Stage.DRAFT


def test_a_document_signed_with_another_program_comes_in_the_same_way(office: Office) -> None:
    document = office.brought_to("approved")
    paper = laid(office, document.pk, "vinh")
    data = signed_with(to_sign(document), CHIEF, office.at)
    given = {"actor_id": office.world.people["vinh"], "paper_id": paper.pk, "version": 0, "name": "ky.pdf"}
    with pytest.raises(CannotSign):
        take_signed_file(at=office.now(), data=signed_with(to_sign(document), DEPUTY, office.at), **given)  # type: ignore[arg-type]
    take_signed_file(at=office.now(), data=data, **given)  # type: ignore[arg-type]
    assert record(document).stage is Stage.SIGNED
