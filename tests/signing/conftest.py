from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from tests.signing.cast import Cast, make_cast, signed_by
from tests.signing.pdfs import pdf_of, plain_objects

PLACES = ("/usr/lib/softhsm", "/usr/lib/x86_64-linux-gnu/softhsm", "/usr/lib64", "/usr/local/lib/softhsm")
SOFTHSM = next((p for place in PLACES if (p := Path(place, "libsofthsm2.so")).exists()), Path())
# Without a token in software there is nothing to sign with; .ci/run sees to it that there is one.
collect_ignore = [] if SOFTHSM.name and shutil.which("softhsm2-util") else ["test_token.py"]


@pytest.fixture(scope="session")
def cast() -> Cast:
    return make_cast()


@pytest.fixture(scope="session")
def pdf() -> bytes:
    return pdf_of(plain_objects())


@pytest.fixture(scope="session")
def signed(cast: Cast, pdf: bytes) -> bytes:
    """The plain file, signed by Minh."""
    return signed_by(cast.minh, pdf)


@pytest.fixture(scope="session")
def trust_folder(cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trust")
    (folder / "goc.pem").write_bytes(cast.root.certificate.public_bytes(Encoding.PEM))
    return folder
