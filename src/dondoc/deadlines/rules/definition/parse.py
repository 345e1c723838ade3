"""Reading a regime out of plain values (JSON): the simple form with one cycle, or `cycles` with several.

Every slip is refused at once, each with its place; a key that nobody knows is a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import same_name_key
from dondoc.deadlines.rules.deadline import After, DaysAfter, DeadlineRule, Roll, WeekdayAfter
from dondoc.deadlines.rules.definition.cycle import CycleRule
from dondoc.deadlines.rules.definition.outline import read_outline
from dondoc.deadlines.rules.definition.parse_deadline import read_deadline
from dondoc.deadlines.rules.definition.parse_window import read_window
from dondoc.deadlines.rules.definition.policies import Approval, Counts, Lock, OwnApproval
from dondoc.deadlines.rules.definition.regime import COMPONENTS, RegimeDefinition, ReportKind, Signature
from dondoc.deadlines.rules.periods import FIRST_YEAR, LAST_YEAR, CannotReadPeriod, Cycle, parse_period
from dondoc.deadlines.rules.reading import Fields, Problems

CYCLE_KEYS = (
    "cycle", "window", "deadlines", "only", "skip", "period_name", "period_label", "years", "first_year",
)  # fmt: skip
TOP_KEYS = (
    "code", "name", "legal_basis", "roll", "signature", "early_margin_days", "kind", "receivers", "components",
    "level_map", "valid_from", "valid_to", "confidential", "cycles", "issuer", "field", "in_charge", "forms",
    "outline", "approval", "counts", "lock", "query_days", "own_approval",
)  # fmt: skip


class CannotReadRegime(Refused):
    """Refused: the definition of the regime has slips; each is named with its place."""


def parse_definition(value: object) -> RegimeDefinition:
    """Read a regime (chế độ báo cáo) out of plain values. Raises CannotReadRegime with every slip at once."""
    problems = Problems()
    fields = Fields(value, "", problems, TOP_KEYS + CYCLE_KEYS)
    definition = _read_regime(fields) if fields.values else None
    if definition is None or problems.found:
        if not problems.found:
            problems.add("chế độ", "Chưa có nội dung nào.")
        raise CannotReadRegime(problems.found)
    return definition


def _read_regime(fields: Fields) -> RegimeDefinition:
    if fields.flag("confidential", False):
        fields.problems.add(
            "confidential",
            "Chế độ báo cáo thuộc bí mật nhà nước không được đưa vào hệ thống này (NĐ 09/2019/NĐ-CP, Điều 1).",
        )
    code = fields.text("code", longest=40)
    if code and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", code):
        fields.wrong("code", "Mã chỉ gồm chữ cái không dấu, chữ số và . _ -")
    valid_from, valid_to = fields.day("valid_from"), fields.day("valid_to")
    if valid_from and valid_to and valid_to <= valid_from:
        fields.wrong("valid_to", f"Phải sau ngày bắt đầu {valid_from}")
    cycles = _read_cycles(fields)
    return RegimeDefinition(
        code=code,
        name=fields.text("name", longest=300),
        legal_basis=fields.text("legal_basis", longest=500),
        cycles=cycles,
        roll=fields.choice("roll", Roll, Roll.NEXT_WORKING_DAY) or Roll.NEXT_WORKING_DAY,
        signature=fields.choice("signature", Signature, Signature.RECORDED) or Signature.RECORDED,
        early_margin_days=fields.integer("early_margin_days", 1, 60, 1),
        kind=fields.choice("kind", ReportKind, ReportKind.PERIODIC) or ReportKind.PERIODIC,
        receivers=fields.texts("receivers"),
        components=_read_components(fields),
        level_map=_read_level_map(fields),
        valid_from=valid_from,
        valid_to=valid_to,
        issuer=fields.text("issuer", "", 200),
        field=fields.text("field", "", 200),
        in_charge=fields.text("in_charge", "", 200),
        forms=_read_forms(fields, cycles),
        outline=read_outline(fields),
        approval=fields.choice("approval", Approval, Approval.OPTIONAL) or Approval.OPTIONAL,
        counts=fields.choice("counts", Counts, Counts.FIRST_VALID) or Counts.FIRST_VALID,
        lock=fields.choice("lock", Lock, Lock.NONE) or Lock.NONE,
        query_days=fields.integer("query_days", 1, 60, 2),
        own_approval=fields.choice("own_approval", OwnApproval, OwnApproval.ALLOWED) or OwnApproval.ALLOWED,
    )


def _read_forms(fields: Fields, cycles: Iterable[CycleRule]) -> tuple[str, ...]:
    """The regime's forms; a deadline may name some of them, no others."""
    forms = tuple(dict.fromkeys(fields.texts("forms")))
    for form in dict.fromkeys(form for cycle in cycles for rule in cycle.deadlines for form in rule.forms):
        if form not in forms:
            fields.problems.add("forms", f"Hạn gửi nêu biểu '{form}' mà chế độ không có.")
    return forms


