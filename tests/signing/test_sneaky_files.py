"""Files that are signed rightly and lead astray all the same: by an image over words, a container in two minds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO

import pytest
from asn1crypto import cms, core
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner
from pyhanko.stamp import TextStampStyle

from dondoc.signing.pades.enveloped import sign_data
from dondoc.signing.pades.keys import key_from_p12
from dondoc.signing.pades.making import SignerAt
from dondoc.signing.pki import Holder, Identity, new_signer, p12_bytes
from tests.signing.attacks import form_objects, gap_of
from tests.signing.cast import AGENCY, AT, END, PASSWORD, START, Cast, check, outcome, signed_by
from tests.signing.pdfs import pdf_of, plain_objects, stream, updated

PASSED = ("TOTAL-PASSED", "")
FORMAT_FAILURE = ("TOTAL-FAILED", "FORMAT_FAILURE")
LETTER = b"BT /F1 12 Tf 72 720 Td (So tien: 100 dong) Tj 0 -500 Td (CHU TICH) Tj 0 -70 Td (Nguyen Van Minh) Tj ET"


def with_image(identity: Identity, data: bytes, box: tuple[int, int, int, int]) -> bytes:
    """Signed once more, with words of the signer's own choice in a box."""
    signer = SimpleSigner.load_pkcs12_data(p12_bytes(identity, PASSWORD), [], PASSWORD)
    meta = PdfSignatureMetadata("Dau", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    style = TextStampStyle(stamp_text="900 dong", border_width=0)
    writer = IncrementalPdfFileWriter(BytesIO(data))
    pdf_signer = SignerAt(meta, signer, AT, stamp_style=style, new_field_spec=SigFieldSpec("Dau", box=box))
    return pdf_signer.sign_pdf(writer).getvalue()


@pytest.fixture
def letter(cast: Cast) -> bytes:
    minh = new_signer(cast.issuer, Holder("Nguyen Van Minh", "UBND xã Tân Lập"), START, END)
    return signed_by(minh, pdf_of(plain_objects() | {4: stream(LETTER)}))


def test_an_image_of_a_later_signature_over_words_needs_review_and_the_words_are_named(
    cast: Cast, letter: bytes
) -> None:
    _, result = check(with_image(cast.agency, letter, (60, 700, 300, 760)), cast.trust)
    assert (result.indication.value, result.sub_indication) == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")
    assert "So tien: 100 dong" in result.reasons[0]


@pytest.mark.parametrize("box", [(300, 400, 400, 500), (60, 140, 160, 240)], ids=["free paper", "title and name"])
def test_a_seal_may_stand_where_nothing_is_written_and_over_title_and_name(
    cast: Cast, letter: bytes, box: tuple[int, int, int, int]
) -> None:
    assert outcome(with_image(cast.agency, letter, box), cast.trust) == PASSED


def test_a_page_whose_words_cannot_be_read_is_not_covered_by_a_later_image(cast: Cast) -> None:
    broken = plain_objects() | {4: stream(b"BT /F1 12 Tf 72 720 Td (So tien) Tj ET", b"/Filter /Khong")}
    sealed = with_image(cast.agency, signed_by(cast.minh, pdf_of(broken)), (60, 700, 300, 760))
    assert outcome(sealed, cast.trust)[0] == "INDETERMINATE"


def test_an_image_behind_the_pages_that_are_looked_at_needs_review(
    cast: Cast, letter: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = with_image(cast.agency, letter, (300, 400, 400, 500))
    monkeypatch.setattr("dondoc.signing.pades.covered.pages_of", lambda _: [])
    assert outcome(sealed, cast.trust)[0] == "INDETERMINATE"


def test_an_update_that_begins_to_read_elsewhere_is_refused_although_nothing_else_changed(
    cast: Cast, signed: bytes
) -> None:
    *_, catalog = form_objects(signed)
    moved = updated(signed, {40: catalog})
    place = moved.rfind(b"/Root 1 0 R")
    assert outcome(moved[:place] + b"/Root 40 0 R" + moved[place + 11 :], cast.trust) == FORMAT_FAILURE


def resigned(cast: Cast, data: bytes, change: Callable[[list[cms.CMSAttribute]], list[cms.CMSAttribute]]) -> bytes:
    """The file with other signed attributes, signed by the same key: only their form can be wrong."""
    start, end = gap_of(data)
    info = cms.ContentInfo.load(bytes.fromhex(data[start + 1 : end - 1].decode()))
    signer_info = info["content"]["signer_infos"][0]
    attributes = cms.CMSAttributes(change([attribute.copy() for attribute in signer_info["signed_attrs"]]))
    signed_bytes = attributes.dump() if len(attributes) else data[:start] + data[end:]
    signer_info["signed_attrs"] = attributes
    signer_info["signature"] = cast.minh.key.sign(signed_bytes, PKCS1v15(), hashes.SHA256())  # type: ignore[union-attr,call-arg,arg-type]
    if not len(attributes):
        kept = ("version", "sid", "digest_algorithm", "signature_algorithm", "signature")
        info["content"]["signer_infos"] = [cms.SignerInfo({name: signer_info[name] for name in kept})]
    digits = info.dump(force=True).hex().encode()
    return data[: start + 1] + digits.ljust(end - start - 2, b"0") + data[end - 1 :]


def _twice(name: str) -> Callable[[list[cms.CMSAttribute]], list[cms.CMSAttribute]]:
    return lambda listed: [*listed, *(a.copy() for a in listed if a["type"].native == name)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda listed: listed, PASSED, id="as they were"),
        pytest.param(_twice("content_type"), FORMAT_FAILURE, id="the kind of content twice"),
        pytest.param(_twice("message_digest"), FORMAT_FAILURE, id="the hash twice"),
        pytest.param(
            lambda listed: [
                *(a for a in listed if a["type"].native != "message_digest"),
                cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(b"").digest(), b"\1" * 32]}),
            ],
            FORMAT_FAILURE,
            id="two hashes",
        ),
        pytest.param(lambda listed: [], FORMAT_FAILURE, id="none at all"),
    ],
)
def test_what_is_signed_names_one_hash_once(
    cast: Cast,
    pdf: bytes,
    change: Callable[[list[cms.CMSAttribute]], list[cms.CMSAttribute]],
    expected: tuple[str, str],
) -> None:
    signer = SimpleSigner.load_pkcs12_data(p12_bytes(cast.minh, PASSWORD), [], PASSWORD)
    meta = PdfSignatureMetadata("Ky", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    roomy = SignerAt(meta, signer, AT).sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), bytes_reserved=20_000)
    assert outcome(resigned(cast, roomy.getvalue(), change), cast.trust) == expected


