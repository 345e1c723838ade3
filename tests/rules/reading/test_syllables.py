"""Words that lost their space, as files from the web and PDF have them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.assignments.rules.reading.passages import Passage
from dondoc.assignments.rules.reading.syllables import cuts_in


def parted(word: str) -> str:
    ends = [0, *cuts_in(word), len(word)]
    return " ".join(word[a:b] for a, b in pairwise(ends))


@pytest.mark.parametrize(
    "words",
    [
        "Xã hội",
        "liên quan",
        "trước ngày",
        "ban hành",
        "thị trấn",
        "hoàn cảnh đặc biệt",
        "TRIỂN KHAI",
        "ủy ban",
        "Thường trực Chính",
        "với Ủy",
        "trung ương",
    ],
)
def test_glued_syllables_are_told_apart(words: str) -> None:
    assert parted(words.replace(" ", "")) == words


@pytest.mark.parametrize("word", ["nghiêng", "Nguyễn", "Viettel", "Đắklắk", "iOffice", "VNeID", "quyết", "QLCKCN"])
def test_whole_and_foreign_words_stay_whole(word: str) -> None:
    assert cuts_in(word) == ()


def test_what_stuck_to_a_number_or_a_full_stop_is_told_apart() -> None:
    text = "quốc gia.Ngày 17 tháng12 năm2022, ngày27 và 21tháng 04"
    assert Passage.of(text, [(0, len(text))]).flat == "quốc gia. Ngày 17 tháng 12 năm 2022, ngày 27 và 21 tháng 04"


@given(st.text("aăâeêioôơuưyàáảãạđbcghklmnprstvxq  ", max_size=60))
def test_an_added_space_stands_where_the_word_behind_it_does(text: str) -> None:
    p = Passage.of(text, [(0, len(text))])
    assert len(p.flat) == len(p.at)
    assert p.flat.replace(" ", "") == text.replace(" ", "")
    assert list(p.at) == sorted(p.at)
