"""Writing a regime back to plain values (JSON)."""

from __future__ import annotations

from typing import Any

from dondoc.deadlines.rules.deadline import (
    After,
    DayOfMonth,
    DaysAfter,
    DeadlineForm,
    DeadlineRule,
    Delegated,
    FixedDate,
    WeekdayAfter,
)
from dondoc.deadlines.rules.definition.cycle import CycleRule
from dondoc.deadlines.rules.definition.outline import outline_values
from dondoc.deadlines.rules.definition.policies import Approval, Counts, Lock, OwnApproval
from dondoc.deadlines.rules.definition.regime import RegimeDefinition
from dondoc.deadlines.rules.windows import (
    STANDARD,
    WEEKDAY_KEYS,
    Edge,
    Edges,
    MonthParts,
    Weekdays,
    YearStart,
    calendar_window,
)


def write_definition(definition: RegimeDefinition) -> dict[str, Any]:
    """A regime as plain values, which read as the same regime: the simple form for one cycle, else `cycles`."""
    cycles = [_cycle(rule) for rule in definition.cycles]
    out: dict[str, Any] = {
        "code": definition.code,
        "name": definition.name,
        "legal_basis": definition.legal_basis,
        **(cycles[0] if len(cycles) == 1 else {"cycles": cycles}),
        "roll": definition.roll.value,
        "signature": definition.signature.value,
        "early_margin_days": definition.early_margin_days,
        "kind": definition.kind.value,
        "receivers": list(definition.receivers),
        "components": dict(definition.components),
        "level_map": {str(level): target for level, target in definition.level_map},
        "valid_from": definition.valid_from and definition.valid_from.isoformat(),
        "valid_to": definition.valid_to and definition.valid_to.isoformat(),
        "issuer": definition.issuer,
        "field": definition.field,
        "in_charge": definition.in_charge,
        "forms": list(definition.forms),
        "outline": outline_values(definition.outline),
        **_policies(definition),
    }
    return {key: value for key, value in out.items() if value not in (None, "", [], {})}


def _cycle(rule: CycleRule) -> dict[str, Any]:
    out: dict[str, Any] = {
        "cycle": rule.cycle.value,
        "window": _window(rule),
        "deadlines": [_deadline(deadline) for deadline in rule.deadlines],
    }
    if len(rule.numbers) not in (0, rule.cycle.n_in_year):
        out["only"] = list(rule.numbers)
    for key in ("period_name", "period_label", "years", "first_year"):
        if value := getattr(rule, key):
            out[key] = value
    return out


def _window(rule: CycleRule) -> str | dict[str, Any]:
    window = rule.window
    if window is None:
        return "unknown"
    if window == STANDARD:
        return "15-14"
    if window == calendar_window(rule.cycle):
        return "calendar"
    if isinstance(window, YearStart):
        return {"year_starts": {"day": window.day, "month": window.month, "year_offset": window.year_offset}}
    if isinstance(window, Edges):
        return {"from": _edge(window.first), "to": _edge(window.last)}
    if isinstance(window, Weekdays):
        return {"from_weekday": WEEKDAY_KEYS[window.first], "to_weekday": WEEKDAY_KEYS[window.last]}
    assert isinstance(window, MonthParts)  # noqa: S101 - a daily window is always the calendar's
    return {"month_starts": list(window.starts)}


def _edge(edge: Edge) -> dict[str, int]:
    month = {"month_offset": edge.month_offset} if edge.month is None else {"month": edge.month}
    return {"day": edge.day, **month, "year_offset": edge.year_offset}


def _deadline(rule: DeadlineRule) -> dict[str, Any]:
    out: dict[str, Any] = {"group": rule.group, **_form(rule.form)}
    if isinstance(rule.form, DayOfMonth | FixedDate | WeekdayAfter):
        out["inclusive"] = rule.is_inclusive
    for key, value in (
        ("level", rule.level),
        ("wording", rule.wording),
        ("roll", rule.roll and rule.roll.value),
        ("receivers", list(rule.receivers)),
        ("forms", list(rule.forms)),
    ):
        if value:
            out[key] = value
    return out


def _form(form: DeadlineForm) -> dict[str, Any]:
    if isinstance(form, DayOfMonth):
        return {"day": form.day, "month_offset": form.month_offset}
    if isinstance(form, FixedDate):
        return {"day": form.day, "month": form.month, "year_offset": form.year_offset}
    if isinstance(form, WeekdayAfter):
        return {"weekday": WEEKDAY_KEYS[form.weekday], "week_offset": form.week_offset}
    if isinstance(form, DaysAfter):
        event = {"event": form.event} if form.after is After.EVENT else {}
        return {"working_days" if form.is_working else "days": form.n, "after": form.after.value, **event}
    return {"delegated": form.by} if isinstance(form, Delegated) else {"none": True}


def _policies(definition: RegimeDefinition) -> dict[str, Any]:
    """What differs from the usual; a regime that says nothing of it is written as before."""
    usual = {"approval": Approval.OPTIONAL, "counts": Counts.FIRST_VALID, "lock": Lock.NONE, "query_days": 2}
    usual["own_approval"] = OwnApproval.ALLOWED
    own = {key: getattr(definition, key) for key in usual}
    return {key: getattr(value, "value", value) for key, value in own.items() if value != usual[key]}
