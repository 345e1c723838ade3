"""Confirm or return many results at once (xác nhận hàng loạt): each by itself, with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dondoc.assignments.actions.decide_result import decide_result
from dondoc.base.rules.refusals import Reason, Refused

MOST_AT_ONCE = 200


class CannotDecideResults(Refused):
    """Refused: nothing chosen, or more than a page can hold."""


@dataclass(frozen=True)
class Decided:
    """What became of one of them: no reason means that it is done."""

    task_id: int
    reasons: tuple[Reason, ...] = ()

    @property
    def is_done(self) -> bool:
        return not self.reasons


def decide_results(
    *, actor_id: int, at: datetime, task_ids: Sequence[int], is_confirmed: bool, reason: str = "", grade: str = ""
) -> list[Decided]:
    """Decide on each; what stands against one does not hold up the others. Raises CannotDecideResults."""
    chosen = list(dict.fromkeys(task_ids))
    if not chosen:
        raise CannotDecideResults("Chưa chọn nhiệm vụ nào.")
    if len(chosen) > MOST_AT_ONCE:
        raise CannotDecideResults(f"Chọn {len(chosen)} nhiệm vụ, nhiều nhất {MOST_AT_ONCE} một lần.")
    done = []
    for task_id in chosen:
        try:
            decide_result(
                actor_id=actor_id, at=at, task_id=task_id, is_confirmed=is_confirmed, reason=reason, grade=grade
            )
        except Refused as refused:
            done.append(Decided(task_id, tuple(refused.reasons)))
        else:
            done.append(Decided(task_id))
    return done
