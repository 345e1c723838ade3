"""Which open tasks a document looks like the answer to (đối chiếu văn bản trả lời): by the numbers that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dondoc.assignments.rules.reading import Citation, Reading, number_key, same_number
from dondoc.base.rules.wording import screen_date

# What each sign adds; together they make 1.
SAME_NUMBER, SAME_DATE, SAME_LEAD, SAYS_SO = 0.35, 0.2, 0.3, 0.15


@dataclass(frozen=True)
class OpenTask:
    """A task that still waits for its result, as far as a reply is concerned."""

    code: str
    title: str
    lead_code: str
    lead_name: str
    source_number: str
    source_on: date | None
    assigned_on: date
    due_on: date | None
    id: int = 0


@dataclass(frozen=True)
class Match:
    """'This looks like the result of task …' (có thể là kết quả của nhiệm vụ), with the reasons in words."""

    task: OpenTask
    citation: Citation
    confidence: float
    why: tuple[str, ...]


def cited_numbers(reading: Reading) -> tuple[Citation, ...]:
    """The documents that a reply answers; where it says of none that it does, all others that it cites."""
    answered = tuple(one for one in reading.citations if one.is_answered)
    own = reading.document.number
    return answered or tuple(one for one in reading.citations if not same_number(one.number, own))


def answering(reading: Reading, answers: Iterable[tuple[str, date | None]]) -> Reading:
    """The reading with documents that it is known to answer from elsewhere, as `ResponseFor` of a message tells."""
    told = [
        Citation(number_key(number), "", on, "", 0, 0, is_answered=True) for number, on in answers if number.strip()
    ]
    return replace(reading, citations=(*told, *reading.citations))


def match_reply(reading: Reading, tasks: Iterable[OpenTask], issuer_code: str) -> tuple[Match, ...]:
    """The tasks answered, the surest first. `issuer_code` '' : who replies is not known, and any lead may be meant.

    A task of another lead agency is not answered by this document, nor one whose document has another date.
    """
    found: dict[str, Match] = {}
    for citation in cited_numbers(reading):
        for task in tasks:
            match = _match(citation, task, issuer_code)
            if match and (task.code not in found or match.confidence > found[task.code].confidence):
                found[task.code] = match
    return tuple(sorted(found.values(), key=lambda match: (-match.confidence, match.task.code)))


def _is_bare(citation: Citation, task: OpenTask) -> bool:
    """'Công văn số 123 ngày 15/3/2022' without its symbol: number and day must both be right."""
    begins = re.match(r"0*(\d+)", task.source_number)
    is_number = citation.number.isdecimal() and begins is not None and begins[1] == citation.number.lstrip("0")
    return is_number and citation.on is not None and citation.on == task.source_on


def _match(citation: Citation, task: OpenTask, issuer_code: str) -> Match | None:
    if not same_number(citation.number, task.source_number) and not _is_bare(citation, task):
        return None
    if citation.on and task.source_on and citation.on != task.source_on:
        return None
    if issuer_code and issuer_code != task.lead_code:
        return None
    confidence, why = SAME_NUMBER, [f"nêu số {citation.number}"]
    if citation.on and task.source_on:
        confidence += SAME_DATE
        why.append(f"đúng ngày {screen_date(task.source_on)}")
    if issuer_code:
        confidence += SAME_LEAD
        why.append(f"do {task.lead_name} là đơn vị chủ trì gửi")
    if citation.is_answered:
        confidence += SAYS_SO
        why.append("nói rõ là thực hiện hoặc trả lời văn bản này")
    return Match(task, citation, round(confidence, 2), tuple(why))
