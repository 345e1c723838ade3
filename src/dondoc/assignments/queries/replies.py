"""Open tasks that a document answers (nhiệm vụ mà văn bản trả lời), out of the database."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from dondoc.agencies.queries import agencies_as_on
from dondoc.assignments.models import Task
from dondoc.assignments.queries.tasks import open_among
from dondoc.assignments.rules.reading import Citation, Directory, Reading
from dondoc.assignments.rules.reading.directory import Found
from dondoc.assignments.rules.replies import Match, OpenTask, cited_numbers, match_reply

MOST_CITED = 200


def answered_tasks(
    reading: Reading, directory: Directory, on: date, among: QuerySet[Task] | None = None
) -> tuple[Match, ...]:
    """Tasks open on a day whose source document the reply cites, led by whoever replies; the surest first."""
    issuer = issuer_in(directory, reading)
    known = {entry.code for entry in directory.entries}
    found = open_tasks_of(cited_numbers(reading), on, among)
    tasks = [task for task in found if not known or task.lead_code in known]  # other provinces have the same numbers
    return match_reply(reading, tasks, issuer.entry.code if issuer else "")


def issuer_in(directory: Directory, reading: Reading) -> Found | None:
    """Who issued a document: by the head, else by the last letters of its symbol."""
    issuer = reading.document.issuer
    names = (issuer, re.split(r" (?:tỉnh|thành phố) ", issuer)[0]) if issuer else ()
    found = next((one for name in names if (one := directory.find(name))), None)
    symbol = re.split(r"[/-]", reading.document.number)[-1] if reading.document.number else ""
    return found or (directory.by_symbol(symbol) if symbol else None)


def open_tasks_of(citations: Iterable[Citation], on: date, among: QuerySet[Task] | None = None) -> list[OpenTask]:
    """Tasks not closed on a day whose source may be one of the documents cited; the number is compared afterwards."""
    begins = Q(pk__in=[])
    for n in sorted({one.number.split("/")[0].split("-")[0].lstrip("0") for one in citations})[:MOST_CITED]:
        for written in {n, n.upper()}:
            begins |= Q(source__number__startswith=written) | Q(source__number__startswith=f"0{written}")
    tasks = sorted(
        open_among((Task.objects.all() if among is None else among).filter(begins), on), key=lambda task: task.code
    )
    leads = agencies_as_on({task.lead_id for task in tasks}, on)
    return [
        OpenTask(
            code=task.code,
            title=task.title,
            lead_code=leads[task.lead_id].code,
            lead_name=leads[task.lead_id].name,
            source_number=task.source_number,
            source_on=task.source_on,
            assigned_on=task.facts.assigned_on,
            due_on=task.facts.due_on,
            id=task.id,
        )
        for task in tasks
    ]
