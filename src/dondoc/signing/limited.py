"""Check files in a process of its own with bounds (tiến trình kiểm tra có giới hạn).

A file from outside may send any parser round in circles or through all memory. The process that takes
reports in must not go with it: the reading happens in a child with limits, and what the child cannot
answer is a fact too, "không kiểm tra được".
"""

from __future__ import annotations

import atexit
import base64
import hashlib
import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from dondoc.signing.rules.facts import DocumentFacts, from_json
from dondoc.signing.rules.indications import Verdict
from dondoc.signing.rules.verdicts import verdict

# Nothing of the installation (keys, database address) is handed to the child.
HANDED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")
TOO_LONG = "Không kiểm tra được chữ ký số: quá thời gian cho phép; hãy xuất lại tệp PDF, ký lại và gửi lại."
BROKEN_OFF = "Không kiểm tra được chữ ký số: chương trình kiểm tra dừng giữa chừng; hãy xuất lại tệp PDF và ký lại."


@dataclass(frozen=True)
class Limits:
    """Bounds of one check: processor seconds, bytes of address space, seconds on the wall."""

    cpu_seconds: int = 3
    address_space: int = 480 * 1024**2
    wall_seconds: float = 3.5


LIMITS = Limits()


@dataclass(frozen=True)
class Trust:
    """Whom chains must lead to: a folder of roots, and certificates (DER) kept elsewhere."""

    folder: Path
    anchors: tuple[bytes, ...] = ()


class Checker:
    """One child that goes on from file to file; each is checked in a limited copy of it.

    `is_alone`: every file has a copy to itself, and nothing of one that somebody brought reaches another's.
    """

    def __init__(self, *, is_alone: bool = False) -> None:
        self.is_alone = is_alone
        # -P: the working folder is not searched for modules.
        self.child = subprocess.Popen(
            [sys.executable, "-P", "-m", "dondoc.signing.verifier"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in HANDED_ON if name in os.environ},
        )

    def facts(self, data: bytes, trust: Trust, at: datetime, limits: Limits = LIMITS) -> DocumentFacts:
        """The facts of a file, checked for a moment; in bounded time."""
        told = self._told(data, trust, limits, at=at.isoformat())
        if told["facts"] is not None:
            return from_json(told["facts"])
        return unchecked(data, at, BROKEN_OFF if told["in_time"] else TOO_LONG, f"exit {told['exit']}")

    def package(self, data: bytes, name: str, limits: Limits = LIMITS) -> bytes | None:
        """The data of that name that a PDF brings along; None where it brings none that can be read in time."""
        told = self._told(data, Trust(Path()), limits, package=name)["facts"]
        found = told["package"] if told else None
        return base64.b64decode(found) if found is not None else None

    def _told(self, data: bytes, trust: Trust, limits: Limits, **asked: str) -> dict[str, Any]:
        header: dict[str, Any] = asdict(limits) | {
            "size": len(data),
            "trust_folder": str(trust.folder.resolve()),
            "anchors": [base64.b64encode(der).decode() for der in trust.anchors],
            "alone": self.is_alone,
            **asked,
        }
        line = self._answer(json.dumps(header).encode() + b"\n", data)
        told: dict[str, Any] = json.loads(line) if line else {"facts": None, "in_time": True, "exit": self.child.poll()}
        return told

    def _answer(self, header: bytes, data: bytes) -> bytes:
        requests, answers = self.child.stdin, self.child.stdout
        if requests is None or answers is None:
            return b""
        try:
            requests.write(header)
            requests.write(data)
            requests.flush()
        except BrokenPipeError:
            return b""
        return answers.readline()

    @property
    def is_well(self) -> bool:
        return self.child.poll() is None

    def close(self) -> None:
        """Let it end; it has nothing to finish."""
        self.child.kill()
        for end in (self.child.stdin, self.child.stdout):
            if end is not None:
                end.close()
        self.child.wait()


# Children that have loaded what reading needs and wait for the next file, in this process alone.
_waiting: deque[Checker] = deque()
MOST_WAITING = 2
os.register_at_fork(after_in_child=_waiting.clear)


@contextmanager
def checker() -> Iterator[Checker]:
    """A child for as long as it is needed; then it waits for the next one, unless anything went wrong."""
    child = _taken()
    try:
        yield child
    except BaseException:
        child.close()  # an answer may still be on its way, and it is not for the next file
        raise
    if child.is_well and len(_waiting) < MOST_WAITING:
        _waiting.append(child)
    else:
        child.close()


def _taken() -> Checker:
    while _waiting:
        try:
            child = _waiting.pop()
        except IndexError:  # another thread was quicker
            break
        if child.is_well:
            return child
        child.close()
    return Checker(is_alone=True)


@atexit.register
def _let_go() -> None:
    while _waiting:
        _waiting.pop().close()


def verify_file(
    data: bytes, trust_folder: Path, at: datetime, limits: Limits = LIMITS, anchors: tuple[bytes, ...] = ()
) -> tuple[DocumentFacts, Verdict]:
    """Facts and verdict of a file, checked for a moment. Takes up to five seconds: hold no lock."""
    with checker() as child:
        facts = child.facts(data, Trust(trust_folder, anchors), at, limits)
    return facts, verdict(facts)


def package_of(data: bytes, name: str) -> bytes | None:
    """The data of that name attached to a PDF (gói dữ liệu đính kèm), read in a limited child."""
    with checker() as child:
        return child.package(data, name)


def verify_many(
    files: Sequence[bytes], trust: Trust, at: datetime, n_children: int | None = None
) -> Iterator[DocumentFacts]:
    """The facts of many files in their order, checked by as many children as there are processors."""
    n = n_children or os.cpu_count() or 1
    free: SimpleQueue[Checker] = SimpleQueue()
    children = [Checker() for _ in range(n)]
    for child in children:
        free.put(child)

    def checked(data: bytes) -> DocumentFacts:
        child = free.get()
        try:
            return child.facts(data, trust, at)
        finally:
            free.put(child)

    try:
        with ThreadPoolExecutor(n) as threads:
            yield from threads.map(checked, files)
    finally:
        for child in children:
            child.close()


def unchecked(data: bytes, at: datetime, reason: str, detail: str = "") -> DocumentFacts:
    """Facts of a file whose check did not come to its end."""
    return DocumentFacts(
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        checked_at=at,
        software=f"pyHanko {version('pyhanko')}",
        unchecked=(reason,),
        library_says=detail,
    )
