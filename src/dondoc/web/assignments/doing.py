"""The deeds that a person may do with a task now (việc làm được): exactly those of the table, each with its form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from dondoc.agencies.queries import agencies_as_on, agency_map
from dondoc.assignments.models import Task
from dondoc.assignments.queries.doing import coordinating_ids, who_is
from dondoc.assignments.rules.asking import LONGEST_NUMBER, LONGEST_REASON, Asked
from dondoc.assignments.rules.deeds import LIFE, WITH_FACTS, Deed, DeedKind, Life, Needs, allowed
from dondoc.people.queries import officers_of
from dondoc.people.rules.rights import Rights
from dondoc.web.assignments.forms import DayField

K = DeedKind
HINTS = {
    K.REQUEST_EXTENSION: "Hạn mới đề nghị",
    K.GRANT_EXTENSION: "Để trống: đúng ngày đơn vị đề nghị",
    K.CLOSE: "Ngày công việc thực sự xong",
    K.SET_PART: "Hạn của phần việc này, nếu có",
    K.ASSIGN_PERSON: "Hạn nội bộ, nếu có",
    K.REPORT_PART: "Của văn bản kết quả, nếu có",
}


class TaskDeedForm(forms.Form):
    """What one deed has to say and may say."""

    def __init__(self, kind: DeedKind, task: Task, on: date, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix=LIFE[kind].slug)
        said = (*LIFE[kind].needs, *LIFE[kind].may_say)
        if Needs.LEAD in said:
            below = agency_map(on).below(task.province_id)
            self._choose("agency_id", "Đơn vị chủ trì mới", [(a.id, a.name) for a in below if a.id != task.lead_id])
        if Needs.PART in said:
            named = agencies_as_on(coordinating_ids(task), on)
            self._choose("agency_id", "Đơn vị phối hợp", [(a.id, a.name) for a in named.values()])
        if Needs.PERSON in said:
            self._choose("person_id", "Cán bộ", list(officers_of(task.lead_id, on).items()))
        if Needs.DAY in said:
            label = "Ngày văn bản" if Needs.NUMBER in said else "Ngày"
            self.fields["day"] = DayField(label=label, help_text=HINTS.get(kind, ""))
        for need, name, label in ((Needs.TEXT, "text", "Nội dung"), (Needs.REASON, "reason", "Lý do")):
            if need in said:
                area = forms.Textarea(attrs={"rows": 2})
                self.fields[name] = forms.CharField(label=label, required=False, max_length=LONGEST_REASON, widget=area)
        if Needs.NUMBER in said:
            words = forms.CharField(label="Số, ký hiệu văn bản", required=False, max_length=LONGEST_NUMBER)
            self.fields["number"] = words
            self.order_fields(["text", "number", "day"])
        self.takes_files = Needs.FILES in said

    def _choose(self, name: str, label: str, options: list[tuple[int, str]]) -> None:
        choices = [("", "Chọn…"), *((str(key), words) for key, words in options)]
        self.fields[name] = forms.TypedChoiceField(
            label=label, required=False, coerce=int, empty_value=None, choices=choices
        )

    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)


@dataclass(frozen=True)
class Offered:
    """A deed on the page: its line of the table, and its form; `is_open` after a refusal."""

    kind: DeedKind
    deed: Deed
    form: TaskDeedForm
    is_open: bool = False


def deeds_for(rights: Rights, task: Task, life: Life) -> list[DeedKind]:
    """Everything that this person may do from where the task stands; a part only where somebody coordinates."""
    coordinating = coordinating_ids(task)
    kinds = allowed(life, who_is(rights, task, coordinating))
    return [kind for kind in kinds if coordinating or kind is not K.SET_PART]


def offered(kinds: list[DeedKind], task: Task, on: date, tried: dict[DeedKind, Any]) -> list[Offered]:
    """The deeds with forms of this kind; one that was refused shows what was typed."""
    return [
        Offered(kind, LIFE[kind], tried.get(kind) or TaskDeedForm(kind, task, on), kind in tried)
        for kind in kinds
        if kind not in WITH_FACTS
    ]
