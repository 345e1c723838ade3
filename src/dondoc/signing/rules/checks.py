"""The checks on one signature (các bước kiểm tra một chữ ký số), each a question to the facts.

Source: Thông tư 15/2025/TT-BKHCN, yêu cầu đối với chức năng kiểm tra chữ ký số và thuật toán được phép dùng;
names of failures from ETSI EN 319 102-1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from dondoc.base.rules.wording import comma_list, screen_moment
from dondoc.signing.rules.facts import (
    CertificateFacts,
    Coverage,
    DocumentFacts,
    Kind,
    LaterChanges,
    SignatureFacts,
    Syntax,
)
from dondoc.signing.rules.indications import Finding, SubIndication

# Source: TT 15/2025/TT-BKHCN, phần thuật toán; of the SHAKE functions the one that CMS signatures use.
PERMITTED_DIGESTS = frozenset(
    {"sha256", "sha384", "sha512", "sha512_224", "sha512_256"}
    | {"sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake256", "shake256_len"}
)
SMALLEST_KEY_BITS = {"rsa": 2048, "rsassa_pss": 2048, "ec": 256}
SIGNING_USES = frozenset({"digital_signature", "non_repudiation"})
# A certificate made out for nothing but these is no certificate of a signer.
MACHINE_USES = frozenset({"server_auth", "code_signing", "time_stamping", "ocsp_signing"})
# Clocks of two machines may differ by this much.
CLOCK_SKEW = timedelta(minutes=5)

HARMLESS_CHANGES = frozenset({LaterChanges.NONE, LaterChanges.VALIDATION_DATA})
MEND_TRUST = "nếu tổ chức cấp chứng thư được công nhận, đề nghị quản trị thêm chứng thư gốc vào kho tin cậy."


def findings(signature: SignatureFacts, document: DocumentFacts) -> Iterator[Finding]:
    """Everything that stands against a signature, in the order of ETSI EN 319 102-1; nothing means it holds."""
    stopping = list(_stopping(signature))
    yield from stopping
    if stopping:
        return
    yield from _integrity(signature)
    yield from _later_changes(signature, document)
    if signature.is_signature_right:
        yield from _chain(signature, document)
    if signature.kind is Kind.SIGNATURE:
        yield from _times(signature, document.checked_at)
        yield from _scope(signature.signer)
    yield from _algorithms(signature)
    yield from _timestamp(signature)


def _stopping(signature: SignatureFacts) -> Iterator[Finding]:
    for problem in signature.structure_problems:
        yield Finding(SubIndication.FORMAT_FAILURE, problem)
    if signature.stopped:
        names = {s.value for s in SubIndication}
        sub = SubIndication(signature.stopped) if signature.stopped in names else SubIndication.GENERIC
        sentences = {
            SubIndication.FORMAT_FAILURE: "gói chữ ký sai cấu trúc, không đọc được; đề nghị ký lại.",
            SubIndication.NO_SIGNING_CERTIFICATE_FOUND: "không kèm chứng thư số của người ký; đề nghị ký lại.",
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE: "dùng thuật toán mà hệ thống không kiểm tra được "
            f"({_algorithm_names(signature)}); đề nghị ký lại bằng RSA hoặc ECDSA với SHA-256.",
        }
        yield Finding(sub, sentences.get(sub, "không kiểm tra được đến cùng; đề nghị kiểm tra lại hoặc ký lại."))
    elif signature.signer is None and not signature.structure_problems:
        sentence = "không kèm chứng thư số của người ký; đề nghị ký lại."
        yield Finding(SubIndication.NO_SIGNING_CERTIFICATE_FOUND, sentence)


def _integrity(signature: SignatureFacts) -> Iterator[Finding]:
    if not signature.is_digest_same:
        sentence = "nội dung tệp đã bị thay đổi sau khi ký (mã băm không khớp); hãy dùng đúng bản đã ký."
        yield Finding(SubIndication.HASH_FAILURE, sentence)
    if not signature.is_signature_right:
        sentence = "giá trị chữ ký không khớp với chứng thư số kèm theo; hãy dùng đúng bản đã ký hoặc ký lại."
        yield Finding(SubIndication.SIG_CRYPTO_FAILURE, sentence)


def _later_changes(signature: SignatureFacts, document: DocumentFacts) -> Iterator[Finding]:
    if signature.coverage is Coverage.WHOLE_FILE:
        return
    if (
        signature.coverage is not Coverage.REVISION
        or signature.later_changes in (LaterChanges.OTHER, LaterChanges.UNKNOWN)
        or not signature.is_change_permitted
    ):
        sentence = "sau khi ký, tệp bị nối thêm nội dung không được phép; hãy dùng đúng bản đã ký hoặc ký lại."
        yield Finding(SubIndication.FORMAT_FAILURE, sentence)
        return
    if document.syntax is Syntax.TOLERANT:
        sentence = "tệp sai cú pháp PDF nên không xác định chắc chắn được phần nối thêm sau khi ký; cần xem lại."
        yield Finding(SubIndication.SIG_CONSTRAINTS_FAILURE, sentence)
    if signature.later_changes in HARMLESS_CHANGES:
        return
    later = _signed_after(signature, document)
    unsigned = [name for name in signature.changed_fields if name not in later]
    if signature.later_changes is not LaterChanges.FORM_FILLING or unsigned or not later:
        sentence = (
            f"sau khi ký, ô trong tệp còn bị thêm hoặc điền ({comma_list(unsigned) or 'không rõ ô'}); cần xem lại."
        )
        yield Finding(SubIndication.SIG_CONSTRAINTS_FAILURE, sentence)


def _signed_after(signature: SignatureFacts, document: DocumentFacts) -> set[str]:
    """Names of the fields signed by persons or agencies after this signature."""
    place = document.signatures.index(signature)
    return {s.field for s in document.signatures[place + 1 :] if s.kind is Kind.SIGNATURE}


def _chain(signature: SignatureFacts, document: DocumentFacts) -> Iterator[Finding]:
    if signature.is_chain_trusted:
        return
    names = {s.value for s in SubIndication}
    sub = SubIndication.NO_CERTIFICATE_CHAIN_FOUND
    if signature.chain_failure in names:
        sub = SubIndication(signature.chain_failure)
    if document.n_roots == 0:
        yield Finding(sub, "hệ thống chưa có chứng thư gốc tin cậy nào để đối chiếu; đề nghị quản trị bổ sung.")
        return
    issuer = signature.signer.issuer if signature.signer else ""
    yield Finding(sub, f"chứng thư do “{issuer}” cấp không dẫn tới chứng thư gốc tin cậy còn hiệu lực; {MEND_TRUST}")


def _times(signature: SignatureFacts, checked_at: datetime) -> Iterator[Finding]:
    """The signing time is the timestamp's where a good one is attached, else the signer's own word.

    Without a timestamp the only proof that the signature existed is this check itself.
    """
    certificate = signature.signer
    if certificate is None:
        return
    stamped = signature.timestamp.at if signature.timestamp and signature.timestamp.is_valid else None
    signed_at = stamped or signature.claimed_at
    if signed_at is None:
        yield Finding(SubIndication.SIG_CONSTRAINTS_FAILURE, "chữ ký không ghi thời điểm ký; đề nghị ký lại.")
        return
    if signature.claimed_at and signature.claimed_at > (stamped or checked_at) + CLOCK_SKEW:
        sub = SubIndication.TIMESTAMP_ORDER_FAILURE if stamped else SubIndication.SIG_CONSTRAINTS_FAILURE
        sentence = f"thời điểm ký ghi trong chữ ký ({screen_moment(signature.claimed_at)}) ở sau lúc đối chiếu."
        yield Finding(sub, sentence)
    if signed_at > certificate.valid_to:
        sentence = (
            f"ký lúc {screen_moment(signed_at)}, sau khi chứng thư hết hạn ({screen_moment(certificate.valid_to)})."
        )
        yield Finding(SubIndication.EXPIRED, sentence)
    elif signed_at < certificate.valid_from:
        begin = screen_moment(certificate.valid_from)
        sentence = f"ký lúc {screen_moment(signed_at)}, trước khi chứng thư có hiệu lực ({begin})."
        yield Finding(SubIndication.NOT_YET_VALID, sentence)
    elif (stamped or checked_at) > certificate.valid_to:
        end = screen_moment(certificate.valid_to)
        sentence = f"chứng thư đã hết hạn ({end}) và không có dấu thời gian chứng minh đã ký trước lúc đó."
        yield Finding(SubIndication.OUT_OF_BOUNDS_NO_POE, sentence)


def _scope(certificate: CertificateFacts | None) -> Iterator[Finding]:
    if certificate is None:
        return
    extended = set(certificate.extended_key_usage)
    if SIGNING_USES & set(certificate.key_usage) and not (extended and extended <= MACHINE_USES):
        return
    sentence = "chứng thư số không được cấp để ký văn bản (mục đích sử dụng khóa); hãy ký bằng chứng thư khác."
    yield Finding(SubIndication.CHAIN_CONSTRAINTS_FAILURE, sentence)


def _algorithms(signature: SignatureFacts) -> Iterator[Finding]:
    """Digest and key of the signature and of every certificate; a root's own signature proves nothing."""
    weak = list(_weak_digests([signature.digest_algorithm, *(c.digest_algorithm for c in signature.chain[:-1])]))
    certificates = signature.chain or ((signature.signer,) if signature.signer else ())
    for certificate in certificates:
        smallest = SMALLEST_KEY_BITS.get(certificate.key_algorithm)
        if smallest is None or certificate.key_bits < smallest:
            weak.append(f"khóa {certificate.key_algorithm.upper()} {certificate.key_bits} bit")
    if weak:
        sentence = f"dùng thuật toán không được phép: {comma_list(dict.fromkeys(weak))}; đề nghị ký lại."
        yield Finding(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, sentence)


def _weak_digests(names: Iterable[str]) -> Iterator[str]:
    return (f"hàm băm {name.upper()}" for name in names if name not in PERMITTED_DIGESTS)


def _timestamp(signature: SignatureFacts) -> Iterator[Finding]:
    if signature.timestamp and not signature.timestamp.is_valid:
        who = signature.timestamp.authority
        sentence = f"dấu thời gian của “{who}” không hợp lệ hoặc không dẫn tới chứng thư gốc tin cậy."
        yield Finding(SubIndication.SIG_CONSTRAINTS_FAILURE, sentence)


def _algorithm_names(signature: SignatureFacts) -> str:
    return comma_list(n for n in (signature.signature_algorithm, signature.digest_algorithm) if n) or "không rõ"
