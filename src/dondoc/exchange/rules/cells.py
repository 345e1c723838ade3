"""How a value's fields stand in XML and JSON (ô của phong bì): declared once beside the field, used four ways.

A frozen dataclass whose fields are made with `text`, `day`, `part` … can be turned into elements and back, into plain
JSON and back. Every check of a single field is here, so a message of ours is held to what we ask of others'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import Enum, auto
from typing import Any, TypeVar

from dondoc.base.rules.moments import VIETNAM

Value = TypeVar("Value")

# Edges are taken off on both sides, so these are what a text may hold inside. Source: XML 1.0, production [2] Char.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
IDENTIFIER = re.compile(r"[0-9A-Z]+(\.[0-9A-Z]+)*", re.ASCII)
LONGEST_IDENTIFIER = 35
LONGEST_NUMBER = 9


class Kind(Enum):
    TEXT = auto()
    IDENTIFIER = auto()
    NUMBER = auto()
    DAY = auto()
    MOMENT = auto()
    PART = auto()
    PARTS = auto()
    TEXTS = auto()


@dataclass(frozen=True)
class Cell:
    """One field: its element's name, kind, whether it must be there, the longest text, what it is made of.

    `inside`: the name of the repeated element when `name` is only a wrapper around it.
    """

    name: str
    kind: Kind
    required: bool = False
    longest: int = 0
    of: Any = None
    inside: str = ""


def text(name: str, longest: int, *, required: bool = False) -> Any:
    return field(default="", metadata={"cell": Cell(name, Kind.TEXT, required, longest)})


def identifier(name: str, *, required: bool = False) -> Any:
    """An electronic identifier (mã định danh), new or old style."""
    return field(default="", metadata={"cell": Cell(name, Kind.IDENTIFIER, required, LONGEST_IDENTIFIER)})


def whole(name: str) -> Any:
    return field(default=None, metadata={"cell": Cell(name, Kind.NUMBER)})


def day(name: str, *, required: bool = False) -> Any:
    return field(default=None, metadata={"cell": Cell(name, Kind.DAY, required)})


def moment(name: str, *, required: bool = False) -> Any:
    return field(default=None, metadata={"cell": Cell(name, Kind.MOMENT, required)})


def part(name: str, of: type, *, required: bool = False) -> Any:
    """A value inside the value. It is written when something stands in it."""
    return field(default_factory=of, metadata={"cell": Cell(name, Kind.PART, required, of=of)})


def parts(name: str, of: type, *, required: bool = False, inside: str = "") -> Any:
    return field(default=(), metadata={"cell": Cell(name, Kind.PARTS, required, of=of, inside=inside)})


def texts(name: str, inside: str, longest: int) -> Any:
    """Texts in a wrapper; `longest` bounds all of them together."""
    return field(default=(), metadata={"cell": Cell(name, Kind.TEXTS, longest=longest, inside=inside)})


def cells_of(made_of: Any) -> tuple[tuple[str, Cell], ...]:
    """(attribute, cell) for each field of a value, in the order in which they are written."""
    return tuple((f.name, f.metadata["cell"]) for f in fields(made_of) if "cell" in f.metadata)


def is_empty(value: Any) -> bool:
    """Nothing in it that would be written."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, tuple):
        return all(is_empty(one) for one in value)
    if value is None:
        return True
    cells = cells_of(type(value)) if hasattr(type(value), "__dataclass_fields__") else ()
    return bool(cells) and all(is_empty(getattr(value, name)) for name, _ in cells)


_DAY = re.compile(r"(\d{4})/(\d{2})/(\d{2})", re.ASCII)
_MOMENT = re.compile(r"(\d{4})/(\d{2})/(\d{2}) (\d{2}):(\d{2}):(\d{2})", re.ASCII)


def read_day(written: str) -> date:
    """yyyy/MM/dd. Raises ValueError."""
    found = _DAY.fullmatch(written)
    if not found:
        raise ValueError(written)
    return date(*map(int, found.groups()))


def read_moment(written: str) -> datetime:
    """yyyy/MM/dd HH:mm:ss in Viet Nam's time. Raises ValueError."""
    found = _MOMENT.fullmatch(written)
    if not found:
        raise ValueError(written)
    year, month, day_, hour, minute, second = map(int, found.groups())
    return datetime(year, month, day_, hour, minute, second, tzinfo=VIETNAM)


def written(value: Any) -> str:
    """A single value as the envelope writes it."""
    if isinstance(value, datetime):
        local = value.astimezone(VIETNAM)
        return f"{local.year:04d}/{local:%m/%d %H:%M:%S}"
    if isinstance(value, date):
        return f"{value.year:04d}/{value:%m/%d}"
    return "" if value is None else str(value)


def wrong_text(cell: Cell, given: str) -> Iterator[str]:
    """What is wrong with the text of a cell; nothing for an empty one."""
    if not given:
        return
    if FORBIDDEN.search(given):
        yield "có ký tự điều khiển không được phép"
    if cell.longest and len(given) > cell.longest:
        yield f"dài {len(given)} ký tự, tối đa {cell.longest}"
    if cell.kind is Kind.IDENTIFIER and not IDENTIFIER.fullmatch(given):
        yield f"'{shown(given)}' không phải mã định danh (chữ số, chữ A–Z in hoa, các nhóm cách nhau dấu chấm)"
    if cell.kind is Kind.NUMBER and not re.fullmatch(rf"[0-9]{{1,{LONGEST_NUMBER}}}", given, re.ASCII):
        yield f"'{shown(given)}' không phải số nguyên không âm"
    for kind, read, form in ((Kind.DAY, read_day, "yyyy/MM/dd"), (Kind.MOMENT, read_moment, "yyyy/MM/dd HH:mm:ss")):
        if cell.kind is kind:
            try:
                read(given)
            except ValueError:
                yield f"'{shown(given)}' không phải ngày giờ có thật viết theo {form}"


def value_of(cell: Cell, given: str) -> Any:
    """The value of a text in which nothing is wrong."""
    if cell.kind is Kind.NUMBER:
        return int(given) if given else None
    if cell.kind is Kind.DAY:
        return read_day(given) if given else None
    if cell.kind is Kind.MOMENT:
        return read_moment(given) if given else None
    return given


def shown(given: str) -> str:
    """A stranger's text inside a message: short, on one line."""
    line = " ".join(FORBIDDEN.sub("?", given[:80]).split())
    return line if len(line) <= 60 else f"{line[:59]}…"
