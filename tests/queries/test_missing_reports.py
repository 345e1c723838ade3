"""What is missing, counted without reading what came, is what the table of the period counts, at any moment."""

from datetime import datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.base.rules.moments import VIETNAM, AsOf
from dondoc.followup.queries.history import recent_periods
from dondoc.reporting.models import ImportedRecord, Obligation, ReportStep, Submission
from dondoc.reporting.queries import opened_periods
from dondoc.reporting.queries.missing import missing_reports
from dondoc.reporting.rules.life import StepKind
from tests.factories import World

START = datetime(2023, 9, 25, 8, tzinfo=VIETNAM)
moments = st.integers(0, 24 * 30).map(lambda hours: START + timedelta(hours=hours))
sendings = st.tuples(moments, st.none() | moments)  # when, and when it was returned as invalid
records = st.tuples(st.none() | moments, st.booleans(), moments)  # sent, exempt, recorded


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(st.tuples(st.lists(sendings, max_size=2), st.lists(records, max_size=2)), max_size=5),
    as_of=st.builds(AsOf, moments, st.none() | moments),
)
def test_what_is_missing_is_what_the_rule_finds_missing(
    world: World,
    told: list[tuple[list[tuple[datetime, datetime | None]], list[tuple[datetime | None, bool, datetime]]]],
    as_of: AsOf,
) -> None:
    with transaction.atomic():
        for owed, (sent, recorded) in zip(Obligation.objects.order_by("pk"), told, strict=False):
            for n, (at, returned_at) in enumerate(sent, start=10):
                row = Submission.objects.create(obligation=owed, version=n, sent_at=at, is_nil=True, recorded_at=at)
                if returned_at is not None:
                    given = {"obligation": owed, "submission": row, "kind": StepKind.RETURN, "reason": "sai biểu"}
                    ReportStep.objects.create(**given, is_invalid=True, at=returned_at, recorded_at=returned_at)
            for told_at, exempt, known in recorded:
                row_told = {"sent_at": told_at, "signed": False, "exempt": exempt and told_at is None}
                ImportedRecord.objects.create(obligation=owed, **row_told, recorded_at=known)
        provinces = {p.province_id for p in opened_periods(Obligation.objects.values_list("province_id", flat=True))}
        opened = opened_periods(provinces)
        found = missing_reports({(p.province_id, p.regime_code, p.period_code) for p in opened}, as_of)
        for p in opened:
            key = {"province_id": p.province_id, "regime_code": p.regime_code, "period_codes": [p.period_code]}
            (totals,), _ = recent_periods(**key, as_of=as_of)
            assert found.get((p.province_id, p.regime_code, p.period_code), 0) == totals.not_sent
        transaction.set_rollback(True)
