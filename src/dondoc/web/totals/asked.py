"""What an address of a total asks for (số tổng hợp được hỏi), fetched with permission."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.deadlines.rules.periods import CannotReadPeriod, Cycle, Period, parse_period
from dondoc.reporting.queries.figure_access import TotalScope, access_total
from dondoc.reporting.queries.regimes import definition_of_period
from dondoc.reporting.queries.totals import CannotAddUp, FormTotal, total_of
from dondoc.reporting.rules.spans import parts_of
from dondoc.web.frame.request import OfficeRequest

YES = "co"


@dataclass(frozen=True)
class Asked:
    """Whose total of which form for which period, as of the moment in the header."""

    request: OfficeRequest
    scope: TotalScope
    regime: RegimeDefinition
    period: Period
    form_code: str

    @property
    def with_previous(self) -> bool:
        return self.request.GET.get("ky-truoc") == YES

    @cached_property
    def total(self) -> FormTotal | None:
        """None where nobody below the agency reports. Raises CannotUseForm, UnknownForm."""
        try:
            return total_of(
                regime_code=self.regime.code,
                form_code=self.form_code,
                period_code=self.period.code,
                agency_code=self.scope.agency.code,
                as_of=self.request.moment.as_of,
                province_id=self.scope.province.pk,
                with_previous=self.with_previous,
            )
        except CannotAddUp:
            return None

    @cached_property
    def named(self) -> dict[int, AgencyOnDay]:
        """The agencies of the total by id, as they were called on the deadline day."""
        ids = {self.scope.province.pk, self.scope.agency.pk}
        if self.total is None:
            return agencies_as_on(ids, self.regime.end_of(self.period))
        expected = self.total.gathered.expected
        return agencies_as_on(ids | {source.agency_id for source in expected}, self.total.gathered.named_on)

    @property
    def agency(self) -> AgencyOnDay:
        return self.named[self.scope.agency.pk]

    @property
    def province(self) -> AgencyOnDay:
        return self.named[self.scope.province.pk]

    @cached_property
    def year(self) -> Period | None:
        """The year, where the regime's shorter periods make it up."""
        whole = Period(Cycle.YEAR, self.period.year)
        return whole if self.period in parts_of(self.regime, whole) else None

    @property
    def is_whole_province(self) -> bool:
        return self.scope.agency.pk == self.scope.province.pk

    def choices(self, **changes: str) -> str:
        """The choices of the address, some changed, as the end of another: '&don-vi=…&ky-truoc=co'."""
        kept = {"don-vi": "" if self.is_whole_province else self.scope.agency.code}
        kept["ky-truoc"] = YES if self.with_previous else ""
        told = {name: value for name, value in {**kept, **changes}.items() if value}
        return f"&{urlencode(told)}" if told else ""


def asked_for(request: OfficeRequest, province: str, regime: str, period: str, form: str) -> Asked:
    """What the address asks for. Raises NotFound for who may not know of it."""
    try:
        read = parse_period(period)
    except CannotReadPeriod as wrong:
        raise NotFound("Không tìm thấy kỳ báo cáo này.") from wrong
    scope = access_total(
        request.rights,
        regime_code=regime,
        period_codes=[read.code],
        province_code=province,
        agency_code=request.GET.get("don-vi", ""),
    )
    return Asked(request, scope, definition_of_period(regime, read.code), read, form)
