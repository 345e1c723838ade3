"""Pages of outgoing documents: whoever is next finds his deed there; words are edited without code; figures stay."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dondoc.agencies.models import Agency
from dondoc.documents.actions import reserve_numbers
from dondoc.documents.models import DraftVersion, OutgoingDocument
from dondoc.documents.queries.outgoing import official_of
from dondoc.documents.rules.life import DeedKind, Stage
from dondoc.documents.rules.official import Paragraph, Points, Run, plain
from dondoc.people.models import Post, User
from dondoc.people.rules.authority import Rank
from tests.factories import NOW, World
from tests.factories.exchange import identified
from tests.factories.incoming import register
from tests.factories.letters import letter
from tests.factories.outgoing import AGENCY, CHIEF, Office, record, signed_with, to_sign, trust
from tests.web.conftest import As

FIELD = re.compile(r'<(?:input|textarea|select)[^>]*?name="([^"]+)"')


@pytest.fixture
def office(world: World, settings: Any) -> Office:
    settings.TRUST_FOLDER = trust()
    return Office(identified(world), NOW - timedelta(hours=1))


def page(client: Client, document: OutgoingDocument) -> str:
    return client.get(reverse("outgoing-document", args=[document.pk])).content.decode()


def step(client: Client, document: OutgoingDocument, slug: str, **told: Any) -> Any:
    address = reverse("outgoing-step", args=[document.pk, slug])
    return client.post(address, {"da_xem": record(document).seen, **told}, follow=True)


def test_a_letter_on_a_period_becomes_a_draft_with_its_figures(office: Office, as_: As) -> None:
    hoa = as_("hoa")
    hoa.get(reverse("overview"), {"tinh_den": "09/10/2023"})
    place = ["BG", "KSTTHC", "2023-Q3"]
    assert "Lưu thành dự thảo văn bản" in hoa.get(reverse("letter", args=place)).content.decode()
    kept = hoa.post(reverse("letter", args=place), follow=True).content.decode()
    document = OutgoingDocument.objects.get()
    found = record(document)
    assert (document.agency.code, document.type, document.origin_key) == ("BG", "CV", reverse("letter", args=place))
    assert {row["label"]: row["value"] for row in found.draft.figures}["Đơn vị trong bảng"] == "27"
    assert found.draft.figures_at is not None and found.draft.figures_at.date().isoformat() == "2023-10-09"
    assert "tinh_den=09%2F10%2F2023" in kept
    compared = hoa.get(reverse("outgoing-figures", args=[document.pk])).content.decode()
    assert "Không số nào khác" in compared


def test_figures_that_changed_since_are_shown_and_may_be_taken_over(office: Office, as_: As) -> None:
    hoa = as_("hoa")
    hoa.post(reverse("letter", args=["BG", "KSTTHC", "2023-Q3"]))
    document = OutgoingDocument.objects.get()
    DraftVersion.objects.update(figures=[{"name": "a", "label": "Quá hạn", "value": "99", "href": "/bao-cao/"}])
    compared = hoa.get(reverse("outgoing-figures", args=[document.pk])).content.decode()
    assert "Khác" in compared and "99" in compared
    hoa.post(reverse("outgoing-redraft", args=[document.pk]), {"da_xem": record(document).seen})
    assert [draft.no for draft in record(document).drafts] == [1, 2]
    assert {row["value"] for row in record(document).draft.figures} != {"99"}


@pytest.mark.parametrize("name", ["report", "total-report"])
def test_reports_and_totals_can_be_kept_too(office: Office, as_: As, name: str) -> None:
    places: dict[str, list[str]] = {"report": ["LS", "2022-02"], "total-report": ["BG", "KSTTHC", "2026-Q4", "II.06a"]}
    as_("hoa").post(reverse(name, args=places[name]))
    document = OutgoingDocument.objects.get()
    assert document.agency.code in ("LS-VP", "BG-VP") and record(document).draft.figures


def test_each_person_finds_only_his_own_deeds(office: Office, as_: As) -> None:
    document = office.draft()
    offered = {"hoa": ["Trình duyệt", "Sửa dự thảo"], "yen": [], "vinh": [], "thu": []}
    for who, labels in offered.items():
        shown = page(as_(who), document)
        assert ("Trình duyệt" in shown) is bool(labels)
    office.step(document, "hoa", DeedKind.SUBMIT)
    assert "Duyệt, chuyển ký" in page(as_("yen"), document)
    assert "Duyệt, chuyển ký" not in page(as_("hoa"), document)
    office.step(document, "yen", DeedKind.APPROVE)
    assert "Nộp bản đã ký" in page(as_("vinh"), document)
    assert "Nộp bản đã ký" not in page(as_("thu"), document)
    assert "Chờ Vĩnh ký" in page(as_("hoa"), document)


def test_the_whole_way_over_the_pages(office: Office, as_: As) -> None:
    document = office.draft()
    step(as_("hoa"), document, "trinh", text="Kính trình")
    step(as_("yen"), document, "duyet")
    signed = SimpleUploadedFile("da-ky.pdf", signed_with(to_sign(document), CHIEF), "application/pdf")
    assert "chuyển văn thư" in step(as_("vinh"), document, "ky", file=signed).content.decode()
    thu = as_("thu")
    assert "Đã cấp số 01" in step(thu, document, "cap-so", dated="23/11/2026").content.decode()
    fields = (("DonDoc-So", "01"), ("DonDoc-Ngay", "23"), ("DonDoc-Thang", "11"))
    from dondoc.signing.rules.roles import Role

    sealed = signed_with(to_sign(document), AGENCY, role=Role.AGENCY, fields=fields)
    step(thu, document, "dong-dau", file=SimpleUploadedFile("dau.pdf", sealed, "application/pdf"))
    assert record(document).stage is Stage.SEALED
    shown = page(thu, document)
    assert "UBND huyện Lục Nam" in shown
    answer = step(thu, document, "phat-hanh", noi_nhan=[office.world.agencies["BG-LN"]])
    assert "Đã phát hành; 1 nơi nhận" in answer.content.decode()
    assert "Chưa gửi" in page(thu, document)
    told = thu.post(reverse("send-outgoing-now", args=[document.pk]), follow=True).content.decode()
    assert "Đã gửi 1 nơi trong hệ thống" in told
    answer = step(thu, document, "thu-hoi", text="Sai số liệu")
    assert "1 nơi nhận được báo" in answer.content.decode()
    assert "Yêu cầu thu hồi" in page(thu, document)


def test_a_refusal_stands_on_the_page_with_what_was_typed(office: Office, as_: As) -> None:
    document = office.brought_to("submitted")
    answer = step(as_("yen"), document, "tra-lai", text="", buoc="tra-lai")
    assert answer.status_code == 422 and "Ghi lý do" in answer.content.decode()
    stale = as_("yen").post(reverse("outgoing-step", args=[document.pk, "duyet"]), {"da_xem": "0.1"})
    assert stale.status_code == 422 and "sau khi trang này mở" in stale.content.decode()
    missing = step(as_("vinh"), office.brought_to("approved"), "ky")
    assert missing.status_code == 422 and "Chọn tệp PDF" in missing.content.decode()
    bad = step(as_("thu"), office.brought_to("signed"), "cap-so", dated="31/02/2026")
    assert bad.status_code == 422


def fields_of(client: Client, document: OutgoingDocument) -> dict[str, str]:
    """What the page of editing would send as it stands."""
    answer = client.get(reverse("outgoing-edit", args=[document.pk]))
    typed = answer.context["typed"]
    told = dict(typed.fields) | {"da_xem": record(document).seen}
    for i, block in enumerate(typed.blocks):
        told |= {f"kieu-{i}": block.kind.value, f"chu-{i}": block.text, f"goc-{i}": str(block.source)}
    names = set(FIELD.findall(answer.content.decode())) - {"csrfmiddlewaretoken", "q", "pham_vi", "tinh_den"}
    assert names == {name for name in told if not (name.startswith("chu-") and told["kieu-" + name[4:]] == "bang")}
    return told


def test_saving_what_the_page_shows_changes_nothing(office: Office, as_: As) -> None:
    document = office.draft()
    hoa = as_("hoa")
    hoa.post(reverse("outgoing-edit", args=[document.pk]), {**fields_of(hoa, document), "lam": "luu"})
    assert DraftVersion.objects.filter(document=document).count() == 1


def test_a_sentence_is_changed_without_code_and_its_figure_keeps_its_link(office: Office, as_: As) -> None:
    document = office.draft()
    hoa = as_("hoa")
    told = fields_of(hoa, document) | {"chu-0": "Tính đến nay còn 06 đơn vị chưa gửi.", "note": "gọn lại"}
    answer = hoa.post(reverse("outgoing-edit", args=[document.pk]), {**told, "lam": "luu"}, follow=True)
    assert "Đã lưu bản dự thảo 2" in answer.content.decode()
    first = official_of(record(document).draft).body[0]
    assert isinstance(first, Paragraph)
    assert first.text[1] == Run("06", href="/bao-cao/")
    shown = hoa.get(reverse("outgoing-compare", args=[document.pk])).content.decode()
    assert "<del>Đến</del>" in shown and "<ins>Tính đến</ins>" in shown


def test_blocks_are_moved_added_and_left_out(office: Office, as_: As) -> None:
    document = office.draft()
    hoa = as_("hoa")
    address = reverse("outgoing-edit", args=[document.pk])
    typed = hoa.post(address, {**fields_of(hoa, document), "lam": "xuong-0"}).context["typed"]
    assert [block.kind.value for block in typed.blocks] == ["khoan", "doan"]
    typed = hoa.post(address, {**fields_of(hoa, document), "lam": "them-0"}).context["typed"]
    assert [block.text[:7] for block in typed.blocks] == ["Đến nay", "", "Gửi báo"]
    typed = hoa.post(address, {**fields_of(hoa, document), "lam": "xoa-0"}).context["typed"]
    assert len(typed.blocks) == 1
    assert record(document).draft.no == 1


def test_every_slip_is_named_by_its_field(office: Office, as_: As) -> None:
    document = office.draft()
    hoa = as_("hoa")
    told = fields_of(hoa, document) | {"subject": "", "symbol": "ub nd", "recipients": "Như trên", "lam": "luu"}
    answer = hoa.post(reverse("outgoing-edit", args=[document.pk]), told)
    shown = answer.content.decode()
    assert answer.status_code == 422
    for name in ("Trích yếu", "Ký hiệu", "Nơi nhận"):
        assert f"<b>{name}" in shown
    assert 'value="ub nd"' in shown


def test_the_preview_follows_what_is_typed(office: Office, as_: As) -> None:
    document = office.draft()
    hoa = as_("hoa")
    told = fields_of(hoa, document) | {"chu-0": "Câu mới & <b>không phải thẻ</b>."}
    shown = hoa.post(reverse("outgoing-edit", args=[document.pk]), told).content.decode()
    assert "Câu mới &amp; &lt;b&gt;không phải thẻ&lt;/b&gt;." in shown.split('id="giay"')[1]


def test_another_signer_brings_his_block(office: Office, as_: As) -> None:
    document = office.draft()
    hoa = as_("hoa")
    signer = "TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG | Yến"
    told = fields_of(hoa, document) | {"signer": signer, "lam": "luu"}
    hoa.post(reverse("outgoing-edit", args=[document.pk]), told)
    value = official_of(record(document).draft)
    assert (value.authority, value.signer) == (("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"), "Yến")


def test_a_free_document_begins_with_a_head_by_rule(office: Office, as_: As) -> None:
    lan = as_("lan")
    told = {"agency": "BG-LN", "type": "CV", "subject": "mời họp giao ban", "unit": "vp"}
    lan.post(reverse("new-outgoing"), told)
    value = official_of(record(OutgoingDocument.objects.get()).draft)
    assert value.issuer == ("ỦY BAN NHÂN DÂN", "HUYỆN LỤC NAM")
    assert (value.symbol, value.place) == ("UBND-VP", "Lục Nam")
    assert lan.post(reverse("new-outgoing"), {**told, "agency": "BG"}).status_code == 422


def test_a_free_document_is_signed_by_the_head_in_office(office: Office, as_: As) -> None:
    begun = {"agency": "BG-LN", "type": "CV", "subject": "mời họp giao ban", "unit": "vp"}
    minh, day = User.objects.get(username="minh"), office.now().date()
    agency = Agency.objects.get(code="BG-LN")
    Post.objects.filter(agency=agency).delete()
    as_("lan").post(reverse("new-outgoing"), begun)
    assert official_of(record(OutgoingDocument.objects.latest("id")).draft).authority == ("CHỦ TỊCH",)
    named = {"valid_from": day, "legal_basis": "Quyết định số 15/QĐ-UBND", "recorded_at": office.now()}
    Post.objects.create(user=minh, agency=agency, title="Quyền Chủ tịch", rank=Rank.HEAD, **named)
    as_("lan").post(reverse("new-outgoing"), begun)
    value = official_of(record(OutgoingDocument.objects.latest("id")).draft)
    assert (value.authority, value.signer) == (("QUYỀN CHỦ TỊCH",), minh.full_name)


def test_an_answer_begins_from_what_it_answers_and_both_lead_to_each_other(office: Office, as_: As) -> None:
    incoming = register(office.world, at=office.now())
    hoa = as_("hoa")
    shown = hoa.get(reverse("incoming-document", args=[incoming.pk])).content.decode()
    begin = f"{reverse('new-outgoing')}?tra_loi={incoming.pk}"
    assert begin in shown
    form = hoa.get(begin).content.decode()
    assert "trả lời Công văn số 1284/VPCP-KSTT ngày 20/11/2026" in form
    assert as_("lan").get(begin).status_code == 404
    told = {"agency": "BG", "type": "CV", "subject": "trả lời Công văn số 1284/VPCP-KSTT", "unit": "VX"}
    edited = hoa.post(begin, told, follow=True).content.decode()
    assert "Phúc đáp Công văn số 1284/VPCP-KSTT" in edited
    document = OutgoingDocument.objects.get()
    assert reverse("incoming-document", args=[incoming.pk]) in page(hoa, document)
    shown = hoa.get(reverse("incoming-document", args=[incoming.pk])).content.decode()
    assert reverse("outgoing-document", args=[document.pk]) in shown


def test_a_draft_that_exists_is_tied_to_what_it_answers(office: Office, as_: As) -> None:
    incoming, document = register(office.world, at=office.now()), office.draft()
    hoa, address = as_("hoa"), reverse("answer-incoming", args=[incoming.pk])
    assert "Chọn dự thảo trả lời" in hoa.post(address, {"van_ban": ""}).content.decode()
    assert "thành đã trả lời" in hoa.post(address, {"van_ban": document.pk}, follow=True).content.decode()
    assert "số đến 01" in page(hoa, document)


def test_the_clerk_picks_a_number_that_was_kept(office: Office, as_: As) -> None:
    kept = {"actor_id": office.world.people["thu"], "agency_code": "BG", "series": "CV", "year": 2026}
    reserve_numbers(at=office.now(), count=2, reason="Họp tổ công tác", **kept)  # type: ignore[arg-type]
    document, thu = office.brought_to("signed"), as_("thu")
    assert "02, giữ cho: Họp tổ công tác" in page(thu, document)
    assert step(thu, document, "cap-so", dated="23/11/2026", so="7").status_code == 404
    unread = step(thu, document, "cap-so", dated="23/11/2026", so="2x")
    assert "Không đọc được số giữ chỗ đã chọn" in unread.content.decode()
    assert "Đã cấp số 02" in step(thu, document, "cap-so", dated="23/11/2026", so="2").content.decode()


def test_a_replacement_and_a_correction_begin_from_the_issued_document(office: Office, as_: As) -> None:
    document = office.brought_to("issued")
    hoa = as_("hoa")
    hoa.post(reverse("follow-outgoing", args=[document.pk, "thay-the"]))
    hoa.post(reverse("follow-outgoing", args=[document.pk, "dinh-chinh"]))
    replacing, correcting = document.followers.order_by("id")
    assert record(replacing).draft.subject == record(document).draft.subject
    assert "đính chính Công văn số 01/UBND-TTPVHCC ngày 23/11/2026" in record(correcting).draft.subject
    assert "Có văn bản thay thế" in page(hoa, document)


def test_the_list_counts_filters_and_searches_without_marks(office: Office, as_: As) -> None:
    office.brought_to("submitted")
    office.brought_to("issued", office.draft(letter(subject="mời họp")))
    hoa = as_("hoa")
    address = reverse("outgoing")
    assert [row.stage for row in hoa.get(address).context["rows"]] == [Stage.ISSUED, Stage.SUBMITTED]
    assert len(hoa.get(address, {"trang_thai": "submitted"}).context["rows"]) == 1
    assert [row.subject for row in hoa.get(address, {"tim": "MOI hop"}).context["rows"]] == ["mời họp"]
    assert [row.number for row in hoa.get(address, {"tim": "01"}).context["rows"]] == ["01/UBND-TTPVHCC"]
    assert hoa.get(address, {"tim": "khong co gi"}).context["rows"] == []
    assert as_("lan").get(address).context["rows"] == []


def test_past_days_show_the_document_as_it_stood(office: Office, as_: As) -> None:
    document = Office(office.world, NOW - timedelta(days=3)).brought_to("submitted")
    office.step(document, "yen", DeedKind.APPROVE)
    hoa = as_("hoa")
    hoa.get(reverse("overview"), {"tinh_den": "21/11/2026"})
    shown = page(hoa, document)
    assert "Chờ duyệt" in shown and "Chờ Vĩnh ký" not in shown
    answer = step(hoa, document, "rut-trinh")
    assert answer.status_code == 409


def test_files_are_handed_out_as_they_came(office: Office, as_: As) -> None:
    document = office.brought_to("approved")
    frozen = document.files.get(kind="frozen")
    answer = as_("vinh").get(reverse("outgoing-file", args=[document.pk, frozen.pk]))
    assert b"".join(answer.streaming_content) == to_sign(document)  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    other = office.draft()
    assert as_("hoa").get(reverse("outgoing-file", args=[other.pk, frozen.pk])).status_code == 404


def test_points_are_edited_line_by_line(office: Office, as_: As) -> None:
    document = office.draft()
    hoa = as_("hoa")
    told = fields_of(hoa, document) | {"chu-1": "Một.\nHai.\nBa./.", "kieu-1": "gach", "lam": "luu"}
    hoa.post(reverse("outgoing-edit", args=[document.pk]), told)
    points = official_of(record(document).draft).body[1]
    assert isinstance(points, Points) and [plain(item) for item in points.items] == ["Một.", "Hai.", "Ba./."]


@pytest.mark.parametrize(
    ("name", "stage", "budget"), [("list", "issued", 22), ("page", "issued", 38), ("page", "draft", 30)]
)
def test_the_pages_keep_to_their_budget_of_queries(
    office: Office, as_: As, name: str, stage: str, budget: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    document = office.brought_to(stage)
    client = as_("hoa")
    address = reverse("outgoing") if name == "list" else reverse("outgoing-document", args=[document.pk])
    client.get(address)
    with django_assert_max_num_queries(budget):
        client.get(address)


def test_a_review_of_any_span_is_kept_as_a_draft_and_computed_again(world: World, as_: As) -> None:
    address = f"{reverse('review-paper')}?tinh=LS&ky=2022-02"
    kept = as_("hoa").post(address, follow=True)
    assert "Đã lưu thành dự thảo" in kept.content.decode()
    document = OutgoingDocument.objects.latest("pk")
    again = as_("hoa").get(reverse("outgoing-figures", args=[document.pk]))
    assert again.status_code == 200
    assert "Tổng số" in again.content.decode()


def test_a_page_leads_nobody_to_what_he_may_not_open(office: Office, as_: As) -> None:
    document = office.brought_to("issued")
    for who in ("hoa", "yen", "thu"):
        client = as_(who)
        shown = client.get(reverse("outgoing")).content.decode() + page(client, document)
        addresses = set(re.findall(r'href="(/(?:van-ban|lien-thong)/[^"#]*)"', shown))
        assert addresses and {one: client.get(one.replace("&amp;", "&")).status_code for one in addresses} == (
            dict.fromkeys(addresses, 200)
        )
