"""Deeds of data forms (việc của biểu mẫu)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from graphlib import CycleError, TopologicalSorter

from django.db import transaction

from dondoc.base.actions import write_audit
from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import comma_list, screen_date, screen_moment
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
def import_form(*, actor_id: int | None, at: datetime, data: bytes, based_on: str | None = None) -> FormImported:
    """Enter a form, or a new version of it, out of a JSON file (nhập biểu mẫu); safe to repeat.

    A version on which figures rest stays as it is: another must begin on another day. Who may do this is for the caller
    to check; this room does not know rights. `based_on`: hash of the version last entered as its writer saw it, '' for
    a form that was not there; None asks nothing. Raises CannotReadForm with every slip, CannotImportForm.
    """
    form = read_form(data)
    written, sha256 = write_form(form), fingerprint(form)
    owner, _ = Form.objects.select_for_update().get_or_create(code=form.code, defaults={"recorded_at": at})
    same_day = owner.versions.filter(valid_from=form.valid_from).order_by("-pk")
    newest = same_day.first()
    if newest is not None and newest.sha256 == sha256:
        return FormImported(form, is_new=False)
    reasons = [*_outside_faults(form), *_rings_over_forms(form), *_overtaken(owner, based_on)]
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


def _overtaken(owner: Form, based_on: str | None) -> Iterator[Reason]:
    """Somebody entered another version after the writer began."""
    last = owner.versions.order_by("-pk").first()
    if based_on is None or based_on == (last.sha256 if last else ""):
        return
    if not based_on:
        yield Reason(f"Mã '{owner.code}' đã có biểu khác dùng.", "code")
    elif last is not None:
        moment, day = screen_moment(last.recorded_at), screen_date(last.valid_from)
        yield Reason(f"Biểu vừa có bản khác, ghi lúc {moment}, áp dụng từ {day}. Xem lại khác biệt rồi công bố lại.")


def _outside_faults(form: FormDefinition) -> Iterator[Reason]:
    """Columns of other forms that are not there. A form that is not there yet may come later."""
    formulas = [(f"columns[{n}].computed", column.formula) for n, column in enumerate(form.columns)]
    rules = [(f"checks[{n}].rule", check.rule) for n, check in enumerate(form.checks)]
    for where, part in (*formulas, *rules):
        for ref in refs_of(part) if part is not None else ():
            if not ref.form or not ref.column:
                continue
            other = _form_then(ref.form, form.valid_from)
            if other is None:
                continue
            found = other.by_no.get(ref.column)
            if found is None or not found.type.is_number:
                known = comma_list(column.no for column in other.columns if column.type.is_number)
                yield Reason(f"Biểu {ref.form} không có cột số {ref.column}; các cột số: {known}.", where)


def _rings_over_forms(form: FormDefinition) -> Iterator[Reason]:
    """Columns that wait for one another by way of other forms of the same period."""
    known: dict[str, FormDefinition | None] = {form.code: form}
    graph: dict[tuple[str, str], list[tuple[str, str]]] = {}
    waiting = [(form.code, column.no) for column in form.columns]
    while waiting:
        code, no = place = waiting.pop()
        if place in graph:
            continue
        if code not in known:
            known[code] = _form_then(code, form.valid_from)
        owner = known[code]
        column = owner.by_no.get(no) if owner is not None else None
        refs = refs_of(column.formula) if column is not None and column.formula is not None else ()
        graph[place] = [(ref.form or code, ref.column) for ref in refs if not ref.is_previous]
        waiting += graph[place]
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring = list(reversed(error.args[1]))
        told = " → ".join(f"cột {no} biểu {code}" for code, no in ring)
        at = next((n for n, column in enumerate(form.columns) if (form.code, column.no) in ring), None)
        if at is not None:  # else it is none of this form's
            yield Reason(f"Công thức quay vòng: {told}.", f"columns[{at}].computed")


def _form_then(code: str, on: date) -> FormDefinition | None:
    try:
        return form_on(code, on).definition
    except UnknownForm:
        return None
