"""Pages of signatures: what was found in a sent file, and the roots that the office trusts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django.fixtures import DjangoAssertNumQueries

from dondoc.base.clock import now
from dondoc.people.models import SignerCertificate
from dondoc.reporting.actions import keep_certificate
from dondoc.reporting.models import Submission
from dondoc.signing.models import TrustAnchor
from tests.actions.test_keep_trust import trusted
from tests.actions.test_submit_report import send
from tests.factories import World, signed_pdf
from tests.signing.cast import make_cast

As = Callable[[str], Client]


@pytest.fixture
def sent(world: World) -> Submission:
    return send(world, data=signed_pdf())


def test_the_page_tells_who_signed_whether_it_holds_and_offers_the_sheet(as_: As, sent: Submission) -> None:
    page = as_("hoa").get(reverse("submission-signatures", args=[sent.pk])).content.decode()
    for words in ("Kết luận", "Hợp lệ", "Minh", "Nguyên vẹn", "Tải phiếu kết quả"):
        assert words in page
    sheet = as_("hoa").get(reverse("submission-signatures-pdf", args=[sent.pk]))
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF-")
    assert (
        "Kết quả kiểm tra chữ ký"
        in as_("lan")
        .get(reverse("obligation", args=[sent.obligation.regime.code, sent.obligation.period_code, "BG-LN"]))
        .content.decode()
    )


def test_the_page_of_a_sent_file_asks_the_database_little(
    as_: As, sent: Submission, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_("hoa")
    with django_assert_max_num_queries(16):
        client.get(reverse("submission-signatures", args=[sent.pk]))


def test_an_administrator_adds_a_root_sees_its_fingerprint_and_withdraws_it(as_: As) -> None:
    client, root = as_("quan"), make_cast().root.certificate
    file = SimpleUploadedFile("goc.pem", root.public_bytes(Encoding.PEM))
    form = {"file": file, "valid_from": "23/11/2026", "basis": "Thông báo 12/TB"}
    page = client.post(reverse("trust-root"), form, follow=True).content.decode()
    anchor = TrustAnchor.objects.get()
    assert page.count(anchor.fingerprint) == 2, "told once more to compare it with the issuer's"
    page = client.post(reverse("stop-trusting", args=[anchor.pk]), {"ly_do": "Lộ khóa"}, follow=True).content.decode()
    assert "Đã thôi tin cậy" in page
    assert "Lộ khóa" in page


def test_what_is_no_root_is_refused_with_the_reason(as_: As) -> None:
    file = SimpleUploadedFile("goc.pem", b"rac")
    answer = as_("quan").post(reverse("trust-root"), {"file": file, "basis": ""})
    assert answer.status_code == 422
    for words in ("PEM hoặc DER", "Ghi căn cứ"):
        assert words in answer.content.decode()
    assert as_("quan").post(reverse("trust-root"), {}).status_code == 422
    anchor = trusted()
    assert as_("quan").post(reverse("stop-trusting", args=[anchor.pk]), {"ly_do": ""}).status_code == 422


def test_in_the_past_the_list_is_as_it_was_then_and_cannot_be_changed(as_: As) -> None:
    trusted()
    client = as_("quan")
    assert "Gốc thử nghiệm" in client.get(reverse("trust")).content.decode()
    page = client.get(reverse("trust"), {"tinh_den": "01/10/2026"}, follow=True).content.decode()
    assert "Gốc thử nghiệm" not in page
    assert '<fieldset class="bare" disabled>' in page


def test_an_administrator_registers_a_certificate_and_ends_it(as_: As, world: World) -> None:
    client, certificate = as_("quan"), make_cast().minh.certificate
    file = SimpleUploadedFile("minh.cer", certificate.public_bytes(Encoding.DER))
    form = {"file": file, "username": "minh", "valid_from": "01/01/2020", "basis": "QĐ 12"}
    page = client.post(reverse("register-certificate"), form, follow=True).content.decode()
    kept = SignerCertificate.objects.get()
    assert (kept.user_id, page.count(kept.fingerprint)) == (world.people["minh"], 2)
    refused = client.post(reverse("register-certificate"), {"file": SimpleUploadedFile("a.cer", b"rac")})
    assert refused.status_code == 422
    assert client.post(reverse("register-certificate"), {}).status_code == 422
    address = reverse("end-certificate", args=[kept.pk])
    assert client.post(address, {"tu_ngay": "khong-phai-ngay", "ly_do": "x"}).status_code == 422
    assert client.post(address, {"ly_do": ""}).status_code == 422
    page = client.post(address, {"tu_ngay": "30/11/2026", "ly_do": "Lộ khóa"}, follow=True).content.decode()
    assert "từ 30/11/2026: Lộ khóa" in page


def test_the_page_and_the_sheet_say_whose_signature_it_is_not(as_: As, sent: Submission) -> None:
    keep_certificate(
        actor_id=None,
        at=now(),
        data=make_cast().agency.certificate.public_bytes(Encoding.DER),
        agency_code="BG-LN",
        valid_from=date(2020, 1, 1),
        basis="QĐ",
    )
    page = as_("hoa").get(reverse("submission-signatures", args=[sent.pk])).content.decode()
    assert page.count("không phải chứng thư đã đăng ký") == 3, "as the reason, of the signer, in the history"
    assert "Chữ ký không hợp lệ" in page
    sheet = as_("hoa").get(reverse("submission-signatures-pdf", args=[sent.pk])).content
    pages = PdfReader(BytesIO(sheet)).pages
    assert len(pages) == 1
    assert "không phải chứng thư đã đăng ký" in " ".join(pages[0].extract_text().split())
