"""The agent's ear (máy chủ loopback): HTTP on this machine alone, every request through the gate.

GET  /v1/hello                 is there an agent, is this browser paired
GET  /v1/certificates          what may be chosen
POST /v1/sign                  hashes to sign; answers with the address of the page where the user is asked
GET  /v1/sign/<id>             what has become of it; signatures are handed out once
GET, POST /dong-y/<id>         the agent's own page: consent and PIN
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from typing import Any
from urllib.parse import parse_qs

from dondoc.agent import page
from dondoc.agent.asked import BadRequest, read_request
from dondoc.agent.consent import agree, decline
from dondoc.agent.gate import NOT_PAIRED, WRONG_HOST, WRONG_ORIGIN, Gate
from dondoc.agent.keys import Keys
from dondoc.agent.waiting import State, Waiting, WaitingRoom
from dondoc.signing.cannot import CannotSign

LARGEST_BODY = 64 * 1024
SECONDS = 10
API, CONSENT = "/v1/", "/dong-y/"


@dataclass(frozen=True)
class Agent:
    """Everything that a request meets. `ask`: told of each new request, where the user is not asked on a page."""

    gate: Gate
    keys: Keys
    room: WaitingRoom
    ask: Callable[[Waiting], None] | None = None


class AgentServer(ThreadingHTTPServer):
    daemon_threads = True
    agent: Agent


class Handler(BaseHTTPRequestHandler):
    """One request. Nothing of it is logged: titles and PINs stay out of every file."""

    server: AgentServer
    timeout = SECONDS
    server_version, sys_version = "dondoc-agent", ""
    protocol_version = "HTTP/1.1"

    def do_OPTIONS(self) -> None:
        answer = self.server.agent.gate.preflight(dict(self.headers.items())) if self._is_here() else None
        if answer is None:
            self._say(403, {"error": WRONG_ORIGIN})
        else:
            self._send(204, b"", answer)

    def do_GET(self) -> None:
        if not self._is_here():
            self._say(403, {"error": WRONG_HOST})
        elif self.path.startswith(CONSENT):
            one = self.server.agent.room.find(self.path.removeprefix(CONSENT))
            self._show(page.gone_page() if one is None else self._page_of(one), 404 if one is None else 200)
        elif self.path == f"{API}hello" and self._is_from_server():
            is_paired = self.server.agent.gate.is_paired(self.headers.get("Authorization", ""))
            self._say(200, {"agent": "dondoc-agent", "version": version("dondoc"), "paired": is_paired})
        elif self._is_welcome():
            self._answer_get()

    def do_POST(self) -> None:
        body = self._body()
        if not self._is_here():
            self._say(403, {"error": WRONG_HOST})
        elif body is None:
            self.close_connection = True
            self._say(413, {"error": "Yêu cầu quá lớn hoặc không rõ độ dài."})
        elif self.path.startswith(CONSENT):
            self._take_answer(body)
        elif self._is_welcome():
            self._take_in(body) if self.path == f"{API}sign" else self._say(404, {"error": "Không có việc này."})

    def _answer_get(self) -> None:
        agent, asked = self.server.agent, self.path
        if asked == f"{API}certificates":
            try:
                self._say(200, {"certificates": [one.told() for one in agent.keys.listed()]})
            except CannotSign as refused:
                self._say(409, {"error": "; ".join(r.message for r in refused.reasons)})
            return
        one = agent.room.hand_out(asked.removeprefix(f"{API}sign/"), self.headers.get("Origin", ""))
        if not asked.startswith(f"{API}sign/") or one is None:
            self._say(404, {"error": "Không còn yêu cầu ký này; bấm ký lại."})
            return
        signatures = [base64.b64encode(value).decode() for value in one.signatures]
        self._say(200, {"state": one.state.value, "error": one.reason, "signatures": signatures})

    def _take_in(self, body: bytes) -> None:
        agent = self.server.agent
        try:
            request = read_request(body, self.headers.get("Origin", ""))
            listed = {one.fingerprint: one for one in agent.keys.listed()}
            chosen = listed.get(request.fingerprint)
            if chosen is None or request.mechanism not in chosen.mechanisms:
                raise BadRequest("Không có chứng thư này trên thiết bị đang cắm, hoặc cơ chế ký không hợp với nó.")
            one = agent.room.take_in(request, chosen)
        except BadRequest as wrong:
            self._say(400, {"error": str(wrong)})
            return
        except CannotSign as refused:
            self._say(409, {"error": "; ".join(r.message for r in refused.reasons)})
            return
        if agent.ask is not None:
            agent.ask(one)
        prompt = "" if agent.ask is not None else f"{agent.gate.own_origin}{CONSENT}{one.id}"
        self._say(202, {"id": one.id, "prompt": prompt})

    def _take_answer(self, body: bytes) -> None:
        """The form of the agent's own page; from any other page it is not taken."""
        agent = self.server.agent
        one = agent.room.find(self.path.removeprefix(CONSENT))
        given = {name: values[0] for name, values in parse_qs(body.decode(errors="replace")).items()}
        if one is None:
            self._show(page.gone_page(), 404)
        elif not agent.gate.is_own_page(self.headers.get("Origin", "")) or given.get("form") != one.form:
            self._say(403, {"error": "Chỉ trang của chính tác nhân ký được trả lời."})
        elif given.get("answer") == "yes":
            problem = agree(one, agent.keys, given.get("pin", ""))
            self._show(page.consent_page(one, problem) if problem else self._page_of(one))
        else:
            decline(one)
            self._show(self._page_of(one))

    def _page_of(self, one: Waiting) -> str:
        return page.consent_page(one) if one.state is State.WAITING else page.done_page(one)

    def _is_here(self) -> bool:
        return self.server.agent.gate.is_own_host(self.headers.get("Host", ""))

    def _is_from_server(self) -> bool:
        return self.server.agent.gate.is_server(self.headers.get("Origin", ""))

    def _is_welcome(self) -> bool:
        """From a configured server's page in a paired browser; else the answer has been given."""
        if not self._is_from_server():
            self._say(403, {"error": WRONG_ORIGIN})
            return False
        if not self.server.agent.gate.is_paired(self.headers.get("Authorization", "")):
            self._say(401, {"error": NOT_PAIRED})
            return False
        return True

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if "Transfer-Encoding" in self.headers or not (length.isascii() and length.isdigit()):
            return None
        return self.rfile.read(int(length)) if len(length) < 9 and int(length) <= LARGEST_BODY else None

    def _say(self, status: int, told: dict[str, Any]) -> None:
        data = json.dumps(told, ensure_ascii=False).encode()
        self._send(status, data, {"Content-Type": "application/json; charset=utf-8"})

    def _show(self, html: str, status: int = 200) -> None:
        self._send(status, html.encode(), page.HEADERS)

    def _send(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        origin = self.headers.get("Origin", "")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if self._is_here() and self.server.agent.gate.is_server(origin):
            self.send_header("Access-Control-Allow-Origin", origin)
        self.send_header("Vary", "Origin")
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""
