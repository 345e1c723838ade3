"""A form as an Excel file (biểu mẫu Excel): written locked with its rules in it, read back with every mistake named."""

from dondoc.sheets.rules.workbook.consolidated import PartSheet, TotalBook, write_total_book
from dondoc.sheets.rules.workbook.reading import read_workbook
from dondoc.sheets.rules.workbook.template import Heading, write_form_template

__all__ = ["Heading", "PartSheet", "TotalBook", "read_workbook", "write_form_template", "write_total_book"]
