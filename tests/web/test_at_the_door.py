"""What is refused before any view: signs that are no text, files that are too large."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from dondoc.reporting.models import Submission
from dondoc.web.frame.errors import broken
from tests.factories import World
from tests.web.conftest import As
from tests.web.test_access import ACCESS
from tests.web.test_regime_pages import text

PAGE = "/bao-cao/KSTTHC/2026-Q4/BG-LN/"


@pytest.mark.both
@pytest.mark.parametrize(
    "address",
    [
        "/bao-cao/KSTTHC/2026-Q4/BG%00LN/",
        "/tim/?q=%00",
        "/?pham_vi=B%00G",
        "/nhiem-vu/?tinh-trang=%00",
        "/don-vi/%00/",
        "/lich/%00.ics",
    ],
)
def test_an_address_with_a_nul_is_refused_in_words(world: World, as_: As, address: str) -> None:
    response = as_("hoa").get(address)
    assert response.status_code == 400 and "có ký tự NUL" in text(response)
    assert response["Content-Security-Policy"] and response["Cache-Control"] == "no-store"


@pytest.mark.both
@pytest.mark.parametrize(
    ("address", "given"),
    [
        (f"{PAGE}buoc/", {"kind": "comment", "reason": "a\x00b"}),
        (f"{PAGE}so-lieu/II.06a/ghi/", {"revision": "0", "o|dat-dai|4": "1\x002"}),
        (f"{PAGE}so-lieu/II.07b/them-dong/", {"names": "A\x00"}),
        (f"{PAGE}buoc/", {"kin\x00d": "comment"}),
    ],
)
def test_a_field_with_a_nul_is_refused_in_words(world: World, as_: As, address: str, given: dict[str, str]) -> None:
    response = as_("lan").post(address, given)
    assert response.status_code == 400 and "có ký tự NUL" in text(response)


@pytest.mark.both
def test_signing_in_with_a_nul_is_refused_in_words(world: World, client: Client) -> None:
    response = client.post("/dang-nhap/", {"username": "la\x00n", "password": "x"})
    assert response.status_code == 400 and "có ký tự NUL" in text(response)


@pytest.mark.both
def test_a_session_cookie_with_a_nul_is_no_session_and_no_error(world: World, client: Client) -> None:
    client.cookies["sessionid"] = "abcdefgh\x00ijk"
    assert client.get("/").status_code == 400


@pytest.mark.parametrize(
    ("where", "given"),
    [
        ("gui/", {}),
        ("gui-so-lieu/", {}),
        ("nhap-bu/", {"happened_at": "20/11/2026 08:00", "channel": "post", "why": "mất điện"}),
    ],
)
def test_a_file_over_the_limit_is_refused_with_its_size_before_it_is_read(
    world: World, as_: As, settings: Any, where: str, given: dict[str, str]
) -> None:
    settings.MAX_REPORT_BYTES = 1_048_576
    big = SimpleUploadedFile("b.pdf", b"%PDF-" + b"0" * 2_097_152)
    small = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    before = Submission.objects.count()
    response = as_("hoa" if where == "nhap-bu/" else "lan").post(
        f"{PAGE}{where}", {**given, "file": big, "proof": small}
    )
    assert response.status_code == 422 and "Tệp 2,0 MB, vượt 1 MB" in text(response)
    assert Submission.objects.count() == before


@pytest.mark.both
def test_a_number_beyond_those_of_any_database_is_the_address_of_nothing(world: World, as_: As) -> None:
    quan, answers = as_("quan"), {}
    for name, (given, method, _) in ACCESS.items():
        ids = [key for key, value in given.items() if key.endswith("_id") or key == "place" or isinstance(value, int)]
        if ids and "kind" not in given:
            where = reverse(name, kwargs=given | dict.fromkeys(ids, 10**30))
            answers[name] = getattr(quan, method)(where).status_code
    assert len(answers) > 60 and set(answers.values()) == {404}, answers


@pytest.mark.parametrize("name", ["items", "urlencode"])
@pytest.mark.parametrize("page", ["/", "/bao-cao/", "/nhiem-vu/", "/van-ban/den/", "/bao-cao/BG/KSTTHC/2026-Q4/bang/"])
def test_a_condition_may_be_called_as_anything(world: World, as_: As, page: str, name: str) -> None:
    response = as_("hoa").get(page, {name: "<b>"})
    assert response.status_code == 200
    assert f'name="{name}" value="&lt;b&gt;"' in response.content.decode()  # carried on in the page's own forms


def test_an_address_that_the_api_does_not_have_is_told_in_json(world: World, client: Client) -> None:
    response = client.get("/api/v1/khong-co")
    assert response.status_code == 404 and response.json()["message"] == "Không có địa chỉ này."


def test_a_bug_in_the_api_is_told_in_json(world: World, rf: RequestFactory) -> None:
    response = broken(rf.get("/api/v1/obligations"))
    assert response.status_code == 500 and "Hệ thống gặp lỗi" in json.loads(response.content)["message"]


def test_the_version_that_a_template_is_based_on_may_be_no_number(world: World, as_: As) -> None:
    given = {"valid_from": "23/11/2026", "note": "", "based_on": "9" * 5000}
    where = reverse("template", kwargs={"province": "BG", "kind": "reporting-letter"})
    assert as_("hoa").post(where, given).status_code == 422


def test_choosing_a_day_leads_to_no_other_site(world: World, as_: As) -> None:
    """'//ten.mien/?tinh_den=nay' is a path to the server, but another site to the browser."""
    response = as_("hoa").get("/", {"tinh_den": "nay"}, PATH_INFO="//ten.mien/")
    assert response.status_code == 302 and not response["Location"].startswith("//")
