"""The verdict over a file's signatures (kết luận), worked out of the facts and nothing else.

Strict: every signature must hold; after the last one only validation data and timestamps may follow, between
two of them only the later signature itself. Source: Thông tư 15/2025/TT-BKHCN; ETSI EN 319 102-1, 5.1.
"""

from __future__ import annotations

from collections.abc import Iterable

from dondoc.base.rules.wording import comma_list
from dondoc.signing.rules.checks import findings
from dondoc.signing.rules.facts import DocumentFacts, Kind, SignatureFacts
from dondoc.signing.rules.indications import Finding, Indication, SubIndication, Verdict
from dondoc.signing.rules.times import revocation_note


def verdict(facts: DocumentFacts, *, must_know_revocation: bool = False) -> Verdict:
    """The verdict over the whole file: TOTAL-PASSED only when there is a signature and every one of them holds.

    `must_know_revocation`: the policy that what is not known of revocation stands against a signature; the circular
    asks for a warning only.
    """
    if facts.unchecked:
        return Verdict(Indication.INDETERMINATE, SubIndication.GENERIC, facts.unchecked)
    if facts.unreadable:
        return Verdict(Indication.FAILED, SubIndication.FORMAT_FAILURE, facts.unreadable)
    if not facts.signatures and facts.has_traces:
        reason = "Tệp có dấu vết của chữ ký số nhưng chữ ký đã hỏng hoặc bị gỡ; hãy dùng đúng bản đã ký."
        return Verdict(Indication.FAILED, SubIndication.FORMAT_FAILURE, (reason,))
    found = [
        Finding(f.sub_indication, f"{_title(signature)}: {f.sentence}")
        for signature in facts.signatures
        for f in findings(signature, facts, must_know_revocation=must_know_revocation)
    ]
    if facts.removed_fields:
        sentence = f"Chữ ký ở ô {comma_list(facts.removed_fields)} đã bị gỡ khỏi tệp; hãy dùng bản còn đủ chữ ký."
        found.append(Finding(SubIndication.SIG_CONSTRAINTS_FAILURE, sentence))
    if facts.n_signatures == 0 and not found:
        return Verdict(Indication.NO_SIGNATURE, None, (_nobody_signed(facts),))
    return _of(found, _warnings(facts))


def verdict_of_signature(
    signature: SignatureFacts, facts: DocumentFacts, *, must_know_revocation: bool = False
) -> Verdict:
    """The verdict over one signature of the file."""
    note = revocation_note(signature, facts) if signature.kind is Kind.SIGNATURE else ""
    found = findings(signature, facts, must_know_revocation=must_know_revocation)
    return _of(found, (note,) if note else ())


def _of(found: Iterable[Finding], warnings: tuple[str, ...]) -> Verdict:
    all_found = list(found)
    for indication in (Indication.FAILED, Indication.INDETERMINATE):
        for gravest in all_found:
            if gravest.indication is indication:
                reasons = tuple(dict.fromkeys(f.sentence for f in all_found))
                return Verdict(indication, gravest.sub_indication, reasons, warnings)
    return Verdict(Indication.PASSED, None, (), warnings)


def _warnings(facts: DocumentFacts) -> tuple[str, ...]:
    signatures = [s for s in facts.signatures if s.kind is Kind.SIGNATURE]
    notes = dict.fromkeys(note for s in signatures if (note := revocation_note(s, facts)))
    return facts.trust_problems + tuple(notes)


def _title(signature: SignatureFacts) -> str:
    what = "Chữ ký" if signature.kind is Kind.SIGNATURE else "Dấu thời gian"
    who = f" của {signature.signer.common_name}" if signature.signer else ""
    return f"{what}{who} (ô {signature.field})"


def _nobody_signed(facts: DocumentFacts) -> str:
    if facts.signatures:
        return "Tệp chỉ có dấu thời gian, không có chữ ký số."
    if facts.empty_fields:
        return f"Tệp có ô ký để trống ({comma_list(facts.empty_fields)}), chưa ai ký số."
    return "Tệp không có chữ ký số."
