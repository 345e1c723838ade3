"""Which report's narrative part an address names, and what of it one person may see and do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.models import StoredFile
from dondoc.base.rules.refusals import NotFound, Reason
from dondoc.deadlines.rules.periods import Period, parse_period
from dondoc.reporting.actions.take_step import ReportPlace
from dondoc.reporting.models import Obligation, SentNarrative
from dondoc.reporting.queries.drafts import may_enter, may_see_draft
from dondoc.reporting.queries.life import ReportLife, report_life
from dondoc.reporting.queries.narrative import DeskSection, desk_sections, sent_narratives
from dondoc.reporting.queries.obligations import access_obligation
from dondoc.reporting.rules.life import reasons_not_to_edit
from dondoc.web.frame.request import OfficeRequest

FILE_TYPES = "PDF, Word (.docx), Excel (.xlsx), ảnh PNG, JPEG"


@dataclass(frozen=True)
class OutlineDesk:
    """A report's narrative part as one person sees it: the agency's own people its desk, others what was sent."""

    request: OfficeRequest
    place: ReportPlace
    obligation: Obligation
    found: ReportLife
    is_draft: bool

    @property
    def period(self) -> Period:
        return parse_period(self.place.period_code)

    @cached_property
    def closed_because(self) -> tuple[Reason, ...]:
        """Why it may not be written now; of no interest to those who only read."""
        if not self.is_draft or not may_enter(self.request.rights, self.obligation):
            return ()
        return tuple(reasons_not_to_edit(self.found.life, is_locked=self.found.is_locked))

    @property
    def is_open(self) -> bool:
        return self.is_draft and may_enter(self.request.rights, self.obligation) and not self.closed_because

    @cached_property
    def sections(self) -> list[DeskSection]:
        return desk_sections(self.obligation.pk, self.found.regime.outline)

    @cached_property
    def sent(self) -> list[SentNarrative]:
        return sent_narratives(self.obligation.pk, self.request.moment.as_of.at)


def outline_desk(request: OfficeRequest, place: ReportPlace) -> OutlineDesk:
    """The narrative part of a report that one may see, where its regime has an outline. Else NotFound."""
    obligation = access_obligation(
        request.rights, regime_code=place.regime_code, period_code=place.period_code, agency_code=place.agency_code
    )
    found = report_life(obligation, request.moment.as_of.at)
    if not found.regime.outline:
        raise NotFound("Chế độ báo cáo này không có đề cương.")
    is_draft = not request.moment.is_past and may_see_draft(request.rights, obligation)
    return OutlineDesk(request, place, obligation, found, is_draft)


def agency_name(obligation: Obligation) -> str:
    """As it was called on the deadline day."""
    return agencies_as_on([obligation.agency_id], obligation.due_on_before_roll)[obligation.agency_id].name


def disposition(file: StoredFile) -> str:
    """To be saved under a name without marks, never shown in place."""
    ending = file.name.rpartition(".")[2].lower()
    return f'attachment; filename="tep-{file.sha256[:12]}.{ending if ending.isalnum() else "bin"}"'
