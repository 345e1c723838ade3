"""A report that was sent as figures, by the server's administrator, on the pages of its agency and of the office."""

from tests.factories import World
from tests.factories.figures import OPEN, enter
from tests.web.conftest import As


def test_the_obligations_page_shows_who_sent_the_figures_and_gives_the_file(world: World, as_: As) -> None:
    enter(world, is_sent=True)
    page = as_("hoa").get(f"/bao-cao/KSTTHC/{OPEN}/BG-LN/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "quản trị máy chủ" in text and "II.06a-BG-LN-2026-Q4.json" in text


def test_the_file_is_handed_out_as_what_it_is(world: World, as_: As) -> None:
    from dondoc.reporting.models import Submission

    enter(world, is_sent=True)
    sent = Submission.objects.get(obligation__period_code=OPEN)
    got = as_("lan").get(f"/bao-cao/ban/{sent.pk}/tep/")
    assert got.status_code == 200 and got["Content-Type"] == "application/json"
    assert got.content.startswith(b'{"agency":"BG-LN"')
