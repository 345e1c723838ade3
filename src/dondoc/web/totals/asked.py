"""What an address of a total asks for (số tổng hợp được hỏi), fetched with permission."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote, urlencode

from django.urls import reverse

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.rules.definition import RegimeDefinition
from dondoc.deadlines.rules.periods import CannotReadPeriod, Cycle, Period, parse_period
from dondoc.reporting.queries.figure_access import TotalScope, access_total, is_own
from dondoc.reporting.queries.figures import FormOfPeriod, form_of_period
from dondoc.reporting.queries.totals import CannotAddUp, FormTotal, total_in
from dondoc.reporting.rules.spans import parts_of
from dondoc.web.frame.request import OfficeRequest

YES = "co"


@dataclass(frozen=True)
class Asked:
    """Whose total of which form for which period, as of the moment in the header."""

    request: OfficeRequest
    scope: TotalScope
    form: FormOfPeriod
    _names: dict[int, AgencyOnDay] = field(default_factory=dict)

    @property
    def regime(self) -> RegimeDefinition:
        return self.form.regime

    @property
    def period(self) -> Period:
        return self.form.period

    @property
    def form_code(self) -> str:
        return self.form.definition.code

    @property
    def with_previous(self) -> bool:
        return self.request.GET.get("ky-truoc") == YES

    @cached_property
    def total(self) -> FormTotal | None:
        """None where nobody below the agency reports."""
        try:
            return total_in(
                self.form,
                self.scope.agency,
                self.request.moment.as_of,
                province_id=self.scope.province.pk,
                with_previous=self.with_previous,
            )
        except CannotAddUp:
            return None

    def named(self, agency_ids: Iterable[int] = ()) -> dict[int, AgencyOnDay]:
        """Agencies by id as they were called on the deadline day; always the province and the unit itself too."""
        wanted = {self.scope.province.pk, self.scope.agency.pk, *agency_ids} - set(self._names)
        if wanted:
            total = self.total
            day = total.gathered.named_on if total is not None else self.regime.end_of(self.period)
            self._names.update(agencies_as_on(wanted, day))
        return self._names

    @property
    def agency(self) -> AgencyOnDay:
        return self.named()[self.scope.agency.pk]

    @property
    def province(self) -> AgencyOnDay:
        return self.named()[self.scope.province.pk]

    @cached_property
    def year(self) -> Period | None:
        """The year, where the regime's shorter periods make it up."""
        whole = Period(Cycle.YEAR, self.period.year)
        return whole if self.period in parts_of(self.regime, whole) else None

    @property
    def is_whole_province(self) -> bool:
        return self.scope.agency.pk == self.scope.province.pk

    @cached_property
    def _reports(self) -> str:
        """The beginning of the addresses of reports."""
        return reverse("obligation", args=[self.regime.code, self.period.code, "-"]).removesuffix("-/")

    def report_of(self, agency_id: int, agency_code: str) -> str:
        """Where an agency's report opens; '' where the reader may not see it."""
        if not self.scope.watches and not is_own(self.request.rights, agency_id):
            return ""
        return f"{self._reports}{quote(agency_code)}/"

    def choices(self, **changes: str) -> str:
        """The choices of the address, some changed, as the end of another: '&don-vi=…&ky-truoc=co'."""
        kept = {"don-vi": "" if self.is_whole_province else self.scope.agency.code}
        kept["ky-truoc"] = YES if self.with_previous else ""
        told = {name: value for name, value in {**kept, **changes}.items() if value}
        return f"&{urlencode(told)}" if told else ""


def asked_for(request: OfficeRequest, province: str, regime: str, period: str, form: str) -> Asked:
    """What the address asks for. Raises NotFound for who may not know of it, CannotUseForm, UnknownForm."""
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
    return Asked(request, scope, form_of_period(regime, form, read.code))
