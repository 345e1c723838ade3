"""Agencies are taken in from a file wholly or not at all, leave a trail, and come in once."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dondoc.agencies.actions import CannotImportAgencies, ImportResult, import_agencies
from dondoc.agencies.models import Agency, AgencyVersion, Group, GroupVersion
from dondoc.agencies.queries import agency_map
from dondoc.base.models import AuditEntry
from dondoc.base.queries import broken_seals
from dondoc.base.rules.tables import CannotRead

pytestmark = [pytest.mark.django_db, pytest.mark.both]

AT = datetime(2026, 7, 5, 1, 20, tzinfo=UTC)
HEADINGS = "Mã đơn vị;Tên đơn vị;Tên ngắn;Nhóm;Mã cấp trên;Từ ngày;Đến ngày"
LINES = (
    "Z24;Tỉnh Bắc Ninh;;;;;",
    "ZSNV;Sở Nội vụ;;I. Sở, cơ quan thuộc UBND tỉnh;Z24;;",
    "ZHH;UBND huyện Hiệp Hoà;huyện Hiệp Hoà;II. UBND huyện, thành phố;Z24;;01/07/2025",
    "Z07840;UBND xã Hiệp Hoà;xã Hiệp Hoà;II. UBND xã, phường;Z24;01/07/2025;",
)


def take_in(*lines: str, actor_id: int | None = 7) -> ImportResult:
    data = "\n".join([HEADINGS, *lines]).encode()
    return import_agencies(actor_id=actor_id, at=AT, data=data, name="đơn vị.csv")


def test_a_file_becomes_agencies_versions_and_groups() -> None:
    assert take_in(*LINES) == ImportResult(n_agencies=4, n_versions=4, n_corrected=0, n_groups=3, n_unchanged=0)
    before, after = agency_map(date(2025, 6, 30)), agency_map(date(2025, 7, 1))
    province = Agency.objects.get(code="Z24")
    assert [a.name for a in before.reporters(province.id)] == ["Sở Nội vụ", "UBND huyện Hiệp Hoà"]
    assert [a.short_name for a in after.reporters(province.id)] == ["Sở Nội vụ", "xã Hiệp Hoà"]
    groups = GroupVersion.objects.filter(group__province=province).order_by("group__name")
    assert list(groups.values_list("group__name", "position", "valid_from", "valid_to")) == [
        ("Sở, cơ quan thuộc UBND tỉnh", 1, date(1900, 1, 1), None),
        ("UBND huyện, thành phố", 2, date(1900, 1, 1), None),
        ("UBND xã, phường", 2, date(2025, 7, 1), None),
    ]


def test_it_leaves_a_trail() -> None:
    take_in(*LINES)
    entry = AuditEntry.objects.latest("id")
    assert (entry.actor_id, entry.at, entry.deed, entry.subject) == (7, AT, "import_agencies", "agencies")
    assert entry.detail["file"] == "đơn vị.csv"
    assert entry.detail["n_agencies"] == 4
    assert entry.detail["codes"] == ["Z24", "ZSNV", "ZHH", "Z07840"]
    assert list(broken_seals()) == []


def test_the_same_file_twice_changes_nothing_and_says_so() -> None:
    take_in(*LINES)
    rows = list(AgencyVersion.objects.order_by("id").values())
    entries = AuditEntry.objects.count()
    again = take_in(*LINES)
    assert again == ImportResult(n_agencies=0, n_versions=0, n_corrected=0, n_groups=0, n_unchanged=4)
    assert not again.changed_anything
    assert list(AgencyVersion.objects.order_by("id").values()) == rows
    assert AuditEntry.objects.count() == entries


def test_a_changed_row_corrects_the_stored_version_and_the_log_keeps_both_words() -> None:
    take_in(*LINES)
    version = AgencyVersion.objects.get(agency__code="ZHH")
    result = take_in(LINES[2].replace("01/07/2025", "02/07/2025"))
    assert (result.n_corrected, result.n_versions) == (1, 0) and result.changed_anything
    corrected = AgencyVersion.objects.get(agency__code="ZHH")
    assert (corrected.pk, corrected.valid_to) == (version.pk, date(2025, 7, 2))
    assert corrected.recorded_at == version.recorded_at
    entry = AuditEntry.objects.latest("id")
    assert entry.detail["corrections"] == [
        {"code": "ZHH", "valid_from": "1900-01-01", "changes": {"valid_to": ["2025-07-01", "2025-07-02"]}}
    ]


def test_a_moved_group_is_moved_in_its_place() -> None:
    take_in(*LINES)
    group = Group.objects.get(province__code="Z24", name="Sở, cơ quan thuộc UBND tỉnh")
    result = take_in(LINES[1].replace("I. Sở", "V. Sở"))
    assert (result.n_groups, result.n_corrected, result.n_unchanged) == (1, 0, 1)
    assert GroupVersion.objects.get(group=group).position == 5


def test_one_wrong_row_and_nothing_is_written() -> None:
    entries = AuditEntry.objects.count()
    with pytest.raises(CannotImportAgencies) as refused:
        take_in(*LINES, "X;Xã X;;;không có;;", "Y;;;;Z24;;")
    assert len(refused.value.reasons) == 2
    assert not Agency.objects.filter(code__startswith="Z").exists()
    assert AuditEntry.objects.count() == entries


def test_a_file_that_is_no_table_is_refused() -> None:
    with pytest.raises(CannotRead):
        import_agencies(actor_id=None, at=AT, data=b"\x00\x01", name="a.csv")


def test_stored_agencies_are_known_as_parents() -> None:
    take_in(*LINES[:1])
    assert take_in(*LINES[1:]).n_agencies == 3
    assert AgencyVersion.objects.get(agency__code="ZSNV").parent == Agency.objects.get(code="Z24")


def test_a_province_of_thousands_is_taken_in_with_few_queries_and_its_progress_told() -> None:
    lines = [LINES[0], *(f"ZX{n};Xã {n};;I. Xã;Z24;;" for n in range(3320))]
    data = "\n".join([HEADINGS, *lines]).encode()
    told: list[tuple[int, int]] = []
    with CaptureQueriesContext(connection) as queries:
        import_agencies(actor_id=None, at=AT, data=data, name="a.csv", progress=lambda *step: told.append(step))
    assert Agency.objects.filter(code__startswith="Z").count() == 3321
    assert told[0] == (500, 3321) and told[-1] == (3321, 3321)
    assert len(queries) < 120
