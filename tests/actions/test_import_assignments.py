"""Bringing tasks over from another system: all rows or none, every problem named, safe to repeat."""

from datetime import date

import pytest

from dondoc.assignments.actions import import_assignments
from dondoc.assignments.actions.import_assignments import AssignmentsImported
from dondoc.assignments.models import Task
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Refused
from dondoc.followup.queries import task_review
from dondoc.followup.rules.task_review import TaskReview, review_figures
from tests.factories import NOW, World

HEAD = (
    "code,source_number,source_date,source_title,title,assigner,lead,coordinating,assigned_on,due_on,extended_due_on,"
    "completed_on,result_number,result_issued_on,updated_on,note\n"
)
FILE = HEAD + (
    "A1,12/UBND-KT,2024-05-02,V/v,Việc một,UBND tỉnh,LS-SNV,LS-STP;Sở Tài chính,2024-05-02,2024-05-10,,2024-05-10,"
    "5/BC,2024-05-10,2024-05-10,\n"
    "A2,12/UBND-KT,2024-05-02,V/v,Việc hai,UBND tỉnh,Sở Y tế,,2024-05-02,2024-05-10,,2024-05-11,6/BC,2024-05-11,"
    "2024-05-20,\n"
    "A3,,,,Việc ba,UBND tỉnh,UBND huyện Chi Lăng,,02/05/2024,10/05/2024,20/05/2024,,,,,\n"
    "A4,,,,Việc bốn,UBND tỉnh,LS-SXD,,02/05/2024,10/05/2024,,,,,,\n"
    "A5,,,,Việc năm,UBND tỉnh,LS-SXD,,02/05/2024,,,,,,,\n"
)


def load(text: str, **more: str) -> AssignmentsImported:
    return import_assignments(actor_id=None, at=NOW, data=text.encode(), name="nhiem-vu.csv", **more)  # type: ignore[arg-type]


def review(world: World, on: date = date(2024, 5, 31)) -> TaskReview:
    span = {"first": date(2024, 5, 1), "last": date(2024, 5, 31)}
    return task_review(province_id=world.agencies["LS"], **span, as_of=AsOf.end_of_day(on))


def test_rows_become_tasks_with_what_became_of_them(world: World) -> None:
    assert load(FILE).created == 5
    figures = review_figures(review(world))
    assert figures["totals"] == {
        **{"assigned": 5, "done": 2, "done_on_time": 1, "done_late": 1, "open": 3},
        **{"open_in_time": 1, "open_overdue": 2, "no_deadline": 1},
    }
    assert [task["code"] for task in figures["overdue"]] == ["A4", "A3"]
    assert figures["violations"] == [{"agency": "Sở Y tế", "n_documents": 1, "documents": ["6/BC"]}]


def test_an_earlier_moment_gives_what_was_true_then(world: World) -> None:
    load(FILE)
    totals = review(world, date(2024, 5, 10)).totals
    assert (totals.done_on_time, totals.done_late, totals.open_in_time, totals.open_overdue) == (1, 0, 4, 0)


def test_importing_again_changes_nothing(world: World) -> None:
    load(FILE)
    before = review(world)
    again = load(FILE)
    assert (again.created, again.enriched, again.unchanged) == (0, 0, 5)
    assert review(world) == before


def test_a_later_file_adds_results_to_known_tasks(world: World) -> None:
    load(FILE)
    done = load(
        FILE.replace(
            "A4,,,,Việc bốn,UBND tỉnh,LS-SXD,,02/05/2024,10/05/2024,,,,,,",
            "A4,,,,Việc bốn,UBND tỉnh,LS-SXD,,02/05/2024,10/05/2024,,09/05/2024,7/BC,09/05/2024,,",
        )
    )
    assert (done.created, done.enriched) == (0, 1)
    assert review(world).totals.done_on_time == 2


def test_the_original_deadline_of_a_known_task_cannot_be_changed_by_a_file(world: World) -> None:
    load(FILE)
    with pytest.raises(Refused, match=r"Dòng 5, cột 'due_on': nhiệm vụ 'A4' đã có với giá trị khác \(10/05/2024\)"):
        load(
            FILE.replace(
                "Việc bốn,UBND tỉnh,LS-SXD,,02/05/2024,10/05/2024", "Việc bốn,UBND tỉnh,LS-SXD,,02/05/2024,12/05/2024"
            )
        )


