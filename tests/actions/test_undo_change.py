"""A change of the tree is taken back while nothing rests on it; afterwards everything is as before."""

from datetime import date, timedelta

import pytest

from dondoc.agencies.actions import CannotUndoChange, change_agencies, import_agencies, undo_change
from dondoc.agencies.models import AgencyEvent
from dondoc.agencies.queries import agency_map, events, groups_on, preview_undo, successors_of
from dondoc.agencies.rows import stored_chart
from dondoc.agencies.rules.deeds import Create, Deed, Description, Merge, NewUnit, Rename, SetGroup, Split
from dondoc.assignments.models import Task
from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from tests.factories import NOW, World
from tests.factories.reform import load_reform

pytestmark = [pytest.mark.both, pytest.mark.django_db]

DAY = date(2027, 7, 1)
BASIS = "Nghị quyết số 15/NQ-HĐND ngày 20/6/2027"
MERGE = Merge(on=DAY, legal_basis=BASIS, codes=("ZT-STTTT",), into="ZT-SKHCN")
NEW = NewUnit("Z-MOI", Description("Sở Mới"), "ZT")


@pytest.fixture
def reform(world: World) -> dict[str, int]:
    return load_reform()


def do(deed: Deed) -> int:
    return change_agencies(actor_id=7, at=NOW, deed=deed).pk


def undo(event_id: int) -> AgencyEvent:
    return undo_change(actor_id=8, at=NOW + timedelta(hours=1), event_id=event_id)


@pytest.mark.parametrize(
    "deed",
    [
        MERGE,
        Split(on=DAY, legal_basis=BASIS, code="ZT-SNV", parts=(NEW, NewUnit("Z-2", Description("Sở Hai")))),
        SetGroup(
            on=DAY, legal_basis=BASIS, province="ZT", group="UBND huyện, thành phố", position=5, new_name="UBND xã"
        ),
        Create(on=DAY, legal_basis=BASIS, unit=NEW),
    ],
)
def test_everything_is_as_it_was_and_both_stand_in_the_history(reform: dict[str, int], deed: Deed) -> None:
    before = stored_chart()
    event_id = do(deed)
    undoing = undo(event_id)
    after = stored_chart()
    assert (after.versions, after.groups) == (before.versions, before.groups)
    told, undone = events()[:2]
    assert (told.id, told.is_undo, told.said[0]) == (undoing.pk, True, f"Hoàn tác: {deed.title} từ ngày 01/07/2027.")
    assert (undone.id, undone.is_undone) == (event_id, True)
    assert successors_of(reform["ZT-STTTT"]) == []
    entry = AuditEntry.objects.latest("id")
    assert (entry.actor_id, entry.deed, entry.subject) == (8, "undo_change", f"agency-event:{event_id}")


def test_an_undone_deed_can_be_done_again(reform: dict[str, int]) -> None:
    undo(do(MERGE))
    do(MERGE)
    assert agency_map(DAY).by_code("ZT-STTTT") is None


def test_twice_is_refused(reform: dict[str, int]) -> None:
    event_id = do(MERGE)
    undoing = undo(event_id)
    with pytest.raises(CannotUndoChange, match="Việc này đã được hoàn tác"):
        undo(event_id)
    with pytest.raises(NotFound):
        undo(undoing.pk)


def test_a_later_deed_on_the_same_unit_must_be_taken_back_first(reform: dict[str, int]) -> None:
    first = do(Create(on=DAY, legal_basis=BASIS, unit=NEW))
    second = do(Rename(on=DAY, legal_basis=BASIS, code="Z-MOI", description=Description("Sở Mới hơn")))
    with pytest.raises(CannotUndoChange, match="Sau đó đã có việc 'Đổi tên, thông tin từ ngày 01/07/2027'"):
        undo(first)
    undo(second)
    undo(first)
    assert agency_map(DAY).by_code("Z-MOI") is None


def test_a_unit_that_others_were_put_below_stays(reform: dict[str, int]) -> None:
    first = do(Create(on=DAY, legal_basis=BASIS, unit=NEW))
    do(Create(on=DAY, legal_basis=BASIS, unit=NewUnit("Z-CON", Description("Phòng Con"), "Z-MOI")))
    assert "Đơn vị cấp trên 'Z-MOI' không tồn tại" in str(preview_undo(first).reasons[0])


def test_a_unit_with_a_task_since_stays(reform: dict[str, int]) -> None:
    event_id = do(Create(on=DAY, legal_basis=BASIS, unit=NEW))
    new_id = World().agencies["Z-MOI"]
    Task.objects.create(
        province_id=reform["ZT"], code="Z-1", title="Việc", lead_id=new_id, assigned_on=DAY, recorded_at=NOW
    )
    with pytest.raises(CannotUndoChange, match="đã có 1 nhiệm vụ của các đơn vị liên quan"):
        undo(event_id)


def test_what_was_corrected_from_a_file_since_stays(reform: dict[str, int]) -> None:
    event_id = do(MERGE)
    rows = "code,name,valid_to\nZT-STTTT,Sở Thông tin và Truyền thông tỉnh,01/07/2027\n"
    import_agencies(actor_id=None, at=NOW, data=rows.encode(), name="sửa.csv")
    with pytest.raises(CannotUndoChange, match="Đã có thay đổi khác sau việc này"):
        undo(event_id)


def test_what_is_not_there_is_not_found(reform: dict[str, int]) -> None:
    with pytest.raises(NotFound):
        undo(999_999)
    assert groups_on("KHONG-CO", DAY) == []
