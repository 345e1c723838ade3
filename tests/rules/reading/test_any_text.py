"""Whatever the text, a reading or a refusal comes of it, and the work grows no faster than the text."""

import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.assignments.rules.reading import CannotReadDirective, DeadlineKind, Reading, reading_figures
from tests.rules.reading import letter, read

WORDS = [
    "Giao",
    "giao",
    "Sở",
    "Sở Y tế",
    "UBND",
    "huyện",
    "tỉnh",
    "UBND tỉnh",
    "Chủ tịch",
    "yêu cầu",
    "đề nghị",
    "phối hợp với",
    "chủ trì",
    "trước ngày",
    "15/3/2022",
    "31/02",
    "tháng",
    "quý II",
    "hằng tháng",
    "định kỳ",
    "05 ngày làm việc",
    "999 tháng",
    "kể từ ngày ký",
    "Nơi nhận:",
    "Số:",
    "/",
    "-",
    "1.",
    "a)",
    "I.",
    "Điều 2.",
    "(1)",
    ";",
    ":",
    ".",
    ",",
    "(",
    ")",
    "\n",
    "\n\n",
    "\t",
    "*",
    "**",
    "“",
    "đồng chí",
    "Trưởng",
    "Phó",
    "Ban",
    "Kính gửi:",
    "và",
    "0001",
    "İ",
    "các sở, ban, ngành",
    "cơ quan chủ trì:",
    "Cơ quan chủ trì\tNhiệm vụ\tThời hạn\n",
    "Thực hiện Công văn số 12/UBND-KT ngày",
    chr(0x301),
    chr(0xA0),
]
texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=60).map(" ".join)


def check(reading: Reading) -> None:
    for task in reading.tasks:
        assert 0 <= task.start < task.end <= len(reading.text)
        assert reading.text[task.start : task.end] == task.text
        assert 0 < task.confidence <= 1
        assert task.lead or any("chủ trì" in question for question in task.unresolved)
        assert (task.deadline.kind is DeadlineKind.NONE) == (task.deadline.wording == "")
    for one in reading.citations:
        assert 0 <= one.start < one.end <= len(reading.text)
    assert len(reading_figures(reading)["tasks"]) == len(reading.tasks)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_any_words(text: str) -> None:
    try:
        check(read(text))
    except CannotReadDirective as refused:
        assert refused.reasons


@settings(max_examples=200, deadline=None)
@given(texts, st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_any_words_inside_a_letter(text: str, on: date) -> None:
    check(read(letter(text), on=on))


def calls_to_read(text: str) -> int:
    """Python functions entered while the text is read: work that no machine's speed changes."""
    n = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal n
        n += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(text)
    except CannotReadDirective:
        pass
    finally:
        sys.setprofile(before)
    return n


REPEATED = [
    "(",
    "; ",
    "A. ",
    "\n- ",
    "1.\n",
    "**",
    "“",
    "Sở ",
    "các sở, ",
    "Giao a b c ",
    "đồng chí A B C, ",
    "Chủ tịch, Phó ",
    "Giao UBND các huyện A, B, ",
    "trước ngày 1/3, ",
    "hằng tháng trước ngày ",
    "để, Sở X ",
    "Trước a, ",
    "Sở Y tế báo cáo trước ngày 15/3; ",
    "công văn số 12/a ",
    "1\tSở Y tế\ta\n",
]


@pytest.mark.parametrize("bit", REPEATED)
def test_twice_the_text_is_twice_the_work(bit: str) -> None:
    read(letter("1. Sở Y tế rà soát trước ngày 15/3/2022."))  # whatever is made once is made
    one, two = (calls_to_read((bit * n)[:n]) for n in (20_000, 40_000))
    assert two <= 2.5 * one + 5_000
