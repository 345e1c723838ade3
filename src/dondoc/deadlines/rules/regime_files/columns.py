"""The columns of a table of regimes (các cột), and the words in which its cells say what JSON says in codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from dondoc.base.rules.tables import Field, Kind
from dondoc.base.rules.tables.fields import heading_key
from dondoc.base.rules.wording import WEEKDAYS
from dondoc.deadlines.rules.deadline import After, Roll
from dondoc.deadlines.rules.definition import COMPONENTS, Approval, Counts, Lock, OwnApproval, ReportKind, Signature
from dondoc.deadlines.rules.periods import Cycle
from dondoc.deadlines.rules.windows import WEEKDAY_KEYS

ROLLS = {
    Roll.NONE: "Không dời",
    Roll.NEXT_WORKING_DAY: "Ngày làm việc tiếp theo",
    Roll.PREVIOUS_WORKING_DAY: "Ngày làm việc liền trước",
}
AFTERS = {After.WINDOW_END: "Ngày chốt số liệu", After.MONTH_END: "Ngày cuối tháng", After.EVENT: "Sự kiện"}
WINDOWS = {"15-14": "15-14", "calendar": "Theo lịch", "unknown": "Chưa rõ"}
YES, NO, DROPPED = "Có", "Không", "bỏ"


def _any_of(words: Iterable[str]) -> str:
    return f"Một trong: {'; '.join(words)}"


# By key of the definition: a code and the words that stand for it.
CHOICES: dict[str, Mapping[str, str]] = {
    "kind": {kind.value: kind.label for kind in ReportKind},
    "signature": {signature.value: signature.label for signature in Signature},
    "approval": {approval.value: approval.label for approval in Approval},
    "own_approval": {own.value: own.label for own in OwnApproval},
    "counts": {counts.value: counts.label for counts in Counts},
    "lock": {lock.value: lock.label for lock in Lock},
    "roll": {roll.value: label for roll, label in ROLLS.items()},
    "deadline_roll": {roll.value: label for roll, label in ROLLS.items()},
    "cycle": {cycle.value: cycle.label for cycle in Cycle},
    "weekday": dict(zip(WEEKDAY_KEYS, WEEKDAYS, strict=True)),
    "after": {after.value: label for after, label in AFTERS.items()},
}

REGIME_FIELDS = (
    Field("code", ("Mã chế độ",), required=True, kind=Kind.CODE, max_length=40, note="Chữ không dấu, số và . _ -"),
    Field("name", ("Tên báo cáo",), max_length=300, note="Chỉ cần ghi ở dòng đầu của chế độ"),
    Field("legal_basis", ("Căn cứ pháp lý", "Văn bản quy định"), max_length=500),
    Field("issuer", ("Cơ quan ban hành",)),
    Field("field", ("Lĩnh vực",)),
    Field("in_charge", ("Đơn vị đầu mối",)),
    Field("forms", ("Mã biểu mẫu số liệu",), kind=Kind.PARAGRAPHS, max_length=2000, note="Mỗi dòng một mã"),
    Field(
        "outline",
        ("Đề cương",),
        kind=Kind.PARAGRAPHS,
        max_length=30_000,
        note="Mỗi dòng: số mục | tên mục | gợi ý | bắt buộc",
    ),
    Field("kind", ("Loại báo cáo",), note=_any_of(CHOICES["kind"].values())),
    Field("signature", ("Ký số",), note=_any_of(CHOICES["signature"].values())),
    Field("approval", ("Duyệt trước khi gửi",), note=_any_of(CHOICES["approval"].values())),
    Field("own_approval", ("Tự duyệt bản mình trình",), note=_any_of(CHOICES["own_approval"].values())),
    Field("counts", ("Lần gửi quyết định tiến độ",), note=_any_of(CHOICES["counts"].values())),
    Field("query_days", ("Trả lời tra soát (ngày làm việc)",), kind=Kind.INTEGER, note="Để trống: 2"),
    Field("lock", ("Khóa sau hạn",), note=_any_of(CHOICES["lock"].values())),
    Field("roll", ("Hạn rơi ngày nghỉ",), note=_any_of(ROLLS.values())),
    Field("early_margin_days", ("Trước hạn từ (ngày)",), kind=Kind.INTEGER, note="Gửi sớm từng ấy ngày là trước hạn"),
    Field("receivers", ("Nơi nhận chung",), kind=Kind.PARAGRAPHS, max_length=9000, note="Mỗi dòng một nơi nhận"),
    Field("valid_from", ("Hiệu lực từ ngày",), kind=Kind.DATE),
    Field("valid_to", ("Hết hiệu lực từ ngày",), kind=Kind.DATE),
    Field("level_map", ("Thay cấp",), max_length=1000, note="Ví dụ 2=3; 4=bỏ"),
    Field("confidential", ("Bí mật nhà nước",), note="Chế độ mật không được đưa vào hệ thống này"),
    *(Field(f"component_{key}", (label,), kind=Kind.PARAGRAPHS, max_length=4000) for key, label in COMPONENTS.items()),
)
CYCLE_FIELDS = (
    Field("cycle", ("Chu kỳ",), required=True, note=_any_of(CHOICES["cycle"].values())),
    Field("only", ("Các kỳ trong năm",), note="Ví dụ 1; 3. Để trống: mọi kỳ"),
    Field("period_name", ("Mã kỳ riêng",), note="Ví dụ HK1"),
    Field("period_label", ("Tên kỳ riêng",), note="Dùng được {year}, {next_year}, {previous_year}"),
    Field("years", ("Số năm của kỳ",), kind=Kind.INTEGER),
    Field("first_year", ("Năm đầu",), kind=Kind.INTEGER),
    Field("window", ("Chốt số liệu",), required=True, max_length=1000, note="15-14; Theo lịch; Chưa rõ; hoặc {…}"),
)
DEADLINE_FIELDS = (
    Field("group", ("Đối tượng báo cáo", "Nhóm"), note="Tên nhóm, đúng như trong danh sách đơn vị; * là mọi nhóm"),
    Field("level", ("Cấp",), kind=Kind.INTEGER),
    Field("wording", ("Nguyên văn thời hạn",), max_length=500),
    Field("day", ("Ngày",), kind=Kind.INTEGER, note="Hạn là ngày này; 31 là ngày cuối tháng"),
    Field("month", ("Tháng",), kind=Kind.INTEGER, note="Để trống: tháng cuối kỳ"),
    Field("month_offset", ("Cộng tháng",), kind=Kind.INTEGER, note="Số tháng sau tháng cuối kỳ"),
    Field("year_offset", ("Cộng năm",), kind=Kind.INTEGER, note="Số năm sau năm báo cáo"),
    Field("weekday", ("Thứ",), note="Hạn là thứ này của tuần chốt số liệu"),
    Field("week_offset", ("Cộng tuần",), kind=Kind.INTEGER),
    Field("days", ("Số ngày",), kind=Kind.INTEGER, note="Hạn tính theo ngày"),
    Field("working_days", ("Số ngày làm việc",), kind=Kind.INTEGER),
    Field("after", ("Tính từ",), note=_any_of(AFTERS.values())),
    Field("event", ("Sự kiện",), note="Khi tính từ một sự kiện"),
    Field("delegated", ("Giao cho ấn định",), note="Cơ quan được giao ấn định hạn"),
    Field("none", ("Không ấn định",), note="Ghi Có khi văn bản không ấn định ngày"),
    Field("inclusive", ("Kể cả ngày đó",), note="Không: 'trước ngày …'. Để trống: theo nguyên văn"),
    Field("deadline_roll", ("Hạn rơi ngày nghỉ (riêng)",), note="Để trống: như của chế độ"),
    Field("deadline_receivers", ("Nơi nhận",), kind=Kind.PARAGRAPHS, max_length=9000, note="Mỗi dòng một nơi nhận"),
)
FIELDS = REGIME_FIELDS + CYCLE_FIELDS + DEADLINE_FIELDS


def choice_from(key: str, text: str) -> str:
    """The code that a cell's words stand for; what nobody knows is handed on, to be refused at its place."""
    asked = heading_key(text)
    for code, label in CHOICES[key].items():
        if asked in (heading_key(code), heading_key(label)):
            return code
    return text


