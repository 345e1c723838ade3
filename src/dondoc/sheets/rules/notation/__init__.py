"""Formulas and checks as the law writes them (công thức, ràng buộc): `3 = 4+5+6`, `9 = 11+12 = 14+15`.

    3              column 3 of the same row               row(tong)      the row 'tong', same column
    previous.11    column 11 of the period before         row(tong).3    one cell
    form(B02).3    column 3 of form B02, same row         form(B02).previous.row(tong).3

Signs: + - * / ( ), min(…), max(…), `2+3+…+7` for the columns between; = (several at once), <=, >= in checks. A number
with a point is a constant, `0.5`; one without names a column. Text is parsed, never run.
"""

from dondoc.sheets.rules.notation.parse import CannotReadFormula, parse_formula, parse_rule
from dondoc.sheets.rules.notation.tree import (
    Constant,
    Expression,
    Extreme,
    Product,
    Ref,
    Relation,
    Rule,
    Sum,
    refs_of,
)
from dondoc.sheets.rules.notation.write import printed_formula, told_formula, told_rule, write_formula, write_rule

__all__ = [
    "CannotReadFormula",
    "Constant",
    "Expression",
    "Extreme",
    "Product",
    "Ref",
    "Relation",
    "Rule",
    "Sum",
    "parse_formula",
    "parse_rule",
    "printed_formula",
    "refs_of",
    "told_formula",
    "told_rule",
    "write_formula",
    "write_rule",
]
