"""Pages of regimes as their users meet them: sentences, next periods, the form, deadlines changed."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, reject

from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.rules.definition import CannotReadRegime, parse_definition, write_definition
from dondoc.deadlines.rules.regime_files import read_regimes
from dondoc.people.actions import grant_right
from dondoc.people.rules.rights import Right
from dondoc.reporting.actions import import_regimes
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries import all_definitions, obligations_of_period, regime_definition, versions_of
from dondoc.web.regimes.draft import Draft
from dondoc.web.regimes.places import in_words
from tests.factories import NOW, World
from tests.rules.deadlines.test_regime_files import REGIMES
from tests.web.conftest import As

FILE = (Path(__file__).parents[1] / "cases" / "regimes.json").read_bytes()
PERIOD = "/che-do/ky/BG/KSTTHC/2026-Q4/"


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def admin(world: World, as_: As) -> Client:
    """Hoa, who administers Bắc Giang as well."""
    grant_right(
        actor_id=None,
        at=NOW,
        user_id=world.people["hoa"],
        agency_id=world.agencies["BG"],
        right=Right.ADMINISTER,
        valid_from=date(2020, 1, 1),
    )
    return as_("hoa")


@pytest.fixture
def real(world: World) -> None:
    import_regimes(actor_id=None, at=NOW, data=FILE, name="a.json")


def fields(client: Client, address: str) -> dict[str, str]:
    """A form as the browser would send it back."""
    page = client.get(address).content.decode()
    found: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and "hidden" not in tag and name[1] not in ("q", "tinh_den"):
            found[name[1]] = plain(value[1]) if value else ""
    for name, inner in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.S):
        found[name] = plain(inner)
    for name, inner in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', inner) or re.search(r'value="([^"]*)"', inner)
        if chosen and name != "pham_vi":
            found[name] = chosen[1]
    return found


def plain(value: str) -> str:
    for sign, escaped in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;"), ("&", "&amp;")):
        value = value.replace(escaped, sign)
    return value


def test_everybody_reads_the_list_and_finds_in_it(real: None, as_: As) -> None:
    page = text(as_("lan").get("/che-do/"))
    assert "Báo cáo định kỳ của doanh nghiệp bảo hiểm" in page and "Hằng quý" not in page
    assert "Thêm chế độ" not in page
    found = text(as_("lan").get("/che-do/", {"loc": "bao hiem"}))
    assert "bảo hiểm" in found and "HIV" not in found
    assert "Không có chế độ nào khớp" in text(as_("lan").get("/che-do/", {"loc": "khong co gi"}))


def test_a_regime_says_in_a_sentence_what_it_means_and_shows_eight_periods(as_: As) -> None:
    page = text(as_("hoa").get("/che-do/KSTTHC/"))
    assert "Mọi đơn vị gửi Văn phòng UBND tỉnh chậm nhất ngày 20 của tháng cuối kỳ; rơi vào ngày nghỉ" in page
    assert len(re.findall(r"Quý (?:I|II|III|IV)/\d{4}", page)) == 8
    assert "Sở, cơ quan thuộc UBND tỉnh (17)" in page
    assert "Nhập lần đầu" in page


def test_a_moved_deadline_shows_both_days_and_why(as_: As) -> None:
    page = text(as_("hoa").get("/che-do/KSTTHC/"))
    assert "dời hạn" in page and "là ngày nghỉ (" in page and "tạm tính" in page


def test_the_warning_of_too_little_time_stands_in_the_row(real: None, as_: As) -> None:
    assert "chưa đủ 01 ngày làm việc" in text(as_("lan").get("/che-do/quan-ly-thi-truong/"))


def test_a_regime_that_nobody_has_set_up_is_not_found(as_: As) -> None:
    assert as_("hoa").get("/che-do/KHONG/").status_code == 404


def test_the_files_read_back_as_the_same_regimes(real: None, as_: As) -> None:
    for kind in ("xlsx", "csv", "json"):
        data = as_("lan").get(f"/che-do/tep.{kind}").content
        assert list(read_regimes(data, f"a.{kind}")) == all_definitions()
    one = as_("lan").get("/che-do/tep.json", {"ma": "bao-hiem"}).json()
    assert [value["code"] for value in one] == ["bao-hiem"]
    assert as_("lan").get("/che-do/tep.pdf").status_code == 404
    assert as_("lan").get("/che-do/tep.json", {"ma": "x"}).status_code == 422


@pytest.mark.parametrize("code", [value["code"] for value in json.loads(FILE)])
def test_the_form_of_a_real_regime_sent_back_changes_nothing(real: None, admin: Client, code: str) -> None:
    address = f"/che-do/{code}/sua/"
    response = admin.post(address, {**fields(admin, address), "luu": "bieu"})
    assert response.status_code == 302, text(response)
    assert len(versions_of(code)) == 1


@given(REGIMES)
def test_every_regime_fits_the_form(value: dict[str, Any]) -> None:
    try:
        definition = parse_definition(value)
    except CannotReadRegime:
        reject()
    assert parse_definition(Draft.of(definition).definition()) == definition


def test_a_regime_is_set_up_by_the_form_alone(admin: Client) -> None:
    sent = fields(admin, "/che-do/moi/") | {
        "code": "PCCC",
        "name": "Báo cáo phòng cháy",
        "legal_basis": "QĐ 1/QĐ-UBND",
        "c0-cycle": "month",
        "c0d0-group": "UBND huyện, thành phố",
        "c0d0-number": "18",
    }
    again = admin.post("/che-do/moi/", {**sent, "them": "0"})
    assert 'name="c0d1-form"' in again.content.decode() and "PCCC" not in {d.code for d in all_definitions()}
    second = {"c0d1-group": "*", "c0d1-form": "working_days", "c0d1-number": "2", "c0d1-after": "window_end"}
    more = {key.replace("c0d0-", "c0d1-"): value for key, value in sent.items() if key.startswith("c0d0-")}
    response = admin.post("/che-do/moi/", {**sent, **more, **second, "luu": "bieu"})
    assert response["Location"] == "/che-do/PCCC/"
    written = write_definition(regime_definition("PCCC"))
    assert [d.get("day", d.get("working_days")) for d in written["deadlines"]] == [18, 2]


def test_the_preview_follows_the_form_and_writes_nothing(admin: Client) -> None:
    sent = fields(admin, "/che-do/moi/") | {"code": "A", "name": "B", "legal_basis": "C", "c0d0-number": "18"}
    page = text(admin.post("/che-do/xem-truoc/", sent))
    assert "chậm nhất ngày 18 của tháng cuối kỳ" in page and page.count("/202") > 8
    page = text(admin.post("/che-do/xem-truoc/", {**sent, "c0d0-number": "40", "name": ""}))
    assert "Chu kỳ 1, hạn 1, Ngày" in page and "Tên báo cáo" in page
    assert len(all_definitions()) == 1


def test_rows_come_and_go_without_losing_what_was_typed(admin: Client) -> None:
    sent = fields(admin, "/che-do/moi/") | {"name": "Đang gõ dở"}
    page = admin.post("/che-do/moi/", {**sent, "them": "chu-ky"}).content.decode()
    assert "Chu kỳ 2" in page and "Đang gõ dở" in page
    page = admin.post("/che-do/moi/", {**sent, "them": "x", "bo": "0-0"}).content.decode()
    assert "Chu kỳ 1" in page and "Hạn 1" in page


def test_slips_are_told_in_the_words_of_the_form(admin: Client) -> None:
    address = "/che-do/KSTTHC/sua/"
    response = admin.post(address, {**fields(admin, address), "c0d0-number": "x", "valid_from": "31/02", "luu": "bieu"})
    assert response.status_code == 422
    assert "Chu kỳ 1, hạn 1, Ngày: Phải là số nguyên từ 1 đến 31" in text(response)
    assert "Hiệu lực từ ngày: Phải là ngày" in text(response)


def test_json_is_saved_too_and_refused_in_words(admin: Client) -> None:
    address = "/che-do/KSTTHC/sua/"
    sent = fields(admin, address)
    value = {**json.loads(sent["json"]), "early_margin_days": 3}
    assert admin.post(address, {**sent, "json": json.dumps(value), "luu": "json"}).status_code == 302
    assert regime_definition("KSTTHC").early_margin_days == 3
    assert "đúng cú pháp" in text(admin.post(address, {**sent, "json": "{", "luu": "json"}))
    other = admin.post(address, {**sent, "json": json.dumps({**value, "code": "KHAC"}), "luu": "json"})
    assert "không đổi được" in text(other)


def test_a_code_in_use_cannot_be_set_up_again(admin: Client) -> None:
    sent = fields(admin, "/che-do/KSTTHC/sua/")
    assert "đã có chế độ khác dùng" in text(admin.post("/che-do/moi/", {**sent, "luu": "bieu"}))


def test_a_file_of_regimes_is_taken_in_from_the_list(admin: Client) -> None:
    response = admin.post("/che-do/nhap/", {"file": SimpleUploadedFile("a.json", FILE)}, follow=True)
    assert "9 mới, 0 thay đổi, 0 giữ nguyên" in text(response)
    assert "Chọn tệp" in text(admin.post("/che-do/nhap/"))


def test_the_coming_year_is_opened_from_the_page(admin: Client) -> None:
    response = admin.post("/che-do/KSTTHC/mo-ky/", follow=True)
    assert re.search(r"Đã mở \d kỳ chốt số liệu đến .*: \d+ nghĩa vụ mới", text(response))
    assert Obligation.objects.filter(due_on__year__gte=2027).exists()


@pytest.mark.parametrize("address", ["/che-do/moi/", "/che-do/KSTTHC/sua/"])
def test_the_form_is_there_for_administrators_only(as_: As, address: str) -> None:
    assert as_("hoa").get(address).status_code == 404
    assert as_("hoa").post(address).status_code == 404


def test_a_general_change_an_extension_and_an_exemption_from_the_page_of_the_period(world: World, as_: As) -> None:
    client = as_("hoa")
    paper = {"document_number": "12/UBND", "document_date": "20/11/2026", "reason": "Bão lụt"}
    change = {"original": "2026-12-21", "due_on": "28/12/2026", **paper}
    extend = {"agency": "BG-LN", "due_on": "31/12/2026", **paper}
    exempt = {"agency": "BG-STC", "span": "ky", **paper}
    for where, prefix, sent in (("doi-han", "chung", change), ("gia-han", "rieng", extend), ("mien", "mien", exempt)):
        response = client.post(f"{PERIOD}{where}/", {f"{prefix}-{key}": value for key, value in sent.items()})
        assert response.status_code == 302, text(response)
    page = text(client.get(PERIOD, {"don_vi": "BG-LN"}))
    for told in ("21/12/2026", "28/12/2026", "31/12/2026", "12/UBND", "Bão lụt", "miễn"):
        assert told in page
    client.post(f"{PERIOD}mien/", {f"mien-{key}": value for key, value in {**exempt, "span": "bo"}.items()})
    assert "bỏ miễn" in text(client.get(PERIOD))
    owed = obligations_of_period(world.agencies["BG"], "KSTTHC", "2026-Q4")
    assert {o.due(AsOf(NOW)).due_on for o in owed} == {date(2026, 12, 28), date(2026, 12, 31)}


def test_what_is_wrong_with_a_change_is_told_on_the_page_that_keeps_what_was_typed(as_: As) -> None:
    sent = {"chung-original": "2026-12-21", "chung-due_on": "31/02/2027", "chung-document_number": "12/UBND"}
    response = as_("hoa").post(f"{PERIOD}doi-han/", sent)
    assert response.status_code == 422 and "12/UBND" in response.content.decode()
    assert "tháng 02/2027 có 28 ngày" in text(response)
    full = {"rieng-agency": "BG-LN", "rieng-due_on": "01/12/2026", "rieng-document_number": "1",
            "rieng-document_date": "20/11/2026", "rieng-reason": "x"}  # fmt: skip
    assert "Gia hạn phải sau hạn đang áp dụng" in text(as_("hoa").post(f"{PERIOD}gia-han/", full))


@pytest.mark.parametrize("who", ["lan", "tuan", "dung"])
def test_the_page_of_a_period_is_for_those_who_watch_the_province(as_: As, who: str) -> None:
    assert as_(who).get(PERIOD).status_code == 404
    assert as_(who).post(f"{PERIOD}gia-han/").status_code == 404


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("cycles[0].deadlines[1].day", "Chu kỳ 1, hạn 2, Ngày"),
        ("cycles[1].window.from.day", "Chu kỳ 2, Chốt số liệu, from, Ngày"),
        ("components.content", "Nội dung yêu cầu báo cáo"),
        ("receivers[2]", "Nơi nhận 3"),
        ("JSON dòng 1", "JSON dòng 1"),
        ("", ""),
    ],
)
def test_the_place_of_a_slip_is_told_in_words(where: str, words: str) -> None:
    assert in_words(where) == words


def test_a_clerk_says_that_nothing_occurred_without_a_file(as_: As) -> None:
    lan, address = as_("lan"), "/bao-cao/KSTTHC/2026-Q4/BG-LN/"
    refused = lan.post(f"{address}gui/", {"note": ""})
    assert "đánh dấu 'Không phát sinh trong kỳ'" in plain(text(refused))
    page = text(lan.post(f"{address}gui/", {"is_nil": "on", "note": "Không có hồ sơ"}, follow=True))
    assert "Đã gửi bản 1" in page and "Không phát sinh" in page and "Không có hồ sơ" in page


def test_an_agency_sees_its_extended_deadline_beside_the_original(as_: As) -> None:
    sent = {"agency": "BG-LN", "due_on": "31/12/2026", "document_number": "12/UBND", "document_date": "20/11/2026",
            "reason": "Bão"}  # fmt: skip
    as_("hoa").post(f"{PERIOD}gia-han/", {f"rieng-{key}": value for key, value in sent.items()})
    page = text(as_("lan").get("/bao-cao/KSTTHC/2026-Q4/BG-LN/"))
    assert "31/12/2026 (thứ Năm); hạn gốc 21/12/2026" in page and "12/UBND" in page
    assert "31/12/2026" in text(as_("lan").get("/bao-cao/")) and "31/12/2026" in text(as_("lan").get("/"))


def test_an_outline_typed_line_by_line_is_kept_and_shown(admin: Client) -> None:
    form = fields(admin, "/che-do/KSTTHC/sua/")
    form |= {"outline": "I | Tình hình chung | Nêu số văn bản | bắt buộc\nII | Kiến nghị", "luu": "bieu"}
    preview = text(admin.post("/che-do/xem-truoc/", form))
    assert "theo đề cương 02 mục: I. Tình hình chung (bắt buộc); II. Kiến nghị." in preview
    page = text(admin.post("/che-do/KSTTHC/sua/", form, follow=True))
    assert "I. Tình hình chung bắt buộc Nêu số văn bản II. Kiến nghị" in page and "Sửa đề cương" in page


def test_a_slip_in_an_outline_is_told_with_its_section(admin: Client) -> None:
    form = fields(admin, "/che-do/KSTTHC/sua/") | {"outline": "I | Tình hình\nI |", "luu": "bieu"}
    refused = text(admin.post("/che-do/KSTTHC/sua/", form))
    assert "Đề cương, mục 2, Tên mục: Phải là chữ và không để trống" in refused
    assert "Đề cương, mục 2, Mã chế độ" not in refused


def test_forms_of_a_regime_are_links_and_those_not_built_yet_are_told(admin: Client) -> None:
    form = fields(admin, "/che-do/KSTTHC/sua/") | {"forms": "II.06a\nII.99", "luu": "bieu"}
    page = admin.post("/che-do/KSTTHC/sua/", form, follow=True).content.decode()
    assert '<a href="/bieu-mau/bieu/II.06a/">II.06a</a>' in page and "/bieu-mau/bieu/II.99/" not in page
    assert "chưa lập" in page
