"""Pages of totals: never without their gaps, every cell opens down to what was sent, nobody sees more than he may."""

from __future__ import annotations

import html
import io
import re

import openpyxl
import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from dondoc.reporting.actions import Wanted, adopt_total, submit_nil_report
from tests.factories import NOW, World, vn
from tests.factories.drafts import policies
from tests.factories.figures import OPEN, enter
from tests.factories.tree import PERIOD, may_enter, may_watch, plant
from tests.factories.tree import send as give
from tests.web.conftest import As

PAGE = f"/bao-cao/BG/KSTTHC/{OPEN}/tong-hop/II.06a/"
LATER = vn("2026-11-23T08:30")


def send(world: World, agency: str, n: int, **more: object) -> int:
    """Figures of an agency, sent; the id of the set."""
    from dondoc.sheets.models import FigureSet

    enter(world, {"dat-dai": {"4": n, "8": n}}, agency_code=agency, is_sent=True, **more)
    return FigureSet.objects.order_by("-pk")[0].pk


def text(client: Client, address: str = PAGE, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_total_shows_its_sum_and_who_is_missing(world: World, as_: As) -> None:
    send(world, "BG-LN", 1200)
    send(world, "BG-STC", 34)
    told = text(as_("hoa"))
    assert "1.234" in told and "(3)=(4)+(5)+(6)" in told
    assert re.search(r"Đã tính 2/\d+ đơn vị", told) and re.search(r"Thiếu \d+:", told)


def test_a_cell_opens_beside_the_form_and_as_a_page(world: World, as_: As) -> None:
    send(world, "BG-LN", 75)
    send(world, "BG-STC", 25)
    panel = as_("hoa").get(f"{PAGE}?dong=dat-dai&cot=3", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in panel and "75,0 %" in panel and "25,0 %" in panel
    assert panel.index("Lục Nam") < panel.index("Tài chính")
    page = as_("hoa").get(f"{PAGE}?dong=dat-dai&cot=3").content.decode()
    assert "<html" in page and "75,0 %" in page


def test_who_watches_one_province_sees_no_total_of_another_s_unit_through_it(world: World, as_: As) -> None:
    """The unit is named in the query, the province in the path: both have to be one's own."""
    from dondoc.reporting.models import Obligation

    send(world, "BG-LN", 987)
    owed = Obligation.objects.get(agency_id=world.agencies["BG-LN"], period_code=OPEN)
    owed.pk, owed.province_id, owed.agency_id = None, world.agencies["LS"], world.agencies["LS-STTTT"]
    owed.save()
    there = PAGE.replace("/BG/", "/LS/")
    assert as_("tuan").get(there).status_code == 200
    for page in (there, there.replace("/tong-hop/", "/cong-cac-ky/").replace(OPEN, "2026"), f"{there}tong-hop.xlsx"):
        assert as_("tuan").get(f"{page}?don-vi=BG-LN").status_code == 404
    assert as_("tuan").get(f"{there}?don-vi=LS-STTTT").status_code == 200


@pytest.mark.parametrize("cell", ["dong=khong&cot=3", "dong=dat-dai&cot=99"])
def test_a_cell_that_the_form_does_not_have_is_not_found(world: World, as_: As, cell: str) -> None:
    assert as_("hoa").get(f"{PAGE}?{cell}").status_code == 404


def test_a_total_is_as_of_the_moment_in_the_header(world: World, as_: As) -> None:
    send(world, "BG-LN", 5)
    send(world, "BG-STC", 7, at=vn("2026-11-20T08:00"))
    hoa = as_("hoa")
    hoa.get(f"{PAGE}?tinh_den=20/11/2026")
    assert re.search(r"Đã tính 1/\d+ đơn vị", text(hoa))


def test_figures_of_the_period_before_count_only_when_asked_and_are_marked(world: World, as_: As) -> None:
    send(world, "BG-LN", 5)
    send(world, "BG-STC", 900, period_code="2026-Q3")
    hoa = as_("hoa")
    assert "900" not in text(hoa) and "Tính cả số kỳ trước" in text(hoa)
    told = text(hoa, f"{PAGE}?ky-truoc=co")
    assert "905" in told and "có tính cả số kỳ trước" in told and re.search(r"Đã tính 1/\d+ đơn vị", told)
    assert "số kỳ trước 2026-Q3" in text(hoa, f"{PAGE}?ky-truoc=co&dong=dat-dai&cot=4")


def test_who_said_that_nothing_occurred_is_not_counted_by_older_figures(world: World, as_: As) -> None:
    send(world, "BG-STC", 900, period_code="2026-Q3")
    key = {"regime_code": "KSTTHC", "period_code": OPEN, "agency_code": "BG-STC"}
    submit_nil_report(actor_id=world.people["dung"], at=NOW, note="", **key)
    told = text(as_("hoa"), f"{PAGE}?ky-truoc=co")
    assert "900" not in told and "không có số liệu kỳ trước" in told


def test_where_nobody_reports_below_the_page_says_so(world: World, as_: As) -> None:
    assert "Không có đơn vị nào để tổng hợp" in text(as_("hoa"), f"{PAGE}?don-vi=BG-STC")
    assert "Không có đơn vị nào để tổng hợp" in text(as_("lan"), f"{PAGE}?don-vi=BG-LN")


def test_a_form_of_another_regime_is_refused_in_words(world: World, as_: As) -> None:
    response = as_("hoa").get(f"/bao-cao/BG/KSTTHC/{OPEN}/tong-hop/KHO/")
    assert response.status_code == 422 and "không có biểu" in response.content.decode()


@pytest.mark.parametrize("who", ["lan", "minh", "nam", "tuan", "dung"])
def test_only_who_watches_the_province_sees_its_total(world: World, as_: As, who: str) -> None:
    assert as_(who).get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("hoa", 200), ("quan", 200), ("lan", 200), ("minh", 200), ("nam", 404), ("tuan", 404), ("dung", 404)],
)
def test_a_sent_version_is_open_to_those_who_may_see_the_report(world: World, as_: As, who: str, status: int) -> None:
    sent = send(world, "BG-LN", 5)
    assert as_(who).get(f"/bao-cao/so-lieu/{sent}/").status_code == status