def test_a_signed_data_package_that_other_programs_would_show_as_pages_is_refused(cast: Cast, pdf: bytes) -> None:
    container = sign_data(b'{"a": 1}', key_from_p12(p12_bytes(cast.minh, PASSWORD), PASSWORD), AT)
    assert outcome(container, cast.trust) == PASSED
    info = cms.ContentInfo.load(container)
    hidden = cms.CMSAttribute({"type": "1.2.3.4", "values": [core.OctetString(pdf)]})
    info["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([hidden])
    assert outcome(info.dump(force=True), cast.trust) == FORMAT_FAILURE


def without_first_field(data: bytes, *, keeps_empty: bool) -> bytes:
    """An update that takes the first signature out of its field, or the field out of the form."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    form = writer.root["/AcroForm"]
    if keeps_empty:
        field = form["/Fields"][0]
        del field["/V"]
        writer.mark_update(field.container_ref)
    else:
        form["/Fields"].clear()
        writer.update_container(form["/Fields"])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("keeps_empty", [False, True], ids=["field taken out", "field emptied"])
def test_a_later_signature_does_not_pass_alone_where_an_earlier_one_was_taken_out(
    cast: Cast, signed: bytes, keeps_empty: bool
) -> None:
    alone = signed_by(cast.agency, without_first_field(signed, keeps_empty=keeps_empty))
    facts, result = check(alone, cast.trust)
    assert [s.signer.common_name for s in facts.signatures if s.signer] == [AGENCY.name]
    assert (result.indication.value, result.sub_indication) == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")
    assert "ChuKy1" in result.reasons[0]


def test_a_signed_file_attached_to_a_signed_one_is_no_signature_taken_out(cast: Cast, signed: bytes) -> None:
    carrier = pdf_of(plain_objects() | {6: stream(signed, b"/Type /EmbeddedFile")})
    assert outcome(signed_by(cast.minh, carrier), cast.trust) == PASSED
