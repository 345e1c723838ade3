"""Ask the child for the check of a file (gọi tiến trình con), and take no for an answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass

from dondoc.base.rules.refusals import Refused
from dondoc.documents.rules.checking import Broken, Check

MAX_BYTES = 50_000_000
# Nothing of the installation (keys, database address) is handed to the child.
HANDED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")
REASONS = {
    "locked": "Tệp có đặt mật khẩu. Lưu lại bản không mật khẩu.",
    "scan": "Tệp PDF không có lớp chữ (bản quét), nên không đo được thể thức. Dùng bản điện tử gốc.",
    "empty": "Văn bản không có chữ nào.",
    "large": "Tệp giải nén ra quá lớn.",
    "broken": "Không đọc được tệp: tệp hỏng, hoặc không đúng dạng .docx, .pdf. Lưu lại rồi kiểm tra lại.",
}
TOO_LONG = "Không đọc được tệp: quá thời gian cho phép. Xuất lại tệp rồi kiểm tra lại."


class CannotLookAtFile(Refused):
    """Refused: the file is neither a DOCX nor a PDF whose lines can be read."""


@dataclass(frozen=True)
class Limits:
    """Bounds of one reading: processor seconds, bytes of address space, seconds on the wall."""

    cpu_seconds: int = 40
    address_space: int = 1536 * 1024**2
    wall_seconds: float = 60


LIMITS = Limits()


def check_file(data: bytes, limits: Limits = LIMITS) -> Check:
    """Facts and broken rules of a .docx or .pdf of anybody. Takes seconds: hold no lock. Raises CannotLookAtFile."""
    kind = _kind_of(data)
    try:
        # -P: the working folder is not searched for modules.
        child = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [
                *(sys.executable, "-P", "-m", "dondoc.documents.paper_facts.child"),
                *(kind, str(limits.cpu_seconds), str(limits.address_space)),
            ],
            input=data,
            capture_output=True,
            timeout=limits.wall_seconds,
            env={name: os.environ[name] for name in HANDED_ON if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotLookAtFile(TOO_LONG) from None
    if child.returncode != 0:
        raise CannotLookAtFile(REASONS["broken"])
    answer = json.loads(child.stdout)
    told = answer["check"]
    if answer["refused"]:
        raise CannotLookAtFile(REASONS[answer["refused"]])
    return Check(told["kind"], told["facts"], tuple(Broken(**broken) for broken in told["broken"]))


def _kind_of(data: bytes) -> str:
    """'docx' or 'pdf', told by the first bytes and not by the name."""
    if not data:
        raise CannotLookAtFile("Tệp trống.")
    if len(data) > MAX_BYTES:
        raise CannotLookAtFile(f"Tệp lớn quá {MAX_BYTES // 1_000_000} MB.")
    if data.startswith(b"PK"):
        return "docx"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotLookAtFile("Tệp là Word đời cũ (.doc) hoặc có đặt mật khẩu. Lưu lại dạng .docx, không mật khẩu.")
    raise CannotLookAtFile("Tệp không phải .docx hoặc .pdf.")
