"""Reading one deadline (thời hạn gửi) of a cycle."""

from __future__ import annotations

from dondoc.deadlines.rules.days import day_in_month
from dondoc.deadlines.rules.deadline import (
    After,
    DayOfMonth,
    DaysAfter,
    DeadlineForm,
    DeadlineRule,
    Delegated,
    FixedDate,
    NoDeadline,
    Roll,
    WeekdayAfter,
    is_inclusive_wording,
)
from dondoc.deadlines.rules.definition.parse_window import read_weekday
from dondoc.deadlines.rules.reading import Fields, Problems

_COMMON = ("group", "level", "wording", "inclusive", "roll", "receivers", "forms")
_COMPANIONS: dict[str, tuple[str, ...]] = {
    "day": ("month_offset", "month", "year_offset"),
    "weekday": ("week_offset",),
    "days": ("after", "event"),
    "working_days": ("after", "event"),
    "delegated": (),
    "none": (),
}
DEADLINE_KEYS = (*_COMMON, *dict.fromkeys([*_COMPANIONS, *sum(_COMPANIONS.values(), ())]))


def read_deadline(value: object, path: str, problems: Problems) -> DeadlineRule | None:
    """One deadline, in exactly one of its forms; None after a slip that leaves no form."""
    fields = Fields(value, path, problems, DEADLINE_KEYS)
    if not isinstance(value, dict):
        return None
    forms = [key for key in _COMPANIONS if key in fields]
    if len(forms) != 1:
        problems.add(path, f"Ghi đúng một cách tính hạn: {', '.join(_COMPANIONS)}.")
        return None
    for key in fields.values:
        if key in DEADLINE_KEYS and key not in (*_COMMON, forms[0], *_COMPANIONS[forms[0]]):
            problems.add(fields.at(key), f"Mục này không dùng cùng với '{forms[0]}'.")
    wording = fields.text("wording", "", 500)
    names_a_day = forms[0] in ("day", "weekday")
    if "inclusive" in fields and not names_a_day:
        problems.add(fields.at("inclusive"), "Chỉ dùng khi hạn là một ngày ('day' hoặc 'weekday').")
    return DeadlineRule(
        form=_read_form(fields, forms[0]),
        group=fields.text("group", longest=200) if "group" in fields else "*",
        level=fields.integer("level", 1, 99) if fields.values.get("level") is not None else None,
        is_inclusive=fields.flag("inclusive", is_inclusive_wording(wording)) if names_a_day else True,
        wording=wording,
        roll=fields.choice("roll", Roll) if "roll" in fields else None,
        receivers=fields.texts("receivers"),
        forms=tuple(dict.fromkeys(fields.texts("forms"))),
    )


def _read_form(fields: Fields, form: str) -> DeadlineForm:
    if form == "day":
        return _read_day(fields)
    if form == "weekday":
        return WeekdayAfter(read_weekday(fields, "weekday"), fields.integer("week_offset", 0, 52, 0))
    if form == "delegated":
        return Delegated(fields.text("delegated", longest=200))
    if form == "none":
        if fields.values["none"] is not True:
            fields.wrong("none", "Chỉ ghi true")
        return NoDeadline()
    after = fields.choice("after", After, After.WINDOW_END) or After.WINDOW_END
    if after is After.EVENT:
        event = fields.text("event", longest=200)
    else:
        event = ""
        if "event" in fields:
            fields.wrong("event", "Chỉ dùng với after: event")
    return DaysAfter(fields.integer(form, 0, 3660), form == "working_days", after, event)


def _read_day(fields: Fields) -> DeadlineForm:
    day = fields.integer("day", 1, 31)
    if "month" not in fields:
        if "year_offset" in fields:
            fields.wrong("year_offset", "Chỉ dùng khi có 'month'")
        return DayOfMonth(day, fields.integer("month_offset", 0, 24, 0))
    if "month_offset" in fields:
        fields.wrong("month_offset", "Đã ghi 'month' thì không ghi 'month_offset'")
    month = fields.integer("month", 1, 12)
    if day_in_month(2024, month, day).day != day:
        fields.wrong("day", f"Tháng {month} không có ngày này")
    return FixedDate(day, month, fields.integer("year_offset", -1, 5, 0))
