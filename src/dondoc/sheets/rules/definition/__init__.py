"""Definitions of forms (biểu mẫu) as data: columns, rows, formulas and checks, read from plain values and written back.

    {"code", "name", "unit", "valid_from": "2025-07-01",
     "columns": [{"no": "3", "title", "group": ["heading above", …], "type": integer | decimal | percent | text | date |
                  choice, "scale", "computed": "4+5+6" | null, "aggregate": sum | max | min | last | average | none,
                  "required", "choices": […]}],
     "rows": {"kind": fixed | catalogue | free, "items": [{"code", "title", "parent", "of_which"}]},
     "checks": [{"rule": "3 = 7 + 11", "level": block | warn}]}

Beside it: "legal_basis"; "stub": [{"no": "1", "title": "STT"}, {"no": "2", "title": "Lĩnh vực"}], the headings over the
rows' titles. A row with rows below it is their total in every column that is added up; those marked "of_which" (trong
đó) only tell a part and are not added. Formulas: dondoc.sheets.rules.notation.
"""

from dondoc.sheets.rules.definition.form import (
    Aggregate,
    CellType,
    Check,
    Column,
    FormDefinition,
    Item,
    Level,
    RowKind,
    Scope,
    Stub,
)
from dondoc.sheets.rules.definition.parse import CannotReadForm, parse_form, read_form
from dondoc.sheets.rules.definition.write import fingerprint, write_form

__all__ = [
    "Aggregate",
    "CannotReadForm",
    "CellType",
    "Check",
    "Column",
    "FormDefinition",
    "Item",
    "Level",
    "RowKind",
    "Scope",
    "Stub",
    "fingerprint",
    "parse_form",
    "read_form",
    "write_form",
]
