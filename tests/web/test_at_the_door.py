"""What is refused before any view: signs that are no text, files that are too large."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dondoc.reporting.models import Submission
from tests.factories import World
from tests.web.conftest import As
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
