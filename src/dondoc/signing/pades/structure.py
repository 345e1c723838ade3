"""The frame of a signature in the bytes (cấu trúc chữ ký): byte range, gap, container.

pyHanko computes over whatever range it is told; that the range leaves out the signature's own value and
nothing else is checked here. Source: ISO 32000-2, 12.8.1; ETSI EN 319 142-1, 4.1.
"""

from __future__ import annotations

import re

from asn1crypto import parser

HEX_GAP = re.compile(rb"<[0-9A-Fa-f]*>")
TRACES = re.compile(rb"/ByteRange\s*\[")

BAD_RANGE = "phạm vi ký (ByteRange) không đúng chuẩn, không bao trọn tệp quanh chữ ký; đề nghị ký lại."
BAD_GAP = "phần bị chừa ra khỏi phạm vi ký không phải là chính giá trị chữ ký; đề nghị ký lại."
BAD_CONTAINER = "gói chữ ký rỗng, hỏng hoặc bị chèn thêm dữ liệu; đề nghị ký lại."
BAD_SUB_FILTER = "kiểu chữ ký (SubFilter) không được hỗ trợ; đề nghị ký lại theo chuẩn PAdES."
LOOSE_END = "sau phần đã ký còn dữ liệu không thuộc bản cập nhật hợp lệ nào; hãy dùng đúng bản đã ký."


def has_traces(data: bytes) -> bool:
    """Do the bytes speak of a signature, wherever it may hang?"""
    return TRACES.search(data) is not None


def n_traces(data: bytes) -> int:
    """How many signatures the bytes speak of, those of earlier states and of files inside counted."""
    return sum(1 for _ in TRACES.finditer(data))


def structure_problems(data: bytes, byte_range: tuple[int, ...], container: bytes) -> list[str]:
    """Vietnamese sentences; none means: from byte 0, one gap, and the gap is the container in hexadecimal."""
    problems = []
    if not _is_range_sound(len(data), byte_range):
        problems.append(BAD_RANGE)
    else:
        gap = data[byte_range[1] : byte_range[2]]
        if not HEX_GAP.fullmatch(gap) or _decoded(gap) != container:
            problems.append(BAD_GAP)
    if not _is_one_value(container):
        problems.append(BAD_CONTAINER)
    return problems


def has_loose_end(data: bytes) -> bool:
    """Does anything but white space stand after the last end-of-file mark?"""
    return bool(data[data.rfind(b"%%EOF") + 5 :].strip())


def _is_range_sound(size: int, byte_range: tuple[int, ...]) -> bool:
    if len(byte_range) != 4:
        return False
    start, before, after, rest = byte_range
    return start == 0 and 0 < before < after and rest > 0 and after + rest <= size


def _decoded(gap: bytes) -> bytes:
    digits = gap[1:-1]
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _is_one_value(container: bytes) -> bool:
    """One DER value, then nothing but the zeros that fill the room reserved for it."""
    try:
        length = parser.peek(container)
    except ValueError:
        return False
    return not container[length:].strip(b"\0")
