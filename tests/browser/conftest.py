"""A real Chromium against a live server, with the demonstration's world in the database."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from dondoc.demo.people import PASSWORD
from tests.factories import World
from tests.signing.conftest import SOFTHSM

CHROMIUM = next(filter(None, (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))), None)
# Without a Chromium there is nothing to try; .ci/run sees to it that there is one.
collect_ignore_glob = [] if CHROMIUM else ["test_*.py"]
collect_ignore = [] if SOFTHSM.name and shutil.which("softhsm2-util") else ["test_signing_journey.py"]
# The browser's own event loop runs in this thread; the database is used beside it, never inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


@pytest.fixture(scope="package")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """One browser for this folder. Its event loop would be in the way of whoever signs a file before or after."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def sign_in(chromium: Browser, live_server: object, lasting_world: World) -> Iterator[Callable[..., Page]]:
    """A page signed in as one of the cast; at the end nothing may have complained in its console."""
    opened: list[Page] = []
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # A refusal, a line that a story cuts, or a preview that the next page overtakes, is no complaint of the page's
        # own; a preview that fails is told by the browser itself too.
        is_of_the_story = "status of 4" in message.text or "ERR_INTERNET_DISCONNECTED" in message.text
        is_of_the_story = is_of_the_story or message.text.startswith(("htmx:afterRequest", "htmx:sendError"))
        if message.type in ("error", "warning") and not is_of_the_story:
            complaints.append(message.text)

    def signed_in(username: str, width: int = 1280, height: int = 900, scheme: str = "light") -> Page:
        context = chromium.new_context(
            base_url=str(live_server.url),  # type: ignore[attr-defined]
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "dang-nhap" not in url)
        opened.append(page)
        return page

    yield signed_in
    for page in opened:
        page.context.close()
    assert complaints == []
