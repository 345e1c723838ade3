"""Reading a form out of plain values (JSON): every slip at once, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.deadlines.rules.reading import Fields, Problems
from dondoc.sheets.rules.definition.faults import faults
from dondoc.sheets.rules.definition.form import (
    Aggregate,
    CellType,
    Check,
    Column,
    FormDefinition,
    Item,
    Level,
    RowKind,
    Stub,
)
from dondoc.sheets.rules.notation import CannotReadFormula, Constant, Expression, parse_formula, parse_rule
from dondoc.sheets.rules.notation.tree import Extreme, Product, Ref, Rule, Sum
from dondoc.sheets.rules.plain import read_json

MAX_COLUMNS, MAX_ITEMS, MAX_CHECKS, MAX_CHOICES = 90, 2000, 200, 100
MAX_SCALE, DEFAULT_SCALE = 6, 2
MAX_DEFINITION_BYTES = 2_000_000

_KEYS = ("code", "name", "unit", "valid_from", "columns", "rows", "checks", "legal_basis", "stub")
_COLUMN_KEYS = ("no", "title", "group", "type", "scale", "computed", "aggregate", "required", "choices")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,39}", re.ASCII)
_NO = re.compile(r"\d{1,3}[a-zđ]?|[A-ZĐ]{1,2}\d{0,2}", re.ASCII)
_ROW_CODE = re.compile(r"[^()\x00-\x1f]{1,60}")
_ROUND = re.compile(r"0|10{2,6}")


class CannotReadForm(Refused):
    """Refused: the definition of the form has slips; each is named with its place."""


def read_form(data: bytes) -> FormDefinition:
    """A form out of a JSON file. Raises CannotReadForm, or CannotReadJson for what is no JSON."""
    return parse_form(read_json(data, MAX_DEFINITION_BYTES))


def parse_form(value: object) -> FormDefinition:
    """A form (biểu mẫu) out of plain values. Raises CannotReadForm with every slip at once."""
    form, found = examine_form(value)
    if found:
        raise CannotReadForm(found)
    return form


def examine_form(value: object) -> tuple[FormDefinition, tuple[Reason, ...]]:
    """A form as far as it can be understood, for who is still building it, and every slip with its place.

    With slips it is only to be looked at. Raises CannotReadForm for what is no form at all.
    """
    problems = Problems()
    if not isinstance(value, dict) or not value:
        raise CannotReadForm("Tệp phải chứa một biểu mẫu {code, name, unit, valid_from, columns, rows, checks}.")
    form = _read(_fields(value, "", problems, _KEYS))
    return form, tuple(dict.fromkeys([*problems.found, *faults(form)]))


def _read(fields: Fields) -> FormDefinition:
    code = fields.text("code", longest=40)
    if code and not _CODE.fullmatch(code):
        fields.wrong("code", "Mã chỉ gồm chữ cái không dấu, chữ số và . _ - /")
    valid_from = fields.day("valid_from")
    if "valid_from" not in fields:
        fields.problems.add("valid_from", "Thiếu ngày bắt đầu áp dụng, ví dụ 2025-07-01.")
    columns = [_column(_fields(item, path, fields.problems, _COLUMN_KEYS)) for path, item in _listed(fields, "columns")]
    known = {column.no for column in columns}
    rows = _fields(fields.values.get("rows"), "rows", fields.problems, ("kind", "items"))
    return FormDefinition(
        code=code,
        name=fields.text("name", longest=300),
        unit=fields.text("unit", "", 100),
        valid_from=valid_from or date.max,
        columns=tuple(_bound_column(column, known) for column in columns),
        kind=(rows.choice("kind", RowKind) if rows.values else None) or RowKind.FIXED,
        items=tuple(_item(path, item, fields.problems) for path, item in _listed(rows, "items", MAX_ITEMS)),
        checks=tuple(_checks(fields, known)),
        legal_basis=fields.text("legal_basis", "", 500),
        stub=tuple(_stub(path, item, fields.problems) for path, item in _listed(fields, "stub", 2)),
    )


def _fields(value: object, path: str, problems: Problems, allowed: tuple[str, ...]) -> Fields:
    """One JSON object; what is null counts as left out."""
    told = {key: part for key, part in value.items() if part is not None} if isinstance(value, dict) else value
    return Fields(told, path, problems, allowed)


def _listed(fields: Fields, key: str, most: int = MAX_COLUMNS) -> list[tuple[str, object]]:
    found = fields.items(key)
    if len(found) > most:
        fields.problems.add(fields.at(key), f"Có {len(found)} mục, tối đa {most}.")
    return found[:most]


def _number(fields: Fields) -> str:
    """A column's number; written as a number it counts too."""
    value = fields.values.get("no")
    no = str(value) if isinstance(value, int) and not isinstance(value, bool) else fields.text("no", longest=10)
    no = no.strip("() ")
    if no and not _NO.fullmatch(no):
        fields.wrong("no", "Số cột phải như 3, 12, 3a hoặc A")
    return no


