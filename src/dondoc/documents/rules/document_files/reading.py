"""A document out of a JSON file (đọc văn bản), right in form or refused with every slip.

What the decree fixes is put in here: the number's leading zero, the stops of the bases, './.' at the end, 'Phụ lục I'
over annexes. Source: NĐ 30/2020/NĐ-CP, Phụ lục I; lengths of fields: Phụ lục VI.
"""

from __future__ import annotations

import json
import re
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import comma_list, number
from dondoc.documents.rules.document_files.blocks import closed, read_blocks
from dondoc.documents.rules.document_files.fields import Fields, Problems
from dondoc.documents.rules.official import (
    Annex,
    DocumentDate,
    DocumentType,
    OfficialDocument,
    Recipient,
    Secrecy,
    Urgency,
    annex_heading,
    symbol_of,
)

Mark = TypeVar("Mark", bound=StrEnum)
MAX_BYTES = 20_000_000
KEYS = (
    *("type", "type_name", "issuer_parent", "issuer", "number", "symbol", "place", "date", "subject", "addressees"),
    *("basis", "body"),
    *("authority", "signer", "recipients", "annexes", "secrecy", "urgency", "circulation", "drafter", "contact"),
)
ANNEX_KEYS = ("heading", "title", "note", "body", "landscape")
LINE, ORGAN, SUBJECT, POSITION, NAME, PLACES, CODE = 1000, 200, 500, 100, 50, 1000, 30
_SYMBOL = re.compile(r"[^\W_a-z]\w*(?:[-&.]\w+)*")
_VIETNAMESE_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class CannotReadDocument(Refused):
    """Refused: the file is not a document in the JSON shape; every slip is named with its place."""


def read_document(data: bytes) -> OfficialDocument:
    """The document of a JSON file. Raises CannotReadDocument."""
    problems = Problems()
    fields = Fields(_parsed(data), "", problems, KEYS)
    if not problems.reasons or fields.value:
        document = _document(fields)
    if problems.reasons:
        raise CannotReadDocument(problems.reasons)
    return document


def _parsed(data: bytes) -> Any:
    if len(data) > MAX_BYTES:
        raise CannotReadDocument(f"Tệp lớn quá {number(MAX_BYTES // 1_000_000)} MB.")
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise CannotReadDocument("Tệp không phải chữ UTF-8. Lưu lại tệp JSON dạng UTF-8.") from None
    except RecursionError:
        raise CannotReadDocument("Tệp JSON lồng quá nhiều tầng.") from None
    except json.JSONDecodeError as error:
        raise CannotReadDocument(
            f"Tệp không đúng dạng JSON: dòng {error.lineno}, cột {error.colno}. Kiểm tra dấu ngoặc, dấu phẩy ở đó."
        ) from None
    except ValueError:
        raise CannotReadDocument("Tệp JSON có số không đọc được (NaN, Infinity hoặc quá dài).") from None


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _document(fields: Fields) -> OfficialDocument:
    type_ = _type(fields)
    subject = fields.text("subject", SUBJECT, required=type_ is DocumentType.LETTER)
    body = read_blocks(fields.listed("body"), "body", fields.problems)
    if fields.value.get("body") in (None, []):
        fields.problem("body", "chưa có nội dung")
    return OfficialDocument(
        type=type_,
        type_name=fields.text("type_name", POSITION),
        issuer_parent=fields.texts("issuer_parent", ORGAN),
        issuer=fields.texts("issuer", ORGAN, required=True),
        number=_number(fields),
        symbol=_symbol(fields, type_),
        place=fields.text("place", POSITION, required=True),
        date=_date(fields),
        subject=re.sub(r"^v/v:?\s+", "", subject, flags=re.IGNORECASE) if type_ is DocumentType.LETTER else subject,
        addressees=fields.texts("addressees", PLACES, required=type_ is DocumentType.LETTER),
        body=closed(body),
        authority=fields.texts("authority", POSITION, required=True),
        signer=fields.text("signer", NAME),
        recipients=_recipients(fields),
        annexes=_annexes(fields),
        basis=fields.texts("basis", LINE),
        secrecy=_mark(fields, "secrecy", Secrecy),
        urgency=_mark(fields, "urgency", Urgency),
        circulation=fields.text("circulation", CODE).upper(),
        drafter=fields.text("drafter", CODE),
        contact=fields.texts("contact", ORGAN),
    )


