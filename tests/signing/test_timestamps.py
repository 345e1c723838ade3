from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from dondoc.signing.pades.described import is_described_otherwise
from dondoc.signing.pki import new_root, new_signer
from dondoc.signing.rules.facts import Kind, LaterChanges
from tests.signing.cast import (
    AT,
    END,
    MINH,
    START,
    Cast,
    asn1,
    check,
    new_stamper,
    outcome,
    signed_by,
    signed_specially,
    stamps_of,
)
from tests.signing.pdfs import pdf_of, plain_objects, stream, updated

PASSED = ("TOTAL-PASSED", "")


def with_validation_data(cast: Cast, data: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(data))
    certificates = [asn1(cast.issuer.certificate)]
    DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=certificates, ocsps=(), crls=())
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_document_timestamp(data: bytes, stamper) -> bytes:  # type: ignore[no-untyped-def]
    writer = IncrementalPdfFileWriter(BytesIO(data))
    stamped: bytes = PdfTimeStamper(stamps_of(stamper)).timestamp_pdf(writer, "sha256").getvalue()
    return stamped


def test_validation_data_and_a_timestamp_may_follow_the_last_signature(cast: Cast, signed: bytes) -> None:
    kept = with_document_timestamp(with_validation_data(cast, signed), cast.stamper)
    facts, result = check(kept, cast.trust)
    assert result.indication.value == "TOTAL-PASSED"
    assert [s.kind for s in facts.signatures] == [Kind.SIGNATURE, Kind.TIMESTAMP]
    assert facts.signatures[0].later_changes is LaterChanges.VALIDATION_DATA
    assert facts.n_signatures == 1
    assert facts.signatures[1].timestamp is not None
    assert facts.signatures[1].timestamp.at == AT


SCHEMA = (
    b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
    b"<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    b"xmlns:pdfaProperty='http://www.aiim.org/pdfa/ns/property#'><dc:description>Bao cao</dc:description>"
    b"%s</rdf:Description></rdf:RDF></x:xmpmeta>"
)


@pytest.mark.parametrize(("words", "is_other"), [(b"Bao cao", False), (b"Bao cao khac", True)])
def test_validation_data_may_leave_out_what_describes_a_schema_and_not_the_document(
    words: bytes, is_other: bool
) -> None:
    told = SCHEMA % b"<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>"
    packet = b"/Type /Metadata /Subtype /XML"
    written = pdf_of(plain_objects(b"/Metadata 6 0 R") | {6: stream(told, packet)})
    anew = updated(written, {6: stream((SCHEMA % b"").replace(b"Bao cao", words), packet)})
    assert is_described_otherwise(PdfFileReader(BytesIO(anew)), 0) is is_other


def test_content_appended_behind_a_document_timestamp_fails(cast: Cast, signed: bytes) -> None:
    stamped = with_document_timestamp(signed, cast.stamper)
    tampered = updated(stamped, {5: b"<</Type /Font /Subtype /Type1 /BaseFont /Symbol>>"})
    assert outcome(tampered, cast.trust) == ("TOTAL-FAILED", "FORMAT_FAILURE")


def test_a_document_timestamp_of_an_unknown_service_leaves_the_file_indeterminate(cast: Cast, signed: bytes) -> None:
    stranger = new_stamper(new_root("Gốc khác", START, END))
    assert outcome(with_document_timestamp(signed, stranger), cast.trust)[0] == "INDETERMINATE"


def test_a_document_timestamp_alone_is_no_signature(cast: Cast, pdf: bytes) -> None:
    _, result = check(with_document_timestamp(pdf, cast.stamper), cast.trust)
    assert result.indication.value == "NO-SIGNATURE"
    assert result.reasons == ("Tệp chỉ có dấu thời gian, không có chữ ký số.",)


def test_a_timestamp_proves_that_the_signature_was_made_before_the_certificate_expired(cast: Cast, pdf: bytes) -> None:
    signer = new_signer(cast.issuer, MINH, START, AT + timedelta(days=10))
    later = AT + timedelta(days=20)
    plain = signed_by(signer, pdf)
    stamped = signed_specially(signer, pdf, timestamper=stamps_of(cast.stamper))
    assert outcome(plain, cast.trust, at=later) == ("INDETERMINATE", "OUT_OF_BOUNDS_NO_POE")
    assert outcome(stamped, cast.trust, at=later) == PASSED


def test_a_timestamp_from_after_the_certificate_expired_fails(cast: Cast, pdf: bytes) -> None:
    signer = new_signer(cast.issuer, MINH, START, AT + timedelta(days=10))
    stamped = signed_specially(signer, pdf, timestamper=stamps_of(cast.stamper, AT + timedelta(days=11)))
    assert outcome(stamped, cast.trust, at=AT + timedelta(days=20)) == ("TOTAL-FAILED", "EXPIRED")


def test_a_signing_time_after_its_own_timestamp_is_not_believed(cast: Cast, pdf: bytes) -> None:
    stamped = signed_specially(cast.minh, pdf, timestamper=stamps_of(cast.stamper, AT - timedelta(days=1)))
    assert outcome(stamped, cast.trust) == ("INDETERMINATE", "TIMESTAMP_ORDER_FAILURE")


def test_an_attached_timestamp_of_an_unknown_service_is_not_passed_over(cast: Cast, pdf: bytes) -> None:
    stranger = new_stamper(new_root("Gốc khác", START, END))
    stamped = signed_specially(cast.minh, pdf, timestamper=stamps_of(stranger))
    _, result = check(stamped, cast.trust)
    assert (result.indication.value, result.sub_indication) == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")
    assert "Dấu thời gian thử nghiệm" in result.reasons[0]
