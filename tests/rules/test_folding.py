"""Words to search by: marks, case and signs aside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.base.rules.folding import asked, folded, marked


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đôn đốc", "don doc"),
        ("ĐẨY MẠNH; cải cách", "day manh cai cach"),
        ("Số: 05/UBND-KT", "so 05 ubnd kt"),
        ("quý_III", "quy iii"),
        ("  ", ""),
    ],
)
def test_folding_leaves_plain_words(text: str, plain: str) -> None:
    assert folded(text) == plain


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_a_question_is_words_phrases_and_numbers() -> None:
    found = asked('"đôn đốc" 05/UBND-KT sở')
    assert found.words == ("don", "doc", "05", "ubnd", "kt", "so")
    assert found.phrases == ("don doc", "05 ubnd kt")


def test_a_question_answers_like_a_reader_would() -> None:
    text = folded("Công văn 05/UBND-KT về đôn đốc báo cáo")
    assert asked("don doc").is_in(text)
    assert asked('"bao cao"').is_in(text)
    assert not asked('"cao bao"').is_in(text)
    assert asked("05/UBND").is_in(text)
    assert not asked("5/UBND").is_in(text)
    assert not asked("don docs").is_in(text)


@given(st.text(max_size=80), st.text(max_size=20))
def test_marking_loses_no_letter(text: str, question: str) -> None:
    assert "".join(piece for piece, _ in marked(text, asked(question))) == text


def test_the_hit_is_marked_as_it_is_written() -> None:
    assert marked("Về đôn đốc báo cáo", asked("don")) == [("Về ", False), ("đôn", True), (" đốc báo cáo", False)]


def test_a_long_text_is_cut_about_the_first_hit() -> None:
    pieces = marked("chữ " * 500 + "đôn đốc " + "sau " * 500, asked("don doc"), around=120)
    shown = "".join(piece for piece, _ in pieces)
    assert len(shown) < 130
    assert ("đôn", True) in pieces
