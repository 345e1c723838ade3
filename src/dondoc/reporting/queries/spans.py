"""Totals over several periods (cộng số liệu nhiều kỳ): a quarter from its months, a year from its quarters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import comma_list
from dondoc.deadlines.rules.periods import Period, parse_period
from dondoc.reporting.queries.figures import FormOfPeriod, form_of_period
from dondoc.reporting.queries.regimes import definition_of_period
from dondoc.reporting.queries.sources import agency_of
from dondoc.reporting.queries.totals import CannotAddUp, Gathered, gather
from dondoc.reporting.rules.figures import Gaps
from dondoc.reporting.rules.spans import parts_of
from dondoc.sheets.queries import added_up
from dondoc.sheets.rules.sheet import Sheet
from dondoc.sheets.rules.spans import Over, over_periods, spanned
from dondoc.sheets.rules.totals import Tally

MOST_PERIODS = 36


class CannotSpan(Refused):
    """Refused: the regime has no shorter periods that make this one, or those named are not ones of a span."""


@dataclass(frozen=True)
class SpanTotal:
    """What the units below an agency reported together over several periods, in the last one's form.

    `totals`: of each period by itself. `unopened`: periods in which nobody below the agency has to report (yet).
    """

    parts: tuple[Gathered, ...]
    totals: tuple[Sheet, ...]
    sheet: Sheet
    unopened: tuple[Period, ...] = ()

    @property
    def form(self) -> FormOfPeriod:
        return self.parts[-1].form

    @cached_property
    def over(self) -> dict[str, Over]:
        """What became of each column."""
        return over_periods(self.form.definition)

    def read_from(self, no: str) -> Gathered | None:
        """The one period from which a stock is read; None for a column that all periods make."""
        return {Over.FIRST: self.parts[0], Over.LAST: self.parts[-1]}.get(self.over[no])

    @property
    def waiting_for(self) -> dict[str, Period]:
        """Columns that stand empty, and the period for which they wait: nobody has sent it, another is not taken."""
        found = {no: self.read_from(no) for no in self.over}
        return {no: part.form.period for no, part in found.items() if part is not None and not part.gaps.included}

    @cached_property
    def gaps_by_period(self) -> dict[str, Gaps]:
        return {part.form.period.code: part.gaps for part in self.parts}

    @cached_property
    def gaps(self) -> Gaps:
        """Missing is who is missing in one period at least; late who was late in one."""
        each = self.gaps_by_period.values()
        missing = dict.fromkeys(code for gaps in each for code in gaps.missing)
        everybody = dict.fromkeys(code for gaps in each for code in (*gaps.included, *gaps.missing))
        late = dict.fromkeys(code for gaps in each for code in gaps.late)
        return Gaps(tuple(code for code in everybody if code not in missing), tuple(missing), tuple(late))


def parts_of_period(regime_code: str, period_code: str) -> tuple[Period, ...]:
    """The periods that a longer one is made of. Raises UnknownRegime, CannotSpan."""
    regime, period = definition_of_period(regime_code, period_code), parse_period(period_code)
    parts = parts_of(regime, period)
    if not parts:
        cycles = comma_list(dict.fromkeys(rule.cycle.label.lower() for rule in regime.cycles))
        raise CannotSpan(
            f"Chế độ '{regime.code}' không có các kỳ ngắn hơn ghép đủ {period.label_in_sentence}. Tần suất của chế độ: "
            f"{cycles}. Có thể nêu rõ các kỳ cần cộng."
        )
    return parts


def total_across(
    *,
    regime_code: str,
    form_code: str,
    period_codes: Sequence[str],
    agency_code: str,
    as_of: AsOf,
    province_id: int | None = None,
) -> SpanTotal:
    """The total of a form over several periods, oldest first: flows added, stocks from the first or the last one.

    Raises CannotSpan, and what `total_of` raises.
    """
    agency = agency_of(agency_code)
    forms = [form_of_period(regime_code, form_code, code) for code in _in_order(period_codes)]
    parts: list[Gathered] = []
    unopened: list[Period] = []
    nobody: CannotAddUp | None = None
    for form in forms:
        try:
            parts.append(gather(form, agency, as_of, province_id=province_id))
        except CannotAddUp as refused:
            unopened.append(form.period)
            nobody = refused
    if not parts and nobody is not None:
        raise nobody
    return _added(parts, unopened)


def _added(parts: Sequence[Gathered], unopened: Sequence[Period]) -> SpanTotal:
    by_part = added_up((n, sent) for n, part in enumerate(parts) for sent in part.sets)
    each = [by_part.get(n, Tally()) for n in range(len(parts))]
    whole = Tally()
    for tally in each:
        whole.merge(tally)
    form = parts[-1].form.definition
    totals = tuple(tally.sheet(form) for tally in each)
    return SpanTotal(tuple(parts), totals, spanned(form, whole, each[0], each[-1]), tuple(unopened))


def _in_order(period_codes: Sequence[str]) -> list[str]:
    periods = sorted({parse_period(code) for code in period_codes}, key=lambda p: (p.first_day, p.last_day))
    if not 1 < len(periods) <= MOST_PERIODS:
        raise CannotSpan(f"Cần từ 2 đến {MOST_PERIODS} kỳ khác nhau để cộng; đang có {len(periods)}.")
    for one, following in pairwise(periods):
        if following.first_day <= one.last_day:
            raise CannotSpan(f"Kỳ {one.code} và kỳ {following.code} trùng ngày, cộng lại sẽ tính hai lần.")
    return [period.code for period in periods]
