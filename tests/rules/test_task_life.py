"""The life of a task: one table, the same in code and in the documents; every deed leads where it says."""

from pathlib import Path

import pytest

from dondoc.assignments.rules.deeds import (
    BY_SLUG,
    LIFE,
    DeedKind,
    Life,
    Who,
    allowed,
    life_table,
    may_come_from,
    reasons_against,
)
from dondoc.assignments.rules.states import Confirmation, ExtensionState, Work

DOCUMENT = Path(__file__).parents[2] / "docs" / "task-life.md"
LIVES = [Life(w, c, e) for w in Work for c in Confirmation for e in ExtensionState]


def test_the_document_shows_the_table_as_the_code_has_it() -> None:
    """To bring the document up to date, put the table printed by `life_table()` in it."""
    assert life_table() in DOCUMENT.read_text("utf-8")


def test_every_deed_stands_in_the_table_once_under_an_address_of_its_own() -> None:
    assert set(LIFE) == set(DeedKind)
    assert len(BY_SLUG) == len(LIFE)


@pytest.mark.parametrize("kind", list(DeedKind))
def test_a_deed_is_refused_in_words_exactly_where_the_table_does_not_offer_it(kind: DeedKind) -> None:
    for life in LIVES:
        assert bool(list(reasons_against(kind, life))) is not may_come_from(kind, life)


@pytest.mark.parametrize("kind", list(DeedKind))
def test_what_is_undone_by_a_deed_is_undone_from_where_it_led(kind: DeedKind) -> None:
    undone_by, led_to = LIFE[kind].undone_by, LIFE[kind].leads_to
    if isinstance(undone_by, DeedKind) and led_to is not None:
        axes = {Work: "work", Confirmation: "confirmation", ExtensionState: "extension"}
        axis = axes[type(led_to)]
        after = Life(Work.CLOSED) if led_to is Confirmation.CONFIRMED else Life(**{axis: led_to})  # type: ignore[arg-type]
        assert may_come_from(undone_by, after)


def test_the_assigner_and_the_lead_never_decide_on_their_own_request() -> None:
    decisions = {DeedKind.CONFIRM, DeedKind.RETURN, DeedKind.GRANT_EXTENSION, DeedKind.GRANT_REFUSAL}
    for life in LIVES:
        assert not decisions & set(allowed(life, {Who.LEAD, Who.LEAD_HEAD, Who.COORDINATOR}))


def test_nothing_but_its_undoing_is_open_on_a_task_that_ended() -> None:
    for confirmation in Confirmation:
        everybody = set(Who)
        assert allowed(Life(Work.WITHDRAWN, confirmation), everybody) == [DeedKind.REINSTATE]
        assert allowed(Life(Work.CLOSED, confirmation), everybody) == [DeedKind.REOPEN]
