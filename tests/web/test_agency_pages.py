"""The pages of agencies: a day's tree found without marks, deeds seen before they are done, undone afterwards."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from dondoc.agencies.actions import import_agencies
from dondoc.agencies.models import AgencyEvent
from dondoc.agencies.queries import agency_map
from dondoc.people.actions import grant_right
from dondoc.people.rules.rights import Right
from dondoc.reporting.models import Obligation
from tests.factories import NOW, World
from tests.factories.reform import load_reform

As = Callable[[str], Client]
MERGE = "/don-vi/viec/merge/?don_vi=ZT-STTTT"
DAY = date(2026, 12, 1)
TYPED = {"on": "01/12/2026", "legal_basis": "Nghị quyết số 30/NQ-HĐND", "into": "ZT-SKHCN – Sở Khoa học và Công nghệ"}


@pytest.fixture
def admin(world: World, as_: As) -> Client:
    """Hoa administers the province."""
    since = date(2020, 1, 1)
    given = {"user_id": world.people["hoa"], "agency_id": load_reform()["ZT"]}
    grant_right(actor_id=None, at=NOW, right=Right.ADMINISTER, valid_from=since, **given)
    return as_("hoa")


def text(content: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", content.decode())).split())


def hidden(content: bytes, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', content.decode())
    assert found
    return found[1]


def test_everybody_signed_in_sees_the_tree_of_a_day(as_: As) -> None:
    page = text(as_("lan").get("/don-vi/?ngay=30/06/2025").content)
    assert "tỉnh vào ngày 30/06/2025" in page
    assert "II. UBND huyện, thành phố 10" in page and "UBND huyện Lục Nam" in page
    assert "Nhập từ tệp" not in page


def test_a_search_needs_no_marks_and_finds_old_names(admin: Client) -> None:
    typed = {"on": "01/07/2025", "legal_basis": "QĐ 1", "name": "UBND huyện Lục Ngàn mới", "buoc": "xem"}
    address = "/don-vi/viec/rename/?don_vi=ZT-LN"
    seen = admin.post(address, typed)
    admin.post(address, {**typed, "buoc": "lam", "da_xem": hidden(seen.content, "da_xem")})
    page = text(admin.get("/don-vi/?tim=luc+ngan").content)
    assert "UBND huyện Lục Ngàn mới ZT-LN tỉnh Thử UBND huyện Lục Ngàn (đến trước 01/07/2025)" in page
    assert "Không có đơn vị nào có “zzz”" in text(admin.get("/don-vi/?tim=zzz").content)


def test_a_large_tree_opens_in_a_few_queries_and_its_branches_one_by_one(
    as_: As, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    head = "code,name,group,parent,level\nZTW,Chính phủ,,,trung ương\n"
    provinces = "".join(f"ZT{p},UBND tỉnh {p},,ZTW,cấp tỉnh\n" for p in range(34))
    communes = "".join(f"ZX{n},UBND xã {n},I. Xã,ZT{n % 34},cấp xã\n" for n in range(3321))
    import_agencies(actor_id=None, at=NOW, data=(head + provinces + communes).encode(), name="a.csv")
    client = as_("lan")
    with django_assert_max_num_queries(12):
        page = client.get("/don-vi/").content.decode()
    assert "UBND tỉnh 33" in page and "UBND xã 33<" not in page
    assert len(page) < 60_000
    branch = text(client.get("/don-vi/truc-thuoc/ZT33/?ngay=23/11/2026").content)
    assert branch.startswith("I. Xã 97") and "UBND xã 33 ZX33" in branch


def test_a_unit_tells_its_history_and_offers_deeds_to_its_administrator_only(admin: Client, as_: As) -> None:
    page = text(admin.get("/don-vi/co-quan/ZT-STTTT/").content)
    assert "I. Sở, cơ quan thuộc UBND tỉnh, thứ tự 3" in page
    assert "từ trước nay Sở Thông tin và Truyền thông UBND tỉnh Thử" in page
    assert "Sáp nhập…" in page
    assert "Sáp nhập…" not in text(as_("dung").get("/don-vi/co-quan/ZT-STTTT/").content)
    assert "Sáp nhập…" not in text(admin.get("/don-vi/co-quan/ZU-STTTT/").content)


def test_a_merger_is_seen_then_chosen_then_done_then_undone(admin: Client) -> None:
    seen = admin.post(MERGE, {**TYPED, "buoc": "xem"})
    page = text(seen.content)
    assert "Từ ngày 01/12/2026, Sở Thông tin và Truyền thông không còn; Sở Khoa học và Công nghệ tiếp nhận." in page
    assert "1 nghĩa vụ báo cáo còn mở của Sở Thông tin và Truyền thông" in page
    assert not AgencyEvent.objects.filter(on=DAY).exists()
    typed = {**TYPED, "buoc": "lam", "da_xem": hidden(seen.content, "da_xem")}

    undecided = admin.post(MERGE, typed)
    assert undecided.status_code == 422
    assert "Chọn nghĩa vụ còn mở chuyển cho ai, hoặc để nguyên." in text(undecided.content)

    done = admin.post(MERGE, {**typed, "heir_ZT-STTTT": "ZT-SKHCN"}, follow=True)
    assert "Đã ghi: Sáp nhập từ ngày 01/12/2026; 1 nghĩa vụ báo cáo đã chuyển." in text(done.content)
    assert agency_map(DAY).by_code("ZT-STTTT") is None
    assert "Kế thừa bởi Sở Khoa học và Công nghệ (sáp nhập vào từ 01/12/2026)" in text(
        admin.get("/don-vi/co-quan/ZT-STTTT/?ngay=02/12/2026").content
    )

    event_id = AgencyEvent.objects.get(on=DAY).pk
    undone = admin.post(f"/don-vi/bien-dong/{event_id}/hoan-tac/", follow=True)
    assert "Hoàn tác: Sáp nhập từ ngày 01/12/2026." in text(undone.content)
    assert agency_map(DAY).by_code("ZT-STTTT") is not None
    assert "đã hoàn tác" in text(admin.get("/don-vi/bien-dong/").content)
    assert "Hoàn tác việc này" not in text(admin.get(f"/don-vi/bien-dong/{event_id}/").content)


def test_obligations_may_stay_where_they_are(admin: Client) -> None:
    seen = admin.post(MERGE, {**TYPED, "buoc": "xem"})
    typed = {**TYPED, "buoc": "lam", "da_xem": hidden(seen.content, "da_xem"), "heir_ZT-STTTT": "-"}
    n_before = Obligation.objects.count()
    assert "Đã ghi: Sáp nhập từ ngày 01/12/2026." in text(admin.post(MERGE, typed, follow=True).content)
    assert Obligation.objects.count() == n_before


def test_what_was_not_previewed_is_not_done(admin: Client) -> None:
    seen = admin.post(MERGE, {**TYPED, "buoc": "xem"})
    other = {**TYPED, "into": "ZT-SNV", "buoc": "lam", "da_xem": hidden(seen.content, "da_xem"), "heir_ZT-STTTT": "-"}
    answer = admin.post(MERGE, other)
    assert answer.status_code == 422 and "Nội dung khác với lúc xem trước" in text(answer.content)
    assert not AgencyEvent.objects.filter(on=DAY).exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({**TYPED, "on": "31/02/2026"}, "31/02/2026 không có: tháng 02/2026 có 28 ngày"),
        ({**TYPED, "into": "Sở Nội"}, "Không có đơn vị 'Sở Nội' vào ngày này. Chọn trong danh sách gợi ý."),
        ({**TYPED, "into": "Sở Y dược"}, "Có 2 đơn vị tên 'Sở Y dược'. Hãy ghi mã: ZT-SYT, ZU-SYT."),
        ({**TYPED, "into": ""}, "Chọn một đơn vị đang có, hoặc ghi mã và tên đơn vị mới"),
        ({**TYPED, "legal_basis": ""}, "Căn cứ pháp lý: Ghi số, ngày của nghị quyết hoặc quyết định."),
    ],
)
def test_what_is_wrong_is_told_beside_what_was_typed(admin: Client, typed: dict[str, str], told: str) -> None:
    answer = admin.post(MERGE, {**typed, "buoc": "xem"})
    assert answer.status_code == 422
    assert told in text(answer.content)
    assert f'value="{html.escape(typed["into"])}"' in answer.content.decode() or not typed["into"]


@pytest.mark.parametrize(
    ("address", "typed", "told"),
    [
        ("create/?don_vi=ZT", {"code_": "ZT-M", "name": "Sở Mới"}, "có đơn vị mới: Sở Mới thuộc UBND tỉnh Thử"),
        ("create/", {"code_": "TW", "name": "Chính phủ", "level": "nation"}, "có đơn vị mới: Chính phủ."),
        ("move/?don_vi=ZT-VP", {"parent": "ZT-SNV"}, "Văn phòng UBND tỉnh thuộc Sở Nội vụ"),
        ("regroup/?don_vi=ZT-VP", {"group": "UBND huyện, thành phố", "position": "3"}, "thành phố', thứ tự 3"),
        (
            "split/?don_vi=ZT-SNV",
            {"part_0_code": "S1", "part_0_name": "Sở Một", "part_1_code": "S2", "part_1_name": "Sở Hai"},
            "có Sở Một, Sở Hai; Sở Nội vụ không còn",
        ),
        ("dissolve/?don_vi=ZT-LN", {"others": ["ZT-LG"]}, "UBND huyện Lục Ngàn, UBND huyện Lạng Gian không còn"),
        (
            "merge/?don_vi=ZT-LN",
            {"others": ["ZT-LG"], "new_code": "ZT-X", "new_name": "UBND xã X"},
            "UBND huyện Lục Ngàn, UBND huyện Lạng Gian không còn; UBND xã X tiếp nhận",
        ),
        ("set_group/?don_vi=ZT", {"group": "Doanh nghiệp", "position": "3"}, "Mở nhóm 'Doanh nghiệp' của"),
        ("close_group/?don_vi=ZT", {"group": "UBND huyện, thành phố"}, "Trong nhóm còn UBND huyện Lạng Gian"),
    ],
)  # fmt: skip
def test_every_deed_has_its_form_and_its_preview(admin: Client, address: str, typed: dict[str, str], told: str) -> None:
    empty = admin.get(f"/don-vi/viec/{address}")
    assert empty.status_code == 200 and "Xem trước" in text(empty.content)
    answer = admin.post(f"/don-vi/viec/{address}", {"on": "01/12/2026", "legal_basis": "NQ 1", "buoc": "xem", **typed})
    assert told in text(answer.content)
    assert not AgencyEvent.objects.filter(on=DAY).exists()


def test_below_a_split_unit_each_goes_where_it_is_sent(admin: Client) -> None:
    typed = {"on": "01/12/2026", "legal_basis": "NQ 1", "buoc": "xem", "code_": "ZT-SNV-P", "name": "Phòng P"}
    seen = admin.post("/don-vi/viec/create/?don_vi=ZT-SNV", typed)
    admin.post("/don-vi/viec/create/?don_vi=ZT-SNV", {**typed, "buoc": "lam", "da_xem": hidden(seen.content, "da_xem")})
    parts = {f"part_{n}_{what}": f"S{n}" for n in range(3) for what in ("code", "name")}
    typed = {"on": "01/12/2026", "legal_basis": "NQ 2", "buoc": "xem", "so": "3", "child_ZT-SNV-P": "2", **parts}
    page = text(admin.post("/don-vi/viec/split/?don_vi=ZT-SNV&so=3", typed).content)
    assert "1 đơn vị trực thuộc chuyển sang S2: Phòng P." in page


def test_another_provinces_unit_is_no_business_of_this_administrator(admin: Client) -> None:
    assert admin.get("/don-vi/viec/merge/?don_vi=ZU-STTTT").status_code == 404
    assert admin.post(MERGE, {**TYPED, "into": "ZU-STTTT", "buoc": "xem"}).status_code == 404
    assert admin.get("/don-vi/viec/khong_co/").status_code == 404
    assert admin.get("/don-vi/co-quan/KHONG-CO/").status_code == 404


def test_the_groups_of_a_province_are_listed_with_their_members(admin: Client) -> None:
    page = text(admin.get("/don-vi/nhom/ZT/").content)
    assert "1 Sở, cơ quan thuộc UBND tỉnh 5 từ trước nay Đổi tên, thứ tự…" in page


def test_a_file_is_taken_in_or_every_row_to_mend_is_told(admin: Client) -> None:
    def send(content: str) -> tuple[int, str]:
        file = SimpleUploadedFile("đơn vị.csv", content.encode(), content_type="text/csv")
        answer = admin.post("/don-vi/nhap/", {"file": file}, follow=True)
        return answer.status_code, text(answer.content)

    assert send("code,name,parent\nZ1,Sở Mới,ZT\n")[1].count("Đã nhập 1 đơn vị mới, 1 phiên bản mới") == 1
    assert "Không có gì thay đổi: 1 dòng đã có sẵn." in send("code,name,parent\nZ1,Sở Mới,ZT\n")[1]
    status, page = send("code,name,parent\nZ2,,ZT\n")
    assert status == 422 and "Dòng 2, cột 'name': còn trống; cột này bắt buộc" in page
    status, page = send("code,name,parent\nZ3,Sở Của Người Khác,LS\n")
    assert status == 422 and "Không tìm thấy đơn vị này trong phạm vi quản trị" in page
    assert admin.get("/don-vi/nhap/bieu-mau/").content.startswith(b"PK")


def test_in_the_past_nothing_is_done(admin: Client) -> None:
    admin.get("/don-vi/?tinh_den=30/09/2023")
    assert "vào ngày 30/09/2023" in text(admin.get("/don-vi/").content)
    assert admin.post(MERGE, {**TYPED, "buoc": "xem"}).status_code == 409
