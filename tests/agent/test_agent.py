"""The signing agent before friends and enemies: pages of other origins, rebound names, replays, wrong PINs."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import stat
from pathlib import Path
from urllib.parse import urlencode

import pytest

from dondoc.agent import main as agent_main
from dondoc.agent.gate import origin_of
from dondoc.agent.main import pairing_code
from dondoc.agent.terminal import TerminalAsker
from dondoc.signing.pades.raw import is_signed
from dondoc.signing.rules.ways import Mechanism
from tests.agent.conftest import CODE, PIN, SERVER, Answer, Running

HASHES = [hashlib.sha256(f"tệp {n}".encode()).digest() for n in range(2)]


def wanted(agent: Running, **changes: object) -> bytes:
    (one,) = agent.ask("GET", "/v1/certificates").json["certificates"]
    items = [{"title": f"Báo cáo {n}", "hash": base64.b64encode(h).decode()} for n, h in enumerate(HASHES)]
    given: dict[str, object] = {
        "request": "yeu-cau-so-0000001",
        "certificate": one["fingerprint"],
        "mechanism": "rsa-pkcs1-sha256",
        "items": items,
    }
    return json.dumps(given | changes).encode()


def asked(agent: Running, **changes: object) -> dict[str, str]:
    told = agent.ask("POST", "/v1/sign", wanted(agent, **changes))
    assert told.status == 202, told.body
    return dict(told.json)


def answered(agent: Running, prompt: str, pin: str = PIN, answer: str = "yes", **headers: str | None) -> Answer:
    path = prompt.removeprefix(agent.own)
    page = agent.ask("GET", path, Origin=None, Authorization=None).body.decode()
    form = re.search(r'name="form" value="([\w-]+)"', page)
    given = {"form": form[1] if form else "", "pin": pin, "answer": answer}
    own = {"Origin": agent.own, "Authorization": None, "Content-Type": "application/x-www-form-urlencoded"}
    return agent.ask("POST", path, urlencode(given).encode(), **(own | headers))


def test_hashes_are_signed_after_the_user_has_seen_them_and_typed_the_pin(agent: Running) -> None:
    (one,) = agent.ask("GET", "/v1/certificates").json["certificates"]
    assert one["name"] == "Nguyễn Văn Minh"
    request = asked(agent)
    assert agent.ask("GET", f"/v1/sign/{request['id']}").json["state"] == "waiting"
    page = agent.ask("GET", request["prompt"].removeprefix(agent.own), Origin=None, Authorization=None)
    shown = page.body.decode()
    for told in (SERVER, "Báo cáo 0", "Báo cáo 1", HASHES[0].hex(), HASHES[1].hex(), "Nguyễn Văn Minh"):
        assert told in shown
    assert "Đã ký 2 tệp" in answered(agent, request["prompt"]).body.decode()
    told = agent.ask("GET", f"/v1/sign/{request['id']}").json
    certificate = base64.b64decode(one["certificate"])
    for digest, value in zip(HASHES, told["signatures"], strict=True):
        assert is_signed(certificate, Mechanism.RSA_PKCS1, digest, base64.b64decode(value))
    assert agent.ask("GET", f"/v1/sign/{request['id']}").status == 404, "handed out once"


def test_pss_is_signed_where_it_is_asked(agent: Running) -> None:
    (one,) = agent.ask("GET", "/v1/certificates").json["certificates"]
    request = asked(agent, mechanism="rsa-pss-sha256")
    answered(agent, request["prompt"])
    value = base64.b64decode(agent.ask("GET", f"/v1/sign/{request['id']}").json["signatures"][0])
    assert is_signed(base64.b64decode(one["certificate"]), Mechanism.RSA_PSS, HASHES[0], value)


@pytest.mark.parametrize(
    "origin", ["https://ke-xau.example", "http://dondoc.tinh.gov.vn", "null", None, SERVER + ".vn"]
)
@pytest.mark.parametrize("path", ["/v1/hello", "/v1/certificates", "/v1/sign/x"])
def test_a_page_from_anywhere_else_gets_nothing(agent: Running, origin: str | None, path: str) -> None:
    told = agent.ask("GET", path, Origin=origin)
    assert told.status == 403
    assert "Access-Control-Allow-Origin" not in told.headers


@pytest.mark.parametrize("host", ["dondoc.tinh.gov.vn", "ke-xau.example:{port}", "127.0.0.1", "127.0.0.1:1", "", None])
@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/hello"), ("POST", "/v1/sign"), ("OPTIONS", "/v1/sign")])
def test_a_name_that_was_made_to_point_here_gets_nothing(
    agent: Running, host: str | None, method: str, path: str
) -> None:
    told = agent.ask(method, path, b"" if method == "POST" else None, Host=host and host.format(port=agent.port))
    assert told.status == 403
    assert "Access-Control-Allow-Origin" not in told.headers


@pytest.mark.parametrize("token", [None, "Bearer ", "Bearer SAIMA", f"Basic {CODE}", f"Bearer {CODE}X", "Bearer é"])
def test_a_browser_that_is_not_paired_is_told_to_pair(agent: Running, token: str | None) -> None:
    told = agent.ask("GET", "/v1/certificates", Authorization=token and token.encode().decode("latin-1"))
    assert told.status == 401
    assert "mã ghép" in told.json["error"]
    assert (
        agent.ask("GET", "/v1/hello", Authorization=token and token.encode().decode("latin-1")).json["paired"] is False
    )


def test_a_code_may_be_typed_with_its_dashes_and_in_small_letters(agent: Running) -> None:
    typed = "-".join(CODE[n : n + 4] for n in range(0, 20, 4)).lower()
    assert agent.ask("GET", "/v1/hello", Authorization=f"Bearer {typed}").json["paired"] is True


def test_a_browser_that_asks_before_it_asks_is_answered_strictly(agent: Running) -> None:
    right = {
        "Authorization": None,
        "Access_Control_Request_Method": "POST",
        "Access_Control_Request_Headers": "authorization, content-type",
        "Access_Control_Request_Private_Network": "true",
    }
    told = agent.ask("OPTIONS", "/v1/sign", **right)
    assert told.status == 204
    assert told.headers["Access-Control-Allow-Origin"] == SERVER
    assert told.headers["Access-Control-Allow-Private-Network"] == "true"
    assert "Access-Control-Allow-Credentials" not in told.headers
    for wrong in (
        {"Origin": "https://ke-xau.example"},
        {"Access_Control_Request_Method": "DELETE"},
        {"Access_Control_Request_Headers": "x-khac"},
    ):
        told = agent.ask("OPTIONS", "/v1/sign", **(right | wrong))  # type: ignore[arg-type]
        assert told.status == 403
        assert "Access-Control-Allow-Methods" not in told.headers


def test_a_request_is_taken_once(agent: Running) -> None:
    asked(agent)
    again = agent.ask("POST", "/v1/sign", wanted(agent))
    assert (again.status, "chỉ dùng một lần" in again.json["error"]) == (400, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"items": []},
        {"items": [{"title": "x", "hash": base64.b64encode(b"x" * 32).decode()}] * 51},
        {"items": [{"title": "x", "hash": base64.b64encode(b"x" * 20).decode()}]},
        {"items": [{"title": "x", "hash": "@@@"}]},
        {"items": [{"title": " ", "hash": base64.b64encode(b"x" * 32).decode()}]},
        {"items": [{"title": "x" * 301, "hash": base64.b64encode(b"x" * 32).decode()}]},
        {"items": [["x"]]},
        {"items": 7},
        {"mechanism": "rsa-pkcs1-sha1"},
        {"mechanism": "ecdsa-sha256"},
        {"certificate": "0" * 64},
        {"certificate": 1},
        {"request": "ngan"},
    ],
)
def test_what_is_no_whole_request_is_refused(agent: Running, changes: dict[str, object]) -> None:
    assert agent.ask("POST", "/v1/sign", wanted(agent, **changes)).status == 400


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"[" * 30_000, b"\xff\xfe"])
def test_any_other_bytes_are_refused_too(agent: Running, body: bytes) -> None:
    assert agent.ask("POST", "/v1/sign", body).status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Length": "65537"},
        {"Content_Length": "9" * 40},
        {"Content_Length": "-1"},
        {"Content_Length": "٣"},
        {"Transfer_Encoding": "chunked"},
    ],
)
def test_what_is_too_large_or_does_not_say_how_large_is_not_read(agent: Running, headers: dict[str, str]) -> None:
    given = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    assert agent.ask("POST", "/v1/sign", None, **given).status == 413


def test_a_wrong_pin_is_told_with_the_tries_that_are_left_and_then_it_is_over(agent: Running) -> None:
    request = asked(agent)
    assert "Còn 2 lần" in answered(agent, request["prompt"], pin="sai").body.decode()
    assert "Còn 1 lần" in answered(agent, request["prompt"], pin="sai").body.decode()
    assert "Chưa ký" in answered(agent, request["prompt"], pin="sai").body.decode()
    assert answered(agent, request["prompt"]).status == 403, "the right one comes too late"
    told = agent.ask("GET", f"/v1/sign/{request['id']}").json
    assert (told["state"], told["signatures"]) == ("refused", [])


def test_who_says_no_is_heard(agent: Running) -> None:
    request = asked(agent)
    answered(agent, request["prompt"], answer="no")
    told = agent.ask("GET", f"/v1/sign/{request['id']}").json
    assert (told["state"], told["error"]) == ("refused", "Người dùng không đồng ý ký.")


def test_only_the_agents_own_page_may_answer(agent: Running) -> None:
    request = asked(agent)
    for origin in (SERVER, "https://ke-xau.example", "null", None):
        assert answered(agent, request["prompt"], Origin=origin).status == 403
    path = request["prompt"].removeprefix(agent.own)
    guessed = urlencode({"form": "doan", "pin": PIN, "answer": "yes"}).encode()
    assert agent.ask("POST", path, guessed, Origin=agent.own).status == 403
    assert agent.ask("GET", f"/v1/sign/{request['id']}").json["state"] == "waiting"


def test_the_page_that_asks_for_the_pin_can_be_framed_by_nobody_and_runs_no_script(agent: Running) -> None:
    prompt = asked(agent)["prompt"].removeprefix(agent.own)
    page = agent.ask("GET", prompt, Origin=None, Authorization=None)
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"
    assert b"<script" not in page.body


def test_a_title_cannot_become_part_of_the_page(agent: Running) -> None:
    title = '<script>alert(1)</script>"\n\u202e'
    items = [{"title": title, "hash": base64.b64encode(HASHES[0]).decode()}]
    prompt = asked(agent, items=items)["prompt"].removeprefix(agent.own)
    shown = agent.ask("GET", prompt, Origin=None, Authorization=None).body.decode()
    assert "<script" not in shown
    assert "\u202e" not in shown


def test_a_request_waits_for_five_minutes(agent: Running) -> None:
    request = asked(agent)
    agent.seconds[0] = 301.0
    assert agent.ask("GET", f"/v1/sign/{request['id']}").status == 404
    assert "Không còn yêu cầu" in answered(agent, request["prompt"]).body.decode()


def test_no_more_than_twenty_wait_at_once(agent: Running) -> None:
    for n in range(20):
        asked(agent, request=f"yeu-cau-so-{n:08d}")
    told = agent.ask("POST", "/v1/sign", wanted(agent))
    assert "quá nhiều yêu cầu" in told.json["error"]


def test_neither_pin_nor_code_comes_out_again(agent: Running, capfd: pytest.CaptureFixture[str]) -> None:
    request = asked(agent)
    told = [answered(agent, request["prompt"], pin="pin-bi-mat"), agent.ask("GET", f"/v1/sign/{request['id']}")]
    assert not any(b"pin-bi-mat" in one.body or CODE.encode() in one.body for one in told)
    assert capfd.readouterr() == ("", "")


def test_in_a_terminal_the_same_is_asked(agent: Running) -> None:
    (listed,) = agent.server.agent.keys.listed()
    said: list[str] = []
    pins = iter(["sai", PIN])
    asker = TerminalAsker(agent.server.agent.keys, said.append, lambda words: "c", lambda words: next(pins))
    one = agent.server.agent.room.find(asked(agent)["id"])
    assert one is not None and one.chosen == listed
    asker.answer(one)
    assert one.state.value == "signed"
    assert any("Còn 2 lần" in line for line in said)
    assert any(HASHES[0].hex() in line for line in said)


def test_the_code_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "nha" / "ma-ghep"
    code = pairing_code(path)
    assert pairing_code(path) == code
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert pairing_code(path, is_new=True) != code


@pytest.mark.parametrize("address", ["dondoc.vn", "http://dondoc.vn", "ftp://dondoc.vn", "https://", ""])
def test_a_server_is_named_by_a_safe_address(address: str) -> None:
    with pytest.raises(ValueError):
        origin_of(address)


def test_an_agent_that_cannot_start_says_everything_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.toml").write_text('servers = ["http://xa.vn"]\nkhac = 1\n')
    assert agent_main.main(["--home", str(tmp_path), "--pkcs11", "/khong/co.so", "--tls-cert", "a"]) == 2
    said = capsys.readouterr().err
    for words in ("http://xa.vn", "khac", "/khong/co.so", "--tls-cert"):
        assert words in said
