"""Where a document stands: SQL says the same as the rule, at every moment; and for whom it waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.base.rules.moments import day_of
from dondoc.documents.models import OutgoingDocument, OutgoingEvent
from dondoc.documents.queries.outgoing import record_of_outgoing, visible_outgoing, with_stage
from dondoc.documents.queries.outgoing_waiting import waiting_documents
from dondoc.documents.rules.life import DeedKind, Stage
from dondoc.people.queries import rights_of
from tests.factories import NOW, World
from tests.factories.outgoing import Office

HISTORIES = st.lists(st.lists(st.sampled_from(list(DeedKind)), max_size=8), min_size=1, max_size=4)


@pytest.mark.both
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=HISTORIES, hours=st.integers(0, 9))
def test_the_database_finds_every_document_where_the_rule_puts_it(
    world: World, histories: list[list[DeedKind]], hours: int
) -> None:
    office = Office(world)
    made = [office.draft() for _ in histories]
    OutgoingEvent.objects.bulk_create(
        OutgoingEvent(
            document=document, no=n, kind=kind.value, at=NOW + timedelta(hours=n), recorded_at=NOW + timedelta(hours=n)
        )
        for document, kinds in zip(made, histories, strict=True)
        for n, kind in enumerate(kinds, start=1)
    )
    for at in (None, NOW + timedelta(hours=hours, minutes=30)):
        found = dict(with_stage(OutgoingDocument.objects.all(), at).values_list("pk", "stage_now"))
        for document in made:
            assert found[document.pk] == record_of_outgoing(document, at).stage
    OutgoingEvent.objects.filter(document__in=made).delete()


def waits(office: Office, who: str) -> list[Stage]:
    at = office.now()
    return [one.stage for one in waiting_documents(rights_of(office.world.people[who], day_of(at)), at)]


def test_each_person_is_told_of_what_waits_for_him_and_of_nothing_else(world: World) -> None:
    office = Office(world)
    expected = {
        "draft": ("hoa", Stage.DRAFT),
        "submitted": ("yen", Stage.SUBMITTED),
        "approved": ("vinh", Stage.APPROVED),
        "signed": ("thu", Stage.SIGNED),
        "sealed": ("thu", Stage.SEALED),
    }
    for stage, (who, told) in expected.items():
        office.brought_to(stage)
        assert told in waits(office, who)
        for other in {"hoa", "yen", "vinh", "thu", "lan"} - {who}:
            assert told not in waits(office, other)
    office.brought_to("issued")
    assert Stage.ISSUED not in waits(office, "thu")


def test_a_document_is_seen_by_its_desk_and_by_who_was_asked_to_sign(world: World) -> None:
    office = Office(world)
    document = office.draft()

    def seen(who: str) -> bool:
        rights = rights_of(world.people[who], day_of(NOW))
        return visible_outgoing(rights, day_of(NOW)).filter(pk=document.pk).exists()

    assert [who for who in ("hoa", "yen", "thu", "vinh", "lan", "dung", "nam") if seen(who)] == ["hoa", "yen", "thu"]
    office.step(document, "hoa", DeedKind.SUBMIT)
    assert seen("vinh") and not seen("dung")
