"""Urgings and reminders (đôn đốc, nhắc tự động): of a thing, for a person, counted by grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from dondoc.assignments.queries import access_task
from dondoc.base.models import StoredFile
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.followup.models import Reminder, Urging, UrgingDelivery
from dondoc.followup.rules.urging import Grade
from dondoc.people.rules.rights import Right, Rights


@dataclass(frozen=True)
class UrgingShown:
    """An urging with what became of it on its way: on whose pages it lies, who says that it was read."""

    urging: Urging
    n_placed: int
    readers: tuple[str, ...]
    failures: tuple[str, ...]

    @property
    def grade(self) -> Grade:
        return Grade(self.urging.grade)


def urgings_of_task(task_id: int, as_of: AsOf) -> list[UrgingShown]:
    return _shown(Urging.objects.filter(task_id=task_id), as_of)


def urgings_of_report(obligation_id: int, as_of: AsOf) -> list[UrgingShown]:
    return _shown(Urging.objects.filter(obligation_id=obligation_id), as_of)


def _shown(rows: QuerySet[Urging], as_of: AsOf) -> list[UrgingShown]:
    """The newest first, each with its files and deliveries, in three queries."""
    found = rows.filter(recorded_at__lte=as_of.at).select_related("actor", "agency")
    listed = list(found.prefetch_related("files", "deliveries__person").order_by("-ordinal"))
    shown = []
    for one in listed:
        deliveries = list(one.deliveries.all())
        placed = [d for d in deliveries if d.placed_at is not None]
        read = tuple(d.person.full_name for d in placed if d.read_at is not None and d.read_at <= as_of.at)
        shown.append(UrgingShown(one, len(placed), read, tuple(d.failure for d in deliveries if d.failure)))
    return shown


def unread_urgings(user_id: int, as_of: AsOf) -> list[UrgingDelivery]:
    """What lies on a person's page and has not been read."""
    rows = UrgingDelivery.objects.filter(person_id=user_id, placed_at__lte=as_of.at)
    rows = rows.filter(Q(read_at__isnull=True) | Q(read_at__gt=as_of.at))
    related = ("urging__task", "urging__obligation__regime", "urging__obligation__agency", "urging__actor")
    return list(rows.select_related(*related).prefetch_related("urging__files").order_by("-pk"))


def newest_reminders(agency_ids: Collection[int], as_of: AsOf) -> list[Reminder]:
    """The newest reminder of each task that the agencies lead; an older one says nothing any more."""
    rows = Reminder.objects.filter(agency_id__in=agency_ids, recorded_at__lte=as_of.at).select_related("task")
    newest: dict[int, Reminder] = {}
    for one in rows.order_by("recorded_at", "pk"):
        newest[one.task_id] = one
    return sorted(newest.values(), key=lambda one: (one.due_on, one.task_id))


def urgings_in(province_ids: Collection[int], as_of: AsOf) -> QuerySet[Urging, Any]:
    """Every urging of the provinces, newest first."""
    of = Q(task__province_id__in=province_ids) | Q(obligation__province_id__in=province_ids)
    rows = Urging.objects.filter(of, recorded_at__lte=as_of.at)
    return rows.select_related("task", "obligation__regime", "agency", "actor").order_by("-recorded_at", "-pk")


def by_grade(rows: QuerySet[Urging, Any]) -> dict[Grade, int]:
    """How many of each grade (đếm theo mức)."""
    counted = Counter(dict(rows.order_by().values_list("grade").annotate(n=Count("pk"))))
    return {grade: counted[grade.value] for grade in Grade}


def access_urging_file(rights: Rights, *, urging_id: int, file_id: int) -> StoredFile:
    """A file of an urging, for whoever may see what is urged. Raises NotFound."""
    urging = Urging.objects.select_related("obligation").filter(pk=urging_id).first()
    if urging is None:
        raise NotFound("Không tìm thấy tệp này.")
    if urging.task_id is not None:
        access_task(rights, task_id=urging.task_id)
    elif urging.obligation is not None and not _concerned(rights, urging.obligation.province_id, urging.agency_id):
        raise NotFound("Không tìm thấy tệp này.")
    file = urging.files.filter(pk=file_id).first()
    if file is None:
        raise NotFound("Không tìm thấy tệp này.")
    return file


def _concerned(rights: Rights, province_id: int, agency_id: int) -> bool:
    own = {a for r, a in rights.held if r in (Right.ENTER, Right.APPROVE, Right.SIGN)}
    return rights.has(Right.MONITOR, province_id) or agency_id in own
