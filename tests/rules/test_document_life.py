"""The life of an outgoing document: one table, the same in code and in the documents; and the rules beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.deadlines.rules.starting_list import starting_calendar
from dondoc.documents.rules.differences import Side, differences
from dondoc.documents.rules.life import (
    BY_ANOTHER,
    BY_SLUG,
    RULES,
    DeedKind,
    Stage,
    Who,
    allowed,
    life_table,
    reasons_not_to,
    stage_after,
)
from dondoc.documents.rules.official import Paragraph, runs
from dondoc.documents.rules.promptness import Days, latest_day, warnings
from dondoc.documents.rules.signed_files import fields_to_fill, organ_key, reasons_not_this_file
from tests.factories.letters import letter

DOCUMENT = Path(__file__).parents[2] / "docs" / "document-life.md"
KINDS = st.sampled_from(list(DeedKind))
CALENDAR = starting_calendar(range(2025, 2028))


def test_drafts_too_long_to_be_held_against_each_other_are_told_whole() -> None:
    """Comparing costs the product of both sides: nobody holds up the office with one long paragraph."""
    old, new = (Paragraph(runs(" ".join([word, "và"] * 20_000))) for word in ("một", "hai"))
    (line,) = [one for one in differences(letter(body=(old,)), letter(body=(new,))) if one.is_changed]
    assert [piece.side for piece in line.pieces] == [Side.OLD, Side.NEW]
    many = [tuple(Paragraph(runs(f"{word} {n}")) for n in range(3_000)) for word in ("một", "hai")]
    lines = differences(letter(body=many[0]), letter(body=many[1]))
    assert all(len(one.pieces) == 1 and one.is_changed for one in lines)


def test_the_document_shows_the_table_as_the_code_has_it() -> None:
    """To bring the document up to date, put the table printed by `life_table()` in it."""
    assert life_table() in DOCUMENT.read_text("utf-8")


def test_every_deed_stands_in_the_table_once_under_an_address_of_its_own() -> None:
    assert set(RULES) == set(DeedKind) and len(BY_SLUG) == len(RULES)


@pytest.mark.parametrize("kind", list(DeedKind))
def test_a_deed_is_refused_in_words_exactly_where_the_table_does_not_offer_it(kind: DeedKind) -> None:
    for stage in Stage:
        offered = kind in allowed(stage, set(Who)) or (kind in BY_ANOTHER and stage in RULES[kind].stages)
        assert bool(list(reasons_not_to(kind, stage, "lý do"))) is not offered


@pytest.mark.parametrize("kind", list(DeedKind))
def test_what_is_undone_by_a_deed_is_undone_from_where_it_led(kind: DeedKind) -> None:
    deed = RULES[kind]
    if isinstance(deed.undone_by, DeedKind) and deed.to is not None:
        assert deed.to in RULES[deed.undone_by].stages


@given(st.lists(KINDS, max_size=30))
def test_whatever_is_done_by_the_table_the_document_stands_where_the_last_move_led(kinds: list[DeedKind]) -> None:
    done: list[DeedKind] = []
    for kind in kinds:
        before = stage_after(done)
        if before not in RULES[kind].stages:
            continue
        done.append(kind)
        assert stage_after(done) is (RULES[kind].to or before)
    # Nothing is numbered before it is signed, sealed before it is numbered, issued before it is sealed.
    for later, earlier in ((DeedKind.GIVE_NUMBER, DeedKind.SIGN), (DeedKind.SEAL, DeedKind.GIVE_NUMBER)):
        if later in done:
            assert earlier in done[: done.index(later)]
    if DeedKind.ISSUE in done:
        assert DeedKind.SEAL in done


def test_nobody_but_the_clerk_gives_numbers_and_nobody_but_who_has_authority_signs() -> None:
    for stage in Stage:
        assert DeedKind.GIVE_NUMBER not in allowed(stage, set(Who) - {Who.CLERK})
        assert DeedKind.SIGN not in allowed(stage, set(Who) - {Who.SIGNER})


def test_out_of_the_office_only_recalling_is_open() -> None:
    assert allowed(Stage.ISSUED, set(Who)) == [DeedKind.RECALL]
    assert allowed(Stage.RECALLED, set(Who)) == allowed(Stage.REPLACED, set(Who)) == []


def test_what_is_signed_on_friday_may_be_issued_until_monday() -> None:
    friday = date(2026, 11, 20)
    assert latest_day(friday, CALENDAR) == date(2026, 11, 23)
    (told,) = warnings(Days(signed_on=friday), date(2026, 11, 23), CALENDAR)
    assert "chậm nhất 23/11/2026" in told
    late = list(warnings(Days(signed_on=friday), date(2026, 11, 24), CALENDAR))
    assert [words.split(":")[0] for words in late] == ["Quá hạn cấp số", "Quá hạn phát hành"]
    done = Days(friday, date(2026, 11, 20), friday, date(2026, 11, 25))
    assert [words.split(" ngày")[0] for words in warnings(done, date(2026, 12, 1), CALENDAR)] == ["Đã phát hành"]
    assert not list(warnings(Days(), friday, CALENDAR))


def test_an_urgent_document_is_issued_at_once() -> None:
    told = list(warnings(Days(signed_on=date(2026, 11, 23), is_urgent=True), date(2026, 11, 23), CALENDAR))
    assert "khẩn" in told[0]


def test_number_and_date_are_filled_in_as_the_decree_pads_them() -> None:
    assert list(fields_to_fill("05", date(2026, 2, 9)).values()) == ["05", "09", "02"]
    assert list(fields_to_fill("112", date(2026, 3, 29)).values()) == ["112", "29", "3"]


@given(st.binary(max_size=50), st.binary(max_size=20))
def test_only_a_file_that_goes_on_from_the_one_handed_over_is_this_file(before: bytes, more: bytes) -> None:
    assert bool(list(reasons_not_this_file(before + more, before))) is not bool(more)


def test_a_committee_is_known_by_its_long_and_its_short_name() -> None:
    assert organ_key("Ủy ban nhân dân  tỉnh Bắc Ninh") == organ_key("UBND tỉnh Bắc Ninh")
    assert organ_key("UBND xã Lục Nam") != organ_key("UBND xã Lục Sơn")


def test_differences_are_told_word_by_word() -> None:
    old = letter(body=(Paragraph(runs("Gửi trước ngày 20/11.")), Paragraph(runs("Ký số./."))))
    new = letter(body=(Paragraph(runs("Gửi trước ngày 30/11.")), Paragraph(runs("Thêm.")), Paragraph(runs("Ký số./."))))
    changed = [line for line in differences(old, new) if line.is_changed]
    assert [[(piece.side, piece.text) for piece in line.pieces] for line in changed] == [
        [(Side.BOTH, "Gửi trước ngày"), (Side.OLD, "20/11."), (Side.NEW, "30/11.")],
        [(Side.NEW, "Thêm.")],
    ]
    assert not any(line.is_changed for line in differences(old, old))


@given(st.lists(st.text("ab ", max_size=12), max_size=6), st.lists(st.text("ab ", max_size=12), max_size=6))
def test_both_drafts_can_be_read_out_of_their_differences(one: list[str], other: list[str]) -> None:
    old, new = (letter(body=tuple(Paragraph(runs(text)) for text in texts)) for texts in (one, other))
    lines = differences(old, new)

    def words(side: Side) -> list[str]:
        return " ".join(p.text for line in lines for p in line.pieces if p.side in (Side.BOTH, side)).split()

    from dondoc.documents.rules.official import plain_text

    assert words(Side.OLD) == " ".join(plain_text(old)).split()
    assert words(Side.NEW) == " ".join(plain_text(new)).split()
