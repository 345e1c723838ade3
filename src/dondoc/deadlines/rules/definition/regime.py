"""The definition of a report regime (chế độ báo cáo) as a value. Source: NĐ 09/2019/NĐ-CP, Điều 7, 11, 12."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import document_date, same_name_key, weekday
from dondoc.deadlines.rules.calendar import WorkCalendar
from dondoc.deadlines.rules.deadline import Anchor, DeadlineRule, Due, Roll, due_of, rule_sentence
from dondoc.deadlines.rules.definition.cycle import EVERYBODY, CycleRule
from dondoc.deadlines.rules.definition.outline import OutlineSection
from dondoc.deadlines.rules.definition.policies import Approval, Counts, Lock, OwnApproval
from dondoc.deadlines.rules.periods import Cycle, Period
from dondoc.deadlines.rules.windows import Window

MOST_NEIGHBOURS = 200  # kept for a regime
# The components of NĐ 09/2019/NĐ-CP, Điều 7 after the name, which is a field of its own.
COMPONENTS = {
    "content": "Nội dung yêu cầu báo cáo",
    "reporters": "Đối tượng thực hiện báo cáo",
    "receivers": "Cơ quan nhận báo cáo",
    "channels": "Phương thức gửi, nhận báo cáo",
    "deadline": "Thời hạn gửi báo cáo",
    "frequency": "Tần suất thực hiện báo cáo",
    "data_window": "Thời gian chốt số liệu báo cáo",
    "outline": "Mẫu đề cương báo cáo",
    "forms": "Biểu mẫu số liệu báo cáo",
    "process": "Hướng dẫn quy trình thực hiện báo cáo",
}


class CannotFindDeadline(Refused):
    """Refused: the regime has no such period, or names no deadline for this group or level."""


class ReportKind(StrEnum):
    """Kinds of report (loại báo cáo). Source: NĐ 09/2019/NĐ-CP, Điều 4."""

    PERIODIC = "periodic"
    THEMATIC = "thematic"
    AD_HOC = "ad-hoc"

    @property
    def label(self) -> str:
        return {"periodic": "Định kỳ", "thematic": "Chuyên đề", "ad-hoc": "Đột xuất"}[self.value]


class Signature(StrEnum):
    """What the regime asks of signatures (yêu cầu ký số)."""

    REQUIRED = "required"
    RECORDED = "recorded"

    @property
    def label(self) -> str:
        return {"required": "Bắt buộc ký số", "recorded": "Ghi nhận việc ký số"}[self.value]


@dataclass(frozen=True)
class RegimeDefinition:
    """A report regime (chế độ báo cáo), one version of it, as the office keeps it. Source: NĐ 09/2019, Điều 7.

    `early_margin_days`: 'trước hạn' is sent at least that many days before the due day. `level_map`: a level that
    no longer exists counts as another one, or as none (None) – the district level since 01/7/2025. `issuer`: cơ quan
    ban hành; `field`: lĩnh vực; `in_charge`: đơn vị đầu mối; `forms`: codes of its data forms (biểu mẫu số liệu);
    `outline`: the sections of its narrative part (đề cương); `query_days`: working days to answer a query (tra soát),
    and to send again what was returned.
    """

    code: str
    name: str
    legal_basis: str
    cycles: tuple[CycleRule, ...]
    roll: Roll = Roll.NEXT_WORKING_DAY
    signature: Signature = Signature.RECORDED
    early_margin_days: int = 1
    kind: ReportKind = ReportKind.PERIODIC
    receivers: tuple[str, ...] = ()
    components: tuple[tuple[str, str], ...] = ()
    level_map: tuple[tuple[int, int | None], ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    issuer: str = ""
    field: str = ""
    in_charge: str = ""
    forms: tuple[str, ...] = ()
    outline: tuple[OutlineSection, ...] = ()
    approval: Approval = Approval.OPTIONAL
    counts: Counts = Counts.FIRST_VALID
    lock: Lock = Lock.NONE
    query_days: int = 2
    own_approval: OwnApproval = OwnApproval.ALLOWED

    @property
    def missing_components(self) -> tuple[str, ...]:
        """Components 2-9 of Điều 7 that are not written down; a periodic regime needs them (Điều 11)."""
        given = {key for key, _ in self.components} | {"deadline", "frequency", "data_window"}
        needed = [key for key in COMPONENTS if key not in ("forms", "process")]
        if self.receivers:
            given.add("receivers")
        if self.outline:
            given.add("outline")
        return tuple(COMPONENTS[key] for key in needed if key not in given)

    def rule_for(self, period: Period) -> CycleRule:
        """The cycle that holds a period. Raises CannotFindDeadline."""
        for rule in self.cycles:
            if rule.has(period):
                return rule
        ends = [rule.weekday for rule in self.cycles if rule.weekday is not None]
        if period.cycle is Cycle.WEEK and period.ends_on and ends:
            day = period.ends_on + timedelta(days=(ends[0] - period.ends_on.weekday()) % 7)
            raise CannotFindDeadline(
                f"Tuần báo cáo của chế độ '{self.name}' kết thúc vào {weekday(day)}; tuần gần nhất kết thúc "
                f"ngày {document_date(day)}."
            )
        raise CannotFindDeadline(f"Chế độ '{self.name}' không có kỳ {period.label_in_sentence}.")

    def window(self, period: Period) -> Window | None:
        """The days whose data count (thời gian chốt số liệu); None while the text's window is not known."""
        return self.rule_for(period).window_of(period)

    def end_of(self, period: Period) -> date:
        """The window's last day; the last day of the name while no window is known."""
        return self.rule_for(period).end_of(period)

    def label(self, period: Period) -> str:
        """The period's name, the regime's own where it has one: 'Học kỳ I năm học 2023-2024'."""
        own, year = self.rule_for(period).period_label, period.year
        for sign, value in {"{year}": year, "{previous_year}": year - 1, "{next_year}": year + 1}.items():
            own = own.replace(sign, str(value))
        return own or period.label

    def deadline_rule(self, period: Period, group: str, level: int | None = None) -> DeadlineRule:
        """The rule that binds a group (its name, exactly) or a level; '*' where no rule names the group."""
        asked = level
        level = dict(self.level_map).get(level, level) if level is not None else None
        if asked is not None and level is None:
            raise CannotFindDeadline(f"Cấp {asked} không còn áp dụng ở chế độ '{self.name}'.")
        rules = [r for r in self.rule_for(period).deadlines if level is None or r.level == level]
        named = [r for r in rules if r.group != EVERYBODY and same_name_key(r.group) == same_name_key(group)]
        found = named or [r for r in rules if r.group == EVERYBODY]
        if len(found) == 1:
            return found[0]
        who = f"nhóm '{group}'" + (f", cấp {asked}" if asked is not None else "")
        if found:
            levels = ", ".join(str(r.level) for r in found)
            raise CannotFindDeadline(
                f"Chế độ '{self.name}' có nhiều hạn gửi cho {who} (cấp {levels}): cần nêu rõ cấp báo cáo."
            )
        raise CannotFindDeadline(
            f"Chế độ '{self.name}' chưa đặt hạn gửi {period.label_in_sentence} cho {who}. Thêm hạn gửi cho nhóm này "
            "hoặc cho '*' (mọi đơn vị)."
        )

    def divides_forms(self, period: Period) -> bool:
        """Has each level forms of its own in a period (biểu riêng theo cấp)?"""
        return any(rule.forms for rule in self.rule_for(period).deadlines)

    def forms_for(self, period: Period, group: str) -> tuple[str, ...]:
        """The forms that a group fills for a period, in the regime's order."""
        rule = self._only_rule(period, group)
        return tuple(code for code in self.forms if code in rule.forms) if rule and rule.forms else self.forms

    def receivers_for(self, period: Period, group: str) -> tuple[str, ...]:
        """To whom a group sends (cơ quan nhận), as the text names them."""
        rule = self._only_rule(period, group)
        return (rule.receivers if rule else ()) or self.receivers

    def _only_rule(self, period: Period, group: str) -> DeadlineRule | None:
        try:
            return self.deadline_rule(period, group)
        except CannotFindDeadline:
            return None

    def binds(self, period: Period, group: str) -> bool:
        """Does the regime name a deadline for a group in a period? A group without one need not report."""
        return self.rule_for(period).binds(group)

    def due(
        self,
        period: Period,
        group: str,
        calendar: WorkCalendar,
        *,
        level: int | None = None,
        event_on: date | None = None,
    ) -> Due:
        """When a group's report for a period is due (hạn gửi). Raises CannotFindDeadline.

        `event_on`: the day of the event, where the deadline is counted from one.
        """
        rule = self.deadline_rule(period, group, level)
        window = self.window(period)
        return due_of(rule, Anchor.of(period, window, event_on), window, self.roll, calendar)

    def sentence(self, rule: DeadlineRule) -> str:
        """A deadline rule of this regime in plain words."""
        return rule_sentence(rule, self.roll)

    def is_in_force(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)

    def periods_between(self, first: date, last: date) -> tuple[Period, ...]:
        """The periods whose window ends on one of these days while the regime is in force, in that order."""
        ends = [
            (rule.end_of(period), n, period)
            for n, rule in enumerate(self.cycles)
            for period in rule.periods_near(first, last)
        ]
        in_span = [row for row in ends if first <= row[0] <= last and self.is_in_force(row[0])]
        return tuple(period for _, _, period in sorted(in_span, key=lambda row: row[:2]))

    def periods_containing(self, day: date) -> tuple[Period, ...]:
        """The periods, one or more of each cycle, whose window holds a day."""
        return tuple(
            period
            for rule in self.cycles
            for period in rule.periods_near(day, day)
            if (rule.window_of(period) or Window(period.first_day, period.last_day)).covers(day)
        )

    def previous_period(self, period: Period) -> Period | None:
        """The period of the same cycle that ends last before this one ends (carry-over of figures)."""
        return self._neighbour(period, -1)

    def next_period(self, period: Period) -> Period | None:
        return self._neighbour(period, 1)

    def _neighbour(self, period: Period, step: int) -> Period | None:
        known, key = self._neighbours, (period, step)
        if key in known:
            return known[key]
        found = self._find_neighbour(period, step)
        if len(known) < MOST_NEIGHBOURS:
            known[key] = found
        return found

    @cached_property
    def _neighbours(self) -> dict[tuple[Period, int], Period | None]:
        """Those found already: the period before stands beside every cell typed."""
        return {}

    def _find_neighbour(self, period: Period, step: int) -> Period | None:
        own = self.rule_for(period)
        reach = timedelta(days=400 * (1 + own.years))
        end = own.end_of(period)
        near = [(r, p) for r in self.cycles if r.cycle is own.cycle for p in r.periods_near(end - reach, end + reach)]
        ends = {r.end_of(p): p for r, p in near}
        others = [day for day in ends if (day > end if step > 0 else day < end)]
        return ends[min(others, key=lambda day: abs(day - end))] if others else None
