"""Pages beside an empty signed-in page, taking turns in one run (bên cạnh trang trống).

The machine may be busy: each round runs every page once and the ratio is taken within the round, so that a busy moment
meets all of them. Printed: the median time, the median ratio, the middle half of the ratios, the aim; and the same
ratio in seconds of the processor, of this process and of PostgreSQL's that serves it, which waiting for others does not
move.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

Work = Callable[[], object]
Taken = dict[str, list[tuple[float, float]]]
# The form to change one's password: frame, navigation, one small form, no question beside session, person and rights.
EMPTY = "/doi-mat-khau/"


def rounds_of(works: Mapping[str, Work], rounds: int, warm: int = 2) -> Taken:
    """Seconds of each, by round: on the clock, and of the processor."""
    taken: Taken = {name: [] for name in works}
    spent = _processor()
    for n in range(rounds + warm):
        for name, work in works.items():
            start, before = time.perf_counter(), spent()
            work()
            if n >= warm:
                taken[name].append((time.perf_counter() - start, spent() - before))
    return taken


def _processor() -> Callable[[], float]:
    """Seconds that this process and the database's process for it have worked."""
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor != "postgresql":
        return time.process_time
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return lambda: time.process_time() + int(told.read_text().split()[0]) / 1e9


def table(taken: Taken, aims: Mapping[str, float]) -> None:
    """The first is what the others are measured against."""
    base, *others = taken
    print(f"{'':58} {'ms':>8} {'lần':>7} {'nửa giữa':>13} {'mục tiêu':>9} {'CPU':>7}")
    clock, worked = (statistics.median(one) * 1000 for one in zip(*taken[base], strict=True))
    print(f"{base:58} {clock:8.1f} {'':32}{worked:5.1f} ms")
    for name in others:
        pairs = list(zip(taken[name], taken[base], strict=True))
        low, middle, high = statistics.quantiles((a[0] / b[0] for a, b in pairs), n=4)
        aim = aims.get(name)
        told = "" if aim is None else f"{aim:g} {'đạt' if middle <= aim else 'CHƯA'}"
        milliseconds = statistics.median(one[0] for one in taken[name]) * 1000
        on_processor = statistics.median(a[1] for a, _ in pairs) / statistics.median(b[1] for _, b in pairs)
        print(f"{name:58} {milliseconds:8.1f} {middle:6.2f}× {low:5.2f}–{high:5.2f} {told:>10} {on_processor:6.2f}×")