def _read_components(fields: Fields) -> tuple[tuple[str, str], ...]:
    if "components" not in fields:
        return ()
    own = Fields(fields.values["components"], "components", fields.problems, COMPONENTS)
    return tuple((key, own.text(key, keep_breaks=True)) for key in COMPONENTS if key in own)


def _read_level_map(fields: Fields) -> tuple[tuple[int, int | None], ...]:
    """{"2": 3}: level 2 counts as level 3; {"2": null}: it is left out."""
    value = fields.values.get("level_map", {})
    if not isinstance(value, dict):
        fields.wrong("level_map", "Phải là một nhóm mục {cấp cũ: cấp mới hoặc null}")
        return ()
    read: dict[int, int | None] = {}
    for key, target in value.items():
        is_level = isinstance(target, int) and not isinstance(target, bool) and 1 <= target <= 99
        if re.fullmatch(r"[1-9][0-9]?", str(key), re.ASCII) and (target is None or is_level):
            read[int(key)] = target
        else:
            fields.problems.add(f"level_map.{key}", "Cấp và cấp thay thế phải là số từ 1 đến 99, hoặc null để bỏ cấp.")
    for level, target in read.items():
        if target in read:
            fields.problems.add(f"level_map.{level}", f"Cấp {target} cũng đã được thay: hãy chỉ thẳng đến cấp cuối.")
    return tuple(sorted(read.items()))


def _read_cycles(fields: Fields) -> tuple[CycleRule, ...]:
    if "cycles" not in fields:
        rules = [("", _read_cycle(fields))]
    else:
        for key in CYCLE_KEYS:
            if key in fields:
                fields.problems.add(fields.at(key), "Đã có 'cycles' thì mục này phải ghi trong từng chu kỳ.")
        items = fields.items("cycles")
        if not items:
            fields.problems.add("cycles", "Cần ít nhất một chu kỳ báo cáo.")
        rules = [(path, _read_cycle(Fields(item, path, fields.problems, CYCLE_KEYS))) for path, item in items]
    read = [(path, rule) for path, rule in rules if rule is not None]
    for (_, one), (path, other) in combinations(read, 2):
        if _overlap(one, other):
            fields.problems.add(path, f"Chu kỳ '{other.cycle.label}' đã khai ở trên cho cùng một kỳ.")
    return tuple(rule for _, rule in read)


def _overlap(one: CycleRule, other: CycleRule) -> bool:
    if (one.cycle, one.period_name) != (other.cycle, other.period_name):
        return False
    if one.cycle is Cycle.WEEK:
        return one.weekday == other.weekday
    if one.cycle is Cycle.MULTI_YEAR:
        return one.years == other.years
    return not one.numbers or bool(set(one.numbers) & set(other.numbers))


def _read_cycle(fields: Fields) -> CycleRule | None:
    deadlines = _read_deadlines(fields)
    cycle = fields.choice("cycle", Cycle)
    if cycle is None:
        return None
    years, first_year = _read_years(fields, cycle)
    rule = CycleRule(
        cycle=cycle,
        window=read_window(fields, cycle),
        deadlines=deadlines,
        numbers=_read_numbers(fields, cycle),
        period_name=_read_period_name(fields, cycle),
        period_label=fields.text("period_label", "", 200),
        years=years,
        first_year=first_year,
    )
    _check_cycle(fields, rule)
    return rule


