"""Messages to read: one of ours as a value, and the same told by systems of others."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

from dondoc.exchange.rules.attachments import Attachment
from dondoc.exchange.rules.building import named
from dondoc.exchange.rules.envelope import (
    Business,
    Classification,
    Code,
    Document,
    MessageHeader,
    Organ,
    Promulgation,
    ResponseFor,
    Status,
    TraceHeader,
    TraceHeaderList,
)
from tests.factories import vn

PDF = b"%PDF-1.4 c\xc3\xb4ng v\xc4\x83n"
HEADER = MessageHeader(
    sender=Organ("000.00.00.H05", organ_name="UBND tỉnh Bắc Ninh"),
    receivers=(Organ("H05.12", organ_name="Sở Tài chính"), Organ("000.00.31.H05")),
    document_id="000.00.00.H05,2026/11/23,05/UBND-TTPVHCC",
    code=Code("05", "UBND-TTPVHCC"),
    promulgation_info=Promulgation("Bắc Ninh", date(2026, 11, 23)),
    document_type=Classification(2, None, "Công văn"),
    subject="V/v đôn đốc báo cáo & số liệu <quý IV>",
    due_date=date(2026, 12, 1),
    to_places=("Như trên", "Lưu: VT"),
)
ROUTE = TraceHeaderList((TraceHeader("000.00.00.H05", vn("2026-11-23T09:00:05")),), Business(0))
DOCUMENT = Document(HEADER, ROUTE, (named(Attachment("công văn.pdf", PDF), 1),))
STATUS = Status(
    sender=Organ("H05.12", organ_name="Sở Tài chính"),
    response_for=ResponseFor("000.00.00.H05", "05/UBND-TTPVHCC", HEADER.document_id, date(2026, 11, 23)),
    status_code="03",
    timestamp=vn("2026-11-23T10:00:00"),
)


def document(**changed: Any) -> Document:
    """The document with other words in its header."""
    return replace(DOCUMENT, header=replace(HEADER, **changed))


def of_others(
    *,
    head: str = "",
    files: str = "",
    body: str = "",
    begin: str = '<e:edXMLEnvelope xmlns:e="http://www.e-doc.vn/Schema/"><e:edXMLHeader>',
    middle: str = "</e:edXMLHeader>",
    end: str = "</e:edXMLEnvelope>",
    header: str | None = None,
) -> bytes:
    """A message with another prefix and an older namespace; `head`, `body`, `files` stand in their places."""
    told = (
        """<e:MessageHeader><e:From><e:OrganId>000.00.00.G22</e:OrganId><e:OrganName>VPCP</e:OrganName></e:From>
        <e:To><e:OrganId>000.00.00.H05</e:OrganId></e:To><e:Code><e:CodeNumber>123</e:CodeNumber>
        <e:CodeNotation>VPCP-TH</e:CodeNotation></e:Code><e:PromulgationInfo><e:Place>Hà Nội</e:Place>
        <e:PromulgationDate>2026/03/05</e:PromulgationDate></e:PromulgationInfo><e:DocumentType><e:Type>2</e:Type>
        <e:TypeName>Công văn</e:TypeName></e:DocumentType><e:Subject>V/v điều hành</e:Subject>
        <e:DocumentId>G22-2026-0001</e:DocumentId></e:MessageHeader>"""
        if header is None
        else header
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n{begin}{told}{head}{middle}{body}{end}{files}'.encode()


def without(name: str) -> bytes:
    """The others' message without an element."""
    told = of_others().decode()
    begin, end = told.index(f"<e:{name}>"), told.index(f"</e:{name}>") + len(f"</e:{name}>")
    return (told[:begin] + told[end:]).encode()


def with_file(
    data: bytes = PDF, *, name: str = "cv.pdf", content: str | None = None, digest: str = "", signed: str = ""
) -> bytes:
    """The others' message with a file, its listing, and the digests asked for."""
    encoded = base64.encodebytes(data).decode() if content is None else content
    listed = f"<e:ContentId>cid:a1</e:ContentId><e:AttachmentName>{name}</e:AttachmentName>{digest}"
    file = (
        f"<Attachment><ContentId>a1</ContentId><AttachmentName>{name}</AttachmentName>"
        f"<ContentType>application/pdf</ContentType><ContentTransferEncoded>{encoded}</ContentTransferEncoded>"
        "</Attachment>"
    )
    return of_others(
        begin='<edXML xmlns="x"><e:edXMLEnvelope xmlns:e="x"><e:edXMLHeader>',
        head=signed,
        body=f"<e:edXMLBody><e:edXMLManifest><e:Reference>{listed}</e:Reference></e:edXMLManifest></e:edXMLBody>",
        end="</e:edXMLEnvelope>",
        files=f"<AttachmentEncoded>{file}</AttachmentEncoded></edXML>",
    )


def digest_elements(data: bytes, algorithm: str, address: str, *, in_hex: bool = False) -> str:
    raw = hashlib.new(algorithm, data).digest()
    value = raw.hex() if in_hex else base64.b64encode(raw).decode()
    return f'<DigestMethod Algorithm="{address}"/><DigestValue>{value}</DigestValue>'
