"""Questions about the life of a report (vòng đời báo cáo)."""

from __future__ import annotations

from datetime import datetime

from dondoc.reporting.models import ReportStep, Submission
from dondoc.reporting.rules.life import Life, StepKind, Taken, life_of


def life_at(obligation_id: int, at: datetime) -> Life:
    """Where a report stands at a moment; the caller has fetched its obligation with permission. Two queries."""
    sent = Submission.objects.filter(obligation_id=obligation_id, sent_at__lte=at).values_list("sent_at", "pk")
    steps = ReportStep.objects.filter(obligation_id=obligation_id, at__lte=at).values_list("at", "pk", "kind", "reason")
    # A sending and a step of one moment: the step is about what was sent.
    found = [((moment, 0, pk), Taken(moment, None)) for moment, pk in sent]
    found += [((moment, 1, pk), Taken(moment, StepKind(kind), reason)) for moment, pk, kind, reason in steps]
    return life_of(taken for _, taken in sorted(found, key=lambda item: item[0]))
