"""What checking and signing cost beside the bare cryptography, in one run: python -m bench.signing [--every-byte].

Checking: a typical signed report (typeset by our own writer, one signature) against hash, RSA verification of the
signature and of each certificate of the chain, and the parsing of file and container. A night's re-check: files a
second through the limited children, and the processor time of one, whoever else is working. Signing:
against the key operation. `--every-byte`: each byte of the covered range is changed once, and every change must be
detected (some minutes).
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import logging
import os
import resource
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from dondoc.demo.papers import sample_report
from dondoc.documents.render import render_pdf
from dondoc.signing.limited import Trust, verify_many
from dondoc.signing.pades import quick
from dondoc.signing.pades.keys import key_from_p12, key_from_token
from dondoc.signing.pades.making import Wish, sign_file
from dondoc.signing.pades.reading import read_signatures
from dondoc.signing.pki import new_signer, p12_bytes
from dondoc.signing.rules.verdicts import verdict
from tests.signing.attacks import gap_of
from tests.signing.cast import AT, END, MINH, PASSWORD, START, Cast, make_cast
from tests.signing.conftest import SOFTHSM
from tests.signing.test_token import token_in

ROUNDS = 60
NIGHT = 400


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some runs in time of the processor, so that a neighbour's work does not count."""
    taken = []
    work()
    for _ in range(rounds):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return sorted(taken)[rounds // 2] * 1000


def parse(data: bytes) -> EmbeddedPdfSignature:
    """The file and its signature's container, opened and not judged."""
    reader = PdfFileReader(BytesIO(data))
    field = reader.root["/AcroForm"]["/Fields"][0]
    signature = EmbeddedPdfSignature(reader, field, "ChuKy1")
    for choice in signature.signed_data["certificates"]:
        _ = choice.chosen.public_key
    return signature


def bare(data: bytes, signature: EmbeddedPdfSignature, cast: Cast) -> None:
    """Hash over the covered range, the signature, and each certificate by the one above it."""
    start, before, after, rest = (int(n) for n in signature.byte_range)
    hashlib.sha256(data[start:before] + data[after : after + rest]).digest()
    info = signature.signer_info
    key = load_der_x509_certificate(cast.minh.certificate.public_bytes(Encoding.DER)).public_key()
    key.verify(info["signature"].native, info["signed_attrs"].untag().dump(), PKCS1v15(), hashes.SHA256())  # type: ignore[union-attr,call-arg]
    cast.minh.certificate.verify_directly_issued_by(cast.issuer.certificate)
    cast.issuer.certificate.verify_directly_issued_by(cast.root.certificate)


def night(data: bytes, cast: Cast, n_children: int) -> tuple[float, float]:
    """Files a second through that many children, and milliseconds of processor for each; starting them is counted."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "goc.pem").write_bytes(cast.root.certificate.public_bytes(Encoding.PEM))
        trust = Trust(Path(folder))
        started, used = time.perf_counter(), processor()
        checked = list(verify_many([data] * NIGHT, trust, AT, n_children))
        taken = time.perf_counter() - started
    if not all(verdict(facts).indication.counts_as_signed for facts in checked):
        raise SystemExit("a good file did not pass")
    return NIGHT / taken, (processor() - used) / NIGHT * 1000


def processor() -> float:
    """Seconds of processor that this process and its children have taken."""
    mine, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def signing_beside_the_key(cast: Cast, report: bytes, bits: int) -> None:
    """Signing a report with a key of a size, against the operation of that key alone."""
    private = generate_private_key(public_exponent=65537, key_size=bits)
    signer = new_signer(cast.issuer, MINH, START, END, key=private)
    key = key_from_p12(p12_bytes(signer, PASSWORD), PASSWORD)
    operation = milliseconds(lambda: private.sign(b"x" * 300, PKCS1v15(), hashes.SHA256()))
    signing = milliseconds(lambda: sign_file(report, key, AT, Wish()))
    print(f"signing, RSA {bits}: {signing:.2f} ms; key operation {operation:.2f} ms = {signing / operation:.1f} ×")


def signing_beside_a_token(cast: Cast, report: bytes) -> None:
    """The same with a token in software (SoftHSM), where there is one; the session stays open."""
    if not SOFTHSM.name:
        print("signing with a token: no SoftHSM here")
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SOFTHSM2_CONF"] = f"{folder}/softhsm2.conf"
        with key_from_token(token_in(Path(folder), cast)) as key:
            operation = milliseconds(lambda: asyncio.run(key.async_sign_raw(b"x" * 300, "sha256")))
            signing = milliseconds(lambda: sign_file(report, key, AT, Wish()))
    ratio = signing / operation
    print(f"signing, SoftHSM RSA 2048: {signing:.2f} ms; key operation {operation:.2f} ms = {ratio:.1f} ×")


def every_byte(data: bytes, cast: Cast) -> None:
    """Change each byte of the covered range once; all must be found out."""
    start, end = gap_of(data)
    overlooked = []
    for place in [*range(start), *range(end, len(data))]:
        forged = data[:place] + bytes([data[place] ^ (1 << place % 8)]) + data[place + 1 :]
        if verdict(read_signatures(forged, cast.trust, AT)).indication.counts_as_signed:
            overlooked.append(place)
    n = len(data) - (end - start)
    print(f"changed bytes: {n} of {n} positions tried, {len(overlooked)} overlooked {overlooked[:10]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every-byte", action="store_true")
    args = parser.parse_args()
    logging.disable()
    quick.install()  # as the limited process reads
    cast = make_cast()
    report = render_pdf(sample_report(AT))
    key = key_from_p12(p12_bytes(cast.minh, PASSWORD), PASSWORD)
    data = sign_file(report, key, AT, Wish()).data
    opened = parse(data)
    parsing = milliseconds(lambda: parse(data))
    crypto = milliseconds(lambda: bare(data, opened, cast))
    checking = milliseconds(lambda: verdict(read_signatures(data, cast.trust, AT)))
    print(f"a signed report of {len(data)} bytes, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print(f"checking {checking:.2f} ms; bare cryptography {crypto:.2f} ms + parsing {parsing:.2f} ms")
    print(f"  = {checking / (crypto + parsing):.2f} × cryptography and parsing")
    for n_children in (1, os.cpu_count() or 1):
        rate, used = night(data, cast, n_children)
        print(f"night's re-check: {rate:.0f} files a second with {n_children} limited children, {used:.1f} ms each")
    for bits in (2048, 3072, 4096):
        signing_beside_the_key(cast, report, bits)
    signing_beside_a_token(cast, report)
    if args.every_byte:
        every_byte(data, cast)


if __name__ == "__main__":
    main()
