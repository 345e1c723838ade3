"""Build a message out of JSON and files (lập thông điệp từ JSON): every slip found at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dondoc.base.rules.refusals import Refused
from dondoc.exchange.rules.attachments import Attachment, decode, fits, is_known
from dondoc.exchange.rules.cells import shown
from dondoc.exchange.rules.elements import Problems, from_node
from dondoc.exchange.rules.envelope import (
    Business,
    BusinessKind,
    Document,
    Message,
    MessageHeader,
    Status,
    TraceHeader,
    TraceHeaderList,
)
from dondoc.exchange.rules.files import bare
from dondoc.exchange.rules.json_form import node_of
from dondoc.exchange.rules.writing import problems_of
from dondoc.exchange.rules.xml_tree import Node

WHOLE = frozenset({"kind", "header", "status", "business", "trace", "attachments", "signature", "notes", "problems"})
FILE_KEYS = frozenset(
    {"name", "content_type", "description", "content_id", "file", "content", "size", "digest", "digest_algorithm"}
    | {"digest_ok", "digest_old", "name_given", "sha256"}
)
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "json": "application/json",
    "zip": "application/zip",
    "txt": "text/plain",
    "csv": "text/csv",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


class CannotBuildMessage(Refused):
    """The JSON or the files do not make a message; every slip is listed."""


def parse_json(data: bytes) -> dict[str, Any]:
    """The JSON object. Raises CannotBuildMessage."""
    try:
        given = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CannotBuildMessage(f"Tệp JSON phải dùng UTF-8; byte thứ {error.start + 1} không phải.") from error
    except json.JSONDecodeError as error:
        raise CannotBuildMessage(f"Không đọc được JSON từ dòng {error.lineno}, cột {error.colno}.") from error
    except (ValueError, RecursionError) as error:
        raise CannotBuildMessage("Không đọc được JSON: có số quá dài hoặc lồng nhau quá nhiều tầng.") from error
    if not isinstance(given, dict):
        raise CannotBuildMessage("JSON phải là một đối tượng {…}.")
    return given


def wanted_files(given: Mapping[str, Any]) -> list[str]:
    """Names of files that the JSON says lie beside it."""
    listed = given.get("attachments")
    named = [one.get("file") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [name for name in named if isinstance(name, str)]


def build(given: Mapping[str, Any], attached: Mapping[str, bytes]) -> Message:
    """The message; `attached`: bytes by name, for files that it lists and others to add. Raises CannotBuildMessage."""
    problems = Problems()
    for key in sorted(set(given) - WHOLE):
        problems.add(shown(key), f"không có mục này; các mục là {', '.join(sorted(WHOLE))}")
    is_status = bool(given.get("status"))
    if is_status and given.get("header"):
        problems.add("status", "một thông điệp chỉ có header (văn bản) hoặc status (trạng thái)")
    if is_status and (attached or given.get("attachments")):
        problems.add("attachments", "thông điệp trạng thái không mang tệp kèm")
    message = _status(given, problems) if is_status else _document(given, attached, problems)
    told = {reason.where for reason in problems.found}
    problems.found.extend(reason for reason in problems_of(message) if reason.where not in told)
    if problems.found:
        raise CannotBuildMessage(problems.found)
    return message


def _status(given: Mapping[str, Any], problems: Problems) -> Status:
    node = node_of(Status, "Status", given["status"], "status", problems, also=("status_name",))
    return from_node(Status, node, problems, "Status")


def _document(given: Mapping[str, Any], attached: Mapping[str, bytes], problems: Problems) -> Document:
    header = node_of(MessageHeader, "MessageHeader", given.get("header") or {}, "header", problems)
    route = Node("TraceHeaderList", children=_trace(given.get("trace") or [], problems))
    told = given.get("business") or {}
    business = node_of(Business, "Bussiness", told, "business", problems, also=("business_name",))
    if not business.named("BussinessDocType"):
        business.children.append(Node("BussinessDocType", str(BusinessKind.NEW.value)))
    route.children.append(business)
    return Document(
        from_node(MessageHeader, header, problems, "MessageHeader"),
        from_node(TraceHeaderList, route, problems, "TraceHeaderList"),
        _attachments(given.get("attachments") or [], attached, problems),
    )


def _trace(given: Any, problems: Problems) -> list[Node]:
    if not isinstance(given, list):
        problems.add("trace", "phải là một danh sách JSON […]")
        return []
    return [node_of(TraceHeader, "TraceHeader", one, f"trace[{n}]", problems) for n, one in enumerate(given, start=1)]


def _attachments(listed: Any, attached: Mapping[str, bytes], problems: Problems) -> tuple[Attachment, ...]:
    if not isinstance(listed, list):
        problems.add("attachments", "phải là một danh sách JSON […]")
        return ()
    files, used = [], set()
    for n, told in enumerate(listed, start=1):
        where = f"attachments[{n}]"
        if not isinstance(told, dict):
            problems.add(where, "phải là một đối tượng JSON {…}")
            continue
        for key in sorted(set(told) - FILE_KEYS):
            problems.add(where, f"không có mục '{shown(key)}'")
        wrong = [key for key in FILE_KEYS if isinstance(told.get(key), dict | list)]
        for key in sorted(wrong):
            problems.add(f"{where}.{key}", "phải là một chuỗi")
        if not wrong:
            used |= {name for name in (told.get("file"), told.get("name")) if name in attached}
            files.append(_listed_file(told, where, attached, problems))
    files.extend(Attachment(name, data) for name, data in attached.items() if name not in used)
    return tuple(named(file, n) for n, file in enumerate(files, start=1))


def _listed_file(told: Mapping[str, Any], where: str, attached: Mapping[str, bytes], problems: Problems) -> Attachment:
    name = str(told.get("name") or told.get("file") or "").strip()
    data = next((attached[key] for key in (str(told.get("file")), name) if key in attached), None)
    if data is None and told.get("content"):
        data = decode(str(told["content"]))
        if data is None:
            problems.add(f"{where}.content", "không phải base64 đúng chuẩn")
    elif data is None:
        problems.add(where, f"thiếu nội dung tệp '{shown(name)}'; hãy thêm --attach, hoặc để tệp cạnh tệp JSON")
    digest, algorithm = str(told.get("digest") or ""), str(told.get("digest_algorithm") or "")
    if data is not None and digest and is_known(algorithm) and not fits(data, algorithm, digest):
        problems.add(f"{where}.digest", f"tệp '{shown(name)}' không khớp mã băm; tệp đã bị thay?")
    texts = [str(told.get(key) or "").strip() for key in ("content_type", "description", "content_id")]
    return Attachment(name, data or b"", texts[0], texts[1], bare(texts[2]))


def named(file: Attachment, place: int) -> Attachment:
    """The file with a type by its ending and an id by its content, where it has none."""
    ending = file.name.rpartition(".")[2].lower()
    return replace(
        file,
        content_type=file.content_type or CONTENT_TYPES.get(ending, "application/octet-stream"),
        content_id=file.content_id or f"{place}.{hashlib.sha256(file.data).hexdigest()[:32]}",
    )
