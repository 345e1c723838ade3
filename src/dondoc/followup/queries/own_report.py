"""An agency's own report out of what stands on its desk (báo cáo để ký), with the data package that it carries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from dondoc.agencies.queries import agencies_as_on
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Reason
from dondoc.deadlines.rules.periods import parse_period
from dondoc.documents.frozen import freeze
from dondoc.documents.render import DataFile, render_pdf
from dondoc.documents.rules.official import DocumentType, OfficialDocument
from dondoc.followup.letters.own_report import OwnReport, own_report
from dondoc.people.queries import head_block
from dondoc.reporting.models import Obligation
from dondoc.reporting.queries import definition_of_period
from dondoc.reporting.queries.desk import figures_on_desk
from dondoc.reporting.queries.narrative import desk_sections, narrative_waits
from dondoc.reporting.rules import narrative
from dondoc.reporting.rules.package import PACKAGE_NAME, package_hash, package_of_forms
from dondoc.sheets.rules.figures import canonical


@dataclass(frozen=True)
class ToSign:
    """A report ready to be signed: the PDF, and the data package in it that the signature is about."""

    pdf: bytes
    package: bytes

    @property
    def sha256(self) -> str:
        return package_hash(self.package)


def report_to_sign(obligation: Obligation, at: datetime) -> ToSign:
    """The report as it would be sent now; the same desk on the same day always gives the same bytes."""
    found = _found(obligation, at)
    return ToSign(render_pdf(found.document, data=found.data), found.package)


def report_to_lay(obligation: Obligation, at: datetime) -> ToSign:
    """The report for the signing book: number and date are open fields, filled in together with the seal."""
    found = _found(obligation, at)
    return ToSign(freeze(found.document, day_of(at).year, data=found.data), found.package)


def reasons_not_to_sign_yet(obligation: Obligation, at: datetime) -> list[Reason]:
    """What would keep the desk from being sent, so that nobody signs what is not whole."""
    regime = definition_of_period(obligation.regime.code, obligation.period_code)
    if not regime.forms and not regime.outline:
        return [Reason("Chọn tệp PDF của báo cáo rồi bấm ký.", "Tệp báo cáo")]
    desk = figures_on_desk(obligation, regime, at)
    return [*desk.reasons, *narrative_waits(obligation.pk, regime)]


@dataclass(frozen=True)
class _Found:
    document: OfficialDocument
    data: DataFile
    package: bytes


def _found(obligation: Obligation, at: datetime) -> _Found:
    regime, on = definition_of_period(obligation.regime.code, obligation.period_code), day_of(at)
    sheets = tuple(draft.checked.sheet for draft in figures_on_desk(obligation, regime, at).drafts)
    sections = [section.written for section in desk_sections(obligation.pk, regime.outline)]
    identity = {"regime": regime.code, "period": obligation.period_code, "agency": obligation.agency.code}
    parts = [canonical(sheet, identity) for sheet in sheets]
    if not all(section.is_empty for section in sections):
        parts.append(narrative.canonical(sections, identity))
    package = package_of_forms(parts)
    named = agencies_as_on({obligation.agency_id, obligation.province_id}, on)
    found = OwnReport(
        province=named[obligation.province_id].name,
        agency=named[obligation.agency_id].name,
        regime_name=regime.name,
        legal_basis=regime.legal_basis,
        period_in_sentence=parse_period(obligation.period_code).label_in_sentence,
        on=on,
        sheets=sheets,
        sections=tuple((section.title, section.text) for section in sections if not section.is_empty),
        sha256=package_hash(package),
        package_name=PACKAGE_NAME,
    )
    label = DocumentType.REPORT.label.lower()
    block = head_block(agency_id=obligation.agency_id, type_code=DocumentType.REPORT.value, type_label=label, on=on)
    if block:
        found = replace(found, authority=block[0], signer=block[1])
    data = DataFile(PACKAGE_NAME, package.decode(), "Số liệu của báo cáo, dạng chuẩn để ký")
    return _Found(own_report(found), data, package)
