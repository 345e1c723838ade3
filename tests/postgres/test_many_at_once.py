"""Many people at once: the log never forks, a report has one version for each sending, a task one decision."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connection
from django.test import Client

from dondoc.assignments.actions import decide_result, report_result
from dondoc.assignments.models import Decision, Task
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.actions import write_audit
from dondoc.base.models import AuditEntry
from dondoc.base.queries import broken_seals
from dondoc.base.rules.refusals import Refused
from dondoc.documents.actions import give_number, take_number
from dondoc.documents.models import BookedNumber
from dondoc.documents.rules.life import DeedKind
from dondoc.people.models import AnsweredRequest
from dondoc.reporting.models import DraftChange, Submission
from dondoc.sheets.models import FigureSet
from tests.actions.test_connect_system import connected
from tests.actions.test_submit_report import send
from tests.factories import NOW, World, unsigned_pdf
from tests.factories.figures import RIGHT
from tests.factories.outgoing import Office, record


def at_once(deeds: list[Callable[[], object]]) -> list[object]:
    """Do all of them in threads of their own; what each gave back, or its refusal."""

    def one(deed: Callable[[], object]) -> object:
        try:
            return deed()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def test_the_log_never_forks(lasting_world: World) -> None:
    def deed(n: int) -> Callable[[], object]:
        return lambda: write_audit(actor_id=None, at=NOW, deed="try", subject="thing:1", detail={"n": n})

    at_once([deed(n) for n in range(12)])
    assert list(broken_seals()) == []


def test_reports_sent_at_once_get_consecutive_versions(lasting_world: World) -> None:
    papers = [unsigned_pdf(f"bản {n}") for n in range(5)]
    at_once([lambda data=data: send(lasting_world, data=data) for data in papers])  # type: ignore[misc]
    assert sorted(Submission.objects.values_list("version", flat=True)) == [1, 2, 3, 4, 5]


def test_the_same_file_sent_twice_at_once_counts_once(lasting_world: World) -> None:
    data = unsigned_pdf("một bản")
    answers = at_once([lambda: send(lasting_world, data=data)] * 4)
    assert sum(isinstance(answer, Refused) for answer in answers) == 3
    assert Submission.objects.count() == 1


def test_the_same_request_of_another_system_at_once_is_done_once(lasting_world: World) -> None:
    token = connected(lasting_world).token
    address = "/api/v1/figures?regime=KSTTHC&form=II.06a&period=2026-Q4&agency=BG-LN"

    def put() -> tuple[int, object]:
        client = Client(headers={"authorization": f"Bearer {token}", "idempotency-key": "k-1"})
        answer = client.put(address, json.dumps({"rows": RIGHT}), content_type="application/json")
        return answer.status_code, answer.json()

    first, *others = at_once([put] * 4)
    assert isinstance(first, tuple) and first[0] == 200 and others == [first] * 3
    assert AnsweredRequest.objects.count() == FigureSet.objects.count() == 1
    assert DraftChange.objects.count() == AuditEntry.objects.filter(deed="take_in_figures").count() == 1


def test_of_two_decisions_at_once_one_counts_and_the_other_is_refused(lasting_world: World) -> None:
    world = lasting_world
    task = Task.objects.filter(lead_id=world.agencies["LS-STTTT"], results__isnull=True).order_by("code")[0]
    result = Result(NOW.date(), "77/BC-STTTT", NOW.date())
    report_result(actor_id=world.people["nam"], at=NOW, task_id=task.pk, result=result)

    def decide(who: str, is_confirmed: bool) -> Callable[[], object]:
        return lambda: decide_result(
            actor_id=world.people[who], at=NOW, task_id=task.pk, is_confirmed=is_confirmed, reason="thiếu"
        )

    answers = at_once([decide("hoa", True), decide("tuan", False)])
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert Decision.objects.count() == 1


def test_a_hundred_asked_for_at_once_are_a_hundred_consecutive_numbers(lasting_world: World) -> None:
    def take() -> None:
        take_number(actor_id=None, at=NOW, agency_code="LS", series="BC", dated=NOW.date(), subject="Báo cáo")

    def twice() -> object:  # fifty connections: the server lets a hundred in, others included
        take()
        return take()

    at_once([twice] * 50)
    assert sorted(BookedNumber.objects.values_list("number", flat=True)) == list(range(1, 101))


def test_incoming_numbers_run_without_gaps_for_many_clerks_at_once(lasting_world: World) -> None:
    from tests.factories.incoming import register

    deeds = [lambda n=n: register(lasting_world, symbol=f"{n}/VPCP-KSTT") for n in range(1, 21)]
    answers = at_once(deeds)  # type: ignore[arg-type]
    assert sorted(answer.number for answer in answers) == list(range(1, 21))  # type: ignore[attr-defined]


def test_the_same_document_entered_twice_at_once_is_entered_once(lasting_world: World) -> None:
    from tests.factories.incoming import register

    answers = at_once([lambda: register(lasting_world)] * 4)
    assert sum(isinstance(answer, Refused) for answer in answers) == 3


def test_of_many_who_act_on_what_they_saw_one_is_in_time(lasting_world: World) -> None:
    """Ten people answer the page of the same state: one event, and each of the others is told."""
    office = Office(lasting_world)
    document = office.brought_to("submitted")
    seen, n = record(document).seen, len(record(document).events)
    deed = partial(office.step, document, "hoa", DeedKind.OPINION, "ý kiến", seen)
    answers = at_once([deed] * 10)
    assert sum(isinstance(answer, Refused) for answer in answers) == 9
    assert len(record(document).events) == n + 1


def test_two_clerks_give_a_document_one_number(lasting_world: World) -> None:
    office = Office(lasting_world)
    document = office.brought_to("signed")
    at, before = office.now(), record(document).seen

    def give() -> object:
        return give_number(
            actor_id=lasting_world.people["thu"], at=at, document_id=document.pk, seen=before, dated=at.date()
        )

    answers = at_once([give] * 6)
    assert sum(isinstance(answer, Refused) for answer in answers) == 5
    assert list(BookedNumber.objects.filter(book__series="CV").values_list("number", flat=True)) == [1]
