"""A month of tasks, without a browser: from the file of another system to the report that says so."""

from __future__ import annotations

from datetime import date

from dondoc.assignments.actions import decide_result, import_assignments, report_result, update_progress
from dondoc.assignments.models import Task
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.rules.moments import AsOf
from dondoc.documents.rules.official import plain_text
from dondoc.followup.queries import report_of_tasks
from tests.factories import World, vn

FILE = """code,source_number,source_date,title,assigner,lead,coordinating,assigned_on,due_on
T1,12/UBND-KT,2026-11-02,Báo cáo chuyển đổi số,Chủ tịch UBND tỉnh,LS-STTTT,LS-VP,2026-11-02,2026-11-12
T2,12/UBND-KT,2026-11-02,Rà soát hạ tầng,Chủ tịch UBND tỉnh,LS-STTTT,,2026-11-02,2026-11-20
T3,13/UBND-KT,2026-11-03,Theo dõi an toàn thông tin,UBND tỉnh,LS-STTTT,,2026-11-03,
"""


def test_a_months_tasks_become_the_report_that_says_so(world: World) -> None:
    """Three tasks are given; one is done on time, one is returned and then overdue, one has no deadline."""
    import_assignments(actor_id=None, at=vn("2026-11-05T08:00"), data=FILE.encode(), name="nhiem-vu.csv")
    tasks = {t.code: t.pk for t in Task.objects.filter(code__in=("T1", "T2", "T3"))}
    nam, hoa = world.people["nam"], world.people["hoa"]
    update_progress(actor_id=nam, at=vn("2026-11-06T08:00"), task_id=tasks["T1"], percent=50, text="Đang tổng hợp")
    for task, on in (("T1", date(2026, 11, 10)), ("T2", date(2026, 11, 18))):
        at = vn(f"{on}T15:00")
        report_result(actor_id=nam, at=at, task_id=tasks[task], result=Result(on, f"{task}/BC-STTTT", on))
    decide_result(actor_id=hoa, at=vn("2026-11-11T09:00"), task_id=tasks["T1"], is_confirmed=True)
    decide_result(
        actor_id=hoa, at=vn("2026-11-19T09:00"), task_id=tasks["T2"], is_confirmed=False, reason="Thiếu số liệu"
    )
    span = {"province_id": world.agencies["LS"], "first": date(2026, 11, 1), "last": date(2026, 11, 30)}
    review, report = report_of_tasks(**span, as_of=AsOf.end_of_day(date(2026, 11, 21)))  # type: ignore[arg-type]
    totals = review.totals
    assert (totals.done_on_time, totals.open_in_time, totals.no_deadline, totals.open_overdue) == (1, 1, 1, 1)
    text = "\n".join(plain_text(report))
    assert "Đã hoàn thành 01 nhiệm vụ đúng hạn; còn 02 nhiệm vụ chưa hoàn thành" in text
    assert "Rà soát hạ tầng" in text.split("Phụ lục")[1]

    before, _ = report_of_tasks(**span, as_of=AsOf.end_of_day(date(2026, 11, 18)))  # type: ignore[arg-type]
    assert (before.totals.open_overdue, before.totals.done_on_time) == (0, 1)
