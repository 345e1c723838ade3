"""Check a file in a process of its own with bounds (tiến trình kiểm tra có giới hạn).

A file from outside may send any parser round in circles or through all memory. The process that takes
reports in must not go with it: the reading happens in a child with limits, and what the child cannot
answer is a fact too, "không kiểm tra được".
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

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

    cpu_seconds: int = 4
    address_space: int = 480 * 1024**2
    wall_seconds: float = 4.6


LIMITS = Limits()


def verify_file(
    data: bytes, trust_folder: Path, at: datetime, limits: Limits = LIMITS
) -> tuple[DocumentFacts, Verdict]:
    """Facts and verdict of a file, checked for a moment. Takes up to `limits.wall_seconds`: hold no lock."""
    facts = _asked(data, trust_folder, at, limits)
    return facts, verdict(facts)


def _asked(data: bytes, trust_folder: Path, at: datetime, limits: Limits) -> DocumentFacts:
    arguments = [str(trust_folder.resolve()), at.isoformat(), str(limits.cpu_seconds), str(limits.address_space)]
    try:
        # -P: the working folder is not searched for modules.
        child = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-P", "-m", "dondoc.signing.verifier", *arguments],
            input=data,
            capture_output=True,
            timeout=limits.wall_seconds,
            env={name: os.environ[name] for name in HANDED_ON if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        return last_answer(error.stdout) or unchecked(data, at, TOO_LONG)
    answer = last_answer(child.stdout)
    return answer or unchecked(data, at, BROKEN_OFF, f"exit {child.returncode}: {_last_line(child.stderr)}")


def last_answer(output: bytes | None) -> DocumentFacts | None:
    """The facts of the last whole line that a child wrote; None where it came to none."""
    whole_lines = (output or b"").split(b"\n")[:-1]
    return from_json(json.loads(whole_lines[-1])) if whole_lines else None


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


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode(errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else ""
