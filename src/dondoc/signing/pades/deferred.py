"""Sign in two steps (ký hai bước): the file is prepared here, its hash is signed where the key is, and put in here.

The first step appends an update with an empty container and says what is to be signed: the signed attributes (PAdES),
which hold the file's hash and the certificate's. The second takes what came back, believes nothing, and fills it in.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import cms, x509
from asn1crypto.algos import SignedDigestAlgorithm
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import ExternalSigner, PdfTimeStamper
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.dss import async_add_validation_info
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dondoc.signing.cannot import CannotSign
from dondoc.signing.pades.certificates import certificate_facts
from dondoc.signing.pades.keys import check_key
from dondoc.signing.pades.looks import look_of
from dondoc.signing.pades.making import (
    ROOM_BESIDE,
    SECONDS_TO_ANSWER,
    Appender,
    SignerAt,
    evidence_for,
    free_field,
    metadata,
)
from dondoc.signing.pades.raw import is_signed
from dondoc.signing.pades.reserved import fill_reserved
from dondoc.signing.pades.wish import NO_EVIDENCE, NO_TIMESTAMP, NOT_SIGNABLE, Signed, Wish
from dondoc.signing.rules.facts import CertificateFacts
from dondoc.signing.rules.roles import Level
from dondoc.signing.rules.ways import HASH_BYTES, Mechanism
from dondoc.signing.ways.port import Certificates

# Time-stamping services send their certificates along.
ROOM_FOR_TIMESTAMP = 16_384
LARGEST_ANSWER = 64 * 1024
BAD_CERTIFICATE = "Không đọc được chứng thư số mà thiết bị hoặc dịch vụ ký đưa ra."
BAD_KEY = "Chứng thư số không hợp với cách ký được chọn (RSA hoặc ECDSA); hãy chọn chứng thư khác."
WRONG_SIGNATURE = (
    "Chữ ký nhận về không phải của chứng thư đã chọn trên đúng nội dung này nên không dùng; tệp chưa có gì thay đổi. "
    "Hãy ký lại."
)


@dataclass(frozen=True)
class Prepared:
    """A file that waits for its signature (tệp đã chuẩn bị ký).

    `tail`: what is appended to the file, an empty container in it. `gap`: where in the whole the container's digits
    stand. `attributes`: DER of what is signed; the key is asked for a signature over `hash`.
    """

    tail: bytes
    gap: tuple[int, int]
    attributes: bytes
    document_hash: bytes
    notes: tuple[str, ...] = ()

    @property
    def hash(self) -> bytes:
        return hashlib.sha256(self.attributes).digest()


def signer_facts(certificates: Certificates) -> CertificateFacts:
    """What is written in the signer's certificate. Raises CannotSign on what is none."""
    try:
        return certificate_facts(x509.Certificate.load(certificates.signer, strict=True))
    except (ValueError, TypeError, KeyError) as error:
        raise CannotSign(BAD_CERTIFICATE) from error


def prepare(data: bytes, certificates: Certificates, mechanism: Mechanism, at: datetime, wish: Wish) -> Prepared:
    """Append an empty signature for a certificate. Raises CannotSign with every reason against it."""
    signer_facts(certificates)
    signer = _external(certificates, mechanism)
    name = check_key(signer, at).common_name
    look, notes = look_of(data, name, wish)
    try:
        writer = Appender(BytesIO(data), strict=False)
        field = free_field(writer)
        fill_reserved(writer, dict(wish.fields), dict(wish.field_looks))
        pdf_signer = SignerAt(
            metadata(replace(wish, level=Level.B_B), field, at),
            signer,
            at,
            stamp_style=look.style if look else None,
            new_field_spec=SigFieldSpec(field, on_page=look.place.page, box=look.place.box) if look else None,
        )
        room = _room(certificates, wish.level)
        digest, _, out = asyncio.run(pdf_signer.async_digest_doc_for_signing(writer, bytes_reserved=room))
        attributes = asyncio.run(signer.signed_attrs(digest.document_digest, "sha256", use_pades=True))
        out.seek(0)
        whole = bytes(out.read())
    except CannotSign:
        raise
    except Exception as error:
        raise CannotSign(NOT_SIGNABLE) from error
    if not whole.startswith(data):
        raise CannotSign(NOT_SIGNABLE)
    gap = (digest.reserved_region_start, digest.reserved_region_end)
    return Prepared(whole[len(data) :], gap, attributes.dump(), digest.document_digest, notes)


def _external(certificates: Certificates, mechanism: Mechanism, value: bytes = b"") -> ExternalSigner:
    try:
        signer = x509.Certificate.load(certificates.signer, strict=True)
        above = SimpleCertificateStore()
        above.register_multiple(x509.Certificate.load(der, strict=True) for der in certificates.above)
        algorithm = signer.public_key.algorithm
    except (ValueError, TypeError, KeyError) as error:
        raise CannotSign(BAD_CERTIFICATE) from error
    if (algorithm == "ec") is not (mechanism is Mechanism.ECDSA) or algorithm not in ("ec", "rsa"):
        raise CannotSign(BAD_KEY)
    how = _pss() if mechanism is Mechanism.RSA_PSS else None
    return ExternalSigner(signer, above, value or None, how, embed_roots=False)


