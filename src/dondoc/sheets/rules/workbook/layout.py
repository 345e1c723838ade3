"""Where things stand on the sheet of a form (bố cục trang tính).

Row 1, hidden, says what the file is for; row 2, hidden, which column of the form stands in which of the sheet. Column
A, hidden, holds the codes of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter

from dondoc.sheets.rules.definition import FormDefinition, RowKind, Stub
from dondoc.sheets.rules.headings import stubs_of

FORM_MARK, COLUMNS_MARK, ROWS_MARK, FREE_ROW = "dondoc-bieu", "dondoc-cot", "dondoc-dong", "+"
IDENTITY_ROW, COLUMNS_ROW, TITLE_ROW, FIRST_HEADING = 1, 2, 3, 7
CHECK_HEADING = "Kiểm tra"
N_FREE_ROWS = 300


@dataclass(frozen=True)
class Layout:
    """Rows and columns of the sheet, counted from 1 as Excel does."""

    form: FormDefinition
    n_free_rows: int = N_FREE_ROWS

    @cached_property
    def stubs(self) -> tuple[Stub, ...]:
        return stubs_of(self.form)

    @property
    def title_column(self) -> int:
        """Where the rows' titles stand."""
        return 1 + len(self.stubs)

    @cached_property
    def column_of(self) -> dict[str, int]:
        """The sheet's column of each column of the form."""
        return {column.no: self.title_column + n for n, column in enumerate(self.form.columns, start=1)}

    @property
    def check_column(self) -> int:
        """Behind the last one: what is wrong with the row, in words."""
        return self.title_column + len(self.form.columns) + 1

    @property
    def depth(self) -> int:
        """How many rows of headings."""
        return max(len(column.group) for column in self.form.columns) + 1

    @property
    def numbers_row(self) -> int:
        return FIRST_HEADING + self.depth

    @property
    def first_row(self) -> int:
        return self.numbers_row + 1

    @property
    def n_rows(self) -> int:
        return self.n_free_rows if self.form.kind is RowKind.FREE else len(self.form.items)

    @property
    def last_row(self) -> int:
        return self.numbers_row + self.n_rows

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The sheet's row of each row of the form."""
        return {item.code: self.first_row + n for n, item in enumerate(self.form.items)}

    def address(self, row: int, no: str) -> str:
        return f"{get_column_letter(self.column_of[no])}{row}"
