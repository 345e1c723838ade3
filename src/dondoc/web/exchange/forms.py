"""Forms of exchange (biểu nhập): a reason, a status. They read text; the deeds judge it."""

from __future__ import annotations

from django import forms

from dondoc.exchange.rules.delivery import REPLIES
from dondoc.exchange.rules.envelope import status_label


class RecallForm(forms.Form):
    reason = forms.CharField(
        label="Lý do thu hồi", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class StatusForm(forms.Form):
    status_code = forms.ChoiceField(
        label="Trạng thái", choices=[(code, f"{code} {status_label(code)}") for code in REPLIES], initial="03"
    )
    description = forms.CharField(
        label="Ghi chú, lý do", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
