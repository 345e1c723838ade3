"""What is written reads back the same, whatever stands in it; a message of the value is one row of bytes only."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.base.rules.moments import VIETNAM
from dondoc.exchange.rules.attachments import Attachment, is_safe_name
from dondoc.exchange.rules.building import build, named
from dondoc.exchange.rules.cells import FORBIDDEN, Cell, Kind, cells_of
from dondoc.exchange.rules.envelope import Document, MessageHeader, Replacement, Status, TraceHeaderList
from dondoc.exchange.rules.json_form import reading_as_json
from dondoc.exchange.rules.reading import read
from dondoc.exchange.rules.writing import CannotWriteMessage, write
from tests.rules.exchange.messages import DOCUMENT, HEADER, PDF, STATUS, document

IDENTIFIERS = st.from_regex(r"[A-Y][0-9]{2}(\.[0-9A-Z]{1,3}){0,4}", fullmatch=True)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(VIETNAM)).map(
    lambda at: at.replace(microsecond=0)
)


def texts(longest: int, at_least: int) -> st.SearchStrategy[str]:
    letters = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
    trimmed = st.text(letters, min_size=at_least, max_size=min(longest, 30)).map(str.strip)
    return trimmed.filter(lambda one: len(one) >= at_least and not FORBIDDEN.search(one))


def cells(cell: Cell, made_of: type) -> st.SearchStrategy[Any]:
    at_least = int(cell.required)
    if cell.kind is Kind.PART:
        return values(cell.of)
    if cell.kind is Kind.PARTS:
        one_of = values(cell.of)
        key = (lambda one: one.organ_id) if hasattr(cell.of, "organ_id") else None
        return st.lists(one_of, min_size=at_least, max_size=3, unique_by=key).map(tuple)
    if cell.kind is Kind.TEXTS:
        return st.lists(IDENTIFIERS if made_of is Replacement else texts(30, 1), max_size=3).map(tuple)
    single: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.IDENTIFIER: IDENTIFIERS,
        Kind.NUMBER: st.none() | st.integers(0, 999_999_999),
        Kind.DAY: st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        Kind.MOMENT: MOMENTS,
        Kind.TEXT: texts(cell.longest, at_least),
    }
    return single[cell.kind]


def values(made_of: Any) -> st.SearchStrategy[Any]:
    """Any sound value of the envelope, out of the same declarations that write it."""
    special: dict[str, st.SearchStrategy[Any]] = {
        "business_doc_type": st.sampled_from([0, 1, 2]),
        "status_code": st.sampled_from(["01", "02", "03", "06", "09", "15"]),
    }
    return st.builds(made_of, **{name: special.get(name, cells(cell, made_of)) for name, cell in cells_of(made_of)})


FILES = st.builds(
    Attachment,
    texts(30, 1).filter(is_safe_name),
    st.binary(min_size=1, max_size=200),
    st.sampled_from(["application/pdf", "text/plain"]),
    texts(40, 0),
)
DOCUMENTS = st.builds(
    Document,
    values(MessageHeader),
    values(TraceHeaderList),
    st.lists(FILES, max_size=3).map(lambda files: tuple(named(file, n) for n, file in enumerate(files, start=1))),
)


@settings(max_examples=60)
@given(DOCUMENTS | values(Status))
def test_every_sound_message_reads_back_as_it_was(message: Document | Status) -> None:
    reading = read(write(message))
    assert (reading.message, reading.problems) == (message, ())


@settings(max_examples=60)
@given(DOCUMENTS | values(Status))
def test_build_parse_build_gives_the_same_bytes(message: Document | Status) -> None:
    first = write(message)
    told = json.loads(json.dumps(reading_as_json(read(first))))
    files = dict(enumerate(message.attachments if isinstance(message, Document) else ()))
    for n in files:
        told["attachments"][n]["file"] = f"{n}.bin"
    assert write(build(told, {f"{n}.bin": file.data for n, file in files.items()})) == first


def test_a_document_carries_its_due_date_and_what_it_answers() -> None:
    header = document(response_for=(STATUS.response_for,)).header
    read_back = read(write(Document(header, DOCUMENT.route))).message
    assert isinstance(read_back, Document)
    assert read_back.header.due_date == date(2026, 12, 1)
    assert read_back.header.response_for == (STATUS.response_for,)


def test_every_file_is_written_with_its_sha256_and_nothing_older() -> None:
    data = write(DOCUMENT)
    assert b"http://www.w3.org/2001/04/xmlenc#sha256" in data
    assert b"sha1" not in data.lower()
    (file,) = read(data).files
    assert (file.digest_algorithm, file.digest_ok, file.attachment.data) == ("SHA-256", True, PDF)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"document_id": ""}, "MessageHeader/DocumentId"),
        ({"subject": "x" * 501}, "MessageHeader/Subject"),
        ({"subject": "chuông\x07"}, "MessageHeader/Subject"),
        ({"receivers": ()}, "MessageHeader/To"),
        ({"receivers": (HEADER.receivers[0],) * 2}, "MessageHeader/To"),
        ({"priority": None, "to_places": ("x" * 600, "y" * 600)}, "MessageHeader/ToPlaces"),
    ],
)
def test_what_a_reader_would_refuse_is_not_written(changed: dict[str, Any], where: str) -> None:
    changed.pop("priority", None)
    with pytest.raises(CannotWriteMessage) as refused:
        write(document(**changed))
    assert [reason.where for reason in refused.value.reasons] == [where]


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(CannotWriteMessage) as refused:
        write(document(document_id="", subject=" ", receivers=()))
    assert len(refused.value.reasons) == 3
