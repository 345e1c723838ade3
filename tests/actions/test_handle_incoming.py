"""An incoming document is distributed, worked on, answered, ended, returned, opened again: by whom and when it may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dondoc.base.models import AuditEntry
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.actions import CannotHandle, act_on_incoming, distribute_incoming
from dondoc.documents.models import IncomingDeed, IncomingDocument
from dondoc.documents.queries.incoming import (
    GROUPS,
    Wanted,
    access_incoming,
    due_of,
    in_group,
    incoming_rows,
    list_counts,
    of_group,
    open_counts,
    standing_of,
    with_standing,
)
from dondoc.documents.rules.incoming import ENDING, DeedKind, Share, ShareRole, Stage
from dondoc.people.queries import rights_of
from tests.factories import NOW, World
from tests.factories.incoming import CAST, TODAY, act, register, share

pytestmark = pytest.mark.both
LEAD, COORDINATE, TOLD = ShareRole.LEAD, ShareRole.COORDINATE, ShareRole.TOLD


def sees(world: World, who: str, document: IncomingDocument) -> bool:
    try:
        access_incoming(rights_of(world.people[who], TODAY), document.pk)
    except NotFound:
        return False
    return True


def test_an_opinion_names_handlers_with_a_deadline_each(world: World) -> None:
    document = register(world)
    shares = (
        Share(LEAD, "UBND huyện Lục Nam", date(2026, 11, 30)),
        Share(COORDINATE, "sở tài chính", date(2026, 12, 2)),
        Share(TOLD, "Phòng Hành chính"),
    )
    deed = share(world, document, *shares)
    found = {one.name: (one.agency_id, one.due_on) for one in deed.shares.all()}
    assert found["UBND huyện Lục Nam"] == (world.agencies["BG-LN"], date(2026, 11, 30))
    assert found["sở tài chính"][0] == world.agencies["BG-STC"]
    assert found["Phòng Hành chính"] == (None, None)
    assert standing_of(document) is Stage.SHARED
    assert due_of(document) == date(2026, 11, 30)


def test_who_is_named_sees_the_document_and_nobody_else_does(world: World) -> None:
    document = register(world)
    assert [who for who in CAST if sees(world, who, document)] == ["hoa", "quan"]
    share(world, document)
    assert {who for who in CAST if sees(world, who, document)} == {"hoa", "quan", "lan", "minh"}


def test_the_hint_says_what_the_rule_says_after_every_deed(world: World) -> None:
    document = register(world)
    share(world, document)
    for kind, more in (
        (DeedKind.TAKEN, {}),
        (DeedKind.LINKED, {"symbol": "1/A"}),
        (DeedKind.ANSWERED, {"symbol": "2/A", "dated": TODAY}),
        (DeedKind.REOPENED, {"text": "Thiếu phụ lục"}),
        (DeedKind.RECALLED, {}),
    ):
        act(world, document, kind, "lan" if kind is DeedKind.TAKEN else "hoa", **more)
        document = IncomingDocument.objects.get(pk=document.pk)
        assert document.stage_hint == standing_of(document), kind


def test_the_lead_takes_works_and_answers(world: World) -> None:
    document = register(world)
    share(world, document)
    act(world, document, DeedKind.TAKEN, "lan")
    act(world, document, DeedKind.PROGRESS, "lan", text="Đã lấy ý kiến các phòng.")
    assert standing_of(document) is Stage.WORKED_ON
    act(world, document, DeedKind.ANSWERED, "lan", symbol="125/BC-UBND", dated=TODAY)
    assert standing_of(document) is Stage.ANSWERED
    with pytest.raises(CannotHandle, match="mở lại trước"):
        act(world, document, DeedKind.PROGRESS, "lan", text="nữa")
    act(world, document, DeedKind.REOPENED, text="Trả lời thiếu phụ lục")
    assert standing_of(document) is Stage.WORKED_ON


@pytest.mark.parametrize("kind", [DeedKind.RETURNED, DeedKind.REOPENED, DeedKind.TASKED, DeedKind.RECALLED])
def test_a_handler_does_not_do_the_offices_part(world: World, kind: DeedKind) -> None:
    document = register(world)
    share(world, document)
    with pytest.raises(NotFound):
        act(world, document, kind, "lan", text="vì")


def test_who_is_only_told_reads(world: World) -> None:
    document = register(world)
    share(world, document, Share(TOLD, "UBND huyện Lục Nam"))
    assert sees(world, "lan", document)
    with pytest.raises(NotFound):
        act(world, document, DeedKind.PROGRESS, "lan", text="…")


@pytest.mark.parametrize("kind", [DeedKind.OPINION, DeedKind.CORRECTED])
def test_what_has_a_deed_of_its_own_is_no_step(world: World, kind: DeedKind) -> None:
    with pytest.raises(NotFound):
        act(world, register(world), kind)


def test_everything_wrong_with_an_opinion_is_told_and_nothing_kept(world: World) -> None:
    document = register(world)
    with pytest.raises(CannotHandle) as refused:
        distribute_incoming(
            actor_id=world.people["hoa"],
            at=NOW,
            document_id=document.pk,
            signer="",
            text="",
            shares=[Share(LEAD, "A", date(2026, 1, 1)), Share(LEAD, "B")],
        )
    assert len(refused.value.reasons) == 3
    assert not IncomingDeed.objects.exists()
    with pytest.raises(NotFound):
        share(world, document, who="dung")


def test_each_step_leaves_a_trail(world: World) -> None:
    document = register(world)
    act_on_incoming(
        actor_id=world.people["hoa"], at=NOW, document_id=document.pk, kind=DeedKind.CLOSED, text="Chỉ để biết"
    )
    entry = AuditEntry.objects.get(deed="act_on_incoming")
    assert entry.detail["text"] == "Chỉ để biết"


def test_lists_count_every_group_as_it_stood(world: World) -> None:
    waiting = register(world)
    overdue = register(world, symbol="2/VPCP", dated=date(2026, 11, 1), reply_due_on=date(2026, 11, 20))
    done = register(world, symbol="3/VPCP")
    share(world, overdue, Share(TOLD, "Phòng A"))
    act(world, done, DeedKind.ANSWERED, symbol="1/BC-VP", dated=TODAY, at=NOW + timedelta(minutes=5))
    rights = rights_of(world.people["hoa"], TODAY)
    later = AsOf(NOW + timedelta(hours=1))
    now = incoming_rows(rights, Wanted(2026), later)
    counts, types = list_counts(now, later, is_now=False)
    assert list_counts(now, later, is_now=True) == (counts, types)
    assert open_counts(rights, later, is_now=False) == counts
    assert {g: n for g, n in open_counts(rights, later, is_now=True).items() if n} == {
        g: counts[g] for g in ("cho-phan-phoi", "dang-xu-ly", "qua-han", "den-han") if counts[g]
    } | {"": counts["cho-phan-phoi"] + counts["dang-xu-ly"]}
    assert counts == {
        "": 3,
        **dict.fromkeys(GROUPS, 0),
        "cho-phan-phoi": 1,
        "dang-xu-ly": 1,
        "qua-han": 1,
        "da-tra-loi": 1,
    }
    for is_now in (True, False):
        assert list(of_group(now, "qua-han", later, is_now=is_now)) == [overdue]
        assert list(of_group(now, "da-tra-loi", later, is_now=is_now)) == [done]
    before = incoming_rows(rights, Wanted(2026), AsOf(NOW))
    assert list_counts(before, AsOf(NOW), is_now=False).groups["da-tra-loi"] == 0
    assert [one.pk for one in before] == [done.pk, overdue.pk, waiting.pk]
    assert not incoming_rows(rights_of(world.people["dung"], TODAY), Wanted(2026), AsOf(NOW)).exists()


KINDS = st.lists(st.sampled_from(list(DeedKind)), max_size=7)


class TwinOfStage(TestCase):
    """Where SQL puts a document is where the rule puts it."""

    @hypothesis_settings(max_examples=40)
    @given(KINDS)
    def test_sql_and_the_rule_agree(self, kinds: list[DeedKind]) -> None:
        # What the deeds let happen: nothing but links and corrections after an end, until it is opened again.
        told: list[DeedKind] = []
        for kind in kinds:
            is_ended = bool([k for k in told if k in ENDING or k is DeedKind.REOPENED][-1:]) and (
                [k for k in told if k in ENDING or k is DeedKind.REOPENED][-1] in ENDING
            )
            if is_ended and kind not in (DeedKind.REOPENED, DeedKind.LINKED, DeedKind.CORRECTED):
                continue
            if kind is DeedKind.REOPENED and not is_ended:
                continue
            told.append(kind)
        document = register(World())
        for n, kind in enumerate(told):
            at = NOW + timedelta(minutes=n)
            IncomingDeed.objects.create(document=document, kind=kind.value, at=at, recorded_at=at)
        later = NOW + timedelta(days=1)
        stage = standing_of(document, later)
        rows = with_standing(IncomingDocument.objects.filter(pk=document.pk), later)
        found = {group for group in GROUPS if rows.filter(in_group(group, TODAY)).exists()} - {"den-han", "qua-han"}
        expected = {
            Stage.WAITING: "cho-phan-phoi",
            Stage.SHARED: "dang-xu-ly",
            Stage.WORKED_ON: "dang-xu-ly",
            Stage.ANSWERED: "da-tra-loi",
        }.get(stage, "da-ket-thuc")
        assert found == {expected}
