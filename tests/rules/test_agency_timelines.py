"""Agencies over time: gaps, overlaps, rings and the province above."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dondoc.agencies.rules.timelines import MAX_LEVELS, Span, Timelines

START = date(2020, 1, 1)
CODES = "ABCDE"


def day(n: int) -> date:
    return START + timedelta(days=n)


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    """Versions of a few codes without overlaps, on the days 0 to 12."""
    listed = []
    for code in CODES:
        cuts = sorted(draw(st.sets(st.integers(0, 12), max_size=5)))
        for begins, ends in pairwise([*cuts, None]):
            if draw(st.booleans()):
                parent = draw(st.none() | st.sampled_from(CODES))
                listed.append(Span(code, parent, day(begins), None if ends is None else day(ends)))
    return listed


def stands(listed: list[Span], code: str, on: date) -> Span | None:
    return next(
        (s for s in listed if s.code == code and s.valid_from <= on and (s.valid_to is None or on < s.valid_to)), None
    )


@given(spans())
def test_a_code_is_on_every_day_what_its_versions_say(listed: list[Span]) -> None:
    timelines = Timelines(listed)
    for code in CODES:
        for n in range(-1, 15):
            assert timelines.at(code, day(n)) == stands(listed, code, day(n))


@given(spans(), st.integers(0, 12), st.integers(1, 5) | st.none())
def test_the_first_gap_is_the_first_day_without_a_version(listed: list[Span], begins: int, length: int | None) -> None:
    asked = Span("X", None, day(begins), None if length is None else day(begins + length))
    last = 14 if length is None else begins + length
    expected = next((day(n) for n in range(begins, last) if stands(listed, "A", day(n)) is None), None)
    assert Timelines(listed).first_gap("A", asked) == expected


@given(spans())
def test_rings_are_found_exactly_when_some_day_has_one(listed: list[Span]) -> None:
    def turns_back(code: str, on: date) -> bool:
        above = stands(listed, code, on)
        for _ in CODES:
            above = stands(listed, above.parent, on) if above and above.parent else None
            if above and above.code == code:
                return True
        return False

    has_ring = any(turns_back(code, day(n)) for code in CODES for n in range(15))
    assert bool(list(Timelines(listed).rings())) == has_ring


@given(spans())
def test_the_province_is_the_unit_without_a_parent_at_the_top(listed: list[Span]) -> None:
    timelines = Timelines(listed)
    for code in CODES:
        above = stands(listed, code, day(6))
        for _ in CODES:
            if above and above.parent:
                above = stands(listed, above.parent, day(6))
        expected = above.code if above and above.parent is None else None
        assert timelines.province_of(code, day(6)) == expected


def test_overlaps_are_told_in_pairs() -> None:
    first, second = Span("A", None, day(0), day(5)), Span("A", None, day(4), None)
    timelines = Timelines([second, first, Span("B", None, day(0), day(4)), Span("B", None, day(4), None)])
    assert list(timelines.overlaps("A")) == [(first, second)]
    assert list(timelines.overlaps("B")) == []


def test_the_way_up_ends_where_no_administration_could_go_on() -> None:
    ladder = [Span(str(n), str(n + 1), START, None) for n in range(50)]
    assert len(Timelines(ladder).way_up("0", START)) == MAX_LEVELS + 1
