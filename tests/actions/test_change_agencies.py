"""The tree is changed from a day on: what was before stays, a trail is left, twice is refused."""

from datetime import date, datetime
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, connections, transaction

from dondoc.agencies.actions import CannotChangeAgencies, change_agencies
from dondoc.agencies.models import AgencyEvent, AgencyVersion, Succession
from dondoc.agencies.queries import agency_map, events, groups_on, predecessors_of, preview, successors_of
from dondoc.agencies.rows import stored_chart
from dondoc.agencies.rules.deeds import Create, Deed, Description, Dissolve, Merge, NewUnit, Rename, SetGroup
from dondoc.agencies.rules.map import AgencyMap
from dondoc.agencies.rules.soundness import faults
from dondoc.base.models import AuditEntry
from dondoc.base.queries import broken_seals
from dondoc.base.rules.moments import AsOf
from dondoc.followup.queries import reporting_table
from tests.factories import NOW, World
from tests.factories.reform import load_reform

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def reform(world: World) -> dict[str, int]:
    return load_reform()


DAY = date(2027, 7, 1)
BASIS = "Nghị quyết số 15/NQ-HĐND ngày 20/6/2027"
SINGLE = Merge(on=DAY, legal_basis=BASIS, codes=("ZT-STTTT",), into="ZT-SKHCN")


def do(deed: Deed, at: datetime = NOW) -> AgencyEvent:
    return change_agencies(actor_id=7, at=at, deed=deed)


def founded() -> AgencyEvent:
    """A deed on a unit of Lạng Sơn, for whoever needs one."""
    return do(Create(on=DAY, legal_basis=BASIS, unit=NewUnit("Z-MOI", Description("Sở Mới"), "LS")))


def tree(day_map: AgencyMap) -> list[tuple[object, ...]]:
    return [(a.code, a.name, a.parent_id, a.group, a.group_position, a.position) for a in day_map.by_id.values()]


def test_a_merger_ends_one_unit_from_its_day_and_leaves_the_eve_as_it_was(reform: dict[str, int]) -> None:
    eve = tree(agency_map(date(2027, 6, 30)))
    event = do(SINGLE)
    assert tree(agency_map(date(2027, 6, 30))) == eve
    after = agency_map(DAY)
    assert after.by_code("ZT-STTTT") is None and after.by_code("ZT-SKHCN") is not None
    (successor,) = successors_of(reform["ZT-STTTT"])
    (predecessor,) = predecessors_of(reform["ZT-SKHCN"])
    assert (successor.agency_id, successor.on) == (reform["ZT-SKHCN"], DAY)
    assert predecessor.agency_id == reform["ZT-STTTT"]
    told = events(reform["ZT-STTTT"])[0]
    assert (told.id, told.title, told.on, told.legal_basis) == (event.pk, "Sáp nhập", DAY, BASIS)
    assert told.said == (
        "Từ ngày 01/07/2027, Sở Thông tin và Truyền thông không còn; Sở Khoa học và Công nghệ tiếp nhận.",
    )


def test_what_is_previewed_is_what_is_done(reform: dict[str, int]) -> None:
    n_before = AgencyEvent.objects.count()
    plan = preview(SINGLE)
    assert n_before == AgencyEvent.objects.count()
    event = do(SINGLE)
    assert tuple(event.detail["said"]) == plan.said
    assert len(event.detail["versions"]) == len(plan.changes) == 1


def test_it_leaves_a_trail(reform: dict[str, int]) -> None:
    event = do(SINGLE)
    entry = AuditEntry.objects.latest("id")
    assert (entry.actor_id, entry.at, entry.deed, entry.subject) == (
        7,
        NOW,
        "change_agencies",
        f"agency-event:{event.pk}",
    )
    assert entry.detail["codes"] == ["ZT-STTTT"] and entry.detail["legal_basis"] == BASIS
    assert list(broken_seals()) == []


