"""The outcome of a check as plain values (kết quả kiểm tra chữ ký số): what `dondoc verify --json` prints.

Words for people are Vietnamese sentences; words for programs are fixed names.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dondoc.signing.rules.facts import Coverage, DocumentFacts, Kind, LaterChanges, SignatureFacts
from dondoc.signing.rules.indications import Verdict
from dondoc.signing.rules.later import later_findings
from dondoc.signing.rules.roles import level_of, role_of
from dondoc.signing.rules.times import proved_at, revocation_state
from dondoc.signing.rules.verdicts import verdict, verdict_of_signature

WHAT_CAME = {
    LaterChanges.NONE: "Không có gì thêm sau chữ ký này.",
    LaterChanges.VALIDATION_DATA: "Sau chữ ký này chỉ có dữ liệu xác thực và dấu thời gian.",
    LaterChanges.FORM_FILLING: "Sau chữ ký này có chữ ký khác hoặc ô được điền.",
    LaterChanges.ANNOTATIONS: "Sau chữ ký này có ghi chú được thêm lên trang.",
    LaterChanges.OTHER: "Sau chữ ký này nội dung tệp bị thay đổi.",
    LaterChanges.UNKNOWN: "Không xác định được có gì thêm sau chữ ký này.",
}


def report(facts: DocumentFacts, *, must_know_revocation: bool = False) -> dict[str, Any]:
    """Verdict, sub-indication, signatures and reasons; nothing else. Notes stand behind the reasons."""
    outcome = verdict(facts, must_know_revocation=must_know_revocation)
    return {
        "verdict": outcome.indication.value,
        "sub_indication": _sub(outcome),
        "signatures": [signature_report(s, facts, must_know_revocation) for s in facts.signatures],
        "reasons": [*outcome.reasons, *outcome.warnings],
    }


def signature_report(
    signature: SignatureFacts, facts: DocumentFacts, must_know_revocation: bool = False
) -> dict[str, Any]:
    """One signature of the file."""
    outcome = verdict_of_signature(signature, facts, must_know_revocation=must_know_revocation)
    signer, level = signature.signer, level_of(signature, facts)
    return {
        "signer": signer.common_name if signer else None,
        "issuer": signer.issuer if signer else None,
        "role": role_of(signature).value,
        "claimed_time": _iso(signature.claimed_at),
        "proved_time": _iso(_proved(signature, facts)),
        "level": level.value if level else None,
        "integrity": integrity(signature),
        "coverage": signature.coverage.value,
        "chain": _chain(signature),
        "revocation": revocation_state(signature, facts),
        "changes_after": _changes(signature, facts),
        "algorithm": _algorithm(signature),
        "reasons": [*outcome.reasons, *outcome.warnings],
    }


def integrity(signature: SignatureFacts) -> str:
    """intact; altered: the hash or the signature value do not match; unknown: it could not be computed."""
    if signature.structure_problems or signature.stopped:
        return "unknown"
    return "intact" if signature.is_digest_same and signature.is_signature_right else "altered"


def _proved(signature: SignatureFacts, facts: DocumentFacts) -> datetime | None:
    if signature.kind is Kind.TIMESTAMP:
        return signature.timestamp.at if signature.timestamp and signature.timestamp.is_valid else None
    return proved_at(signature, facts)


def _chain(signature: SignatureFacts) -> str:
    """trusted, or the ETSI name of the failure; unknown: it was not looked at."""
    if signature.is_chain_trusted:
        return "trusted"
    looked_at = signature.is_signature_right and not signature.stopped
    return signature.chain_failure or ("NO_CERTIFICATE_CHAIN_FOUND" if looked_at else "unknown")


def _changes(signature: SignatureFacts, facts: DocumentFacts) -> dict[str, Any]:
    kind = _kind_of_changes(signature)
    is_unknown = kind is LaterChanges.UNKNOWN
    is_allowed = not is_unknown and not any(later_findings(signature, facts))
    return {
        "kind": kind.value,
        "allowed": is_allowed,
        "fields": [field.name for field in signature.later_fields],
        "pages": [{"page": p.page, "signed": p.signed, "now": p.now} for p in signature.text_changes],
        "sentence": what_came(signature),
    }


def _kind_of_changes(signature: SignatureFacts) -> LaterChanges:
    return LaterChanges.NONE if signature.coverage is Coverage.WHOLE_FILE else signature.later_changes


def what_came(signature: SignatureFacts) -> str:
    """What stands behind a signature, as a sentence."""
    return WHAT_CAME[_kind_of_changes(signature)]


def _algorithm(signature: SignatureFacts) -> str:
    signer = signature.signer
    key = f" {signer.key_algorithm} {signer.key_bits}" if signer else ""
    return f"{signature.signature_algorithm} {signature.digest_algorithm}{key}".strip()


def _sub(outcome: Verdict) -> str | None:
    return outcome.sub_indication.value if outcome.sub_indication else None


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
