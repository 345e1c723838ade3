"""Full-text search over 100,000 documents (tìm trong một trăm nghìn văn bản), asked as an official asks.

    python bench/search.py [NUMBER OF DOCUMENTS ON POSTGRESQL [ON SQLITE]]

100,000 on PostgreSQL, then 20,000 on SQLite; each page beside the empty signed-in page of the same round, the aim is at
most five times that page.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from beside import EMPTY, rounds_of, table
from tasks import page

FIRST, LAST = date(2022, 1, 1), date(2026, 11, 22)
WORDS_EACH, BATCH, ROUNDS, AIM = 200, 2_000, 20, 5
NUMBERS = {"postgresql": 100_000, "sqlite": 20_000}
PAGE = "/van-ban/tim/?q="
LIST = "/van-ban/den/"
PAGES = (
    ("a number", f"{PAGE}4711/VPCP"),
    ("two rare words", f"{PAGE}tu4711%20tu4712"),
    ("a phrase of common words", f"{PAGE}%22bao%20cao%20quy%22"),
    ("a phrase in the text", f"{PAGE}%22tu471%20tu472%22"),
    ("words that all documents have", f"{PAGE}bao%20cao"),
    ("words that a tenth has", f"{PAGE}tu471"),
    ("words that all have, page 40", f"{PAGE}bao%20cao&trang=40"),
    ("words and a type", f"{PAGE}don%20doc&loai=B%C3%A1o%20c%C3%A1o"),
    ("words, issuer and days", f"{PAGE}don%20doc&tac_gia=S%E1%BB%9F%20s%E1%BB%91%207&tu=01/03/2026&den=31/03/2026"),
    ("no words, a type", f"{PAGE}&loai=B%C3%A1o%20c%C3%A1o"),
    ("no document has the words", f"{PAGE}khong%20co%20dau"),
    ("the header's search, a number", "/tim/?q=4711/VPCP"),
    ("the header's search, words", "/tim/?q=bao%20cao"),
    ("the register of a year", LIST),
    ("the register, the last page", f"{LIST}?trang=99999"),
    ("the register, a type and an issuer", f"{LIST}?loai=B%C3%A1o%20c%C3%A1o&tac_gia=S%E1%BB%9F%20s%E1%BB%91%205"),
    ("the register, waiting", f"{LIST}?tinh_trang=cho-phan-phoi"),
    ("the register, overdue", f"{LIST}?tinh_trang=qua-han"),
)


def connect(home: Path, vendor: str) -> None:
    os.environ["DONDOC_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "dondoc.settings"
    if vendor == "postgresql":
        from tasks import connect as connect_postgresql

        connect_postgresql(home)
        return
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def fill(n: int) -> None:
    """One agency's registers of five years, in the order of days; each document with 200 words, most of them common.
    All but those of the last month have been answered.
    """
    from dondoc.agencies.actions import import_agencies
    from dondoc.agencies.models import Agency
    from dondoc.base.rules.moments import VIETNAM
    from dondoc.documents.models import DocumentText, IncomingBook, IncomingDocument
    from dondoc.documents.rules.searching import Indexed
    from dondoc.people.models import Grant, User

    at = datetime(2026, 1, 1, 9, tzinfo=VIETNAM)
    import_agencies(actor_id=None, at=at, data="code,name,group,parent,order\nP0,Tỉnh 0,,,".encode(), name="a.csv")
    agency = Agency.objects.get(code="P0")
    user = User.objects.create(username="hoa", full_name="Hoa")
    for right in ("monitor", "receive"):
        Grant.objects.create(user=user, agency=agency, right=right, valid_from=date(2016, 1, 1), recorded_at=at)
    books = {year: IncomingBook.objects.create(agency=agency, year=year).pk for year in range(2022, 2027)}
    dice = random.Random(1)
    common = [f"tu{i}" for i in range(2_000)]
    for first in range(0, n, BATCH):
        rows = [_document(books, agency.pk, number, n, at) for number in range(first + 1, min(first + BATCH, n) + 1)]
        made = IncomingDocument.objects.bulk_create(rows)
        DocumentText.objects.bulk_create(
            DocumentText(
                kind="incoming",
                agency=agency,
                incoming=one,
                recorded_at=at,
                **Indexed(
                    one.symbol,
                    one.issuer,
                    one.type_name,
                    one.subject,
                    one.dated,
                    " ".join(dice.choices(common, k=WORDS_EACH)) + f" tu{one.number} tu{one.number + 1}",
                ).columns(),
            )
            for one in made
        )


def _document(books: dict[int, int], agency_id: int, number: int, n: int, at: datetime) -> Any:
    from dondoc.documents.models import IncomingDocument
    from dondoc.documents.rules.incoming import Stage

    day = FIRST + timedelta(days=number * (LAST - FIRST).days // n)
    is_open = day > LAST - timedelta(days=30)
    return IncomingDocument(
        book_id=books[day.year],
        stage_hint=(Stage.WAITING if is_open else Stage.ANSWERED).value,
        agency_id=agency_id,
        number=number,
        arrived_on=day,
        issuer=f"Sở số {number % 60}",
        symbol=f"{number}/VPCP",
        dated=day,
        type_name="Báo cáo" if number % 5 == 0 else "Công văn",
        subject=f"V/v đôn đốc báo cáo quý {number % 4 + 1} lĩnh vực {number % 97}",
        medium="paper",
        recorded_at=at,
    )


def measure() -> None:
    """Every page for the keeper of the register, in milliseconds and as a ratio."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from dondoc.base import clock
    from dondoc.base.rules.moments import VIETNAM
    from dondoc.people.models import User

    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze" if connection.vendor == "postgresql" else "analyze")
    settings.ALLOWED_HOSTS = ["testserver"]
    clock.source = lambda: datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
    client = Client()
    client.force_login(User.objects.get(username="hoa"), backend="django.contrib.auth.backends.ModelBackend")
    works = {what: page(client, address) for what, address in (("empty signed-in page", EMPTY), *PAGES)}
    table(rounds_of(works, ROUNDS), dict.fromkeys(works, AIM))


def main() -> None:
    if len(sys.argv) < 4:
        asked = [int(number) for number in sys.argv[1:]]
        # One process for each database: Django connects once.
        for place, (vendor, number) in enumerate(NUMBERS.items()):
            n = asked[place] if place < len(asked) else number
            subprocess.run([sys.executable, __file__, str(n), vendor, "alone"], check=True)
        return
    n = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        connect(Path(folder), sys.argv[2])
        start = time.perf_counter()
        fill(n)
        print(f"\n{sys.argv[2]}: {n:,} documents, filled in {time.perf_counter() - start:.0f} s")
        measure()


if __name__ == "__main__":
    main()
