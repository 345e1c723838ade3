"""Pages of templates: words edited with the document beside them, refused in words, kept as versions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dondoc.documents.models import OfficeWording
from dondoc.documents.queries import product_wording, wording
from dondoc.followup.letters.templates import TEMPLATES
from tests.factories import NOW, World

As = Callable[[str], Client]
PAGE = {"province": "BG", "kind": "regime-report"}


def typed(**changed: str) -> dict[str, str]:
    """The product's words as a browser sends them."""
    said = {k: v if isinstance(v, str) else "\r\n".join(v) for k, v in product_wording(PAGE["kind"]).items()}
    return {**said, "valid_from": "23/11/2026", "note": "", "based_on": "", **changed}


def test_words_are_saved_and_the_next_document_says_them(world: World, as_: As) -> None:
    saved = as_("hoa").post(reverse("template", kwargs=PAGE), typed(signer="Nguyễn Văn A"), follow=True)
    assert "Đã lưu mẫu “Báo cáo kết quả thực hiện một chế độ báo cáo”, áp dụng từ 23/11/2026" in saved.content.decode()
    about = {"about": "ket-qua", "province": "BG", "regime": "KSTTHC", "period": "2026-Q4"}
    assert "Nguyễn Văn A" in as_("hoa").get(reverse("period-paper", kwargs=about)).content.decode()


def test_words_that_cannot_be_used_come_back_as_they_were_typed_with_every_reason(world: World, as_: As) -> None:
    page = as_("hoa").post(reverse("template", kwargs=PAGE), typed(sent="Đã gửi {da_gui}.", symbol="1/BC"))
    told = page.content.decode()
    assert page.status_code == 422
    assert "Đã gửi {da_gui}." in told
    assert "Không có số liệu {da_gui}. Gần giống: {da_gui.so}." in told
    assert "Ký hiệu:" in told
    assert not OfficeWording.objects.filter(kind=PAGE["kind"]).exists()


def test_a_day_that_does_not_exist_is_told_at_its_field(world: World, as_: As) -> None:
    page = as_("hoa").post(reverse("template", kwargs=PAGE), typed(valid_from="31/02/2026"))
    assert page.status_code == 422
    assert "Áp dụng từ ngày:" in page.content.decode()


def test_the_preview_shows_the_words_typed_on_real_rows_and_writes_nothing(world: World, as_: As) -> None:
    shown = as_("hoa").post(reverse("template-preview", kwargs=PAGE), typed(opening="Kính trình {ky}, {den_ngay}."))
    told = shown.content.decode()
    assert "Kính trình " in told
    assert "VĂN PHÒNG" in told
    assert not OfficeWording.objects.filter(kind=PAGE["kind"]).exists()


def test_the_preview_hides_the_paper_while_a_sentence_names_what_does_not_exist(world: World, as_: As) -> None:
    told = as_("hoa").post(reverse("template-preview", kwargs=PAGE), typed(opening="{khong.co}")).content.decode()
    assert "Còn 2 chỗ cần sửa" in told
    assert 'class="sheet"' not in told


def test_words_are_shown_escaped(world: World, as_: As) -> None:
    told = as_("hoa").post(reverse("template-preview", kwargs=PAGE), typed(signer="<b>x</b>")).content.decode()
    assert "<b>x</b>" not in told
    assert "&lt;b&gt;x&lt;/b&gt;" in told


def test_the_second_of_two_people_is_told_of_the_first_and_keeps_what_he_typed(world: World, as_: As) -> None:
    as_("hoa").post(reverse("template", kwargs=PAGE), typed(signer="Một"))
    page = as_("quan").post(reverse("template", kwargs=PAGE), typed(signer="Hai"))
    told = page.content.decode()
    assert page.status_code == 422
    assert "Hoa đã sửa mẫu này lúc" in told
    assert 'name="signer"' in told
    assert "Hai" in told