def test_a_sent_version_shows_its_cells_and_that_its_hash_holds(world: World, as_: As) -> None:
    from dondoc.sheets.models import FigureSet

    sent = send(world, "BG-LN", 1234)
    assert "Khớp số liệu" in (told := text(as_("lan"), f"/bao-cao/so-lieu/{sent}/")) and "1.234" in told
    FigureSet.objects.filter(pk=sent).update(sha256="0" * 64)
    assert "Không khớp số liệu" in text(as_("lan"), f"/bao-cao/so-lieu/{sent}/")


def test_figures_that_are_kept_and_not_sent_have_no_page(world: World, as_: As) -> None:
    from dondoc.sheets.models import FigureSet

    enter(world)
    assert as_("hoa").get(f"/bao-cao/so-lieu/{FigureSet.objects.get().pk}/").status_code == 404


def test_two_versions_stand_beside_each_other_cell_by_cell(world: World, as_: As) -> None:
    first, second = send(world, "BG-LN", 100, at=LATER), send(world, "BG-LN", 112)
    told = text(as_("hoa"), f"/bao-cao/so-lieu/{second}/so-voi/{first}/")
    assert "+12" in told and "bản trước: 100" in told
    other = send(world, "BG-STC", 1)
    assert as_("hoa").get(f"/bao-cao/so-lieu/{second}/so-voi/{other}/").status_code == 404
    assert "Hai bản giống nhau" in text(as_("hoa"), f"/bao-cao/so-lieu/{second}/so-voi/{second}/")


def test_the_workbook_holds_the_total_each_agency_and_who_is_missing(world: World, as_: As) -> None:
    send(world, "BG-LN", 5)
    send(world, "BG-STC", 900, period_code="2026-Q3")
    hoa = as_("hoa")
    book = openpyxl.load_workbook(io.BytesIO(hoa.get(f"{PAGE}tong-hop.xlsx").content))
    assert book.sheetnames == ["Tổng hợp", "Từng đơn vị", "Tình hình gửi"]
    total, parts, states = (list(book[name].iter_rows(values_only=True)) for name in book.sheetnames)
    told = next(row for row in total if row[1] and str(row[1]).strip() == "Đất đai")
    assert told[2] == 5 and any("Đã tính 1/" in str(row[0]) for row in total)
    assert [row[0] for row in parts[1:]] == ["BG-LN"] * 3
    assert ("BG-STC", "Thiếu") in {(row[0], row[2]) for row in states}
    carried = openpyxl.load_workbook(io.BytesIO(hoa.get(f"{PAGE}tong-hop.xlsx?ky-truoc=co").content))
    assert any("CÓ TÍNH CẢ SỐ KỲ TRƯỚC" in str(row[0]) for row in carried["Tổng hợp"].iter_rows(values_only=True))
    assert any("SỐ KỲ TRƯỚC" in str(row[2]) for row in carried["Từng đơn vị"].iter_rows(values_only=True))


