"""Word documents (tệp .docx): paragraphs as lines, tables of data as lines with tabs, numbering written out.

Read part by part out of the package with the standard library, no entity ever resolved: a document that declares a
DTD is refused, and so is one that unpacks to more than a document can hold.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from dondoc.documents.rules.texts.kinds import CannotReadText, bounded
from dondoc.documents.rules.texts.numbering import Numbering

MAX_PARTS = 5_000
MAX_UNPACKED = 60_000_000  # bytes of one part
MAX_DEPTH = 200
BODY, NUMBERS = "word/document.xml", "word/numbering.xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# What stands there a second time for older programs, or was taken out with changes tracked.
_SKIPPED = frozenset({"Fallback", "delText", "instrText", "txbxContent"})

_BROKEN = "Không đọc được tệp Word: tệp hỏng, hoặc không đúng dạng .docx. Mở bằng Word rồi lưu lại dạng .docx."


def text_of_word(data: bytes) -> str:
    """The words of a .docx file, a paragraph a line. Raises CannotReadText."""
    parts = _parts(data)
    numbering = Numbering()
    if NUMBERS in parts:
        for event in _events(parts[NUMBERS]):
            numbering.take(*event)
    reader = _Body(numbering)
    for event in _events(parts[BODY]):
        reader.take(*event)
    return bounded("\n".join(reader.lines))


def _parts(data: bytes) -> dict[str, bytes]:
    """The two parts that matter, each within its bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = {info.filename: info for info in package.infolist()}
            if BODY not in infos or len(infos) > MAX_PARTS or any(info.flag_bits & 1 for info in infos.values()):
                raise CannotReadText(_BROKEN)
            return {name: _unpacked(package, infos[name]) for name in (BODY, NUMBERS) if name in infos}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError):
        raise CannotReadText(_BROKEN) from None


def _unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Counted while it unpacks: the size that the package names may be a lie."""
    with package.open(info) as part:
        data = part.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise CannotReadText("Tệp Word giải nén ra quá lớn. Lưu lại phần giao việc thành tệp riêng.")
    return data


def _events(data: bytes) -> Iterator[tuple[str, str, dict[str, str]]]:
    """('start', 'p', {'val': …}), ('end', 'p', {}), ('text', 'words', {}); names of Word's own space only."""
    found: list[tuple[str, str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise CannotReadText(_BROKEN)
        found.append(("start", _own(name), {_own(key): value for key, value in attributes.items()}))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        found.append(("end", _own(name), {}))

    def refuse(*_: object) -> None:
        raise CannotReadText(_BROKEN)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda words: found.append(("text", words, {}))
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        for at in range(0, len(data), 65_536):
            parser.Parse(data[at : at + 65_536], False)
            yield from found
            found.clear()
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        raise CannotReadText(_BROKEN) from None
    yield from found


def _own(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return local if space in (_W, "") or local in _SKIPPED else f"other:{local}"


class _Body:
    """Collects lines while the body goes by."""

    def __init__(self, numbering: Numbering) -> None:
        self.lines: list[str] = []
        self.numbering = numbering
        self.words: list[str] = []
        self.rows: list[list[list[str]]] = []  # of the outermost table: cells as lists of paragraphs
        self.tables = self.skipped = 0
        self.is_text = False
        self.level, self.list_id = 0, ""

    def take(self, event: str, name: str, attributes: dict[str, str]) -> None:
        if name in _SKIPPED and event != "text":
            self.skipped += 1 if event == "start" else -1
        elif self.skipped:
            return
        elif event == "text":
            if self.is_text:
                self.words.append(name)
        elif event == "start":
            self._started(name, attributes)
        else:
            self._ended(name)

    def _started(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self.is_text = True
        elif name in ("tab", "br", "cr", "noBreakHyphen"):
            self.words.append({"tab": " ", "noBreakHyphen": "-"}.get(name, "\n"))
        elif name == "p":
            self.words, self.level, self.list_id = [], 0, ""
        elif name == "ilvl":
            self.level = int(attributes.get("val", "0")) if attributes.get("val", "0").isdecimal() else 0
        elif name == "numId":
            self.list_id = attributes.get("val", "")
        elif name == "tbl":
            self.tables += 1
        elif name == "tr" and self.tables == 1:
            self.rows.append([])
        elif name == "tc" and self.tables == 1 and self.rows:
            self.rows[-1].append([])

    def _ended(self, name: str) -> None:
        if name == "t":
            self.is_text = False
        elif name == "p":
            marker = self.numbering.marker(self.list_id, self.level) if self.list_id else ""
            self._put((marker + "".join(self.words)).strip())
            self.words = []
        elif name == "tbl":
            self.tables -= 1
            if self.tables == 0:
                self._lay_out()

    def _put(self, paragraph: str) -> None:
        if self.tables and self.rows and self.rows[-1]:
            self.rows[-1][-1].append(paragraph)
        else:
            self.lines += paragraph.split("\n")

    def _lay_out(self) -> None:
        """Up to two columns are a layout (head, signature): cell by cell. More are data: a row a line, with tabs."""
        is_data = len(self.rows) > 1 and max(map(len, self.rows), default=0) > 2
        for row in self.rows:
            if is_data:
                self.lines.append("\t".join(" ".join(" ".join(cell).split()) for cell in row))
                continue
            for cell in row:
                self.lines += [line for paragraph in cell for line in paragraph.split("\n")] + [""]
        self.rows = []
