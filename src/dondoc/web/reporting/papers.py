"""The files of a report in the signing book (tệp trình ký của báo cáo)."""

from __future__ import annotations

from datetime import datetime

from dondoc.base.rules.refusals import NotFound
from dondoc.deadlines.rules.periods import parse_period
from dondoc.followup.queries.own_report import reasons_not_to_sign_yet, report_to_lay
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries import definition_of_period
from dondoc.reporting.queries.life import roles_in
from dondoc.reporting.rules.life import Role
from dondoc.signbook.actions import CannotLayPaper, lay_paper
from dondoc.signbook.models import Paper
from dondoc.signbook.queries import Shown, access_paper, bytes_of, newest_file, papers_of_subject, shown_papers
from dondoc.web.frame.request import OfficeRequest


def subject_of(obligation: Obligation) -> str:
    """How the signing book names a report."""
    return f"obligation:{obligation.pk}"


def papers_for(request: OfficeRequest, obligation: Obligation) -> list[Shown]:
    """The files of this report that were laid before those who sign, newest first."""
    as_of = request.moment.as_of
    return shown_papers(papers_of_subject(request.rights, subject_of(obligation), as_of.at), as_of.on, as_of.at)


def own_paper(request: OfficeRequest, obligation: Obligation, at: datetime) -> Paper:
    """The agency's own report out of its desk, laid before those who sign; the same one while nothing changes.

    Raises NotFound, CannotLayPaper for a desk that could not be sent.
    """
    if not roles_in(request.rights, obligation) & {Role.ENTERER, Role.APPROVER}:
        raise NotFound("Không tìm thấy báo cáo này.")
    if reasons := reasons_not_to_sign_yet(obligation, at):
        raise CannotLayPaper(reasons)
    made = report_to_lay(obligation, at)
    name = f"bao-cao-{obligation.agency.code}-{obligation.period_code}-{made.sha256[:16]}.pdf"
    for paper in papers_of_subject(request.rights, subject_of(obligation), at):
        if paper.source.name == name:
            return paper
    return lay_report(request, obligation, at, made.pdf, name)


def lay_report(request: OfficeRequest, obligation: Obligation, at: datetime, data: bytes, name: str) -> Paper:
    """A PDF of the report, laid before those who sign. Raises NotFound, CannotLayPaper."""
    regime = definition_of_period(obligation.regime.code, obligation.period_code)
    return lay_paper(
        actor_id=request.actor_id,
        at=at,
        agency_id=obligation.agency_id,
        data=data,
        name=name,
        title=f"{regime.name}, {parse_period(obligation.period_code).label_in_sentence}",
        subject=subject_of(obligation),
    )


def signed_file(request: OfficeRequest, paper: str) -> tuple[bytes, str]:
    """The newest version of a paper with its name, to be sent. Raises NotFound."""
    if not (paper.isascii() and paper.isdigit() and len(paper) < 12):
        raise NotFound("Không tìm thấy tệp trình ký này.")
    _, file, _ = newest_file(access_paper(request.rights, int(paper), request.moment.as_of.on))
    return bytes_of(file), file.name
