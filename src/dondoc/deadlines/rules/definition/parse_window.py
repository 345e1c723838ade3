"""Reading the data window (thời gian chốt số liệu) of one cycle."""

from __future__ import annotations

from itertools import pairwise

from dondoc.deadlines.rules.periods import Cycle
from dondoc.deadlines.rules.reading import Fields
from dondoc.deadlines.rules.windows import (
    STANDARD,
    WEEKDAY_KEYS,
    Edge,
    Edges,
    MonthParts,
    Weekdays,
    WindowRule,
    YearStart,
    calendar_window,
)

STANDARD_NAMES = ("15-14", "std")
_FORMS: dict[str, tuple[str, ...]] = {
    "year_starts": ("year_starts",),
    "from": ("from", "to"),
    "from_weekday": ("from_weekday", "to_weekday"),
    "month_starts": ("month_starts",),
}


def read_window(fields: Fields, cycle: Cycle) -> WindowRule | None:
    """The window of a cycle; None for 'unknown'."""
    value = fields.values.get("window")
    is_of_months = not (cycle.is_of_days or cycle.parts_of_month or cycle is Cycle.NAMED)
    if isinstance(value, dict):
        return _read_form(Fields(value, fields.at("window"), fields.problems, sum(_FORMS.values(), ())), cycle)
    if value == "unknown":
        return None
    if value in STANDARD_NAMES and is_of_months:
        return STANDARD
    if value == "calendar" and cycle is not Cycle.NAMED:
        return calendar_window(cycle)
    names = "'15-14', 'calendar', 'unknown'" if is_of_months else "'calendar', 'unknown'"
    if cycle is Cycle.NAMED:
        names = "'unknown'"
    fields.wrong("window", f"Với chu kỳ '{cycle.label}' ghi {names} hoặc một nhóm mục {{…}}")
    return None


def _read_form(fields: Fields, cycle: Cycle) -> WindowRule | None:
    forms = [form for form, keys in _FORMS.items() if any(key in fields for key in keys)]
    fits = {
        "year_starts": not (cycle.is_of_days or cycle.parts_of_month or cycle is Cycle.NAMED),
        "from": not (cycle.is_of_days or cycle.parts_of_month),
        "from_weekday": cycle is Cycle.WEEK,
        "month_starts": bool(cycle.parts_of_month),
    }
    usable = [form for form in _FORMS if fits[form]]
    if len(forms) != 1 or forms[0] not in usable:
        fields.problems.add(
            fields.path, f"Với chu kỳ '{cycle.label}' dùng đúng một cách ghi: {', '.join(usable) or 'calendar'}."
        )
        return None
    if forms[0] == "year_starts":
        own = Fields(fields.values["year_starts"], fields.at("year_starts"), fields.problems, _EDGE_KEYS)
        if "month_offset" in own:
            own.wrong("month_offset", "Không dùng ở đây")
        return YearStart(own.integer("day", 1, 31), own.integer("month", 1, 12), own.integer("year_offset", -2, 2, 0))
    if forms[0] == "from":
        return Edges(_read_edge(fields, "from", cycle), _read_edge(fields, "to", cycle))
    if forms[0] == "from_weekday":
        return Weekdays(read_weekday(fields, "from_weekday"), read_weekday(fields, "to_weekday"))
    return _read_parts(fields, cycle)


_EDGE_KEYS = ("day", "month", "month_offset", "year_offset")


def _read_edge(fields: Fields, key: str, cycle: Cycle) -> Edge:
    own = Fields(fields.values.get(key), fields.at(key), fields.problems, _EDGE_KEYS)
    if not own.values:
        return Edge(1)
    month = own.integer("month", 1, 12) if "month" in own or cycle is Cycle.NAMED else None
    if "month" in own and "month_offset" in own:
        own.wrong("month_offset", "Đã ghi 'month' thì không ghi 'month_offset'")
    return Edge(
        own.integer("day", 1, 31),
        month,
        own.integer("month_offset", -12, 12, 0),
        own.integer("year_offset", -20, 2, 0),
    )


def _read_parts(fields: Fields, cycle: Cycle) -> WindowRule | None:
    starts = fields.integers("month_starts", 1, 31)
    falls = sum(after < before for before, after in pairwise(starts))
    if len(set(starts)) != cycle.parts_of_month or len(starts) != cycle.parts_of_month or falls > 1:
        fields.wrong(
            "month_starts",
            f"Ghi {cycle.parts_of_month} ngày khác nhau theo thứ tự, ví dụ [1, 16]; [26, 11]; [1, 11, 21]",
        )
        return None
    if falls and starts[-1] > starts[0]:
        fields.wrong("month_starts", "Các ngày phải đi theo thứ tự trong một tháng, kể từ ngày bắt đầu")
        return None
    return MonthParts(starts)


def read_weekday(fields: Fields, key: str) -> int:
    value = fields.values.get(key)
    if isinstance(value, str) and value in WEEKDAY_KEYS:
        return WEEKDAY_KEYS.index(value)
    fields.wrong(key, f"Chọn một trong: {', '.join(WEEKDAY_KEYS)}")
    return 0
