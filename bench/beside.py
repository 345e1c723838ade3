"""Pages beside an empty signed-in page, taking turns in one run (bên cạnh trang trống).

The machine may be busy: each round runs every page once and the ratio is taken within the round, so that a busy moment
meets all of them. Printed: the median time, the median ratio, the middle half of the ratios, and the aim.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

Work = Callable[[], object]
# The form to change one's password: frame, navigation, one small form, no question beside session, person and rights.
EMPTY = "/doi-mat-khau/"


def rounds_of(works: Mapping[str, Work], rounds: int, warm: int = 2) -> dict[str, list[float]]:
    """Seconds of each, by round."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for n in range(rounds + warm):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            if n >= warm:
                taken[name].append(time.perf_counter() - start)
    return taken


def table(taken: Mapping[str, list[float]], aims: Mapping[str, float]) -> None:
    """The first is what the others are measured against."""
    base, *others = taken
    print(f"{'':58} {'ms':>8} {'lần':>7} {'nửa giữa':>13} {'mục tiêu':>9}")
    print(f"{base:58} {statistics.median(taken[base]) * 1000:8.1f}")
    for name in others:
        ratios = sorted(a / b for a, b in zip(taken[name], taken[base], strict=True))
        low, middle, high = statistics.quantiles(ratios, n=4)
        aim = aims.get(name)
        told = "" if aim is None else f"{aim:g} {'đạt' if middle <= aim else 'CHƯA'}"
        milliseconds = statistics.median(taken[name]) * 1000
        print(f"{name:58} {milliseconds:8.1f} {middle:6.2f}× {low:5.2f}–{high:5.2f} {told:>10}")