def test_every_bad_row_is_named_and_nothing_is_written(world: World) -> None:
    bad = HEAD + (
        "B1,,,,Việc,UBND tỉnh,Sở Vũ trụ,,2024-05-02,,,,,,,\n"
        "B1,,,,Việc,UBND tỉnh,LS-SNV,LS-SNV,2024-05-02,2024-05-01,,,,,,\n"
        "B3,,,,,UBND tỉnh,LS-SNV,,2024-02-30,,,,,,,\n"
        "B4,,,,Việc,UBND tỉnh,LS-SNV,,2024-05-02,,2024-06-01,2030-01-01,,,,\n"
    )
    with pytest.raises(Refused) as refused:
        load(bad)
    told = "\n".join(str(reason) for reason in refused.value.reasons)
    for part in (
        "Dòng 2, cột 'lead': không có đơn vị 'Sở Vũ trụ'",
        "Dòng 3, cột 'code': mã 'B1' đã có ở dòng 2",
        "Dòng 3, cột 'coordinating': 'LS-SNV' đang chủ trì",
        "Dòng 3, cột 'due_on': hạn xử lý 01/05/2024 trước ngày giao 02/05/2024",
        "Dòng 4, cột 'title'",
        "Dòng 4, cột 'assigned_on'",
        "Dòng 5, cột 'extended_due_on'",
        "Dòng 5, cột 'completed_on': 01/01/2030 chưa tới",
    ):
        assert part in told
    assert not Task.objects.filter(code__startswith="B").exists()


def test_secret_matters_are_refused_row_by_row(world: World) -> None:
    bad = HEAD + (
        "B1,12/UBND-M,2024-05-02,,Việc,UBND tỉnh,LS-SNV,,2024-05-02,,,,,,,\n"
        "B2,12/UBND-KT,2024-05-02,MẬT,Việc,UBND tỉnh,LS-SNV,,2024-05-02,,,2024-05-10,5-M/BC,2024-05-10,,\n"
    )
    with pytest.raises(Refused) as refused:
        load(bad)
    told = [str(reason) for reason in refused.value.reasons]
    for column in ("Dòng 2, cột 'source_number'", "Dòng 3, cột 'result_number'", "Dòng 3, cột 'source_title'"):
        assert any(one.startswith(column) and "dấu độ mật “MẬT”" in one for one in told)
    assert not Task.objects.filter(code__startswith="B").exists()


MORE = "code,title,lead,assigned_on,source_kind,objective,deliverable,field,group,is_starred,must_attach,update_days\n"


def test_a_file_tells_where_a_task_came_from_and_what_field_it_belongs_to(world: World) -> None:
    load(
        MORE + "B1,Việc,LS-SNV,02/05/2024,bút phê trên văn bản đến,Gọn bộ máy,Đề án,Nội vụ,Trọng tâm,x,có,5\n"
        "B2,Việc,LS-SNV,02/05/2024,exchange,,,,,,,\nB3,Việc,LS-SNV,02/05/2024,,,,,,,,\n"
    )
    tasks = {task.code: task for task in Task.objects.all()}
    first = tasks["B1"]
    assert (first.source_kind, first.objective, first.deliverable) == ("opinion", "Gọn bộ máy", "Đề án")
    assert (first.field, first.group, first.is_starred, first.must_attach) == ("Nội vụ", "Trọng tâm", True, True)
    assert first.update_days == 5
    assert (tasks["B2"].source_kind, tasks["B3"].source_kind, tasks["B3"].update_days) == (
        "exchange",
        "directive",
        None,
    )


def test_an_unknown_source_and_a_frequency_that_cannot_be_are_both_told(world: World) -> None:
    with pytest.raises(Refused) as refused:
        load(MORE + "B1,Việc,LS-SNV,02/05/2024,nghe nói,,,,,,,0\n")
    assert "không có nguồn giao 'nghe nói'" in str(refused.value)
    assert "từ 1 đến 90 ngày làm việc" in str(refused.value)
