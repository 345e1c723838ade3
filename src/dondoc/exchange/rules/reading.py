"""Read an edXML message (đọc thông điệp): liberal in namespaces, prefixes and wrapping, strict in what it says.

QCVN 102:2016/BTTTT envelopes, the same inside a SOAP envelope, and older namespaces read alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.exchange.rules.cells import shown
from dondoc.exchange.rules.checks import check_document, check_status
from dondoc.exchange.rules.elements import Problems, from_node
from dondoc.exchange.rules.envelope import (
    Document,
    Message,
    MessageHeader,
    Status,
    TraceHeaderList,
)
from dondoc.exchange.rules.files import ReadFile, read_files
from dondoc.exchange.rules.xml_tree import Node, UnusableXml, folded, parse_xml


class NotEdxml(Refused):
    """Sound XML, but no message of documents."""


@dataclass(frozen=True)
class Reading:
    """A message as it was read: the value, its files with their digests, what is wrong, what is to be noted.

    With problems the value holds what could be read; nothing may be done on it.
    """

    message: Message
    files: tuple[ReadFile, ...] = ()
    problems: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()
    is_signed: bool = False


class FaultyMessage(Refused):
    """A message that can be read but says something wrong; every problem is listed."""


def read(data: bytes) -> Reading:
    """The message with all its problems. Raises UnusableXml, NotEdxml when there is nothing to read."""
    return read_tree(parse_xml(data))


def read_sound(data: bytes) -> Reading:
    """The message, only when nothing is wrong with it. Raises UnusableXml, NotEdxml, FaultyMessage."""
    reading = read(data)
    if reading.problems:
        raise FaultyMessage(reading.problems)
    return reading


def read_tree(root: Node) -> Reading:
    """The same out of a tree. Raises NotEdxml."""
    problems = Problems()
    envelope = list(root.walk(but="signature"))
    header, status = _only(envelope, "MessageHeader", problems), _status(envelope, problems)
    is_signed = any(node.named("SignatureValue") for node in root.walk() if folded(node.name) == "signature")
    if is_signed:
        problems.note("Signature", "có chữ ký số của hệ thống gửi, chưa kiểm tra")
    files: tuple[ReadFile, ...] = ()
    message: Message
    if status is not None:
        if header is not None and header is not status:
            problems.add("Status", "thông điệp vừa mang văn bản vừa mang trạng thái")
        message = from_node(Status, status, problems, "Status")
        check_status(message, problems)
    elif header is not None:
        files = read_files(root, problems)
        message = _document(header, envelope, files, problems)
        check_document(message, problems)
    else:
        told = shown(root.name)
        raise NotEdxml(f"Không phải thông điệp edXML: phần tử gốc là {told}, không có MessageHeader hay Status.")
    return Reading(message, files, tuple(problems.found), tuple(problems.notes), is_signed)


def _document(header: Node, envelope: list[Node], files: tuple[ReadFile, ...], problems: Problems) -> Document:
    return Document(
        from_node(MessageHeader, header, problems, "MessageHeader"),
        _route(envelope, problems),
        tuple(file.attachment for file in files),
    )


def _only(nodes: list[Node], name: str, problems: Problems) -> Node | None:
    found = [node for node in nodes if folded(node.name) == folded(name)]
    if len(found) > 1:
        problems.add(name, f"có {len(found)} lần, chỉ được một lần")
    return found[0] if found else None


def _status(nodes: list[Node], problems: Problems) -> Node | None:
    """The status of a status message; other things are called Status too, but bear no code."""
    with_code = [
        node for node in nodes if folded(node.name) in ("status", "messageheader") and node.named("StatusCode")
    ]
    if len(with_code) > 1:
        problems.add("Status", f"có {len(with_code)} lần, chỉ được một lần")
    return with_code[0] if with_code else None


def _route(nodes: list[Node], problems: Problems) -> TraceHeaderList:
    """The trace with the business; some systems put the latter beside the list."""
    found = _only(nodes, "TraceHeaderList", problems) or Node("TraceHeaderList")
    inside = {id(child) for child in found.children}
    beside = [node for node in nodes if folded(node.name) == "business" and id(node) not in inside]
    whole = Node(found.name, children=[*found.children, *beside], line=found.line)
    return from_node(TraceHeaderList, whole, problems, "TraceHeaderList")


__all__ = ["FaultyMessage", "NotEdxml", "Reading", "UnusableXml", "read", "read_sound", "read_tree"]
