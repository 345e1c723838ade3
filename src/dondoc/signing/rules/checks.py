"""The checks on one signature (các bước kiểm tra một chữ ký số), each a question to the facts.

Source: Thông tư 15/2025/TT-BKHCN, yêu cầu đối với chức năng kiểm tra chữ ký số và thuật toán được phép dùng;
names of failures from ETSI EN 319 102-1.
"""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.base.rules.wording import comma_list, screen_moment
from dondoc.signing.rules.algorithms import algorithm_findings
from dondoc.signing.rules.facts import CertificateFacts, DocumentFacts, Kind, SignatureFacts
from dondoc.signing.rules.indications import Finding, SubIndication
from dondoc.signing.rules.later import later_findings
from dondoc.signing.rules.times import CLOCK_SKEW, revocation_findings, time_findings

SIGNING_USES = frozenset({"digital_signature", "non_repudiation"})
# A certificate made out for nothing but these is no certificate of a signer.
MACHINE_USES = frozenset({"server_auth", "client_auth", "code_signing", "time_stamping", "ocsp_signing"})
MEND_TRUST = "nếu tổ chức cấp chứng thư được công nhận, đề nghị quản trị thêm chứng thư gốc vào kho tin cậy."


def findings(
    signature: SignatureFacts, document: DocumentFacts, *, must_know_revocation: bool = False
) -> Iterator[Finding]:
    """Everything that stands against a signature, in the order of ETSI EN 319 102-1; nothing means it holds."""
    stopping = list(_stopping(signature))
    yield from stopping
    if stopping:
        return
    yield from _integrity(signature)
    yield from later_findings(signature, document)
    if signature.is_signature_right:
        yield from _chain(signature, document)
    if signature.kind is Kind.SIGNATURE:
        yield from revocation_findings(signature, document, must_be_known=must_know_revocation)
        yield from time_findings(signature, document)
        yield from _scope(signature.signer)
        yield from _stability(document)
    yield from algorithm_findings(signature, document)
    yield from _timestamp(signature, document)


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


def _scope(certificate: CertificateFacts | None) -> Iterator[Finding]:
    if certificate is None:
        return
    extended = set(certificate.extended_key_usage)
    if SIGNING_USES & set(certificate.key_usage) and not (extended and extended <= MACHINE_USES):
        return
    sentence = "chứng thư số không được cấp để ký văn bản (mục đích sử dụng khóa); hãy ký bằng chứng thư khác."
    yield Finding(SubIndication.CHAIN_CONSTRAINTS_FAILURE, sentence)


def _stability(document: DocumentFacts) -> Iterator[Finding]:
    if document.unstable:
        parts = comma_list(document.unstable)
        sentence = f"tệp có {parts}, nên không chắc người ký đã thấy đúng nội dung đang hiển thị; hãy xuất lại và ký."
        yield Finding(SubIndication.SIG_CONSTRAINTS_FAILURE, sentence)


def _timestamp(signature: SignatureFacts, document: DocumentFacts) -> Iterator[Finding]:
    stamp = signature.timestamp
    if stamp and signature.kind is Kind.SIGNATURE and stamp.at > document.checked_at + CLOCK_SKEW:
        sentence = f"dấu thời gian ghi lúc {screen_moment(stamp.at)}, ở sau lúc kiểm tra."
        yield Finding(SubIndication.SIG_CONSTRAINTS_FAILURE, sentence)
    if stamp and not stamp.is_valid:
        who = stamp.authority
        sentence = f"dấu thời gian của “{who}” không hợp lệ hoặc không dẫn tới chứng thư gốc tin cậy."
        yield Finding(SubIndication.SIG_CONSTRAINTS_FAILURE, sentence)


def _algorithm_names(signature: SignatureFacts) -> str:
    return comma_list(n for n in (signature.signature_algorithm, signature.digest_algorithm) if n) or "không rõ"
