"""A regime in plain words (diễn giải chế độ báo cáo): made from the rules, so that it cannot say anything else."""

from __future__ import annotations

from dondoc.base.rules.wording import WEEKDAYS, comma_list, roman
from dondoc.deadlines.rules.deadline import DeadlineRule, Delegated, NoDeadline, rule_sentence
from dondoc.deadlines.rules.definition.cycle import EVERYBODY, CycleRule
from dondoc.deadlines.rules.definition.regime import RegimeDefinition
from dondoc.deadlines.rules.periods import Cycle
from dondoc.deadlines.rules.windows import STANDARD, Edge, Edges, MonthParts, TheDay, Weekdays, YearStart

_NAMES = {
    Cycle.DAY: "Báo cáo ngày",
    Cycle.WEEK: "Báo cáo tuần",
    Cycle.TEN_DAY: "Báo cáo 10 ngày",
    Cycle.HALF_MONTH: "Báo cáo nửa tháng",
    Cycle.MONTH: "Báo cáo tháng",
    Cycle.QUARTER: "Báo cáo quý",
    Cycle.HALF_YEAR: "Báo cáo 6 tháng",
    Cycle.NINE_MONTH: "Báo cáo 9 tháng",
    Cycle.CUMULATIVE: "Báo cáo luỹ kế",
    Cycle.YEAR: "Báo cáo năm",
}


_WHOLE = {
    Cycle.MONTH: "tháng",
    Cycle.QUARTER: "quý",
    Cycle.HALF_YEAR: "6 tháng",
    Cycle.NINE_MONTH: "9 tháng",
    Cycle.YEAR: "năm",
}


def cycle_words(rule: CycleRule) -> str:
    """'Báo cáo quý (quý I, III)'."""
    if rule.cycle is Cycle.MULTI_YEAR:
        return f"Báo cáo giai đoạn {rule.years} năm, bắt đầu từ {rule.first_year}"
    if rule.cycle is Cycle.NAMED:
        return f"Báo cáo kỳ {rule.period_name} hằng năm"
    name = _NAMES[rule.cycle]
    if len(rule.numbers) in (0, rule.cycle.n_in_year):
        return name
    words = {Cycle.QUARTER: "quý", Cycle.MONTH: "tháng", Cycle.HALF_YEAR: "6 tháng", Cycle.CUMULATIVE: ""}
    unit = words.get(rule.cycle, "kỳ")
    if rule.cycle is Cycle.HALF_YEAR:
        return f"{name} {'đầu' if rule.numbers == (1,) else 'cuối'} năm"
    numbers = comma_list(roman(n) if rule.cycle is Cycle.QUARTER else str(n) for n in rule.numbers)
    return f"{name} {numbers} tháng" if rule.cycle is Cycle.CUMULATIVE else f"{name} ({unit} {numbers})"


def window_words(rule: CycleRule) -> str:
    """Which days the figures cover: 'số liệu từ ngày 15 tháng trước đến ngày 14 tháng báo cáo'."""
    window = rule.window
    if window is None:
        return "thời gian chốt số liệu chưa rõ"
    if isinstance(window, TheDay):
        return "số liệu trong ngày báo cáo"
    if isinstance(window, Weekdays):
        return f"số liệu từ {WEEKDAYS[window.first]} đến {WEEKDAYS[window.last]}"
    if isinstance(window, MonthParts):
        return f"số liệu tính từ ngày {comma_list(map(str, window.starts))} của tháng"
    if isinstance(window, Edges):
        return f"số liệu từ {_edge(window.first, 'tháng đầu kỳ')} đến {_edge(window.last, 'tháng cuối kỳ')}"
    return _year_start(window, rule.cycle)


def _year_start(window: YearStart, cycle: Cycle) -> str:
    if window.day == 1:
        if window.month == 1 and window.year_offset == 0:
            return f"số liệu trọn {_WHOLE.get(cycle, 'kỳ')} dương lịch"
        year = {-1: " năm trước", 0: ""}.get(window.year_offset, f" năm thứ {window.year_offset}")
        return f"số liệu theo năm bắt đầu từ ngày 01/{window.month:02d}{year}"
    if window.month == 12 and window.year_offset == -1:
        first, last = f"ngày {window.day:02d}", f"ngày {window.day - 1:02d}"
        if cycle is Cycle.MONTH:
            return f"số liệu từ {first} tháng trước đến {last} của tháng báo cáo"
        if window == STANDARD and cycle in (Cycle.YEAR, Cycle.NINE_MONTH, Cycle.CUMULATIVE):
            end = {Cycle.YEAR: f"{last}/12", Cycle.NINE_MONTH: f"{last}/9"}.get(cycle, f"{last} của tháng cuối kỳ")
            return f"số liệu từ {first}/12 năm trước đến {end}"
        return f"số liệu từ {first} của tháng trước kỳ báo cáo đến {last} của tháng cuối kỳ"
    return f"số liệu theo năm bắt đầu từ ngày {window.day:02d}/{window.month:02d}"


def _edge(edge: Edge, own: str) -> str:
    day = "ngày cuối" if edge.day == 31 else f"ngày {edge.day:02d}"
    year = {-1: " năm trước", 0: "", 1: " năm sau"}.get(edge.year_offset, f" ({edge.year_offset:+d} năm)")
    if edge.month is not None:
        return f"{day}/{edge.month:02d}{year}" if edge.day != 31 else f"{day} tháng {edge.month}{year}"
    shift = {-1: f"tháng trước {own}", 0: own, 1: f"tháng sau {own}"}
    return f"{day} của {shift.get(edge.month_offset, f'{own} ({edge.month_offset:+d} tháng)')}{year}"


def deadline_words(definition: RegimeDefinition, rule: DeadlineRule) -> str:
    """Who sends what to whom by when: 'UBND xã, phường (cấp 1) gửi Sở Nội vụ chậm nhất ngày 18 …'."""
    who = "Mọi đơn vị" if rule.group == EVERYBODY else rule.group
    level = f" (cấp {rule.level})" if rule.level is not None else ""
    receivers = rule.receivers or definition.receivers
    whom = f" {comma_list(receivers)}" if receivers else ""
    told = rule_sentence(rule, definition.roll).removeprefix("Hạn gửi: ")
    what = f" biểu {comma_list(rule.forms)}" if rule.forms else ""
    if isinstance(rule.form, Delegated | NoDeadline):
        return f"{who}{level} gửi{what}{whom}: hạn {told}."
    return f"{who}{level} gửi{what}{whom} {told}."


def sentence(definition: RegimeDefinition, cycle: CycleRule, rule: DeadlineRule) -> str:
    """One rule as one sentence: cycle, window, who, to whom, by when, and what a day off does."""
    return f"{cycle_words(cycle)}, {window_words(cycle)}: {deadline_words(definition, rule)}"
