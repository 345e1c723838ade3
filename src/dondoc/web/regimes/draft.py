"""A regime as the fields of a form (chế độ đang soạn): filled from a definition, read back into plain values.

Everything a definition may say has a field; only rare data windows are written as JSON in theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from dondoc.base.rules.tables.days import Unreadable, day_from_text
from dondoc.base.rules.wording import screen_date
from dondoc.deadlines.rules.deadline import After
from dondoc.deadlines.rules.definition import (
    COMPONENTS,
    Approval,
    Counts,
    Lock,
    OwnApproval,
    RegimeDefinition,
    ReportKind,
    Signature,
    write_definition,
)
from dondoc.deadlines.rules.definition.outline import outline_from_lines, outline_lines
from dondoc.deadlines.rules.periods import Cycle
from dondoc.deadlines.rules.regime_files.columns import (
    AFTERS,
    ROLLS,
    levels_from,
    levels_text,
    numbers_from,
    window_from,
    window_text,
)

# The ways in which a deadline may be told; the first part names the fields it uses (see regimes.css).
FORMS = {
    "day": "Ngày … của tháng cuối kỳ (hoặc tháng sau)",
    "date": "Ngày … tháng … của năm báo cáo (hoặc năm sau)",
    "days": "… ngày sau một mốc",
    "working_days": "… ngày làm việc sau một mốc",
    "weekday": "Thứ … của tuần chốt số liệu",
    "delegated": "Giao cơ quan khác ấn định",
    "none": "Văn bản không ấn định ngày",
}
WEEKDAYS = {
    "mon": "thứ Hai", "tue": "thứ Ba", "wed": "thứ Tư", "thu": "thứ Năm", "fri": "thứ Sáu", "sat": "thứ Bảy",
    "sun": "Chủ nhật",
}  # fmt: skip
WINDOWS = {
    "15-14": "Từ ngày 15 đến ngày 14 (NĐ 09/2019, Điều 12)",
    "calendar": "Trọn tháng, quý, năm dương lịch",
    "unknown": "Chưa rõ",
    "week": "Tuần, từ thứ … đến thứ …",
    "other": "Cách khác (ghi ở ô bên)",
}
CHOICES: dict[str, dict[str, str]] = {
    "kind": {kind.value: kind.label for kind in ReportKind},
    "approval": {approval.value: approval.label for approval in Approval},
    "own_approval": {own.value: own.label for own in OwnApproval},
    "counts": {counts.value: counts.label for counts in Counts},
    "lock": {lock.value: lock.label for lock in Lock},
    "signature": {signature.value: signature.label for signature in Signature},
    "roll": {roll.value: label for roll, label in ROLLS.items()},
    "cycle": {cycle.value: cycle.label for cycle in Cycle},
    "window": WINDOWS,
    "weekday": WEEKDAYS,
    "form": FORMS,
    "after": {after.value: label for after, label in AFTERS.items()},
    "inclusive": {"": "Theo nguyên văn", "yes": "Kể cả ngày đó (chậm nhất ngày)", "no": "Không kể (trước ngày)"},
}
REGIME = (
    "code", "name", "legal_basis", "issuer", "field", "in_charge", "kind", "signature", "roll", "early_margin_days",
    "receivers", "forms", "valid_from", "valid_to", "level_map", "outline",
    "approval", "own_approval", "counts", "lock", "query_days",
)  # fmt: skip
CYCLE = ("cycle", "only", "window", "window_first", "window_last", "window_text", "period_name", "period_label",
         "years", "first_year")  # fmt: skip
DEADLINE = ("group", "level", "form", "number", "month", "offset", "weekday", "after", "text", "inclusive", "roll",
            "wording", "receivers")  # fmt: skip
USUAL = {
    "early_margin_days": "1", "approval": "optional", "own_approval": "allowed", "counts": "first_valid",
    "lock": "none", "query_days": "2",
}  # fmt: skip
MAX_CYCLES, MAX_DEADLINES = 12, 30

Cells = dict[str, str]


@dataclass
class DraftCycle:
    """One cycle with its deadlines, as cells."""

    cells: Cells
    deadlines: list[Cells] = field(default_factory=list)


@dataclass
class Draft:
    """The whole form."""

    cells: Cells
    components: Cells
    cycles: list[DraftCycle]

    @classmethod
    def empty(cls) -> Draft:
        cells = {**dict.fromkeys(REGIME, ""), "kind": "periodic", "signature": "recorded", "roll": "next_working_day"}
        return cls({**cells, **USUAL}, {}, [_new_cycle()])

    @classmethod
    def of(cls, definition: RegimeDefinition) -> Draft:
        """The form as a definition fills it."""
        written = write_definition(definition)
        cells = {key: _text(written.get(key, USUAL.get(key, ""))) for key in REGIME if key != "outline"}
        cells["level_map"] = levels_text(written.get("level_map", {}))
        cells["outline"] = outline_lines(written.get("outline", []))
        for key, day in (("valid_from", definition.valid_from), ("valid_to", definition.valid_to)):
            cells[key] = screen_date(day) if day else ""
        cycles = [_cycle_cells(cycle) for cycle in written.get("cycles", [written])]
        return cls(cells, dict(written.get("components", {})), cycles)

    @classmethod
    def read(cls, post: QueryDict) -> Draft:
        """The form as it was sent, with the row added or taken away that a button asks for."""
        cells = {key: post.get(key, "") for key in REGIME}
        components = {key: post.get(f"component-{key}", "") for key in COMPONENTS}
        cycles = []
        for c in range(MAX_CYCLES):
            if f"c{c}-cycle" not in post:
                continue
            rows = [
                {key: post.get(f"c{c}d{d}-{key}", "") for key in DEADLINE}
                for d in range(MAX_DEADLINES)
                if f"c{c}d{d}-form" in post
            ]
            cycles.append(DraftCycle({key: post.get(f"c{c}-{key}", "") for key in CYCLE}, rows))
        draft = cls(cells, components, cycles or [_new_cycle()])
        draft.rearrange(post.get("them", ""), post.get("bo", ""))
        return draft

    def rearrange(self, added: str, dropped: str) -> None:
        """'chu-ky' or the number of a cycle adds a cycle or a deadline; '1' or '1-2' takes one away."""
        if added == "chu-ky" and len(self.cycles) < MAX_CYCLES:
            self.cycles.append(_new_cycle())
        elif added.isascii() and added.isdigit() and int(added) < len(self.cycles):
            rows = self.cycles[int(added)].deadlines
            rows.append(_new_deadline(rows[-1] if rows else None))
        cycle, _, row = dropped.partition("-")
        if cycle.isascii() and cycle.isdigit() and int(cycle) < len(self.cycles):
            rows = self.cycles[int(cycle)].deadlines
            if row.isascii() and row.isdigit() and int(row) < len(rows) > 1:
                del rows[int(row)]
            elif not row and len(self.cycles) > 1:
                del self.cycles[int(cycle)]

    def definition(self) -> dict[str, Any]:
        """Plain values as `parse_definition` reads them; what cannot be understood is handed on to be refused."""
        own: dict[str, Any] = {key: value for key, value in self.cells.items() if value.strip()}
        own |= {key: _number(own.get(key, USUAL[key])) for key in ("early_margin_days", "query_days")}
        for key in ("valid_from", "valid_to"):
            if key in own:
                own[key] = _iso(own[key])
        if "level_map" in own:
            own["level_map"] = levels_from(own["level_map"])
        for key in ("receivers", "forms"):
            own[key] = _lines(self.cells[key])
        own["outline"] = outline_from_lines(self.cells["outline"])
        own["components"] = {key: text for key, text in self.components.items() if text.strip()}
        own["cycles"] = [_cycle_values(cycle) for cycle in self.cycles]
        return {key: value for key, value in own.items() if value not in ([], {})}


def _new_cycle() -> DraftCycle:
    return DraftCycle({**dict.fromkeys(CYCLE, ""), "cycle": "quarter", "window": "15-14"}, [_new_deadline(None)])


def _new_deadline(like: Cells | None) -> Cells:
    """A row to fill in; after others it begins as the last one."""
    empty = {**dict.fromkeys(DEADLINE, ""), "form": "day", "offset": "0", "after": After.WINDOW_END.value}
    return {**empty, "weekday": "mon"} if like is None else {**like, "group": "", "level": "", "wording": ""}


def _cycle_cells(cycle: Mapping[str, Any]) -> DraftCycle:
    cells = {key: _text(cycle.get(key, "")) for key in CYCLE}
    cells["only"] = "; ".join(map(str, cycle.get("only", [])))
    window = cycle["window"]
    if isinstance(window, str):
        cells["window"] = window
    elif "from_weekday" in window:
        cells |= {"window": "week", "window_first": window["from_weekday"], "window_last": window["to_weekday"]}
    else:
        cells |= {"window": "other", "window_text": window_text(window)}
    return DraftCycle(cells, [_deadline_cells(deadline) for deadline in cycle["deadlines"]])


def _deadline_cells(written: Mapping[str, Any]) -> Cells:
    form = next(key for key in ("month", *FORMS) if key in written)
    form = "date" if form == "month" else form
    number = written.get({"date": "day"}.get(form, form), "")
    offset = next((written[key] for key in ("month_offset", "year_offset", "week_offset") if key in written), 0)
    inclusive = {True: "yes", False: "no", None: ""}[written.get("inclusive")]
    return {
        "group": written["group"],
        "level": _text(written.get("level", "")),
        "form": form,
        "number": _text(number) if form in ("day", "date", "days", "working_days") else "",
        "month": _text(written.get("month", "")),
        "offset": str(offset),
        "weekday": written.get("weekday", "mon"),
        "after": written.get("after", After.WINDOW_END.value),
        "text": written.get("event", "") or written.get("delegated", ""),
        "inclusive": inclusive,
        "roll": written.get("roll", ""),
        "wording": written.get("wording", ""),
        "receivers": _text(written.get("receivers", [])),
    }


def _cycle_values(cycle: DraftCycle) -> dict[str, Any]:
    cells = cycle.cells
    values: dict[str, Any] = {"cycle": cells["cycle"], "deadlines": [_deadline_values(row) for row in cycle.deadlines]}
    if cells["window"] == "week":
        values["window"] = {"from_weekday": cells["window_first"], "to_weekday": cells["window_last"]}
    else:
        values["window"] = window_from(cells["window_text"] if cells["window"] == "other" else cells["window"])
    if cells["only"].strip():
        values["only"] = numbers_from(cells["only"].strip())
    for key in ("period_name", "period_label"):
        if cells[key].strip():
            values[key] = cells[key]
    for key in ("years", "first_year"):
        if cells[key].strip():
            values[key] = _number(cells[key])
    return values


def _deadline_values(row: Cells) -> dict[str, Any]:
    form, values = row["form"], {"group": row["group"].strip() or "*", **_form_values(row)}
    if row["level"].strip():
        values["level"] = _number(row["level"])
    if row["inclusive"] and form in ("day", "date", "weekday"):
        values["inclusive"] = row["inclusive"] == "yes"
    for key in ("roll", "wording"):
        if row[key].strip():
            values[key] = row[key]
    if receivers := _lines(row["receivers"]):
        values["receivers"] = receivers
    return values


def _form_values(row: Cells) -> dict[str, Any]:
    offset = _number(row["offset"] or "0")
    if row["form"] == "day":
        return {"day": _number(row["number"]), "month_offset": offset}
    if row["form"] == "date":
        return {"day": _number(row["number"]), "month": _number(row["month"]), "year_offset": offset}
    if row["form"] == "weekday":
        return {"weekday": row["weekday"], "week_offset": offset}
    if row["form"] in ("days", "working_days"):
        event = {"event": row["text"]} if row["after"] == After.EVENT else {}
        return {row["form"]: _number(row["number"]), "after": row["after"], **event}
    if row["form"] == "delegated":
        return {"delegated": row["text"]}
    return {"none": True} if row["form"] == "none" else {}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if isinstance(value, dict) else str(value)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _number(text: str) -> object:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.removeprefix("-").isdigit() and len(plain) < 7 else plain


def _iso(text: str) -> str:
    try:
        return day_from_text(text.strip()).isoformat()
    except Unreadable:
        return text
