"""What the parts of an Excel file hold (các phần của tệp Excel), counted before a reader lays them out in memory.

openpyxl streams rows and shared strings; all else of a part becomes a tree, at 300 bytes and more an element: 100 KB of
packed styles were a gigabyte and a minute and a half.
"""

from __future__ import annotations

import zipfile
from typing import IO, NoReturn
from xml.parsers import expat

from dondoc.base.rules.tables.fields import CannotRead

MAX_DEPTH = 40
MAX_LAID_OUT = (
    30_000  # elements of a package beside its rows and shared strings; an office's own file has some hundreds
)
MAX_IN_ONE = 80_000  # elements of one row: 16,384 cells with what is in them
_READ = (".xml", ".rels")
_NOT_READ = ("xl/comments", "xl/drawings/", "xl/charts/", "xl/media/", "xl/pivot", "xl/printersettings/", "customxml/")
_STREAMED = {"worksheet": "row", "sst": "si"}  # by the root of the part
_CHUNK = 65_536

TOO_MUCH = (
    "Tệp Excel có quá nhiều định dạng, tên, ô gộp hay danh sách chọn. "
    "Chép riêng các ô có dữ liệu sang tệp mới (Dán giá trị) rồi lưu lại."
)


def check_parts(package: zipfile.ZipFile) -> None:
    """Raises CannotRead for parts that would take time and memory without measure; what zipfile and expat raise."""
    counted = _Counted()
    for part in package.infolist():
        name = part.filename.lower()
        if name.endswith(_READ) and not name.startswith(_NOT_READ):
            with package.open(part) as content:
                counted.count(content)


class _Counted:
    """Elements of all parts together."""

    def __init__(self) -> None:
        self.n_laid_out = self.depth = self.streamed_at = self.n_in_one = 0
        self.streamed = ""

    def count(self, content: IO[bytes]) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.StartDoctypeDeclHandler = self._doctype
        self.depth = self.streamed_at = 0
        while chunk := content.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)

    def _start(self, name: str, _: object) -> None:
        self.depth += 1
        if self.streamed_at:
            self.n_in_one += 1
        else:
            own = name.rpartition(":")[2]
            if self.depth == 1:
                self.streamed = _STREAMED.get(own, "")
            elif own == self.streamed:
                self.streamed_at, self.n_in_one = self.depth, 0
                return
            self.n_laid_out += 1
        if self.n_laid_out > MAX_LAID_OUT or self.n_in_one > MAX_IN_ONE or self.depth > MAX_DEPTH:
            raise CannotRead(TOO_MUCH)

    def _end(self, _: str) -> None:
        if self.depth == self.streamed_at:
            self.streamed_at = 0
        self.depth -= 1

    def _doctype(self, *_: object) -> NoReturn:
        raise CannotRead("Tệp Excel có phần khai báo lạ (DOCTYPE). Mở bằng Excel rồi lưu lại.")
