"""Numbers out of a book: from 01 in their order, kept, used, cancelled; never a gap, never twice, all in the log."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.actions import (
    CannotGiveNumber,
    cancel_number,
    reserve_numbers,
    take_number,
    use_reserved_number,
)
from dondoc.documents.models import BookedNumber
from dondoc.documents.queries import BookLine, book_lines
from dondoc.documents.rules.numbering import NumberState
from tests.factories import NOW, World, vn

TODAY = NOW.date()


def take(series: str = "BC", dated: date = TODAY, reference: str = "", reason: str = "") -> int:
    given = take_number(
        actor_id=None,
        at=NOW,
        agency_code="LS",
        series=series,
        dated=dated,
        subject="Kết quả rà soát",
        reference=reference,
        reason=reason,
    )
    return given.number


def keep(count: int, year: int = 2026) -> list[int]:
    kept = reserve_numbers(
        actor_id=None, at=NOW, agency_code="LS", series="BC", year=year, count=count, reason="văn bản mật"
    )
    return [one.number for one in kept]


def use(number: int, dated: date = TODAY) -> None:
    use_reserved_number(
        actor_id=None, at=NOW, agency_code="LS", series="BC", year=2026, number=number, dated=dated, subject="Mật"
    )


def cancel(number: int, reason: str = "soạn nhầm") -> None:
    cancel_number(actor_id=None, at=NOW, agency_code="LS", series="BC", year=2026, number=number, reason=reason)


def book(world: World) -> list[BookLine]:
    return book_lines(world.agencies["LS"], "BC", 2026)


def test_numbers_run_from_one_in_each_book(world: World) -> None:
    assert [take(), take(), take("CV"), take()] == [1, 2, 1, 3]


def test_a_new_year_begins_with_one(world: World) -> None:
    assert take() == 1
    new_year = take_number(
        actor_id=None,
        at=vn("2027-01-01T08:00"),
        agency_code="LS",
        series="BC",
        dated=date(2027, 1, 1),
        subject="Số đầu năm",
    )
    assert new_year.number == 1


def test_kept_numbers_stand_in_the_book_and_the_next_goes_on_after_them(world: World) -> None:
    assert [take(), *keep(3), take()] == [1, 2, 3, 4, 5]
    use(3)
    assert [line.state for line in book(world)] == [
        *(NumberState.GIVEN, NumberState.RESERVED, NumberState.GIVEN, NumberState.RESERVED, NumberState.GIVEN)
    ]
    assert [line.is_reserved for line in book(world)] == [False, True, True, True, False]


def test_a_cancelled_number_stays_visible_and_is_not_given_again(world: World) -> None:
    take()
    cancel(1)
    assert take() == 2
    assert next((line.state, line.reason) for line in book(world)) == (NumberState.CANCELLED, "soạn nhầm")


def test_a_late_number_says_why_and_is_seen(world: World) -> None:
    take()
    with pytest.raises(CannotGiveNumber, match="ghi lý do"):
        take(dated=TODAY - timedelta(days=2))
    assert take(dated=TODAY - timedelta(days=2), reason="ký bổ sung") == 2
    assert [line.is_late for line in book(world)] == [False, True]


def test_the_same_document_gets_its_number_once(world: World) -> None:
    assert [take(reference="VB-1"), take(reference="VB-1"), take(reference="VB-2")] == [1, 1, 2]
    assert BookedNumber.objects.count() == 2


def test_what_may_not_be_done_is_refused_and_nothing_written(world: World) -> None:
    keep(1)
    use(1)
    for deed in (lambda: use(1), lambda: take("XX"), lambda: keep(0), lambda: keep(1, 2025), lambda: cancel(1, " ")):
        with pytest.raises(CannotGiveNumber):
            deed()
    for missing in (lambda: use(9), lambda: cancel(9)):
        with pytest.raises(NotFound):
            missing()
    cancel(1)
    with pytest.raises(CannotGiveNumber, match="đã hủy rồi"):
        cancel(1)
    assert len(book(world)) == 1


def test_only_who_signs_for_the_agency_keeps_its_book(world: World) -> None:
    for who in ("hoa", "dung"):
        with pytest.raises(NotFound):
            take_number(
                actor_id=world.people[who], at=NOW, agency_code="LS-STTTT", series="BC", dated=TODAY, subject="Thử"
            )
    assert not BookedNumber.objects.exists()


def test_every_deed_leaves_its_row_in_the_log(world: World) -> None:
    keep(2)
    use(1)
    cancel(2)
    take()
    told = AuditEntry.objects.filter(subject=f"agency:{world.agencies['LS']}").order_by("id")
    assert [entry.deed for entry in told][-4:] == [
        *("reserve_numbers", "use_reserved_number", "cancel_number", "take_number")
    ]


def test_a_whole_book_is_read_in_two_queries(world: World, django_assert_num_queries: object) -> None:
    keep(30)
    world.agencies["LS"]
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(book(world)) == 30
