"""A form as the fields of the builder (biểu đang soạn): filled from plain values, read back into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from dondoc.base.rules.tables.days import Unreadable, day_from_text
from dondoc.base.rules.tables.lines import line_of, parts_of
from dondoc.base.rules.wording import screen_date, search_key
from dondoc.sheets.rules.definition import Aggregate, CellType, Level, RowKind
from dondoc.sheets.rules.definition.parse import MAX_CHECKS, MAX_COLUMNS

CHOICES: dict[str, dict[str, str]] = {
    "kind": {kind.value: kind.label.capitalize() for kind in RowKind},
    "type": {kind.value: kind.label.capitalize() for kind in CellType},
    "aggregate": {way.value: way.label.capitalize() for way in Aggregate},
    "level": {level.value: level.label.capitalize() for level in Level},
}
OF_WHICH = "trong đó"
TEXTS = ("code", "name", "unit", "legal_basis")
FORM = (*TEXTS, "valid_from", "kind", "items", "stub0-no", "stub0-title", "stub1-no", "stub1-title", "guess")
COLUMN = ("no", "title", "group", "type", "scale", "computed", "aggregate", "required", "choices", "guess")
CHECK = ("rule", "level")
WITH_SCALE = (CellType.DECIMAL, CellType.PERCENT)
NUMBERS = {kind.value for kind in CellType if kind.is_number}

Cells = dict[str, str]


@dataclass
class Draft:
    """All fields. `focus`: the name of the field in which the official goes on."""

    cells: Cells
    columns: list[Cells]
    checks: list[Cells] = field(default_factory=list)
    focus: str = ""

    @classmethod
    def empty(cls) -> Draft:
        cells = dict.fromkeys(FORM, "") | {"kind": "fixed", "stub0-no": "1", "stub0-title": "STT", "stub1-no": "2"}
        return cls({**cells, "stub1-title": "Chỉ tiêu"}, [_new_column("3")])

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Draft:
        """The fields as a definition fills them."""
        cells = dict.fromkeys(FORM, "") | {key: str(values.get(key) or "") for key in TEXTS}
        cells["valid_from"] = _screen(values.get("valid_from"))
        for at, stub in enumerate(values.get("stub", ())):
            cells |= {f"stub{at}-no": stub["no"], f"stub{at}-title": stub["title"]}
        rows = values.get("rows", {})
        cells["kind"] = rows.get("kind", "fixed")
        cells["items"] = "\n".join(_item_line(item) for item in rows.get("items", ()))
        checks = [{key: str(check.get(key, "")) for key in CHECK} for check in values.get("checks", ())]
        return cls(cells, [_column_cells(column) for column in values.get("columns", ())], checks)

    @classmethod
    def read(cls, post: QueryDict) -> Draft:
        """The fields as they were sent, moved about as a button asks."""
        draft = cls(
            {key: post.get(key, "") for key in FORM},
            [
                {key: post.get(f"c{n}-{key}", "") for key in COLUMN}
                for n in range(MAX_COLUMNS)
                if f"c{n}-no" in post or f"c{n}-title" in post
            ],
            [{key: post.get(f"k{n}-{key}", "") for key in CHECK} for n in range(MAX_CHECKS) if f"k{n}-rule" in post],
        )
        name, _, at = post.get("viec", "").rpartition("-")
        if at.isascii() and at.isdigit() and len(at) < 5:
            draft.rearrange(name, int(at))
        return draft

    def rearrange(self, asked: str, at: int) -> None:
        """'cot-them', 'cot-bo', 'cot-len', 'cot-xuong' for column `at`; 'rb-them', 'rb-bo' for a check."""
        columns, n = self.columns, len(self.columns)
        if asked == "cot-them" and at <= n < MAX_COLUMNS:
            columns.insert(at, _new_column(self._next_no(), columns[at - 1] if at else None))
            self.focus = f"c{at}-title"
        elif asked == "cot-bo" and at < n:
            del columns[at]
            self.focus = f"c{min(at, n - 2)}-title" if n > 1 else "cot-them"
        elif asked in ("cot-len", "cot-xuong") and at < n:
            to = max(at - 1, 0) if asked == "cot-len" else min(at + 1, n - 1)
            columns[at], columns[to] = columns[to], columns[at]
            self.focus = f"{asked}-{to}"
        elif asked == "rb-them" and len(self.checks) < MAX_CHECKS:
            self.checks.append({"rule": "", "level": Level.BLOCK.value})
            self.focus = f"k{len(self.checks) - 1}-rule"
        elif asked == "rb-bo" and at < len(self.checks):
            del self.checks[at]
            self.focus = f"k{max(at - 1, 0)}-rule" if self.checks else "rb-them"

    def _next_no(self) -> str:
        used = [cells["no"].strip("() ") for cells in (*self.columns, *self._stubs())]
        return str(max((int(no) for no in used if no.isascii() and no.isdigit()), default=0) + 1)

    def _stubs(self) -> list[Cells]:
        listed = [{"no": self.cells[f"stub{at}-no"], "title": self.cells[f"stub{at}-title"]} for at in (0, 1)]
        return [stub for stub in listed if stub["no"].strip() or stub["title"].strip()]

    @property
    def told_checks(self) -> list[int]:
        """Places of the checks in which something is written; the others are left out of the definition."""
        return [at for at, check in enumerate(self.checks) if check["rule"].strip()]

    def values(self) -> dict[str, Any]:
        """Plain values as `parse_form` reads them; what cannot be understood is handed on to be refused."""
        cells = self.cells
        own: dict[str, Any] = {key: cells[key] for key in ("code", "name")}
        own |= {key: cells[key] for key in ("unit", "legal_basis") if cells[key].strip()}
        if cells["valid_from"].strip():
            own["valid_from"] = _iso(cells["valid_from"])
        if stubs := self._stubs():
            own["stub"] = stubs
        own["columns"] = [_column_values(column) for column in self.columns]
        own["rows"] = {"kind": cells["kind"]}
        if cells["kind"] != RowKind.FREE and (items := _items(cells["items"])):
            own["rows"]["items"] = items
        own["checks"] = [{key: self.checks[at][key] for key in CHECK} for at in self.told_checks]
        return own


def _new_column(no: str, like: Cells | None = None) -> Cells:
    """A column to fill in, under the same headings as the one before."""
    empty = dict.fromkeys(COLUMN, "") | {"no": no, "type": "integer", "aggregate": "sum"}
    return empty if like is None else {**empty, **{key: like[key] for key in ("group", "type", "scale", "aggregate")}}


def _column_cells(column: Mapping[str, Any]) -> Cells:
    kind = column.get("type", "integer")
    default = "sum" if kind in ("integer", "decimal") else "none"
    return {
        "no": str(column.get("no", "")),
        "title": column.get("title", ""),
        "group": "\n".join(column.get("group", ())),
        "type": kind,
        "scale": str(column.get("scale", "")),
        "computed": column.get("computed") or "",
        "aggregate": column.get("aggregate", default),
        "required": "có" if column.get("required") else "",
        "choices": "\n".join(column.get("choices", ())),
        "guess": "",
    }


def _column_values(cells: Cells) -> dict[str, Any]:
    """Fields that the chosen type does not use are hidden on the page, and not looked at."""
    kind, aggregate = cells["type"], cells["aggregate"]
    values: dict[str, Any] = {key: cells[key] for key in ("no", "title", "type")}
    values["required"] = bool(cells["required"])
    if group := _lines(cells["group"]):
        values["group"] = group
    if kind in WITH_SCALE and cells["scale"].strip():
        values["scale"] = _number(cells["scale"])
    if cells["computed"].strip():
        values["computed"] = cells["computed"]
    if kind == CellType.CHOICE:
        values["choices"] = _lines(cells["choices"])
    may = kind in NUMBERS or aggregate in (Aggregate.LAST, Aggregate.NONE)
    values["aggregate"] = aggregate if may and aggregate else Aggregate.NONE.value
    return values


def _item_line(item: Mapping[str, Any]) -> str:
    part = OF_WHICH if item.get("of_which") else ""
    return line_of(item["code"], item["title"], item.get("parent", ""), part)


def _items(text: str) -> list[dict[str, Any]]:
    """'mã | tên | mã dòng cha | trong đó', a row a line; a name alone gives itself a code."""
    found: list[dict[str, Any]] = []
    for line in filter(str.strip, text.splitlines()):
        code, *rest = parts_of(line)
        title, parent, *more = (*rest, "", "", "")
        item: dict[str, Any] = {"code": code, "title": title} if rest else {"code": code_of(code), "title": code}
        if parent:
            item["parent"] = parent
        if told := " ".join(filter(None, more)):
            item["of_which"] = True if told.casefold() in (OF_WHICH, "x") else told
        found.append(item)
    return found


def code_of(title: str) -> str:
    """'Đất đai' -> 'dat-dai'."""
    return "-".join("".join(c if c.isalnum() else " " for c in search_key(title)).split())[:60]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _number(text: str) -> object:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 4 else plain


def _screen(iso: object) -> str:
    try:
        return screen_date(day_from_text(iso)) if isinstance(iso, str) else ""
    except Unreadable:
        return str(iso)


def _iso(text: str) -> str:
    try:
        return day_from_text(text.strip()).isoformat()
    except Unreadable:
        return text
