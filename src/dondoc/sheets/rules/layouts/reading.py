"""Reading the layout of a table (đọc bố cục biểu từ Excel): headings, numbers, formulas, rows; guesses told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.tables.blocks import sheet_blocks
from dondoc.base.rules.wording import comma_list, search_key
from dondoc.sheets.rules.definition.parse import MAX_COLUMNS
from dondoc.sheets.rules.layouts.block import Drawn, Numbered
from dondoc.sheets.rules.layouts.rows import read_rows
from dondoc.sheets.rules.notation import CannotReadFormula, parse_formula, write_formula
from dondoc.sheets.rules.workbook.reading import check_package

MAX_ROWS = 2_100
_STT = re.compile(r"stt|tt|so tt|so thu tu|no")
_BRACKETS = str.maketrans("[]", "()")
_ROW_CODES = re.compile(r"ma( so| dong| chi tieu)?")
_NAMES_ROWS = re.compile(r"(ten|chi tieu|noi dung|linh vuc|don vi$|don vi[ ,]|danh muc|dia (phuong|ban)|co quan|loai)")
_TEXT = re.compile(r"ghi chu|ly do|dia chi|ho( va)? ten|nguyen nhan|so,? ky hieu|giai trinh")
_PERCENT = re.compile(r"ty le|ti le|.*%")
_DATE = re.compile(r"ngay( |$)|thoi (diem|han)")
_DECIMAL = re.compile(r".*(ty dong|trieu dong|nghin dong|dien tich|\bha\b|kinh phi|so tien)")
_CODE = re.compile(r"(?:biểu|mẫu)(?: mẫu)?(?: số)?\s*:?\s*([A-Za-z0-9][A-Za-z0-9._/-]{0,39})", re.IGNORECASE)
_TITLED = re.compile(r"Biểu ([A-Za-z0-9][A-Za-z0-9._/-]{0,39})\. (.+)")
_UNIT = re.compile(r"(?:đơn vị tính|đvt)\s*:\s*([^)]{1,100})", re.IGNORECASE)
_BASIS = re.compile(
    r"\(?(?:ban hành |kèm theo |theo )*((?:thông tư|quyết định|nghị định|công văn).{3,})", re.IGNORECASE
)

# A column with the headings over it, its own last.
Headed = tuple[Numbered, list[str]]


class CannotReadLayout(Refused):
    """Refused: no table with headings is found in the file."""


@dataclass(frozen=True)
class LayoutRead:
    """A draft: plain values of a definition, and what in them is a guess, each with its place in the definition."""

    sheet: str
    values: dict[str, Any]
    guesses: tuple[Reason, ...]


def read_layout(data: bytes, *, code: str = "", sheet: str = "") -> LayoutRead:
    """The draft of a form (biểu nháp) out of an Excel table: of the sheet named, else of the first that has one.

    Raises CannotReadLayout, CannotRead.
    """
    check_package(data)
    blocks = list(sheet_blocks(data, MAX_ROWS))
    if sheet and sheet not in {block.name for block in blocks}:
        names = comma_list(f"'{block.name}'" for block in blocks) or "không trang nào có dữ liệu"
        raise CannotReadLayout(f"Không có trang tính '{sheet[:60]}'. Các trang: {names}.")
    drawn = [Drawn(block) for block in blocks if sheet in ("", block.name)]
    with_numbers = [found for found in drawn if found.numbers_row is not None]
    for found in with_numbers or drawn:
        if (read := _Layout(found, code).read()) is not None:
            return read
    raise CannotReadLayout(
        "Không tìm thấy bảng có tiêu đề cột. Cần các dòng tiêu đề và, ngay dưới, một dòng số cột như "
        "(1) (2) (3)=(4)+(5)."
    )


class _Layout:
    def __init__(self, drawn: Drawn, code: str) -> None:
        self.drawn, self.code = drawn, code
        self.guesses: list[Reason] = []

    def read(self) -> LayoutRead | None:
        row = self.drawn.numbers_row
        numbered, last, body = self._unnumbered() if row is None else (self.drawn.numbered(row), row, row + 1)
        first = self.drawn.first_heading(last, [n.at for n in numbered])
        if not numbered or first == last:
            return None
        listed, codes_at = self._without_codes(self._headed(numbered, first, last))
        if not listed:
            return None
        n_stubs = self._n_stubs(listed)
        stubs, columns = listed[:n_stubs], self._columns(listed[n_stubs:])
        if not columns:
            return None
        values: dict[str, Any] = {**self._frame(first), "checks": []}
        if any(n.no for n, _ in stubs):
            values["stub"] = [{"no": n.no, "title": _title(n, path)} for n, path in stubs if n.no]
        values["columns"] = [self._column(at, n, path, values["checks"]) for at, (n, path) in enumerate(columns)]
        rows = read_rows(self.drawn.own[body:], [n.at for n, _ in stubs], [n.at for n, _ in columns], codes_at)
        values["rows"] = rows.values
        self.guesses += [Reason(told, "rows.items") for told in rows.guesses]
        return LayoutRead(self.drawn.block.name, values, tuple(self.guesses))

    def _headed(self, numbered: Sequence[Numbered], first: int, last: int) -> list[Headed]:
        """The columns with the headings over them; those at the left that have headings and no number come first."""
        leads = [Numbered(at, "", "") for at in range(numbered[0].at)]
        found = [(n, self._path(n.at, first, last)) for n in (*leads, *numbered)]
        return [(n, path) for n, path in found if n.no or path]

    def _without_codes(self, listed: list[Headed]) -> tuple[list[Headed], int | None]:
        """The columns without the one that bears the codes of rows (mã số), and where that one is."""
        for at, (n, path) in enumerate(listed[:3]):
            if path and _ROW_CODES.fullmatch(search_key(path[-1])):
                self.guesses.append(Reason(f"Cột '{path[-1]}' dùng làm mã dòng, không in riêng.", "stub"))
                return [*listed[:at], *listed[at + 1 :]], n.at
        return listed, None

    def _columns(self, listed: Sequence[Headed]) -> list[Headed]:
        """Those that are figures; what has no number is left out and told."""
        for _, path in (headed for headed in listed if not headed[0].no):
            self.guesses.append(Reason(f"Cột '{path[-1][:60]}' không có số nên đã bỏ qua.", "columns"))
        return [(n, path) for n, path in listed if n.no][:MAX_COLUMNS]

    def _unnumbered(self) -> tuple[list[Numbered], int, int]:
        """Where no row has numbers: the row with most headings is taken for the last one, columns are counted."""
        own = self.drawn.own
        counts = [len([text for text in row if text and not text.isdigit()]) for row in own[:30]]
        last = max(range(len(counts)), key=lambda at: (counts[at], -at), default=0)
        filled = [at for at, text in enumerate(self.drawn.cells[last]) if text] if counts and counts[last] > 1 else []
        self.guesses.append(Reason("Bảng không có dòng số cột: đã đánh số từ 1 theo thứ tự.", "columns"))
        return [Numbered(at, str(n), "") for n, at in enumerate(filled, start=1)], last + 1, last + 1

    def _path(self, at: int, first: int, last: int) -> list[str]:
        """The headings over a column from the top, its own last; one that spans several rows counts once."""
        path: list[str] = []
        for row in range(first, last):
            texts = self.drawn.heading_texts(row, last)
            if at < len(texts) and texts[at] and texts[at] not in path[-1:]:
                path.append(texts[at])
        return path

    def _n_stubs(self, listed: Sequence[Headed]) -> int:
        """How many columns at the left name the rows: those with letters or nothing, or 'STT' and the names after."""
        told = next((at for at, (n, _) in enumerate(listed) if n.no[:1].isdigit()), len(listed))
        titles = [search_key(path[-1]) if path else "" for _, path in listed[:2]]
        has_stt = _STT.fullmatch(titles[0]) is not None
        if told:
            return 1 + bool(_NAMES_ROWS.match(titles[-1])) if told == 1 and has_stt else min(told, 2)
        if not has_stt and not _NAMES_ROWS.match(titles[0]):
            self.guesses.append(Reason(f"Đã coi cột ({listed[0][0].no}) là cột tên dòng.", "stub"))
        return 1 + (has_stt and len(listed) > 2)

    def _column(self, at: int, numbered: Numbered, path: Sequence[str], checks: list[Any]) -> dict[str, Any]:
        where = f"columns[{at}]"
        title = _title(numbered, path)
        if not path:
            self.guesses.append(Reason("Cột chưa có tiêu đề.", f"{where}.title"))
        kind = self._type(where, search_key(" ".join(path)), search_key(title))
        value = {"no": numbered.no, "title": title, "group": list(path[:-1]), "type": kind}
        sides = [side.strip() for side in numbered.formula.translate(_BRACKETS).split("=") if side.strip()]
        try:
            formulas = [write_formula(parse_formula(side)) for side in sides]
        except CannotReadFormula:
            told = f"Chưa hiểu công thức '{numbered.formula[:60]}' trong dòng số cột; ghi lại ở ô Công thức."
            self.guesses.append(Reason(told, f"{where}.computed"))
            return value
        if formulas:
            value["computed"] = formulas[0]
            checks += [{"rule": f"{numbered.no} = {other}", "level": "block"} for other in formulas[1:]]
        return value

    def _type(self, where: str, headings: str, title: str) -> str:
        kinds = ((_PERCENT, "percent"), (_TEXT, "text"), (_DATE, "date"), (_DECIMAL, "decimal"))
        for pattern, kind in kinds:
            if pattern.match(headings if kind == "decimal" else title):
                told = {"percent": "tỷ lệ phần trăm", "text": "chữ", "date": "ngày", "decimal": "số thập phân"}[kind]
                self.guesses.append(Reason(f"Đoán kiểu {told} theo tiêu đề.", f"{where}.type"))
                return kind
        return "integer"

    def _frame(self, first: int) -> dict[str, Any]:
        """Code, name, unit and legal basis out of what stands above the table."""
        texts = [text for row in self.drawn.own[:first] for text in row if text]
        plain = [t for t in texts if ":" not in t and not any(p.search(t) for p in (_CODE, _UNIT, _BASIS))]
        titled = next((match for text in texts if (match := _TITLED.fullmatch(text))), None)
        values = {
            "code": self.code or (titled[1] if titled else _found(_CODE, texts).rstrip("./-")),
            "name": titled[2] if titled else max(plain, key=lambda text: (text.isupper(), len(text)), default=""),
            "unit": _found(_UNIT, texts),
            "legal_basis": _found(_BASIS, texts).rstrip(")"),
        }
        for key, told in {"code": "mã", "name": "tên", "unit": "đơn vị tính", "legal_basis": "căn cứ"}.items():
            if values[key] and not (key == "code" and self.code):
                self.guesses.append(Reason(f"Lấy {told} từ phần trên bảng; xem lại.", key))
        return {key: value for key, value in values.items() if value}


def _title(numbered: Numbered, path: Sequence[str]) -> str:
    return path[-1] if path else f"Cột {numbered.no}"


def _found(pattern: re.Pattern[str], texts: Sequence[str]) -> str:
    return next((match[1].strip() for text in texts if (match := pattern.search(text))), "")
