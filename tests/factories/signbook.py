"""Papers to sign and keys to sign them with: Minh's, another's, his agency's, one that nobody trusts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from dondoc.signbook.models import Paper
from dondoc.signing.pki import YEAR, Holder, Identity, new_authority, new_root, new_signer, p12_bytes
from dondoc.signing.ways.p12 import P12Key
from tests.factories import NOW, World, unsigned_pdf

PASSWORD = b"mat-khau-thu"
AGENCY_NAME = "UBND huyện Lục Nam"


@dataclass(frozen=True)
class Keys:
    root: Identity
    issuer: Identity
    minh: Identity
    other: Identity
    agency: Identity
    stranger: Identity


@cache
def keys() -> Keys:
    """Made once for all tests; the root is among the trusted ones."""
    from django.conf import settings

    start = NOW - YEAR / 12
    root = new_root("Gốc trình ký thử nghiệm", start, start + 10 * YEAR)
    issuer = new_authority(root, "Nơi cấp thử nghiệm", start, start + 9 * YEAR)
    far = new_authority(new_root("Gốc lạ", start, start + 10 * YEAR), "Nơi cấp lạ", start, start + 9 * YEAR)
    folder = Path(settings.TRUST_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "trinh-ky.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))

    def made(name: str, authority: Identity = issuer) -> Identity:
        return new_signer(authority, Holder(name, AGENCY_NAME), start, start + 5 * YEAR)

    return Keys(root, issuer, made("Minh"), made("Hùng"), made(AGENCY_NAME), made("Minh", far))


def key_of(identity: Identity) -> P12Key:
    return P12Key(p12_bytes(identity, PASSWORD), PASSWORD)


def registration(identity: Identity, *, user_id: int | None = None, agency_id: int | None = None) -> None:
    """The identity's certificate in the register, of a person or of an agency."""
    from dondoc.people.actions import register_certificate
    from dondoc.people.rules.certificates import NewCertificate
    from dondoc.signing.pades.deferred import signer_facts

    facts = signer_facts(key_of(identity).certificates)
    register_certificate(
        actor_id=None,
        at=NOW,
        user_id=user_id,
        agency_id=agency_id,
        valid_from=date(2026, 1, 1),
        basis="Thông báo số 01",
        certificate=NewCertificate(facts.fingerprint, facts.common_name, "CA", "01", facts.valid_to),
    )


def program_token(world: World) -> str:
    """What the VGCA program is handed for a paper of Minh's."""
    from dondoc.signbook.actions import open_upload
    from dondoc.signing.rules.roles import Role
    from dondoc.signing.rules.ways import Way

    paper, minh = laid(world), world.people["minh"]
    return open_upload(actor_id=minh, at=NOW, paper_id=paper.pk, role=Role.PERSON, way=Way.VGCA).token


def laid(world: World, who: str = "lan", **changes: object) -> Paper:
    """A report laid before Minh."""
    from dondoc.signbook.actions import lay_paper

    given: dict[str, object] = {
        "actor_id": world.people[who],
        "at": NOW,
        "agency_id": world.agencies["BG-LN"],
        "data": unsigned_pdf("trinh ky"),
        "name": "bao-cao.pdf",
        "title": "Báo cáo quý IV",
    }
    return lay_paper(**(given | changes))  # type: ignore[arg-type]
