"""Signing in two steps: prepared here, signed where the key is, put in here; nothing that comes back is believed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
import typst
from cryptography.hazmat.primitives.asymmetric import ec

from dondoc.cli.pki import Handler
from dondoc.signing.cannot import CannotSign
from dondoc.signing.pades.deferred import Prepared, finish, prepare
from dondoc.signing.pades.trust import read_trust
from dondoc.signing.pades.wish import NO_TIMESTAMP, Wish
from dondoc.signing.pki import DemoPki, Identity, make_pki, new_signer, p12_bytes
from dondoc.signing.pki_services import Services
from dondoc.signing.rules.roles import Level, level_of
from dondoc.signing.rules.ways import Mechanism, ToSign
from dondoc.signing.ways.p12 import P12Key
from tests.factories import NOW
from tests.signing.cast import AGENCY, END, MINH, PASSWORD, START, Cast, check
from tests.signing.pdfs import pdf_of, plain_objects, png

PLAIN = Wish()
OUT_OF_REACH = "http://127.0.0.1:1/tsa"


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DemoPki, str]]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}"
        pki = make_pki(tmp_path_factory.mktemp("pki"), NOW, [MINH, AGENCY], PASSWORD, address)
        Handler.services = Services(pki.root, pki.issuer, pki.stamper)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield pki, address
        server.shutdown()
        thread.join()


def key_of(identity: Identity, *, prefers_pss: bool = False) -> P12Key:
    return P12Key(p12_bytes(identity, PASSWORD), PASSWORD, prefers_pss=prefers_pss)


def prepared_for(key: P12Key, data: bytes, wish: Wish = PLAIN) -> Prepared:
    return prepare(data, key.certificates, key.mechanism, NOW, wish)


def signed_in_two_steps(key: P12Key, data: bytes, wish: Wish = PLAIN) -> tuple[bytes, Level, tuple[str, ...]]:
    prepared = prepared_for(key, data, wish)
    (value,) = key.sign([ToSign("Báo cáo", prepared.hash)])
    done = finish(data, prepared, key.certificates, key.mechanism, value, NOW, wish)
    return done.data, done.level, done.notes


@pytest.mark.parametrize("kind", ["rsa", "pss", "curve"])
def test_what_was_signed_elsewhere_by_its_hash_alone_passes(cast: Cast, pdf: bytes, kind: str) -> None:
    curve = new_signer(cast.issuer, MINH, START, END, ec.generate_private_key(ec.SECP256R1()))
    key = key_of(curve if kind == "curve" else cast.minh, prefers_pss=kind == "pss")
    data, level, notes = signed_in_two_steps(key, pdf)
    assert (level, notes) == (Level.B_B, ())
    assert data.startswith(pdf)
    facts, result = check(data, cast.trust, NOW)
    assert result.indication.value == "TOTAL-PASSED"
    assert level_of(facts.signatures[0], facts) is Level.B_B


@pytest.mark.parametrize("level", [Level.B_T, Level.B_LT, Level.B_LTA])
def test_time_and_evidence_are_added_as_the_level_asks(services: tuple[DemoPki, str], pdf: bytes, level: Level) -> None:
    pki, address = services
    trust = read_trust(pki.trust_folder)
    key = P12Key(pki.p12_of[MINH.name].read_bytes(), PASSWORD)
    data, reached, notes = signed_in_two_steps(key, pdf, Wish(level=level, tsa_url=address + "/tsa", trust=trust))
    facts, result = check(data, trust, NOW)
    assert (reached, notes) == (level, ())
    assert level_of(facts.signatures[0], facts) is level
    assert result.indication.value == "TOTAL-PASSED"


def test_without_the_service_it_is_signed_and_says_what_is_missing(cast: Cast, pdf: bytes) -> None:
    wish = Wish(level=Level.B_LTA, tsa_url=OUT_OF_REACH, trust=cast.trust)
    data, level, notes = signed_in_two_steps(key_of(cast.minh), pdf, wish)
    assert (level, notes) == (Level.B_B, (NO_TIMESTAMP,))
    assert check(data, cast.trust, NOW)[1].indication.value == "TOTAL-PASSED"


def test_a_signature_by_another_key_or_over_another_hash_is_refused(cast: Cast, pdf: bytes) -> None:
    key = key_of(cast.minh)
    prepared = prepared_for(key, pdf)
    others = prepared_for(key, pdf_of({**plain_objects(), 6: b"(khac)"}))
    answers = [
        key_of(cast.agency).sign([ToSign("", prepared.hash)])[0],
        key.sign([ToSign("", others.hash)])[0],
        key.sign([ToSign("", prepared.document_hash)])[0],
        b"",
        b"\0" * 256,
        b"x" * 100_000,
    ]
    for answer in answers:
        with pytest.raises(CannotSign, match="không phải của chứng thư đã chọn"):
            finish(pdf, prepared, key.certificates, key.mechanism, answer, NOW, Wish())


def test_a_whole_container_is_taken_when_it_signs_just_this_file(cast: Cast, pdf: bytes) -> None:
    from dondoc.signing.pades.deferred import _container

    key = key_of(cast.minh)
    prepared, other = prepared_for(key, pdf), prepared_for(key, pdf + b"\n")
    made = []
    for one in (prepared, other):
        (value,) = key.sign([ToSign("", one.hash)])
        made.append(_container(one, key.certificates, key.mechanism, value, Wish())[0])
    signed = finish(pdf, prepared, key.certificates, key.mechanism, made[0], NOW, Wish())
    assert check(signed.data, cast.trust, NOW)[1].indication.value == "TOTAL-PASSED"
    with pytest.raises(CannotSign):
        finish(pdf, prepared, key.certificates, key.mechanism, made[1], NOW, Wish())


def test_another_file_under_the_prepared_update_does_not_become_signed(cast: Cast, pdf: bytes) -> None:
    key = key_of(cast.minh)
    prepared = prepared_for(key, pdf)
    (value,) = key.sign([ToSign("", prepared.hash)])
    forged = finish(pdf.replace(b"quy III", b"quy IVX"), prepared, key.certificates, key.mechanism, value, NOW, Wish())
    assert check(forged.data, cast.trust, NOW)[1].indication.value == "TOTAL-FAILED"


def test_a_certificate_that_may_not_sign_is_refused_before_anybody_types_a_pin(cast: Cast, pdf: bytes) -> None:
    key = key_of(cast.minh)
    with pytest.raises(CannotSign, match="hết hạn"):
        prepare(pdf, key.certificates, key.mechanism, END.replace(year=END.year + 1), Wish())
    with pytest.raises(CannotSign, match="không hợp với cách ký"):
        prepare(pdf, key.certificates, Mechanism.ECDSA, NOW, Wish())
    with pytest.raises(CannotSign, match="Không đọc được chứng thư"):
        prepare(pdf, replace(key.certificates, signer=b"rac"), key.mechanism, NOW, Wish())
    with pytest.raises(CannotSign, match="PDF"):
        prepare(b"khong phai PDF", key.certificates, key.mechanism, NOW, Wish())


def test_the_image_stands_above_the_name_in_two_steps_too(cast: Cast, tmp_path: Path) -> None:
    letter = typst.compile(b"#v(10cm)\nNguy\xe1\xbb\x85n V\xc4\x83n Minh")
    data, _, notes = signed_in_two_steps(key_of(cast.minh), letter, Wish(image=png(30, 12, (0, 0, 200, 255))))
    assert notes == ()
    assert check(data, cast.trust, NOW)[1].indication.value == "TOTAL-PASSED"
