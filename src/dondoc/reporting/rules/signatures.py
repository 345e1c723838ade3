"""What is to be said of a sending's signature (kết quả chữ ký số): the verdict, and whose signature it is."""

from __future__ import annotations

from collections.abc import Sequence

from dondoc.documents.rules.signers import SignerMatch, is_theirs
from dondoc.reporting.rules.timeliness import SignedState
from dondoc.signing.rules.indications import Verdict

SIGNED_STATES = {
    "TOTAL-PASSED": SignedState.SIGNED,
    "INDETERMINATE": SignedState.UNVERIFIABLE,
    "TOTAL-FAILED": SignedState.INVALID,
    "NO-SIGNATURE": SignedState.UNSIGNED,
}


def signed_state(outcome: Verdict, matches: Sequence[SignerMatch], *, must_be_registered: bool) -> SignedState:
    """A signature that holds counts only where it is the agency's own, or of one who may sign for it."""
    state = SIGNED_STATES[outcome.indication.value]
    if state is not SignedState.SIGNED:
        return state
    theirs = is_theirs(matches, must_be_registered=must_be_registered)
    if theirs is None:
        return SignedState.UNVERIFIABLE
    return SignedState.SIGNED if theirs else SignedState.INVALID


def reasons_against(outcome: Verdict, matches: Sequence[SignerMatch], state: SignedState) -> tuple[str, ...]:
    """Why a signature does not count, in the reader's words; none where it does."""
    if state is SignedState.SIGNED:
        return ()
    if outcome.reasons:
        return outcome.reasons
    return tuple(match.sentence for match in matches if not match.fit.is_right)
