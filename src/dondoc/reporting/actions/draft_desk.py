"""Where every deed on a draft begins and ends (bàn soạn số liệu): fetched with permission and locked; one saving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import Refused
from dondoc.people.queries import rights_of
from dondoc.reporting.models import DraftChange, FigureDraft, Obligation
from dondoc.reporting.queries.drafts import access_form, as_draft, check_enterer, draft_of, draft_row
from dondoc.reporting.queries.figures import FormOfPeriod
from dondoc.reporting.queries.life import is_locked_at, life_at
from dondoc.reporting.rules.drafts import Merged, text_at
from dondoc.reporting.rules.life import reasons_not_to_edit


class CannotEditDraft(Refused):
    """Refused: the report is not to be edited now, or what was given does not belong in the form."""


@dataclass(frozen=True)
class FormPlace:
    """Which form of whose report: codes as an address holds them."""

    regime_code: str
    period_code: str
    agency_code: str
    form_code: str


@dataclass(frozen=True)
class Desk:
    """One form of one report with its draft, locked, for a person who may type into it."""

    actor_id: int
    at: datetime
    obligation: Obligation
    form: FormOfPeriod
    row: FigureDraft

    @classmethod
    def of(cls, actor_id: int, at: datetime, place: FormPlace, *, is_edit: bool = True) -> Desk:
        """The desk; the draft begins with what the agency has kept. Raises NotFound, CannotUseForm, CannotEditDraft."""
        rights = rights_of(actor_id, day_of(at))
        obligation, form = access_form(
            rights,
            regime_code=place.regime_code,
            period_code=place.period_code,
            agency_code=place.agency_code,
            form_code=place.form_code,
            for_update=True,
        )
        check_enterer(rights, obligation)
        if is_edit:
            life = life_at(obligation.pk, at)
            is_locked = is_locked_at(obligation.pk, life, form.regime, at)
            if reasons := list(reasons_not_to_edit(life, is_locked=is_locked)):
                raise CannotEditDraft(reasons)
        row = draft_row(obligation.pk, form.in_use.form_id)
        return cls(actor_id, at, obligation, form, row or cls._begun(actor_id, at, obligation, form))

    @staticmethod
    def _begun(actor_id: int, at: datetime, obligation: Obligation, form: FormOfPeriod) -> FigureDraft:
        first = draft_of(obligation, form, at)
        return FigureDraft.objects.create(
            obligation=obligation,
            form_id=form.in_use.form_id,
            form_version_id=form.in_use.version_id,
            cells={row: dict(values) for row, values in first.cells.items()},
            rows=list(first.rows),
            source=first.source,
            changed_by_id=actor_id,
            changed_at=at,
        )

    @property
    def subject(self) -> str:
        """What the log calls it."""
        return f"obligation:{self.obligation.pk}"

    def keep(self, merged: Merged, origins: dict[str, dict[str, str]] | None = None) -> None:
        """Write one saving: the cells, and what it changed. `origins`: for cells taken from elsewhere."""
        if not merged.changed:
            return
        row = self.row
        row.revision += 1
        row.cells, row.changed_by_id, row.changed_at = merged.cells, self.actor_id, self.at
        row.form_version_id = self.form.in_use.version_id
        row.origins = self._origins(merged, origins or {})
        row.save(update_fields=["revision", "cells", "changed_by", "changed_at", "form_version", "origins"])
        DraftChange.objects.create(
            draft=row, revision=row.revision, cells=merged.changed, by_id=self.actor_id, at=self.at
        )

    def _origins(self, merged: Merged, new: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        """A cell that was typed anew is the typist's own."""
        kept = {
            code: {no: told for no, told in values.items() if no not in merged.changed.get(code, {})}
            for code, values in self.row.origins.items()
        }
        for code, values in new.items():
            for no, told in values.items():
                if no in merged.changed.get(code, {}):
                    kept.setdefault(code, {})[no] = told
        return {code: values for code, values in kept.items() if values}

    @property
    def draft_text(self) -> dict[str, dict[str, str]]:
        """The cells as they can be merged with: those of the form in use."""
        drafted = as_draft(self.row, self.obligation, self.form, self.at)
        return {code: dict(values) for code, values in drafted.cells.items()}

    @property
    def rows(self) -> tuple[str, ...]:
        return as_draft(self.row, self.obligation, self.form, self.at).rows

    def text_of(self, code: str, no: str) -> str:
        return text_at(self.row.cells, code, no)
