"""Full-text search over 100,000 documents (tìm trong một trăm nghìn văn bản), asked as an official asks.

    python bench/search.py [NUMBER OF DOCUMENTS]

On PostgreSQL and then on SQLite, each question's median beside the empty signed-in page of the same run.
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

WORDS_EACH, BATCH = 200, 2_000
PAGE = "/van-ban/tim/?q="
QUESTIONS = (
    ("a number", f"{PAGE}4711/VPCP"),
    ("two rare words", f"{PAGE}tu4711%20tu4712"),
    ("a phrase of common words", f"{PAGE}%22bao%20cao%20quy%22"),
    ("common words", f"{PAGE}bao%20cao"),
    ("words and a type", f"{PAGE}don%20doc&loai=B%C3%A1o%20c%C3%A1o"),
    ("the header's search", "/tim/?q=4711/VPCP"),
    ("the list of a year", "/van-ban/den/"),
)


def connect(home: Path, vendor: str) -> None:
    os.environ["DONDOC_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "dondoc.settings"
    if vendor == "postgresql":
        from bench.tasks import connect as connect_postgresql

        connect_postgresql(home)
        return
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def fill(n: int) -> None:
    """One agency's register of a year, each document with 200 words, most of them common."""
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
    book = IncomingBook.objects.create(agency=agency, year=2026)
    dice = random.Random(1)
    common = [f"tu{i}" for i in range(2_000)]
    for first in range(0, n, BATCH):
        rows = [_document(book, agency.pk, number, at) for number in range(first + 1, min(first + BATCH, n) + 1)]
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


def _document(book: Any, agency_id: int, number: int, at: datetime) -> Any:
    from dondoc.documents.models import IncomingDocument

    day = date(2026, 1, 1) + timedelta(days=number % 320)
    return IncomingDocument(
        book=book,
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
    from bench.tasks import EMPTY, median
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from dondoc.base import clock
    from dondoc.base.rules.moments import VIETNAM
    from dondoc.people.models import User

    with connection.cursor() as cursor:
        cursor.execute("analyze")
    settings.ALLOWED_HOSTS = ["testserver"]
    clock.source = lambda: datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
    client = Client()
    client.force_login(User.objects.get(username="hoa"), backend="django.contrib.auth.backends.ModelBackend")
    empty = median(client, EMPTY)
    print(f"{connection.vendor}: empty signed-in page {empty:.1f} ms")
    for what, address in QUESTIONS:
        took = median(client, address)
        print(f"  {what}: {took:.0f} ms, {took / empty:.1f}x")


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) < 3:
        # One process for each database: Django connects once.
        for vendor in ("postgresql", "sqlite"):
            subprocess.run([sys.executable, "-m", "bench.search", str(n), vendor], check=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        connect(Path(folder), sys.argv[2])
        start = time.perf_counter()
        fill(n)
        print(f"{n:,} documents: filled in {time.perf_counter() - start:.0f} s")
        measure()


if __name__ == "__main__":
    main()
