"""Regimes in files (tệp chế độ báo cáo): a JSON list, or a table with one row per cycle and group or level.

Both carry the whole definition: what is written reads as the same regimes. The columns stand in `columns.py`.
"""

from dondoc.deadlines.rules.regime_files.columns import FIELDS
from dondoc.deadlines.rules.regime_files.reading import CannotReadRegimeFile, read_regimes
from dondoc.deadlines.rules.regime_files.writing import SUFFIXES, template, write_regimes

__all__ = ["FIELDS", "SUFFIXES", "CannotReadRegimeFile", "read_regimes", "template", "write_regimes"]
