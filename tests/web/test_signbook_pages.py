"""Pages of the signing book: what the script is told, what a key file makes, what a program on loopback brings back."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from dondoc.documents.frozen import OPEN_FIELDS
from dondoc.reporting.models import Submission
from dondoc.reporting.rules.package import PACKAGE_NAME
from dondoc.signbook.models import Paper, SignedVersion
from dondoc.signbook.queries import bytes_of, newest_version
from dondoc.signing.limited import package_of
from dondoc.signing.pades.keys import key_from_p12
from dondoc.signing.pades.making import sign_file
from dondoc.signing.pades.wish import Wish
from dondoc.signing.pki import Identity, p12_bytes
from dondoc.signing.rules.ways import ToSign
from tests.factories import NOW, World, unsigned_pdf
from tests.factories.drafts import type_right_figures
from tests.factories.signbook import PASSWORD, key_of, keys, laid

As = Callable[[str], Client]
LN = ("KSTTHC", "2026-Q4", "BG-LN")
JSON = "application/json"


def signed_with(identity: Identity, data: bytes) -> bytes:
    return sign_file(data, key_from_p12(p12_bytes(identity, PASSWORD), PASSWORD), NOW, Wish()).data


def pdf(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("bao-cao.pdf", data, "application/pdf")


def test_the_script_gets_a_hash_and_brings_a_signature(world: World, as_: As) -> None:
    paper, minh, key = laid(world), as_("minh"), key_of(keys().minh)
    given = {
        "role": "person",
        "certificate": base64.b64encode(key.certificates.signer).decode(),
        "above": [base64.b64encode(one).decode() for one in key.certificates.above],
        "mechanism": key.mechanism.value,
    }
    told = minh.post(reverse("open-signing", args=[paper.pk]), json.dumps(given), JSON)
    assert told.status_code == 200, told.content
    opened = told.json()
    assert set(opened) == {"token", "hash", "title"}
    (value,) = key.sign([ToSign(opened["title"], base64.b64decode(opened["hash"]))])
    answer = {"token": opened["token"], "signature": base64.b64encode(value).decode()}
    assert minh.post(reverse("finish-signing"), json.dumps(answer), JSON).json()["signer"] == "Minh"
    again = minh.post(reverse("finish-signing"), json.dumps(answer), JSON)
    assert (again.status_code, "chỉ dùng một lần" in again.json()["errors"][0]) == (422, True)
    assert as_("lan").post(reverse("finish-signing"), json.dumps(answer), JSON).status_code == 404


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"role": "person"}', '{"certificate": 7}', "[" * 5000, '{"certificate": "@@"}']
)
def test_what_the_script_would_never_send_is_refused_in_words(world: World, as_: As, body: str) -> None:
    paper = laid(world)
    for address in (reverse("open-signing", args=[paper.pk]), reverse("finish-signing")):
        told = as_("minh").post(address, body, JSON)
        assert told.status_code == 422
        assert told.json()["errors"]


def with_key_file(client: Client, papers: list[Paper], **changes: object) -> object:
    key_file = SimpleUploadedFile("minh.p12", p12_bytes(keys().minh, PASSWORD))
    given = {"role": "person", "way": "p12", "password": PASSWORD.decode(), "p12": key_file}
    return client.post(reverse("sign-here"), given | {"paper": [p.pk for p in papers]} | changes)


def test_a_key_file_signs_where_the_office_allows_it_and_only_there(world: World, as_: As, settings: object) -> None:
    paper = laid(world)
    settings.SIGNING_P12 = False  # type: ignore[attr-defined]
    assert with_key_file(as_("minh"), [paper]).status_code == 404  # type: ignore[attr-defined]
    settings.SIGNING_P12 = True  # type: ignore[attr-defined]
    wrong = with_key_file(as_("minh"), [paper], password="sai")
    assert "mật khẩu" in wrong.content.decode()  # type: ignore[attr-defined]
    assert with_key_file(as_("minh"), [paper])["Location"] == reverse("paper", args=[paper.pk])  # type: ignore[index]
    newest = newest_version(paper)
    assert newest is not None and newest.way == "p12"
    page = as_("lan").get(reverse("paper", args=[paper.pk])).content.decode()
    assert "Đã ký, chờ đóng dấu" in page


def test_many_papers_are_signed_at_once_with_a_result_for_each(world: World, as_: As, settings: object) -> None:
    settings.SIGNING_P12 = True  # type: ignore[attr-defined]
    papers = [laid(world, data=unsigned_pdf(str(n)), title=f"Báo cáo số {n}") for n in range(3)]
    with_key_file(as_("minh"), papers[1:2])
    page = with_key_file(as_("minh"), [*papers, Paper(pk=999_999)]).content.decode()  # type: ignore[attr-defined]
    assert "Đã ký 3 tệp, 1 tệp không ký được" in page
    assert SignedVersion.objects.count() == 4
    others = with_key_file(as_("dung"), papers)
    assert "Báo cáo số" not in others.content.decode(), "of others not even the title is told"  # type: ignore[attr-defined]
    none = as_("minh").post(reverse("sign-here"), {"role": "person", "way": "p12"})
    assert "Chọn ít nhất một tệp" in none.content.decode()
    told = as_("minh").post(
        reverse("sign-here"), {"role": "person", "way": "p12", "paper": [str(n) for n in range(60)]}
    )
    assert "nhiều nhất 50 tệp" in told.content.decode()


def test_a_file_is_fetched_signed_elsewhere_and_brought_back(world: World, as_: As) -> None:
    paper, lan = laid(world), as_("lan")
    fetched = lan.get(reverse("paper-file", args=[paper.pk]))
    assert fetched["Content-Disposition"].startswith("attachment")
    address = reverse("upload-signed", args=[paper.pk])
    wrong = lan.post(address, {"version": "0", "file": pdf(signed_with(keys().other, fetched.content))})
    assert (wrong.status_code, "mang tên “Hùng”" in wrong.content.decode()) == (422, True)
    done = lan.post(address, {"version": "0", "file": pdf(signed_with(keys().minh, fetched.content))})
    assert done["Location"] == reverse("paper", args=[paper.pk])
    late = lan.post(address, {"version": "0", "file": pdf(signed_with(keys().minh, fetched.content))})
    assert "đã có bản khác" in late.content.decode()
    assert "Chọn tệp đã ký" in lan.post(address, {"version": "1"}).content.decode()


def test_a_clerk_signs_before_sending_and_sends_the_signed_file(world: World, as_: As, settings: object) -> None:
    settings.SIGNING_P12 = True  # type: ignore[attr-defined]
    lan = as_("lan")
    page = lan.get(reverse("obligation", args=LN)).content.decode()
    assert "Ký số trước khi gửi" in page
    assert "Tệp này chưa ký số" in page
    laid_down = lan.post(reverse("sign-report", args=LN), {"file": pdf(unsigned_pdf("để ký"))})
    paper = Paper.objects.get()
    assert laid_down["Location"] == reverse("paper", args=[paper.pk])
    assert "Chỉ gửi tệp đã ký" not in lan.get(reverse("obligation", args=LN)).content.decode()
    with_key_file(as_("minh"), [paper])
    assert "Chỉ gửi tệp đã ký" in lan.get(reverse("obligation", args=LN)).content.decode()
    sent = lan.post(reverse("send-report", args=LN), {"paper": paper.pk})
    assert sent.status_code == 302
    shown = lan.get(reverse("obligation", args=LN)).content.decode()
    assert "is-signed" in shown
    assert as_("dung").post(reverse("send-report", args=LN), {"paper": paper.pk}).status_code == 404
    empty = lan.post(reverse("sign-report", args=LN), {})
    assert (empty.status_code, "Biểu II.06a" in empty.content.decode()) == (422, True), empty.content.decode()
    assert Paper.objects.count() == 1


def test_one_click_lays_the_desks_own_report_down_and_it_is_sent_with_its_figures(
    world: World, as_: As, settings: object
) -> None:
    settings.SIGNING_P12 = True  # type: ignore[attr-defined]
    type_right_figures(world)
    lan = as_("lan")
    laid_down = lan.post(reverse("sign-report", args=LN), {})
    assert lan.post(reverse("sign-report", args=LN), {})["Location"] == laid_down["Location"], "the same however often"
    paper = Paper.objects.get()
    source = bytes_of(paper.source)
    assert set(PdfReader(BytesIO(source)).get_fields() or {}) >= set(OPEN_FIELDS)
    assert package_of(source, PACKAGE_NAME) is not None
    assert as_("dung").post(reverse("sign-report", args=LN), {}).status_code == 404
    with_key_file(as_("minh"), [paper])
    sent = lan.post(reverse("send-report-figures", args=LN), {"paper": paper.pk})
    assert sent.status_code == 302, sent.content.decode()
    submission = Submission.objects.get(obligation__regime__code=LN[0], obligation__period_code=LN[1])
    assert submission.submitted_figures.count() == 2


def test_signed_on_the_page_while_no_timestamp_is_to_be_had_the_page_says_that_it_waits(
    world: World, as_: As, settings: object
) -> None:
    settings.SIGNING_P12, settings.SIGNING_LEVEL = True, "B-T"  # type: ignore[attr-defined]
    settings.TIMESTAMP_SERVICE = "http://127.0.0.1:1/tsa"  # type: ignore[attr-defined]
    paper = laid(world)
    assert with_key_file(as_("minh"), [paper]).status_code == 302  # type: ignore[attr-defined]
    newest = newest_version(paper)
    assert newest is not None and newest.level == "B-B"
    page = as_("minh").get(reverse("paper", args=[paper.pk])).content.decode()
    assert "chờ bổ sung dấu thời gian" in page


class VgcaStub:
    """The program on the user's machine, by the form of its messages: fetches, signs, posts, calls back."""

    def __init__(self, client: Client, identity: Identity) -> None:
        self.client, self.identity = client, identity

    def told(self, message: dict[str, object]) -> dict[str, object]:
        data = self.client.get(_path(str(message["FileName"]))).content
        signed = signed_with(self.identity, data)
        answer = self.client.post(_path(str(message["FileUploadHandler"])), {"uploadfile": pdf(signed)})
        said = answer.json()
        return {"Status": 0 if said["Status"] else 1, "Message": said["Message"], "FileName": said["FileName"]}


