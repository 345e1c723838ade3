"""A report is signed with a device, numbered, sealed, sent and verified in a browser; one changed byte is refused.

The agent runs on this machine with a token in software (SoftHSM) behind it; its own page asks for the PIN.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from dondoc.agent.keys import DeviceKeys
from dondoc.agent.main import Settings, listening
from dondoc.agent.server import AgentServer
from dondoc.demo.papers import sample_report
from dondoc.documents.frozen import freeze
from dondoc.documents.rules.life import Stage
from dondoc.signbook.actions import add_picture
from dondoc.signbook.models import Paper
from dondoc.signbook.queries import bytes_of, newest_file
from dondoc.signing.limited import verify_file
from dondoc.signing.pki import new_signer
from dondoc.signing.rules.indications import Indication
from tests.agent.test_device import PIN, on_token, run
from tests.factories import NOW, World, unsigned_pdf
from tests.factories.drafts import type_right_figures
from tests.factories.exchange import identified
from tests.factories.outgoing import AGENCY, CHIEF, Office, pki, record, trust
from tests.factories.signbook import keys, laid
from tests.signing.conftest import SOFTHSM
from tests.signing.pdfs import png

pytestmark = pytest.mark.browser
CODE, LABEL = "ABCDEFGHJKMNPQRSTUVW", "ky-trinh-duyet"
LN = ("KSTTHC", "2026-Q4", "BG-LN")


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeviceKeys]:
    """Keys of a commune and of a province, each a signer's and the agency's, on one token."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        import pkcs11
        from cryptography.hazmat.primitives.serialization import Encoding
        from pkcs11.util.x509 import decode_x509_certificate

        run("--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", PIN)
        pkcs11.lib(str(SOFTHSM)).reinitialize()
        on_token(folder, LABEL, keys().minh, "01")
        on_token(folder, LABEL, keys().agency, "02")
        since, until = NOW - timedelta(days=10), NOW + timedelta(days=700)
        for number, holder in (("03", CHIEF), ("04", AGENCY)):
            on_token(folder, LABEL, new_signer(pki().issuer, holder, since, until), number)
        with pkcs11.lib(str(SOFTHSM)).get_token(token_label=LABEL).open(rw=True, user_pin=PIN) as session:
            for authority in (keys().issuer, pki().issuer):
                issuer = decode_x509_certificate(authority.certificate.public_bytes(Encoding.DER))
                session.create_object(issuer | {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.PRIVATE: False})
        yield DeviceKeys([SOFTHSM])


@pytest.fixture
def agent(token: DeviceKeys, live_server: object, settings: object) -> Iterator[AgentServer]:
    """An agent that serves this server's pages."""
    origin = str(live_server.url).replace("localhost", "127.0.0.1")  # type: ignore[attr-defined]
    server = listening(Settings(frozenset({origin, str(live_server.url)}), (), 0, True, None), CODE, token)  # type: ignore[attr-defined]
    settings.SIGNING_AGENT = server.agent.gate.own_origin  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def sign_with_device(page: Page, certificate: str, *, is_first: bool = False, pin: str = PIN) -> None:
    page.get_by_role("button", name="Ký bằng thiết bị").click()
    if is_first:
        page.get_by_label("Mã ghép").fill(CODE.lower())
        page.keyboard.press("Enter")
    page.get_by_label("Chứng thư số để ký").select_option(label=certificate_label(page, certificate))
    page.get_by_role("button", name="Ký bằng chứng thư này").click()
    agree(page, pin)


def certificate_label(page: Page, name: str) -> str:
    options = page.get_by_label("Chứng thư số để ký").locator("option")
    expect(options.first).to_be_attached()
    return next(text for text in options.all_inner_texts() if text.startswith(f"{name},"))


def agree(page: Page, pin: str) -> None:
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Mở trang xác nhận của tác nhân ký").click()
    asked = opened.value
    asked.get_by_label("Mã PIN").fill(pin)
    asked.get_by_role("button", name="Đồng ý ký").click()
    expect(asked.get_by_role("heading")).to_have_text("Đã ký")
    asked.close()


