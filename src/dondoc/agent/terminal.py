"""Consent and PIN in the window that the agent runs in (hỏi ở cửa sổ lệnh), one request after another."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Thread

from dondoc.agent.consent import agree, decline
from dondoc.agent.keys import Keys
from dondoc.agent.waiting import State, Waiting


class TerminalAsker:
    """Asks where the agent was started; what is typed there is seen by nobody else."""

    def __init__(
        self, keys: Keys, say: Callable[[str], object], read: Callable[[str], str], read_secret: Callable[[str], str]
    ) -> None:
        self._keys, self._say, self._read, self._read_secret = keys, say, read, read_secret
        self._turn = Lock()

    def ask(self, one: Waiting) -> None:
        """Begin to ask; returns at once."""
        Thread(target=self.answer, args=(one,), daemon=True).start()

    def answer(self, one: Waiting) -> None:
        """Show what is to be signed, ask, sign."""
        with self._turn:
            told = one.chosen.told()
            self._say(f"\n{one.request.server} yêu cầu ký {len(one.request.items)} tệp bằng chứng thư {told['name']}:")
            for item in one.request.items:
                self._say(f"  {item.title}\n    SHA-256 {item.hash.hex()}")
            if self._read("Đồng ý ký? (c/k) ").strip().lower() not in ("c", "có", "co"):
                decline(one)
            while one.state is State.WAITING:
                problem = agree(one, self._keys, self._read_secret("Mã PIN: "))
                if problem:
                    self._say(problem)
            self._say("Đã ký." if one.state is State.SIGNED else one.reason)
