"""The outcome of a signature check on one page (phiếu kết quả kiểm tra chữ ký số), in words for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dondoc.base.rules.moments import day_of
from dondoc.base.rules.wording import screen_moment
from dondoc.documents.rules.official import (
    Cell,
    Column,
    DocumentDate,
    DocumentType,
    OfficialDocument,
    Paragraph,
    Recipient,
    Row,
    Run,
    Table,
    runs,
)
from dondoc.documents.rules.signers import SignerMatch, is_theirs
from dondoc.signing.rules.facts import DocumentFacts, Kind, SignatureFacts
from dondoc.signing.rules.indications import Verdict
from dondoc.signing.rules.report import integrity, what_came
from dondoc.signing.rules.roles import level_of, role_of
from dondoc.signing.rules.times import proved_at, revocation_state
from dondoc.signing.rules.verdicts import verdict, verdict_of_signature

INTEGRITY = {
    "intact": "Nguyên vẹn: nội dung đúng như lúc ký",
    "altered": "Đã bị thay đổi sau khi ký",
    "unknown": "Không kiểm tra được",
}
REVOCATION = {
    "good": "Chưa bị thu hồi",
    "revoked": "Đã bị thu hồi",
    "stale": "Dữ liệu thu hồi kèm theo đã cũ",
    "unknown": "Chưa rõ: dữ liệu thu hồi không đủ tin cậy",
    "not_checked": "Chưa kiểm tra: tệp không kèm dữ liệu thu hồi",
}
# So that it stays one page.
MOST_SIGNATURES, MOST_REASONS, LONGEST_REASON = 2, 2, 140


def signature_report(facts: DocumentFacts, file_name: str, matches: Sequence[SignerMatch] = ()) -> OfficialDocument:
    """The page about a file, as it was checked; `matches`: its signers against the document that it is."""
    outcome = verdict(facts)
    on = day_of(facts.checked_at)
    shown = facts.signatures[:MOST_SIGNATURES]
    return OfficialDocument(
        type=DocumentType.REPORT,
        issuer_parent=(),
        issuer=("PHẦN MỀM ĐÔN ĐỐC",),
        number=None,
        symbol="KQ-CKS",
        place="Kiểm tra",
        date=DocumentDate(on.day, on.month, on.year),
        subject="Kết quả kiểm tra chữ ký số",
        addressees=(),
        body=(
            Paragraph(runs("Tệp: ", Run(file_name, bold=True), f"; {facts.size} byte; SHA-256: {facts.sha256}.")),
            Paragraph(runs("Kết luận: ", Run(_conclusion(outcome), bold=True), ".")),
            *_for_document(matches),
            *_reasons((*outcome.reasons, *facts.trust_problems)),
            *_signatures(shown, facts, matches),
            *_left_out(len(facts.signatures) - len(shown)),
            Paragraph(runs(f"Kiểm tra lúc {screen_moment(facts.checked_at)} bằng {facts.software}./.")),
        ),
        authority=("NGƯỜI KIỂM TRA",),
        signer="",
        recipients=(Recipient("Lưu hồ sơ"),),
    )


def _conclusion(outcome: Verdict) -> str:
    sub = f", {outcome.sub_indication.value}" if outcome.sub_indication else ""
    return f"{outcome.indication.label} ({outcome.indication.value}{sub})"


def _reasons(reasons: tuple[str, ...]) -> Iterator[Paragraph]:
    for line in reasons[:MOST_REASONS]:
        yield Paragraph(runs(f"- {line if len(line) <= LONGEST_REASON else line[:LONGEST_REASON] + '…'}"))
    if len(reasons) > MOST_REASONS:
        yield Paragraph(runs(f"- và {len(reasons) - MOST_REASONS:02d} lý do khác."))


def _for_document(matches: Sequence[SignerMatch]) -> Iterator[Paragraph]:
    """Whether the signatures count for the document that the file is meant to be."""
    if matches and is_theirs(matches) is False:
        yield Paragraph(runs("Đối với văn bản này: ", Run("chữ ký không được tính", bold=True), "."))


def _left_out(n: int) -> Iterator[Paragraph]:
    if n > 0:
        yield Paragraph(runs(f"Còn {n:02d} chữ ký, dấu thời gian khác; kết luận trên đã tính cả."))


def _signatures(
    shown: tuple[SignatureFacts, ...], facts: DocumentFacts, matches: Sequence[SignerMatch]
) -> Iterator[Table]:
    """One column for each signature, so that all stands on one page."""
    if not shown:
        return
    told = {match.field: match for match in matches}
    lines = [dict(signature_lines(signature, facts, told.get(signature.field))) for signature in shown]
    labels = dict.fromkeys(label for told in lines for label in told)
    columns = [Column(f"{n}. {role_of(s).label}") for n, s in enumerate(shown, 1)]
    rows = tuple(Row((Cell(runs(label)), *(Cell(runs(told.get(label, "–"))) for told in lines))) for label in labels)
    yield Table((Column("Nội dung", 26), *columns), rows)


def signature_lines(
    signature: SignatureFacts, facts: DocumentFacts, match: SignerMatch | None = None
) -> Iterator[tuple[str, str]]:
    """What is to be said of one signature, line by line (TT 15/2025/TT-BKHCN, thông tin phải hiển thị)."""
    signer = signature.signer
    yield "Kết luận", _conclusion(verdict_of_signature(signature, facts))
    yield "Người ký", f"{signer.common_name}, {signer.organisation}" if signer else "không rõ"
    if match:
        yield "Đối với văn bản", match.sentence
    if signer:
        span = f"{screen_moment(signer.valid_from)} đến {screen_moment(signer.valid_to)}"
        yield "Chứng thư số", f"do {signer.issuer} cấp; hiệu lực {span}"
    if signature.kind is Kind.TIMESTAMP:
        stamp = signature.timestamp
        yield "Thời điểm ký", screen_moment(stamp.at) if stamp else "không rõ"
    else:
        proved, level = proved_at(signature, facts), level_of(signature, facts)
        claimed = screen_moment(signature.claimed_at) if signature.claimed_at else "không ghi"
        proof = f"dấu thời gian {screen_moment(proved)}" if proved else "không có dấu thời gian"
        yield "Thời điểm ký", f"người ký tự ghi: {claimed}; {proof}"
        yield "Mức chữ ký", level.value if level else "không rõ"
        yield "Thu hồi", REVOCATION[revocation_state(signature, facts)]
    yield "Nội dung đã ký", INTEGRITY[integrity(signature)]
    yield "Sau khi ký", what_came(signature)
