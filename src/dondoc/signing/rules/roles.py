"""In whose name does a certificate sign (vai trò): a person, or an agency as itself; and how far its proof reaches."""

from __future__ import annotations

from enum import StrEnum

from dondoc.base.rules.wording import same_name_key
from dondoc.signing.rules.facts import CertificateFacts, DocumentFacts, Kind, SignatureFacts
from dondoc.signing.rules.times import proves, revocation_state


class Role(StrEnum):
    """Whose signature it is (người ký, cơ quan, dịch vụ cấp dấu thời gian)."""

    PERSON = "person"
    AGENCY = "agency"
    TIMESTAMP = "timestamp"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.PERSON: "Chữ ký số của cá nhân",
    Role.AGENCY: "Chữ ký số của cơ quan, tổ chức",
    Role.TIMESTAMP: "Dấu thời gian",
    Role.UNKNOWN: "Chưa rõ người ký",
}


class Level(StrEnum):
    """How long the proof lasts (mức chữ ký), ETSI EN 319 142-1, clause 6. CMS: a container that is not PAdES."""

    CMS = "CMS"
    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"

    @property
    def place(self) -> int:
        """Its place in the order of how long the proof lasts."""
        return list(Level).index(self)


def role_of(signature: SignatureFacts) -> Role:
    """An agency's certificate bears the agency's name as its own name; a person's bears the person's."""
    if signature.kind is Kind.TIMESTAMP:
        return Role.TIMESTAMP
    if signature.signer is None:
        return Role.UNKNOWN
    return Role.AGENCY if is_agency(signature.signer) else Role.PERSON


def is_agency(certificate: CertificateFacts) -> bool:
    name, organisation = same_name_key(certificate.common_name), same_name_key(certificate.organisation)
    return bool(name) and name == organisation


def level_of(signature: SignatureFacts, document: DocumentFacts) -> Level | None:
    """The level that a signature has reached by what is good in the file; None for a document timestamp."""
    if signature.kind is Kind.TIMESTAMP:
        return None
    if not signature.is_pades:
        return Level.CMS
    later = document.signatures[document.signatures.index(signature) + 1 :]
    archived = [s for s in later if proves(s)]
    if not archived and not (signature.timestamp and signature.timestamp.is_valid):
        return Level.B_B
    is_known = bool(signature.revocations) and all(a.is_embedded for a in signature.revocations)
    if not is_known or revocation_state(signature, document) != "good":
        return Level.B_T
    is_archived = any(0 <= document.validation_revision <= s.revision for s in archived)
    return Level.B_LTA if is_archived else Level.B_LT
