"""Digital signatures (ký số): what a signature proves of the exact bytes, and signing itself.

Knows: the facts found in a signed PDF (dữ kiện), the verdict that follows from them (kết luận), trusted
roots (chứng thư gốc tin cậy), signing with a PKCS#12 file, a demonstration PKI. The only room that knows pyHanko.
Does not know: reports, documents, or which person ought to have signed; it says who did sign, and whether it holds.
"""
