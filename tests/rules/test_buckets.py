"""The four buckets: they always add up, and an earlier moment gives what was true then."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dondoc.assignments.rules.buckets import (
    Bucket,
    Confirmation,
    ExtensionFact,
    ResultFact,
    TaskFacts,
    UpdateFact,
    Work,
    bucket_totals,
    is_in_cohort,
    task_standing,
)
from dondoc.base.rules.moments import VIETNAM, AsOf

ASSIGNED, DUE = date(2022, 2, 7), date(2022, 2, 20)


def at(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 9, tzinfo=VIETNAM)


def imported(completed_on: date | None, recorded: date = date(2022, 3, 5)) -> ResultFact:
    return ResultFact(completed_on, "12/BC", completed_on, None, True, at(recorded))


def reported(completed_on: date, reported_on: date, decided_on: date | None = None, ok: bool = True) -> ResultFact:
    decided_at = at(decided_on) if decided_on else None
    return ResultFact(
        completed_on, "12/BC", completed_on, reported_on, False, at(reported_on),
        ok if decided_on else None, decided_on, decided_at,
    )  # fmt: skip


def task(**facts: object) -> TaskFacts:
    return TaskFacts(**{"assigned_on": ASSIGNED, "due_on": DUE, "recorded_at": at(ASSIGNED), **facts})  # type: ignore[arg-type]


def on(day: date) -> AsOf:
    return AsOf.end_of_day(day)


def test_what_is_due_on_that_very_day_is_still_in_time_and_overdue_the_next_day() -> None:
    assert task_standing(task(), on(DUE)).bucket is Bucket.OPEN_IN_TIME
    late = task_standing(task(), on(DUE + timedelta(1)))
    assert (late.bucket, late.days_overdue) == (Bucket.OPEN_OVERDUE, 1)


def test_a_task_without_deadline_is_never_late_and_shown_apart() -> None:
    standing = task_standing(task(due_on=None), on(date(2030, 1, 1)))
    assert standing.bucket is Bucket.OPEN_IN_TIME
    assert bucket_totals([standing]).no_deadline == 1
    assert task_standing(task(due_on=None, results=(imported(DUE),)), on(DUE)).bucket is Bucket.DONE_ON_TIME


def test_done_on_the_deadline_day_is_on_time_and_after_it_late() -> None:
    assert task_standing(task(results=(imported(DUE),)), on(date(2022, 2, 28))).bucket is Bucket.DONE_ON_TIME
    late = task_standing(task(results=(imported(DUE + timedelta(1)),)), on(date(2022, 2, 28)))
    assert late.bucket is Bucket.DONE_LATE


def test_only_a_confirmed_result_closes_a_task() -> None:
    waiting = task(results=(reported(date(2022, 2, 18), date(2022, 2, 18)),))
    standing = task_standing(waiting, on(date(2022, 2, 25)))
    assert (standing.bucket, standing.confirmation) == (Bucket.OPEN_IN_TIME, Confirmation.WAITING)
    confirmed = task(results=(reported(date(2022, 2, 18), date(2022, 2, 18), date(2022, 2, 26)),))
    assert task_standing(confirmed, on(date(2022, 2, 26))).bucket is Bucket.DONE_ON_TIME
    assert task_standing(confirmed, on(date(2022, 2, 25))).confirmation is Confirmation.WAITING


def test_a_result_delivered_late_stays_overdue_while_it_waits() -> None:
    waiting = task(results=(reported(DUE + timedelta(3), DUE + timedelta(3)),))
    standing = task_standing(waiting, on(DUE + timedelta(10)))
    assert (standing.bucket, standing.days_overdue) == (Bucket.OPEN_OVERDUE, 3)


def test_a_returned_result_opens_the_task_again() -> None:
    returned = task(results=(reported(date(2022, 2, 18), date(2022, 2, 18), date(2022, 2, 19), ok=False),))
    standing = task_standing(returned, on(date(2022, 2, 25)))
    assert (standing.bucket, standing.confirmation) == (Bucket.OPEN_OVERDUE, Confirmation.RETURNED)


def test_an_extension_counts_from_the_day_it_was_granted() -> None:
    extended = task(extensions=(ExtensionFact(date(2022, 3, 10), date(2022, 2, 25), at(date(2022, 2, 25))),))
    assert task_standing(extended, on(date(2022, 2, 24))).bucket is Bucket.OPEN_OVERDUE
    assert task_standing(extended, on(date(2022, 2, 25))).bucket is Bucket.OPEN_IN_TIME


def test_a_corrected_import_replaces_the_one_before() -> None:
    corrected = task(results=(imported(DUE), imported(None, date(2022, 3, 6))))
    assert task_standing(corrected, on(date(2022, 3, 1))).bucket is Bucket.OPEN_OVERDUE


def test_the_newest_percent_is_shown() -> None:
    updates = tuple(UpdateFact(date(2022, 2, d), p, at(date(2022, 2, d))) for d, p in ((8, 20), (12, 60), (15, 80)))
    standing = task_standing(task(updates=updates), on(date(2022, 2, 13)))
    assert (standing.percent, standing.work) == (60, Work.IN_PROGRESS)


near = st.integers(0, 60).map(lambda n: ASSIGNED + timedelta(n))
results = st.one_of(
    near.map(imported),
    st.tuples(near, st.integers(0, 9), st.one_of(st.none(), st.integers(0, 9)), st.booleans()).map(
        lambda r: reported(r[0], r[0] + timedelta(r[1]), None if r[2] is None else r[0] + timedelta(r[1] + r[2]), r[3])
    ),
)
histories = st.builds(
    task,
    due_on=st.one_of(st.none(), near),
    extensions=st.lists(near.map(lambda d: ExtensionFact(d + timedelta(30), d, at(d))), max_size=2).map(tuple),
    updates=st.lists(near.map(lambda d: UpdateFact(d, 50, at(d))), max_size=3).map(tuple),
    results=st.lists(results, max_size=3).map(tuple),
)


@given(st.lists(histories, max_size=20), near)
def test_the_four_buckets_always_add_up(tasks: list[TaskFacts], asked: date) -> None:
    totals = bucket_totals(task_standing(t, on(asked)) for t in tasks)
    assert len(tasks) == totals.done_on_time + totals.done_late + totals.open_in_time + totals.open_overdue
    assert totals.assigned == len(tasks)
    assert totals.no_deadline <= totals.open_in_time


@given(histories, near)
def test_an_earlier_moment_gives_what_was_true_then(history: TaskFacts, asked: date) -> None:
    def decided(r: ResultFact) -> ResultFact:
        if r.decided_on is None or r.decided_on <= asked:
            return r
        return reported(r.completed_on or asked, r.reported_on or asked)

    until_then = TaskFacts(
        history.assigned_on,
        history.due_on,
        history.recorded_at,
        tuple(e for e in history.extensions if e.granted_on is None or e.granted_on <= asked),
        tuple(u for u in history.updates if u.updated_on <= asked),
        tuple(decided(r) for r in history.results if r.is_imported or (r.reported_on or asked) <= asked),
    )
    assert task_standing(history, on(asked)) == task_standing(until_then, on(asked))


@given(histories, near)
def test_a_task_is_in_the_cohort_of_its_month_once_assigned(history: TaskFacts, asked: date) -> None:
    expected = history.assigned_on <= asked
    assert is_in_cohort(history, date(2022, 2, 1), date(2022, 2, 28), on(asked)) == expected
