"""Take in a document that may be the result of a task (đưa văn bản trả lời vào), and answer such a proposal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from dondoc.assignments.actions.report_result import report_result
from dondoc.assignments.models import LikelyResult
from dondoc.assignments.queries import answered_tasks, directory_on
from dondoc.assignments.queries.likely import access_likely, tasks_to_answer
from dondoc.assignments.rules.reading import Directory, GrammarReader, Reading
from dondoc.assignments.rules.replies import Match, answering, cited_numbers
from dondoc.assignments.rules.reporting_results import Result
from dondoc.base.actions import write_audit
from dondoc.base.rules.moments import day_of
from dondoc.base.rules.refusals import NotFound, Reason, Refused
from dondoc.base.rules.wording import comma_list
from dondoc.deadlines.queries import work_calendar
from dondoc.documents.pdf_texts import text_of_file
from dondoc.documents.rules.secrecy import secret_stamp, told
from dondoc.people.queries import rights_of
from dondoc.people.rules.rights import Right, Rights


class CannotTakeInReply(Refused):
    """Refused: the document has no number or date, or answers no open task that concerns this person."""


class CannotAnswerLikely(Refused):
    """Refused: it has been answered already."""


def take_in_reply(
    *,
    actor_id: int,
    at: datetime,
    text: str = "",
    data: bytes = b"",
    file_name: str = "",
    answers: Iterable[tuple[str, date | None]] = (),
    registered: tuple[str, date | None] = ("", None),
) -> list[LikelyResult]:
    """Propose a document as the result of the open tasks whose directive it cites; the document itself is not kept.

    `answers`: numbers and days of documents that it is known to answer, as a message tells them (`ResponseFor`).
    `registered`: its own number and day as a register has them, for a text that does not tell them. Safe to repeat.
    Raises NotFound, CannotTakeInReply, CannotReadText, CannotReadDirective.
    """
    rights = rights_of(actor_id, day_of(at))
    if not rights.agencies_for(Right.ENTER) and not rights.is_monitor:
        raise NotFound("Không tìm thấy trang này.")
    if not data and not text.strip():
        raise CannotTakeInReply("Dán toàn văn hoặc chọn một tệp .docx, .pdf, .txt.")
    words = text_of_file(data) if data else text
    if stamp := secret_stamp(words):
        raise CannotTakeInReply(told(stamp))
    reading, matches = _matched(words, rights, at, tuple(answers), registered)
    issued_on = _issued_on(reading, matches)
    return _propose(actor_id, at, reading, issued_on, matches, file_name)


def _matched(
    words: str,
    rights: Rights,
    at: datetime,
    answers: tuple[tuple[str, date | None], ...],
    registered: tuple[str, date | None],
) -> tuple[Reading, tuple[Match, ...]]:
    reader, calendar, today = GrammarReader(), work_calendar(), day_of(at)
    first = reader.read(words, on=None, today=today, directory=Directory(), calendar=calendar)
    day = first.document.on or registered[1] or today
    directory = directory_on(day, issuer=first.document.issuer)
    reading = answering(reader.read(words, on=None, today=today, directory=directory, calendar=calendar), answers)
    reading = replace(reading, document=reading.document.or_registered(*registered))
    return reading, answered_tasks(reading, directory, today, tasks_to_answer(rights))


def _issued_on(reading: Reading, matches: tuple[Match, ...]) -> date:
    """The day of a document that can be a result. Raises CannotTakeInReply with everything against it."""
    reasons, on = [], reading.document.on
    if not reading.document.number:
        reasons.append(Reason("Không đọc được số, ký hiệu; văn bản chưa phát hành thì chưa là kết quả.", "Văn bản"))
    if on is None:
        reasons.append(Reason("Không đọc được ngày văn bản.", "Văn bản"))
    if not matches:
        cited = comma_list(dict.fromkeys(one.number for one in cited_numbers(reading)[:10]))
        told = f"Không có nhiệm vụ đang mở nào giao tại {cited}." if cited else "Văn bản không nêu số văn bản giao nào."
        reasons.append(Reason(told))
    if reasons or on is None:
        raise CannotTakeInReply(reasons)
    return on


@transaction.atomic
def _propose(
    actor_id: int, at: datetime, reading: Reading, issued_on: date, matches: tuple[Match, ...], file_name: str
) -> list[LikelyResult]:
    document, proposed, fresh = reading.document, [], []
    for match in matches:
        said = {"why": list(match.why), "confidence": match.confidence, "title": document.title[:500]}
        likely, is_new = LikelyResult.objects.get_or_create(
            task_id=match.task.id,
            number=document.number[:60],
            issued_on=issued_on,
            defaults={**said, "brought_by_id": actor_id, "recorded_at": at},
        )
        proposed.append(likely)
        fresh += [match.task.code] if is_new else []
    if fresh:
        detail = {"number": document.number, "file": file_name, "tasks": fresh}
        write_audit(actor_id=actor_id, at=at, deed="take_in_reply", subject="likely_result", detail=detail)
    return proposed


@transaction.atomic
def answer_likely(*, actor_id: int, at: datetime, likely_id: int, is_accepted: bool) -> LikelyResult:
    """The lead's officer says 'yes, our result', which reports it by this document, or 'not of this task'.

    Raises NotFound, CannotAnswerLikely, CannotReportResult.
    """
    likely = access_likely(rights_of(actor_id, day_of(at)), likely_id=likely_id)
    if likely.is_accepted is not None:
        raise CannotAnswerLikely("Đã trả lời văn bản này rồi.")
    if is_accepted:
        result = Result(likely.issued_on, likely.number, likely.issued_on, likely.title)
        report_result(actor_id=actor_id, at=at, task_id=likely.task_id, result=result)
    likely.is_accepted, likely.answered_by_id, likely.answered_at = is_accepted, actor_id, at
    likely.save(update_fields=["is_accepted", "answered_by", "answered_at"])
    detail = {"likely": likely.pk, "number": likely.number, "is_accepted": is_accepted}
    write_audit(actor_id=actor_id, at=at, deed="answer_likely", subject=f"task:{likely.task_id}", detail=detail)
    return likely
