"""Units are reorganised with what they owe: open reports pass on by choice, history stays, everything can go back."""

from datetime import date, timedelta

import pytest

from dondoc.agencies.actions import CannotChangeAgencies, CannotUndoChange
from dondoc.agencies.models import AgencyEvent
from dondoc.agencies.rows import stored_chart
from dondoc.agencies.rules.deeds import Create, Deed, Description, Merge, NewUnit, Split
from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.followup.queries import reporting_table
from dondoc.people.actions import grant_right
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions import (
    CannotPassObligations,
    CannotReorganise,
    pass_obligations,
    reorganise,
    return_obligations,
    undo_reorganisation,
)
from dondoc.reporting.models import Exemption, Obligation, PassedObligation, Submission
from dondoc.reporting.queries.passing import open_obligations
from dondoc.reporting.rules.timeliness import Timeliness
from tests.factories import NOW, World, vn
from tests.factories.reform import load_reform

pytestmark = [pytest.mark.both, pytest.mark.django_db]

DAY = date(2026, 12, 1)
BASIS = "Nghị quyết số 30/NQ-HĐND ngày 20/11/2026"
NEW = NewUnit("ZT-SKHCN-2", Description("Sở Khoa học và Công nghệ (mới)"), "ZT", "Sở, cơ quan thuộc UBND tỉnh")
INTO_NEW = Merge(on=DAY, legal_basis=BASIS, codes=("ZT-STTTT", "ZT-SKHCN"), into=NEW)
INTO_OLD = Merge(on=DAY, legal_basis=BASIS, codes=("ZT-STTTT",), into="ZT-SKHCN")


@pytest.fixture
def reform(world: World) -> dict[str, int]:
    return load_reform()


@pytest.fixture
def quan(world: World, reform: dict[str, int]) -> int:
    """Somebody who administers the province."""
    user_id = world.people["hoa"]
    grant_right(
        actor_id=None,
        at=NOW,
        user_id=user_id,
        agency_id=reform["ZT"],
        right=Right.ADMINISTER,
        valid_from=DAY.replace(year=2020),
    )
    return user_id


def do(actor_id: int | None, deed: Deed, **heirs: str) -> tuple[AgencyEvent, int]:
    chosen = {code.replace("_", "-"): heir for code, heir in heirs.items()}
    return reorganise(actor_id=actor_id, at=NOW, deed=deed, heirs=chosen)


def standings(reform: dict[str, int], period: str, as_of: AsOf) -> dict[str, Timeliness]:
    table = reporting_table(province_id=reform["ZT"], regime_code="KSTTHC", period_code=period, as_of=as_of)
    return {row.agency.code: row.standing.timeliness for group in table.groups for row in group.rows}


def obligations(code: str) -> list[str]:
    return list(Obligation.objects.filter(agency__code=code).order_by("due_on").values_list("period_code", flat=True))


def test_open_reports_pass_to_the_successor_from_the_day_on_and_history_stays(
    reform: dict[str, int], quan: int
) -> None:
    before = standings(reform, "2026-Q3", AsOf(NOW))
    _, n_passed = do(quan, INTO_NEW, ZT_STTTT="ZT-SKHCN-2")
    assert n_passed == 1 and obligations("ZT-SKHCN-2") == ["2026-Q4"]
    eve, after = (standings(reform, "2026-Q4", AsOf.end_of_day(day)) for day in (DAY - timedelta(days=1), DAY))
    assert eve["ZT-STTTT"] is Timeliness.NOT_SENT_OPEN and "ZT-SKHCN-2" not in eve
    assert after["ZT-STTTT"] is Timeliness.EXEMPT and after["ZT-SKHCN-2"] is Timeliness.NOT_SENT_OPEN
    assert after["ZT-SKHCN"] is Timeliness.NOT_SENT_OPEN, "nobody was chosen for it"
    assert standings(reform, "2026-Q3", AsOf(NOW)) == before
    (exemption,) = Exemption.objects.filter(agency__code="ZT-STTTT")
    assert exemption.reason == "Chuyển cho Sở Khoa học và Công nghệ (mới) từ ngày 01/12/2026"
    assert exemption.document_number == BASIS


