"""Many whole numbers in few bytes (nén số liệu), so that thousands of sets are added in one go.

A set is written as one large number in base 256^w: cell i is its digit i, below zero too. Adding two such numbers adds
every cell of both, exactly; 17 bits of each digit stay free, so that 65,536 sets fit before one runs over. Measured in
docs/adr/0011-figures-storage.md: 3,321 sets of 1,100 cells are added in 14 ms, cell by cell in 90.

Layout: w (1 byte), number of cells (4), one bit for each cell that is filled, the large number. All little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

FREE_BITS = 17
MOST_SETS = 2 ** (FREE_BITS - 1)
_HEAD = 5


def pack(values: Sequence[int | None]) -> bytes:
    """Cells as bytes; the same cells give the same bytes. None is an empty cell."""
    n = len(values)
    digits = [value or 0 for value in values]
    bits = max((abs(digit).bit_length() for digit in digits), default=0) + FREE_BITS
    width = 4 if bits <= 32 else -(-bits // 64) * 8
    up = b"".join(max(digit, 0).to_bytes(width, "little") for digit in digits)
    down = b"".join(max(-digit, 0).to_bytes(width, "little") for digit in digits)
    whole = int.from_bytes(up, "little") - int.from_bytes(down, "little")
    filled = sum(1 << at for at, value in enumerate(values) if value is not None)
    return b"".join(
        (
            width.to_bytes(1, "little"),
            n.to_bytes(4, "little"),
            filled.to_bytes(-(-n // 8), "little"),
            whole.to_bytes(n * width, "little", signed=True),
        )
    )


def unpack(packed: bytes) -> list[int | None]:
    """The cells; `unpack(pack(cells)) == cells`."""
    adder = Adder()
    adder.add(packed)
    return adder.cells()


class Adder:
    """Sets of equally many cells, added cell by cell; empty cells count as nothing."""

    def __init__(self) -> None:
        self._n = self._filled = self._sets = 0
        self._wholes: dict[int, int] = {}

    def add(self, packed: bytes) -> None:
        """One more set. Raises ValueError for one of another number of cells, or one too many."""
        width, n = packed[0], int.from_bytes(packed[1:_HEAD], "little")
        start = _HEAD + -(-n // 8)
        self._count(n, 1)
        self._filled |= int.from_bytes(packed[_HEAD:start], "little")
        self._wholes[width] = self._wholes.get(width, 0) + int.from_bytes(packed[start:], "little", signed=True)

    def merge(self, other: Adder) -> None:
        """Everything that another one has added."""
        self._count(other._n, other._sets)
        self._filled |= other._filled
        for width, whole in other._wholes.items():
            self._wholes[width] = self._wholes.get(width, 0) + whole

    def cells(self) -> list[int | None]:
        """The sums; None where every set is empty."""
        totals = [0] * self._n
        for width, whole in self._wholes.items():
            half = 1 << (8 * width - 1)
            lifted = whole + int.from_bytes(half.to_bytes(width, "little") * self._n, "little")
            digits = _digits(lifted.to_bytes(self._n * width, "little"), width)
            totals = [total + digit - half for total, digit in zip(totals, digits, strict=True)]
        filled = self._filled
        return [total if filled >> at & 1 else None for at, total in enumerate(totals)]

    def _count(self, n: int, sets: int) -> None:
        if self._sets and n != self._n:
            raise ValueError(f"{n} cells do not fit {self._n}")
        if self._sets + sets > MOST_SETS:
            raise ValueError(f"More than {MOST_SETS} sets")
        self._n, self._sets = n, self._sets + sets


def _digits(data: bytes, width: int) -> Sequence[int]:
    if code := {4: "I", 8: "Q"}.get(width):
        return struct.unpack(f"<{len(data) // width}{code}", data)
    return [int.from_bytes(data[at : at + width], "little") for at in range(0, len(data), width)]
