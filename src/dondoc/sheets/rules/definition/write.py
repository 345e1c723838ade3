"""Writing a form back to plain values (JSON)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from dondoc.sheets.rules.definition.form import CellType, Column, FormDefinition, Item


def write_form(form: FormDefinition) -> dict[str, Any]:
    """A form as plain values, which read as the same form."""
    out: dict[str, Any] = {
        "code": form.code,
        "name": form.name,
        "unit": form.unit,
        "valid_from": form.valid_from.isoformat(),
        "columns": [_column(column) for column in form.columns],
        "rows": {"kind": form.kind.value, "items": [_item(item) for item in form.items]},
        "checks": [{"rule": check.text, "level": check.level.value} for check in form.checks],
    }
    if form.legal_basis:
        out["legal_basis"] = form.legal_basis
    if form.stub:
        out["stub"] = [{"no": stub.no, "title": stub.title} for stub in form.stub]
    return out


def fingerprint(form: FormDefinition) -> str:
    """What tells one version from another: hexadecimal SHA-256 of the definition."""
    text = json.dumps(write_form(form), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _column(column: Column) -> dict[str, Any]:
    out: dict[str, Any] = {
        "no": column.no,
        "title": column.title,
        "group": list(column.group),
        "type": column.type.value,
        "computed": column.computed or None,
        "aggregate": column.aggregate.value,
        "required": column.required,
    }
    if column.type in (CellType.DECIMAL, CellType.PERCENT):
        out["scale"] = column.scale
    if column.choices:
        out["choices"] = list(column.choices)
    return out


def _item(item: Item) -> dict[str, Any]:
    out: dict[str, Any] = {"code": item.code, "title": item.title}
    if item.parent:
        out["parent"] = item.parent
    if item.of_which:
        out["of_which"] = True
    return out
