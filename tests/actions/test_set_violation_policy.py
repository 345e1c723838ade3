"""The rule on process violations: a province's own over the general one, each from its day on."""

from datetime import date

from dondoc.assignments.actions import set_violation_policy
from dondoc.assignments.models import ViolationPolicy
from dondoc.assignments.queries import violation_policy
from dondoc.base.models import AuditEntry
from tests.factories import NOW, World


def put(world: World, province: str | None, days: int, since: date) -> None:
    province_id = world.agencies[province] if province else None
    set_violation_policy(
        actor_id=world.people["hoa"],
        at=NOW,
        province_id=province_id,
        working_days=days,
        legal_basis=f"Quy chế {days} ngày",
        valid_from=since,
    )


def in_force(world: World, on: date) -> int:
    policy = violation_policy(world.agencies["BG"], on)
    return policy.working_days if policy else 0


def test_a_provinces_own_rule_goes_before_the_general_one(world: World) -> None:
    put(world, None, 5, date(2020, 1, 1))
    put(world, "BG", 3, date(2021, 1, 1))
    assert in_force(world, date(2020, 6, 1)) == 5
    assert in_force(world, date(2021, 6, 1)) == 3
    assert in_force(world, date(2019, 6, 1)) == 0


def test_setting_it_again_changes_nothing_and_leaves_one_trail(world: World) -> None:
    put(world, None, 5, date(2020, 1, 1))
    put(world, None, 5, date(2020, 1, 1))
    assert ViolationPolicy.objects.filter(province__isnull=True).count() == 1
    found = AuditEntry.objects.filter(deed="set_violation_policy", actor_id=world.people["hoa"])
    assert found.count() == 1
