"""A form as an Excel file (biểu mẫu Excel): written locked with its rules in it, read back with every mistake named."""

from dondoc.sheets.rules.workbook.consolidated import PartSheet, TotalBook, write_total_book
from dondoc.sheets.rules.workbook.filled import Filling, write_filled_form
from dondoc.sheets.rules.workbook.reading import read_workbook
from dondoc.sheets.rules.workbook.template import Heading, write_form_template

__all__ = [
    "Filling",
    "Heading",
    "PartSheet",
    "TotalBook",
    "read_workbook",
    "write_filled_form",
    "write_form_template",
    "write_total_book",
]
