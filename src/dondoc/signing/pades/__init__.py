"""Signatures in PDF files (chữ ký số PAdES), read and made with pyHanko. Offline: nothing is ever fetched."""

from dondoc.signing.pades.making import CannotSign, sign_pdf
from dondoc.signing.pades.reading import read_signatures
from dondoc.signing.pades.trust import TrustAnchors, read_trust

__all__ = ["CannotSign", "TrustAnchors", "read_signatures", "read_trust", "sign_pdf"]