def _path(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def test_the_vgca_program_fetches_signs_and_brings_back_and_its_word_is_not_believed(
    world: World, as_: As, settings: object
) -> None:
    paper = laid(world)
    open_program = reverse("open-program", args=[paper.pk])
    assert as_("minh").post(open_program, "{}", JSON).status_code == 404, "not where the office does not use it"
    settings.SIGNING_VGCA = True  # type: ignore[attr-defined]
    told = as_("minh").post(open_program, json.dumps({"role": "person"}), JSON).json()
    assert told["address"] == "wss://127.0.0.1:8987/SignApproved"
    assert {"FileUploadHandler", "SessionId", "JWTToken", "FileName", "MetaData"} == set(told["message"])
    assert told["message"]["SessionId"] == "", "no cookie leaves the browser"
    wrong = VgcaStub(Client(), keys().other).told(told["message"])
    assert (wrong["Status"], newest_version(paper)) == (1, None)
    assert Client().get(_path(told["message"]["FileName"])).status_code == 404, "the attempt used the token up"
    told = as_("minh").post(open_program, json.dumps({"role": "person"}), JSON).json()
    assert VgcaStub(Client(), keys().minh).told(told["message"])["Status"] == 0
    newest = newest_version(paper)
    assert newest is not None and (newest.way, newest.signer) == ("vgca", "Minh")
    sealing = as_("lan").post(open_program, json.dumps({"role": "agency", "number": "125"}), JSON).json()
    assert sealing["address"].endswith("/SignIssued")
    assert sealing["message"]["DocNumber"] == "125"


def test_a_signer_finds_on_his_first_page_what_waits_for_him(world: World, as_: As) -> None:
    papers = [laid(world, data=unsigned_pdf(str(n)), title=f"Báo cáo {n}") for n in range(2)]
    assert "2 tệp chờ ký số" in as_("minh").get(reverse("overview")).content.decode()
    assert "chờ ký số" not in as_("lan").get(reverse("overview")).content.decode()
    fetched = as_("lan").get(reverse("paper-file", args=[papers[0].pk])).content
    brought = {"version": "0", "file": pdf(signed_with(keys().minh, fetched))}
    as_("lan").post(reverse("upload-signed", args=[papers[0].pk]), brought)
    assert "1 tệp chờ ký số" in as_("minh").get(reverse("overview")).content.decode()


def test_a_page_may_reach_the_agent_and_nothing_else(world: World, as_: As) -> None:
    policy = as_("minh").get(reverse("papers"))["Content-Security-Policy"]
    assert "connect-src 'self' http://127.0.0.1:8990" in policy
    assert "connect-src" not in as_("minh").get(reverse("overview"))["Content-Security-Policy"]


def test_the_pages_keep_to_their_budget_of_queries(
    world: World, as_: As, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    papers = [laid(world, data=unsigned_pdf(str(n)), title=f"Báo cáo {n}") for n in range(4)]
    minh = as_("minh")
    minh.get(reverse("papers"))
    with django_assert_max_num_queries(20):
        minh.get(reverse("papers"))
    with django_assert_max_num_queries(20):
        minh.get(reverse("paper", args=[papers[0].pk]))
