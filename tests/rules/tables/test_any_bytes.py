"""Whatever is uploaded, a table or a refusal comes of it, and nothing else."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.tables import Field, Kind, Table, scan_table, write_template

FIELDS = tuple(Field(kind.name.lower(), (f"Cột {kind.name}",), required=kind is Kind.TEXT, kind=kind) for kind in Kind)
TEMPLATE = write_template(FIELDS, "Mẫu", [{"text": "Sở Nội vụ", "code": "05977", "integer": 5, "list": ("a", "b")}])
with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as _package:
    PARTS = {info.filename: _package.read(info) for info in _package.infolist()}

names = st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a", "", ".xls", "a.xlsm"])
headings = st.sampled_from([field.name for field in FIELDS] + ["Cột TEXT", "lạ", "", '"'])
cells = st.text(max_size=12) | st.sampled_from(["31/02/2023", "2023-01-01T25:00Z", "x", "1E+9", '"', "=1"])


def outcome(data: bytes, name: str) -> None:
    try:
        table = scan_table(data, name, FIELDS)
    except Refused as refused:
        assert all(reason.message for reason in refused.reasons)
    else:
        assert isinstance(table, Table) and table.rows


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), names)
def test_any_bytes(data: bytes, name: str) -> None:
    outcome(data, name)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(headings, max_size=6),
    st.lists(st.lists(cells, max_size=8), max_size=4),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"]),
)
def test_any_table_of_text(first: list[str], rows: list[list[str]], delimiter: str, encoding: str) -> None:
    text = "\n".join(delimiter.join(row) for row in [first, *rows])
    outcome(text.encode(encoding, "ignore"), "a.csv")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(TEMPLATE) - 1), st.binary(min_size=1, max_size=8))
def test_any_damage_to_an_excel_file(at: int, damage: bytes) -> None:
    outcome(TEMPLATE[:at] + damage + TEMPLATE[at + len(damage) :], "a.xlsx")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(PARTS)), st.data())
def test_any_damage_inside_an_excel_file(part: str, data: st.DataObject) -> None:
    body = PARTS[part]
    at = data.draw(st.integers(0, len(body) - 1))
    damage = data.draw(st.binary(max_size=6) | st.sampled_from([b"9" * 20, b'r="ZZZ9"', b"<c/>", b"-1", b"nan"]))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in PARTS.items():
            package.writestr(name, content[:at] + damage + content[at + 3 :] if name == part else content)
    outcome(out.getvalue(), "a.xlsx")
