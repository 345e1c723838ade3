"""The templates that an office may word itself (các mẫu văn bản), by kind."""

from __future__ import annotations

from dondoc.base.rules.refusals import NotFound
from dondoc.documents.rules.templates import Template
from dondoc.followup.letters.consolidated_report import TEMPLATE as CONSOLIDATED_REPORT
from dondoc.followup.letters.period_notice import TEMPLATE as PERIOD_NOTICE
from dondoc.followup.letters.periodic_review import TEMPLATE as PERIODIC_REVIEW
from dondoc.followup.letters.regime_report import TEMPLATE as REGIME_REPORT
from dondoc.followup.letters.reporting_letter import TEMPLATE as REPORTING_LETTER
from dondoc.followup.letters.submission_slip import TEMPLATE as SUBMISSION_SLIP
from dondoc.followup.letters.task_report import TEMPLATE as TASK_REVIEW
from dondoc.followup.letters.urging_letter import TEMPLATE as URGING_LETTER

TEMPLATES: dict[str, Template] = {
    template.kind: template
    for template in (
        REPORTING_LETTER,
        URGING_LETTER,
        PERIOD_NOTICE,
        REGIME_REPORT,
        TASK_REVIEW,
        PERIODIC_REVIEW,
        CONSOLIDATED_REPORT,
        SUBMISSION_SLIP,
    )
}


def template_of(kind: str) -> Template:
    """The template of a kind. Raises NotFound."""
    if kind not in TEMPLATES:
        raise NotFound("Không tìm thấy mẫu văn bản này.")
    return TEMPLATES[kind]