def _type(fields: Fields) -> DocumentType:
    value = fields.get("type")
    for type_ in DocumentType:
        if value == type_.value or (isinstance(value, str) and value.strip().casefold() == type_.label.casefold()):
            return type_
    fields.problem("type", f"cần tên loại hoặc chữ viết tắt: {comma_list(t.value for t in DocumentType)}")
    return DocumentType.OPEN_LETTER


def _number(fields: Fields) -> str | None:
    """Two digits below ten; None while the number is open."""
    value = fields.get("number")
    if value is None or value == "":
        return None
    text = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    found = re.fullmatch(r"0*([1-9]\d{0,8})([a-zđ]?)", text)
    if found is None:
        fields.problem("number", "cần số từ 1 trở lên, hoặc null khi chưa cấp số")
        return None
    return f"{int(found[1]):02d}{found[2]}"


def _symbol(fields: Fields, type_: DocumentType) -> str:
    value = fields.get("symbol")
    if isinstance(value, dict):
        parts = Fields(value, "symbol", fields.problems, ("issuer", "unit"))
        symbol = symbol_of(type_, parts.text("issuer", CODE, required=True), parts.text("unit", CODE))
    else:
        symbol = fields.text("symbol", CODE, required=True)
    if symbol and not _SYMBOL.fullmatch(symbol):
        fields.problem("symbol", f"'{symbol[:40]}' có dấu cách, dấu lạ hoặc không bắt đầu bằng chữ in hoa")
    elif symbol and type_.abbreviation and not symbol.startswith(f"{type_.abbreviation}-"):
        fields.problem("symbol", f"{type_.label} có ký hiệu bắt đầu bằng '{type_.abbreviation}-'")
    return symbol


def _date(fields: Fields) -> DocumentDate:
    value = fields.get("date")
    if value is None:
        return DocumentDate(None, None, None)
    if isinstance(value, dict):
        parts = Fields(value, "date", fields.problems, ("day", "month", "year"))
        return DocumentDate(_part(parts, "day", 31), _part(parts, "month", 12), _part(parts, "year", 9999))
    try:
        if isinstance(value, str) and (found := _VIETNAMESE_DATE.fullmatch(value.strip())):
            on = date(int(found[3]), int(found[2]), int(found[1]))
        else:
            on = date.fromisoformat(value)
    except (ValueError, TypeError):
        fields.problem("date", 'cần "2026-11-24", "24/11/2026" hoặc {"day", "month", "year"}')
        return DocumentDate(None, None, None)
    return DocumentDate(on.day, on.month, on.year)


def _part(fields: Fields, key: str, most: int) -> int | None:
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        fields.problem(key, f"cần một số từ 1 đến {most}, hoặc null khi để trống")
        return None
    return value


def _recipients(fields: Fields) -> tuple[Recipient, ...]:
    made = []
    for i, value in enumerate(fields.listed("recipients")):
        where = f"recipients[{i}]"
        given = {"text": value} if isinstance(value, str) else value
        one = Fields(given, where, fields.problems, ("text", "children"))
        text = one.text("text", PLACES, required=True)
        children = one.texts("children", PLACES)
        made.append(Recipient(text.rstrip(" .;:").removeprefix("- "), tuple(line.rstrip(" .;") for line in children)))
    last = (made[-1].children or (made[-1].text,))[-1] if made else ""
    if not last.removeprefix("+ ").startswith("Lưu"):
        fields.problem("recipients", "dòng cuối cần là nơi lưu, ví dụ 'Lưu: VT, TH'")
    return tuple(made)


def _annexes(fields: Fields) -> tuple[Annex, ...]:
    listed = fields.listed("annexes")
    made = []
    for i, value in enumerate(listed):
        annex = Fields(value, f"annexes[{i}]", fields.problems, ANNEX_KEYS)
        blocks = read_blocks(annex.listed("body"), annex.at("body"), fields.problems)
        heading = annex.text("heading", CODE) if "heading" in annex.value else annex_heading(i + 1, len(listed))
        title = annex.text("title", SUBJECT, required=True).upper()
        made.append(Annex(title, annex.texts("note", LINE), blocks, heading, annex.flag("landscape")))
    return tuple(made)


def _mark(fields: Fields, key: str, kinds: type[Mark]) -> Mark | None:
    value = fields.get(key)
    if value is None or value == "":
        return None
    for kind in kinds:
        if isinstance(value, str) and value.strip().upper() == kind.value:
            return kind
    fields.problem(key, f"cần một trong: {comma_list(kind.value for kind in kinds)}")
    return None
