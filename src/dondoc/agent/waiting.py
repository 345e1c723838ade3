"""Requests that wait for the user's word (yêu cầu chờ đồng ý): in memory only, not for long, each answered once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock

from dondoc.agent.asked import BadRequest, SignRequest
from dondoc.agent.keys import Listed

LASTS = 300.0  # seconds
MOST_WAITING = 20
MOST_REMEMBERED = 10_000
MOST_WRONG_PINS = 3


class State(StrEnum):
    WAITING = "waiting"
    SIGNED = "signed"
    REFUSED = "refused"


@dataclass
class Waiting:
    """One request, whose page the user sees. `form`: what the agent's own page must send back with its answer."""

    request: SignRequest
    chosen: Listed
    until: float
    id: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    form: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    state: State = State.WAITING
    signatures: tuple[bytes, ...] = ()
    reason: str = ""
    n_wrong: int = 0
    turn: Lock = field(default_factory=Lock)

    def refuse(self, reason: str) -> None:
        self.state, self.reason = State.REFUSED, reason


class WaitingRoom:
    """All requests of this agent. `clock`: seconds that only go forward."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._lock = clock, Lock()
        self._waiting: dict[str, Waiting] = {}
        self._seen: dict[tuple[str, str], None] = {}

    def take_in(self, request: SignRequest, chosen: Listed) -> Waiting:
        """Raises BadRequest for a request that came before, or when too many wait."""
        with self._lock:
            self._forget_old()
            if (request.server, request.nonce) in self._seen:
                raise BadRequest("Yêu cầu ký này đã gửi một lần; mỗi yêu cầu chỉ dùng một lần.")
            if len(self._waiting) >= MOST_WAITING:
                raise BadRequest("Đang có quá nhiều yêu cầu chờ; trả lời các yêu cầu trước đã.")
            if len(self._seen) >= MOST_REMEMBERED:
                self._seen.pop(next(iter(self._seen)))
            self._seen[request.server, request.nonce] = None
            one = Waiting(request, chosen, self._clock() + LASTS)
            self._waiting[one.id] = one
            return one

    def find(self, id: str) -> Waiting | None:
        """A request that is still known; None for all else."""
        with self._lock:
            self._forget_old()
            return self._waiting.get(id)

    def hand_out(self, id: str, server: str) -> Waiting | None:
        """The same for the server that asked; an answer is handed out once and then forgotten."""
        one = self.find(id)
        if one is None or one.request.server != server:
            return None
        if one.state is not State.WAITING:
            with self._lock:
                self._waiting.pop(id, None)
        return one

    def _forget_old(self) -> None:
        for id in [id for id, one in self._waiting.items() if one.until <= self._clock()]:
            del self._waiting[id]
