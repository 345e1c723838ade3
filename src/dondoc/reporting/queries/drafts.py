"""Questions about drafts of figures (bản nháp số liệu): what stands in one, what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from dondoc.base.prepared import PreparedObjects
from dondoc.base.rules.refusals import NotFound
from dondoc.people.models import User
from dondoc.people.rules.rights import Right, Rights
from dondoc.reporting.models import DraftChange, FigureDraft, Obligation
from dondoc.reporting.queries.figures import FormOfPeriod, form_in
from dondoc.reporting.queries.obligations import access_obligation
from dondoc.reporting.queries.outside import outside_of
from dondoc.reporting.queries.regimes import regime_of
from dondoc.reporting.queries.sources import check_asked, forms_asked
from dondoc.reporting.rules.drafts import Changed, DraftStanding, Typed, draft_standing
from dondoc.sheets.models import FigureSet
from dondoc.sheets.queries import Which, figures_as_at, sets_of, sheet_of
from dondoc.sheets.rules.cells import Cells, typed_value
from dondoc.sheets.rules.checks import Checked, checked
from dondoc.sheets.rules.definition import FormDefinition, RowKind
from dondoc.sheets.rules.definition.form import Outside
from dondoc.sheets.rules.figures import read_cells
from dondoc.sheets.rules.filling import filled
from dondoc.sheets.rules.problems import Problem
from dondoc.sheets.rules.sheet import Sheet


@dataclass(frozen=True)
class Draft:
    """A form as it stands on the agency's desk, with everything that follows from it; or as it was sent."""

    form: FormOfPeriod
    obligation: Obligation
    at: datetime
    rows: tuple[str, ...]
    cells: Typed
    notes: Typed = field(default_factory=dict)
    explanations: Typed = field(default_factory=dict)
    origins: Typed = field(default_factory=dict)
    revision: int = 0
    source: str = ""
    changed_by: User | None = None
    changed_at: datetime | None = None
    beside: Which | None = None  # which of the other forms' figures count; None: those on the desk

    @property
    def definition(self) -> FormDefinition:
        return self.form.definition

    @property
    def agency_id(self) -> int:
        return self.obligation.agency_id

    @cached_property
    def outside(self) -> Mapping[Outside, Sheet]:
        """Other forms as they lie on the same desk, and the period before, as far as the form looks at them."""
        if self.beside is not None:
            return outside_of(self.form, self.agency_id, self.at, which=self.beside)
        return self._outside(self.definition.outside, ())

    def _outside(self, looked_at: Collection[Outside], above: tuple[str, ...]) -> Mapping[Outside, Sheet]:
        """`above`: the forms for which this one is looked at; they cannot wait for themselves."""
        codes, own = (*above, self.definition.code), forms_asked(self.obligation, self.form.regime)
        beside = {code for code, is_previous in looked_at if code in own and not is_previous}
        rest = [(code, is_previous) for code, is_previous in looked_at if is_previous or code not in own]
        found = dict(outside_of(self.form, self.agency_id, self.at, rest))
        for code in sorted(beside.difference(codes)):
            other = draft_of(self.obligation, form_in(self.form.regime, code, self.form.period.code), self.at)
            if other.cells:
                found[code, False] = other._worked_out(codes)
        return found

    def _worked_out(self, above: tuple[str, ...]) -> Sheet:
        """Every cell that can be read, for a form that looks at this one."""
        cells, _ = self._read
        return filled(self.definition, cells, self._outside(self.definition.outside_formulas, above))

    @cached_property
    def checked(self) -> Checked:
        """Everything worked out, and every problem; what cannot be read is one."""
        cells, unread = self._read
        return checked(self.definition, cells, self.outside, unread)

    @cached_property
    def _read(self) -> tuple[Cells, tuple[Problem, ...]]:
        return read_cells(self.definition, {row: dict(self.cells.get(row, {})) for row in self.rows})

    @cached_property
    def previous(self) -> Sheet | None:
        """The agency's figures of the period before; None in the first."""
        if (found := self.outside.get(("", True))) is not None:
            return found
        period = self.form.regime.previous_period(self.form.period)
        if period is None or ("", True) in self.definition.outside:
            return None
        return figures_as_at(self.form.regime.code, self.definition.code, period.code, self.agency_id, self.at)

    @cached_property
    def standing(self) -> DraftStanding:
        return draft_standing(self.definition, self.rows, self.cells, self.checked.problems, self.explanations)


def access_form(
    rights: Rights,
    *,
    regime_code: str,
    period_code: str,
    agency_code: str,
    form_code: str,
    for_update: bool = False,
) -> tuple[Obligation, FormOfPeriod]:
    """An obligation that this person may see, and one of its forms. Else NotFound, CannotUseForm."""
    obligation = access_obligation(
        rights, regime_code=regime_code, period_code=period_code, agency_code=agency_code, for_update=for_update
    )
    form = form_in(regime_of(obligation), form_code, obligation.period_code)
    check_asked(obligation, form)
    return obligation, form