def test_a_successor_that_owes_the_same_report_goes_on_with_its_own(reform: dict[str, int], quan: int) -> None:
    n_before = Obligation.objects.count()
    _, n_passed = do(quan, INTO_OLD, ZT_STTTT="ZT-SKHCN")
    assert n_passed == 1 and Obligation.objects.count() == n_before
    passed = PassedObligation.objects.get()
    assert not passed.is_new and passed.successor.agency.code == "ZT-SKHCN"
    assert standings(reform, "2026-Q4", AsOf.end_of_day(DAY))["ZT-STTTT"] is Timeliness.EXEMPT


def test_what_was_sent_does_not_pass(reform: dict[str, int], quan: int) -> None:
    open_one = Obligation.objects.get(agency__code="ZT-STTTT", period_code="2026-Q4")
    Submission.objects.create(
        obligation=open_one, version=1, sent_at=NOW, sent_by_id=quan, is_nil=True, recorded_at=NOW
    )
    assert do(quan, INTO_OLD, ZT_STTTT="ZT-SKHCN")[1] == 0
    assert PassedObligation.objects.count() == 0


def test_before_it_was_known_the_old_unit_owed_it(reform: dict[str, int], quan: int) -> None:
    do(quan, INTO_NEW, ZT_STTTT="ZT-SKHCN-2")
    known_then = AsOf(at=AsOf.end_of_day(DAY).at, known_at=NOW - timedelta(minutes=1))
    then = standings(reform, "2026-Q4", known_then)
    assert then["ZT-STTTT"] is Timeliness.NOT_SENT_OPEN and "ZT-SKHCN-2" not in then


def test_the_log_tells_what_passed(reform: dict[str, int], quan: int) -> None:
    event, _ = do(quan, INTO_OLD, ZT_STTTT="ZT-SKHCN")
    entry = AuditEntry.objects.latest("id")
    assert (entry.actor_id, entry.deed) == (quan, "pass_obligations")
    assert entry.subject == f"agency:{reform['ZT-STTTT']}" and entry.detail["event"] == event.pk


def test_passing_again_passes_nothing(reform: dict[str, int], quan: int) -> None:
    event, _ = do(quan, INTO_OLD, ZT_STTTT="ZT-SKHCN")
    given = {"from_agency_id": reform["ZT-STTTT"], "to_agency_id": reform["ZT-SKHCN"]}
    assert pass_obligations(actor_id=quan, at=NOW, on=DAY, event=event, **given) == 0
    with pytest.raises(CannotPassObligations, match="không tồn tại vào ngày 01/12/2026"):
        pass_obligations(
            actor_id=quan,
            at=NOW,
            on=DAY,
            event=event,
            from_agency_id=reform["ZT-SKHCN"],
            to_agency_id=reform["ZT-STTTT"],
        )


def test_who_does_not_administer_every_province_concerned_finds_nothing(
    world: World, reform: dict[str, int], quan: int
) -> None:
    across = Merge(on=DAY, legal_basis=BASIS, codes=("ZT-STTTT",), into="ZU-STTTT")
    for actor, deed in (
        (world.people["lan"], INTO_OLD),
        (quan, across),
        (quan, Merge(on=DAY, legal_basis=BASIS, codes=("ZT",), into="ZU")),
    ):
        with pytest.raises(NotFound):
            do(actor, deed)
    grant_right(
        actor_id=None,
        at=NOW,
        user_id=quan,
        agency_id=reform["ZU"],
        right=Right.ADMINISTER,
        valid_from=date(2020, 1, 1),
    )
    assert do(quan, across, ZT_STTTT="ZU-STTTT")[1] == 1
    assert Obligation.objects.get(agency__code="ZU-STTTT").province_id == reform["ZU"]


def test_an_heir_must_follow_the_unit(reform: dict[str, int], quan: int) -> None:
    with pytest.raises(CannotReorganise, match="'ZT-SNV' không kế thừa 'ZT-STTTT'"):
        do(quan, INTO_OLD, ZT_STTTT="ZT-SNV")
    with pytest.raises(CannotChangeAgencies):
        do(quan, Merge(on=DAY, legal_basis="", codes=("ZT-STTTT",), into="ZT-SKHCN"))
    assert not AgencyEvent.objects.filter(on=DAY).exists()