def _pss() -> SignedDigestAlgorithm:
    """PSS with a salt as long as the hash, as every token knows it; the library's own choice is longer."""
    sha256 = {"algorithm": "sha256"}
    mask = {"algorithm": "mgf1", "parameters": sha256}
    parameters = {"hash_algorithm": sha256, "mask_gen_algorithm": mask, "salt_length": HASH_BYTES}
    return SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})


def _room(certificates: Certificates, level: Level) -> int:
    """Hexadecimal digits for a container: certificates, a signature, and a timestamp where one is to come."""
    stamp = ROOM_FOR_TIMESTAMP if level.place > Level.B_B.place else 0
    return 2 * (len(certificates.signer) + sum(map(len, certificates.above)) + ROOM_BESIDE + stamp)


def finish(
    data: bytes,
    prepared: Prepared,
    certificates: Certificates,
    mechanism: Mechanism,
    answer: bytes,
    at: datetime,
    wish: Wish,
) -> Signed:
    """Put in what the key gave back: a raw signature, or a whole CMS container; then what the level asks for.

    Raises CannotSign where the answer is no signature by this certificate over just what was prepared.
    """
    if len(answer) > LARGEST_ANSWER:
        raise CannotSign(WRONG_SIGNATURE)
    level, notes = Level.B_B, list(prepared.notes)
    if is_signed(certificates.signer, mechanism, prepared.hash, answer):
        container, level, short = _container(prepared, certificates, mechanism, answer, wish)
        notes += short
    else:
        container = _checked_container(prepared, certificates, mechanism, answer)
    out = BytesIO(data + prepared.tail)
    try:
        PreparedByteRangeDigest(prepared.document_hash, *prepared.gap).fill_with_cms(out, container)
    except Exception as error:
        raise CannotSign(WRONG_SIGNATURE) from error
    return _raised(Signed(out.getvalue(), level, tuple(notes)), at, wish)


def _container(
    prepared: Prepared, certificates: Certificates, mechanism: Mechanism, value: bytes, wish: Wish
) -> tuple[bytes, Level, list[str]]:
    """A container around a raw signature, time-stamped where that is asked and can be had."""
    signer = _external(certificates, mechanism, value)
    attributes = cms.CMSAttributes.load(prepared.attributes)
    short = []
    if _is_stamped(wish):
        stamper = HTTPTimeStamper(wish.tsa_url, timeout=SECONDS_TO_ANSWER)
        try:
            made = _run(lambda: signer.async_sign_prescribed_attributes("sha256", attributes, timestamper=stamper))
            return bytes(made.dump()), Level.B_T, []
        except (TimestampRequestError, OSError, ValueError):
            short.append(NO_TIMESTAMP)
    made = _run(lambda: signer.async_sign_prescribed_attributes("sha256", attributes))
    return bytes(made.dump()), Level.B_B, short


def _run(make: Callable[[], Any]) -> Any:
    async def done() -> Any:
        return await make()

    return asyncio.run(done())


def _is_stamped(wish: Wish) -> bool:
    return wish.level.place > Level.B_B.place and bool(wish.tsa_url)


def _checked_container(prepared: Prepared, certificates: Certificates, mechanism: Mechanism, answer: bytes) -> bytes:
    """A container that somebody else made, when it signs just this file with just this certificate."""
    try:
        info = cms.ContentInfo.load(answer, strict=True)
        signed = info["content"]
        (one,) = signed["signer_infos"]
        attributes = one["signed_attrs"].untag()
        hashes = [v.native for a in attributes if a["type"].native == "message_digest" for v in a["values"]]
        signers = [c.chosen.sha256 for c in signed["certificates"] if c.name == "certificate"]
        digest = hashlib.sha256(attributes.dump()).digest()
        is_right = hashes == [prepared.document_hash] and hashlib.sha256(certificates.signer).digest() in signers
        if is_right and is_signed(certificates.signer, mechanism, digest, one["signature"].native):
            return answer
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    raise CannotSign(WRONG_SIGNATURE)


def _raised(signed: Signed, at: datetime, wish: Wish) -> Signed:
    """Evidence about the certificate, and a timestamp over it all, where the level asks and they can be had."""
    if signed.level is Level.B_B or wish.level.place <= Level.B_T.place:
        return signed
    context = evidence_for(wish.trust, at)
    try:
        reader = PdfFileReader(BytesIO(signed.data))
        data = _run(lambda: _with_evidence(reader.embedded_signatures[-1], context))
        if wish.level is Level.B_LTA:
            stamper = PdfTimeStamper(HTTPTimeStamper(wish.tsa_url, timeout=SECONDS_TO_ANSWER))
            writer = IncrementalPdfFileWriter(BytesIO(data))
            data = stamper.timestamp_pdf(writer, "sha256", validation_context=evidence_for(wish.trust, at)).getvalue()
    except Exception:  # noqa: BLE001 - whatever the services or the library say, what is signed stays signed
        return replace(signed, notes=(*signed.notes, NO_EVIDENCE))
    return Signed(data, wish.level, signed.notes)


async def _with_evidence(signature: Any, context: Any) -> bytes:
    try:
        out: bytes = (await async_add_validation_info(signature, context, embed_roots=False)).getvalue()
    finally:
        await context.aclose()
    return out
