from typing import Any

import pytest

from dondoc.sheets.rules import plain
from dondoc.sheets.rules.plain import CannotReadJson, read_json


def test_a_key_given_twice_is_named() -> None:
    with pytest.raises(CannotReadJson, match="Mục 'b' được ghi hai lần"):
        read_json(b'{"a": 1, "b": 2, "b": 3}', 100)


class Counting(str):
    """A key that counts how often it is compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        Counting.compared += 1
        return str.__eq__(self, str(other))

    __hash__ = str.__hash__


def test_many_keys_are_looked_through_once() -> None:
    """A body of a few megabytes must not hold a worker for minutes."""
    pairs: list[tuple[str, Any]] = [(Counting(n), 0) for n in range(3000)]
    with pytest.raises(CannotReadJson):
        plain._once([*pairs, (Counting(2999), 0)])
    assert Counting.compared < 10 * len(pairs)
