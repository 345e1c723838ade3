"""Findings by agency and month: each cell what its month's review says, a published month what was published."""

from datetime import date

from dondoc.assignments.actions import decide_finding
from dondoc.assignments.models import Task
from dondoc.assignments.rules.process import RuleKind
from dondoc.base.rules.moments import AsOf
from dondoc.followup.queries.violation_grid import violation_grid
from dondoc.followup.rules.violation_grid import ViolationGrid, grid_rows
from tests.actions.test_publish_review import published
from tests.factories import NOW, World

STTTT = "Sở Thông tin và Truyền thông"


def grid(world: World, year: int = 2022, **more: bool) -> ViolationGrid:
    return violation_grid(province_id=world.agencies["LS"], year=year, as_of=AsOf(NOW), **more)


def february(found: ViolationGrid) -> dict[str, int]:
    place = [month.code for month in found.months].index("2022-02")
    return {row.name: row.counts[place] for row in found.rows}


def waive(world: World) -> None:
    told = Task.objects.get(results__result_number="56/BC-STTTT")
    about = {"task_id": told.pk, "kind": RuleKind.RESULT_NOT_TOLD, "until": date(2022, 2, 16)}
    decide_finding(actor_id=world.people["hoa"], at=NOW, **about, is_waived=True, reason="Hệ thống bị lỗi")


def test_a_cell_is_what_the_month_s_report_prints(world: World) -> None:
    found = grid(world)
    assert february(found) == {STTTT: 1, "Sở Kế hoạch và Đầu tư": 1, "UBND huyện Hữu Lũng": 1}
    assert (found.sums[1], found.total, len(found.months)) == (3, 3, 12)
    assert {row.code for row in found.rows} == {"LS-STTTT", "LS-SKHDT", "LS-HL"}


def test_what_is_waived_counts_no_more_unless_the_month_was_published_before(world: World) -> None:
    waive(world)
    assert STTTT not in february(grid(world))


def test_a_published_month_is_frozen_and_the_count_to_now_stands_beside_it(world: World) -> None:
    one = published(world)
    waive(world)
    found = grid(world)
    assert february(found)[STTTT] == 1
    assert [month.published_id for month in found.months][:3] == [None, one.pk, None]
    assert STTTT not in february(grid(world, to_now=True))


def test_a_year_that_runs_has_its_months_up_to_now_and_an_empty_one_no_rows(world: World) -> None:
    assert [month.code for month in grid(world, 2026).months][-1] == "2026-11"
    assert grid(world, 2021).rows == ()


def test_a_name_of_a_published_month_joins_the_row_of_the_agency_now() -> None:
    rows = grid_rows([{("", "Sở A"): 2, ("", "Sở cũ"): 1}, {("A", "Sở A"): 3}], [("A", "Sở A")])
    assert [(row.code, row.name, row.counts, row.total) for row in rows] == [
        ("A", "Sở A", (2, 3), 5),
        ("", "Sở cũ", (1, 0), 1),
    ]
