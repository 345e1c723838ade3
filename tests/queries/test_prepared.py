"""A question put together once answers as one put together anew, whatever is asked for; pages of long lists."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Q, QuerySet

from dondoc.agencies.models import AgencyVersion
from dondoc.agencies.queries import agency_map, units_of_kind
from dondoc.base.prepared import Prepared, PreparedObjects, among, one_parameter
from dondoc.web.frame.paging import page_of
from tests.factories import World
from tests.factories.incoming import TODAY

pytestmark = pytest.mark.both


def _standing(ids: Collection[int], more: Collection[int], on: date, at: datetime) -> QuerySet[Any, tuple[Any, ...]]:
    keys = AgencyVersion.objects.filter(agency_id__in=one_parameter(more)).values("pk")
    rows = AgencyVersion.objects.filter(among("agencies_agencyversion.agency_id", ids), pk__in=keys)
    return (
        rows.filter(valid_from__lte=on, recorded_at__lte=at)
        .order_by("pk")
        .values_list("pk", "valid_from", "recorded_at")
    )


def test_a_prepared_question_answers_as_the_question_itself(world: World) -> None:
    prepared, versions = Prepared(_standing), list(AgencyVersion.objects.order_by("pk"))
    everybody = [one.agency_id for one in versions]
    moments = [one.recorded_at for one in versions]
    for ids in (everybody, everybody[:1], everybody[2:5], []):
        for more in (everybody, everybody[1:4], []):
            for on in (date.max, versions[0].valid_from - timedelta(days=1), versions[0].valid_from):
                for at in (max(moments), min(moments) - timedelta(seconds=1)):
                    assert list(prepared(ids, more, on, at)) == list(_standing(ids, more, on, at))
    assert list(prepared(everybody, everybody, date.max, max(moments)))


def test_a_question_that_reckons_with_what_it_was_given_is_refused_and_not_answered_for_another_day(
    world: World,
) -> None:
    rows = AgencyVersion.objects.all()
    reckoned = Prepared(lambda on: rows.filter(valid_from__lte=on + timedelta(days=1)).values_list("pk"))
    with pytest.raises(ValueError, match="something else"):
        reckoned(TODAY)


def _named(code: str, key: int, on: date) -> QuerySet[AgencyVersion]:
    rows = AgencyVersion.objects.select_related("agency").defer("name").annotate(is_asked=Q(agency_id=key))
    return rows.filter(agency__code=code, valid_from__lte=on).order_by("-pk")[:1]


def test_a_prepared_question_makes_the_objects_that_the_question_itself_makes(
    world: World, django_assert_num_queries: Any
) -> None:
    prepared, versions = PreparedObjects(_named), list(AgencyVersion.objects.select_related("agency"))
    for one in versions:
        code, key = one.agency.code, one.agency_id
        for asked in ((code, key, date.max), (code, key + 1, one.valid_from), ("%s' OR 1=1", key, date.max)):
            expected = _named(*asked).first()
            with django_assert_num_queries(1):
                found = prepared.first(*asked)
                assert found == expected
                if found is not None and expected is not None:
                    assert (found.agency.code, found.is_asked) == (expected.agency.code, expected.is_asked)
                    assert found.get_deferred_fields() == {"name"}
        assert prepared.first(code, key, one.valid_from - timedelta(days=1)) is None


def test_a_page_of_the_second_half_is_read_from_the_end(world: World) -> None:
    rows = AgencyVersion.objects.order_by("pk")
    keys, n = list(rows.values_list("pk", flat=True)), rows.count()
    shown = [[one.pk for one in page_of(rows, 3, str(number + 1), n)] for number in range(-(-n // 3))]
    assert [key for page in shown for key in page] == keys
    assert [one.pk for one in page_of(rows, 3, "9999", n)] == shown[-1]
    assert list(page_of(rows.none(), 3, "2", 0)) == []


def test_units_of_a_kind_are_those_of_the_map(world: World) -> None:
    day_map = agency_map(TODAY)
    for kind in {one.kind for one in day_map.by_id.values()}:
        tops = [one.id for one in day_map.provinces]
        expected = {one.id for top in tops for one in day_map.children_of(top) if one.kind == kind}
        assert units_of_kind(kind, tops, TODAY) == expected
