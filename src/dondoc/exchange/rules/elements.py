"""Values of the envelope as elements of a tree, and back with every problem found (phần tử của phong bì)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dondoc.base.rules.refusals import Reason
from dondoc.exchange.rules.cells import Cell, Kind, Value, cells_of, is_empty, value_of, written, wrong_text
from dondoc.exchange.rules.xml_tree import Node, folded

MAX_REPEATED = 2_000


class Problems:
    """What is wrong with a message, and what is merely to be noted, each with its place."""

    def __init__(self) -> None:
        self.found: list[Reason] = []
        self.notes: list[Reason] = []

    def add(self, where: str, message: str) -> None:
        self.found.append(Reason(message, where))

    def note(self, where: str, message: str) -> None:
        self.notes.append(Reason(message, where))


def to_node(name: str, value: Any) -> Node:
    """A value as an element with its children; what is empty is left out."""
    node = Node(name)
    for attribute, cell in cells_of(type(value)):
        given = getattr(value, attribute)
        if not is_empty(given):
            node.children.extend(_nodes(cell, given))
    return node


def _nodes(cell: Cell, given: Any) -> list[Node]:
    if cell.kind is Kind.PART:
        return [to_node(cell.name, given)]
    if cell.kind is Kind.PARTS:
        inner = [to_node(cell.inside or cell.name, one) for one in given]
    elif cell.kind is Kind.TEXTS:
        inner = [Node(cell.inside, one.strip()) for one in given if one.strip()]
    else:
        return [Node(cell.name, written(given).strip())]
    return [Node(cell.name, children=inner)] if cell.inside else inner


def from_node(made_of: type[Value], node: Node, problems: Problems, where: str) -> Value:
    """The value that an element holds. A cell in which something is wrong stays empty."""
    known = {folded(cell.name) for _, cell in cells_of(made_of)}
    strange = sorted({child.name for child in node.children if folded(child.name) not in known})
    if strange:
        problems.note(where, f"bỏ qua phần không có trong quy chuẩn: {', '.join(strange[:5])}")
    read = {attribute: _read(cell, node, problems, f"{where}/{cell.name}") for attribute, cell in cells_of(made_of)}
    return made_of(**read)


def _read(cell: Cell, node: Node, problems: Problems, where: str) -> Any:
    found = node.named(cell.name)
    if cell.kind is Kind.PARTS and not cell.inside:
        return _parts(cell, found, problems, where)
    if len(found) > 1:
        lines = ", ".join(str(one.line) for one in found[:5] if one.line)
        problems.add(where, f"có {len(found)} lần, chỉ được một lần" + (f" (dòng {lines})" if lines else ""))
    first = found[0] if found else Node(cell.name)
    if cell.kind is Kind.PART:
        if cell.required and not found:
            problems.add(where, "thiếu, đây là phần bắt buộc")
            return cell.of()
        return from_node(cell.of, first, problems, where) if found else cell.of()
    if cell.kind is Kind.PARTS:
        return _parts(cell, first.named(cell.inside), problems, f"{where}/{cell.inside}")
    if cell.kind is Kind.TEXTS:
        return _texts(cell, first, problems, where)
    return _single(cell, first, problems, where)


def _parts(cell: Cell, found: Sequence[Node], problems: Problems, where: str) -> tuple[Any, ...]:
    if cell.required and not found:
        problems.add(where, "thiếu, cần ít nhất một")
    if len(found) > MAX_REPEATED:
        problems.add(where, f"có {len(found)} lần, tối đa {MAX_REPEATED}")
    many = len(found) > 1
    return tuple(
        from_node(cell.of, one, problems, f"{where}[{n}]" if many else where)
        for n, one in enumerate(found[:MAX_REPEATED], start=1)
    )


def _texts(cell: Cell, wrapper: Node, problems: Problems, where: str) -> tuple[str, ...]:
    """The texts inside the wrapper; some systems write a single one without the inner element."""
    given = [one.text for one in wrapper.named(cell.inside) if one.text] or ([wrapper.text] if wrapper.text else [])
    wrong = {problem for one in given for problem in wrong_text(Cell(cell.inside, Kind.TEXT), one)}
    if sum(map(len, given)) > cell.longest:
        wrong.add(f"dài {sum(map(len, given))} ký tự, tối đa {cell.longest}")
    for problem in sorted(wrong):
        problems.add(where, problem)
    return () if wrong else tuple(given)


def _single(cell: Cell, node: Node, problems: Problems, where: str) -> Any:
    if cell.required and not node.text:
        problems.add(where, "thiếu, đây là phần bắt buộc")
    wrong = list(wrong_text(cell, node.text))
    if node.children:
        wrong.append("phải là một giá trị, không phải phần tử lồng nhau")
    for problem in wrong:
        problems.add(where, problem)
    # A text that is only too long still says what it says; anything else wrong would be a guess.
    readable = cell.kind in (Kind.TEXT, Kind.IDENTIFIER)
    return value_of(cell, node.text) if not wrong or readable else None
