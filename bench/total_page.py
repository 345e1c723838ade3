"""The total page of a province of 166 units beside an empty signed-in page, in one run.

    python bench/total_page.py                       on the PostgreSQL server of the tests
    python bench/total_page.py --sqlite

Requests go through the whole product (session, rights, templates) without a network between. The form has 100 rows and
11 columns of numbers; three quarters of the units have sent. Prints times and ratios of this run.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import totals as country
from beside import EMPTY, rounds_of, table

UNITS, SENT, ROUNDS = 166, 125, 40
WHO = "hoa"
TOTAL = "Trang tổng hợp, 166 đơn vị, 100 dòng × 11 cột"


def set_up() -> None:
    """One province with its figures, and somebody who watches it."""
    from dondoc.agencies.models import Agency
    from dondoc.people.actions import grant_right, open_account
    from dondoc.people.rules.rights import Right

    country.PROVINCES = 1
    country.set_up(UNITS)
    country.fill(SENT)
    at, since = country.AT, date(2020, 1, 1)
    user = open_account(
        actor_id=None, at=at, username=WHO, full_name="Hoa", password="đo-tốc-độ-2026", position_title="Chuyên viên"
    )
    province = Agency.objects.get(code="P0").pk
    grant_right(actor_id=None, at=at, user_id=user.pk, agency_id=province, right=Right.MONITOR, valid_from=since)


def page(address: str, wanted: bytes) -> Callable[[], object]:
    """Fetch a page as the signed-in person; it must say what is wanted."""
    from django.test import Client

    from dondoc.people.models import User

    client = Client(SERVER_NAME="localhost")
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(User.objects.get(username=WHO), backend=backend)

    def work() -> None:
        response = client.get(address)
        assert response.status_code == 200 and wanted in response.content, (response.status_code, address)

    return work


def measure() -> None:
    total = f"/bao-cao/P0/{country.REGIME}/{country.PERIOD}/tong-hop/{country.FORM}/"
    pages = {
        "Trang trống của người đã đăng nhập (đổi mật khẩu)": page(EMPTY, b"<form"),
        TOTAL: page(total, f"{SENT}/{UNITS}".encode()),
        "Mở một ô: số của từng đơn vị": page(f"{total}?dong=d1&cot=3", b"big"),
        "Xuất Excel cả tỉnh": page(f"{total}tong-hop.xlsx", b"PK"),
    }
    export = pages.pop("Xuất Excel cả tỉnh")
    table(rounds_of(pages, ROUNDS), {TOTAL: 5})
    print(f"{'Xuất Excel cả tỉnh':58} {country.best(export, 2) * 1000:8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sqlite", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        country.connect(Path(folder), is_sqlite=args.sqlite)
        set_up()
        measure()


if __name__ == "__main__":
    main()
