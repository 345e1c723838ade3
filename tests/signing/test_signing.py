from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
import typst
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pypdf import PdfReader

from dondoc.base.rules.refusals import Refused
from dondoc.cli.main import main
from dondoc.cli.pki import Handler
from dondoc.demo.papers import sample_report
from dondoc.documents.render import render_pdf
from dondoc.documents.rules.official import DocumentDate
from dondoc.signing.batch import sign_all
from dondoc.signing.pades.keys import CannotSign, key_from_p12
from dondoc.signing.pades.making import NO_TIMESTAMP, Wish, sign_file
from dondoc.signing.pades.reserved import reserve_fields
from dondoc.signing.pades.trust import read_trust
from dondoc.signing.pki import DemoPki, Identity, make_pki, new_signer, p12_bytes, serial_in
from dondoc.signing.pki_services import Services
from dondoc.signing.rules.facts import DocumentFacts
from dondoc.signing.rules.later import DAY_FIELD, MONTH_FIELD, NUMBER_FIELD
from dondoc.signing.rules.roles import Level, Role, level_of, role_of
from tests.factories import NOW
from tests.signing.cast import AGENCY, END, MINH, PASSWORD, START, Cast, check
from tests.signing.pdfs import pdf_of, plain_objects, png, stream, updated

OPEN_DATE = DocumentDate(None, None, 2026)
OUT_OF_REACH = "http://127.0.0.1:1/tsa"
LETTER = """#set page(paper: "a4")
#set text(size: 14pt)
= Báo cáo
#lorem(120)
#v(3cm)
#grid(columns: (1fr, 1fr), [], align(center)[*CHỦ TỊCH*
#v(25mm)
*Nguyễn Văn Minh*])"""


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DemoPki, str]]:
    """The demonstration's own services on a free port; the clock of the tests tells them the time."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}"
        pki = make_pki(tmp_path_factory.mktemp("pki"), NOW, [MINH, AGENCY], PASSWORD, address)
        Handler.services = Services(pki.root, pki.issuer, pki.stamper)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield pki, address
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def letter() -> bytes:
    return typst.compile(LETTER.encode())


def _key(identity: Identity) -> object:
    return key_from_p12(p12_bytes(identity, PASSWORD), PASSWORD)


def _key_of(pki: DemoPki, name: str) -> object:
    return key_from_p12(pki.p12_of[name].read_bytes(), PASSWORD)


def _levels(facts: DocumentFacts) -> list[Level | None]:
    return [level_of(s, facts) for s in facts.signatures]


@pytest.mark.parametrize("level", [Level.B_B, Level.B_T, Level.B_LT, Level.B_LTA])
def test_each_level_that_is_signed_is_found_again(services: tuple[DemoPki, str], letter: bytes, level: Level) -> None:
    pki, address = services
    trust = read_trust(pki.trust_folder)
    signed = sign_file(letter, _key_of(pki, MINH.name), NOW, Wish(level=level, tsa_url=address + "/tsa", trust=trust))
    assert (signed.level, signed.notes) == (level, ())
    facts, result = check(signed.data, trust, NOW)
    assert result.indication.value == "TOTAL-PASSED"
    assert _levels(facts)[0] is level
    _, result = check(signed.data, trust, NOW + timedelta(days=365 * 6))
    if level in (Level.B_B, Level.B_T):
        assert result.indication.value == "INDETERMINATE", "nothing but the claimed time tells when it was signed"


def test_what_is_signed_with_evidence_asks_for_no_warning(services: tuple[DemoPki, str], letter: bytes) -> None:
    pki, address = services
    trust = read_trust(pki.trust_folder)
    wish = Wish(level=Level.B_LT, tsa_url=address + "/tsa", trust=trust)
    facts, result = check(sign_file(letter, _key_of(pki, MINH.name), NOW, wish).data, trust, NOW)
    assert result.warnings == ()
    assert {r.source for r in facts.signatures[0].revocations} == {"ocsp"}


def test_evidence_may_be_some_moments_younger_than_the_signature(services: tuple[DemoPki, str], letter: bytes) -> None:
    """Time passes between the beginning of signing and the answers of the services."""
    pki, address = services
    wish = Wish(level=Level.B_LT, tsa_url=address + "/tsa", trust=read_trust(pki.trust_folder))
    begun = NOW - timedelta(minutes=1)
    assert sign_file(letter, _key_of(pki, MINH.name), begun, wish).level is Level.B_LT


def test_without_the_timestamping_service_the_file_is_signed_and_says_what_is_missing(
    services: tuple[DemoPki, str], letter: bytes
) -> None:
    pki, _ = services
    trust = read_trust(pki.trust_folder)
    for level in (Level.B_T, Level.B_LT):
        signed = sign_file(letter, _key_of(pki, MINH.name), NOW, Wish(level=level, tsa_url=OUT_OF_REACH, trust=trust))
        assert (signed.level, signed.notes) == (Level.B_B, (NO_TIMESTAMP,))
        assert check(signed.data, trust, NOW)[1].indication.value == "TOTAL-PASSED"


def test_a_revoked_certificate_does_not_sign_where_that_can_be_known(
    services: tuple[DemoPki, str], letter: bytes
) -> None:
    pki, address = services
    serial = serial_in(pki.p12_of[MINH.name].read_bytes(), PASSWORD)
    wish = Wish(level=Level.B_LT, tsa_url=address + "/tsa", trust=read_trust(pki.trust_folder))
    usual, Handler.services = (
        Handler.services,
        Services(pki.root, pki.issuer, pki.stamper, {serial: NOW - timedelta(hours=1)}),
    )
    try:
        with pytest.raises(CannotSign, match="thu hồi"):
            sign_file(letter, _key_of(pki, MINH.name), NOW, wish)
    finally:
        Handler.services = usual


def test_the_person_signs_above_the_name_and_the_seal_covers_the_left_third(cast: Cast, letter: bytes) -> None:
    blue, red = png(300, 120, (0, 0, 200, 255)), png(200, 200, (200, 0, 0, 120))
    personal = sign_file(letter, _key(cast.minh), NOW, Wish(image=blue))
    assert personal.notes == ()
    sealed = sign_file(personal.data, _key(cast.agency), NOW, Wish(role=Role.AGENCY, image=red))
    page = PdfReader(BytesIO(sealed.data)).pages[0]
    person, seal = ([float(n) for n in a.get_object()["/Rect"]] for a in page["/Annots"])
    assert person[0] > float(page.mediabox.width) / 2, "in the right half, where the signer's block stands"
    assert seal[2] - seal[0] == pytest.approx(102, abs=1.5), "36 mm, the seal's real size"
    assert seal[0] < person[0]
    assert seal[2] == pytest.approx(person[0] + (person[2] - person[0]) / 3, abs=1.5)
    facts, result = check(sealed.data, cast.trust, NOW)
    assert result.indication.value == "TOTAL-PASSED"
    assert [role_of(s) for s in facts.signatures] == [Role.PERSON, Role.AGENCY]


def test_where_the_name_is_not_found_the_reader_is_told(cast: Cast, pdf: bytes) -> None:
    signed = sign_file(pdf, _key(cast.minh), NOW, Wish(image=png(10, 10, (0, 0, 200, 255))))
    assert "Không thấy họ tên" in signed.notes[0]


def test_number_and_date_may_be_filled_into_reserved_fields_together_with_the_seal(cast: Cast, letter: bytes) -> None:
    boxes = {NUMBER_FIELD: (90, 700, 130, 716), DAY_FIELD: (300, 700, 320, 716), MONTH_FIELD: (350, 700, 370, 716)}
    personal = sign_file(reserve_fields(letter, boxes), _key(cast.minh), NOW, Wish()).data
    values = ((NUMBER_FIELD, "125"), (DAY_FIELD, "24"), (MONTH_FIELD, "11"))
    issued = sign_file(personal, _key(cast.agency), NOW, Wish(role=Role.AGENCY, fields=values)).data
    facts, result = check(issued, cast.trust, NOW)
    assert result.indication.value == "TOTAL-PASSED"
    assert {f.name: f.text for f in facts.signatures[0].later_fields if f.is_text} == dict(values)
    assert "125" in str(PdfReader(BytesIO(issued)).get_fields()[NUMBER_FIELD]["/V"])


def test_a_reserved_field_filled_in_without_the_seal_or_with_other_words_does_not_pass(
    cast: Cast, letter: bytes
) -> None:
    reserved = reserve_fields(letter, {NUMBER_FIELD: (90, 700, 130, 716)})
    personal = sign_file(reserved, _key(cast.minh), NOW, Wish()).data
    with pytest.raises(CannotSign, match="không đúng dạng"):
        sign_file(personal, _key(cast.agency), NOW, Wish(fields=((NUMBER_FIELD, "một trăm"),)))
    with pytest.raises(CannotSign, match="không có ô"):
        sign_file(letter, _key(cast.agency), NOW, Wish(fields=((NUMBER_FIELD, "125"),)))
    field = b"<</FT /Tx /T (DonDoc-So) /Type /Annot /Subtype /Widget /Rect [90 700 130 716] /F 4 /P 3 0 R %s>>"
    form = plain_objects(b"/AcroForm <</Fields [6 0 R] /SigFlags 3>>") | {6: field % b""}
    signed = sign_file(pdf_of(form), _key(cast.minh), NOW, Wish()).data
    look = {40: stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 40 16]")}
    filled = updated(signed, look | {6: field % b"/V (125) /AP <</N 40 0 R>>"})
    assert check(filled, cast.trust, NOW)[1].indication.value == "INDETERMINATE"
    sealed_later = sign_file(filled, _key(cast.agency), NOW, Wish(role=Role.AGENCY)).data
    assert check(sealed_later, cast.trust, NOW)[1].indication.value == "INDETERMINATE", "not in the same update"


@pytest.mark.parametrize(
    ("key", "named"),
    [(rsa.generate_private_key(65537, 1024), "RSA 1024"), (ec.generate_private_key(ec.SECP192R1()), "EC 192")],
)
def test_a_weak_key_is_refused_by_name(cast: Cast, letter: bytes, key: object, named: str) -> None:
    weak = new_signer(cast.issuer, MINH, START, END, key=key)  # type: ignore[arg-type]
    with pytest.raises(CannotSign, match=named):
        sign_file(letter, _key(weak), NOW, Wish())


def test_a_certificate_out_of_its_time_is_refused(cast: Cast, letter: bytes) -> None:
    with pytest.raises(CannotSign, match="hết hạn"):
        sign_file(letter, _key(cast.minh), END + timedelta(days=1), Wish())
    with pytest.raises(CannotSign, match="có hiệu lực từ"):
        sign_file(letter, _key(cast.minh), START - timedelta(days=1), Wish())


@pytest.mark.parametrize("image", [b"khong phai anh", png(4, 4, (1, 2, 3, 4))[:-30], png(9000, 9000, None)])
def test_an_image_that_cannot_be_used_is_refused(cast: Cast, letter: bytes, image: bytes) -> None:
    with pytest.raises(CannotSign, match="PNG"):
        sign_file(letter, _key(cast.minh), NOW, Wish(image=image))


def test_in_a_batch_the_failure_of_one_leaves_the_rest(cast: Cast, letter: bytes) -> None:
    documents = [("a", letter), ("b", b"khong phai PDF"), ("c", Refused("Tệp lớn hơn 50 MB.")), ("d", letter)]
    outcomes = sign_all(documents, _key(cast.minh), NOW, Wish())
    assert [bool(outcome.signed) for outcome in outcomes.values()] == [True, False, False, True]
    assert all(outcome.reasons for outcome in outcomes.values() if not outcome.signed)


def test_another_programs_verifier_agrees_on_every_untouched_file(
    services: tuple[DemoPki, str], cast: Cast, letter: bytes, tmp_path: Path
) -> None:
    """poppler's pdfsig, where it is installed."""
    pki, address = services
    trust = read_trust(pki.trust_folder)
    tsa, key, agency = address + "/tsa", _key_of(pki, MINH.name), _key_of(pki, AGENCY.name)
    curve = new_signer(cast.issuer, MINH, START, END, ec.generate_private_key(ec.SECP256R1()))
    files = [
        sign_file(letter, key, NOW, Wish(level=Level.B_T, tsa_url=tsa)).data,
        sign_file(letter, key, NOW, Wish(level=Level.B_LT, tsa_url=tsa, trust=trust)).data,
        sign_file(letter, _key(cast.minh), NOW, Wish(image=png(30, 20, (0, 0, 200, 90)))).data,
        sign_file(sign_file(letter, key, NOW, Wish()).data, agency, NOW, Wish(role=Role.AGENCY)).data,
        sign_file(letter, _key(curve), NOW, Wish()).data,
    ]
    pdfsig = shutil.which("pdfsig")
    for number, data in enumerate(files):
        n_signatures = data.count(b"/ETSI.CAdES.detached")
        assert n_signatures >= 1
        if pdfsig is None:
            continue
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(data)
        told = subprocess.run([pdfsig, str(path)], capture_output=True, text=True, check=False, cwd=tmp_path).stdout
        assert told.count("Signature is Valid") == n_signatures, told


