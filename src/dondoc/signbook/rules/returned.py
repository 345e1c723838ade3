"""A file that another program signed (tệp ký bằng phần mềm khác): is it this paper, rightly signed? Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dondoc.base.rules.refusals import Reason
from dondoc.signbook.rules.owners import Owners, reasons_against_certificate
from dondoc.signbook.rules.papers import PERSON_FIRST, KnownPaper
from dondoc.signing.rules.facts import DocumentFacts, Kind, SignatureFacts
from dondoc.signing.rules.indications import Indication
from dondoc.signing.rules.roles import Role, role_of
from dondoc.signing.rules.verdicts import verdict

OTHER_FILE = (
    "Tệp tải lên không phải là tệp đã tải về kèm chữ ký: nội dung khác. Hãy tải tệp về, ký đúng tệp đó, không in lại, "
    "không chuyển đổi, rồi tải lên."
)
NO_NEW = "Tệp tải lên chưa có chữ ký số mới nào; hãy ký rồi tải lên."
REWRITTEN = "Phần mềm ký đã ghi lại cả tệp nên chữ ký có trước không còn; hãy dùng phần mềm ký nối tiếp (PAdES)."


@dataclass(frozen=True)
class Returned:
    """What came back: does it begin with the very bytes of the paper, else has it the same pages; and its facts."""

    is_appended: bool
    has_same_pages: bool
    facts: DocumentFacts


def new_signatures(before: DocumentFacts, after: DocumentFacts) -> tuple[SignatureFacts, ...]:
    """The signatures that the later file has more; in the order of signing."""
    of_before = sum(s.kind is Kind.SIGNATURE for s in before.signatures)
    return tuple(s for s in after.signatures if s.kind is Kind.SIGNATURE)[of_before:]


def reasons_against_returned(
    paper: KnownPaper, returned: Returned, role: Role | None, owners: Callable[[str], Owners]
) -> Iterator[Reason]:
    """Every reason why a file is not this paper, signed by one who may or by its agency.

    `owners`: what the register says of a certificate, by its fingerprint.
    """
    where = "Tệp đã ký"
    if not (returned.is_appended or returned.has_same_pages):
        yield Reason(OTHER_FILE, where)
        return
    if not returned.is_appended and paper.roles:
        yield Reason(REWRITTEN, where)
        return
    added = new_signatures(paper.facts, returned.facts)
    outcome = verdict(returned.facts)
    is_sound = outcome.indication in (Indication.PASSED, Indication.NO_SIGNATURE)
    if not is_sound:
        yield Reason(f"Chữ ký trên tệp chưa hợp lệ: {'; '.join(outcome.reasons)}", where)
    if not added:
        if is_sound:
            yield Reason(NO_NEW, where)
        return
    for signature in added:
        if signature.signer is None:
            continue
        made = role_of(signature)
        if role is not None and made is not role:
            yield Reason(f"Đang chờ {role.label.lower()}, tệp lại có {made.label.lower()}.", where)
        yield from reasons_against_certificate(signature.signer, made, owners(signature.signer.fingerprint))
    if not paper.is_annex and Role.PERSON not in {role_of(s) for s in returned.facts.signatures}:
        yield Reason(PERSON_FIRST, where)
