"""Where a signature's look stands (vị trí hình chữ ký, con dấu), found in a process with limits.

The pages were laid down by somebody; reading their words may take any parser for ever. What the child cannot tell in
time is not signed with a look.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum

from dondoc.signing.cannot import CannotSign
from dondoc.signing.pades.places import Place
from dondoc.signing.pades.wish import NOT_SIGNABLE

HANDED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL")


class Kind(StrEnum):
    """What is to be placed (hình gì): beside the signer's name, over the signature, at the top of an annex."""

    SIGNATURE = "signature"
    SEAL = "seal"
    MARK = "mark"


@dataclass(frozen=True)
class Limits:
    """Bounds of one search: processor seconds, bytes of address space, seconds on the wall."""

    cpu_seconds: int = 10
    address_space: int = 700 * 1024**2
    wall_seconds: float = 20


LIMITS = Limits()


def find_place(data: bytes, kind: Kind, size: tuple[float, float], name: str = "", limits: Limits = LIMITS) -> Place:
    """The box on a page for a look of that size (width, height: of an image only their ratio counts).

    Raises CannotSign where the file cannot be read within the limits.
    """
    asked = {"kind": kind.value, "size": size, "name": name, "cpu": limits.cpu_seconds, "space": limits.address_space}
    try:
        told = subprocess.run(
            [sys.executable, "-P", "-m", "dondoc.signing.pades.placing"],
            input=json.dumps(asked).encode() + b"\n" + data,
            capture_output=True,
            timeout=limits.wall_seconds,
            env={name: os.environ[name] for name in HANDED_ON if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotSign(NOT_SIGNABLE) from None
    if told.returncode != 0:
        raise CannotSign(NOT_SIGNABLE)
    page, box, is_found = json.loads(told.stdout)
    left, bottom, right, top = box
    return Place(page, (left, bottom, right, top), is_found=is_found)


def main() -> None:
    asked = json.loads(sys.stdin.buffer.readline())
    _limit(asked["cpu"], asked["space"])
    place = _found(sys.stdin.buffer.read(), Kind(asked["kind"]), asked["size"], asked["name"])
    sys.stdout.write(json.dumps([place.page, place.box, place.is_found]))


def _limit(cpu_seconds: int, address_space: int) -> None:
    """For good: nothing that is read in this process can raise the limits again. No file is written."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _found(data: bytes, kind: Kind, size: tuple[float, float], name: str) -> Place:
    from io import BytesIO

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    from dondoc.signing.pades.places import place_of_mark, place_of_seal, place_of_signature

    width, height = size
    if kind is Kind.MARK:
        return place_of_mark(data, width, height)
    if kind is Kind.SEAL:
        reader = IncrementalPdfFileWriter(BytesIO(data), strict=False).prev
        return place_of_seal(reader, name, data, width / height)
    return place_of_signature(data, name, width / height)


if __name__ == "__main__":
    main()
