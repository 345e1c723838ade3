"""Sign a PDF (ký số) with a key in a PKCS#12 file: PAdES B-B, for the demonstration and the tests."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from dondoc.base.rules.refusals import Refused


class CannotSign(Refused):
    """Refused: the key does not open, or the file is no PDF that can be signed."""


class SignerAt(PdfSigner):
    """pyHanko's signer, told the signing time instead of reading the clock."""

    def __init__(self, meta: PdfSignatureMetadata, signer: SimpleSigner, at: datetime) -> None:
        super().__init__(meta, signer)
        self.at = at

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def sign_pdf(data: bytes, p12: bytes, password: bytes, at: datetime, reason: str = "", location: str = "") -> bytes:
    """Append one invisible signature in a new field (ChuKy1, ChuKy2, ...), claiming `at` as the signing time.

    Raises CannotSign.
    """
    try:
        signer = SimpleSigner.load_pkcs12_data(p12, other_certs=[], passphrase=password)
    except ValueError as error:
        raise CannotSign("Không mở được tệp khóa ký (PKCS#12); kiểm tra lại tệp và mật khẩu.") from error
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
        taken = {name for name, _, _ in enumerate_sig_fields(writer.prev)}
        n = next(n for n in range(1, len(taken) + 2) if f"ChuKy{n}" not in taken)
        meta = PdfSignatureMetadata(
            field_name=f"ChuKy{n}",
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason or None,
            location=location or None,
        )
        signed: bytes = SignerAt(meta, signer, at).sign_pdf(writer).getvalue()
    except Exception as error:
        raise CannotSign("Không ký được tệp này; tệp phải là PDF hoàn chỉnh và không đặt mật khẩu.") from error
    return signed
