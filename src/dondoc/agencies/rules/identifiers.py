"""Codes that an agency bears beside its own (mã định danh, mã đơn vị hành chính). Two forms, never derived or
read one from the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# QĐ 20/2020/QĐ-TTg, Điều 4: groups read from left to right, the first a letter A–Y and two digits; Điều 6: Z01–Z99
# and at most 32 characters without a separator.
MAX_LENGTH = 35
_LEFT_TO_RIGHT = re.compile(r"[A-Y][0-9]{2}(\.[0-9A-Z]+)*|Z(?!00)[0-9]{2}[0-9A-Z]{0,32}", re.ASCII)
# QCVN 102: 13 characters, read from right to left.
_OLD = re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}", re.ASCII)
# QĐ 19/2025/QĐ-TTg: province 2 digits, commune 5; a district had 3.
_UNIT = re.compile(r"[0-9]{2}|[0-9]{3}|[0-9]{5}", re.ASCII)


def wrong_identifiers(identifier: str, old_identifier: str, unit_code: str) -> Iterator[tuple[str, str]]:
    """(field, what is wrong with it in words) for each code given; empty ones say nothing."""
    if identifier and not (len(identifier) <= MAX_LENGTH and _LEFT_TO_RIGHT.fullmatch(identifier)):
        if _OLD.fullmatch(identifier):
            yield "identifier", f"'{identifier}' là mã kiểu cũ; hãy ghi ở mục 'Mã định danh kiểu cũ'"
        else:
            yield (
                "identifier",
                f"'{identifier}' không đúng QĐ 20/2020/QĐ-TTg: tối đa 35 ký tự 0–9, A–Z và dấu chấm, nhóm đầu là một "
                "chữ A–Y và hai số, ví dụ H05.12",
            )
    if old_identifier and not _OLD.fullmatch(old_identifier):
        if _LEFT_TO_RIGHT.fullmatch(old_identifier):
            yield "old_identifier", f"'{old_identifier}' là mã theo QĐ 20/2020/QĐ-TTg; hãy ghi ở mục 'Mã định danh'"
        else:
            yield "old_identifier", f"'{old_identifier}' không đúng kiểu 13 ký tự, ví dụ 000.00.12.H05"
    if unit_code and not _UNIT.fullmatch(unit_code):
        yield "unit_code", f"'{unit_code}' không phải mã đơn vị hành chính: tỉnh 2 số, huyện 3 số, xã 5 số"
