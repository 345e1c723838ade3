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
        self._head = b""  # of the sets added last: width and number of cells
        self._start = self._sets = self._filled = self._whole = 0
        # Large numbers of other widths, by head.
        self._others: dict[bytes, int] = {}

    def add(self, packed: bytes) -> None:
        """One more set. Raises ValueError for one of another number of cells, or one too many."""
        if packed[:_HEAD] != self._head:
            self._turn_to(packed[:_HEAD])
        self._count(1)
        self._filled |= int.from_bytes(packed[_HEAD : self._start], "little")
        self._whole += int.from_bytes(packed[self._start :], "little", signed=True)

    def merge(self, other: Adder) -> None:
        """Everything that another one has added."""
        for head, whole in (*other._others.items(), (other._head, other._whole)):
            if head:
                self._turn_to(head)
                self._whole += whole
        self._count(other._sets)
        self._filled |= other._filled

    def cells(self) -> list[int | None]:
        """The sums; None where every set is empty."""
        n = _n(self._head)
        parts = [_digits(head, whole) for head, whole in (*self._others.items(), (self._head, self._whole)) if head]
        totals = parts[0] if len(parts) == 1 else list(map(sum, zip(*parts, strict=True)))
        filled = self._filled
        if filled == (1 << n) - 1:
            return list(totals)
        return [total if filled >> at & 1 else None for at, total in enumerate(totals)]

    def _turn_to(self, head: bytes) -> None:
        """Go on with sets of another width."""
        if self._head and _n(head) != _n(self._head):
            raise ValueError(f"{_n(head)} cells do not fit {_n(self._head)}")
        if self._head:
            self._others[self._head] = self._whole
        self._head, self._start, self._whole = head, _HEAD + -(-_n(head) // 8), self._others.pop(head, 0)

    def _count(self, sets: int) -> None:
        self._sets += sets
        if self._sets > MOST_SETS:
            raise ValueError(f"More than {MOST_SETS} sets")


def _n(head: bytes) -> int:
    return int.from_bytes(head[1:], "little")


def _digits(head: bytes, whole: int) -> Sequence[int]:
    """The digits of a large number: lifted, so that none is below zero, and lowered again."""
    width, n = head[0], _n(head)
    half = 1 << (8 * width - 1)
    data = (whole + int.from_bytes(half.to_bytes(width, "little") * n, "little")).to_bytes(n * width, "little")
    if code := {4: "I", 8: "Q"}.get(width):
        return [digit - half for digit in struct.unpack(f"<{n}{code}", data)]
    return [int.from_bytes(data[at : at + width], "little") - half for at in range(0, len(data), width)]
