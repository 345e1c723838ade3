"""How names of public bodies are made (cấu tạo tên cơ quan): the fields of departments, abbreviations, name keys.

The fields are the closed list that decrees on provincial departments allow, older ones included.
Source: NĐ 24/2014/NĐ-CP, NĐ 107/2020/NĐ-CP, NĐ 45/2025/NĐ-CP, Điều 8 and 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dondoc.assignments.rules.reading.passages import low, tidy
from dondoc.base.rules.folding import folded

FIELDS = (
    "Nội vụ",
    "Tư pháp",
    "Kế hoạch và Đầu tư",
    "Tài chính",
    "Công Thương",
    "Nông nghiệp và Phát triển nông thôn",
    "Nông nghiệp và Môi trường",
    "Giao thông vận tải",
    "Giao thông công chánh",
    "Xây dựng",
    "Xây dựng và Giao thông vận tải",
    "Tài nguyên và Môi trường",
    "Thông tin và Truyền thông",
    "Bưu chính Viễn thông",
    "Lao động - Thương binh và Xã hội",
    "Văn hóa, Thể thao và Du lịch",
    "Văn hóa và Thể thao",
    "Văn hóa, Thông tin, Thể thao và Du lịch",
    "Du lịch",
    "Khoa học và Công nghệ",
    "Giáo dục và Đào tạo",
    "Giáo dục, Khoa học và Công nghệ",
    "Y tế",
    "Ngoại vụ",
    "Quy hoạch - Kiến trúc",
    "Dân tộc và Tôn giáo",
    "Dân tộc",
    "An toàn thực phẩm",
    "Thương mại",
    "Công nghiệp",
    "Thủy sản",
)
# Fields of ministries that no department has.
MINISTRIES = ("Công an", "Quốc phòng", "Ngoại giao")
# Parts of names that are written short; the letters on the left stand for the words on the right.
_SHORT_PARTS = {
    "PTNT": "Phát triển nông thôn",
    "XH": "Xã hội",
    "KCN": "khu công nghiệp",
    "CKCN": "các khu công nghiệp",
    "KKT": "Khu kinh tế",
    "KKTCK": "Khu kinh tế cửa khẩu",
    "QL": "Quản lý",
    "QLKCN": "Quản lý các khu công nghiệp",
    "QLCKCN": "Quản lý các khu công nghiệp",
    "QLKKT": "Quản lý Khu kinh tế",
    "QLDA": "Quản lý dự án",
    "ĐTXD": "đầu tư xây dựng",
    "CHQS": "Chỉ huy quân sự",
    "CH": "Chỉ huy",
    "BĐBP": "Bộ đội Biên phòng",
    "PTTH": "Phát thanh và Truyền hình",
    "QLTT": "Quản lý thị trường",
    "PCTT": "Phòng, chống thiên tai",
    "TKCN": "Tìm kiếm cứu nạn",
    "ATGT": "An toàn giao thông",
    "MTTQ": "Mặt trận Tổ quốc",
    "HĐND": "Hội đồng nhân dân",
    "ĐBQH": "Đại biểu Quốc hội",
    "NHNN": "Ngân hàng Nhà nước",
    "KSBT": "Kiểm soát bệnh tật",
    "HCC": "hành chính công",
    "PVHCC": "Phục vụ hành chính công",
    "HTX": "Hợp tác xã",
    "LHPN": "Liên hiệp Phụ nữ",
}
# First words that are written short; the longer ones first.
_SHORT_HEADS = (
    ("ủy ban nhân dân", "UBND"),
    ("bqlda", "Ban Quản lý dự án"),
    ("bql", "Ban Quản lý"),
    ("bch", "Bộ Chỉ huy"),
    ("bhxh", "Bảo hiểm xã hội"),
    ("kbnn", "Kho bạc Nhà nước"),
    ("ttpvhcc", "Trung tâm Phục vụ hành chính công"),
    ("tand", "Tòa án nhân dân"),
    ("vksnd", "Viện Kiểm sát nhân dân"),
    ("ubmttq", "Ủy ban Mặt trận Tổ quốc"),
    ("vpubnd", "Văn phòng UBND"),
    ("vp", "Văn phòng"),
    ("đài pt-th", "Đài Phát thanh và Truyền hình"),
    ("đài pt&th", "Đài Phát thanh và Truyền hình"),
)
_LINKS = frozenset({"và", "các"})
_WORD = re.compile(r"\w+(?:&\w+)*")


def full_name(name: str) -> str:
    """A name with its short parts written out: 'Sở KH&ĐT' -> 'Sở Kế hoạch và Đầu tư', 'BQL KKT' -> 'Ban Quản lý …'."""
    name = _with_full_head(tidy(name))
    if low(name).startswith(("sở ", "bộ ")) and (field := field_of(name[3:])):
        return f"{name[:1].upper()}{low(name[1:2])} {field}"
    return " ".join(_SHORT_PARTS.get(word.replace("-", "").replace("&", ""), word) for word in name.split(" "))


def _with_full_head(name: str) -> str:
    lowered = low(name)
    for short, full in _SHORT_HEADS:
        if lowered.startswith(f"{short} ") or lowered == short:
            name = full + name[len(short) :]
            lowered = low(name)
    while (at := lowered.find("ủy ban nhân dân")) >= 0:
        name = f"{name[:at]}UBND{name[at + 15 :]}"
        lowered = low(name)
    return name


def field_of(words: str) -> str:
    """The department field that these words name in full, short or mixed form; '' for none."""
    key = name_key(words)
    found = _fields_by_key().get(key) or _fields_by_initials().get(initials(words), "")
    return found or (_fields_folded().get(folded(key), "") if " " in key else "")


@cache
def _fields_by_key() -> dict[str, str]:
    return {name_key(field): field for field in FIELDS}


@cache
def _fields_folded() -> dict[str, str]:
    """For names with a slip in their marks: 'Xây dụng'."""
    return {folded(name_key(field)): field for field in FIELDS}


@cache
def _fields_by_initials() -> dict[str, str]:
    found: dict[str, str] = {}
    for field in FIELDS:
        letters = initials(field)
        found.setdefault(letters, field)
    return found


def name_key(name: str) -> str:
    """Two spellings of one name have the same key: case, spaces, tone places, punctuation and 'các', 'và' apart."""
    words = [word for word in _WORD.findall(low(_with_full_head(tidy(name)))) if word not in _LINKS]
    if len(words) > 2 and words[-1] == "tỉnh":
        words.pop()
    return " ".join(words)


def initials(name: str) -> str:
    """'Nông nghiệp và PTNT' and 'NN&PTNT' -> 'NNPTNT'. A part in capitals counts with all its letters."""
    letters = []
    for word in _WORD.findall(tidy(name)):
        if low(word) in _LINKS:
            continue
        is_short = len(word) > 1 and word.isupper()
        letters.append(word.replace("&", "") if is_short else word[0].upper())
    return "".join(letters).upper()


def has_short_part(name: str) -> bool:
    """Is part of the name in capitals only, as 'TTTT' in 'Sở TTTT'? 'UBND' does not count."""
    return any(len(word) > 1 and word.isupper() and word != "UBND" for word in _WORD.findall(name))


@cache
def fields_by_first_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Fields as token keys, the longest first, by their first word; for reading a name out of running text."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for field in (*FIELDS, *MINISTRIES):
        for spelling in _spellings(field):
            words = tuple(re.findall(r"\w+(?:&\w+)*|[^\w\s]", low(spelling)))
            found.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in found.items()}


def _spellings(field: str) -> Iterable[str]:
    """The usual mixed forms: 'Nông nghiệp và PTNT', 'Kế hoạch & Đầu tư', 'Kế hoạch - Đầu tư', 'Kế hoạch Đầu tư'."""
    yield field
    yield field.replace(" và ", " & ")
    yield field.replace(" và ", " - ")
    yield field.replace(" và ", " ")
    yield field.replace(" - ", ", ")
    yield field.replace(" - ", " ")
    yield field.replace(", ", " - ")
    yield field.replace("Phát triển nông thôn", "PTNT")
    yield field.replace("và Phát triển nông thôn", "& PTNT")
    yield field.replace("và Xã hội", "và XH")
    yield field.replace("Thương binh và Xã hội", "TB&XH")
    yield field.replace("Thương binh và Xã hội", "TBXH")
    yield field.replace("Lao động - Thương binh", "Lao động, Thương binh")
    yield field.replace("Lao động - Thương binh", "Lao động Thương binh")
    yield field.replace("Văn hóa, Thể thao và Du lịch", "Văn hóa Thể thao và Du lịch")
