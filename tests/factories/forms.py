"""Forms to try things on (biểu mẫu thử)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

from dondoc.sheets.rules.cells import Cells
from dondoc.sheets.rules.definition import FormDefinition, parse_form, read_form
from dondoc.sheets.rules.figures import read_cells

CASES = Path(__file__).parents[1] / "cases" / "forms"


def case_bytes(name: str) -> bytes:
    """A form's file of the tests ('KHO') or of the demonstration ('II.06a')."""
    own = CASES / f"{name}.json"
    demo = resources.files("dondoc.demo").joinpath("data", "forms", f"{name}.json")
    return own.read_bytes() if own.exists() else demo.read_bytes()


def case(name: str) -> FormDefinition:
    return read_form(case_bytes(name))


def form_of(*columns: Mapping[str, Any], rows: Any = ("a",), checks: Any = (), **more: Any) -> FormDefinition:
    """A small form: columns by what is special about them, rows by their codes, checks that block."""
    listed = [{"title": f"Cột {column['no']}", "type": "integer", **column} for column in columns]
    items = [row if isinstance(row, dict) else {"code": row, "title": f"Dòng {row}"} for row in rows]
    kind = {"kind": "fixed", "items": items} if items else {"kind": "free"}
    told = [check if isinstance(check, dict) else {"rule": check, "level": "block"} for check in checks]
    value = {"code": "F", "name": "Biểu thử", "valid_from": "2024-01-01", "columns": listed, "rows": kind, **more}
    return parse_form({**value, "checks": told})


def cells_of(form: FormDefinition, rows: Mapping[str, Mapping[str, Any]]) -> Cells:
    """Figures that can be read."""
    cells, problems = read_cells(form, {row: dict(values) for row, values in rows.items()})
    assert not problems
    return cells


def numbers(values: Mapping[str, Any]) -> dict[str, Decimal]:
    return {no: Decimal(str(value)) for no, value in values.items()}