def _read_numbers(fields: Fields, cycle: Cycle) -> tuple[int, ...]:
    """Which periods of the year exist: `only` these, or all but those to `skip`."""
    every = tuple(range(1, cycle.n_in_year + 1)) if cycle.n_in_year > 1 else ()
    for key in ("only", "skip"):
        if key in fields and not every:
            fields.problems.add(fields.at(key), f"Chu kỳ '{cycle.label}' không đánh số kỳ trong năm.")
            return every
    if "only" in fields and "skip" in fields:
        fields.problems.add(fields.at("skip"), "Chỉ dùng một trong hai mục 'only' và 'skip'.")
    named = set(fields.integers("only" if "only" in fields else "skip", 1, cycle.n_in_year))
    left = tuple(n for n in every if (n in named) == ("only" in fields))
    if every and not left:
        fields.problems.add(fields.at("only" if "only" in fields else "skip"), "Không còn kỳ nào trong năm.")
    return left


def _read_period_name(fields: Fields, cycle: Cycle) -> str:
    if cycle is not Cycle.NAMED:
        if "period_name" in fields:
            fields.problems.add(fields.at("period_name"), "Chỉ dùng với chu kỳ 'named' (kỳ riêng).")
        return ""
    name = fields.text("period_name").upper()
    try:
        is_name = parse_period(f"2024-{name}").cycle is Cycle.NAMED
    except CannotReadPeriod:
        is_name = False
    if name and not is_name:
        fields.wrong("period_name", "Gồm hai chữ cái không dấu trở lên, rồi chữ hoặc số, tối đa 12 ký tự, ví dụ HK1")
    return name


def _read_years(fields: Fields, cycle: Cycle) -> tuple[int, int]:
    if cycle is Cycle.MULTI_YEAR:
        return fields.integer("years", 2, 20), fields.integer("first_year", FIRST_YEAR, LAST_YEAR)
    for key in ("years", "first_year"):
        if key in fields:
            fields.problems.add(fields.at(key), "Chỉ dùng với chu kỳ 'multi-year' (nhiều năm).")
    return 0, 0


def _read_deadlines(fields: Fields) -> tuple[DeadlineRule, ...]:
    items = fields.items("deadlines")
    if not items and isinstance(fields.values.get("deadlines", []), list):
        fields.problems.add(fields.at("deadlines"), "Cần ít nhất một hạn gửi; nếu văn bản không ấn định: {none: true}.")
    rules = [(path, read_deadline(item, path, fields.problems)) for path, item in items]
    seen: set[tuple[str, int | None]] = set()
    for path, rule in rules:
        if rule is None:
            continue
        key = (same_name_key(rule.group), rule.level)
        if key in seen:
            level = f", cấp {rule.level}" if rule.level else ""
            fields.problems.add(path, f"Nhóm '{rule.group}'{level} đã có hạn gửi ở trên.")
        seen.add(key)
    return tuple(rule for _, rule in rules if rule is not None)


def _check_cycle(fields: Fields, rule: CycleRule) -> None:
    """What only the whole cycle shows: a window that ends before it begins, a deadline counted from nothing."""
    for n, deadline in enumerate(rule.deadlines):
        form = deadline.form
        counted = isinstance(form, DaysAfter) and form.after is After.WINDOW_END
        if rule.window is None and (counted or isinstance(form, WeekdayAfter)):
            fields.problems.add(
                f"{fields.at('deadlines')}[{n}]",
                "Hạn này tính từ ngày chốt số liệu nên 'window' không thể là 'unknown'.",
            )
    bad = next((span for span in _sample_windows(rule) if span[0] > span[1]), None)
    if bad:
        fields.problems.add(fields.at("window"), f"Kết thúc {bad[1]} trước khi bắt đầu {bad[0]}.")


def _sample_windows(rule: CycleRule) -> Iterator[tuple[date, date]]:
    """Windows of every period over a leap year and a common year; for periods of many years, of one period."""
    for year in range(2023, 2025 + rule.years):
        for period in rule.periods_of(year):
            if window := rule.window_of(period):
                yield window.first, window.last
