"""The limited process (tiến trình kiểm tra): PDFs on standard input, their facts as JSON on standard output.

Run by `dondoc.signing.limited` only. It loads what reading needs once, then checks each file in a copy of itself
(fork) that limits itself first, so that no file can exhaust the machine or leave anything behind for the next.
No Django, no database, no network.

A request is a line of JSON (`Limits` and where to look) and then the bytes; the answer is one line of JSON. The copy
writes one line with the facts and, where words of the pages changed after signing, a second one with both texts: a file
that stops the reader of texts has its facts all the same.
"""

from __future__ import annotations

import base64
import gc
import json
import logging
import os
import resource
import select
import signal
import sys
import time
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from dondoc.signing.pades.package import data_package
from dondoc.signing.pades.reading import read_signatures
from dondoc.signing.pades.texts import with_text_changes
from dondoc.signing.pades.trust import TrustAnchors, read_trust, with_anchors
from dondoc.signing.rules.facts import to_json

PIECE = 1 << 16


def main() -> None:
    logging.disable()
    gc.freeze()  # what is loaded now is shared with every copy and not walked through again
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := requests.readline():
        asked = json.loads(line)
        data = requests.read(asked["size"])
        trust = _trust(asked["trust_folder"], tuple(asked["anchors"]))
        answers.write(json.dumps(_in_a_copy(asked, data, trust)).encode() + b"\n")
        answers.flush()


@lru_cache(maxsize=1)
def _trust(folder: str, anchors: tuple[str, ...]) -> TrustAnchors:
    """Read once and not for each file: these come from the operator, not from outside."""
    return with_anchors(read_trust(Path(folder)), [base64.b64decode(der) for der in anchors])


def _in_a_copy(asked: dict[str, Any], data: bytes, trust: TrustAnchors) -> dict[str, Any]:
    """The facts that a limited copy found, or how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _check(asked, data, trust, writing)
    os.close(writing)
    output, in_time = _collected(reading, time.monotonic() + asked["wall_seconds"])
    os.close(reading)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    whole_lines = output.split(b"\n")[:-1]
    facts = json.loads(whole_lines[-1]) if whole_lines else None
    return {"facts": facts, "in_time": in_time, "exit": os.waitstatus_to_exitcode(status)}


def _collected(source: int, until: float) -> tuple[bytes, bool]:
    """Everything that comes until the other end closes, or until the time is over; and which of the two it was."""
    output = b""
    while (left := until - time.monotonic()) > 0:
        if select.select([source], [], [], left)[0]:
            piece = os.read(source, PIECE)
            if not piece:
                return output, True
            output += piece
    return output, False


def _check(asked: dict[str, Any], data: bytes, trust: TrustAnchors, target: int) -> None:
    """What the copy does; it ends here, whatever happens."""
    try:
        limit(asked["cpu_seconds"], asked["address_space"])
        with os.fdopen(target, "wb") as out:
            if asked.get("package"):
                answer_package(data, asked["package"], out)
            else:
                answer(data, trust, datetime.fromisoformat(asked["at"]), out)
        os._exit(0)
    finally:
        os._exit(1)


def limit(cpu_seconds: int, address_space: int) -> None:
    """For good: neither this process nor anything read in it can raise the limits again. No file is written."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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