def test_a_year_is_added_up_from_its_quarters_and_says_how(world: World, as_: As) -> None:
    send(world, "BG-LN", 5)
    send(world, "BG-LN", 7, period_code="2026-Q3")
    year = "/bao-cao/BG/KSTTHC/2026/cong-cac-ky/II.06a/"
    told = text(as_("hoa"), year)
    assert "lấy số của kỳ đầu" in told and "Chưa mở, không có số: quý I/2026, quý II/2026" in told
    panel = as_("hoa").get(f"{year}?dong=dat-dai&cot=4", headers={"HX-Request": "true"}).content.decode()
    assert ">12<" in panel and ">7<" in panel and "2026-Q3/tong-hop/II.06a/" in panel
    assert as_("hoa").get("/bao-cao/BG/KSTTHC/2026-Q4/cong-cac-ky/II.06a/").status_code == 404
    assert "Cộng năm 2026" in text(as_("hoa"))


DISTRICT = f"/bao-cao/Z/ZR/{PERIOD}/tong-hop/II.06a/"


@pytest.fixture
def country(world: World) -> World:
    plant()
    give(world, "Z-H1", 1000)
    give(world, "Z-H2", 240)
    return world


def test_a_district_takes_its_total_and_sees_a_later_correction(country: World, as_: As) -> None:
    may_enter(country, "lan", "Z-H")
    lan, at = as_("lan"), f"{DISTRICT}?don-vi=Z-H"
    assert "Lấy số tổng hợp làm số liệu" in text(lan, at) and "1.240" in text(lan, at)
    assert text(lan, f"{DISTRICT}lay-so/?don-vi=Z-H&dong=dat-dai&cot=4").count("Ô cần sửa") >= 1
    taken = lan.post(f"{DISTRICT}lay-so/ghi/?don-vi=Z-H", follow=True)
    assert taken.status_code == 200 and "làm bản 1 của đơn vị, chưa gửi" in taken.content.decode()
    wanted = Wanted(regime_code="ZR", form_code="II.06a", period_code=PERIOD, agency_code="Z-H")
    adopt_total(actor_id=None, at=LATER, wanted=wanted, is_sent=True)
    assert "vẫn đúng như đã gửi" in text(lan, at)
    give(country, "Z-H1", 1012, at=NOW)
    told = text(lan, at)
    assert "đã gửi: 1.240" in told and "+12" in told
    assert "gửi lại 23/11/2026 09:00 (bản 1 → bản 2)" in told


def test_a_total_that_may_not_be_taken_says_every_reason(country: World, as_: As) -> None:
    may_enter(country, "hoa", "Z")
    may_watch(country, "hoa", "Z")
    given = {"dong-1": "dat-dai", "cot-1": "4", "so-1": "7", "vi-sao-1": ""}
    refused = as_("hoa").post(f"{DISTRICT}lay-so/ghi/", given)
    told = refused.content.decode()
    assert refused.status_code == 422 and "phải có lý do" in told and "Chưa đơn vị nào gửi" in told
    assert 'value="7"' in told


def test_while_a_past_day_is_shown_nothing_is_taken(country: World, as_: As) -> None:
    may_enter(country, "lan", "Z-H")
    lan = as_("lan")
    lan.get(f"{DISTRICT}?don-vi=Z-H&tinh_den=20/11/2026")
    assert lan.post(f"{DISTRICT}lay-so/ghi/?don-vi=Z-H").status_code == 409


def test_who_stands_above_opens_down_to_the_sent_version(country: World, as_: As) -> None:
    from dondoc.sheets.models import FigureSet

    may_enter(country, "lan", "Z-H")
    sent = FigureSet.objects.get(agency__code="Z-H1").pk
    assert as_("lan").get(f"/bao-cao/so-lieu/{sent}/").status_code == 200
    assert as_("dung").get(f"/bao-cao/so-lieu/{sent}/").status_code == 404
    assert as_("lan").get(DISTRICT).status_code == 404


def test_a_unit_below_which_others_report_opens_further_down(country: World, as_: As) -> None:
    may_watch(country, "hoa", "Z")
    give(country, "Z-H", 1240)
    panel = as_("hoa").get(f"{DISTRICT}?dong=dat-dai&cot=4").content.decode()
    assert "?don-vi=Z-H&amp;dong=dat-dai&amp;cot=4" in panel


