"""Reading regimes out of a file: every slip at once, each at its row and column, or at its place in the JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.tables import MAX_BYTES, CannotRead, Field, Row, Table, scan_table
from dondoc.deadlines.rules.definition import CannotReadRegime, RegimeDefinition, parse_definition
from dondoc.deadlines.rules.definition.outline import outline_from_lines
from dondoc.deadlines.rules.regime_files.columns import (
    CHOICES,
    CYCLE_FIELDS,
    DEADLINE_FIELDS,
    FIELDS,
    REGIME_FIELDS,
    choice_from,
    flag_from,
    levels_from,
    numbers_from,
    window_from,
)


class CannotReadRegimeFile(Refused):
    """Refused: the file holds no regimes, or some with slips; each is named with its place."""


def read_regimes(data: bytes, name: str) -> tuple[RegimeDefinition, ...]:
    """The regimes of a file (.json, .csv, .xlsx), in its order. Raises CannotReadRegimeFile, CannotRead."""
    if name.lower().endswith(".json"):
        return _read_json(data)
    table = scan_table(data, name, FIELDS)
    drafts = _drafts(table)
    read = [definition for draft in drafts if (definition := draft.definition(table)) is not None]
    if table.problems:
        raise CannotRead(table.problems.reasons())
    return tuple(read)


def _read_json(data: bytes) -> tuple[RegimeDefinition, ...]:
    values = _json_values(data)
    read: dict[str, RegimeDefinition] = {}
    reasons: list[Reason] = []
    for n, value in enumerate(values, start=1):
        code = value.get("code") if isinstance(value, dict) else None
        place = f"Chế độ thứ {n} ({code})" if isinstance(code, str) and code else f"Chế độ thứ {n}"
        try:
            definition = parse_definition(value)
        except CannotReadRegime as refused:
            lead = f"{place}, " if len(values) > 1 else ""
            reasons += [Reason(reason.message, f"{lead}{reason.where}") for reason in refused.reasons]
            continue
        if definition.code in read:
            reasons.append(Reason("Mã này đã có ở một chế độ phía trên.", place))
        read[definition.code] = definition
    if reasons:
        raise CannotReadRegimeFile(reasons)
    return tuple(read.values())


def _json_values(data: bytes) -> list[Any]:
    """One regime or a list of them, as plain values. Raises CannotReadRegimeFile."""
    if len(data) > MAX_BYTES:
        raise CannotReadRegimeFile(f"Tệp lớn quá {MAX_BYTES // 1_000_000} MB.")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CannotReadRegimeFile("Tệp không phải UTF-8. Lưu lại dạng UTF-8.") from None
    except json.JSONDecodeError as error:
        place = f"Dòng {error.lineno}, cột {error.colno}"
        raise CannotReadRegimeFile([Reason("Không phải JSON đúng cú pháp.", place)]) from None
    except (RecursionError, ValueError):
        raise CannotReadRegimeFile("JSON lồng nhau quá sâu hoặc có số quá dài.") from None
    values = content if isinstance(content, list) else [content]
    if not values or not all(isinstance(value, dict) for value in values):
        raise CannotReadRegimeFile("Tệp phải chứa một chế độ {…} hoặc một danh sách chế độ [{…}, …].")
    return values


@dataclass
class _Draft:
    """One regime as its rows say it, and from which row each part came."""

    first: Row
    values: dict[str, Any]
    rows: list[list[Row]] = field(default_factory=list)

    def definition(self, table: Table) -> RegimeDefinition | None:
        """The regime; None after slips, which are added to the table's problems."""
        if any(row.broken for rows in self.rows for row in rows):
            return None
        try:
            return parse_definition(self.values)
        except CannotReadRegime as refused:
            for reason in refused.reasons:
                row, name = self._place(reason.where)
                if name in CHOICES and row.values[name] is not None:
                    table.problem(row, name, f"chọn một trong: {'; '.join(CHOICES[name].values())}")
                elif name:
                    table.problem(row, name, reason.message)
                else:
                    table.problems.add(row.number, "", reason.message)
            return None

    def _place(self, where: str) -> tuple[Row, str]:
        """The row and the column from which a part of the definition came."""
        found = re.match(r"cycles\[(\d+)\](?:\.deadlines\[(\d+)\])?\.?(\w*)", where)
        if found is None:
            key, _, rest = where.partition(".")
            name = f"component_{rest}" if key == "components" else re.sub(r"\[\d+\]$", "", key)
            return self.first, name if name in _NAMES else ""
        cycle, deadline, key = int(found[1]), found[2], found[3]
        name = f"deadline_{key}" if deadline is not None and key in ("roll", "receivers") else key
        return self.rows[cycle][int(deadline or 0)], name if name in _NAMES else ""


_NAMES = {f.name for f in FIELDS}
_REPEATED = ("code",)


def _drafts(table: Table) -> list[_Draft]:
    """Rows with one code make one regime; those of them with one cycle, one cycle."""
    drafts: dict[str, _Draft] = {}
    cycles: dict[str, list[dict[str, Any]]] = {}
    for row in table.rows:
        code = row.text("code") if "code" not in row.broken else ""
        if not code:
            continue
        values = _values(row, REGIME_FIELDS)
        if code not in drafts:
            drafts[code] = _Draft(row, {**_regime(values), "cycles": []})
            cycles[code] = []
        draft = drafts[code]
        _check_repeats(table, row, values, draft)
        cycle = _values(row, CYCLE_FIELDS)
        if cycle not in cycles[code]:
            cycles[code].append(cycle)
            draft.values["cycles"].append({**cycle, "deadlines": []})
            draft.rows.append([])
        place = cycles[code].index(cycle)
        draft.values["cycles"][place]["deadlines"].append(_deadline(_values(row, DEADLINE_FIELDS)))
        draft.rows[place].append(row)
    return list(drafts.values())


def _check_repeats(table: Table, row: Row, values: Mapping[str, Any], draft: _Draft) -> None:
    """What a later row says of the regime must be what its first row says."""
    first = _values(draft.first, REGIME_FIELDS)
    for name, value in values.items():
        if name not in _REPEATED and value != first.get(name):
            table.problem(row, name, f"khác với dòng {draft.first.number} của cùng chế độ; ghi giống hoặc để trống")


def _values(row: Row, fields: tuple[Field, ...]) -> dict[str, Any]:
    """The filled cells, in the words of the definition."""
    return {f.name: _value(f.name, row.values[f.name]) for f in fields if row.values[f.name] is not None}


_READERS: dict[str, Callable[[str], object]] = {
    "outline": outline_from_lines,
    "none": flag_from,
    "inclusive": flag_from,
    "confidential": flag_from,
    "only": numbers_from,
    "level_map": levels_from,
    "window": window_from,
}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if name in CHOICES:
        return choice_from(name, value)
    if name in ("receivers", "deadline_receivers", "forms"):
        return [line for line in value.split("\n") if line.strip()]
    return _READERS[name](value) if name in _READERS else value


def _regime(values: Mapping[str, Any]) -> dict[str, Any]:
    components = {k.removeprefix("component_"): v for k, v in values.items() if k.startswith("component_")}
    own = {key: value for key, value in values.items() if not key.startswith("component_")}
    return {**own, **({"components": components} if components else {})}


def _deadline(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key.removeprefix("deadline_"): value for key, value in values.items()}
