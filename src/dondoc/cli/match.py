"""`dondoc match FILE` (đối chiếu văn bản trả lời): the open tasks that a reply looks like the result of."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from dondoc.assignments.rules.reading.figures import citation_figures, document_figures
from dondoc.assignments.rules.replies import Match, answering, cited_numbers
from dondoc.cli.days import day
from dondoc.cli.directives import open_standing_database, read_words, what_is_known
from dondoc.cli.files import read_input
from dondoc.documents.pdf_texts import text_of_file
from dondoc.documents.rules.brought_files import READABLE
from dondoc.documents.rules.texts import MAX_BYTES, CannotReadText
from dondoc.exchange.rules.envelope import Document
from dondoc.exchange.rules.reading import read_sound


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("match", help="Nhiệm vụ đang mở mà một văn bản trả lời")
    parser.add_argument(
        "file", metavar="TỆP", type=Path, help="văn bản trả lời: tệp .txt, .docx, .pdf, hoặc thông điệp edXML"
    )
    parser.add_argument("--on", metavar="NGÀY", type=day, help="ngày văn bản, khi văn bản không ghi đủ ngày")
    parser.add_argument("--agencies", metavar="MÃ", default="", help="mã tỉnh, khi có nhiều tỉnh")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the matches. Raises Refused."""
    open_standing_database()
    from dondoc.assignments.queries import answered_tasks, issuer_in

    words, answers = _words(args.file)
    reading, directory, on = read_words(words, args.on, what_is_known(args.agencies))
    reading = answering(reading, answers)
    matches = answered_tasks(reading, directory, on)
    answered = cited_numbers(reading)
    matched = {match.citation.number for match in matches}
    loose = [one.number for one in answered if one.number not in matched]
    issuer = issuer_in(directory, reading)
    if args.json:
        told = {
            "document": document_figures(reading.document),
            "issuer_code": issuer.entry.code if issuer else None,
            "citations": citation_figures(reading.citations),
            "matches": [_figures(match) for match in matches],
            "unmatched": list(dict.fromkeys(loose)),
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    for match in matches:
        print(f"{match.task.code}: {match.task.title}")
        print(f"   Có thể là kết quả ({match.confidence:.0%}): {', '.join(match.why)}")
    for number in dict.fromkeys(loose):
        print(f"Không có nhiệm vụ đang mở nào giao tại {number}.")
    if not answered:
        print("Văn bản không nêu số của văn bản nào.")
    return 0


def _words(path: Path) -> tuple[str, list[tuple[str, date | None]]]:
    """The words of a reply; of an edXML message those of its first readable file, with what it says that it answers."""
    data = read_input(path, MAX_BYTES)
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return text_of_file(data), []
    message = read_sound(data).message
    if not isinstance(message, Document):
        raise CannotReadText("Thông điệp chỉ báo trạng thái, không mang văn bản nào để đối chiếu.")
    header = message.header
    issued = header.promulgation_info.promulgation_date
    dated = f"ngày {issued:%d} tháng {issued:%m} năm {issued:%Y}" if issued else ""
    head = f"{header.sender.organ_name.upper()}\nSố: {header.code.code_number}/{header.code.code_notation}\n"
    head += f"{header.promulgation_info.place or '…'}, {dated}\nV/v {header.subject}\n\n"
    files = [file for file in message.attachments if file.name.rpartition(".")[2].casefold() in READABLE]
    told = [(one.code, one.promulgation_date) for one in header.response_for]
    return (text_of_file(files[0].data) if files else head + header.content), told


def _figures(match: Match) -> dict[str, Any]:
    task = match.task
    return {
        "task": task.code,
        "title": task.title,
        "lead": task.lead_name,
        "lead_code": task.lead_code,
        "assigned_on": task.assigned_on.isoformat(),
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "source": {
            "number": task.source_number,
            "date": task.source_on.isoformat() if task.source_on else None,
        },
        "cited": citation_figures([match.citation])[0],
        "confidence": match.confidence,
        "why": list(match.why),
    }