@pytest.mark.parametrize(
    ("more", "budget"),
    [("", 30), ("?ky-truoc=co", 34), ("?dong=dat-dai&cot=4", 28)],
)
def test_a_total_costs_the_same_few_queries_however_many_units_sent(
    world: World, as_: As, more: str, budget: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from dondoc.reporting.models import Obligation

    owed = Obligation.objects.filter(period_code=OPEN, province_id=world.agencies["BG"])
    for n, code in enumerate(owed.values_list("agency__code", flat=True)):
        send(world, code, n)
    hoa = as_("hoa")
    with django_assert_max_num_queries(budget):
        hoa.get(f"{PAGE}{more}", headers={"HX-Request": "true"} if "dong" in more else {})


def test_a_long_list_of_units_is_shown_page_by_page(world: World, as_: As) -> None:
    first, second = text(as_("hoa")), text(as_("hoa"), f"{PAGE}?trang=2")
    assert "1–20 trong" in first and "21–" in second


def test_free_rows_of_several_units_stand_in_one_form_and_are_escaped(world: World, as_: As) -> None:
    odd = '<b>Xã & "phố"</b>?x=1#y'
    for agency, row, n in (("BG-LN", odd, 3), ("BG-STC", odd, 4), ("BG-STC", "Sở", 1)):
        rows = {odd: {"4": n}} if row == odd else {odd: {"4": 4}, "Sở": {"4": n}}
        enter(world, rows, form_code="II.07b", agency_code=agency, is_sent=True)
    page = as_("hoa").get(PAGE.replace("II.06a", "II.07b")).content.decode()
    assert "<b>Xã" not in page and "&lt;b&gt;Xã &amp; &quot;phố&quot;&lt;/b&gt;" in page and ">7<" in page
    link = html.unescape(re.findall(r'href="(\?dong=[^"]+cot=4)"', page)[0])
    panel = as_("hoa").get(PAGE.replace("II.06a", "II.07b") + link, headers={"HX-Request": "true"})
    assert panel.status_code == 200 and "57,1 %" in panel.content.decode()


def test_the_whole_list_is_shown_at_once_for_printing(world: World, as_: As) -> None:
    told = as_("hoa").get(f"{PAGE}?danh-sach=du").content.decode()
    assert told.count("Chưa gửi, còn hạn") == 27 and "trang=2" not in told


def test_a_returned_report_is_told_beside_the_total(world: World, as_: As) -> None:
    from dondoc.reporting.models import Obligation, ReportStep

    send(world, "BG-LN", 5, at=LATER)
    owed = Obligation.objects.get(agency__code="BG-LN", period_code=OPEN)
    ReportStep.objects.create(obligation=owed, kind="return", reason="Thiếu", at=NOW, recorded_at=NOW)
    assert "Bị trả lại, chưa gửi lại 1: huyện Lục Nam" in text(as_("hoa"))
    report = as_("hoa").get(f"/van-ban/tong-hop/BG/KSTTHC/{OPEN}/II.06a/bao-cao/").content.decode()
    assert "đã bị trả lại, chưa gửi lại, vẫn tính theo bản đã gửi: huyện Lục Nam" in report


def test_a_report_returned_as_invalid_is_missing_and_not_told_to_count(world: World, as_: As) -> None:
    from dondoc.reporting.models import Obligation, ReportStep

    send(world, "BG-LN", 5, at=LATER)
    owed = Obligation.objects.get(agency__code="BG-LN", period_code=OPEN)
    kept = {"obligation": owed, "submission": owed.submissions.get(), "kind": "return", "is_invalid": True}
    ReportStep.objects.create(**kept, reason="Sai biểu", at=NOW, recorded_at=NOW)
    assert "Đã tính 0/27 đơn vị" in text(as_("hoa")) and "Bị trả lại, chưa gửi lại 1: huyện Lục Nam" in text(as_("hoa"))
    report = as_("hoa").get(f"/van-ban/tong-hop/BG/KSTTHC/{OPEN}/II.06a/bao-cao/").content.decode()
    assert "vẫn tính theo bản đã gửi" not in report


def test_who_gathers_reports_opens_the_total_from_its_own_report(world: World, as_: As) -> None:
    policies(receivers=["UBND huyện Lục Nam"])
    page = as_("lan").get(f"/bao-cao/KSTTHC/{OPEN}/BG-LN/").content.decode()
    link = re.findall(r'href="(/bao-cao/BG/[^"]+don-vi=BG-LN)"', page)
    assert len(link) == 1 and "Đã tính 0/26 đơn vị" in re.sub(r"<[^>]+>", "", as_("lan").get(link[0]).content.decode())
    policies(receivers=["Sở Nội vụ"])
    assert "don-vi=" not in as_("lan").get(f"/bao-cao/KSTTHC/{OPEN}/BG-LN/").content.decode()
