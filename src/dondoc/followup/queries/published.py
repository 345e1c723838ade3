"""Published reviews (báo cáo rà soát đã công bố): as they were, and beside them what is different by now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from dondoc.base.models import StoredFile
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.followup.models import PublishedReview
from dondoc.followup.queries.reviews import periodic_review
from dondoc.followup.rules.review_spans import ReviewSpan, SpanKind
from dondoc.followup.rules.reviewing import Difference, Scope, differences, digest_of, periodic_figures
from dondoc.people.rules.rights import Right, Rights


def access_published(rights: Rights, *, published_id: int) -> PublishedReview:
    """A published review of a province that this person watches; else NotFound."""
    watched = rights.agencies_for(Right.MONITOR)
    rows = PublishedReview.objects.select_related("actor", "province").prefetch_related("files")
    found = rows.filter(province_id__in=watched, pk=published_id).first()
    if found is None:
        raise NotFound("Không tìm thấy báo cáo rà soát này.")
    return found


def access_published_file(rights: Rights, *, published_id: int, file_id: int) -> StoredFile:
    """One of its files. Raises NotFound."""
    file = access_published(rights, published_id=published_id).files.filter(pk=file_id).first()
    if file is None:
        raise NotFound("Không tìm thấy tệp này.")
    return file


def published_of(province_ids: Collection[int], as_of: AsOf) -> QuerySet[PublishedReview]:
    """What had been published by a moment, the newest first."""
    rows = PublishedReview.objects.filter(province_id__in=province_ids, recorded_at__lte=as_of.at)
    return rows.select_related("actor", "province").defer("figures").order_by("-last", "-pk")


def published_for(province_id: int, span: ReviewSpan, scope: Scope, as_of: AsOf) -> PublishedReview | None:
    """The published review of just this span and set."""
    key = {"kind": span.kind.value, "first": span.first, "last": span.last, "scope": scope.value}
    return PublishedReview.objects.filter(province_id=province_id, recorded_at__lte=as_of.at, **key).first()


def span_of(published: PublishedReview) -> ReviewSpan:
    return ReviewSpan(SpanKind(published.kind), published.first, published.last)


def is_untouched(published: PublishedReview) -> bool:
    """Are the figures those whose hash was taken?"""
    return digest_of(published.figures) == published.sha256


def differences_today(published: PublishedReview, on: date) -> list[Difference]:
    """What the same question gives by all that is known on a day: later truth, never put into what was published."""
    again = periodic_review(
        province_id=published.province_id,
        span=span_of(published),
        scope=Scope(published.scope),
        as_of=AsOf(published.as_of, AsOf.end_of_day(on).at),
    )
    return differences(published.figures, periodic_figures(again))
