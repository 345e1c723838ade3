"""Which shorter periods make a longer one: those of the regime that fill it by name, as few as possible."""

from __future__ import annotations

from typing import Any

import pytest

from dondoc.deadlines.rules.definition import parse_definition
from dondoc.deadlines.rules.periods import parse_period
from dondoc.reporting.rules.spans import parts_of


def parts(period: str, *cycles: Any) -> list[str]:
    base = {"code": "R", "name": "R", "legal_basis": "TT"}
    each = [cycle if isinstance(cycle, dict) else {"cycle": cycle} for cycle in cycles]
    cycles_given = [{"window": "calendar", "deadlines": [{"group": "*", "day": 20}], **cycle} for cycle in each]
    regime = parse_definition({**base, "cycles": cycles_given})
    return [part.code for part in parts_of(regime, parse_period(period))]


@pytest.mark.parametrize(
    ("period", "cycles", "made_of"),
    [
        ("2026-Q1", ("month",), ["2026-01", "2026-02", "2026-03"]),
        ("2026", ("month", "quarter"), [f"2026-Q{n}" for n in range(1, 5)]),
        ("2026", ("quarter", "half-year", "year"), ["2026-H1", "2026-H2"]),
        ("2026-H2", ("quarter",), ["2026-Q3", "2026-Q4"]),
        ("2026-M9", ("quarter",), ["2026-Q1", "2026-Q2", "2026-Q3"]),
        ("2026-02", ("half-month",), ["2026-02-H1", "2026-02-H2"]),
        ("2026-Q1", ("quarter", "year"), []),
        ("2026-01", ("month",), []),
    ],
)
def test_a_period_is_made_of_the_regimes_shorter_ones(period: str, cycles: tuple[str, ...], made_of: list[str]) -> None:
    assert parts(period, *cycles) == made_of


def test_periods_that_leave_a_gap_make_nothing() -> None:
    assert parts("2026", {"cycle": "quarter", "only": [1, 2, 3]}) == []
