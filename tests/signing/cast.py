"""Who signs in the signing tests: a small PKI of our own and the words to sign and to check with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dondoc.base.rules.moments import VIETNAM
from dondoc.signing.pades.making import SignerAt, free_field
from dondoc.signing.pades.reading import read_signatures
from dondoc.signing.pades.trust import TrustAnchors
from dondoc.signing.pki import YEAR, Holder, Identity, new_authority, new_key, new_root, new_signer, p12_bytes
from dondoc.signing.rules.facts import DocumentFacts
from dondoc.signing.rules.indications import Verdict
from dondoc.signing.rules.verdicts import verdict

AT = datetime(2026, 11, 20, 8, 30, tzinfo=VIETNAM)
START, END = AT - timedelta(days=30), AT + 5 * YEAR
PASSWORD = b"mat-khau-thu"
MINH = Holder("Nguyễn Văn Minh", "UBND xã Tân Lập")
AGENCY = Holder("UBND xã Tân Lập", "UBND xã Tân Lập")


@dataclass(frozen=True)
class Cast:
    root: Identity
    issuer: Identity
    minh: Identity
    agency: Identity
    stamper: Identity

    @property
    def trust(self) -> TrustAnchors:
        return trust_in(self.root)


def make_cast() -> Cast:
    root = new_root("Gốc thử nghiệm", START, END + 5 * YEAR)
    issuer = new_authority(root, "Cơ quan cấp chứng thư thử nghiệm", START, END + YEAR)
    minh, agency = (new_signer(issuer, holder, START, END) for holder in (MINH, AGENCY))
    return Cast(root, issuer, minh, agency, new_stamper(issuer))


def new_stamper(issuer: Identity) -> Identity:
    """A time-stamping authority below an issuer."""
    key = new_key()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Dấu thời gian thử nghiệm")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(issuer.certificate.subject)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(START).not_valid_after(END + YEAR)
    builder = builder.add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    certificate = builder.sign(issuer.key, hashes.SHA256())
    return Identity(certificate, key, (issuer.certificate, *issuer.above))


def asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def trust_in(*roots: Identity) -> TrustAnchors:
    return TrustAnchors(tuple(asn1(root.certificate) for root in roots))


def signed_by(identity: Identity, data: bytes, at: datetime = AT) -> bytes:
    """Signed at a moment, whatever the certificate: our own way of signing would refuse many of them."""
    signer = SimpleSigner.load_pkcs12_data(p12_bytes(identity, PASSWORD), [], PASSWORD)
    writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
    meta = PdfSignatureMetadata(free_field(writer), md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    return SignerAt(meta, signer, at).sign_pdf(writer).getvalue()


def signed_specially(
    identity: Identity,
    data: bytes,
    digest: str = "sha256",
    prefer_pss: bool = False,
    subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
    certify: MDPPerm | None = None,
    timestamper: DummyTimeStamper | None = None,
) -> bytes:
    """Signed as our own `sign_pdf` never does it."""
    signer = SimpleSigner.load_pkcs12_data(p12_bytes(identity, PASSWORD), [], PASSWORD)
    signer.prefer_pss = prefer_pss
    meta = PdfSignatureMetadata(
        "Ky",
        md_algorithm=digest,
        subfilter=subfilter,
        certify=certify is not None,
        docmdp_permissions=certify or MDPPerm.FILL_FORMS,
    )
    pdf_signer = SignerAt(meta, signer, AT)
    pdf_signer.default_timestamper = timestamper
    return pdf_signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(data))).getvalue()


def stamps_of(stamper: Identity, at: datetime = AT) -> DummyTimeStamper:
    """A timestamping service in this process, whose clock stands at `at`."""
    above = SimpleCertificateStore()
    above.register_multiple(asn1(c) for c in stamper.above)
    key = stamper.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return DummyTimeStamper(asn1(stamper.certificate), keys.PrivateKeyInfo.load(key), certs_to_embed=above, fixed_dt=at)


def check(data: bytes, trust: TrustAnchors, at: datetime = AT) -> tuple[DocumentFacts, Verdict]:
    facts = read_signatures(data, trust, at)
    return facts, verdict(facts)


def outcome(data: bytes, trust: TrustAnchors, at: datetime = AT) -> tuple[str, str]:
    """Indication and sub-indication, the latter empty where there is none."""
    _, result = check(data, trust, at)
    return result.indication.value, result.sub_indication.value if result.sub_indication else ""
