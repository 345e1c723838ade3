"""Sign a PDF (ký số): PAdES, in the name of a person or of an agency, at the level that can be reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper
from pyhanko_certvalidator import ValidationContext

from dondoc.signing.pades.keys import CannotSign, check_key, key_from_p12
from dondoc.signing.pades.looks import Look, look_of
from dondoc.signing.pades.reserved import fill_reserved
from dondoc.signing.pades.trust import TrustAnchors
from dondoc.signing.pades.wish import NO_EVIDENCE, NO_TIMESTAMP, NOT_SIGNABLE, Signed, Wish
from dondoc.signing.rules.roles import Level
from dondoc.signing.rules.times import CLOCK_SKEW

__all__ = [
    "NOT_SIGNABLE",
    "NO_EVIDENCE",
    "NO_TIMESTAMP",
    "Appender",
    "CannotSign",
    "Signed",
    "SignerAt",
    "Wish",
    "evidence_for",
    "free_field",
    "metadata",
    "sign_file",
    "sign_pdf",
]

REVOKED = "Chứng thư số đã bị thu hồi nên không ký; hãy liên hệ nơi cấp chứng thư."
SECONDS_TO_ANSWER = 10
ROOM_BESIDE = 4096


class Appender(IncrementalPdfFileWriter):
    """pyHanko's writer of updates, which leaves what the file says of itself (title, dates, programs) as it stands.

    It would write all of that anew to change one date: half of the work of signing.
    """

    def _update_meta(self) -> None:
        pass


class SignerAt(PdfSigner):
    """pyHanko's signer, told the signing time instead of reading the clock."""

    def __init__(self, meta: PdfSignatureMetadata, signer: Any, at: datetime, **options: Any) -> None:
        super().__init__(meta, signer, **options)
        self.at = at

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def sign_pdf(data: bytes, p12: bytes, password: bytes, at: datetime, reason: str = "", location: str = "") -> bytes:
    """Append one invisible signature in a new field (ChuKy1, ChuKy2, ...), claiming `at` as the signing time.

    Raises CannotSign.
    """
    return sign_file(data, key_from_p12(p12, password), at, Wish(reason=reason, location=location)).data


def sign_file(data: bytes, key: Any, at: datetime, wish: Wish) -> Signed:
    """Append one signature, with the image where NĐ 30/2020/NĐ-CP has it. Raises CannotSign; then nothing is signed.

    Where a service does not answer, the level that can be had without it is reached, and a note says so.
    """
    name = check_key(key, at).common_name
    look, notes = look_of(data, name, wish)
    short = ""
    for level in _levels_down_from(wish.level):
        try:
            signed = _signed(data, key, at, replace(wish, level=level), look)
            return Signed(signed, level, (*notes, *filter(None, [short])))
        except _NoService as error:
            short = str(error)
    raise CannotSign(NOT_SIGNABLE)  # B-B needs no service, so this is not reached


class _NoService(Exception):
    """A service did not answer; the sentence says what is done instead."""


def _levels_down_from(level: Level) -> list[Level]:
    if level in (Level.B_LT, Level.B_LTA):
        return [level, Level.B_T, Level.B_B]
    return [Level.B_T, Level.B_B] if level is Level.B_T else [Level.B_B]


def _signed(data: bytes, key: Any, at: datetime, wish: Wish, look: Look | None) -> bytes:
    try:
        writer = Appender(BytesIO(data), strict=False)
        field = free_field(writer)
        needs_stamp = wish.level.place > Level.B_B.place
        stamper = HTTPTimeStamper(wish.tsa_url, timeout=SECONDS_TO_ANSWER) if needs_stamp else None
        fill_reserved(writer, dict(wish.fields), dict(wish.field_looks))
        signer = SignerAt(
            metadata(wish, field, at),
            key,
            at,
            timestamper=stamper,
            stamp_style=look.style if look else None,
            new_field_spec=SigFieldSpec(field, on_page=look.place.page, box=look.place.box) if look else None,
        )
        room = _room(key) if wish.level is Level.B_B else None
        signed: bytes = signer.sign_pdf(writer, bytes_reserved=room).getvalue()
    except CannotSign:
        raise
    except Exception as error:
        raise _told(error, wish.level) from error
    return signed


def _room(key: Any) -> int:
    """Hexadecimal digits for a container without a timestamp: its certificates, and what is never as large as that.

    Spares the library a trial run.
    """
    certificates = [key.signing_cert, *key.cert_registry]
    return 2 * (sum(len(c.dump()) for c in certificates) + ROOM_BESIDE)


def metadata(wish: Wish, field: str, at: datetime) -> PdfSignatureMetadata:
    """What the library is told of a signature."""
    has_evidence = wish.level in (Level.B_LT, Level.B_LTA)
    return PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=wish.reason or None,
        location=wish.location or None,
        embed_validation_info=has_evidence,
        use_pades_lta=wish.level is Level.B_LTA,
        validation_context=evidence_for(wish.trust, at) if has_evidence else None,
    )


def evidence_for(trust: TrustAnchors, at: datetime) -> ValidationContext:
    """Evidence about a certificate, from the addresses that its issuer wrote into it; it may be a little younger."""
    return ValidationContext(
        trust_roots=list(trust.roots),
        moment=at,
        allow_fetching=True,
        revocation_mode="hard-fail",
        time_tolerance=CLOCK_SKEW,
    )


def _told(error: Exception, level: Level) -> Exception:
    """What an exception of the library means: a service that does not answer, or a file that cannot be signed."""
    causes = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None and len(causes) < 10:
        causes.append(cause)  # type: ignore[arg-type]
    names = {type(cause).__name__ for cause in causes}
    if "RevokedError" in names:
        return CannotSign(REVOKED)
    if level.place > Level.B_B.place and "TimestampRequestError" in names:
        return _NoService(NO_TIMESTAMP if level is Level.B_T else NO_EVIDENCE)
    has_no_evidence = isinstance(error, SigningError | OSError) or "InsufficientRevinfoError" in names
    if level.place > Level.B_T.place and has_no_evidence:
        return _NoService(NO_EVIDENCE)
    return CannotSign(NOT_SIGNABLE)


def free_field(writer: IncrementalPdfFileWriter) -> str:
    """A name for a new signature field: ChuKy1, ChuKy2, ..."""
    taken = {name for name, _, _ in enumerate_sig_fields(writer.prev)}
    return next(f"ChuKy{n}" for n in range(1, len(taken) + 2) if f"ChuKy{n}" not in taken)