def flag_from(text: str) -> object:
    return {heading_key(YES): True, heading_key(NO): False}.get(heading_key(text), text)


def numbers_from(text: str) -> list[object]:
    """'1; 3' -> [1, 3]."""
    return [int(n) if re.fullmatch(r"\d{1,4}", n, re.ASCII) else n for n in re.split(r"[;, ]+", text) if n]


def levels_from(text: str) -> object:
    """'2=3; 4=bỏ' -> {"2": 3, "4": None}."""
    read: dict[str, object] = {}
    for part in filter(None, re.split(r"[;,]\s*", text)):
        level, _, target = (piece.strip() for piece in part.partition("="))
        gone = heading_key(target) == heading_key(DROPPED)
        read[level] = None if gone else int(target) if re.fullmatch(r"\d{1,4}", target, re.ASCII) else target or "?"
    return read


def levels_text(level_map: Mapping[str, int | None]) -> str:
    return "; ".join(f"{level}={DROPPED if target is None else target}" for level, target in level_map.items())


def window_from(text: str) -> object:
    """A window's short name, or the JSON of its longer forms."""
    for code, label in WINDOWS.items():
        if heading_key(text) in (heading_key(code), heading_key(label)):
            return code
    try:
        return json.loads(text) if text.startswith("{") else text
    except (ValueError, RecursionError):
        return text


def window_text(window: Any) -> str:
    return WINDOWS[window] if isinstance(window, str) else json.dumps(window, ensure_ascii=False)