def test_a_version_is_compared_with_the_one_before_and_can_be_taken_up_again(world: World, as_: As) -> None:
    hoa = as_("hoa")
    hoa.post(reverse("template", kwargs=PAGE), typed(signer="Một"))
    first = OfficeWording.objects.get(kind=PAGE["kind"])
    hoa.post(reverse("template", kwargs=PAGE), typed(signer="Hai", based_on=str(first.pk)))
    second = OfficeWording.objects.filter(kind=PAGE["kind"]).latest("id")
    told = hoa.get(reverse("template-version", kwargs={**PAGE, "version_id": second.pk})).content.decode()
    assert "<del>Một</del>" in told
    assert "<ins>Hai</ins>" in told
    assert "Một" in hoa.get(reverse("template", kwargs=PAGE), {"ban": first.pk}).content.decode()
    assert wording(PAGE["kind"], world.agencies["BG"], NOW.date())["signer"] == "Hai"


def test_another_provinces_version_is_not_found(world: World, as_: As) -> None:
    own = OfficeWording.objects.get(province__code="LS")
    where = reverse("template-version", kwargs={"province": "BG", "kind": own.kind, "version_id": own.pk})
    assert as_("hoa").get(where).status_code == 404


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_template_opens_with_its_words_and_without_a_fault(world: World, as_: As, kind: str) -> None:
    told = as_("hoa").get(reverse("template", kwargs={"province": "BG", "kind": kind})).content.decode()
    assert "chỗ cần sửa" not in told
    assert 'aria-invalid="true"' not in told


def test_nothing_is_saved_while_a_past_day_is_shown(world: World, as_: As) -> None:
    hoa = as_("hoa")
    hoa.get("/", {"tinh_den": "09/10/2023"}, follow=True)
    page = hoa.post(reverse("template", kwargs=PAGE) + "?tinh_den=09/10/2023", typed(signer="Một"))
    assert page.status_code == 409


def test_an_agency_that_owes_nothing_is_not_urged(world: World, as_: As) -> None:
    page = as_("hoa").get(
        reverse("urging-letter", kwargs={"agency": "BG-SKHDT"}), {"tinh_den": "09/10/2023"}, follow=True
    )
    assert page.status_code == 422
    assert "không có báo cáo quá hạn" in page.content.decode()


@pytest.mark.parametrize(
    ("address", "most"),
    [
        (reverse("templates"), 10),
        (reverse("template", kwargs=PAGE), 45),
    ],
)
def test_pages_of_templates_ask_few_questions(world: World, as_: As, address: str, most: int) -> None:
    hoa = as_("hoa")
    hoa.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert hoa.get(address).status_code == 200
    assert len(asked) <= most, len(asked)


def test_a_loaded_version_is_named_as_not_saved_yet(world: World, as_: As) -> None:
    hoa = as_("hoa")
    assert "chưa lưu" not in hoa.get(reverse("template", kwargs=PAGE)).content.decode()
    told = hoa.get(reverse("template", kwargs=PAGE), {"ban": "chuong-trinh"}).content.decode()
    assert "Đã nạp lời văn của chương trình, chưa lưu" in told


def test_the_preview_tells_what_the_checker_finds_in_the_document_shown(world: World, as_: As) -> None:
    hoa = as_("hoa")
    about = {"about": "ket-qua", "province": "BG", "regime": "KSTTHC", "period": "2026-Q4"}
    where = reverse("period-paper", kwargs=about)
    assert "?phan=the-thuc" in hoa.get(where).content.decode()
    for page in (where, reverse("period-paper", kwargs={**about, "about": "phieu-trinh"})):
        assert "không có lỗi thể thức" in hoa.get(page, {"phan": "the-thuc"}).content.decode()
    hoa.post(reverse("template", kwargs=PAGE), typed(opening="Kính trình {ky}, {den_ngay}, có 5 nhiệm vụ."))
    told = hoa.get(where, {"phan": "the-thuc"}).content.decode()
    assert "không có lỗi" not in told
    assert "05" in told
