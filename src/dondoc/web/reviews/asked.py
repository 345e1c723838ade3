"""Which review a page speaks of (kỳ, tập nhiệm vụ, xem theo), out of its address. Presentation only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.followup.queries.reviews import end_of_review
from dondoc.followup.queries.scope import watched_provinces
from dondoc.followup.rules.review_spans import CannotReadSpan, ReviewSpan, SpanKind, parse_span, span_on
from dondoc.followup.rules.reviewing import Scope, View
from dondoc.web.frame.request import OfficeRequest


@dataclass(frozen=True)
class Asked:
    """A province, a span, one of the two sets, a view, up to which moment."""

    province: AgencyOnDay
    span: ReviewSpan
    scope: Scope
    view: View
    as_of: AsOf
    is_to_now: bool  # a span that is over, counted up to now all the same

    def query(self, **changes: str) -> str:
        """The same question in an address, some of it changed; an empty change is left out."""
        said = {
            "tinh": self.province.code,
            "ky": self.span.code,
            "tap": self.scope.value,
            "theo": self.view.value,
            "toi": "nay" if self.is_to_now else "",
            **changes,
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})


def asked_for(request: OfficeRequest) -> Asked:
    """What the address asks for: by default last month's cohort by lead. Raises NotFound for whoever watches none."""
    given, today = request.GET.dict(), request.moment.as_of
    provinces = watched_provinces(request.rights, today.on, request.scope)
    if not provinces:
        raise NotFound("Không tìm thấy trang này.")
    province = next((p for p in provinces if p.code == given.get("tinh")), provinces[0])
    span = _span(given, today)
    is_to_now = given.get("toi") == "nay" and span.last < today.on
    return Asked(
        province=province,
        span=span,
        scope=Scope.STOCK if given.get("tap") == Scope.STOCK else Scope.COHORT,
        view=next((view for view in View if view == given.get("theo")), View.LEAD),
        as_of=today if is_to_now else end_of_review(span, today),
        is_to_now=is_to_now,
    )


def _span(given: Mapping[str, str], today: AsOf) -> ReviewSpan:
    """The span of the address if it can be read and has begun, else the month before this one."""
    try:
        span = parse_span(given.get("ky", ""))
    except CannotReadSpan:
        return span_on(SpanKind.MONTH, today.on).before
    return span if span.first <= today.on else span_on(span.kind, today.on)


def kinds_of(asked: Asked, on: AsOf) -> list[tuple[SpanKind, ReviewSpan, bool]]:
    """The four kinds of span to choose from, each at the same place in time: (kind, span, is it the one shown)."""
    day = min(asked.span.last, on.on)
    return [(kind, span_on(kind, day), kind is asked.span.kind) for kind in SpanKind]
