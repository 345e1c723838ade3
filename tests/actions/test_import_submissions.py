"""Bringing sendings over from another system: all rows or none, every problem named, safe to repeat."""

import pytest

from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import Refused
from dondoc.followup.queries import reporting_table
from dondoc.followup.rules.reporting_table import ReportingTable
from dondoc.reporting.actions import import_submissions
from dondoc.reporting.actions.import_submissions import SubmissionsImported
from dondoc.reporting.models import ImportedRecord, Obligation
from tests.factories import NOW, World

PERIOD = "2025-Q2"


def load(text: str, **more: str) -> SubmissionsImported:
    given = {"regime_code": "KSTTHC", "period_code": PERIOD, "name": "nop.csv", **more}
    return import_submissions(actor_id=None, at=NOW, data=text.encode(), **given)  # type: ignore[arg-type]


def table(world: World) -> ReportingTable:
    return reporting_table(province_id=world.agencies["BG"], regime_code="KSTTHC", period_code=PERIOD, as_of=AsOf(NOW))


FILE = """agency,sent_at,signed,exempt,note
BG-SNV,2025-06-19T08:00:00+07:00,có,,
UBND huyện Lục Nam,21/06/2025,không,,Nộp qua trục
BG-HH,,,có,Sáp nhập
"""


def test_rows_by_code_and_by_name_land_in_the_table(world: World) -> None:
    done = load(FILE)
    totals = table(world).totals
    assert (done.province, done.written) == ("UBND tỉnh Bắc Giang", 3)
    assert (totals.agencies, totals.early, totals.late, totals.exempt, totals.not_sent) == (27, 1, 1, 1, 24)
    assert (totals.signed, totals.unsigned) == (1, 1)


def test_importing_again_changes_nothing(world: World) -> None:
    load(FILE)
    before = table(world)
    again = load(FILE)
    assert (again.written, again.unchanged) == (0, 3)
    assert table(world) == before


def test_a_corrected_file_replaces_what_was_said_and_keeps_the_old_row(world: World) -> None:
    load(FILE)
    load("agency,sent_at,signed\nBG-SNV,2025-06-23T08:00:00+07:00,không\n")
    row = next(r for r in table(world).rows if r.agency.code == "BG-SNV")
    assert (row.standing.timeliness, row.standing.signed) == ("late", "unsigned")
    assert ImportedRecord.objects.filter(obligation__agency__code="BG-SNV", obligation__period_code=PERIOD).count() == 2


BAD = """agency,sent_at,signed,exempt,note
Sở Không Có,20/06/2025,có,,
BG-SNV,31/02/2025,có,,
BG-STP,01/01/2030,không,,
BG-STC,19/06/2025,không,có,
BG-STC,19/06/2025,không,,
BG-SYT,,có,,
"""


def test_every_bad_row_is_named_and_nothing_is_written(world: World) -> None:
    with pytest.raises(Refused) as refused:
        load(BAD)
    told = "\n".join(str(reason) for reason in refused.value.reasons)
    for part in (
        "Dòng 2, cột 'agency': không có đơn vị 'Sở Không Có'",
        "31/02/2025 không có",
        "Dòng 4, cột 'sent_at': 01/01/2030 00:00 chưa tới",
        "Dòng 5, cột 'exempt'",
        "Dòng 6, cột 'agency': đơn vị 'BG-STC' đã có ở dòng 5",
        "Dòng 7, cột 'signed'",
    ):
        assert part in told
    assert not Obligation.objects.filter(period_code=PERIOD).exists()


def test_a_name_that_two_provinces_share_asks_for_the_scope(world: World) -> None:
    shared = "agency,sent_at,signed\nSở Nội vụ,19/06/2025,có\n"
    with pytest.raises(Refused, match="--scope"):
        load(shared)
    assert load(shared, province_code="LS").province == "UBND tỉnh Lạng Sơn"


def test_an_unknown_regime_names_those_there_are(world: World) -> None:
    with pytest.raises(Refused, match="KSTTHC"):
        load(FILE, regime_code="XYZ")


def test_another_systems_signature_is_recorded_never_verified(world: World) -> None:
    load(FILE)
    row = next(r for r in table(world).rows if r.agency.code == "BG-SNV")
    assert row.standing.signed == "recorded"
