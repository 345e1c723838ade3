"""Forms of the signing book (biểu nhập trình ký). They fetch; the deeds judge."""

from __future__ import annotations

from django import forms

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.signbook.actions import Issue
from dondoc.signing.rules.roles import Role

MOST_PAPERS = 50


class LayForm(forms.Form):
    """A file to have signed."""

    file = forms.FileField(
        label="Tệp cần ký (PDF)",
        allow_empty_file=True,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": "Chọn tệp PDF cần ký."},
    )
    title = forms.CharField(label="Trích yếu", max_length=300, required=False)
    agency = forms.IntegerField(label="Cơ quan ký", error_messages={"required": "Chọn cơ quan ký."})
    is_annex = forms.BooleanField(label="Phụ lục là tệp riêng, chỉ đóng dấu cơ quan", required=False)
    symbol = forms.CharField(label="Ký hiệu văn bản chính", max_length=60, required=False)


class SignForm(forms.Form):
    """Which papers, in which role, with what number and date; and what the chosen way needs."""

    role = forms.ChoiceField(choices=[(Role.PERSON.value, "Ký cá nhân"), (Role.AGENCY.value, "Đóng dấu cơ quan")])
    number = forms.CharField(max_length=10, required=False)
    day = forms.CharField(max_length=2, required=False)
    month = forms.CharField(max_length=2, required=False)
    p12 = forms.FileField(required=False, allow_empty_file=True, max_length=200)
    password = forms.CharField(max_length=200, required=False, strip=False)
    user = forms.CharField(max_length=100, required=False)
    pin = forms.CharField(max_length=100, required=False, strip=False)
    otp = forms.CharField(max_length=20, required=False)

    @property
    def issue(self) -> Issue:
        given = self.cleaned_data
        return Issue(given["number"], given["day"], given["month"])

    @property
    def chosen_role(self) -> Role:
        return Role(self.cleaned_data["role"])


def checked(form: forms.Form) -> None:
    """Raises Refused with everything that the form says."""
    if not form.is_valid():
        named = [(str(form[name].label) if name in form.fields else "", errors) for name, errors in form.errors.items()]
        raise Refused([Reason(str(error), where) for where, errors in named for error in errors])


def paper_ids(values: list[str]) -> list[int]:
    """The papers that were ticked. Raises Refused for none or too many."""
    chosen = [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 12]
    if not chosen:
        raise Refused("Chọn ít nhất một tệp để ký.")
    if len(chosen) > MOST_PAPERS:
        raise Refused(f"Mỗi lần ký nhiều nhất {MOST_PAPERS} tệp; bỏ bớt rồi ký tiếp.")
    return chosen
