"""Weeks, months, quarters, years of a review: their codes come back, neighbours touch, a wrong code is told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.followup.rules.review_spans import CannotReadSpan, SpanKind, parse_span, span_on


@given(st.sampled_from(SpanKind), st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_every_span_comes_back_from_its_code_and_touches_its_neighbours(kind: SpanKind, on: date) -> None:
    span = span_on(kind, on)
    assert span.first <= on <= span.last
    assert parse_span(span.code) == span
    assert span.before.last + timedelta(days=1) == span.first
    assert span.after.first - timedelta(days=1) == span.last
    assert span.before.after == span


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2022-W08", "tuần từ ngày 21/02/2022 đến ngày 27/02/2022"),
        ("2022-02", "tháng 02/2022"),
        ("2022-q1", "quý I/2022"),
        ("2022", "năm 2022"),
    ],
)
def test_a_span_is_said_as_documents_say_it(code: str, words: str) -> None:
    assert parse_span(code).in_sentence == words


@pytest.mark.parametrize(
    "code", ["", "2022-13", "2022-00", "2022-Q5", "2022-Q0", "2022-W54", "0000", "0001", "9999-12", "02/2022", "22-2"]
)
def test_what_is_no_span_is_refused_in_words(code: str) -> None:
    with pytest.raises(CannotReadSpan, match="Ghi 2026-W48"):
        parse_span(code)
