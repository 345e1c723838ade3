"""Wordings: sentences with named figures; provinces named in any usual way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.documents.rules.bodies import Province
from dondoc.documents.rules.official import Run, plain
from dondoc.documents.rules.wordings import CannotFillWording, fill, sentence, sentences


def test_figures_are_put_in_and_keep_their_links() -> None:
    text = fill("còn {qua_han.so} nhiệm vụ của {tinh}.", {"qua_han.so": Run("06", href="/x/"), "tinh": "tỉnh"})
    assert plain(text) == "còn 06 nhiệm vụ của tỉnh."
    assert [run.href for run in text if run.text == "06"] == ["/x/"]


def test_every_figure_that_does_not_exist_is_named() -> None:
    with pytest.raises(CannotFillWording) as refused:
        fill("{mot} {hai} {mot}", {})
    assert [r.message for r in refused.value.reasons] == [
        "không có số liệu tên '{hai}'",
        "không có số liệu tên '{mot}'",
    ]


@given(st.text())
def test_a_sentence_without_figures_comes_out_as_it_is(text: str) -> None:
    if "{" not in text:
        assert plain(fill(text, {})) == text


@given(st.text(max_size=40))
def test_what_a_figure_says_is_never_read_as_a_figure(text: str) -> None:
    assert plain(fill("a {x} b", {"x": text, "y": "SAI"})) == f"a {text} b"


def test_a_missing_sentence_is_named() -> None:
    with pytest.raises(CannotFillWording, match="thiếu mục 'opening'"):
        sentence({}, "opening")
    with pytest.raises(CannotFillWording, match="thiếu mục 'points'"):
        sentences({"points": "không phải danh sách"}, "points")


@pytest.mark.parametrize(
    ("written", "kind", "proper"),
    [
        ("UBND tỉnh Bắc Giang", "tỉnh", "Bắc Giang"),
        ("Ủy ban nhân dân tỉnh Lạng Sơn", "tỉnh", "Lạng Sơn"),
        ("Tỉnh Quảng Ninh", "tỉnh", "Quảng Ninh"),
        ("Bắc Ninh", "tỉnh", "Bắc Ninh"),
        ("Thành phố Hà Nội", "thành phố", "Hà Nội"),
        ("UBND TP. Hải Phòng", "thành phố", "Hải Phòng"),
        ("  UBND   thành phố  Huế ", "thành phố", "Huế"),
    ],
)
def test_a_province_is_recognised_however_it_is_written(written: str, kind: str, proper: str) -> None:
    province = Province.named(written)
    assert (province.kind, province.proper) == (kind, proper)


def test_a_committee_heads_its_letters_with_its_provinces_name() -> None:
    assert Province.named("UBND tỉnh Bắc Giang").committee_lines == ("ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG")
    assert Province.named("Thành phố Hà Nội").committee_short == "UBND THÀNH PHỐ HÀ NỘI"
