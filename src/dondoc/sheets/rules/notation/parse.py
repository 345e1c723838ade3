"""Reading formulas and checks (đọc công thức): recursive descent with limits; whatever is not understood is refused."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from dondoc.base.rules.refusals import Refused
from dondoc.sheets.rules.notation.tree import Constant, Expression, Extreme, Product, Ref, Relation, Rule, Sum

MAX_LENGTH = 500  # characters
MAX_DEPTH = 20  # parentheses within parentheses
MAX_SIDES = 10

# Signs as they come out of Word and PDF.
_SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", "≤": "<", "≥": ">", "\u00a0": " "})
_SPACE = re.compile(r"[ \t\r\n]*")
_CONSTANT = re.compile(r"\d{1,15}\.\d{1,10}(?![\d.])", re.ASCII)
_COLUMN = re.compile(r"\d{1,9}[a-zđ]?(?![a-zđ])|[A-ZĐ]{1,2}\d{0,2}(?![A-Za-zđĐ\d])", re.ASCII)
_RELATION = re.compile(r"<=?|>=?|=")
_DOTS = re.compile(r"…|\.\.\.")
_WORD = re.compile(r"[a-z]+")
_NAME = re.compile(r"\(\s*([^()]{1,60}?)\s*\)")


class CannotReadFormula(Refused):
    """Refused: the text is no formula in this notation; says where it stops being one."""


def parse_formula(text: str) -> Expression:
    """'4+5+6'. Raises CannotReadFormula."""
    reader = _Reader(text)
    found = reader.expression(0)
    reader.end()
    return found


def parse_rule(text: str) -> Rule:
    """'9 = 11+12+13 = 14+15+16+17 = 18+22', '5 <= 3'. Raises CannotReadFormula."""
    reader = _Reader(text)
    sides = [reader.expression(0)]
    relations = []
    while relation := reader.relation():
        relations.append(relation)
        sides.append(reader.expression(0))
    reader.end()
    if not relations:
        raise CannotReadFormula(f"Ràng buộc '{_short(text)}' cần dấu =, <= hoặc >=, ví dụ 3 = 4+5+6.")
    if len(relations) > 1 and set(relations) != {Relation.EQUAL}:
        raise CannotReadFormula(f"Ràng buộc '{_short(text)}': chỉ dấu = mới nối được nhiều vế; tách ra thành từng cặp.")
    if len(sides) > MAX_SIDES:
        raise CannotReadFormula(f"Ràng buộc có quá {MAX_SIDES} vế; tách ra.")
    return Rule(relations[0], tuple(sides))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else plain[:59] + "…"


class _Reader:
    def __init__(self, text: str) -> None:
        self.written = text
        if len(text) > MAX_LENGTH:
            raise CannotReadFormula(f"Công thức dài quá {MAX_LENGTH} ký tự.")
        self.text = unicodedata.normalize("NFC", text).translate(_SIGNS)
        self.at = 0
        self._skip()
        if self.at == len(self.text):
            raise CannotReadFormula("Công thức còn trống.")

    def expression(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise CannotReadFormula(f"Công thức '{_short(self.written)}' lồng ngoặc quá {MAX_DEPTH} lần.")
        parts: list[tuple[str, Expression]] = [("-" if self._sign("-") else "+", self._product(depth))]
        while sign := self._sign("+") or self._sign("-"):
            if sign == "+" and self._match(_DOTS):
                parts += [("+", ref) for ref in self._between(parts[-1])]
            else:
                parts.append((sign, self._product(depth)))
        return parts[0][1] if len(parts) == 1 and parts[0][0] == "+" else Sum(tuple(parts))

    def relation(self) -> Relation | None:
        found = self._match(_RELATION)
        return Relation(found if found == "=" else f"{found[0]}=") if found else None

    def end(self) -> None:
        if self.at < len(self.text):
            raise self._stopped("không hiểu")

    def _product(self, depth: int) -> Expression:
        parts = [("*", self._factor(depth))]
        while sign := self._sign("*") or self._sign("/"):
            parts.append((sign, self._factor(depth)))
        return parts[0][1] if len(parts) == 1 else Product(tuple(parts))

    def _factor(self, depth: int) -> Expression:
        if self._sign("("):
            inner = self.expression(depth + 1)
            self._need(")")
            return inner
        if constant := self._match(_CONSTANT):
            return Constant(Decimal(constant))
        if column := self._match(_COLUMN):
            return Ref(column)
        at = self.at
        word = self._match(_WORD)
        if word in ("min", "max"):
            return Extreme(word, self._arguments(depth))
        self.at = at
        return self._ref()

    def _arguments(self, depth: int) -> tuple[Expression, ...]:
        self._need("(")
        found = [self.expression(depth + 1)]
        while self._sign(","):
            found.append(self.expression(depth + 1))
        self._need(")")
        return tuple(found)

    def _ref(self) -> Ref:
        """form(B02).previous.row(tong).3, any part of it."""
        form = row = column = ""
        is_previous = False
        while True:
            at = self.at
            word = self._match(_WORD)
            if word == "form" and not (form or is_previous or row):
                form = self._name()
            elif word == "previous" and not (is_previous or row):
                is_previous = True
            elif word == "row" and not row:
                row = self._name()
            else:
                self.at = at
                column = self._match(_COLUMN)
                if not column:
                    raise self._stopped("cần số cột, previous, form(…) hoặc row(…)")
                break
            if not self._sign("."):
                break
        if not (column or row):
            raise self._stopped("cần dấu chấm và số cột, ví dụ previous.11, form(B02).3")
        return Ref(column, row, form, is_previous)

    def _name(self) -> str:
        found = _NAME.match(self.text, self.at)
        if not found:
            raise self._stopped("cần mã trong ngoặc, ví dụ form(B02)")
        self.at = found.end()
        self._skip()
        return " ".join(found[1].split())

    def _between(self, before: tuple[str, Expression]) -> list[Ref]:
        """The columns that '…' stands for in 2+3+…+7, the last one included."""
        self._need("+")
        last = self._match(_COLUMN)
        sign, first = before
        if sign == "+" and isinstance(first, Ref) and first == Ref(first.column) and first.column.isdigit():
            start, end = int(first.column) + 1, int(last) if last.isdigit() else 0
            if start <= end <= start + 99:
                return [Ref(str(n)) for n in range(start, end + 1)]
        raise self._stopped("dấu … phải đứng giữa hai số cột tăng dần, ví dụ 2+3+…+7; sai")

    def _sign(self, sign: str) -> str:
        if self.text.startswith(sign, self.at):
            self.at += 1
            self._skip()
            return sign
        return ""

    def _need(self, sign: str) -> None:
        if not self._sign(sign):
            raise self._stopped(f"thiếu dấu '{sign}'")

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if not found:
            return ""
        self.at = found.end()
        self._skip()
        return found.group()

    def _skip(self) -> None:
        if space := _SPACE.match(self.text, self.at):
            self.at = space.end()

    def _stopped(self, why: str) -> CannotReadFormula:
        rest = self.text[self.at : self.at + 20]
        place = f"ở '{rest}'" if rest else "ở cuối"
        return CannotReadFormula(f"Công thức '{_short(self.written)}': {why} {place}.")
