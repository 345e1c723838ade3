"""What a list of certificates may say (nhập danh sách chứng thư số): one row for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.base.rules.tables import Field, Kind, Row, Table

FIELDS = (
    Field("file", ("Tệp chứng thư", "tệp"), required=True, note="Tên tệp .cer, .crt, .pem"),
    Field("username", ("Tài khoản", "cán bộ", "tên đăng nhập"), note="Chứng thư của cá nhân"),
    Field("agency", ("Mã đơn vị", "đơn vị"), note="Chứng thư của cơ quan"),
    Field("valid_from", ("Từ ngày", "dùng từ ngày"), kind=Kind.DATE, required=True),
    Field("basis", ("Căn cứ", "văn bản"), required=True, max_length=300),
)


@dataclass(frozen=True)
class CertificateRow:
    """One row that can be looked at further."""

    row: Row
    file: str
    username: str
    agency: str
    valid_from: date
    basis: str


def certificate_rows(table: Table) -> list[CertificateRow]:
    """The rows that say enough; what is wrong is added to the table's problems."""
    ready = []
    for row in table.rows:
        username, agency = row.text("username"), row.text("agency")
        if bool(username) == bool(agency):
            table.problem(row, "username", "ghi tài khoản của cán bộ hoặc mã đơn vị, một trong hai")
            continue
        valid_from = row.day("valid_from")
        if valid_from is not None:
            ready.append(CertificateRow(row, row.text("file"), username, agency, valid_from, row.text("basis")))
    return ready
