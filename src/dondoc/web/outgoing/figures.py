"""The frozen figures of a document (số liệu đóng băng), and what differs when they are computed again today."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from dondoc.base.clock import now
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.documents.actions import save_draft
from dondoc.documents.queries.outgoing import Record
from dondoc.documents.rules.life import DeedKind, allowed
from dondoc.web.frame.deeds import deed
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.outgoing.shown import FrozenFigure, frozen_figures, opened
from dondoc.web.papers.drafted import Drafted, Figure
from dondoc.web.papers.keeping import drafted_again


@dataclass(frozen=True)
class Compared:
    """One figure then and now; `now` None: it is not computed any more."""

    then: FrozenFigure | None
    now: Figure | None

    @property
    def label(self) -> str:
        return self.then.label if self.then else (self.now.label if self.now else "")

    @property
    def differs(self) -> bool:
        return (self.then.value if self.then else None) != (self.now.value if self.now else None)


def _again(request: OfficeRequest, record: Record) -> Drafted | None:
    return drafted_again(request, record.document.origin_key)


@require_GET
def figures(request: OfficeRequest, document_id: int) -> HttpResponse:
    """'Tính lại hôm nay': each figure as it was frozen and as it is now."""
    record, who = opened(request, document_id)
    then = frozen_figures(record.draft, request.moment.as_of.on)
    if not then:
        raise NotFound("Văn bản này không soạn từ số liệu.")
    drafted = _again(request, record)
    today = {one.label: one for one in drafted.figures} if drafted else {}
    rows = [Compared(one, today.pop(one.label, None)) for one in then]
    rows += [Compared(None, one) for one in today.values()]
    context = {
        "record": record,
        "rows": rows,
        "n_different": sum(row.differs for row in rows) if drafted else 0,
        "is_computed": drafted is not None,
        "may_redraft": drafted is not None and DeedKind.EDIT in allowed(record.stage, who),
    }
    return render(request, "outgoing/figures.html", context)


@deed
@require_POST
def redraft(request: OfficeRequest, document_id: int) -> HttpResponse:
    """Draft again with the figures of now (soạn lại theo số liệu mới); the draft before stays."""
    record, _ = opened(request, document_id)
    drafted = _again(request, record)
    if drafted is None:
        raise NotFound("Không tìm thấy số liệu của văn bản này.")
    at = now()
    save_draft(
        actor_id=request.actor_id,
        at=at,
        document_id=document_id,
        seen=request.POST.get("da_xem", ""),
        value=drafted.document,
        note="Soạn lại theo số liệu mới",
        figures=drafted.kept_figures(AsOf(at)),
    )
    messages.success(request, "Đã soạn lại theo số liệu mới; bản trước còn nguyên để so sánh.")
    return redirect("outgoing-document", document_id)