def test_of_the_parts_of_a_split_unit_one_is_chosen(reform: dict[str, int], quan: int) -> None:
    parts = (NEW, NewUnit("ZT-S2", Description("Sở Chuyển đổi số")))
    _, n_passed = do(quan, Split(on=DAY, legal_basis=BASIS, code="ZT-STTTT", parts=parts), ZT_STTTT="ZT-S2")
    assert n_passed == 1 and obligations("ZT-S2") == ["2026-Q4"] and obligations("ZT-SKHCN-2") == []


def test_taken_back_everything_is_as_it_was(reform: dict[str, int], quan: int) -> None:
    def state() -> tuple[object, ...]:
        chart = stored_chart()
        owed = sorted(Obligation.objects.values_list("agency__code", "period_code"))
        return chart.versions, chart.groups, owed, Exemption.objects.count(), PassedObligation.objects.count()

    before = state()
    event, _ = do(quan, INTO_NEW, ZT_STTTT="ZT-SKHCN-2", ZT_SKHCN="ZT-SKHCN-2")
    assert state() != before
    undo_reorganisation(actor_id=quan, at=NOW + timedelta(hours=1), event_id=event.pk)
    assert state() == before
    deeds = list(AuditEntry.objects.order_by("-id").values_list("deed", flat=True)[:2])
    assert deeds == ["undo_change", "return_obligations"]


def test_once_the_successor_has_sent_nothing_goes_back(reform: dict[str, int], quan: int) -> None:
    event, _ = do(quan, INTO_OLD, ZT_STTTT="ZT-SKHCN")
    own = Obligation.objects.get(agency__code="ZT-SKHCN", period_code="2026-Q4")
    sent = Submission.objects.create(
        obligation=own, version=1, sent_at=NOW, sent_by_id=quan, is_nil=True, recorded_at=NOW
    )
    Submission.objects.filter(pk=sent.pk).update(recorded_at=NOW + timedelta(minutes=5))
    with pytest.raises(CannotPassObligations, match="đã gửi báo cáo từ khi chuyển: ZT-SKHCN"):
        return_obligations(actor_id=quan, at=NOW, event_id=event.pk)


def test_an_obligation_that_something_else_rests_on_does_not_go_back(reform: dict[str, int], quan: int) -> None:
    event, _ = do(quan, INTO_NEW, ZT_STTTT="ZT-SKHCN-2")
    new = Obligation.objects.get(agency__code="ZT-SKHCN-2")
    new.imported_records.create(signed=False, exempt=True, source_name="a.csv", recorded_at=NOW)
    with pytest.raises(CannotUndoChange, match="đang gắn với: bản ghi của hệ thống cũ"):
        undo_reorganisation(actor_id=quan, at=NOW, event_id=event.pk)
    assert PassedObligation.objects.count() == 1


def test_who_does_not_administer_takes_nothing_back(world: World, quan: int) -> None:
    event, _ = do(quan, INTO_OLD)
    with pytest.raises(NotFound):
        undo_reorganisation(actor_id=world.people["lan"], at=NOW, event_id=event.pk)


def test_only_what_falls_due_on_the_day_or_later_is_open(reform: dict[str, int]) -> None:
    agency = reform["ZT-STTTT"]
    assert [o.period_code for o in open_obligations([agency], DAY, NOW)[agency]] == ["2026-Q4"]
    assert [o.period_code for o in open_obligations([agency], date(2026, 9, 21), NOW)[agency]] == ["2026-Q3", "2026-Q4"]
    assert open_obligations([agency], date(2026, 12, 22), vn("2026-12-22T08:00")) == {}


def test_founding_a_province_needs_somebody_who_administers_one(world: World, quan: int) -> None:
    founding = Create(on=DAY, legal_basis=BASIS, unit=NewUnit("Z-TINH", Description("UBND tỉnh Mới")))
    with pytest.raises(NotFound):
        do(world.people["lan"], founding)
    assert do(quan, founding)[0].deed == "create"
