"""Every page in a real browser: no accessibility violations (WCAG 2.2 AA), nothing wider than a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
SignIn = Callable[..., Page]

OFFICE = (
    "/",
    "/bao-cao/",
    "/bao-cao/BG/KSTTHC/2023-Q3/bang/",
    "/bao-cao/KSTTHC/2023-Q3/BG-LN/",
    "/nhiem-vu/",
    "/nhiem-vu/khong-dung-quy-trinh/?tinh=LS&thang=2022-02",
    "/van-ban/",
    "/van-ban/cong-van/BG/KSTTHC/2023-Q3/",
    "/van-ban/bao-cao/LS/2022-02/",
    "/van-ban/mau/",
    "/van-ban/mau/BG/reporting-letter/",
    "/van-ban/ket-qua/BG/KSTTHC/2023-Q3/",
    "/lien-thong/",
    "/lien-thong/?huong=den",
    "/tim/?q=luc nam",
    "/huong-dan/",
    "/doi-mat-khau/",
    "/khong/co/",
)
AGENCY = (
    "/",
    "/bao-cao/",
    "/bao-cao/KSTTHC/2026-Q4/BG-LN/",
    "/bao-cao/KSTTHC/2026-Q4/BG-LN/so-lieu/II.06a/",
    "/bao-cao/KSTTHC/2026-Q4/BG-LN/so-lieu/II.07b/",
    "/nhiem-vu/",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page) -> list[str]:
    """Looks at the whole page at once: a bar at the window's edge covers what one can scroll out from under it."""
    window = page.viewport_size
    assert window is not None
    height: int = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": window["width"], "height": max(window["height"], height)})
    found = Axe().run(page, options=RULES).response["violations"]
    page.set_viewport_size(window)
    return [f"{page.url}: {v['id']} {[node['html'][:160] for node in v['nodes'][:3]]}" for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_offices_pages_have_no_accessibility_violations(sign_in: SignIn, scheme: str) -> None:
    hoa = sign_in("hoa", scheme=scheme)
    found = []
    for address in OFFICE:
        hoa.goto(address)
        found += violations(hoa)
    hoa.goto("/nhiem-vu/?tinh_den=28/02/2022")
    assert found + violations(hoa) == []


def test_an_agencys_pages_have_no_accessibility_violations(sign_in: SignIn) -> None:
    lan = sign_in("lan")
    found = []
    for address in AGENCY:
        lan.goto(address)
        found += violations(lan)
    assert found == []


@pytest.mark.parametrize(("who", "addresses"), [("hoa", OFFICE), ("lan", AGENCY)])
def test_no_page_scrolls_sideways_on_a_phone(sign_in: SignIn, who: str, addresses: tuple[str, ...]) -> None:
    page = sign_in(who, width=360, height=740)
    wide = []
    for address in addresses:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide.append((address, width))
    assert wide == []
