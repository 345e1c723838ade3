"""Make a signature provable later on (bổ sung dấu thời gian, dữ liệu thu hồi): what is signed stays as it is."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper
from pyhanko.sign.validation import add_validation_info

from dondoc.base.rules.refusals import Refused
from dondoc.signing.pades.making import SECONDS_TO_ANSWER, evidence_for
from dondoc.signing.pades.trust import TrustAnchors
from dondoc.signing.rules.roles import Level

NO_STAMP = "Dịch vụ dấu thời gian chưa trả lời; sẽ thử lại."
NO_EVIDENCE = "Chưa lấy được dữ liệu thu hồi của chứng thư số; sẽ thử lại."


class CannotAugment(Refused):
    """Refused: a service does not answer; the file stays as it is."""


def augmented(data: bytes, *, at: datetime, tsa_url: str, trust: TrustAnchors, level: Level) -> tuple[bytes, str]:
    """The file with a document timestamp behind it, from B-LT on with evidence too; and what fell short.

    What was there stays byte by byte: both are appended. Raises CannotAugment.
    """
    short = ""
    if level.place >= Level.B_LT.place:
        try:
            data = _with_evidence(data, at, trust)
        except Exception:  # noqa: BLE001 - the library's many ways to say that an answer is not to be had
            short = NO_EVIDENCE
    try:
        stamper = PdfTimeStamper(HTTPTimeStamper(tsa_url, timeout=SECONDS_TO_ANSWER))
        writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
        return stamper.timestamp_pdf(writer, "sha256").getvalue(), short
    except Exception as error:
        raise CannotAugment(NO_STAMP) from error


def _with_evidence(data: bytes, at: datetime, trust: TrustAnchors) -> bytes:
    """Certificates, revocation lists and answers for every signature, from the addresses in the certificates."""
    for n in range(len(PdfFileReader(BytesIO(data), strict=False).embedded_regular_signatures)):
        reader = PdfFileReader(BytesIO(data), strict=False)
        output = BytesIO()
        add_validation_info(reader.embedded_regular_signatures[n], evidence_for(trust, at), output=output)
        data = output.getvalue()
    return data
