"""Questions about drafts of figures (bản nháp số liệu): what stands in one, what is wrong with it, who has it open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import F, Max, Q

from dondoc.base.rules.refusals import NotFound
from dondoc.people.models import User
from dondoc.people.rules.rights import Right, Rights
from dondoc.reporting.models import DraftChange, DraftPresence, FigureDraft, Obligation
from dondoc.reporting.queries.figures import FormOfPeriod, form_in
from dondoc.reporting.queries.obligations import access_obligation
from dondoc.reporting.queries.outside import outside_of
from dondoc.reporting.queries.regimes import regime_of
from dondoc.reporting.queries.sources import check_asked
from dondoc.reporting.rules.drafts import Changed, DraftStanding, Typed, draft_standing
from dondoc.sheets.models import FigureSet
from dondoc.sheets.queries import figures_as_at, sets_of, sheet_of
from dondoc.sheets.rules.cells import typed_value
from dondoc.sheets.rules.checks import Checked, checked
from dondoc.sheets.rules.definition import FormDefinition, RowKind
from dondoc.sheets.rules.definition.form import Outside
from dondoc.sheets.rules.figures import read_cells
from dondoc.sheets.rules.sheet import Sheet

# Whoever has said nothing for so long has left the form. Practice.
PRESENT_FOR = timedelta(seconds=75)


@dataclass(frozen=True)
class Draft:
    """A form as it stands on the agency's desk, with everything that follows from it."""

    form: FormOfPeriod
    agency_id: int
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

    @property
    def definition(self) -> FormDefinition:
        return self.form.definition

    @cached_property
    def outside(self) -> Mapping[Outside, Sheet]:
        """Other forms and the period before, as far as the form looks at them."""
        return outside_of(self.form, self.agency_id, self.at)

    @cached_property
    def checked(self) -> Checked:
        """Everything worked out, and every problem; what cannot be read is one."""
        given: dict[str, dict[str, str]] = {row: dict(self.cells.get(row, {})) for row in self.rows}
        cells, unread = read_cells(self.definition, given)
        return checked(self.definition, cells, self.outside, unread)

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


def draft_row(obligation_id: int, form_id: int) -> FigureDraft | None:
    rows = FigureDraft.objects.select_related("changed_by")
    return rows.filter(obligation_id=obligation_id, form_id=form_id).first()


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
        obligation.agency_id,
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
    return None if found is None else _of_set(found, obligation, form, at)


def _of_set(found: FigureSet | None, obligation: Obligation, form: FormOfPeriod, at: datetime) -> Draft:
    definition = form.definition
    if found is None:
        rows = () if definition.kind is RowKind.FREE else tuple(definition.by_code)
        return Draft(form, obligation.agency_id, at, rows, {})
    sheet = sheet_of(found)
    cells = typed_cells(definition, sheet)
    rows = sheet.rows if definition.kind is RowKind.FREE else tuple(definition.by_code)
    return Draft(form, obligation.agency_id, at, rows, cells, source=found.source, changed_at=found.recorded_at)


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


@dataclass(frozen=True)
class Present:
    """Somebody else who has the form open, and when he changed something in it last."""

    name: str
    changed_at: datetime | None


def others_present(draft_id: int, user_id: int, at: datetime) -> list[Present]:
    """Who else has the draft open (người đang mở biểu); one query."""
    rows = DraftPresence.objects.filter(draft_id=draft_id, seen_at__gt=at - PRESENT_FOR, seen_at__lte=at)
    last = Max("draft__changes__at", filter=_by_that_user())
    found = rows.exclude(user_id=user_id).annotate(last=last).order_by("user__full_name")
    return [Present(name, changed_at) for name, changed_at in found.values_list("user__full_name", "last")]


def _by_that_user() -> Q:
    return Q(draft__changes__by=F("user"))