def may_enter(rights: Rights, obligation: Obligation) -> bool:
    return rights.has(Right.ENTER, obligation.agency_id)


def check_enterer(rights: Rights, obligation: Obligation) -> None:
    """Only the agency's own officer types its figures. Else NotFound."""
    if not may_enter(rights, obligation):
        raise NotFound("Không tìm thấy báo cáo này.")


def may_see_draft(rights: Rights, obligation: Obligation) -> bool:
    """What has not been sent is the agency's own; its receiver sees what was sent."""
    own = (Right.ENTER, Right.APPROVE, Right.SIGN)
    return any(rights.has(right, obligation.agency_id) for right in own)


DRAFTED = PreparedObjects(
    lambda obligation_id, form_id: FigureDraft.objects.select_related("changed_by").filter(
        obligation_id=obligation_id, form_id=form_id
    )
)


def draft_row(obligation_id: int, form_id: int) -> FigureDraft | None:
    return DRAFTED.first(obligation_id, form_id)


def draft_of(obligation: Obligation, form: FormOfPeriod, at: datetime) -> Draft:
    """The draft of a form; before the first typing, what the agency has kept or sent otherwise, if anything."""
    row = draft_row(obligation.pk, form.in_use.form_id)
    return as_draft(row, obligation, form, at) if row is not None else _not_begun(obligation, form, at)


def as_draft(row: FigureDraft, obligation: Obligation, form: FormOfPeriod, at: datetime) -> Draft:
    """A draft out of its row. Cells of columns and rows that the form has no more are left out."""
    definition = form.definition
    is_free = definition.kind is RowKind.FREE
    rows = tuple(row.rows) if is_free else tuple(definition.by_code)
    known = set(rows)
    kept = {
        code: {no: text for no, text in values.items() if no in definition.by_no}
        for code, values in row.cells.items()
        if code in known
    }
    return Draft(
        form,
        obligation,
        at,
        rows,
        {code: values for code, values in kept.items() if values},
        row.notes,
        row.explanations,
        row.origins,
        row.revision,
        row.source,
        row.changed_by if row.revision else None,
        row.changed_at,
    )


def _not_begun(obligation: Obligation, form: FormOfPeriod, at: datetime) -> Draft:
    found = sets_of(form.regime.code, form.definition.code, form.period.code, obligation.agency_id)
    return _of_set(found.filter(recorded_at__lte=at).first(), obligation, form, at)


def sent_figures(obligation: Obligation, form: FormOfPeriod, at: datetime) -> Draft | None:
    """What the agency had sent last by a moment, to be read only; None when it had sent nothing."""
    rows = sets_of(form.regime.code, form.definition.code, form.period.code, obligation.agency_id)
    found = rows.filter(sent_at__lte=at).order_by("-sent_at", "-version").first()
    return None if found is None else replace(_of_set(found, obligation, form, at), beside=Which.SENT)


def kept_figures(found: FigureSet, obligation: Obligation, form: FormOfPeriod, at: datetime) -> Draft:
    """A version of figures, beside those of the other forms that were entered last."""
    return replace(_of_set(found, obligation, form, at), beside=Which.ENTERED)


def _of_set(found: FigureSet | None, obligation: Obligation, form: FormOfPeriod, at: datetime) -> Draft:
    definition = form.definition
    if found is None:
        rows = () if definition.kind is RowKind.FREE else tuple(definition.by_code)
        return Draft(form, obligation, at, rows, {})
    sheet = sheet_of(found)
    cells = typed_cells(definition, sheet)
    rows = sheet.rows if definition.kind is RowKind.FREE else tuple(definition.by_code)
    return Draft(form, obligation, at, rows, cells, source=found.source, changed_at=found.recorded_at)


def typed_cells(form: FormDefinition, sheet: Sheet) -> dict[str, dict[str, str]]:
    """The entered cells of a sheet as they would be typed into the form; of another version what this one has too."""
    found: dict[str, dict[str, str]] = {}
    for row, values in sheet.cells().items():
        if form.kind is not RowKind.FREE and row not in form.by_code:
            continue
        for no, value in values.items():
            column = form.by_no.get(no)
            if column is not None and not form.is_computed(row, column):
                found.setdefault(row, {})[no] = typed_value(value, column)
    return found


def changes_since(draft_id: int, revision: int) -> list[DraftChange]:
    """The savings after one, newest first."""
    rows = DraftChange.objects.select_related("by").filter(draft_id=draft_id, revision__gt=revision)
    return list(rows.order_by("-revision"))


def changed_since(draft_id: int, revision: int) -> list[Changed]:
    return [saving.cells for saving in changes_since(draft_id, revision)]
