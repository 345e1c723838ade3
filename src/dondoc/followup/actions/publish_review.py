"""Publish a review (công bố báo cáo rà soát): from then on its figures and files stay as they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from dondoc.agencies.models import Agency
from dondoc.base.actions import store_file, write_audit
from dondoc.base.rules.moments import AsOf, day_of, end_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import screen_date
from dondoc.documents.render import render_docx, render_pdf
from dondoc.documents.rules.secrecy import is_secret_number
from dondoc.followup.models import PublishedReview
from dondoc.followup.queries.documents import report_of_review
from dondoc.followup.rules.review_spans import ReviewSpan
from dondoc.followup.rules.review_workbook import periodic_workbook
from dondoc.followup.rules.reviewing import Scope, View, digest_of, periodic_figures
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right

LONGEST_NUMBER = 60
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class CannotPublishReview(Refused):
    """Refused: the span is not over, or has been published."""


def publish_review(
    *,
    actor_id: int,
    at: datetime,
    province_id: int,
    span: ReviewSpan,
    scope: Scope,
    view: View = View.LEAD,
    number: str = "",
) -> PublishedReview:
    """Freeze the review of a span that is over, counted to its last day by what is known now.

    Raises NotFound for whoever does not watch the province, CannotPublishReview with every reason.
    """
    if not rights_of(actor_id, day_of(at)).has(Right.MONITOR, province_id):
        raise NotFound("Không tìm thấy trang này.")
    if reasons := _reasons(province_id, span, scope, number, at):
        raise CannotPublishReview(reasons)
    as_of = AsOf(end_of(span.last), known_at=at)
    found, document = report_of_review(province_id=province_id, span=span, scope=scope, view=view, as_of=as_of)
    figures = periodic_figures(found)
    made = {
        "docx": render_docx(document),
        "pdf": render_pdf(document, settings.PDF_FONT_FOLDER),
        "xlsx": periodic_workbook(found),
    }
    frozen = Frozen(figures, made, as_of.at)
    return _freeze(actor_id, at, province_id, span, scope, number, frozen)


@dataclass(frozen=True)
class Frozen:
    """What is kept of a review: its figures, its files by kind, the moment that it was counted to."""

    figures: dict[str, Any]
    files: dict[str, bytes]
    as_of: datetime


@transaction.atomic
def _freeze(
    actor_id: int, at: datetime, province_id: int, span: ReviewSpan, scope: Scope, number: str, frozen: Frozen
) -> PublishedReview:
    Agency.objects.select_for_update().get(pk=province_id)  # of two at once the second is told of the first
    if reasons := _reasons(province_id, span, scope, number, at):
        raise CannotPublishReview(reasons)
    published = PublishedReview.objects.create(
        province_id=province_id,
        kind=span.kind,
        first=span.first,
        last=span.last,
        scope=scope,
        as_of=frozen.as_of,
        number=number.strip(),
        figures=frozen.figures,
        sha256=digest_of(frozen.figures),
        actor_id=actor_id,
        recorded_at=at,
    )
    hashes = {}
    for kind, data in frozen.files.items():
        name = f"ra-soat-{span.code}-{scope}.{kind}"
        kept = store_file(actor_id=actor_id, at=at, data=data, name=name, content_type=TYPES[kind])
        published.files.add(kept)
        hashes[kind] = kept.sha256
    detail = {"period": span.code, "scope": scope, "figures": published.sha256, "files": hashes}
    subject = f"published_review:{published.pk}"
    write_audit(actor_id=actor_id, at=at, deed="publish_review", subject=subject, detail=detail)
    return published


def _reasons(province_id: int, span: ReviewSpan, scope: Scope, number: str, at: datetime) -> list[Reason]:
    reasons = []
    if span.last >= day_of(at):
        reasons.append(Reason(f"Kỳ chưa hết; công bố được từ sau ngày {screen_date(span.last)}.", "Kỳ"))
    if len(number) > LONGEST_NUMBER or is_secret_number(number):
        reasons.append(Reason(f"Ghi số, ký hiệu không quá {LONGEST_NUMBER} ký tự, không phải văn bản mật.", "Số"))
    same = PublishedReview.objects.filter(
        province_id=province_id, kind=span.kind, first=span.first, last=span.last, scope=scope
    )
    if (earlier := same.first()) is not None:
        on = screen_date(day_of(earlier.recorded_at))
        reasons.append(Reason(f"Kỳ này đã công bố ngày {on}; số đã công bố không sửa, không công bố lại."))
    return reasons
