"""The limited process (tiến trình kiểm tra): PDFs on standard input, their facts as JSON on standard output.

Run by `dondoc.signing.limited` only. It loads what reading needs once, then has files checked by a copy of itself
(fork) that limits itself first and goes on from file to file. The copy ends with the file that it did not get through
in time, after some files, or when it has grown: no file can exhaust the machine. No Django, no database, no network.

A request is a line of JSON (`Limits` and where to look) and then the bytes; the answer is one line of JSON. The copy
writes one line with the facts and, where words of the pages changed after signing, a second one with both texts: a file
that stops the reader of texts has its facts all the same. An empty line says that it is done, the
word "end" that it is done and leaves.
"""

from __future__ import annotations

import base64
import gc
import json
import logging
import math
import os
import resource
import select
import signal
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from dondoc.signing.pades import quick
from dondoc.signing.pades.package import data_package
from dondoc.signing.pades.reading import read_signatures
from dondoc.signing.pades.texts import with_text_changes
from dondoc.signing.pades.trust import TrustAnchors, read_trust, with_anchors
from dondoc.signing.rules.facts import to_json

PIECE = 1 << 16
DONE, LEAVING = b"\n\n", b"\nend\n"
MOST_FILES = 40  # of one copy: what a file may have left behind reaches no further


@dataclass
class Worker:
    """A limited copy: where it is asked, where it answers, under which limits."""

    pid: int
    requests: int
    answers: int
    limits: tuple[int, int]
    n_served: int = 0

    def end(self) -> int:
        """Make an end of it; how it ended."""
        os.close(self.requests)
        os.close(self.answers)
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


def main() -> None:
    logging.disable()
    quick.install()
    gc.freeze()  # what is loaded now is shared with every copy and not walked through again
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    worker: Worker | None = None
    while line := requests.readline():
        asked = json.loads(line)
        data = requests.read(asked["size"])
        limits = (asked["cpu_seconds"], asked["address_space"])
        if worker is not None and (worker.limits != limits or worker.n_served >= MOST_FILES):
            worker.end()
            worker = None
        worker = worker or _worker(limits)
        told, is_well = _asked(worker, asked, line, data)
        if not is_well:
            told["exit"], worker = worker.end(), None
        elif asked["alone"]:
            worker.end()
            worker = None
        answers.write(json.dumps(told).encode() + b"\n")
        answers.flush()


@lru_cache(maxsize=1)
def _trust(folder: str, anchors: tuple[str, ...]) -> TrustAnchors:
    """Read once and not for each file: these come from the operator, not from outside."""
    return with_anchors(read_trust(Path(folder)), [base64.b64decode(der) for der in anchors])


def _worker(limits: tuple[int, int]) -> Worker:
    """A copy that waits for files."""
    (reading, asking), (telling, writing) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.close(asking)
        os.close(telling)
        _serve(reading, writing, *limits)
    os.close(reading)
    os.close(writing)
    return Worker(child, asking, telling, limits)


def _asked(worker: Worker, asked: dict[str, Any], line: bytes, data: bytes) -> tuple[dict[str, Any], bool]:
    """The facts that the copy found, and whether it is fit for the next file."""
    until = time.monotonic() + asked["wall_seconds"]
    is_taken = _handed(worker.requests, line + data, until)
    output, in_time = _collected(worker.answers, until) if is_taken else (b"", time.monotonic() < until)
    worker.n_served += 1
    whole_lines = output.split(b"\n")[:-1]
    facts = next((json.loads(one) for one in reversed(whole_lines) if one.startswith(b"{")), None)
    return {"facts": facts, "in_time": in_time, "exit": 0}, output.endswith(DONE)


def _handed(target: int, content: bytes, until: float) -> bool:
    """Write everything, in time, to one who still reads."""
    view = memoryview(content)
    os.set_blocking(target, False)
    try:
        while view and (left := until - time.monotonic()) > 0:
            if select.select([], [target], [], left)[1]:
                view = view[os.write(target, view[:PIECE]) :]
    except BrokenPipeError:
        return False
    return not view


def _collected(source: int, until: float) -> tuple[bytes, bool]:
    """Everything that comes until the copy is done, ends, or its time is over; and whether it was in time."""
    output = b""
    while (left := until - time.monotonic()) > 0:
        if select.select([source], [], [], left)[0]:
            piece = os.read(source, PIECE)
            output += piece
            if not piece or output.endswith((DONE, LEAVING)):
                return output, True
    return output, False


def _serve(source: int, target: int, cpu_seconds: int, address_space: int) -> None:
    """What the copy does; it ends here, whatever happens."""
    try:
        limit(cpu_seconds, address_space)
        with os.fdopen(source, "rb") as requests, os.fdopen(target, "wb") as out:
            while line := requests.readline():
                asked = json.loads(line)
                data = requests.read(asked["size"])
                limit_time(cpu_seconds)
                _check(asked, data, out)
                has_grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > address_space // 2
                out.write(b"end\n" if has_grown else b"\n")
                out.flush()
                if has_grown:
                    break
        os._exit(0)
    finally:
        os._exit(1)


def _check(asked: dict[str, Any], data: bytes, out: BinaryIO) -> None:
    if asked.get("package"):
        answer_package(data, asked["package"], out)
        return
    trust = _trust(asked["trust_folder"], tuple(asked["anchors"]))
    answer(data, trust, datetime.fromisoformat(asked["at"]), out)


def limit(cpu_seconds: int, address_space: int) -> None:
    """The bounds of this process; no file is written. The time is given anew for each file (`limit_time`)."""
    limit_time(cpu_seconds)
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(cpu_seconds: int) -> None:
    """So many seconds of processor for the next file. The one who asks looks at the clock on the wall besides."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime) + cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def answer(data: bytes, trust: TrustAnchors, at: datetime, out: BinaryIO) -> None:
    """Write the facts of a file, and once more with both texts where words changed."""
    facts = read_signatures(data, trust, at)
    out.write(json.dumps(to_json(facts)).encode() + b"\n")
    out.flush()
    compared = with_text_changes(facts, data)
    if compared != facts:
        out.write(json.dumps(to_json(compared)).encode() + b"\n")


def answer_package(data: bytes, name: str, out: BinaryIO) -> None:
    """Write the data that a file brings along, or that there is none."""
    found = data_package(data, name)
    told = None if found is None else base64.b64encode(found).decode()
    out.write(json.dumps({"package": told}).encode() + b"\n")


if __name__ == "__main__":
    main()
