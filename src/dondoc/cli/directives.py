"""What `dondoc extract` and `dondoc match` share (đọc tệp văn bản): a file's words, and the directory to read by."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from dondoc.assignments.rules.reading import Directory, GrammarReader, Named, Reading
from dondoc.base.clock import now
from dondoc.base.rules.moments import day_of
from dondoc.cli.database import CannotOpenDatabase, open_database
from dondoc.cli.files import read_input
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.starting_list import starting_calendar
from dondoc.documents.pdf_texts import text_of_file
from dondoc.documents.rules.texts import MAX_BYTES

YEARS = range(2015, 2036)


@dataclass(frozen=True)
class Known:
    """What stands behind a reading: a database with its names and days off, or only a file of names, or nothing."""

    has_database: bool
    calendar: WorkCalendar
    listed: tuple[Named, ...] = ()
    province: str = ""

    def directory(self, day: date, issuer: str) -> Directory:
        """Names of the agencies on a day. Raises Refused."""
        if self.listed:
            return Directory.on(self.listed, day)
        if not self.has_database:
            return Directory()
        from dondoc.assignments.queries import directory_on

        return directory_on(day, province=self.province, issuer=issuer)


def what_is_known(agencies: str) -> Known:
    """`agencies`: the code of a province, a file of agencies, or ''. Raises Refused.

    A database that is not there is no hindrance, unless the code of a province is to be looked up in it.
    """
    _leave_no_trace()
    if agencies and Path(agencies).is_file():
        return Known(False, starting_calendar(YEARS), _listed(Path(agencies)))
    try:
        open_standing_database()
    except CannotOpenDatabase:
        if agencies:
            raise
        return Known(False, starting_calendar(YEARS))
    from dondoc.deadlines.queries import work_calendar

    return Known(True, work_calendar(), province=agencies)


def open_standing_database() -> None:
    """`open_database`, which leaves nothing behind where no home is. Raises CannotOpenDatabase."""
    _leave_no_trace()
    if not _may_be_there():
        raise CannotOpenDatabase('Cơ sở dữ liệu chưa sẵn sàng. Chạy "dondoc migrate" trước.')
    open_database()


def _leave_no_trace() -> None:
    """Before the settings are read, which make the folder of a home; afterwards it says nothing, to nobody."""
    if not settings.configured:
        os.environ["DONDOC_LEAVES_NO_TRACE"] = "1"


def _may_be_there() -> bool:
    """SQLite would make an empty file of a database that is only asked for."""
    stored = settings.DATABASES["default"]
    return (
        not stored["ENGINE"].endswith("sqlite3")
        or "mode=memory" in str(stored["NAME"])
        or Path(stored["NAME"]).exists()
    )


def _listed(path: Path) -> tuple[Named, ...]:
    """Names out of a file in the form of `dondoc import agencies`. Raises CannotRead."""
    from dondoc.agencies.rules.chart import Chart
    from dondoc.agencies.rules.import_rows import FIELDS, draft_of
    from dondoc.base.rules.tables import read_table

    table = read_table(read_input(path), path.name, FIELDS)
    drafts = [draft_of(table, row, Chart()) for row in table.rows]
    return tuple(Named(d.code, d.name, d.short_name, d.group, d.valid_from, d.valid_to) for d in drafts)


def read_directive(path: Path, on: date | None, known: Known) -> tuple[Reading, Directory, date]:
    """The reading of a file, the directory that it was read by, and the day that this is of. Raises Refused."""
    return read_words(text_of_file(read_input(path, MAX_BYTES)), on, known)


def read_words(text: str, on: date | None, known: Known) -> tuple[Reading, Directory, date]:
    """The same of a text. Raises CannotReadDirective."""
    today = day_of(now())
    reader = GrammarReader()
    first = reader.read(text, on=on, today=today, directory=Directory(), calendar=known.calendar)
    day = first.document.on or on or today
    directory = known.directory(day, first.document.issuer)
    if not directory:
        return first, directory, day
    return reader.read(text, on=on, today=today, directory=directory, calendar=known.calendar), directory, day
