"""`dondoc verify FILE.pdf` (kiểm tra chữ ký số): the verdict over a file, without a database."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from dondoc.base.clock import now
from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import screen_moment
from dondoc.signing.limited import verify_file
from dondoc.signing.rules.facts import DocumentFacts, SignatureFacts
from dondoc.signing.rules.indications import Indication, Verdict
from dondoc.signing.rules.verdicts import verdict_of_signature

LARGEST_FILE = 50 * 1024 * 1024
EXIT_CODES = {
    Indication.PASSED: 0,
    Indication.INDETERMINATE: 3,
    Indication.FAILED: 4,
    Indication.NO_SIGNATURE: 4,
}


class CannotVerify(Refused):
    """Refused: there is nothing that could be checked."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("verify", help="Kiểm tra chữ ký số của một tệp PDF")
    parser.add_argument("file", type=Path, help="tệp PDF")
    parser.add_argument("--trust", type=Path, help="thư mục chứng thư gốc tin cậy (PEM hoặc DER)")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the verdict; 0 passed, 3 indeterminate, 4 failed or no signature. Raises CannotVerify."""
    data = _read(args.file, args.trust)
    facts, outcome = verify_file(data, args.trust or _default_trust(), now())
    if args.json:
        print(json.dumps(_report(facts, outcome), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(facts, outcome)))
    return EXIT_CODES[outcome.indication]


def _read(file: Path, trust: Path | None) -> bytes:
    """The bytes of the file. Raises CannotVerify with everything wrong with what was named."""
    data, reasons = b"", []
    try:
        if not file.is_file():
            reasons.append(Reason("Không có tệp này; kiểm tra lại đường dẫn.", str(file)))
        elif file.stat().st_size > LARGEST_FILE:
            reasons.append(Reason("Tệp lớn hơn 50 MB nên không kiểm tra.", str(file)))
        else:
            data = file.read_bytes()
    except OSError as error:
        reasons.append(Reason(f"Không đọc được tệp ({error.strerror}).", str(file)))
    if trust is not None and not trust.is_dir():
        reasons.append(Reason("Không có thư mục chứng thư gốc này; kiểm tra lại --trust.", str(trust)))
    if reasons:
        raise CannotVerify(reasons)
    return data


def _default_trust() -> Path:
    from django.conf import settings  # only here: --trust needs no settings at all

    return Path(settings.TRUST_FOLDER)


def _report(facts: DocumentFacts, outcome: Verdict) -> dict[str, Any]:
    return {
        "verdict": outcome.indication.value,
        "sub_indication": outcome.sub_indication.value if outcome.sub_indication else None,
        "reasons": list(outcome.reasons),
        "warnings": list(outcome.warnings),
        "sha256": facts.sha256,
        "size": facts.size,
        "checked_at": facts.checked_at.isoformat(),
        "software": facts.software,
        "empty_fields": list(facts.empty_fields),
        "signatures": [_signature_report(s, facts) for s in facts.signatures],
    }


def _signature_report(signature: SignatureFacts, facts: DocumentFacts) -> dict[str, Any]:
    outcome = verdict_of_signature(signature, facts)
    signer, stamp = signature.signer, signature.timestamp
    return {
        "field": signature.field,
        "kind": signature.kind.value,
        "verdict": outcome.indication.value,
        "sub_indication": outcome.sub_indication.value if outcome.sub_indication else None,
        "reasons": list(outcome.reasons),
        "signer": signer.common_name if signer else None,
        "organisation": signer.organisation if signer else None,
        "issuer": signer.issuer if signer else None,
        "serial": signer.serial if signer else None,
        "valid_from": signer.valid_from.isoformat() if signer else None,
        "valid_to": signer.valid_to.isoformat() if signer else None,
        "claimed_at": signature.claimed_at.isoformat() if signature.claimed_at else None,
        "timestamp_at": stamp.at.isoformat() if stamp else None,
        "is_intact": signature.is_digest_same and signature.is_signature_right,
        "coverage": signature.coverage.value,
        "later_changes": signature.later_changes.value,
        "is_chain_trusted": signature.is_chain_trusted,
        "revocation": signature.revocation,
        "digest_algorithm": signature.digest_algorithm,
        "signature_algorithm": signature.signature_algorithm,
    }


def _lines(facts: DocumentFacts, outcome: Verdict) -> list[str]:
    sub = f" ({outcome.sub_indication.value})" if outcome.sub_indication else ""
    lines = [f"Kết luận: {outcome.indication.label} – {outcome.indication.value}{sub}"]
    for signature in facts.signatures:
        signer = signature.signer
        who = f"{signer.common_name}, {signer.organisation}" if signer else "không rõ người ký"
        when = screen_moment(signature.claimed_at) if signature.claimed_at else "không rõ"
        lines.append(f"  Ô {signature.field}: {who}; thời điểm ký {when}")
        if signer:
            span = f"{screen_moment(signer.valid_from)} đến {screen_moment(signer.valid_to)}"
            lines.append(f"    Chứng thư do {signer.issuer} cấp, hiệu lực {span}")
    lines += [f"  - {reason}" for reason in outcome.reasons]
    lines += [f"  Lưu ý: {warning}" for warning in outcome.warnings]
    return lines
