"""Wording a template: a new version each time, refused with every reason, never over another's without telling."""

from datetime import date
from typing import Any

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.models import OfficeWording
from dondoc.documents.queries import product_wording, wording, wording_versions
from dondoc.followup.actions import CannotWordTemplate, word_template
from tests.factories import NOW, World

TODAY = date(2026, 11, 23)
KIND = "regime-report"


def put(world: World, who: str = "hoa", **changed: Any) -> OfficeWording | None:
    asked: dict[str, Any] = {
        "actor_id": world.people[who],
        "at": NOW,
        "province_id": world.agencies["LS"],
        "kind": KIND,
        "content": {**product_wording(KIND), "signer": "Phạm Hùng Trường"},
        "valid_from": TODAY,
        "based_on": None,
        **changed,
    }
    return word_template(**asked)


def reasons(world: World, **changed: Any) -> list[tuple[str, str]]:
    with pytest.raises(CannotWordTemplate) as refused:
        put(world, **changed)
    return [(reason.where, reason.message) for reason in refused.value.reasons]


def test_the_offices_words_count_from_their_day_and_the_log_has_them(world: World) -> None:
    made = put(world)
    assert made is not None
    assert wording(KIND, world.agencies["LS"], TODAY)["signer"] == "Phạm Hùng Trường"
    assert AuditEntry.objects.filter(deed="set_wording", actor_id=world.people["hoa"]).count() == 1
    assert [version.by for version in wording_versions(KIND, world.agencies["LS"])] == ["Hoa"]


def test_the_version_that_began_last_counts_not_the_one_typed_last(world: World) -> None:
    later = put(world, valid_from=date(2027, 1, 1), content={**product_wording(KIND), "signer": "Người mới"})
    assert later is not None
    put(world, based_on=later.pk)
    assert wording(KIND, world.agencies["LS"], date(2026, 12, 31))["signer"] == "Phạm Hùng Trường"
    assert wording(KIND, world.agencies["LS"], date(2027, 1, 1))["signer"] == "Người mới"


def test_everything_wrong_is_told_at_once_and_nothing_is_written(world: World) -> None:
    content = {**product_wording(KIND), "symbol": "05/BC", "sent": "Đã gửi đủ."}
    found = reasons(world, content=content, valid_from=date(2026, 1, 1))
    assert [where for where, _ in found] == ["symbol", "sent", "sent", "sent", "sent", "note"]
    assert not OfficeWording.objects.filter(kind=KIND).exists()


def test_a_day_that_cannot_be_read_is_told(world: World) -> None:
    assert [where for where, _ in reasons(world, valid_from=None)] == ["valid_from"]


def test_a_past_day_needs_a_reason(world: World) -> None:
    assert put(world, valid_from=date(2026, 1, 1), note="Áp dụng cho công văn các quý trong năm") is not None


def test_who_saves_second_is_told_who_was_first(world: World) -> None:
    put(world)
    [(where, message)] = reasons(world, who="quan", content={**product_wording(KIND), "signer": "Khác"})
    assert where == ""
    assert message.startswith("Hoa đã sửa mẫu này lúc ")


def test_saving_the_same_twice_makes_one_version(world: World) -> None:
    made = put(world)
    assert made is not None
    assert put(world, based_on=made.pk) is None
    assert OfficeWording.objects.filter(kind=KIND).count() == 1


@pytest.mark.parametrize("who", ["lan", "minh", "dung", "nam"])
def test_who_does_not_watch_the_province_does_not_find_the_template(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        put(world, who=who)


def test_an_unknown_kind_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        put(world, kind="khac")
