"""Where in the form a slip is (chỗ cần sửa): the paths of a definition in the reader's words."""

from __future__ import annotations

import re

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.deadlines.rules.definition import COMPONENTS

FIELDS = {
    "code": "Mã chế độ",
    "name": "Tên báo cáo",
    "legal_basis": "Căn cứ pháp lý",
    "issuer": "Cơ quan ban hành",
    "field": "Lĩnh vực",
    "in_charge": "Đơn vị đầu mối",
    "kind": "Loại báo cáo",
    "signature": "Ký số",
    "approval": "Duyệt trước khi gửi",
    "own_approval": "Tự duyệt bản mình trình",
    "counts": "Lần gửi quyết định tiến độ",
    "lock": "Khóa sau hạn",
    "query_days": "Số ngày trả lời tra soát",
    "roll": "Hạn rơi ngày nghỉ",
    "early_margin_days": "Trước hạn từ",
    "receivers": "Nơi nhận",
    "forms": "Biểu mẫu số liệu",
    "outline": "Đề cương, mục",
    "valid_from": "Hiệu lực từ ngày",
    "valid_to": "Hết hiệu lực từ ngày",
    "level_map": "Thay cấp",
    "cycle": "Chu kỳ",
    "only": "Các kỳ trong năm",
    "window": "Chốt số liệu",
    "period_name": "Mã kỳ riêng",
    "period_label": "Tên kỳ riêng",
    "years": "Số năm của kỳ",
    "first_year": "Năm đầu",
    "deadlines": "Hạn gửi",
    "group": "Đối tượng",
    "level": "Cấp",
    "day": "Ngày",
    "month": "Tháng",
    "month_offset": "Cộng tháng",
    "year_offset": "Cộng năm",
    "week_offset": "Cộng tuần",
    "weekday": "Thứ",
    "days": "Số ngày",
    "working_days": "Số ngày làm việc",
    "after": "Mốc tính",
    "event": "Sự kiện",
    "delegated": "Cơ quan ấn định",
    "wording": "Nguyên văn",
    "inclusive": "Kể cả ngày đó",
}
OF_SECTION = {"code": "Số mục", "title": "Tên mục", "hint": "Gợi ý", "required": "Bắt buộc"}


def in_words(where: str) -> str:
    """'cycles[0].deadlines[1].day' -> 'Chu kỳ 1, hạn 2, Ngày'."""
    parts = []
    for part in where.split("."):
        found = re.fullmatch(r"(\w+)\[(\d+)\]", part)
        if found is None:
            own = OF_SECTION.get(part) if where.startswith("outline[") else None
            parts.append(own or FIELDS.get(part) or COMPONENTS.get(part) or ("" if part == "components" else part))
        elif found[1] in ("cycles", "deadlines"):
            parts.append(f"{'Chu kỳ' if found[1] == 'cycles' else 'hạn'} {int(found[2]) + 1}")
        else:
            parts.append(f"{FIELDS.get(found[1], found[1])} {int(found[2]) + 1}")
    return ", ".join(filter(None, parts))


def placed(refused: Refused) -> Refused:
    """The same refusal with its places in words."""
    return Refused([Reason(reason.message, in_words(reason.where)) for reason in refused.reasons])
