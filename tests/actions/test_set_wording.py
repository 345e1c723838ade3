"""An office's own sentences: over those brought along, from their day on, every version kept."""

from datetime import date

from dondoc.base.models import AuditEntry
from dondoc.documents.actions import set_wording
from dondoc.documents.models import OfficeWording
from dondoc.documents.queries import wording
from tests.factories import NOW, World


def put(world: World, signer: str, since: date) -> None:
    set_wording(
        actor_id=world.people["hoa"],
        at=NOW,
        province_id=world.agencies["LS"],
        kind="reporting-letter",
        content={"signer": signer},
        valid_from=since,
    )


def test_the_offices_own_sentence_goes_over_the_one_brought_along(world: World) -> None:
    before = wording("reporting-letter", world.agencies["LS"], date(2026, 11, 23))
    put(world, "Phạm Hùng Trường", date(2026, 1, 1))
    after = wording("reporting-letter", world.agencies["LS"], date(2026, 11, 23))
    assert (before["signer"], after["signer"]) == ("", "Phạm Hùng Trường")
    assert after["opening"] == before["opening"]


def test_a_wording_counts_from_its_day_on(world: World) -> None:
    put(world, "Người mới", date(2026, 12, 1))
    assert wording("reporting-letter", world.agencies["LS"], date(2026, 11, 30))["signer"] == ""


def test_every_version_is_kept_and_left_in_the_log(world: World) -> None:
    put(world, "Một", date(2026, 1, 1))
    put(world, "Hai", date(2026, 1, 1))
    assert wording("reporting-letter", world.agencies["LS"], date(2026, 11, 23))["signer"] == "Hai"
    assert OfficeWording.objects.filter(province_id=world.agencies["LS"], kind="reporting-letter").count() == 2
    assert AuditEntry.objects.filter(deed="set_wording", actor_id=world.people["hoa"]).count() == 2
