"""The page on which the narrative part is written (trang soạn lời văn), or read as it was sent last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from dondoc.base.rules.refusals import NotFound, Refused
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.actions.write_sections import SectionConflict
from dondoc.reporting.queries import facts_of
from dondoc.reporting.queries.narrative import DeskSection, access_desk_file
from dondoc.reporting.rules.attachments import KINDS
from dondoc.reporting.rules.narrative import MAX_SECTION, base_of
from dondoc.web.entry.answer import clock_time
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.outline.below import ShownBelow, units_below
from dondoc.web.outline.places import FILE_TYPES, OutlineDesk, agency_name, disposition, outline_desk

ACCEPT = ",".join(f".{ending}" for ending in KINDS)


@dataclass(frozen=True)
class ShownSection:
    """One section as a field: what stands in it, what its writer saw, who else was there first."""

    desk: DeskSection
    text: str
    base: str
    conflict: SectionConflict | None
    below: tuple[ShownBelow, ...]

    @property
    def code(self) -> str:
        return self.desk.outline.code

    @property
    def theirs(self) -> str:
        """'Nguyễn Thị Huệ sửa lúc 10:42'; '' where nobody was first."""
        return who_wrote(self.conflict) if self.conflict else ""


@require_GET
def outline(request: OfficeRequest, regime: str, period: str, agency: str) -> HttpResponse:
    """The agency's own people write; the others are led to what was sent last."""
    desk = outline_desk(request, ReportPlace(regime, period, agency))
    if not desk.is_draft and desk.sent:
        return redirect("sent-outline", desk.sent[0].submission_id)
    return show(desk)


def show(
    desk: OutlineDesk,
    refused: Refused | None = None,
    conflicts: Sequence[SectionConflict] = (),
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page, after a deed with what came of it. `typed`: texts that were not saved, kept in their fields."""
    context = {
        "desk": desk,
        "place": desk.place,
        "regime": desk.found.regime,
        "period": desk.period,
        "agency_name": agency_name(desk.obligation),
        "due": facts_of(desk.obligation.pk).due(desk.request.moment.as_of),
        "sections": _shown(desk, conflicts, typed or {}) if desk.is_draft else [],
        "refused": refused,
        "conflicts": conflicts,
        "key": f"dondoc-loi-van:{desk.request.actor_id}:{desk.obligation.pk}",
        "file_types": FILE_TYPES,
        "accept": ACCEPT,
        "max_section": MAX_SECTION,
    }
    return render(desk.request, "outline/write.html", context, status=422 if refused else 200)


def _shown(desk: OutlineDesk, conflicts: Sequence[SectionConflict], typed: Mapping[str, str]) -> list[ShownSection]:
    clashing = {conflict.outline.code: conflict for conflict in conflicts}
    below = units_below(desk)
    return [
        ShownSection(
            section,
            typed.get(section.outline.code, section.text),
            base_of(section.text),
            clashing.get(section.outline.code),
            tuple(below.get(section.outline.code, ())),
        )
        for section in desk.sections
    ]


def who_wrote(conflict: SectionConflict) -> str:
    """'Nguyễn Thị Huệ sửa lúc 10:42'."""
    return f"{conflict.by} sửa lúc {clock_time(conflict.at)}" if conflict.by else "Mục đã đổi ở nơi khác"


@require_GET
def desk_file(request: OfficeRequest, regime: str, period: str, agency: str, file_id: int) -> HttpResponse:
    """A file on the desk, for the agency's own people; to be saved, never shown in place."""
    desk = outline_desk(request, ReportPlace(regime, period, agency))
    if not desk.is_draft:
        raise NotFound("Không tìm thấy tệp này.")
    file = access_desk_file(desk.obligation, file_id).file
    with file.content.open("rb") as content:
        response = HttpResponse(content.read(), content_type=file.content_type)
    response["Content-Disposition"] = disposition(file)
    return response
