"""The activity log: each row sealed on the one before, so that nothing can be changed or taken away unseen."""

from dondoc.base.actions import write_audit
from dondoc.base.models import AuditEntry
from dondoc.base.queries import audit_of, broken_seals
from tests.factories import NOW, World


def write(n: int = 0) -> AuditEntry:
    return write_audit(actor_id=None, at=NOW, deed="try", subject="thing:1", detail={"n": n, "chữ": "Đôn Đốc"})


def test_what_is_written_can_be_read_newest_first(world: World) -> None:
    write(1)
    write(2)
    assert [entry.detail["n"] for entry in audit_of("thing:1")] == [2, 1]


def test_an_untouched_log_is_whole(world: World) -> None:
    write()
    assert list(broken_seals()) == []


def test_a_changed_row_shows(world: World) -> None:
    changed = write(1)
    write(2)
    AuditEntry.objects.filter(pk=changed.pk).update(detail={"n": 9})
    assert list(broken_seals()) == [changed.pk]


def test_a_row_taken_out_of_the_middle_shows_at_the_next(world: World) -> None:
    gone, after = write(1), write(2)
    AuditEntry.objects.filter(pk=gone.pk).delete()
    assert list(broken_seals()) == [after.pk]


def test_rows_taken_off_the_end_show(world: World) -> None:
    AuditEntry.objects.filter(pk=write().pk).delete()
    assert list(broken_seals()) == [0]
