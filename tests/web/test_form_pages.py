"""Pages of forms as their users meet them: the list, the printed form, the builder, trial, publishing, comparing."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from dondoc.sheets.actions import import_form
from dondoc.sheets.models import FormVersion
from dondoc.sheets.queries import form_on, form_versions
from dondoc.sheets.rules.definition import parse_form
from tests.factories import NOW, World
from tests.factories.figures import enter
from tests.factories.forms import case_bytes
from tests.rules.sheets.test_layouts import DRAWN, MERGED, book
from tests.web.conftest import As

NEW, NEXT = "/bieu-mau/soan/moi/", "/bieu-mau/soan/ban-moi/II.07b/"
SMALL = {
    "code": "01/XLD",
    "name": "Kết quả xử lý đơn",
    "unit": "Đơn",
    "valid_from": "01/01/2026",
    "kind": "fixed",
    "items": "Khối sở\nkhoi-xa | Khối xã",
    "c0-no": "3",
    "c0-title": "Tổng số",
    "c0-type": "integer",
    "c0-aggregate": "sum",
    "c0-computed": "4+5",
    "c1-no": "4",
    "c1-title": "Khiếu nại",
    "c1-type": "integer",
    "c1-aggregate": "sum",
    "c2-no": "5",
    "c2-title": "Tố cáo",
    "c2-type": "integer",
    "c2-aggregate": "sum",
    "k0-rule": "5 <= 4",
    "k0-level": "block",
}


def text(response: Any) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))


@pytest.fixture
def admin(as_: As) -> Client:
    return as_("quan")


def fields(response: Any) -> dict[str, str]:
    """The builder as the browser would send it back."""
    page = response.content.decode().split('class="regime-form builder"', 1)[1]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken" and ("checkbox" not in tag or " checked" in tag):
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, inner in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.S):
        found[name] = html.unescape(inner)
    for name, inner in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', inner) or re.search(r'value="([^"]*)"', inner)
        found[name] = chosen[1] if chosen else ""
    return found


def test_everybody_finds_a_form_and_the_regimes_that_use_it(as_: As) -> None:
    page = text(as_("lan").get("/bieu-mau/"))
    assert "II.06a Tình hình, kết quả giải quyết thủ tục hành chính" in page
    assert "21/10/2020, 01/07/2025 Kiểm soát thủ tục hành chính" in page
    assert "Lập biểu mới" not in page and "Lập biểu từ tệp" not in page
    found = text(as_("lan").get("/bieu-mau/", {"loc": "quy trinh noi bo"}))
    assert "II.07b" in found and "II.06a" not in found
    assert "Không có biểu nào khớp" in text(as_("lan").get("/bieu-mau/", {"loc": "khong co gi"}))


def test_without_any_form_the_list_says_what_to_do(world: World, as_: As) -> None:
    FormVersion.objects.all().delete()
    assert "Quản trị của tỉnh lập biểu" in text(as_("lan").get("/bieu-mau/"))
    assert "Lập biểu mới trên trang này" in text(as_("quan").get("/bieu-mau/"))


def test_the_list_is_paged(world: World, as_: As) -> None:
    for n in range(51):
        value = {**json.loads(case_bytes("KHO")), "code": f"KHO-{n:02}"}
        import_form(actor_id=None, at=NOW, data=json.dumps(value).encode())
    page = text(as_("lan").get("/bieu-mau/"))
    assert "1–50 trong 53" in page and "KHO-50" not in page
    assert "KHO-50" in text(as_("lan").get("/bieu-mau/", {"trang": 2}))


def test_a_form_is_shown_as_it_prints(as_: As) -> None:
    response = as_("lan").get("/bieu-mau/bieu/II.06a/")
    page = text(response)
    assert "Biểu số II.06a Thông tư số 01/2020/TT-VPCP" in page and "Đơn vị tính: Số hồ sơ" in page
    assert "Người làm báo cáo" in page and "Đơn vị nhận báo cáo" in page
    assert "(1) (2) (3)=(4)+(5)+(6) (4) (5) (6) (7)=(8)+(9)+(10)" in page
    assert '<th colspan="4" scope="colgroup">Số hồ sơ tiếp nhận</th>' in response.content.decode()
    assert "Cột 3 phải bằng cột 7 + 11, ở mọi dòng sai thì không gửi được" in page
    assert "Cột 6 phải bằng cột 11 kỳ trước, ở mọi dòng sai thì phải giải trình" in page


def test_the_version_of_a_day_is_chosen(as_: As) -> None:
    lan = as_("lan")
    address = "/bieu-mau/bieu/II.07b/"
    before, after = (text(lan.get(address, {"ngay": day})) for day in ("30/06/2025", "01/07/2025"))
    assert "(3)=(4)+(5)+(6)" in before and "(3)=(4)+(6)" in after
    assert "Ngày 01/01/2019 chưa có bản nào" in text(lan.get(address, {"ngay": "01/01/2019"}))
    assert "áp dụng từ 21/10/2020" in text(lan.get(address, {"tinh_den": "28/02/2022"}, follow=True))
    lan.get(address, {"tinh_den": "nay"})
    refused = lan.get(address, {"ngay": "31/02/2025"})
    assert refused.status_code == 422 and "Ngày áp dụng" in text(refused)
    assert "Sửa ngày áp dụng; bỏ cột 5: Cấp huyện" in after


def test_an_unknown_form_is_not_found(as_: As) -> None:
    for where in ("bieu/X/", "so-sanh/X/", "tep/xlsx/X/", "tep/pdf/II.06a/"):
        assert as_("lan").get(f"/bieu-mau/{where}").status_code == 404


def test_files_of_a_form_are_its_version_of_the_day(as_: As) -> None:
    lan = as_("lan")
    value = json.loads(lan.get("/bieu-mau/tep/json/II.07b/?ngay=01/01/2024").content)
    assert parse_form(value) == form_on("II.07b", NOW.date().replace(year=2024)).definition
    blank = lan.get("/bieu-mau/tep/xlsx/II.07b/")
    assert blank.content[:2] == b"PK" and "bieu-II.07b-20250701.xlsx" in blank["Content-Disposition"]


def test_two_versions_are_compared(as_: As) -> None:
    page = text(as_("lan").get("/bieu-mau/so-sanh/II.07b/"))
    assert "Bản áp dụng từ 21/10/2020 với bản áp dụng từ 01/07/2025" in page
    assert "Bỏ Cột 5: Cấp huyện" in page and "Sửa Cột 3: Tổng số, công thức 4 + 5 + 6 4 + 6" in page
    same = form_versions("II.07b")[0].version_id
    assert "Không có gì khác." in text(as_("lan").get("/bieu-mau/so-sanh/II.07b/", {"cu": same, "moi": same}))


def test_the_builder_shows_the_form_its_checks_and_every_fault_at_its_field(admin: Client) -> None:
    form = {**SMALL, "c0-computed": "4+9", "c1-title": "", "k0-rule": "5 <= ", "valid_from": ""}
    response = admin.post("/bieu-mau/soan/xem-truoc/", form)
    page = response.content.decode()
    assert "(3)=(4)+(9)" in page and "Còn 4 chỗ cần sửa" in text(response)

    def told(slot: str) -> str:
        return text_of(page.split(f'id="loi-{slot}"', 1)[1].split("</div>", 1)[0])

    assert "Cột 3, Công thức: Không có cột 9. Các cột: 3, 4, 5" in told("c0")
    assert "Cột 4, Tên cột: Chưa điền." in told("c1")
    assert "Ràng buộc 1:" in told("k0") and "Áp dụng từ ngày: Chưa điền; ghi ngày/tháng/năm" in told("valid_from")
    assert told("c2") == told("items") == told("chung") == ""


def text_of(fragment: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>|^[^>]*>", " ", fragment).split())).replace(" :", ":")


def test_faults_are_told_in_the_words_of_the_page(admin: Client) -> None:
    form = {
        **SMALL,
        "valid_from": "31/02/2026",
        "items": "a | A\nb | B | a | chắc",
        "c1-type": "decimal",
        "c1-scale": "1",
    }
    page = text(admin.post("/bieu-mau/soan/xem-truoc/", form))
    assert "'31/02/2026' không phải ngày; ghi ngày/tháng/năm" in page
    assert "Dòng 2, trong đó: Phần thứ tư chỉ ghi 'trong đó', hoặc để trống." in page
    assert "chọn kiểu số thập phân, số lẻ 1" in page and "true" not in page and "decimal" not in page


def test_a_new_page_does_not_begin_with_complaints(admin: Client) -> None:
    assert 'class="why"' not in admin.get(NEW).content.decode()


def test_a_right_form_says_so_and_tells_its_checks_in_words(admin: Client) -> None:
    page = text(admin.post("/bieu-mau/soan/xem-truoc/", SMALL))
    assert "Biểu dùng được" in page and "Cột 5 không được lớn hơn cột 4, ở mọi dòng" in page


def test_without_scripts_buttons_add_move_and_drop_columns_and_checks(admin: Client) -> None:
    added = fields(admin.post(NEW, {**SMALL, "viec": "cot-them-1"}))
    assert [added[f"c{n}-no"] for n in range(4)] == ["3", "6", "4", "5"]
    moved = fields(admin.post(NEW, {**added, "viec": "cot-xuong-1"}))
    assert [moved[f"c{n}-no"] for n in range(4)] == ["3", "4", "6", "5"]
    dropped = fields(admin.post(NEW, {**moved, "viec": "cot-bo-2"}))
    assert [dropped[f"c{n}-no"] for n in range(3)] == ["3", "4", "5"] and "c3-no" not in dropped
    response = admin.post(NEW, {**dropped, "viec": "rb-them-0"})
    assert re.search(r'name="k1-rule"[^>]* autofocus', response.content.decode())
    assert "k0-rule" not in fields(admin.post(NEW, {**SMALL, "viec": "rb-bo-0"}))


@pytest.mark.parametrize("asked", ["cot-bo-99", "cot-len-x", "cot-them-99999999", "", "--", "rb-bo-7", "cot-xuong-²"])
def test_a_button_that_is_not_there_does_nothing(admin: Client, asked: str) -> None:
    sent = fields(admin.post(NEW, {**SMALL, "viec": asked}))
    assert (sent["c2-no"], "c3-no" in sent) == ("5", False)


def test_trial_figures_are_worked_out_and_checked_and_nothing_is_kept(admin: Client) -> None:
    figures = {"t-0-4": "1.200", "t-0-5": "1.300", "t-1-4": "x", "kq": ["kq-0-3", "kq-1-3"]}
    response = admin.post("/bieu-mau/soan/thu/", {**SMALL, **figures})
    page = response.content.decode()
    assert '<output id="kq-0-3" hx-swap-oob="true">2.500</output>' in page
    told = text(response)
    assert "khoi-so: Cột 5 không được lớn hơn cột 4: 1.300 > 1.200" in told
    assert "khoi-xa: Cột 4: 'x' không phải số" in told
    whole = admin.post(NEW, {**SMALL, "t-0-4": "2", "t-0-5": "1", "viec": "thu"})
    assert "Mọi ràng buộc đều đúng" in text(whole) and fields(whole)["t-0-4"] == "2"
    assert not FormVersion.objects.filter(form__code="01/XLD").exists()


def test_what_needs_another_period_is_said_to_be_untested(admin: Client) -> None:
    form = {**SMALL, "k0-rule": "4 = previous.5", "t-0-4": "5"}
    page = text(admin.post("/bieu-mau/soan/thu/", form))
    assert "Chưa thử được ở đây" in page and "Cột 4 phải bằng cột 5 kỳ trước" in page
    assert "Còn 1 chỗ cần sửa" in text(admin.post("/bieu-mau/soan/thu/", {**SMALL, "name": ""}))


def test_the_period_before_may_be_tried_too(admin: Client) -> None:
    form = {**SMALL, "k0-rule": "4 = previous.3", "t-0-4": "5", "viec": "thu"}
    assert "p-0-3" in fields(admin.post(NEW, form)) and "p-0-4" not in fields(admin.post(NEW, form))
    page = text(admin.post("/bieu-mau/soan/thu/", {**form, "p-0-3": "7"}))
    assert "khoi-so: Cột 4 phải bằng cột 3 kỳ trước: 5 ≠ 7" in page and "Chưa thử được" not in page
    assert "Mọi ràng buộc đều đúng" in text(admin.post("/bieu-mau/soan/thu/", {**form, "p-0-3": "5"}))
    opening = {**form, "k0-rule": "", "c1-computed": "previous.3", "p-0-3": "1.234", "t-0-5": "1", "kq": "kq-0-3"}
    assert (
        '<output id="kq-0-3" hx-swap-oob="true">1.235</output>'
        in admin.post("/bieu-mau/soan/thu/", opening).content.decode()
    )


def test_another_form_may_begin_as_one_that_is_there(admin: Client) -> None:
    form = fields(admin.get(f"{NEW}?tu=II.06a"))
    assert (form["code"], form["valid_from"], form["c0-computed"]) == ("", "", "4+5+6")
    assert admin.get(f"{NEW}?tu=X").status_code == 404


def test_a_form_is_published_and_its_rows_have_codes(admin: Client) -> None:
    page = text(admin.post(NEW, {**SMALL, "viec": "cong-bo"}, follow=True))
    assert "Đã công bố biểu 01/XLD áp dụng từ 01/01/2026." in page and "Khối sở" in page
    form = form_on("01/XLD", NOW.date()).definition
    assert [item.code for item in form.items] == ["khoi-so", "khoi-xa"]
    assert form.by_no["3"].formula is not None and form.checks[0].text == "5 <= 4"


def test_a_refused_form_is_shown_again_with_what_was_typed(admin: Client) -> None:
    response = admin.post(NEW, {**SMALL, "c0-computed": "4+9", "viec": "cong-bo"})
    assert response.status_code == 422 and fields(response)["c0-computed"] == "4+9"
    assert re.search(r'name="c0-computed"[^>]*aria-invalid="true"', response.content.decode())
    taken = admin.post(NEW, {**SMALL, "code": "II.06a", "viec": "cong-bo"})
    assert "Mã biểu: Mã 'II.06a' đã có biểu khác dùng" in text(taken)


def test_a_new_version_begins_as_the_latest_and_shows_what_differs(admin: Client) -> None:
    form = fields(admin.get(NEXT))
    assert (form["c0-computed"], form["valid_from"]) == ("4+6", "01/07/2025")
    form |= {"valid_from": "01/01/2027", "c0-computed": "6+4", "c1-title": "Tỉnh"}
    assert "Sửa Cột 4: Cấp tỉnh, tên Cấp tỉnh Tỉnh" not in text(admin.get(NEXT))
    assert "Cột 4: Tỉnh, tên Cấp tỉnh Tỉnh" in text(admin.post("/bieu-mau/soan/xem-truoc/", form))
    admin.post(NEXT, {**form, "viec": "cong-bo"})
    assert [f"{v.definition.valid_from:%Y}" for v in form_versions("II.07b")] == ["2027", "2025", "2020"]


def test_who_is_overtaken_sees_the_other_version_before_publishing(admin: Client) -> None:
    mine = fields(admin.get(NEXT)) | {"valid_from": "01/01/2027", "viec": "cong-bo"}
    theirs = fields(admin.get(NEXT)) | {"valid_from": "01/01/2027", "unit": "Thủ tục", "viec": "cong-bo"}
    assert admin.post(NEXT, theirs).status_code == 302
    refused = admin.post(NEXT, mine)
    assert refused.status_code == 422 and "Biểu vừa có bản khác" in text(refused)
    assert "Đơn vị tính Thủ tục Số thủ tục, số quy trình" in text(refused)
    assert admin.post(NEXT, fields(refused) | {"viec": "cong-bo"}).status_code == 302


def test_a_version_with_figures_needs_another_day(world: World, admin: Client) -> None:
    enter(world)
    form = fields(admin.get("/bieu-mau/soan/ban-moi/II.06a/"))
    assert form["valid_from"] == ""
    form |= {"valid_from": "21/10/2020", "unit": "Hồ sơ", "viec": "cong-bo"}
    refused = admin.post("/bieu-mau/soan/ban-moi/II.06a/", form)
    assert "Áp dụng từ ngày: Bản áp dụng từ 21/10/2020 đã có số liệu" in text(refused)


def test_in_the_past_nothing_is_published(admin: Client) -> None:
    refused = admin.post(f"{NEW}?tinh_den=28/02/2022", {**SMALL, "viec": "cong-bo"})
    assert refused.status_code == 409 and not FormVersion.objects.filter(form__code="01/XLD").exists()


def test_a_table_in_excel_opens_in_the_builder_with_its_guesses(admin: Client) -> None:
    file = SimpleUploadedFile("bieu.xlsx", book(DRAWN, MERGED))
    response = admin.post("/bieu-mau/soan/tu-tep/", {"file": file})
    form, page = fields(response), text(response)
    assert (form["code"], form["c1-group"], form["c0-computed"]) == ("05/XLD", "Số lượt tiếp\nTrong đó", "4 + 5")
    assert "Cần xem lại Cột 6, Kiểu: Đoán kiểu tỷ lệ phần trăm theo tiêu đề." in page
    again = fields(admin.post(NEW, {**form, "viec": "cot-them-0"}))
    assert again["c4-guess"] == form["c3-guess"] != ""
    form |= {"valid_from": "01/01/2026", "viec": "cong-bo"}
    assert admin.post(NEW, form).status_code == 302
    assert form_on("05/XLD", NOW.date()).definition.items[2].title == "Sở Nội vụ"


def test_the_json_of_a_form_opens_in_the_builder_too(admin: Client) -> None:
    file = SimpleUploadedFile("kho.json", case_bytes("KHO"))
    form = fields(admin.post("/bieu-mau/soan/tu-tep/", {"file": file}))
    assert (form["code"], form["valid_from"], form["c0-computed"]) == ("KHO", "01/01/2024", "previous.4")
    wrong = SimpleUploadedFile("kho.json", b'{"code": "KHO", "columns": 5}')
    assert admin.post("/bieu-mau/soan/tu-tep/", {"file": wrong}).status_code == 422


def test_a_file_that_is_no_table_is_refused(admin: Client) -> None:
    assert admin.post("/bieu-mau/soan/tu-tep/").status_code == 422
    refused = admin.post("/bieu-mau/soan/tu-tep/", {"file": SimpleUploadedFile("a.xlsx", b"rubbish")})
    assert refused.status_code == 422 and "không phải Excel" in text(refused)


@pytest.mark.parametrize(
    ("address", "budget"),
    [("/bieu-mau/", 11), ("/bieu-mau/bieu/II.07b/", 11), ("/bieu-mau/so-sanh/II.07b/", 9), (NEXT, 11)],
)
def test_a_page_keeps_to_its_budget_of_queries(
    address: str, budget: int, admin: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(budget):
        assert admin.get(address).status_code == 200


def test_the_largest_form_is_built_and_shown_in_parts(admin: Client) -> None:
    columns = [{"no": str(n), "title": f"Cột {n}", "type": "integer"} for n in range(1, 91)]
    items = [{"code": f"d{n}", "title": f"Dòng {n}"} for n in range(2000)]
    value = {**json.loads(case_bytes("KHO")), "code": "LON", "columns": columns, "checks": []}
    value["rows"] = {"kind": "catalogue", "items": items}
    import_form(actor_id=None, at=NOW, data=json.dumps(value).encode())
    page = admin.get("/bieu-mau/bieu/LON/")
    assert "Xem thêm 1.800 dòng" in text(page) and page.content.count(b"<tr>") < 210
    form = fields(admin.get("/bieu-mau/soan/ban-moi/LON/")) | {"unit": "Tấn khô", "viec": "cong-bo"}
    assert admin.post("/bieu-mau/soan/ban-moi/LON/", form).status_code == 302
    assert len(form_on("LON", NOW.date()).definition.items) == 2000
    other = "\n".join(f"x{n} | Hàng {n}" for n in range(2000))
    preview = admin.post("/bieu-mau/soan/xem-truoc/", {**form, "items": other})
    assert "Dòng 4.000 chỗ" in text(preview) and "và 3.970 chỗ nữa" in text(preview)
    admin.post("/bieu-mau/soan/ban-moi/LON/", form | {"based_on": form_versions("LON")[0].sha256, "items": other})
    assert "và 3.992 thay đổi khác" in text(admin.get("/bieu-mau/bieu/LON/"))
    assert "và 3.500 chỗ nữa" in text(admin.get("/bieu-mau/so-sanh/LON/"))
