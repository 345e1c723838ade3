"""XML from strangers (tệp XML từ bên ngoài) read into a small tree, within bounds; and such a tree written.

No document type declaration is accepted, hence no entity, nothing fetched, nothing multiplied. Size, depth, number
of elements, length of a text and of a tag are bounded, so time and memory are linear in a bounded size. Namespaces
and prefixes are left aside: an element is known by its local name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import number

MIB = 1024 * 1024
MAX_BYTES = 64 * MIB
MAX_DEPTH = 40
MAX_ELEMENTS = 20_000
MAX_TEXT = 100_000
# One tag, comment or instruction; the parser would scan a longer one again with every piece.
MAX_TOKEN = 2 * MIB
PIECE = MIB

_DECLARED = re.compile(rb"""^<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_UTF8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


class UnusableXml(Refused):
    """The bytes are no XML that may be read; what is wrong and where."""


@dataclass(slots=True, eq=False)
class Node:
    """One element: local name, attributes by local name, its own text, children, the line it begins on.

    `prefix` is only written; reading leaves it aside.
    """

    name: str
    text: str = ""
    children: list[Node] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 0
    prefix: str = ""

    def walk(self, but: str = "") -> Iterator[Node]:
        """This element and all below, in document order; of an element called `but` nothing."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if folded(node.name) != but:
                yield node
                waiting.extend(reversed(node.children))

    def named(self, name: str) -> list[Node]:
        """The children of a name."""
        wanted = folded(name)
        return [child for child in self.children if folded(child.name) == wanted]


def folded(name: str) -> str:
    """The key of an element's or field's name: case, '_' and the standard's own spelling 'Bussiness' aside."""
    return name.replace("_", "").lower().replace("bussiness", "business")


def parse_xml(data: bytes) -> Node:
    """The root element. Raises UnusableXml."""
    if len(data) > MAX_BYTES:
        raise UnusableXml(f"Tệp lớn hơn {number(MAX_BYTES // MIB)} MiB, quá mức một thông điệp được nhận.")
    if not data.strip():
        raise UnusableXml("Tệp rỗng.")
    text = _in_utf8(data)
    builder = _Builder()
    try:
        _feed(builder, text)
    except expat.ExpatError as error:
        raise UnusableXml(_why(error, text)) from error
    return builder.root


def _in_utf8(data: bytes) -> bytes:
    """The same text in UTF-8. Source: QCVN 102:2016/BTTTT (Unicode, TCVN 6909:2001)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return re.sub(r"^<\?xml[^>]{0,200}\?>", "", data.decode("utf-16")).encode("utf-8")
        except UnicodeError as error:
            raise UnusableXml("Tệp ghi UTF-16 nhưng có ký tự hỏng.") from error
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    declared = _DECLARED.match(data)
    if declared and declared[1].lower().decode("ascii") not in _UTF8:
        told = declared[1].decode("ascii")
        raise UnusableXml(f"Tệp khai bảng mã '{told}'; thông điệp edXML phải dùng UTF-8 (TCVN 6909:2001).")
    return data


def _feed(builder: _Builder, text: bytes) -> None:
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.buffer_size = PIECE
    parser.StartDoctypeDeclHandler = lambda *declared: builder.refuse_doctype()
    parser.StartElementHandler = lambda name, attributes: builder.start(name, attributes, parser.CurrentLineNumber)
    parser.EndElementHandler = lambda name: builder.end()
    parser.CharacterDataHandler = builder.characters
    for begin in range(0, len(text), PIECE):
        parser.Parse(text[begin : begin + PIECE], False)
        if begin + PIECE - parser.CurrentByteIndex > MAX_TOKEN + PIECE:
            raise UnusableXml(f"Có thẻ hoặc chú thích dài quá {number(MAX_TOKEN // MIB)} MiB.")
    parser.Parse(b"", True)


def _why(error: expat.ExpatError, text: bytes) -> str:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = text.count(b"\n", 0, wrong.start) + 1
        return f"Dòng {number(line)}: có ký tự không phải UTF-8 (byte thứ {number(wrong.start + 1)})."
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]:
        return f"Dòng {number(error.lineno)}: dùng thực thể (entity) không được phép."
    return (
        f"Không phải XML đúng chuẩn: dòng {number(error.lineno)}, cột {number(error.offset + 1)} "
        f"({expat.ErrorString(error.code)})."
    )


class _Builder:
    """Builds the tree and stops at the first thing that passes a bound."""

    def __init__(self) -> None:
        self.root = Node("")  # until the first element; the parser refuses a text without one
        self._open: list[Node] = []
        self._texts: list[list[str]] = []
        self._lengths: list[int] = []
        self._n = 0

    def refuse_doctype(self) -> None:
        """Without it there is no entity: neither one that multiplies nor one that fetches."""
        raise UnusableXml("Tệp có khai báo DOCTYPE; thông điệp edXML không được mang DTD hay thực thể (entity).")

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        self._n += 1
        if self._n > MAX_ELEMENTS:
            raise UnusableXml(f"Tệp có hơn {number(MAX_ELEMENTS)} phần tử.")
        if len(self._open) >= MAX_DEPTH:
            raise UnusableXml(f"Dòng {number(line)}: phần tử lồng nhau quá {MAX_DEPTH} tầng.")
        if sum(len(key) + len(value) for key, value in attributes.items()) > MAX_TEXT:
            raise UnusableXml(f"Dòng {number(line)}: thuộc tính dài quá {number(MAX_TEXT)} ký tự.")
        node = Node(_local(name), attributes={_local(k): v for k, v in attributes.items()}, line=line)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)
        self._texts.append([])
        self._lengths.append(0)

    def characters(self, text: str) -> None:
        self._lengths[-1] += len(text)
        node = self._open[-1]
        if self._lengths[-1] > MAX_TEXT and not self._holds_file():
            raise UnusableXml(f"Dòng {number(node.line)}: {node.name} dài quá {number(MAX_TEXT)} ký tự.")
        self._texts[-1].append(text)

    def _holds_file(self) -> bool:
        """Only an attachment and its content may be long."""
        *_, above, this = ["", *(folded(node.name) for node in self._open[-2:])]
        return this in ("contenttransferencoded", "attachment") or (above == "attachment" and this == "content")

    def end(self) -> None:
        node = self._open.pop()
        self._lengths.pop()
        node.text = "".join(self._texts.pop()).strip()


def _local(name: str) -> str:
    return name.rsplit(":", 1)[-1]


_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_QUOTES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)


def write_xml(root: Node) -> bytes:
    """The tree as UTF-8 XML, two blanks a tier; attributes are written as they stand."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    _write(root, 0, out)
    return "".join(out).encode("utf-8")


def _write(node: Node, tier: int, out: list[str]) -> None:
    name = f"{node.prefix}:{node.name}" if node.prefix else node.name
    begin = "  " * tier + "<" + name
    begin += "".join(f' {key}="{value.translate(_IN_QUOTES)}"' for key, value in node.attributes.items())
    if node.children:
        out.append(f"{begin}>\n")
        for child in node.children:
            _write(child, tier + 1, out)
        out.append("  " * tier + f"</{name}>\n")
    elif node.text:
        out.extend((begin, ">", node.text.translate(_ESCAPES), f"</{name}>\n"))
    else:
        out.append(f"{begin}/>\n")