def test_a_report_of_2023_still_prints_with_the_names_and_groups_of_2023(reform: dict[str, int]) -> None:
    def printed() -> object:
        table = reporting_table(
            province_id=reform["ZT"],
            regime_code="KSTTHC",
            period_code="2023-Q3",
            as_of=AsOf(NOW),
        )
        rows = [(g.no, g.name, row.no, row.agency.name, row.standing) for g in table.groups for row in g.rows]
        return table.province.name, rows

    before = printed()
    merger = date(2025, 7, 1)
    do(Dissolve(on=merger, legal_basis=BASIS, codes=("ZT-LN", "ZT-LG")))
    do(Merge(on=merger, legal_basis=BASIS, codes=("ZT",), into="ZU"))
    do(Rename(on=merger, legal_basis=BASIS, code="ZT-SNV", description=Description("Sở Nội vụ tỉnh Khác")))
    today = agency_map(date(2026, 1, 1))
    names = [a.name for a in today.reporters(reform["ZU"])]
    assert len(names) == 7 and names[2:4] == ["Sở Nội vụ tỉnh Khác", "Sở Tư pháp"]
    assert printed() == before


def test_a_new_unit_has_everything_that_was_said_of_it(reform: dict[str, int]) -> None:
    words = Description(
        "UBND xã Đồng Đăng",
        "xã Đồng Đăng",
        kind="xã",
        level="commune",
        identifier="H37.61",
        old_identifier="000.00.61.H37",
        unit_code="06184",
        phone="0205 3851 101",
        email="dongdang@langson.gov.vn",
    )
    do(SetGroup(on=DAY, legal_basis=BASIS, province="ZT", group="UBND xã, phường", position=3))
    do(Create(on=DAY, legal_basis=BASIS, unit=NewUnit("Z06184", words, "ZT", "UBND xã, phường")))
    version = AgencyVersion.objects.get(agency__code="Z06184")
    assert {name: getattr(version, name) for name in vars(words)} == vars(words)
    assert [(g.group.name, g.position) for g in groups_on("ZT", DAY)] == [
        ("Sở, cơ quan thuộc UBND tỉnh", 1),
        ("UBND huyện, thành phố", 2),
        ("UBND xã, phường", 3),
    ]
    assert len(groups_on("ZT", date(2027, 6, 30))) == 2


def test_everything_against_a_deed_is_said_at_once_and_nothing_is_written(reform: dict[str, int]) -> None:
    entries, rows = AuditEntry.objects.count(), AgencyVersion.objects.count()
    with pytest.raises(CannotChangeAgencies) as refused:
        do(Merge(on=DAY, legal_basis="", codes=("KHONG-CO", "ZT-STTTT"), into="CUNG-KHONG"))
    assert [str(reason) for reason in refused.value.reasons] == [
        "Căn cứ pháp lý: Ghi số, ngày của nghị quyết hoặc quyết định.",
        "CUNG-KHONG: Không có đơn vị này.",
        "KHONG-CO: Không có đơn vị này.",
    ]
    assert (AuditEntry.objects.count(), AgencyVersion.objects.count()) == (entries, rows)


def test_the_same_deed_twice_is_refused_the_second_time(reform: dict[str, int]) -> None:
    do(SINGLE)
    with pytest.raises(CannotChangeAgencies, match="Đơn vị này không tồn tại vào ngày 01/07/2027"):
        do(SINGLE)
    assert Succession.objects.filter(from_agency__code="ZT-STTTT").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_do_the_same_at_once_do_it_once(lasting_world: World) -> None:
    load_reform()
    if connection.vendor == "sqlite":
        # The tests' database lies in memory, where threads cannot meet; a file has one writer from the first word on.
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        return
    gate, outcomes = Barrier(2), list[str]()

    def one() -> None:
        gate.wait()
        try:
            do(SINGLE)
            outcomes.append("done")
        except CannotChangeAgencies:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert AgencyVersion.objects.filter(agency__code="ZT-STTTT").count() == 1


def test_two_versions_of_one_day_are_a_fault_and_postgresql_itself_refuses_them(reform: dict[str, int]) -> None:
    version = AgencyVersion.objects.get(agency__code="ZT-STTTT")
    version.pk, version.valid_from = None, DAY
    with transaction.atomic():
        version.save(force_insert=True)
        assert [str(fault) for fault in faults(stored_chart())] == [
            "Sở Thông tin và Truyền thông (ZT-STTTT): Có hai phiên bản chồng nhau: "
            "từ 01/01/1900, chưa kết thúc và từ 01/07/2027, chưa kết thúc."
        ]
        if connection.vendor == "postgresql":
            with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
                connection.check_constraints()
        transaction.set_rollback(True)
