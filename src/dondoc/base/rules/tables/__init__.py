"""Tables from files (bảng số liệu nhập từ tệp): CSV and Excel read into checked rows, and written.

Knows: encodings, delimiters, sheets, headings in Vietnamese or English, kinds of cells, and how to name every
mistake with its row and column. Does not know: what a row means; the room that imports it does.
"""

from dondoc.base.rules.tables.fields import CannotRead, Field, Problem, Problems, Row, Table
from dondoc.base.rules.tables.kinds import Kind, Value
from dondoc.base.rules.tables.reading import MAX_BYTES, MAX_ROWS, read_table, scan_table
from dondoc.base.rules.tables.writing import write_book, write_sheet, write_template

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "CannotRead",
    "Field",
    "Kind",
    "Problem",
    "Problems",
    "Row",
    "Table",
    "Value",
    "read_table",
    "scan_table",
    "write_book",
    "write_sheet",
    "write_template",
]
