"""Drafts of forms out of tables that people have drawn in Excel (dựng biểu mẫu từ bảng Excel có sẵn).

The row of column numbers, '(1) (2) (3)=(4)+(5)', says where headings end and rows begin; merged cells say which heading
stands over which. What is not written there is guessed, and every guess is told with its place.
"""

from dondoc.sheets.rules.layouts.reading import CannotReadLayout, LayoutRead, read_layout

__all__ = ["CannotReadLayout", "LayoutRead", "read_layout"]
