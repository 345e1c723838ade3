"""The narrative part on pages: written, in conflict, sent, compared, read by the units above."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from dondoc.reporting.models import SectionDraft, SectionFile
from dondoc.reporting.rules.narrative import base_of
from tests.actions.test_write_sections import attached, send, sent_with_text
from tests.factories import World, vn
from tests.factories.drafts import colleague, type_right_figures, with_outline, write
from tests.web.conftest import As
from tests.web.test_regime_pages import text

REPORT = "/bao-cao/KSTTHC/2026-Q4/BG-LN/"
PAGE = f"{REPORT}de-cuong/"


def fields(**texts: str) -> dict[str, str]:
    """The fields of sections, each seen empty."""
    return {f"muc|{code}": text for code, text in texts.items()} | {f"goc|{code}": base_of("") for code in texts}


def test_sections_are_saved_in_one_go(world: World, as_: As) -> None:
    with_outline()
    lan = as_("lan")
    page = text(lan.get(PAGE))
    assert "I. Tình hình tiếp nhận, giải quyết bắt buộc" in page and "Nêu số hồ sơ tồn" in page
    saved = text(lan.post(f"{PAGE}luu/", fields(I="Tồn 12 hồ sơ", II="Không"), follow=True))
    assert "Đã lưu 2 mục" in saved and "Tồn 12 hồ sơ" in saved
    assert "Đã viết 2/2 mục" in text(lan.get(REPORT))


def test_a_conflict_shows_both_texts_and_keeps_the_others(world: World, as_: As) -> None:
    with_outline()
    colleague(world)
    write(world, {"I": "của Huệ"}, who="hue")
    page = as_("lan").post(f"{PAGE}luu/", fields(I="của Lan", II="giữ lại"))
    told = text(page)
    assert "1 mục có người khác sửa trước, chưa ghi đè" in told and "Nguyễn Thị Huệ sửa lúc" in told
    assert "của Huệ" in told and "của Lan" in told and "giữ lại" in told
    assert f'name="goc|I" value="{base_of("của Huệ")}"' in page.content.decode()
    assert dict(SectionDraft.objects.values_list("code", "text")) == {"I": "của Huệ", "II": "giữ lại"}


def test_the_script_is_told_the_same_as_json(world: World, as_: As) -> None:
    with_outline()
    lan = as_("lan")
    answer = lan.post(f"{PAGE}luu/", fields(I="một"), headers={"accept": "application/json"})
    assert json.loads(answer.content)["saved"] == ["I"]
    answer = lan.post(f"{PAGE}luu/", fields(I="hai", IX="a"), headers={"accept": "application/json"})
    assert answer.status_code == 422 and "không có mục này" in json.loads(answer.content)["refused"][0]


def test_what_is_refused_stays_in_its_field(world: World, as_: As) -> None:
    with_outline()
    page = as_("lan").post(f"{PAGE}luu/", fields(I="giữ nguyên chữ", II="a" * 60_001))
    assert page.status_code == 422 and "Dài 60.001 ký tự" in text(page) and "giữ nguyên chữ" in text(page)


def test_a_file_comes_and_goes_and_is_only_saved_never_shown(world: World, as_: As) -> None:
    with_outline()
    lan = as_("lan")
    upload = SimpleUploadedFile("phu luc.pdf", b"%PDF-1.7 a", content_type="text/html")
    assert "Đã kèm phu luc.pdf vào mục I" in text(
        lan.post(f"{PAGE}kem-tep/", {"code": "I", "file": upload}, follow=True)
    )
    pk = SectionFile.objects.get().pk
    got = lan.get(f"{PAGE}tep/{pk}/")
    assert got["Content-Type"] == "application/pdf" and got["Content-Disposition"].startswith("attachment;")
    assert as_("minh").get(f"{PAGE}tep/{pk}/").status_code == 200
    assert as_("hoa").get(f"{PAGE}tep/{pk}/").status_code == 404
    assert "Đã bỏ phu luc.pdf" in text(lan.post(f"{PAGE}bo-tep/", {"file": str(pk)}, follow=True))
    assert lan.get(f"{PAGE}tep/{pk}/").status_code == 404
    wrong = lan.post(f"{PAGE}kem-tep/", {"code": "I", "file": SimpleUploadedFile("a.html", b"<script>")})
    assert wrong.status_code == 422 and "Chỉ nhận tệp" in text(wrong)
    assert lan.post(f"{PAGE}bo-tep/", {"file": "x"}).status_code == 422


def test_the_receiver_sees_the_text_once_it_was_sent(world: World, as_: As) -> None:
    attached(world)
    write(world, {"I": "chưa gửi"})
    hoa = as_("hoa")
    assert (
        "chưa gửi lời văn" in text(hoa.get(PAGE))
        and b"ch\xc6\xb0a g\xe1\xbb\xadi</textarea>" not in hoa.get(PAGE).content
    )
    assert "Chưa gửi lời văn" in text(hoa.get(REPORT))
    write(world, {"I": "Tồn 12 hồ sơ"}, base="chưa gửi")
    type_right_figures(world)
    sent = send(world)
    page = hoa.get(PAGE, follow=True)
    assert "Lời văn đã gửi bản 1" in text(page) and "Tồn 12 hồ sơ" in text(page)
    assert f"/bao-cao/ban/{sent.pk}/de-cuong/" in hoa.get(REPORT).content.decode()
    got = hoa.get(f"/bao-cao/ban/{sent.pk}/de-cuong/tep/1/")
    assert got.status_code == 200 and b"".join(got).startswith(b"%PDF-")
    assert hoa.get(f"/bao-cao/ban/{sent.pk}/de-cuong/tep/2/").status_code == 404


def test_two_versions_are_held_against_each_other_word_by_word(world: World, as_: As) -> None:
    sent_with_text(world)
    write(world, {"I": "Tồn 13 hồ sơ <b>"}, base="Tồn 12 hồ sơ")
    later = send(world, vn("2026-11-23T09:00"))
    page = as_("hoa").get(f"/bao-cao/ban/{later.pk}/de-cuong/?so-voi=1").content.decode()
    assert "<del>12</del><ins>13</ins>" in page and "&lt;b&gt;" in page
    assert "I. Tình hình tiếp nhận, giải quyết <small>có thay đổi</small>" in page
    assert "II. Kiến nghị <small>không đổi</small>" in page


def test_the_province_reads_one_section_of_all_its_units(world: World, as_: As) -> None:
    sent_with_text(world)
    page = text(as_("hoa").get("/bao-cao/BG/KSTTHC/2026-Q4/loi-van-cap-duoi/"))
    assert "I. Tình hình tiếp nhận, giải quyết" in page and "UBND huyện Lục Nam" in page and "Tồn 12 hồ sơ" in page
    other = text(as_("hoa").get("/bao-cao/BG/KSTTHC/2026-Q4/loi-van-cap-duoi/?muc=II"))
    assert "Tồn 12 hồ sơ" not in other and "Không" in other
    assert "Lời văn" in text(as_("hoa").get("/bao-cao/BG/KSTTHC/2026-Q4/tong-hop/II.06a/"))


def test_in_the_past_nothing_is_written_and_what_came_later_is_not_shown(world: World, as_: As) -> None:
    sent = sent_with_text(world)
    lan = as_("lan")
    lan.get("/?tinh_den=01/11/2026")
    assert "chưa gửi lời văn" in text(lan.get(PAGE))
    assert lan.post(f"{PAGE}luu/", fields(I="a")).status_code == 409
    assert lan.get(f"/bao-cao/ban/{sent.pk}/de-cuong/").status_code == 404


@pytest.mark.parametrize(("who", "address", "budget"), [("lan", PAGE, 26), ("hoa", REPORT, 40)])
def test_pages_keep_to_their_budget_of_queries(
    world: World, as_: As, who: str, address: str, budget: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sent_with_text(world)
    client = as_(who)
    with django_assert_max_num_queries(budget):
        assert client.get(address).status_code == 200


def test_the_consolidated_report_holds_the_words_of_the_units(world: World, as_: As) -> None:
    sent_with_text(world)
    page = text(as_("hoa").get("/bao-cao/BG/KSTTHC/2026-Q4/tong-hop/II.06a/"))
    assert "Soạn báo cáo tổng hợp" in page
    letter = text(as_("hoa").get("/van-ban/tong-hop/BG/KSTTHC/2026-Q4/II.06a/bao-cao/"))
    assert "Phụ lục III" in letter and "LỜI VĂN THEO ĐỀ CƯƠNG CỦA CÁC ĐƠN VỊ QUÝ IV/2026" in letter
    assert "UBND huyện Lục Nam" in letter and "Tồn 12 hồ sơ" in letter
