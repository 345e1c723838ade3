"""Signed while the time-stamping service was down: valid at once, made provable later, the signed file kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import ThreadingHTTPServer
from itertools import pairwise
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.test import Client

from dondoc.base.models import AuditEntry
from dondoc.cli.main import main
from dondoc.cli.pki import Handler
from dondoc.documents.actions import take_proven_file
from dondoc.documents.queries.outgoing import newest_file
from dondoc.documents.rules.life import FileKind, Stage
from dondoc.people.models import User
from dondoc.signbook.actions import augment_due
from dondoc.signbook.models import AugmentationAttempt, SignedVersion
from dondoc.signbook.queries import bytes_of, newest_version
from dondoc.signbook.queries.augmenting import waiting_for_timestamp
from dondoc.signbook.rules.augmenting import LONGEST_PAUSE, next_try
from dondoc.signing.actions import add_anchor
from dondoc.signing.pki import YEAR, new_stamper
from dondoc.signing.pki_services import Services
from dondoc.signing.rules.roles import Level, Role
from tests.actions.test_signbook import LATER, signed
from tests.actions.test_signing_documents import laid as document_laid
from tests.actions.test_signing_documents import signed as signed_paper
from tests.factories import NOW, World
from tests.factories.outgoing import AGENCY, CHIEF, Office, record, trust
from tests.factories.signbook import keys, laid

OUT_OF_REACH = "http://127.0.0.1:1/tsa"
SOON = LATER + timedelta(minutes=1)


@pytest.fixture
def down(world: World, settings: Any) -> SignedVersion:
    """A paper signed while the service was down."""
    settings.TIMESTAMP_SERVICE, settings.SIGNING_LEVEL = OUT_OF_REACH, "B-T"
    version = signed(world, laid(world))
    SignedVersion.objects.filter(pk=version.pk).update(signed_at=NOW)  # pages and commands stand at that moment
    version.refresh_from_db()
    return version


@pytest.fixture
def up(settings: Any) -> Iterator[str]:
    """The service, back again."""
    cast = keys()
    stamper = new_stamper(cast.issuer, "Dấu thời gian thử nghiệm", NOW - YEAR / 12, NOW + YEAR)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Handler.services = Services(cast.root, cast.issuer, stamper)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.SIGNING_LEVEL = "B-T"
        yield f"http://127.0.0.1:{server.server_address[1]}/tsa"
        server.shutdown()
        thread.join()


def test_it_is_signed_at_once_and_that_it_waits_is_said(down: SignedVersion, client: Client) -> None:
    assert (down.level, down.verification.indication_hint) == ("B-B", "TOTAL-PASSED")
    client.force_login(User.objects.get(username="minh"))
    page = client.get(f"/trinh-ky/{down.paper_id}/").content.decode()
    assert "chờ bổ sung dấu thời gian" in page


def test_while_the_service_is_down_it_is_tried_ever_more_rarely(down: SignedVersion) -> None:
    (tried,) = augment_due(actor_id=None, at=SOON)
    assert (tried.level, "chưa trả lời" in tried.problem) == (Level.B_B, True)
    assert augment_due(actor_id=None, at=SOON + timedelta(minutes=4)) == ()
    assert len(augment_due(actor_id=None, at=SOON + timedelta(minutes=5))) == 1
    (waiting,) = waiting_for_timestamp(Level.B_T, SOON + timedelta(minutes=6))
    assert (waiting.n_tried, waiting.next_at) == (2, SOON + timedelta(minutes=15))
    assert SignedVersion.objects.filter(paper_id=down.paper_id).count() == 1


def test_when_it_is_back_a_new_version_has_the_timestamp_and_the_signed_one_stays(
    down: SignedVersion, up: str, settings: Any
) -> None:
    before = bytes_of(down.file)
    settings.TIMESTAMP_SERVICE = up
    (done,) = augment_due(actor_id=None, at=SOON)
    assert (done.level, done.problem) == (Level.B_T, "")
    first, second = SignedVersion.objects.filter(paper_id=down.paper_id).order_by("number")
    assert bytes_of(first.file) == before
    assert bytes_of(second.file).startswith(before), "appended to, never changed"
    assert (second.level, second.verification.indication_hint) == ("B-T", "TOTAL-PASSED")
    assert augment_due(actor_id=None, at=SOON + timedelta(days=1)) == ()
    assert AugmentationAttempt.objects.get().result == second
    assert AuditEntry.objects.latest("pk").deed == "augment_paper"


def test_of_an_outgoing_document_the_file_that_leaves_gets_the_timestamp_too(
    world: World, up: str, settings: Any
) -> None:
    settings.TRUST_FOLDER, settings.TIMESTAMP_SERVICE = trust(), OUT_OF_REACH
    root = keys().root.certificate.public_bytes(Encoding.PEM)
    add_anchor(actor_id=None, at=NOW, data=root, valid_from=NOW - YEAR / 12, basis="Thông báo số 01")
    office = Office(world, NOW - timedelta(hours=1))  # the service's clock stands at that moment
    document = office.brought_to("approved")
    signed_paper(office, document_laid(office, document.pk, "vinh"), "vinh", CHIEF.name, Role.PERSON)
    office.number(document)
    sealed = signed_paper(office, document_laid(office, document.pk, "thu"), "thu", AGENCY.name, Role.AGENCY)
    settings.TIMESTAMP_SERVICE = up
    (done,) = augment_due(actor_id=None, at=NOW)
    assert (done.level, done.problem) == (Level.B_T, "")
    leaving, proven = newest_file(document.pk, FileKind.SEALED), newest_version(sealed.paper)
    assert leaving is not None and proven is not None
    assert (leaving.file == proven.file, proven.number) == (True, sealed.number + 1)
    assert leaving.event == record(document).events[-1], "no new step: the sealing stays what was done"
    again = {"file": sealed.file, "verified": sealed.verification, "document_id": document.pk}
    late = take_proven_file(actor_id=None, at=NOW, before=sealed.file.sha256, **again)
    assert late is None, "the file that it continues is not the newest any more"
    office.issue(document)
    assert record(document).stage is Stage.ISSUED


def test_the_command_needs_a_service_and_tells_what_still_waits(
    down: SignedVersion, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["augment"]) == 3
    assert "Còn 1 bản chờ" in capsys.readouterr().out
    settings.TIMESTAMP_SERVICE = ""
    assert main(["augment"]) == 2
    assert down.level == "B-B"


def test_the_pause_doubles_up_to_half_a_day() -> None:
    start = datetime.fromisoformat("2026-01-01T00:00+07:00")
    assert next_try(start, []) == start
    pauses = [next_try(start, [start] * n) - start for n in range(1, 12)]
    assert pauses[0] == timedelta(minutes=5)
    assert all(later == min(2 * sooner, LONGEST_PAUSE) for sooner, later in pairwise(pauses))
