"""How many reports the periods of provinces still lack (báo cáo chưa gửi), without reading those that came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, Q

from dondoc.base.rules.moments import AsOf
from dondoc.reporting.models import ImportedRecord, Obligation, ReportStep, Submission
from dondoc.reporting.queries.obligations import with_facts
from dondoc.reporting.queries.regimes import all_definitions

PeriodOf = tuple[int, str, str]  # province, code of the regime, code of the period


def missing_reports(periods: Collection[PeriodOf], as_of: AsOf) -> Mapping[PeriodOf, int]:
    """How many agencies have not sent, or nothing that counts, by period; those exempt are not missing.

    The database leaves out what has certainly come; the rule judges the rest.
    """
    if not periods:
        return {}
    provinces, regimes, codes = zip(*periods, strict=True)
    rows = Obligation.objects.filter(
        ~_has_certainly_come(as_of),
        province_id__in=set(provinces),
        regime__code__in=set(regimes),
        period_code__in=set(codes),
    )
    counts = {definition.code: definition.counts for definition in all_definitions()}
    return Counter(
        (f.province_id, f.regime_code, f.period_code)
        for f in with_facts(rows)
        if (f.province_id, f.regime_code, f.period_code) in periods
        and f.is_owed(as_of)
        and f.standing(as_of, counts=counts[f.regime_code]).timeliness.is_missing
    )


def _has_certainly_come(as_of: AsOf) -> Q:
    """Sent by then, as was known then, and never returned as invalid; or so recorded by another system throughout."""
    sent = Submission.objects.filter(obligation=OuterRef("pk"), sent_at__lte=as_of.at)
    told = ImportedRecord.objects.filter(obligation=OuterRef("pk"))
    if as_of.known_at is not None:
        sent, known = sent.filter(recorded_at__lte=as_of.known_at), told.filter(recorded_at__lte=as_of.known_at)
    else:
        known = told
    invalid = ReportStep.objects.filter(submission=OuterRef("pk"), is_invalid=True)
    otherwise = told.filter(Q(sent_at__isnull=True) | Q(sent_at__gt=as_of.at))
    return Q(Exists(sent.filter(~Exists(invalid)))) | (Q(Exists(known)) & ~Q(Exists(otherwise)))
