"""The pages say what the rows say, every number opens its rows, and no page asks the database more than it may."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from dondoc.assignments.models import Task
from dondoc.base.rules.moments import day_of
from tests.factories import NOW, World, signed_pdf, unsigned_pdf

As = Callable[[str], Client]
TABLE = "/bao-cao/BG/KSTTHC/2023-Q3/bang/"

BUDGETS = {
    "/": ("hoa", 56),
    "/bao-cao/": ("hoa", 18),
    TABLE: ("hoa", 22),
    "/bao-cao/KSTTHC/2023-Q3/BG-LN/": ("hoa", 30),
    "/nhiem-vu/": ("hoa", 24),
    "/nhiem-vu/ra-soat/?ky=2022-02": ("hoa", 42),
    "/nhiem-vu/nhap/": ("hoa", 16),
    "/nhiem-vu/dinh-ky/": ("hoa", 16),
    "/nhiem-vu/quy-dinh/": ("hoa", 16),
    "/don-doc/": ("hoa", 14),
    "/nhiem-vu/khong-dung-quy-trinh/": ("hoa", 23),
    "/van-ban/": ("hoa", 10),
    "/van-ban/cong-van/BG/KSTTHC/2023-Q3/": ("hoa", 20),
    "/van-ban/bao-cao/LS/2022-02/": ("hoa", 24),
}


MORE = [
    ("hoa", "/tim/?q=166/UBND", 20),
    ("hoa", "/tim/?q=so+hoa", 17),
    ("hoa", "/nhiem-vu/giao-viec/", 8),
    ("hoa", "/nhiem-vu/ra-soat/", 18),
    ("hoa", "/don-vi/", 9),
    ("hoa", "/che-do/", 8),
    ("hoa", "/lich/", 8),
    ("lan", "/", 28),
    ("lan", "/bao-cao/", 15),
    ("lan", "/bao-cao/KSTTHC/2026-Q3/BG-LN/", 36),
    ("nam", "/", 34),
    ("nam", "/nhiem-vu/", 21),
]


def text(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("address", sorted(BUDGETS))
def test_a_page_keeps_to_its_budget_of_queries(
    address: str, as_: As, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    who, budget = BUDGETS[address]
    client = as_(who)
    with django_assert_max_num_queries(budget):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(("who", "address", "budget"), MORE)
def test_so_does_every_other_list(
    who: str, address: str, budget: int, as_: As, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(who)
    with django_assert_max_num_queries(budget):
        assert client.get(address).status_code == 200


def test_an_agency_with_much_to_do_sees_it_page_by_page(world: World, as_: As) -> None:
    given = {"province_id": world.agencies["LS"], "lead_id": world.agencies["LS-STTTT"], "title": "Việc số hoá"}
    made = [Task(**given, code=f"TRANG-{n}", assigned_on=day_of(NOW), recorded_at=NOW) for n in range(60)]
    Task.objects.bulk_create(made)
    pages = [as_("nam").get(f"/?trang={n}").content.decode() for n in (1, 2)]
    assert "1–50 trong" in pages[0]
    assert sum(page.count("Việc số hoá") for page in pages) == 60


def test_the_first_page_shows_both_sides(as_: As) -> None:
    page = text(as_("hoa"), "/")
    for part in ("Báo cáo quý III/2023", "24/27 = 88,9 %", "Nhiệm vụ giao trong tháng 02/2022", "119/125 = 95,2 %"):
        assert part in page


@pytest.mark.parametrize(
    ("query", "n"),
    [("", 27), ("tien_do=early", 7), ("tien_do=on_time", 17), ("tien_do=late", 3), ("tien_do=not_sent", 0),
     ("ky_so=signed", 13), ("ky_so=unsigned", 14), ("nhom=I", 17), ("nhom=II&tien_do=late", 2), ("loc=luc+nam", 1),
     ("tien_do=khong-co", 27), ("xep=-gui_luc", 27)],
)  # fmt: skip
def test_every_filter_of_the_table_leaves_its_rows(query: str, n: int, as_: As) -> None:
    page = as_("hoa").get(f"{TABLE}?{query}").content.decode()
    assert page.count('hx-target="#panel"') == n


@pytest.mark.parametrize(
    ("query", "n"),
    [("", 183), ("loai=done_on_time", 119), ("loai=open_in_time", 58), ("loai=open_overdue", 6), ("loai=due", 125),
     ("loai=done_late", 0), ("loai=violation", 3), ("loc=166/UBND-NC", 3)],
)  # fmt: skip
def test_every_figure_of_the_tasks_opens_its_rows(query: str, n: int, as_: As) -> None:
    hoa = as_("hoa")
    first = hoa.get(f"/nhiem-vu/?tinh=LS&thang=2022-02&{query}").content.decode()
    paged = re.search(r"trong <b>(\d+)</b>", first)
    assert (int(paged[1]) if paged else first.count('hx-target="#panel"')) == n


def test_the_table_can_be_sorted_and_melts_into_one_list(as_: As) -> None:
    page = as_("hoa").get(f"{TABLE}?xep=don_vi").content.decode()
    names = re.findall(r'hx-target="#panel">([^<]+)', page)
    assert names[0] == "Ban Quản lý các KCN"
    assert "rowgroup" not in page


def test_an_agencys_clerk_sees_only_what_the_own_agency_owes(as_: As) -> None:
    page = text(as_("lan"), "/")
    assert "Báo cáo quý III/2026" in page
    assert "Sở Tài chính" not in page
    assert "Hiệp Hoà" not in text(as_("lan"), "/bao-cao/")


def upload(data: bytes, name: str = "bao-cao.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def test_a_clerk_sends_a_signed_report_and_the_office_sees_it(as_: As) -> None:
    lan, hoa = as_("lan"), as_("hoa")
    response = lan.post("/bao-cao/KSTTHC/2026-Q4/BG-LN/gui/", {"file": upload(signed_pdf()), "note": ""}, follow=True)
    page = response.content.decode()
    assert "Đã gửi bản 1" in page
    assert "Đã ký số" in page
    assert "UBND huyện Lục Nam" in text(hoa, "/bao-cao/BG/KSTTHC/2026-Q4/bang/?ky_so=signed")


def test_a_refused_file_gives_the_page_back_with_every_reason(as_: As) -> None:
    response = as_("lan").post("/bao-cao/KSTTHC/2026-Q4/BG-LN/gui/", {"file": upload(b"khong", "a.docx"), "note": "x"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "không phải tệp PDF" in page
    assert 'value="x"' in page


def test_sending_nothing_asks_for_a_file(as_: As) -> None:
    response = as_("lan").post("/bao-cao/KSTTHC/2026-Q4/BG-LN/gui/", {})
    assert "Chọn tệp báo cáo trước khi gửi" in response.content.decode()


def test_a_sent_file_comes_back_byte_for_byte_and_is_never_shown_in_place(as_: As) -> None:
    data, lan = unsigned_pdf(), as_("lan")
    lan.post("/bao-cao/KSTTHC/2026-Q4/BG-LN/gui/", {"file": upload(data)})
    page = lan.get("/bao-cao/KSTTHC/2026-Q4/BG-LN/").content.decode()
    (address,) = re.findall(r'href="(/bao-cao/ban/\d+/tep/)"', page)
    response = lan.get(address)
    assert response.content == data
    assert response["Content-Disposition"].startswith("attachment")


def test_a_task_goes_from_update_to_confirmation(as_: As, world: World) -> None:
    from dondoc.assignments.models import Task

    task = Task.objects.filter(lead_id=world.agencies["LS-STTTT"], results__isnull=True).order_by("code")[0]
    nam, hoa, page = as_("nam"), as_("hoa"), f"/nhiem-vu/{task.pk}/"
    assert "Đã ghi tiến độ" in nam.post(f"{page}cap-nhat/", {"percent": "60"}, follow=True).content.decode()
    result = {"result_number": "77/BC-STTTT", "result_issued_on": "20/11/2026", "completed_on": "20/11/2026"}
    assert "chờ Văn phòng xác nhận" in nam.post(f"{page}hoan-thanh/", result, follow=True).content.decode()
    done = hoa.post(f"{page}quyet-dinh/", {"quyet_dinh": "xac-nhan"}, follow=True).content.decode()
    assert "Đã xác nhận hoàn thành" in done
    assert "xong quá hạn 1" in text(hoa, "/nhiem-vu/?tinh=LS&thang=2022-02&den=nay")


def test_a_wrong_date_in_a_result_gives_the_page_back_with_what_was_typed(as_: As, world: World) -> None:
    from dondoc.assignments.models import Task

    task = Task.objects.filter(lead_id=world.agencies["LS-STTTT"], results__isnull=True).order_by("code")[0]
    typed = {"result_number": "77/BC", "result_issued_on": "31/02/2026", "completed_on": "20/11/2026"}
    page = as_("nam").post(f"/nhiem-vu/{task.pk}/hoan-thanh/", typed).content.decode()
    assert "31/02/2026 không có" in page
    assert 'value="77/BC"' in page


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("page", ["cong-van/BG/KSTTHC/2023-Q3/cong-van", "bao-cao/LS/2022-02/bao-cao"])
def test_documents_come_as_files(page: str, kind: str, as_: As) -> None:
    response = as_("hoa").get(f"/van-ban/{page}.{kind}")
    assert response.content.startswith(b"%PDF-" if kind == "pdf" else b"PK")


def test_workbooks_hold_the_rows(as_: As) -> None:
    import io

    from openpyxl import load_workbook

    for address, n in (("/bao-cao/BG/KSTTHC/2023-Q3/bang.xlsx", 28), ("/nhiem-vu/danh-sach.xlsx?thang=2022-02", 184)):
        book = load_workbook(io.BytesIO(as_("hoa").get(address).content))
        assert book.worksheets[0].max_row == n


def test_the_preview_follows_the_moment_in_the_header(as_: As) -> None:
    hoa = as_("hoa")
    hoa.get("/?tinh_den=20/09/2023")
    page = text(hoa, "/van-ban/cong-van/BG/KSTTHC/2023-Q3/")
    assert "gửi báo cáo quá hạn" not in page
    assert "tháng 9 năm 2023" in page
