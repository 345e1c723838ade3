"""A Word file as a paper (tệp .docx): parts of the package within bounds, sections, page numbers in headers."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from dondoc.documents.paper_facts.reading import CannotRead
from dondoc.documents.paper_facts.word_body import Body
from dondoc.documents.paper_facts.word_styles import Look, Styles, W, list_looks, mm, value
from dondoc.documents.rules.checking.paper import PageNumber, Paper, Section

MAX_PARTS, MAX_UNPACKED = 5_000, 40_000_000
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"


def read_word(data: bytes) -> Paper:
    """How a .docx looks. Raises CannotRead."""
    parts = _Parts(data)
    root = parts.tree(MAIN)
    if root is None or (body := root.find(f"{W}body")) is None:
        raise CannotRead("broken")
    styles = Styles.of(parts.tree("word/styles.xml"), parts.tree("word/theme/theme1.xml"))
    lists = list_looks(parts.tree("word/numbering.xml"))
    reader = Body(styles, lists)
    reader.walk(body)
    if not any(line.text for line in reader.lines):
        raise CannotRead("empty")
    words = "".join(text.text or "" for text in body.iter(f"{W}t"))
    return Paper(
        kind="docx",
        lines=tuple(reader.lines),
        sections=tuple(_Sections(parts, styles, lists).read(reader.sections)),
        is_composed=unicodedata.is_normalized("NFC", words),
    )


class _Parts:
    """Parts of the package by name, unpacked and parsed one at a time; what declares a DTD is refused."""

    def __init__(self, data: bytes) -> None:
        try:
            self.package = zipfile.ZipFile(io.BytesIO(data))
            self.names = set(self.package.namelist())
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError):
            raise CannotRead("broken") from None
        if len(self.names) > MAX_PARTS:
            raise CannotRead("broken")
        self.unpacked = 0

    def tree(self, name: str) -> Element | None:
        if name not in self.names:
            return None
        try:
            with self.package.open(name) as part:
                data = part.read(MAX_UNPACKED - self.unpacked + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            NotImplementedError,
            RuntimeError,
            KeyError,
        ):
            raise CannotRead("broken") from None
        self.unpacked += len(data)
        if self.unpacked > MAX_UNPACKED:
            raise CannotRead("large")
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data[:64]:
            raise CannotRead("broken")
        try:
            return ElementTree.fromstring(data)  # noqa: S314 - bounded process, no DTD
        except (ElementTree.ParseError, LookupError, ValueError, RecursionError):
            raise CannotRead("broken") from None


class _Sections:
    """Sections out of w:sectPr; headers pass on from one to the next."""

    def __init__(self, parts: _Parts, styles: Styles, lists: dict[tuple[str, str], Look]) -> None:
        self.parts, self.styles, self.lists = parts, styles, lists
        relations = parts.tree(RELATIONS)
        self.targets = {
            item.get("Id", ""): "word/" + item.get("Target", "").removeprefix("/word/")
            for item in (relations if relations is not None else ())
        }
        self.known: dict[str, PageNumber | None] = {}

    def read(self, found: list[Element]) -> list[Section]:
        made = []
        in_force: dict[tuple[str, str], str] = {}
        for element in found or [Element("none")]:
            for place in ("header", "footer"):
                for reference in element.iterfind(f"{W}{place}Reference"):
                    in_force[place, value(reference, "type") or "default"] = reference.get(f"{R}id", "")
            made.append(self._section(element, in_force))
        return made

    def _section(self, element: Element, in_force: dict[tuple[str, str], str]) -> Section:
        size, margins = element.find(f"{W}pgSz"), element.find(f"{W}pgMar")
        has_first = (first := element.find(f"{W}titlePg")) is not None and value(first) not in ("0", "false", "off")
        numbers = {key: self._number(key[0], reference) for key, reference in in_force.items()}
        number = numbers.get(("header", "default")) or numbers.get(("footer", "default"))
        on_first = numbers.get(("header", "first")) or numbers.get(("footer", "first")) if has_first else number
        start = value(element.find(f"{W}pgNumType"), "start")
        lengths = {name: _length(margins, name) for name in ("top", "bottom", "left", "right")}
        return Section(
            width=_length(size, "w") or 215.9,
            height=_length(size, "h") or 279.4,
            number=number,
            first_hidden=on_first is None,
            restarts=start in ("0", "1"),
            **lengths,
        )

    def _number(self, place: str, reference: str) -> PageNumber | None:
        """The page number that a header or footer shows, if it does."""
        name = self.targets.get(reference, "")
        if name not in self.known:
            root = self.parts.tree(name)
            self.known[name] = None if root is None else self._number_in(root, "top" if place == "header" else "bottom")
        return self.known[name]

    def _number_in(self, root: Element, place: str) -> PageNumber | None:
        for paragraph in root.iter(f"{W}p"):
            look, base, _ = self.styles.paragraph(paragraph.find(f"{W}pPr"), self.lists)
            for run, instruction in _fields(paragraph):
                if instruction.split()[:1] == ["PAGE"]:
                    marks = self.styles.run(run.find(f"{W}rPr"), base) if run is not None else base
                    return PageNumber(place, align=_align(look), **_plain(marks))
        return None


def _fields(paragraph: Element) -> list[tuple[Element | None, str]]:
    found: list[tuple[Element | None, str]] = []
    for field in paragraph.iter(f"{W}fldSimple"):
        found.append((field.find(f"{W}r"), value(field, "instr").strip().upper()))
    spoken = ""
    for run in paragraph.iter(f"{W}r"):
        for text in run.iterfind(f"{W}instrText"):
            spoken += text.text or ""
            found.append((run, spoken.strip().upper()))
    return found


def _align(look: Look) -> str:
    return str(look.get("frame_align") or look.get("align", "left"))


def _plain(marks: Look) -> dict[str, Any]:
    size = marks.get("size", 10.0)
    return {
        "size": float(size) if isinstance(size, int | float) else None,
        "bold": float(bool(marks.get("bold"))),
        "italic": float(bool(marks.get("italic"))),
    }


def _length(element: Element | None, name: str) -> float | None:
    return mm(value(element, name)) if element is not None else None
