"""The form of an urging and of files (biểu nhập đôn đốc). The deeds judge what is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import number
from dondoc.followup.actions.urge import Words
from dondoc.followup.models import Urging
from dondoc.followup.rules.urging import LONGEST_TEXT, Grade
from dondoc.web.frame.request import OfficeRequest
from dondoc.web.frame.uploads import uploads


class UrgingForm(forms.Form):
    """Grade and words; files come beside it."""

    grade = forms.ChoiceField(
        label="Mức", required=False, choices=[("", "Chọn…"), *((one.value, one.label) for one in Grade)]
    )
    text = forms.CharField(
        label="Nội dung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_TEXT}),
        help_text=f"Từ 1 đến {number(LONGEST_TEXT)} ký tự; gửi rồi không sửa, không xoá được",
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **{**given, "prefix": "don-doc"})

    def words(self, request: OfficeRequest) -> Words:
        return Words(self.cleaned_data["grade"], self.cleaned_data["text"], uploads(request))


def urged(form: UrgingForm, do: Callable[[], Urging]) -> str:
    """One urging done, and what may be told of it: it lies on pages, nobody has read it yet. Raises Refused."""
    if not form.is_valid():
        raise Refused([Reason(str(e), str(form.fields[f].label)) for f, es in form.errors.items() for e in es])
    done = do()
    n = number(done.deliveries.count())
    return f"Đã ghi đôn đốc lần {done.ordinal}, hiện trên trang của {n} cán bộ đơn vị; chưa ai bấm đã đọc."
