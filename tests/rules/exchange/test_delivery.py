"""Where a message stands, when it is tried again, and what makes two messages one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dondoc.exchange.rules.delivery import (
    LEASE,
    MOST_ATTEMPTS,
    WAITS,
    Attempt,
    Delivery,
    message_key,
    reasons_against_status,
    standing,
)
from dondoc.exchange.rules.envelope import Business
from tests.factories import vn
from tests.rules.exchange.messages import DOCUMENT, STATUS, document

QUEUED = vn("2026-11-23T08:00")


def after(minutes: int) -> datetime:
    return QUEUED + timedelta(minutes=minutes)


def test_a_new_message_is_due_at_once() -> None:
    now = standing(QUEUED, [])
    assert (now.delivery, now.is_due(QUEUED), now.is_due(after(-1))) == (Delivery.NOT_SENT, True, False)


def test_each_failure_waits_longer_until_it_is_given_up() -> None:
    tries: list[Attempt] = []
    at = QUEUED
    for wait in WAITS:
        tries.append(Attempt(at, False))
        now = standing(QUEUED, tries)
        assert (now.delivery, now.next_at) == (Delivery.FAILED, at + wait)
        at += wait
    assert standing(QUEUED, [*tries, Attempt(at, False)]).is_given_up
    assert list(WAITS) == sorted(WAITS)


def test_sending_again_makes_it_due_and_gives_it_all_its_tries_back() -> None:
    tries = [Attempt(after(n), False) for n in range(MOST_ATTEMPTS)]
    now = standing(QUEUED, tries, [after(100)])
    assert (now.delivery, now.next_at) == (Delivery.FAILED, after(100))
    assert standing(QUEUED, [*tries, Attempt(after(101), False)], [after(100)]).next_at == after(101) + WAITS[0]


def test_a_claim_without_an_outcome_is_left_alone_for_its_time_and_then_tried_again() -> None:
    now = standing(QUEUED, [Attempt(after(1))])
    assert (now.delivery, now.next_at) == (Delivery.NOT_SENT, after(1) + LEASE)


def test_sending_again_waits_for_an_attempt_that_is_under_way() -> None:
    now = standing(QUEUED, [Attempt(after(1), False), Attempt(after(2))], [after(3)])
    assert (now.delivery, now.next_at) == (Delivery.FAILED, after(2) + LEASE)


def test_a_withdrawn_message_is_never_due_and_one_that_arrived_stays_arrived() -> None:
    assert standing(QUEUED, [], is_withdrawn=True).delivery is Delivery.WITHDRAWN
    assert standing(QUEUED, [Attempt(after(1), True)], is_withdrawn=True).delivery is Delivery.SENT


@given(
    st.lists(st.tuples(st.integers(0, 500), st.sampled_from([True, False, None])), max_size=12),
    st.lists(st.integers(0, 500), max_size=3),
    st.booleans(),
)
def test_what_arrived_or_was_withdrawn_is_never_sent_again(
    tries: list[tuple[int, bool | None]], resent: list[int], is_withdrawn: bool
) -> None:
    attempts = [Attempt(after(minute), is_sent) for minute, is_sent in tries]
    now = standing(QUEUED, attempts, [after(minute) for minute in resent], is_withdrawn=is_withdrawn)
    is_over = is_withdrawn or any(is_sent for _, is_sent in tries)
    assert (now.delivery in (Delivery.SENT, Delivery.WITHDRAWN)) == is_over
    assert now.next_at is None or not is_over


def test_the_same_document_to_the_same_receiver_is_one_message() -> None:
    again = replace(DOCUMENT, route=replace(DOCUMENT.route, trace=()), attachments=())
    assert message_key(DOCUMENT, "H05.12") == message_key(again, "H05.12")
    assert message_key(DOCUMENT, "H05.12") != message_key(DOCUMENT, "H05.13")
    assert message_key(DOCUMENT, "H05.12") != message_key(document(document_id="D-2"), "H05.12")


def test_updates_differ_by_what_they_say_and_statuses_by_code_and_moment() -> None:
    def update(reason: str) -> str:
        return message_key(replace(DOCUMENT, route=replace(DOCUMENT.route, business=Business(2, reason))), "H05.12")

    assert len({update("sai tên"), update("sai ngày"), message_key(DOCUMENT, "H05.12")}) == 3
    later = replace(STATUS, timestamp=vn("2026-11-24T08:00"))
    assert message_key(STATUS, "H05.12") != message_key(later, "H05.12")
    assert message_key(STATUS, "H05.12") != message_key(replace(STATUS, status_code="06"), "H05.12")


def test_a_refusal_says_why_and_arrival_is_never_told_by_hand() -> None:
    assert list(reasons_against_status("03", "")) == []
    assert [reason.where for reason in reasons_against_status("02", " ")] == ["description"]
    assert [reason.where for reason in reasons_against_status("01", "")] == ["status_code"]
