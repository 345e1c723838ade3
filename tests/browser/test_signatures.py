"""Pages of signatures in a real browser: usable on a phone, in the dark, by everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from tests.actions.test_keep_trust import trusted
from tests.actions.test_submit_report import send
from tests.factories import World, signed_pdf

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_results_and_roots_are_accessible_and_fit_the_screen(
    sign_in: Callable[..., Page], lasting_world: World, width: int, scheme: str
) -> None:
    trusted()
    sent = send(lasting_world, data=signed_pdf())
    page = sign_in("quan", width=width, scheme=scheme)
    for address in (reverse("submission-signatures", args=[sent.pk]), reverse("trust")):
        page.goto(address)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
