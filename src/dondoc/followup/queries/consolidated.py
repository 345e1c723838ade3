"""The consolidated report of a form (báo cáo tổng hợp số liệu): a total, put into the office's wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from dondoc.agencies.queries import agencies_as_on
from dondoc.agencies.rules.map import AgencyOnDay
from dondoc.base.rules.moments import AsOf
from dondoc.deadlines.rules.periods import parse_period
from dondoc.documents.queries import wording
from dondoc.documents.rules.official import OfficialDocument
from dondoc.documents.rules.wordings import Wording
from dondoc.followup.letters import consolidated_report
from dondoc.followup.queries.documents import Links
from dondoc.followup.rules.consolidated import Consolidated, ReportedUnit, ToldSection
from dondoc.people.queries import head_block
from dondoc.reporting.queries.narrative import narrative_of, narratives_below, text_of
from dondoc.reporting.queries.parts import SentVersion, cell_values, sent_versions
from dondoc.reporting.queries.totals import FormTotal
from dondoc.reporting.rules.figures import Source
from dondoc.sheets.rules.cells import Value


def consolidated_letter(
    *,
    total: FormTotal,
    province_id: int,
    as_of: AsOf,
    links: Links | None = None,
    worded: Wording | None = None,
) -> tuple[Consolidated, OfficialDocument]:
    """The report on a total with what it tells, one of a single agency over its head in office.

    `worded`: other sentences than those in force.
    """
    found = consolidated_of(total, province_id, as_of)
    made = consolidated_report(found, worded or wording("consolidated-report", province_id, as_of.on), links)
    if found.is_province:
        return found, made
    label, agency_id = made.type.label.lower(), total.gathered.agency_id
    block = head_block(agency_id=agency_id, type_code=made.type.value, type_label=label, on=as_of.on)
    return found, replace(made, authority=block[0], signer=block[1] or made.signer) if block else made


def consolidated_of(total: FormTotal, province_id: int, as_of: AsOf) -> Consolidated:
    """A total with its units named, and what each adds to the key cell."""
    gathered, form = total.gathered, total.form
    ids = [source.set_id for source in gathered.expected if source.set_id is not None]
    named = agencies_as_on(
        {province_id, gathered.agency_id, *(source.agency_id for source in gathered.expected)}, gathered.named_on
    )
    bare = Consolidated(
        province=named[province_id].name,
        agency=named[gathered.agency_id].name,
        is_province=province_id == gathered.agency_id,
        regime_name=form.regime.name,
        legal_basis=form.regime.legal_basis,
        period_code=form.period.code,
        period_in_sentence=form.period.label_in_sentence,
        as_of=as_of,
        sheet=total.sheet,
        gaps=gathered.gaps,
        units=(),
    )
    row, column, sent = bare.key_row, bare.key_column, sent_versions(ids)
    values = cell_values(ids, row, column.no) if row is not None and column is not None else {}
    units = tuple(_unit(source, named[source.agency_id], sent, values) for source in gathered.expected)
    return replace(bare, units=units, sections=_sections(total, province_id, as_of, named))


def _sections(
    total: FormTotal, province_id: int, as_of: AsOf, named: Mapping[int, AgencyOnDay]
) -> tuple[ToldSection, ...]:
    """The words that went with the reports, section by section; nothing where the regime has no outline."""
    form, agency_id = total.form, total.gathered.agency_id
    if not form.regime.outline:
        return ()
    below = narratives_below(form.regime, form.period, agency_id, as_of, province_id)
    own = narrative_of(form.regime.code, form.period.code, agency_id, as_of.at)
    told = []
    for section in form.regime.outline:
        texts = [(unit.facts.agency_id, found["text"]) for unit in below if (found := unit.section(section.code))]
        by_name = tuple((named[id].name, text) for id, text in texts if id in named and text)
        told.append(ToldSection(section.code, section.title, text_of(own, section.code), by_name))
    return tuple(told)


def _unit(source: Source, agency: AgencyOnDay, sent: dict[int, SentVersion], values: dict[int, Value]) -> ReportedUnit:
    version = sent.get(source.set_id) if source.set_id is not None else None
    value = values.get(source.set_id) if source.set_id is not None else None
    return ReportedUnit(
        code=agency.code,
        name=agency.name,
        short_name=agency.short_name,
        timeliness=source.timeliness,
        version=version.version if version else None,
        sent_at=version.sent_at if version else None,
        carried_in=parse_period(source.carried_from).label_in_sentence if source.carried_from else "",
        share=value if isinstance(value, Decimal) else None,
        is_returned=source.is_returned,
    )
