from datetime import timedelta

from dondoc.reporting.models import Obligation, ReportStep, Submission
from dondoc.reporting.queries.life import life_at
from dondoc.reporting.rules.life import Stage, StepKind
from tests.factories import NOW, World


def test_a_report_stands_where_its_steps_and_sendings_brought_it_by_then(world: World) -> None:
    owed = Obligation.objects.filter(submissions=None, imported_records=None).first()
    assert owed is not None
    hour = timedelta(hours=1)

    def step(kind: StepKind, hours: int, reason: str = "", about: Submission | None = None) -> None:
        ReportStep.objects.create(
            obligation=owed, kind=kind, reason=reason, submission=about, at=NOW + hours * hour, recorded_at=NOW
        )

    step(StepKind.HAND_UP, 1)
    step(StepKind.APPROVE, 2)
    sent = Submission.objects.create(obligation=owed, version=1, sent_at=NOW + 3 * hour, is_nil=True, recorded_at=NOW)
    step(StepKind.RETURN, 3, "thiếu phụ lục", sent)
    stages = [life_at(owed.pk, NOW + hours * hour).stage for hours in range(4)]
    assert stages == [Stage.DRAFTING, Stage.HANDED_UP, Stage.APPROVED, Stage.RETURNED]
    assert life_at(owed.pk, NOW + 3 * hour).reason == "thiếu phụ lục"
