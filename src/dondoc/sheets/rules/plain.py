"""Plain values out of JSON files (đọc JSON): numbers exact, no key twice, hostile files refused."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import Any, NoReturn

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import number


class CannotReadJson(Refused):
    """Refused: the file is no JSON that could be taken at its word."""


def read_json(data: bytes, max_bytes: int) -> Any:
    """What a JSON file says; fractions as Decimal. Raises CannotReadJson."""
    if len(data) > max_bytes:
        raise CannotReadJson(f"Tệp lớn quá {number(max_bytes // 1000)} KB.")
    try:
        return json.loads(
            data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once
        )
    except UnicodeDecodeError:
        raise CannotReadJson("Tệp không phải UTF-8. Lưu lại dạng UTF-8.") from None
    except json.JSONDecodeError as error:
        raise CannotReadJson(
            [Reason("Không phải JSON đúng cú pháp.", f"Dòng {error.lineno}, cột {error.colno}")]
        ) from None
    except (RecursionError, ValueError):
        raise CannotReadJson("JSON lồng nhau quá sâu hoặc có số quá dài.") from None


def _no_number(text: str) -> NoReturn:
    raise CannotReadJson(f"'{text}' không phải là số.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(key for key, _ in pairs)
        twice = next(key for key, n in counted.items() if n > 1)
        raise CannotReadJson(f"Mục '{twice[:60]}' được ghi hai lần trong cùng một nhóm; chỉ để lại một.")
    return found
