"""A report leaves whole, whoever enters one of its forms (cả báo cáo trong một lần gửi); under the deed's lock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dondoc.reporting.actions.sending_out import Figures, Outgoing
from dondoc.reporting.models import Submission
from dondoc.reporting.queries.drafts import Draft, kept_figures
from dondoc.reporting.queries.figures import FormOfPeriod, form_in
from dondoc.reporting.queries.sources import forms_asked
from dondoc.reporting.rules.package import package_of_forms
from dondoc.sheets.models import FigureSet
from dondoc.sheets.queries import UnknownForm
from dondoc.sheets.rules.problems import Problem


@dataclass(frozen=True)
class BesideForm:
    """The other forms of a report as they were entered last, and the codes of those of which there is nothing."""

    kept: tuple[tuple[FigureSet, Draft], ...]
    missing: tuple[str, ...]

    @classmethod
    def of(cls, out: Outgoing, form: FormOfPeriod) -> BesideForm:
        """The forms that go with one."""
        kept, missing = [], []
        for code in forms_asked(out.obligation, form.regime):
            if code == form.definition.code:
                continue
            try:
                other = form_in(form.regime, code, form.period.code)
            except UnknownForm:
                missing.append(code)
                continue
            newest = out.newest_set(other)
            if newest is None:
                missing.append(code)
            else:
                kept.append((newest, kept_figures(newest, out.obligation, other, out.at)))
        return cls(tuple(kept), tuple(missing))

    @property
    def has_unsent(self) -> bool:
        return any(kept.sent_at is None for kept, _ in self.kept)

    def problems(self) -> Iterable[Problem]:
        """What keeps them from leaving, now that the form beside them says something else."""
        for _, draft in self.kept:
            code = draft.definition.code
            for problem in draft.checked.problems:
                if problem.is_blocking:
                    yield replace(problem, message=f"Biểu {code}: {problem.message}")

    def send_with(self, out: Outgoing, own: Figures, kept: FigureSet) -> Submission:
        """The next sending: the form just kept and the others as they stand, each as a version of its own."""
        agency_code, period = out.obligation.agency.code, own.form.period.code
        by_code = {own.form.definition.code: (own, kept)}
        for before, draft in self.kept:
            figures = Figures.of(draft.form, agency_code, draft.checked.sheet)
            by_code[draft.definition.code] = (figures, out.keep_set(figures, before.source, is_sent=True))
        parts = [by_code[code] for code in own.form.regime.forms if code in by_code]
        sets = tuple(part for _, part in parts)
        if len(parts) == 1:
            return out.write_figures(own.content, f"{own.form.definition.code}-{agency_code}-{period}.json", sets)
        content = package_of_forms([figures.content for figures, _ in parts])
        return out.write_figures(content, f"so-lieu-{agency_code}-{period}.json", sets)
