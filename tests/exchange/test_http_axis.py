"""A service as the axis, against one that listens on this machine: its answers good, bad, slow and endless."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dondoc.exchange.axes import AxisFailed, HttpAxis

NAME = "a" * 64


class Service(ThreadingHTTPServer):
    """Keeps what it is sent; `answers` puts a word of its own in the place of the usual one."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.kept: dict[str, bytes] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.is_over = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has read enough goes away; that is no error."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/edoc"


class Handler(BaseHTTPRequestHandler):
    server: Service

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        code, told = self.server.answers.get(f"{self.command} {self.path}", (0, b""))
        if code == -1:  # never answers
            self.server.is_over.wait()
            return
        if not code:
            code, told = self.usual(body)
        self.send_response(code)
        if code in (301, 302):
            self.send_header("Location", told.decode())
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def usual(self, body: bytes) -> tuple[int, bytes]:
        name = self.path.removeprefix("/edoc/messages/")
        if self.command == "PUT":
            is_there = name in self.server.kept
            self.server.kept.setdefault(name, body)
            return (409, b"") if is_there else (201, b"")
        if self.command == "POST":
            self.server.kept[f"{name} told"] = body
            return 200, b"{}"
        if self.path == "/edoc/messages":
            return 200, json.dumps({"messages": sorted(self.server.kept)}).encode()
        return (200, self.server.kept[name]) if name in self.server.kept else (404, b"")

    do_GET = do_PUT = do_POST = answer  # noqa: N815 - names of the standard library

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing on the terminal."""


@pytest.fixture
def service() -> Iterator[Service]:
    server = Service()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.is_over.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def axis(service: Service) -> HttpAxis:
    return HttpAxis(service.address, "khoa-thu", timeout=10)


def test_a_message_is_handed_over_with_its_receiver_and_twice_does_no_harm(service: Service, axis: HttpAxis) -> None:
    for _ in range(2):
        axis.send("H05.12", NAME, b"<a/>")
    assert service.kept == {NAME: b"<a/>"}
    method, path, headers = service.asked[0]
    assert (method, path, headers["X-Receiver"]) == ("PUT", f"/edoc/messages/{NAME}", "H05.12")
    assert headers["Authorization"].startswith("Bearer ")


def test_what_waits_is_fetched_and_taken_off(service: Service, axis: HttpAxis) -> None:
    service.kept["m1"] = b"<m/>"
    assert axis.waiting() == ["m1"]
    assert axis.fetch("m1") == b"<m/>"
    axis.finish("m1")
    axis.finish("m1", "Gửi nhầm")
    assert json.loads(service.kept["m1/result told"]) == {"received": False, "reasons": "Gửi nhầm"}


@pytest.mark.parametrize("code", [400, 401, 500, 503])
def test_a_refusal_of_the_service_is_told_with_its_code(service: Service, axis: HttpAxis, code: int) -> None:
    service.answers[f"PUT /edoc/messages/{NAME}"] = (code, b"<html>")
    with pytest.raises(AxisFailed, match=f"mã lỗi {code}"):
        axis.send("H05.12", NAME, b"<a/>")


def test_documents_and_token_follow_no_redirect(service: Service, axis: HttpAxis) -> None:
    service.answers["GET /edoc/messages"] = (302, f"{service.address}/elsewhere".encode())
    with pytest.raises(AxisFailed, match="mã lỗi 302"):
        axis.waiting()
    assert [path for _, path, _ in service.asked] == ["/edoc/messages"]


@pytest.mark.parametrize(
    "told", [b"not json", b"[]", b'{"messages": 1}', b'{"messages": ["../x"]}', b'{"messages": [1]}']
)
def test_a_list_that_is_none_is_refused(service: Service, axis: HttpAxis, told: bytes) -> None:
    service.answers["GET /edoc/messages"] = (200, told)
    with pytest.raises(AxisFailed):
        axis.waiting()


def test_an_answer_without_end_is_read_only_so_far(service: Service, axis: HttpAxis) -> None:
    service.answers["GET /edoc/messages"] = (200, b"[" * 5_000_000)
    with pytest.raises(AxisFailed, match="không đọc được"):
        axis.waiting()


def test_a_service_that_does_not_answer_is_given_up(service: Service) -> None:
    service.answers["GET /edoc/messages"] = (-1, b"")
    with pytest.raises(AxisFailed, match="không trả lời"):
        HttpAxis(service.address, timeout=0.2).waiting()


def test_a_service_that_is_not_there_is_told_in_words(service: Service) -> None:
    nowhere = HttpAxis("http://127.0.0.1:1/edoc", timeout=5)
    with pytest.raises(AxisFailed, match="Không nối được"):
        nowhere.send("H05.12", NAME, b"<a/>")
