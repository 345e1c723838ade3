"""The tree and a merger in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from dondoc.agencies.actions import import_agencies
from dondoc.people.actions import grant_right
from dondoc.people.rules.rights import Right
from tests.factories import NOW, World
from tests.factories.reform import load_reform

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]


def test_an_administrator_finds_two_departments_merges_them_and_takes_it_back(sign_in: SignIn) -> None:
    """Hoa searches without marks, sees what a merger would do, chooses who takes over, does it, undoes it."""
    world, ids = World(), load_reform()
    since = date(2020, 1, 1)
    given = {"user_id": world.people["hoa"], "agency_id": ids["ZT"]}
    grant_right(actor_id=None, at=NOW, right=Right.ADMINISTER, valid_from=since, **given)
    hoa = sign_in("hoa")
    hoa.get_by_role("link", name="Đơn vị", exact=True).first.click()
    hoa.get_by_label("Tìm đơn vị").fill("so y duoc")
    hoa.keyboard.press("Enter")
    hoa.get_by_role("row", name="ZT-SYT").get_by_role("link").click()
    hoa.get_by_role("link", name="Sáp nhập…").click()
    hoa.get_by_label("Sáp nhập vào đơn vị đang có").fill("ZT-STP")
    hoa.get_by_label("Có hiệu lực từ ngày").fill("01/12/2026")
    hoa.get_by_label("Căn cứ pháp lý").fill("Nghị quyết số 30/NQ-HĐND")
    hoa.get_by_role("button", name="Xem trước").click()
    expect(hoa.get_by_role("region", name="Sau việc này")).to_contain_text("Sở Y dược không còn; Sở Tư pháp tiếp nhận")
    hoa.get_by_role("button", name="Thực hiện").click()
    expect(hoa.get_by_role("alert")).to_contain_text("Chọn nghĩa vụ còn mở chuyển cho ai, hoặc để nguyên.")
    hoa.get_by_label("1 nghĩa vụ báo cáo còn mở của Sở Y dược").select_option(label="Chuyển cho Sở Tư pháp")
    hoa.get_by_role("button", name="Thực hiện").click()
    expect(hoa.get_by_role("status")).to_contain_text("1 nghĩa vụ báo cáo đã chuyển")
    hoa.get_by_role("button", name="Hoàn tác việc này").click()
    expect(hoa.get_by_role("status")).to_contain_text("Hoàn tác: Sáp nhập từ ngày 01/12/2026.")


def test_a_branch_of_a_large_tree_opens_when_asked(sign_in: SignIn) -> None:
    """Lan opens one of 34 provinces by keyboard; its communes come then."""
    rows = ["code,name,group,parent,level", "ZTW,Chính phủ,,,trung ương"]
    rows += [f"ZP{p},UBND tỉnh {p},,ZTW,cấp tỉnh" for p in range(34)]
    rows += [f"ZX{n},UBND xã {n},I. Xã,ZP{n % 34},cấp xã" for n in range(500)]
    import_agencies(actor_id=None, at=NOW, data="\n".join(rows).encode(), name="a.csv")
    lan = sign_in("lan")
    lan.goto("/don-vi/")
    expect(lan.get_by_role("link", name="UBND xã 33", exact=True)).to_have_count(0)
    lan.get_by_text("Đơn vị trực thuộc UBND tỉnh 33").locator("..").focus()
    lan.keyboard.press("Enter")
    expect(lan.get_by_role("link", name="UBND xã 33", exact=True)).to_be_visible()
