"""Evidence that a file brings along (dữ liệu xác thực kèm theo): certificates, CRLs and OCSP answers.

They lie in the document's security store (DSS), or inside a signature's own container. Evidence that cannot be
read is no evidence; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import asn1crypto.pdf  # noqa: F401 - teaches asn1crypto Adobe's attribute
from asn1crypto import x509
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, Reference, StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader

from dondoc.signing.pades.objects import entry

# More than any office document needs; a list of a large authority has some megabytes.
MOST_PIECES = 100
DEEPEST = 5
MOST_BYTES = 20 * 1024 * 1024
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, OSError)


@dataclass(frozen=True)
class Evidence:
    """Certificates beside the signature, CRLs and OCSP answers in DER."""

    certificates: tuple[x509.Certificate, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.certificates + other.certificates,
            tuple(dict.fromkeys(self.crls + other.crls)),
            tuple(dict.fromkeys(self.ocsps + other.ocsps)),
        )


NO_EVIDENCE = Evidence()


def stored_evidence(reader: PdfFileReader) -> Evidence:
    """What the document security store (DSS) of the newest revision holds."""
    store = entry(reader.root, "/DSS")
    if not isinstance(store, DictionaryObject):
        return Evidence()
    certificates = []
    for der in _streams(entry(store, "/Certs")):
        try:
            certificates.append(x509.Certificate.load(der, strict=True))
        except ValueError:
            continue
    return Evidence(
        tuple(certificates), tuple(_streams(entry(store, "/CRLs"))), tuple(_streams(entry(store, "/OCSPs")))
    )


def validation_revision(reader: PdfFileReader) -> int:
    """The first revision that has a document security store; -1 where none has."""
    if "/DSS" not in reader.root:
        return -1
    return next(n for n in range(reader.total_revisions) if "/DSS" in reader.get_historical_root(n))


def brings_evidence(reader: PdfFileReader, revision: int) -> bool:
    """Does an update put anything new into the document security store?"""
    root = reader.get_historical_root(revision)
    if "/DSS" not in root:
        return False
    stored = set(_refs(root.raw_get("/DSS"), 0))
    added = reader.xrefs.explicit_refs_in_revision(revision)
    return any(ref in stored and reader.xrefs.get_historical_ref(ref, revision - 1) is None for ref in added)


def _refs(value: Any, depth: int) -> Iterator[Reference]:
    """What a store refers to, itself included."""
    if isinstance(value, IndirectObject):
        yield value.reference
        value = value.reference.get_object()
    if depth > DEEPEST:
        return
    if isinstance(value, DictionaryObject):
        for key in value:
            yield from _refs(value.raw_get(key), depth + 1)
    elif isinstance(value, ArrayObject):
        for index in range(min(len(value), MOST_PIECES)):
            yield from _refs(value.raw_get(index), depth + 1)


def evidence_of_container(signed_data: Any) -> Evidence:
    """CRLs and OCSP answers inside a CMS container: its own list and Adobe's and CAdES' attributes."""
    crls: list[bytes] = []
    ocsps: list[bytes] = []
    with suppress(*UNREADABLE):
        crls += [choice.chosen.dump() for choice in signed_data["crls"] if choice.name == "crl"]
    for name, value in _attributes(signed_data["signer_infos"][0]):
        try:
            if name == "adobe_revocation_info_archival":
                crls += [crl.dump() for crl in value["crl"] or ()]
                ocsps += [answer.dump() for answer in value["ocsp"] or ()]
        except UNREADABLE:
            continue
    return Evidence((), tuple(crls[:MOST_PIECES]), tuple(ocsps[:MOST_PIECES]))


def _attributes(signer_info: Any) -> Iterator[tuple[str, Any]]:
    for part in ("signed_attrs", "unsigned_attrs"):
        attributes = signer_info[part]
        if not len(attributes):
            continue
        for attribute in attributes:
            for value in attribute["values"]:
                yield attribute["type"].native, value


def _streams(array: Any) -> Iterator[bytes]:
    """The bytes of an array's streams, as far as they can be read and within bounds."""
    if not isinstance(array, ArrayObject):
        return
    room = MOST_BYTES
    for index in range(min(len(array), MOST_PIECES)):
        try:
            stream = array[index]
            data = bytes(stream.data) if isinstance(stream, StreamObject) else b""
        except (*UNREADABLE, NotImplementedError):
            continue
        room -= len(data)
        if room < 0:
            return
        if data:
            yield data
