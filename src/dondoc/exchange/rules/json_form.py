"""A message as plain JSON (thông điệp dạng JSON): what reading shows is also what building takes.

Keys are the standard's element names in small letters with '_' ('organ_id', 'due_date'), its 'Bussiness' spelt
'business'. Days are ISO ('2026-11-23'), moments ISO with their offset; building also takes the standard's own form.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dondoc.base.rules.moments import VIETNAM
from dondoc.base.rules.refusals import Reason
from dondoc.exchange.rules.attachments import OLD_ALGORITHMS
from dondoc.exchange.rules.cells import Cell, Kind, cells_of, is_empty, shown
from dondoc.exchange.rules.elements import Problems
from dondoc.exchange.rules.envelope import Business, Document, status_label
from dondoc.exchange.rules.files import ReadFile
from dondoc.exchange.rules.reading import Reading
from dondoc.exchange.rules.xml_tree import Node, folded

SINGLE = (Kind.TEXT, Kind.IDENTIFIER, Kind.NUMBER, Kind.DAY, Kind.MOMENT)


def reading_as_json(reading: Reading, kept_as: Mapping[int, str] | None = None) -> dict[str, Any]:
    """Everything of a message; `kept_as`: names on the disk of the files that were written out, by their place."""
    message = reading.message
    told: dict[str, Any] = {"kind": "document" if isinstance(message, Document) else "status"}
    if isinstance(message, Document):
        route = message.route
        told["header"] = as_json(message.header)
        told["business"] = None if is_empty(route.business) else as_json(route.business) | _kind(route.business)
        told["trace"] = [as_json(one) for one in route.trace]
    else:
        told["status"] = as_json(message) | {"status_name": status_label(message.status_code)}
        told |= {"header": None, "business": None, "trace": []}
    kept = kept_as or {}
    told["attachments"] = [_file_as_json(file, kept.get(n)) for n, file in enumerate(reading.files)]
    told["signature"] = {"present": reading.is_signed, "checked": False}
    told["notes"] = [reason_as_json(note) for note in reading.notes]
    told["problems"] = [reason_as_json(problem) for problem in reading.problems]
    return told


def reason_as_json(reason: Reason) -> dict[str, str]:
    return {"where": reason.where, "message": reason.message}


def _kind(business: Business) -> dict[str, str]:
    known = business.business_doc_type in (None, 0, 1, 2, 3)
    return {"business_name": business.kind.label if known else ""}


def _file_as_json(file: ReadFile, kept_as: str | None) -> dict[str, Any]:
    told = {
        "name": file.attachment.name,
        "content_type": file.attachment.content_type,
        "description": file.attachment.description,
        "content_id": file.attachment.content_id,
        "size": len(file.attachment.data) if file.is_readable else None,
        "digest": file.digest,
        "digest_algorithm": file.digest_algorithm,
        "digest_ok": file.digest_ok,
        "sha256": hashlib.sha256(file.attachment.data).hexdigest() if file.is_readable else "",
        "digest_old": file.digest_algorithm in OLD_ALGORITHMS,
    }
    if file.name_given != file.attachment.name:
        told["name_given"] = file.name_given
    return told | ({"file": kept_as} if kept_as else {})


def key_of(cell: Cell) -> str:
    """'OrganId' -> 'organ_id', 'BussinessDocType' -> 'business_doc_type'."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cell.name).lower().replace("bussiness", "business")


def as_json(value: Any) -> dict[str, Any]:
    """A value with every key, empty ones too."""
    return {key_of(cell): _plain(cell, getattr(value, name)) for name, cell in cells_of(type(value))}


def _plain(cell: Cell, value: Any) -> Any:
    if cell.kind is Kind.PART:
        return as_json(value)
    if cell.kind is Kind.PARTS:
        return [as_json(one) for one in value]
    if cell.kind is Kind.TEXTS:
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def node_of(made_of: type, name: str, given: Any, where: str, problems: Problems, also: tuple[str, ...] = ()) -> Node:
    """The element that a JSON object tells of; `also`: keys that may stand there and say nothing new."""
    node = Node(name)
    if not isinstance(given, dict):
        problems.add(where, "phải là một đối tượng JSON {…}")
        return node
    by_key = {folded(cell.name): cell for _, cell in cells_of(made_of)}
    for key, value in given.items():
        cell = by_key.get(folded(key))
        if cell is None and key not in also:
            problems.add(where, f"không có mục '{shown(key)}'; các mục là {', '.join(map(key_of, by_key.values()))}")
        elif cell is not None and value is not None:
            node.children.extend(_nodes(cell, value, f"{where}.{key_of(cell)}", problems))
    return node


def _nodes(cell: Cell, value: Any, where: str, problems: Problems) -> list[Node]:
    if cell.kind in SINGLE:
        return [Node(cell.name, _single(cell, value, where, problems))]
    if cell.kind is Kind.PART:
        return [node_of(cell.of, cell.name, value, where, problems)]
    if not isinstance(value, list):
        problems.add(where, "phải là một danh sách JSON […]")
        return []
    if cell.kind is Kind.TEXTS:
        inner = [Node(cell.inside, _single(cell, one, f"{where}[{n}]", problems)) for n, one in enumerate(value, 1)]
    else:
        name = cell.inside or cell.name
        inner = [node_of(cell.of, name, one, f"{where}[{n}]", problems) for n, one in enumerate(value, 1)]
    return ([Node(cell.name, children=inner)] if inner else []) if cell.inside else inner


def _single(cell: Cell, value: Any, where: str, problems: Problems) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        problems.add(where, "phải là một chuỗi hoặc số nguyên")
        return ""
    told = str(value).strip()
    if cell.kind is Kind.DAY and re.fullmatch(r"\d{4}-\d{2}-\d{2}", told, re.ASCII):
        return told.replace("-", "/")
    if cell.kind is Kind.MOMENT and "T" in told:
        return _local(told)
    return told


def _local(told: str) -> str:
    """An ISO moment in the standard's form; one without an offset is Viet Nam's."""
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return told
    local = at.astimezone(VIETNAM) if at.tzinfo else at
    return f"{local.year:04d}/{local:%m/%d %H:%M:%S}"