def test_a_report_is_signed_numbered_sealed_sent_and_verified_and_one_changed_byte_is_refused(
    sign_in: Callable[..., Page], lasting_world: World, agent: AgentServer, tmp_path: Path
) -> None:
    """By one click Lan lays the report of her figures down; Minh signs, văn thư numbers and seals, Lan sends."""
    world = lasting_world
    add_picture(actor_id=world.people["minh"], at=NOW, data=png(60, 24, (0, 0, 200, 200)))
    add_picture(actor_id=world.people["lan"], at=NOW, data=png(40, 40, (200, 0, 0, 120)), agency_id=lan_agency(world))
    type_right_figures(world)
    (tmp_path / "bao-cao.pdf").write_bytes(freeze(sample_report(NOW), 2026))
    lan = sign_in("lan")
    lan.goto(reverse("obligation", args=LN))
    lan.locator("#id_file").set_input_files(tmp_path / "bao-cao.pdf")
    expect(lan.get_by_text("Tệp này chưa ký số")).to_be_visible()
    lan.get_by_role("button", name="Ký số trước khi gửi", exact=True).click()
    expect(lan.get_by_text("Tệp chờ người có quyền ký")).to_be_visible()

    minh = sign_in("minh")
    minh.goto(reverse("papers"))
    minh.get_by_role("link", name="kiểm soát thủ tục hành chính").first.click()
    sign_with_device(minh, "Minh", is_first=True)
    expect(minh.get_by_text("Đã ký, chờ đóng dấu")).to_be_visible()

    lan.reload()
    lan.get_by_label("Số", exact=True).fill("125")
    lan.get_by_label("ngày", exact=True).fill("23")
    lan.get_by_label("tháng", exact=True).fill("11")
    sign_with_device(lan, "UBND huyện Lục Nam", is_first=True)
    expect(lan.get_by_role("heading", name="Đã ký đủ")).to_be_visible()

    lan.get_by_role("link", name="Về trang báo cáo để gửi").click()
    lan.get_by_role("button", name="Gửi bản đã ký kèm số liệu").click()
    expect(lan.get_by_text("Đã gửi số liệu, bản 1")).to_be_visible()
    lan.get_by_role("link", name="Kết quả kiểm tra chữ ký").click()
    expect(lan.get_by_text("TOTAL-PASSED", exact=True)).to_be_visible()
    expect(lan.get_by_role("heading", name="Chữ ký số của cơ quan")).to_be_visible()

    paper = Paper.objects.get()
    changed = bytearray(bytes_of(newest_file(paper)[1]))
    changed[len(changed) // 3] ^= 1
    (tmp_path / "doi-mot-byte.pdf").write_bytes(changed)
    lan.goto(reverse("obligation", args=LN))
    lan.locator("#id_file").set_input_files(tmp_path / "doi-mot-byte.pdf")
    lan.get_by_role("button", name="Ký số tệp này trước khi gửi").click()
    expect(lan.get_by_role("alert")).to_contain_text("Không ký tiếp được trên tệp này")


def test_a_document_is_signed_numbered_sealed_issued_and_verified_and_one_changed_byte_is_refused(
    sign_in: Callable[..., Page], lasting_world: World, agent: AgentServer, settings: Any
) -> None:
    """Vĩnh signs with his device, Thu numbers, seals with the agency's and issues; what was issued is verified."""
    settings.TRUST_FOLDER = trust()
    document = Office(identified(lasting_world), NOW - timedelta(minutes=30)).brought_to("approved")
    here = reverse("outgoing-document", args=[document.pk])
    vinh = sign_in("vinh")
    vinh.goto(here)
    vinh.get_by_role("button", name="Ký bằng thiết bị hoặc cách khác").click()
    sign_with_device(vinh, CHIEF.name, is_first=True)
    expect(vinh.get_by_text("Đã ký, chờ đóng dấu")).to_be_visible()

    thu = sign_in("thu")
    thu.goto(here)
    thu.get_by_role("button", name="Cấp số").click()
    expect(thu.get_by_text("Đã cấp số 01.")).to_be_visible()
    thu.get_by_role("button", name="Ký bằng thiết bị hoặc cách khác").click()
    sign_with_device(thu, AGENCY.name, is_first=True)
    expect(thu.get_by_role("heading", name="Đã ký đủ")).to_be_visible()
    thu.get_by_role("link", name="Về trang văn bản").click()
    thu.get_by_label("UBND huyện Lục Nam").check()
    thu.get_by_role("button", name="Phát hành").click()
    expect(thu.get_by_text("nơi nhận trong hàng gửi")).to_be_visible()
    assert record(document).stage is Stage.ISSUED

    issued = bytes_of(newest_file(Paper.objects.latest("pk"))[1])
    assert verify_file(issued, trust(), NOW)[1].indication is Indication.PASSED
    changed = bytearray(issued)
    changed[len(changed) // 3] ^= 1
    assert verify_file(bytes(changed), trust(), NOW)[1].indication is Indication.FAILED
    lan = sign_in("lan")
    lan.goto(reverse("papers"))
    lan.locator("#id_file").set_input_files(
        {"name": "doi-mot-byte.pdf", "mimeType": "application/pdf", "buffer": bytes(changed)}
    )
    lan.locator("#id_title").fill("Tệp bị đổi")
    lan.get_by_role("button", name="Trình ký", exact=True).click()
    expect(lan.get_by_role("alert")).to_contain_text("Không ký tiếp được trên tệp này")


def lan_agency(world: World) -> int:
    return world.agencies["BG-LN"]


def test_many_are_signed_with_one_pin_and_each_tells_what_became_of_it(
    sign_in: Callable[..., Page], lasting_world: World, agent: AgentServer
) -> None:
    papers = [laid(lasting_world, data=unsigned_pdf(str(n)), title=f"Báo cáo {n}") for n in range(3)]
    minh = sign_in("minh")
    minh.goto(reverse("papers"))
    minh.get_by_label("Chọn mọi tệp chờ ký").check()
    sign_with_device(minh, "Minh", is_first=True)
    expect(minh.get_by_text("Đã ký 3 tệp.")).to_be_visible(timeout=30_000)
    for paper in papers:
        expect(minh.locator(f'[data-result="{paper.pk}"]')).to_contain_text("Đã ký: Minh, mức B-B")


def test_without_an_agent_one_sentence_says_what_to_do(
    sign_in: Callable[..., Page], lasting_world: World, settings: object
) -> None:
    settings.SIGNING_AGENT = "http://127.0.0.1:9"  # type: ignore[attr-defined]
    paper = laid(lasting_world)
    minh = sign_in("minh")
    minh.goto(reverse("paper", args=[paper.pk]))
    # The browser itself complains of an address where nobody listens; that is what is tried here.
    minh.evaluate("void (window.fetch = () => Promise.reject(new TypeError('nobody')))")
    minh.get_by_role("button", name="Ký bằng thiết bị").click()
    expect(minh.get_by_text("Không thấy tác nhân ký trên máy này. Mở chương trình dondoc-agent")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_the_pages_are_accessible_and_fit_the_screen(
    sign_in: Callable[..., Page], lasting_world: World, width: int, scheme: str, settings: object
) -> None:
    settings.SIGNING_P12 = settings.SIGNING_VGCA = True  # type: ignore[attr-defined]
    settings.SIGNING_REMOTE = "http://127.0.0.1:1"  # type: ignore[attr-defined]
    paper = laid(lasting_world)
    page = sign_in("minh", width=width, scheme=scheme)
    for address in (reverse("papers"), reverse("paper", args=[paper.pk])):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details.way').forEach((one) => { one.open = true })")
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