def _column(fields: Fields) -> Column:
    kind = fields.choice("type", CellType) or CellType.INTEGER
    default = Aggregate.SUM if kind in (CellType.INTEGER, CellType.DECIMAL) else Aggregate.NONE
    computed = fields.text("computed", "")
    return Column(
        no=_number(fields),
        title=fields.text("title", longest=300),
        group=fields.texts("group"),
        type=kind,
        scale=_scale(fields, kind),
        computed=computed,
        formula=_formula(fields, computed) if computed else None,
        aggregate=fields.choice("aggregate", Aggregate, default) or default,
        required=fields.flag("required", False),
        choices=_choices(fields),
    )


def _scale(fields: Fields, kind: CellType) -> int:
    if kind in (CellType.DECIMAL, CellType.PERCENT):
        return fields.integer("scale", 0, MAX_SCALE, DEFAULT_SCALE)
    if fields.values.get("scale", 0) != 0:
        fields.problems.add(fields.at("scale"), f"Cột {kind.label} không có chữ số thập phân; bỏ mục này.")
    return 0


def _choices(fields: Fields) -> tuple[str, ...]:
    found = []
    for path, item in _listed(fields, "choices", MAX_CHOICES):
        if isinstance(item, str) and 0 < len(text := " ".join(item.split())) <= 100:
            found.append(text)
        else:
            fields.problems.add(path, "Phải là chữ, không trống, tối đa 100 ký tự.")
    return tuple(found)


def _formula(fields: Fields, text: str) -> Expression | None:
    try:
        return parse_formula(text)
    except CannotReadFormula as wrong:
        fields.problems.add(fields.at("computed"), wrong.reasons[0].message)
        return None


def _item(path: str, value: object, problems: Problems) -> Item:
    fields = _fields(value, path, problems, ("code", "title", "parent", "of_which"))
    if not fields.values:
        return Item("", "")
    code = fields.text("code", longest=60)
    if code and not _ROW_CODE.fullmatch(code):
        fields.wrong("code", "Mã dòng không được có dấu ngoặc")
    title, parent = fields.text("title", longest=300), fields.text("parent", "", 60)
    return Item(code, title, parent, fields.flag("of_which", False))


def _stub(path: str, value: object, problems: Problems) -> Stub:
    fields = _fields(value, path, problems, ("no", "title"))
    return Stub(_number(fields), fields.text("title", longest=300)) if fields.values else Stub("", "")


def _checks(fields: Fields, known: set[str]) -> Iterable[Check]:
    for path, item in _listed(fields, "checks", MAX_CHECKS):
        own = _fields(item, path, fields.problems, ("rule", "level"))
        if not own.values:
            continue
        level, text = own.choice("level", Level, Level.BLOCK) or Level.BLOCK, own.text("rule")
        if not text:
            continue
        try:
            rule = parse_rule(text)
        except CannotReadFormula as wrong:
            fields.problems.add(own.at("rule"), wrong.reasons[0].message)
            continue
        yield Check(text, Rule(rule.relation, tuple(_bound(side, known) for side in rule.sides)), level)


def _bound_column(column: Column, known: set[str]) -> Column:
    return column if column.formula is None else replace(column, formula=_bound(column.formula, known))


def _bound(expression: Expression, known: set[str]) -> Expression:
    """`8/7*100`, `4 >= 0`, `9 <= 100`: a round number is a number where no column bears it, except in a sum."""
    if isinstance(expression, Ref):
        is_number = expression == Ref(expression.column) and expression.column not in known
        return Constant(Decimal(expression.column)) if is_number and _ROUND.fullmatch(expression.column) else expression
    if isinstance(expression, Product):
        return Product(tuple((sign, _bound(part, known)) for sign, part in expression.parts))
    if isinstance(expression, Sum):
        parts = ((sign, part if isinstance(part, Ref) else _bound(part, known)) for sign, part in expression.parts)
        return Sum(tuple(parts))
    if isinstance(expression, Extreme):
        return Extreme(expression.name, tuple(_bound(part, known) for part in expression.parts))
    return expression