def test_the_command_signs_one_file_or_many(
    services: tuple[DemoPki, str], letter: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pki, _ = services
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(letter)
    (tmp_path / "hong.pdf").write_bytes(b"khong phai PDF")
    (tmp_path / "mk").write_bytes(PASSWORD + b"\n")
    key = ["--p12", str(pki.p12_of[MINH.name]), "--password-file", str(tmp_path / "mk")]
    assert main(["sign", str(tmp_path / "a.pdf"), *key, "--out", str(tmp_path / "xong.pdf")]) == 0
    assert main(["verify", str(tmp_path / "xong.pdf"), "--trust", str(pki.trust_folder)]) == 0
    many = [str(tmp_path / name) for name in ("a.pdf", "hong.pdf", "b.pdf")]
    assert main(["sign", *many, *key, "--out", str(tmp_path / "ra")]) == 5
    assert sorted(path.name for path in (tmp_path / "ra").iterdir()) == ["a.pdf", "b.pdf"]
    assert "hong.pdf: KHÔNG KÝ" in capsys.readouterr().out


def test_the_command_says_everything_that_is_missing_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["sign", str(tmp_path / "khong.pdf"), "--pkcs11", "/khong/co.so", "--level", "B-LT", "--out", "x.pdf"]
    assert main(command) == 2
    error = capsys.readouterr().err
    for words in ("khong.pdf", "--token", "--tsa", "--trust"):
        assert words in error


def test_the_services_answer_nothing_but_what_they_are_asked(services: tuple[DemoPki, str]) -> None:
    pki, _ = services
    answers = Services(pki.root, pki.issuer, pki.stamper)
    assert answers.answer("/khac", b"", NOW)[0] == 404
    assert answers.answer("/ocsp", b"rac", NOW)[0] == 400
    assert answers.answer("/tsa", b"rac", NOW)[0] == 400
    assert answers.answer("/ca.crl", b"", NOW)[0] == 200


def test_the_command_reserves_fields_for_number_and_date_and_fills_them_with_the_seal(
    services: tuple[DemoPki, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pki, _ = services
    (tmp_path / "mk").write_bytes(PASSWORD + b"\n")
    (tmp_path / "a.pdf").write_bytes(render_pdf(replace(sample_report(NOW), number=None, date=OPEN_DATE)))
    draft, signed, issued = (str(tmp_path / name) for name in ("a.pdf", "ky.pdf", "ban-hanh.pdf"))
    by = {name: ["--p12", str(path), "--password-file", str(tmp_path / "mk")] for name, path in pki.p12_of.items()}
    assert main(["sign", draft, *by[MINH.name], "--reserve", "--out", signed]) == 0
    fill = ["--role", "agency", "--number", "125", "--day", "23", "--month", "11"]
    assert main(["sign", signed, *by[AGENCY.name], *fill, "--out", issued]) == 0
    assert main(["verify", issued, "--trust", str(pki.trust_folder)]) == 0
    assert str((PdfReader(issued).get_fields() or {})[NUMBER_FIELD]["/V"]) == "125"
    shown = subprocess.run(["pdffonts", issued], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert shown
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in shown), "only embedded subsets, letters told"
    capsys.readouterr()
    assert main(["sign", issued, *by[AGENCY.name], "--reserve", "--out", str(tmp_path / "x.pdf")]) == 2
    assert "đã có chữ ký" in capsys.readouterr().err


def test_the_command_reserves_fields_at_a_given_place_or_says_that_there_is_none(
    services: tuple[DemoPki, str], letter: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pki, _ = services
    (tmp_path / "mk").write_bytes(PASSWORD + b"\n")
    (tmp_path / "a.pdf").write_bytes(letter)
    command = ["sign", str(tmp_path / "a.pdf"), "--p12", str(pki.p12_of[MINH.name]), "--password-file"]
    command += [str(tmp_path / "mk"), "--out", str(tmp_path / "b.pdf")]
    assert main([*command, "--reserve"]) == 2
    assert "--number-box" in capsys.readouterr().err
    assert main([*command, "--number-box", "90,700,80,716"]) == 2
    assert main([*command, "--number-box", "90,700,130,716"]) == 0
    assert set(PdfReader(tmp_path / "b.pdf").get_fields() or {}) >= {NUMBER_FIELD}


def test_the_command_marks_an_annex_with_number_symbol_and_time(
    services: tuple[DemoPki, str], letter: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pki, _ = services
    (tmp_path / "mk").write_bytes(PASSWORD + b"\n")
    (tmp_path / "a.pdf").write_bytes(letter)
    command = ["sign", str(tmp_path / "a.pdf"), "--p12", str(pki.p12_of[AGENCY.name]), "--password-file"]
    command += [str(tmp_path / "mk"), "--mark", "125/BC-UBND", "--out", str(tmp_path / "b.pdf")]
    assert main(command) == 2
    assert main([*command, "--role", "agency"]) == 0
    assert main(["verify", str(tmp_path / "b.pdf"), "--trust", str(pki.trust_folder)]) == 0
    page = PdfReader(tmp_path / "b.pdf").pages[0]
    box = [float(n) for n in page["/Annots"][0].get_object()["/Rect"]]
    assert box[2] > float(page.mediabox.width) * 0.9
    assert box[1] > float(page.mediabox.height) * 0.94
