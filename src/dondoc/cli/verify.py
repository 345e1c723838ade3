"""`dondoc verify FILE.pdf` (kiểm tra chữ ký số): the verdict over a file, without a database."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dondoc.base.clock import now
from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import number, screen_moment
from dondoc.cli.database import open_database
from dondoc.cli.total import moment
from dondoc.documents.rules.signers import SignerMatch
from dondoc.signing.limited import verify_file
from dondoc.signing.rules.facts import DocumentFacts, Kind, SignatureFacts
from dondoc.signing.rules.indications import Indication, Verdict
from dondoc.signing.rules.report import report
from dondoc.signing.rules.roles import level_of, role_of
from dondoc.signing.rules.times import proved_at
from dondoc.signing.rules.verdicts import verdict

if TYPE_CHECKING:
    from dondoc.reporting.actions import NightlyCheck

LARGEST_FILE = 50 * 1024 * 1024
LONGEST_LINE = 400
RECHECK = "recheck"
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
    parser.add_argument("file", type=Path, help="tệp PDF; recheck: kiểm tra lại mọi tệp đã nhận có chữ ký")
    parser.add_argument(
        "--trust", type=Path, help="thư mục chứng thư gốc tin cậy (PEM hoặc DER), danh sách thu hồi (.crl)"
    )
    parser.add_argument("--at", metavar="LÚC", type=moment, help="kiểm tra như tại lúc; chỉ ghi ngày là hết ngày đó")
    parser.add_argument(
        "--require-revocation", action="store_true", help="chưa rõ chứng thư có bị thu hồi hay không thì chưa đủ căn cứ"
    )
    parser.add_argument(
        "--agency", default="", metavar="MÃ", help="đối chiếu người ký với đơn vị này theo sổ chứng thư đã đăng ký"
    )
    parser.add_argument("--report", type=Path, metavar="PDF", help="ghi phiếu kết quả một trang ra tệp PDF")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the verdict; 0 passed, 3 indeterminate, 4 failed or no signature. Raises CannotVerify."""
    if str(args.file) == RECHECK and not args.file.exists():
        return _recheck(args)
    data = _read(args.file, args.trust)
    facts, _ = verify_file(data, args.trust or _default_trust(), args.at or now())
    matches = _matches(args.agency, facts) if args.agency else ()
    if args.report:
        _write_report(args.report, facts, args.file.name, matches)
    outcome = verdict(facts, must_know_revocation=args.require_revocation)
    if args.json:
        answer = report(facts, must_know_revocation=args.require_revocation)
        if args.agency:
            told = {match.field: match.as_json() for match in matches}
            for signature, one in zip(facts.signatures, answer["signatures"], strict=True):
                one["signer_match"] = told.get(signature.field)
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print("\n".join([*_lines(facts, outcome), *(f"  Ô {m.field}: {m.sentence}" for m in matches)]))
    return EXIT_CODES[outcome.indication]


def _recheck(args: argparse.Namespace) -> int:
    """Check every stored signed file again (kiểm tra lại hằng đêm); 3 when a verdict is another one now."""
    open_database()
    from dondoc.reporting.actions import recheck_signatures  # needs the tables

    trust = args.trust or _default_trust()
    found = recheck_signatures(actor_id=None, at=args.at or now(), trust_folder=trust)
    if args.json:
        print(json.dumps(_recheck_json(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_recheck_lines(found)))
    return EXIT_CODES[Indication.INDETERMINATE] if found.files or found.reports else 0


def _recheck_json(found: NightlyCheck) -> dict[str, Any]:
    files = [{"sha256": c.sha256, "file": c.name, "before": c.before, "now": c.now} for c in found.files]
    reports = [
        {
            "regime": r.regime_code,
            "period": r.period_code,
            "agency": r.agency_code,
            "version": r.version,
            "before": r.before,
            "now": r.now,
            "reasons": list(r.reasons),
        }
        for r in found.reports
    ]
    return {"checked": found.n_files, "changed": files, "reports": reports}


def _recheck_lines(found: NightlyCheck) -> Iterator[str]:
    n_files, n_changed = number(found.n_files), number(len(found.files))
    yield f"Đã kiểm tra lại {n_files} tệp có chữ ký số; {n_changed} tệp có kết luận khác trước."
    for one in found.files:
        yield f"  {one.name} ({one.sha256[:12]}): {one.before.label} → {one.now.label}"
        yield from (f"    - {reason}" for reason in one.reasons)
    if found.reports:
        yield f"{number(len(found.reports))} báo cáo có kết quả chữ ký khác trước:"
    for sent in found.reports:
        name = f"{sent.agency_code}, {sent.regime_code} {sent.period_code}, bản {sent.version}"
        yield f"  {name}: {sent.before.label} → {sent.now.label}"
        yield from (f"    - {reason}" for reason in sent.reasons)


def _matches(agency_code: str, facts: DocumentFacts) -> tuple[SignerMatch, ...]:
    """The signers against an agency, by the register. Raises NotFound."""
    open_database()
    from dondoc.reporting.queries.signatures import match_agency

    return match_agency(facts, agency_code, facts.checked_at)


def _write_report(path: Path, facts: DocumentFacts, name: str, matches: Sequence[SignerMatch]) -> None:
    from dondoc.documents.render import render_pdf
    from dondoc.followup.letters import signature_report  # here: typesetting is loaded for those who want paper

    try:
        path.write_bytes(render_pdf(signature_report(facts, name, matches)))
    except OSError as error:
        raise CannotVerify([Reason(f"Không ghi được tệp ({error.strerror}).", str(path))]) from error


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


def _lines(facts: DocumentFacts, outcome: Verdict) -> list[str]:
    sub = f" ({outcome.sub_indication.value})" if outcome.sub_indication else ""
    lines = [f"Kết luận: {outcome.indication.label} – {outcome.indication.value}{sub}"]
    for signature in facts.signatures:
        lines += [f"  {line}" for line in _signature_lines(signature, facts)]
    lines += [f"  - {reason}" for reason in outcome.reasons]
    lines += [f"  Lưu ý: {warning}" for warning in outcome.warnings]
    return lines


def _signature_lines(signature: SignatureFacts, facts: DocumentFacts) -> Iterator[str]:
    signer, level, proved = signature.signer, level_of(signature, facts), proved_at(signature, facts)
    who = f"{signer.common_name}, {signer.organisation}" if signer else "không rõ người ký"
    when = screen_moment(signature.claimed_at) if signature.claimed_at else "không rõ"
    if signature.kind is Kind.TIMESTAMP:
        yield f"Ô {signature.field}: dấu thời gian của {who}"
        return
    yield f"Ô {signature.field}: {who} ({role_of(signature).label.lower()}); thời điểm ký {when}"
    proof = f"dấu thời gian {screen_moment(proved)}" if proved else "không có dấu thời gian"
    yield f"  Mức {level.value if level else 'không rõ'}; {proof}"
    if signer:
        span = f"{screen_moment(signer.valid_from)} đến {screen_moment(signer.valid_to)}"
        yield f"  Chứng thư do {signer.issuer} cấp, hiệu lực {span}"
    for page in signature.text_changes:
        yield f"  Trang {page.page} lúc ký: {_one_line(page.signed)}"
        yield f"  Trang {page.page} hiện nay: {_one_line(page.now)}"


def _one_line(text: str) -> str:
    return f"“{' '.join(text.split())[:LONGEST_LINE]}”" if text.strip() else "không có chữ"
