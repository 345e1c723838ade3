"""Secret documents stay outside (độ mật): found by the stamp in their head or by their symbol.

Source: Luật Bảo vệ bí mật nhà nước 2018, Điều 8, 13; NĐ 30/2020/NĐ-CP PL I (khung độ mật, ô 10a).
"""

from __future__ import annotations

import re
import unicodedata

# The stamp stands above or beside the head; text further down only speaks of secrets.
HEAD_LINES = 40
_STAMP = re.compile(r"^[\s|\[\](*_-]*(?:độ mật\s*:?\s*)?(tuyệt mật|tối mật|mật)[\s|\])*._!-]*$", re.IGNORECASE)
_CAPITAL = re.compile(r"(?:^|\t|  |\|)\s*(TUYỆT MẬT|TỐI MẬT|MẬT)\s*(?:$|\t|  |\|)")
_SYMBOL = re.compile(r"^\s*\d*\s*(?:-\s*M\b|/\s*M\s*-)|-\s*M\s*$|\(\s*M\s*\)\s*$")


def secret_stamp(text: str) -> str:
    """'TUYỆT MẬT', 'TỐI MẬT', 'MẬT', as the head of a document is stamped; '' for an open one."""
    for line in unicodedata.normalize("NFC", text).splitlines()[:HEAD_LINES]:
        if found := _STAMP.match(line) or _CAPITAL.search(line):
            return found[1].upper()
    return ""


def is_secret_number(number: str) -> bool:
    """Does the symbol mark a secret document, as '12-M/UBND', '12/UBND-M', '12/UBND (M)'?"""
    return bool(_SYMBOL.search(number))


def told(stamp: str) -> str:
    """Why such a document is not taken in, in words."""
    return (
        f"Văn bản có dấu độ mật “{stamp}”. Nhiệm vụ mật không đưa vào hệ thống này; theo dõi bằng sổ riêng. "
        "Chưa có gì được lưu."
    )
