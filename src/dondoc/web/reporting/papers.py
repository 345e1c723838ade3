"""The files of a report in the signing book (tệp trình ký của báo cáo)."""

from __future__ import annotations

from dondoc.base.rules.refusals import NotFound
from dondoc.reporting.models import Obligation
from dondoc.signbook.queries import Shown, access_paper, bytes_of, newest_file, papers_of_subject, shown_papers
from dondoc.web.frame.request import OfficeRequest


def subject_of(obligation: Obligation) -> str:
    """How the signing book names a report."""
    return f"obligation:{obligation.pk}"


def papers_for(request: OfficeRequest, obligation: Obligation) -> list[Shown]:
    """The files of this report that were laid before those who sign, newest first."""
    as_of = request.moment.as_of
    return shown_papers(papers_of_subject(request.rights, subject_of(obligation), as_of.at), as_of.on, as_of.at)


def signed_file(request: OfficeRequest, paper: str) -> tuple[bytes, str]:
    """The newest version of a paper with its name, to be sent. Raises NotFound."""
    if not (paper.isascii() and paper.isdigit() and len(paper) < 12):
        raise NotFound("Không tìm thấy tệp trình ký này.")
    _, file, _ = newest_file(access_paper(request.rights, int(paper), request.moment.as_of.on))
    return bytes_of(file), file.name
