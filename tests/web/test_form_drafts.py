"""The builder's fields: every form goes through them unchanged, and whatever is typed is shown or told."""

from __future__ import annotations

from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.base.rules.refusals import Reason
from dondoc.sheets.rules.definition import FormDefinition, parse_form, write_form
from dondoc.sheets.rules.definition.compare import differences
from dondoc.sheets.rules.definition.parse import examine_form
from dondoc.web.sheets.draft import COLUMN, FORM, Draft
from dondoc.web.sheets.places import placed, slots
from dondoc.web.sheets.shown import printed, told_checks
from dondoc.web.sheets.trial import tried
from tests.factories.drawn_forms import any_forms
from tests.factories.forms import form_of
from tests.web.test_form_pages import SMALL


@given(any_forms())
def test_every_form_is_the_same_after_the_builder(form: FormDefinition) -> None:
    draft = Draft.of(write_form(form))
    sent = QueryDict(mutable=True)
    sent.update(draft.cells)
    for sign, listed in (("c", draft.columns), ("k", draft.checks)):
        for n, cells in enumerate(listed):
            sent.update({f"{sign}{n}-{key}": value for key, value in cells.items()})
    assert parse_form(Draft.read(sent).values()) == form


TYPED = st.sampled_from(
    ["", " ", "3", "4", "4+5", "3 = 4", "4/0", "previous.3", "form(X).1", "row(a).3", "row(a) = row(b)", "x", "-",
     "1.5", "a | A\nb | B | a | trong đó", "a|A|a", "a|A|b\nb|B|a", "|\t|", "free", "choice", "percent", "date", "max",
     "warn", "31/02/2026", "01/01/2026", "\x00", "💥" * 40, "9" * 400, "(" * 60]
)  # fmt: skip


@settings(max_examples=300)
@given(st.data())
def test_whatever_is_typed_is_shown_and_tried_or_refused_in_words(data: st.DataObject) -> None:
    sent = QueryDict(mutable=True)
    sent.update({**SMALL, "t-0-4": data.draw(TYPED), "t-1-5": data.draw(TYPED), "viec": data.draw(TYPED)})
    names = [f"{p}-{key}" for p in ("c0", "c1", "c2", "c3") for key in COLUMN] + ["k0-rule", "k1-rule", *FORM]
    sent.update(data.draw(st.dictionaries(st.sampled_from(names), TYPED, max_size=6)))
    draft = Draft.read(sent)
    form, reasons = examine_form(draft.values())
    assert printed(form).n_stubs and len(told_checks(form)) == len(form.checks)
    assert {fault.slot for fault in placed(draft, reasons)} <= set(slots(draft))
    differences(form, form_of({"no": "3"}))
    if not reasons:
        assert tried(form, sent).rows


def test_blank_checks_do_not_move_the_faults_of_others() -> None:
    draft = Draft.empty()
    draft.checks = [{"rule": " ", "level": "block"}, {"rule": "3 =", "level": "block"}]
    (fault,) = placed(draft, [Reason("…", "checks[0].rule")])
    assert (fault.slot, fault.field, fault.where) == ("k1", "k1-rule", "Ràng buộc 2")
