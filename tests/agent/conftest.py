"""An agent that listens on a free port with a key file in place of a token, and a browser's way of asking it."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from dondoc.agent.keys import FileKeys, Keys
from dondoc.agent.main import Settings, listening
from dondoc.agent.server import AgentServer
from dondoc.agent.waiting import WaitingRoom
from dondoc.signing.pki import p12_bytes
from tests.signing.cast import Cast, make_cast
from tests.signing.conftest import SOFTHSM

# Without a token in software there is nothing to sign with; .ci/run sees to it that there is one.
collect_ignore = [] if SOFTHSM.name and shutil.which("softhsm2-util") else ["test_device.py"]
SERVER = "https://dondoc.tinh.gov.vn"
CODE, PIN = "ABCDEFGHJKMNPQRSTUVW", "thu-pin-2026"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Running:
    """One agent, and the clock that its requests wait by."""

    server: AgentServer
    seconds: list[float] = field(default_factory=lambda: [0.0])

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    @property
    def own(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str | None) -> Answer:
        """As a paired browser on a page of the server asks, unless headers say otherwise; None leaves one out."""
        given: dict[str, str | None] = {
            "Host": f"127.0.0.1:{self.port}",
            "Origin": SERVER,
            "Authorization": f"Bearer {CODE}",
            "Content-Type": "application/json",
        }
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in given.items():
            if value is not None:
                connection.putheader(name, value)
        if body is not None and "Content-Length" not in given:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        told = Answer(answer.status, dict(answer.getheaders()), answer.read())
        connection.close()
        return told


def running(keys: Keys) -> Iterator[Running]:
    server = listening(Settings(frozenset({SERVER}), (), 0, True, None), CODE, keys)
    here = Running(server)
    object.__setattr__(server.agent, "room", WaitingRoom(lambda: here.seconds[0]))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield here
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def agent(cast: Cast, tmp_path: Path) -> Iterator[Running]:
    path = tmp_path / "minh.p12"
    path.write_bytes(p12_bytes(cast.minh, PIN.encode()))
    yield from running(FileKeys(path, PIN.encode()))
