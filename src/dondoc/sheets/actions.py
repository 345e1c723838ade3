"""Deeds of data forms (việc của biểu mẫu)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import comma_list, screen_date
from dondoc.sheets.models import FigureSet, Form, FormVersion
from dondoc.sheets.queries import UnknownForm, form_on
from dondoc.sheets.rules.definition import FormDefinition, fingerprint, read_form, write_form
from dondoc.sheets.rules.notation import refs_of


class CannotImportForm(Refused):
    """Refused: figures rest on the version that this one would take the place of, or it looks at what is not there."""


@dataclass(frozen=True)
class FormImported:
    """What an import did; `is_new`: False when the form said this already."""

    form: FormDefinition
    is_new: bool


@transaction.atomic
def import_form(*, actor_id: int | None, at: datetime, data: bytes) -> FormImported:
    """Enter a form, or a new version of it, out of a JSON file (nhập biểu mẫu); safe to repeat.

    A version on which figures rest stays as it is: another must begin on another day. Who may do this is for the caller
    to check; this room does not know rights. Raises CannotReadForm with every slip, CannotImportForm.
    """
    form = read_form(data)
    written, sha256 = write_form(form), fingerprint(form)
    owner, _ = Form.objects.select_for_update().get_or_create(code=form.code, defaults={"recorded_at": at})
    same_day = owner.versions.filter(valid_from=form.valid_from).order_by("-pk")
    newest = same_day.first()
    if newest is not None and newest.sha256 == sha256:
        return FormImported(form, is_new=False)
    reasons = list(_outside_faults(form))
    if FigureSet.objects.filter(form_version__in=same_day).exists():
        day = screen_date(form.valid_from)
        reasons.append(
            Reason(f"Bản áp dụng từ {day} đã có số liệu nên không sửa được; bản mới cần một ngày khác.", "valid_from")
        )
    if reasons:
        raise CannotImportForm(reasons)
    version = FormVersion.objects.create(
        form=owner, valid_from=form.valid_from, definition=written, sha256=sha256, recorded_at=at
    )
    detail = {"version": version.pk, "valid_from": form.valid_from, "sha256": sha256}
    write_audit(actor_id=actor_id, at=at, deed="import_form", subject=f"form:{form.code}", detail=detail)
    return FormImported(form, is_new=True)


def _outside_faults(form: FormDefinition) -> Iterator[Reason]:
    """Columns of other forms that are not there. A form that is not there yet may come later."""
    formulas = [(f"columns[{n}].computed", column.formula) for n, column in enumerate(form.columns)]
    rules = [(f"checks[{n}].rule", check.rule) for n, check in enumerate(form.checks)]
    for where, part in (*formulas, *rules):
        for ref in refs_of(part) if part is not None else ():
            if not ref.form or not ref.column:
                continue
            try:
                other = form_on(ref.form, form.valid_from).definition
            except UnknownForm:
                continue
            found = other.by_no.get(ref.column)
            if found is None or not found.type.is_number:
                known = comma_list(column.no for column in other.columns if column.type.is_number)
                yield Reason(f"Biểu {ref.form} không có cột số {ref.column}; các cột số: {known}.", where)
