"""Writing regimes to a file: JSON list, CSV that Excel opens rightly, or a workbook."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from dondoc.base.rules.tables import Value, write_sheet, write_template
from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.rules.definition import RegimeDefinition, parse_definition, write_definition
from dondoc.deadlines.rules.definition.outline import outline_lines
from dondoc.deadlines.rules.regime_files.columns import CHOICES, FIELDS, NO, YES, levels_text, window_text

SUFFIXES = (".xlsx", ".csv", ".json")
_OF_CYCLE = ("cycle", "only", "period_name", "period_label", "years", "first_year", "window")


def write_regimes(definitions: Sequence[RegimeDefinition], suffix: str) -> bytes:
    """The regimes as a file of one of `SUFFIXES`. Raises ValueError for another."""
    if suffix == ".json":
        return (json.dumps([write_definition(d) for d in definitions], ensure_ascii=False, indent=2) + "\n").encode()
    headings = [field.heading for field in FIELDS]
    rows = [[row.get(field.name) for field in FIELDS] for d in definitions for row in _rows(d)]
    if suffix == ".xlsx":
        return write_sheet("Chế độ báo cáo", headings, rows)
    if suffix != ".csv":
        raise ValueError(suffix)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([screen_date(v) if isinstance(v, date) else v for v in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def template() -> bytes:
    """An empty workbook to fill in, with one regime as a sample."""
    return write_template(FIELDS, "Chế độ báo cáo", list(_rows(parse_definition(_SAMPLE))))


def _rows(definition: RegimeDefinition) -> Iterator[dict[str, Value]]:
    """One row for each deadline; what holds for the whole regime stands in its first row."""
    written = write_definition(definition)
    shared: dict[str, Any] = _regime(written)
    for cycle in written.get("cycles", [written]):
        own = {key: cycle[key] for key in _OF_CYCLE if key in cycle}
        for deadline in cycle["deadlines"]:
            cells = {**shared, **own, **_deadline(deadline)}
            yield {name: _cell(name, value) for name, value in cells.items()}
            shared = {key: written[key] for key in ("code", "name")}


def _regime(written: dict[str, Any]) -> dict[str, Any]:
    own = {k: v for k, v in written.items() if k not in (*_OF_CYCLE, "cycles", "deadlines", "components")}
    for key in ("valid_from", "valid_to"):
        if key in own:
            own[key] = date.fromisoformat(own[key])
    return own | {f"component_{key}": text for key, text in written.get("components", {}).items()}


def _deadline(deadline: dict[str, Any]) -> dict[str, Any]:
    return {f"deadline_{key}" if key in ("roll", "receivers") else key: value for key, value in deadline.items()}


def _cell(name: str, value: Any) -> Value:
    if name in CHOICES:
        return CHOICES[name][value]
    if name == "window":
        return window_text(value)
    if name == "outline":
        return outline_lines(value)
    if name == "level_map":
        return levels_text(value)
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return ("; " if name == "only" else "\n").join(map(str, value))
    kept: Value = value
    return kept


_SAMPLE = {
    "code": "VI-DU",
    "name": "Báo cáo tình hình, kết quả công tác (ví dụ, xoá dòng này)",
    "legal_basis": "Quyết định số …/QĐ-UBND ngày … của UBND tỉnh",
    "cycle": "quarter",
    "window": "15-14",
    "deadlines": [
        {"group": "UBND xã, phường", "level": 1, "day": 18, "wording": "chậm nhất ngày 18 của tháng cuối quý"},
        {"group": "Sở, cơ quan thuộc UBND tỉnh", "level": 2, "working_days": 2, "after": "window_end"},
    ],
    "receivers": ["Văn phòng UBND tỉnh"],
}
