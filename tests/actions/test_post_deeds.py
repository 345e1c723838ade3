"""Posts and delegations: recorded by administrators, never changed, ended by a row; they decide who may sign."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.base.models import AuditEntry
from dondoc.base.rules.refusals import NotFound
from dondoc.base.rules.tables import CannotRead
from dondoc.people.actions import (
    CannotDelegate,
    CannotRecordPost,
    end_delegation,
    end_post,
    import_posts,
    record_delegation,
    record_post,
)
from dondoc.people.actions.delegations import Parties
from dondoc.people.models import Delegation, Post
from dondoc.people.queries import people_who_may_sign, signing_ways
from dondoc.people.rules.authority import DelegationKind, Judged, Rank
from dondoc.people.rules.keeping import NewDelegation, NewPost
from tests.factories import NOW, World

TODAY = date(2026, 11, 23)
NEW = NewPost("Giám đốc", Rank.HEAD, date(2026, 1, 1), "Quyết định số 15/QĐ-UBND")


def judged(world: World, who: str, where: str = "BG", type_code: str = "CV", on: date = TODAY) -> Judged:
    return signing_ways(
        user_id=world.people[who], agency_id=world.agencies[where], type_code=type_code, type_label="Công văn", on=on
    )


def recorded(world: World, who: str = "quan") -> Post:
    return record_post(actor_id=world.people[who], at=NOW, username="dung", agency_code="BG-STC", new=NEW)


def test_a_post_makes_its_holder_sign_and_its_end_takes_that_away(world: World) -> None:
    post = recorded(world)
    assert AuditEntry.objects.latest("id").deed == "record_post"
    assert [way.lines for way in judged(world, "dung", "BG-STC").ways] == [("GIÁM ĐỐC",)]
    end_post(actor_id=world.people["quan"], at=NOW, post_id=post.pk, on=date(2026, 11, 23), legal_basis="QĐ số 20")
    assert judged(world, "dung", "BG-STC", on=date(2026, 11, 22)).ways
    assert "thôi giữ chức vụ từ 23/11/2026" in judged(world, "dung", "BG-STC").reasons[0].message


def test_recording_a_post_again_changes_nothing(world: World) -> None:
    assert recorded(world) == recorded(world)
    assert AuditEntry.objects.filter(deed="record_post", subject=f"user:{world.people['dung']}").count() == 1


def test_who_does_not_administer_the_province_finds_no_agency_there(world: World) -> None:
    for who in ("hoa", "dung", "lan"):
        with pytest.raises(NotFound):
            recorded(world, who)


def test_an_unknown_account_is_told_with_the_rest(world: World) -> None:
    with pytest.raises(CannotRecordPost, match=r"Chưa có tài khoản 'khong'.*Ghi căn cứ"):
        new = NewPost("Giám đốc", Rank.HEAD, TODAY, "")
        record_post(actor_id=None, at=NOW, username="khong", agency_code="BG-STC", new=new)


def test_a_post_ends_once_and_not_before_it_began(world: World) -> None:
    post = recorded(world)
    with pytest.raises(CannotRecordPost, match="không sau ngày bắt đầu"):
        end_post(actor_id=None, at=NOW, post_id=post.pk, on=date(2026, 1, 1), legal_basis="QĐ")
    end_post(actor_id=None, at=NOW, post_id=post.pk, on=date(2026, 5, 1), legal_basis="QĐ")
    with pytest.raises(CannotRecordPost, match="Đã ghi thôi giữ"):
        end_post(actor_id=None, at=NOW, post_id=post.pk, on=date(2026, 6, 1), legal_basis="QĐ")


def power(world: World, **parties: object) -> Delegation:
    by = Post.objects.get(user_id=world.people["khanh"])
    new = NewDelegation(
        DelegationKind.POWER,
        date(2026, 11, 1),
        "Giấy ủy quyền số 01/GUQ-UBND",
        types=("BC",),
        scope="báo cáo định kỳ",
        valid_to=date(2026, 12, 1),
    )
    told = Parties(**{"by_post_id": by.pk, "username": "dung", **parties})
    return record_delegation(actor_id=world.people["quan"], at=NOW, parties=told, new=new)


def test_a_written_power_reaches_as_far_as_it_says(world: World) -> None:
    recorded(world)
    given = power(world)
    assert given == power(world)
    assert [way.lines for way in judged(world, "dung", type_code="BC").ways] == [("TUQ. CHỦ TỊCH", "GIÁM ĐỐC")]
    assert "chỉ gồm loại BC" in judged(world, "dung").reasons[0].message
    assert "hết hiệu lực từ 01/12/2026" in judged(world, "dung", on=date(2026, 12, 1)).reasons[0].message
    end_delegation(actor_id=None, at=NOW, delegation_id=given.pk, on=date(2026, 11, 20), legal_basis="Thông báo")
    assert not judged(world, "dung", type_code="BC").ways
    with pytest.raises(CannotDelegate, match="Đã chấm dứt"):
        end_delegation(actor_id=None, at=NOW, delegation_id=given.pk, on=date(2026, 11, 25), legal_basis="Thông báo")


def test_only_a_head_delegates_and_only_to_those_who_are_there(world: World) -> None:
    deputy = Post.objects.get(user_id=world.people["yen"])
    with pytest.raises(CannotDelegate, match="không ủy quyền lại"):
        power(world, by_post_id=deputy.pk)
    with pytest.raises(CannotDelegate, match=r"Ủy quyền ký giao cho một người.*Chưa có tài khoản 'khong'"):
        power(world, username="khong")
    with pytest.raises(NotFound):
        power(world, by_post_id=0)


def test_the_office_signs_by_order_what_the_working_rules_name(world: World) -> None:
    assert [way.lines for way in judged(world, "vinh").ways] == [("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")]
    assert not judged(world, "vinh", type_code="QĐ").ways
    everybody = people_who_may_sign(agency_id=world.agencies["BG"], type_code="CV", type_label="Công văn", on=TODAY)
    assert {way.full_name for way in everybody} == {"Khánh", "Vĩnh", "Yến"}


def test_an_account_out_of_use_signs_nothing(world: World) -> None:
    from dondoc.people.models import User

    User.objects.filter(username="vinh").update(is_active=False)
    assert not judged(world, "vinh").ways


FILE = """Tên đăng nhập,Mã đơn vị,Chức vụ,Vị trí,Quyền,Từ ngày,Đến hết ngày,Căn cứ
dung,BG-STC,Phó Giám đốc,cấp phó,,01/02/2026,30/06/2026,QĐ số 01
nam,LS-STTTT,Giám đốc,người đứng đầu,có,01/02/2026,,QĐ số 02
"""


def test_a_file_of_posts_is_taken_in_whole_and_once(world: World) -> None:
    told = {"actor_id": world.people["quan"], "at": NOW, "data": FILE.encode(), "name": "chuc-vu.csv"}
    assert import_posts(**told) == 2  # type: ignore[arg-type]
    assert import_posts(**told) == 0  # type: ignore[arg-type]
    ended = Post.objects.get(user_id=world.people["dung"])
    assert ended.end.on == date(2026, 7, 1)
    assert [way.lines for way in judged(world, "nam", "LS-STTTT").ways] == [("Q. GIÁM ĐỐC",)]


def test_a_file_with_mistakes_names_them_all_and_changes_nothing(world: World) -> None:
    n = Post.objects.count()
    bad = FILE.replace("dung,BG-STC", "khong,BG-XXX").replace("cấp phó", "phó").replace("01/02/2026,,", "31/02/2026,,")
    with pytest.raises(CannotRead) as refused:
        import_posts(actor_id=world.people["quan"], at=NOW, data=bad.encode(), name="chuc-vu.csv")
    said = str(refused.value)
    assert "chưa có tài khoản 'khong'" in said and "không có đơn vị 'BG-XXX'" in said and "người đứng đầu" in said
    assert "Dòng 3, cột 'Từ ngày'" in said
    assert Post.objects.count() == n
