"""Messages made elsewhere: other prefixes, older namespaces, a SOAP envelope, old digests; strict in what they say."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from dondoc.exchange.rules.envelope import Document, Status
from dondoc.exchange.rules.reading import FaultyMessage, Reading, read, read_sound
from tests.rules.exchange.messages import PDF, digest_elements, of_others, with_file, without

XMLDSIG = "http://www.w3.org/2000/09/xmldsig#"
SOAP = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>'
STATUS = """<x:Status xmlns:x="urn:x"><x:ResponseFor><x:OrganId>H05.12</x:OrganId><x:DocumentId>D-1</x:DocumentId>
</x:ResponseFor><x:From><x:OrganId>000.00.00.G22</x:OrganId></x:From><x:StatusCode>{code}</x:StatusCode>
<x:Timestamp>2026/03/05 08:00:00</x:Timestamp></x:Status>"""


def wrong(reading: Reading) -> dict[str, str]:
    return {reason.where: reason.message for reason in reading.problems}


def sound(data: bytes) -> Document:
    message = read_sound(data).message
    assert isinstance(message, Document)
    return message


@pytest.mark.parametrize(
    ("begin", "middle", "end"),
    [
        ('<e:edXMLEnvelope xmlns:e="http://www.e-doc.vn/Schema/"><e:edXMLHeader>', "</e:edXMLHeader>",
         "</e:edXMLEnvelope>"),
        (SOAP.replace("<s:Header>", '<s:Header xmlns:e="urn:old">'), "</s:Header><s:Body/>", "</s:Envelope>"),
        ('<e:MESSAGE xmlns:e="urn:any">', "", "</e:MESSAGE>"),
    ],
)  # fmt: skip
def test_prefix_namespace_and_wrapping_do_not_matter(begin: str, middle: str, end: str) -> None:
    document = sound(of_others(begin=begin, middle=middle, end=end))
    assert document.header.sender.organ_id == "000.00.00.G22"
    assert str(document.header.code) == "123/VPCP-TH"
    assert document.header.promulgation_info.promulgation_date == date(2026, 3, 5)


@pytest.mark.parametrize(("code", "noted"), [("01", 0), ("16", 0), ("09", 1), ("14", 1)])
def test_a_status_is_read_and_one_of_unknown_meaning_is_kept_as_it_is(code: str, noted: int) -> None:
    reading = read_sound(f"{SOAP}{STATUS.format(code=code)}</s:Header></s:Envelope>".encode())
    assert isinstance(reading.message, Status)
    assert (reading.message.status_code, len(reading.notes)) == (code, noted)


def test_a_request_to_take_back_needs_a_reason() -> None:
    assert "Status/Description" in wrong(read(STATUS.format(code="13").encode()))
    assert "Status/StatusCode" in wrong(read(STATUS.format(code="XY").encode()))


@pytest.mark.parametrize("in_hex", [False, True])
def test_an_old_digest_is_checked_and_marked_as_old(in_hex: bool) -> None:
    told = digest_elements(PDF, "sha1", f"{XMLDSIG}sha1", in_hex=in_hex)
    reading = read_sound(with_file(digest=told))
    (file,) = reading.files
    assert (file.digest_algorithm, file.digest_ok) == ("SHA-1", True)
    assert "loại cũ" in str(reading.notes[-1])


def test_digests_of_an_xml_signature_are_checked_too() -> None:
    def signed(data: bytes) -> bytes:
        reference = f'<Reference URI="cid:a1">{digest_elements(data, "sha1", XMLDSIG + "sha1")}</Reference>'
        signature = f"<Signature><SignedInfo>{reference}</SignedInfo><SignatureValue>x</SignatureValue></Signature>"
        return with_file(signed=signature)

    fits, differs = read(signed(PDF)), read(signed(b"other"))
    assert (fits.files[0].digest_ok, differs.files[0].digest_ok) == (True, False)
    assert fits.is_signed
    assert "không khớp mã băm" in wrong(differs)["Attachment[1]"]


@pytest.mark.parametrize(
    "told",
    [
        '<Digest algorithm="SHA1">{}</Digest>',
        "<DigestValue>{}</DigestValue>",
        "<DigestMethod>sha-1</DigestMethod><DigestValue>{}</DigestValue>",
        "<HashValue>\n {} </HashValue>",
    ],
)
def test_a_digest_is_found_however_it_is_written(told: str) -> None:
    (file,) = read_sound(with_file(digest=told.format(hashlib.sha1(PDF).hexdigest()))).files
    assert (file.digest_algorithm, file.digest_ok) == ("SHA-1", True)


def test_of_two_digests_both_must_fit_and_the_newer_is_told() -> None:
    newer = digest_elements(PDF, "sha256", "http://www.w3.org/2001/04/xmlenc#sha256")
    older = digest_elements(b"other", "sha1", f"{XMLDSIG}sha1")
    signature = f'<Signature><Reference URI="#a1">{older}</Reference></Signature>'
    (file,) = read(with_file(digest=newer, signed=signature)).files
    assert (file.digest_algorithm, file.digest_ok) == ("SHA-256", False)


def test_a_digest_that_cannot_be_checked_is_a_problem() -> None:
    told = digest_elements(PDF, "md5", "http://www.w3.org/2001/04/xmldsig-more#md5")
    reading = read(with_file(digest=told))
    assert "không kiểm tra được" in wrong(reading)["Attachment[1]"]
    assert reading.files[0].digest_ok is None


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("From", "MessageHeader/From"),
        ("To", "MessageHeader/To"),
        ("DocumentId", "MessageHeader/DocumentId"),
        ("Code", "MessageHeader/Code"),
        ("CodeNotation", "MessageHeader/Code/CodeNotation"),
        ("PromulgationInfo", "MessageHeader/PromulgationInfo"),
        ("DocumentType", "MessageHeader/DocumentType"),
        ("Subject", "MessageHeader/Subject"),
    ],
)
def test_what_is_mandatory_and_missing_is_named(name: str, where: str) -> None:
    assert list(wrong(read(without(name)))) == [where]


@pytest.mark.parametrize("name", ["From", "DocumentId", "Subject", "MessageHeader"])
def test_what_may_stand_once_and_stands_twice_is_named(name: str) -> None:
    told = of_others().decode()
    begin, end = told.index(f"<e:{name}>"), told.index(f"</e:{name}>") + len(f"</e:{name}>")
    twice = (told[:end] + told[begin:end] + told[end:]).encode()
    assert any(where.endswith(name) and "có 2 lần" in message for where, message in wrong(read(twice)).items())


@pytest.mark.parametrize(
    ("right", "wrong_one", "where"),
    [
        ("2026/03/05", "05/03/2026", "MessageHeader/PromulgationInfo/PromulgationDate"),
        ("2026/03/05", "2026/02/30", "MessageHeader/PromulgationInfo/PromulgationDate"),
        ("000.00.00.G22", "gửi đi", "MessageHeader/From/OrganId"),
        (">2<", ">-2<", "MessageHeader/DocumentType/Type"),
        (">123<", ">123456789012<", "MessageHeader/Code/CodeNumber"),
    ],
)
def test_a_value_that_is_none_of_its_kind_is_named(right: str, wrong_one: str, where: str) -> None:
    assert list(wrong(read(of_others().replace(right.encode(), wrong_one.encode())))) == [where]


def test_business_is_read_wherever_it_stands() -> None:
    replaced = (
        "<ReplacementInfoList><ReplacementInfo><DocumentId>D-0</DocumentId></ReplacementInfo></ReplacementInfoList>"
    )
    business = f"<Bussiness><BussinessDocType>3</BussinessDocType>{replaced}</Bussiness>"
    inside = sound(of_others(head=f"<TraceHeaderList>{business}</TraceHeaderList>"))
    assert inside.route.business == sound(of_others(head=business)).route.business
    assert inside.route.business.replacement_info_list[0].document_id == "D-0"


def test_business_that_the_standard_does_not_know_or_that_lacks_its_document_is_a_problem() -> None:
    def business(kind: int) -> dict[str, str]:
        return wrong(read(of_others(head=f"<Bussiness><BussinessDocType>{kind}</BussinessDocType></Bussiness>")))

    assert "TraceHeaderList/Bussiness/BussinessDocType" in business(7)
    assert "TraceHeaderList/Bussiness/ReplacementInfoList" in business(3)
    assert business(1) == {}


def test_a_faulty_message_is_refused_with_every_problem() -> None:
    with pytest.raises(FaultyMessage) as refused:
        read_sound(without("Subject").replace(b"2026/03/05", b"nay"))
    assert len(refused.value.reasons) == 2
