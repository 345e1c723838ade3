"""`dondoc match FILE` (đối chiếu văn bản trả lời): the open tasks that a reply looks like the result of."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from dondoc.assignments.rules.reading.figures import citation_figures, document_figures
from dondoc.assignments.rules.replies import Match, cited_numbers
from dondoc.cli.database import open_database
from dondoc.cli.days import day
from dondoc.cli.directives import read_directive, what_is_known


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("match", help="Nhiệm vụ đang mở mà một văn bản trả lời")
    parser.add_argument("file", metavar="TỆP", type=Path, help="văn bản trả lời: tệp .txt, .docx hoặc .pdf")
    parser.add_argument("--on", metavar="NGÀY", type=day, help="ngày văn bản, khi văn bản không ghi đủ ngày")
    parser.add_argument("--agencies", metavar="MÃ", default="", help="mã tỉnh, khi có nhiều tỉnh")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the matches. Raises Refused."""
    open_database()
    from dondoc.assignments.queries import answered_tasks, issuer_in

    reading, directory, on = read_directive(args.file, args.on, what_is_known(args.agencies))
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
