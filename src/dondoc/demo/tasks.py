"""183 tasks of February 2022 (nhiệm vụ minh hoạ): the counts are Lạng Sơn's, the words are invented."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

HEADINGS = [
    "code",
    "source_number",
    "source_date",
    "source_title",
    "title",
    "assigner",
    "lead",
    "coordinating",
    "assigned_on",
    "due_on",
    "extended_due_on",
    "completed_on",
    "result_number",
    "result_issued_on",
    "updated_on",
    "note",
]
NOTE = "dữ liệu minh hoạ"
N_DONE, N_OPEN = 119, 58
ASSIGNERS = ("UBND tỉnh", "Chủ tịch UBND tỉnh", "Phó Chủ tịch UBND tỉnh")
SYMBOLS = {
    "LS-SNV": "SNV",
    "LS-STP": "STP",
    "LS-STC": "STC",
    "LS-SCT": "SCT",
    "LS-SNN": "SNN",
    "LS-SGTVT": "SGTVT",
    "LS-SXD": "SXD",
    "LS-STNMT": "STNMT",
    "LS-STTTT": "STTTT",
    "LS-SKHDT": "SKHĐT",
    "LS-SLDTBXH": "SLĐTBXH",
    "LS-SVHTTDL": "SVHTTDL",
    "LS-SKHCN": "SKHCN",
    "LS-SGDDT": "SGDĐT",
    "LS-SYT": "SYT",
    "LS-BQLKKT": "BQLKKTCK",
}
# Lead agency, what is to be done, coordinating agencies.
SUBJECTS = (
    ("LS-SYT", "Báo cáo kết quả rà soát cơ sở cách ly, điều trị cấp huyện", "LS-STC"),
    ("LS-SYT", "Tham mưu kế hoạch tiêm vắc xin phòng COVID-19 cho trẻ em từ 5 đến dưới 12 tuổi", "LS-SGDDT"),
    ("LS-SYT", "Đề xuất mua sắm sinh phẩm xét nghiệm quý I/2022", "LS-STC"),
    ("LS-SGDDT", "Báo cáo phương án đón học sinh trở lại trường sau Tết Nguyên đán", "LS-SYT"),
    ("LS-SGDDT", "Rà soát mạng lưới trường, lớp học mầm non, phổ thông", "LS-SNV"),
    ("LS-SNN", "Tham mưu chỉ đạo sản xuất vụ xuân và phòng, chống rét cho cây trồng, vật nuôi", ""),
    ("LS-SNN", "Báo cáo tình hình thực hiện chương trình xây dựng nông thôn mới", "LS-STC;LS-SKHDT"),
    ("LS-SNN", "Xây dựng đề án chuyển đổi số ngành nông nghiệp", "LS-STTTT"),
    ("LS-SGTVT", "Đề xuất phương án khắc phục sạt lở trên các tuyến đường tỉnh", "LS-STC"),
    ("LS-SGTVT", "Báo cáo tiến độ giải phóng mặt bằng tuyến cao tốc cửa khẩu Hữu Nghị – Chi Lăng", "LS-STNMT"),
    ("LS-SXD", "Thẩm định quy hoạch chi tiết khu dân cư", "LS-STNMT"),
    ("LS-SXD", "Rà soát trật tự xây dựng tại khu vực đô thị", ""),
    ("LS-STNMT", "Rà soát danh mục dự án thu hồi đất bổ sung năm 2022", "LS-STC"),
    ("LS-STNMT", "Báo cáo kết quả xử lý vi phạm về khai thác khoáng sản", ""),
    ("LS-STTTT", "Tham mưu kế hoạch tập huấn nghiệp vụ báo cáo trên hệ thống", "LS-VP"),
    ("LS-STTTT", "Báo cáo kết quả thực hiện dịch vụ công trực tuyến mức độ 4", "LS-VP"),
    ("LS-SKHDT", "Báo cáo tình hình giải ngân vốn đầu tư công tháng 01/2022", "LS-STC"),
    ("LS-SKHDT", "Tham mưu phân bổ kế hoạch vốn các chương trình mục tiêu quốc gia", "LS-STC"),
    ("LS-STC", "Báo cáo tình hình thu ngân sách tháng 02/2022", ""),
    ("LS-STC", "Tham mưu bố trí kinh phí phòng, chống dịch bệnh", "LS-SYT"),
    ("LS-SCT", "Báo cáo tình hình xuất nhập khẩu, ùn tắc hàng hoá tại các cửa khẩu", "LS-BQLKKT"),
    ("LS-SCT", "Tham mưu kế hoạch phát triển thương mại điện tử năm 2022", "LS-STTTT"),
    ("LS-BQLKKT", "Báo cáo kết quả điều tiết phương tiện lên cửa khẩu", "LS-SGTVT"),
    ("LS-SNV", "Tổng hợp kết quả sắp xếp các đơn vị sự nghiệp công lập", "LS-STC"),
    ("LS-SNV", "Tham mưu quyết định giao biên chế công chức năm 2022", ""),
    ("LS-STP", "Góp ý dự thảo nghị định về chế độ báo cáo", ""),
    ("LS-STP", "Thẩm định dự thảo quyết định quy định đơn giá bồi thường", "LS-STNMT"),
    ("LS-SLDTBXH", "Báo cáo kết quả hỗ trợ người lao động gặp khó khăn do đại dịch", "LS-STC"),
    ("LS-SVHTTDL", "Tham mưu tổ chức lễ hội đầu xuân an toàn, tiết kiệm", "LS-SYT"),
    ("LS-SKHCN", "Đề xuất danh mục nhiệm vụ khoa học và công nghệ năm 2022", ""),
)
PLACES = ["LS-TPLS", "LS-TD", "LS-BGI", "LS-VL", "LS-CL", "LS-VQ", "LS-BS", "LS-HL", "LS-CHL", "LS-LB", "LS-DL"]
LOCAL_SUBJECTS = (
    "Báo cáo tiến độ giải ngân các dự án do huyện làm chủ đầu tư",
    "Rà soát hộ nghèo, hộ cận nghèo theo chuẩn mới",
    "Báo cáo kết quả giải quyết đơn kiến nghị của công dân",
)
# The six that were overdue on 28/02/2022, and the three results nobody told the system of.
OVERDUE = (
    ("LS-STC", "Báo cáo phương án xử lý trụ sở dôi dư sau sắp xếp đơn vị hành chính", "LS-SXD", 16),
    ("LS-CHL", "Hoàn thành giải phóng mặt bằng nút giao cao tốc đoạn qua xã Chi Lăng", "LS-SGTVT", 21),
    ("LS-BQLKKT", "Trình quy chế phối hợp quản lý cửa khẩu", "LS-SCT", 25),
    ("LS-STNMT", "Báo cáo kết quả kiểm tra các điểm tập kết vật liệu xây dựng", "LS-SXD", 18),
    ("LS-SXD", "Trình phê duyệt điều chỉnh quy hoạch chung thị trấn Đồng Mỏ", "LS-CHL", 24),
    ("LS-LB", "Báo cáo kết quả xử lý lấn chiếm hành lang đường bộ trên quốc lộ 4B", "LS-SGTVT", 27),
)
UNTOLD = {
    "LS-STTTT": ("56/BC-STTTT", date(2022, 2, 14), date(2022, 2, 22)),
    "LS-SKHDT": ("71/BC-SKHĐT", date(2022, 2, 11), date(2022, 2, 21)),
    "LS-HL": ("88/BC-UBND", date(2022, 2, 15), date(2022, 2, 24)),
}
WORKING_DAYS = [date(2022, 2, d) for d in range(7, 29) if date(2022, 2, d).weekday() < 5]


def february_2022() -> str:
    """The CSV file of the 183 tasks, the same at every call."""
    dice = random.Random(183)  # noqa: S311 - invention, not secrecy
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADINGS, lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate((*_done(dice), *_open(dice), *_overdue(dice)), start=1):
        writer.writerow({"code": f"NV-2022-02-{number:03d}", "note": NOTE, **row})
    return out.getvalue()


def spring_2022() -> str:
    """The CSV file of what became of the 64 tasks that were open at the end of February: all done by that summer.

    Nothing in it happened before 01/3/2022, so the counts as of 28/02/2022 stay what they are.
    """
    dice = random.Random(64)  # noqa: S311 - invention, not secrecy
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADINGS, lineterminator="\n")
    writer.writeheader()
    for row in csv.DictReader(io.StringIO(february_2022())):
        if row["completed_on"]:
            continue
        due = date.fromisoformat(row["due_on"])
        # Most in time, some a few days late; what was overdue already took until March.
        done = max(due - timedelta(dice.randint(-2, 9)), date(2022, 3, 1) + timedelta(dice.randint(0, 20)))
        number = _result_number(dice, row["lead"])
        told = {"completed_on": done, "result_issued_on": done, "updated_on": done}
        writer.writerow(row | {"result_number": number} | {name: day.isoformat() for name, day in told.items()})
    return out.getvalue()


def _subjects(dice: random.Random, n: int) -> list[tuple[str, str, str]]:
    local = [(place, text, "LS-STC") for place in PLACES for text in LOCAL_SUBJECTS]
    pool = [*SUBJECTS, *local]
    listed = [pool[i % len(pool)] for i in range(n)]
    dice.shuffle(listed)
    return listed


def _source(dice: random.Random, on: date) -> dict[str, str]:
    kind, title = dice.choice(
        (
            ("UBND-KT", "V/v thực hiện nhiệm vụ phát triển kinh tế – xã hội"),
            ("UBND-NC", "V/v giải quyết kiến nghị của cơ quan, đơn vị"),
            ("UBND-KGVX", "V/v phòng, chống dịch COVID-19"),
            ("TB-UBND", "Kết luận tại cuộc họp giao ban của UBND tỉnh"),
        )
    )
    return {
        "source_number": f"{100 + on.day * 9 + dice.randint(0, 8)}/{kind}",
        "source_date": on.isoformat(),
        "source_title": title,
    }


def _result_number(dice: random.Random, lead: str) -> str:
    return f"{dice.randint(40, 380)}/BC-{SYMBOLS.get(lead, 'UBND')}"


def _done(dice: random.Random) -> Iterator[dict[str, str]]:
    untold = dict(UNTOLD)
    for lead, title, coordinating in _subjects(dice, N_DONE):
        assigned = dice.choice(WORKING_DAYS[:10])
        issued = dice.choice([d for d in WORKING_DAYS if assigned <= d])
        told, number = issued, _result_number(dice, lead)
        if lead in untold:
            number, issued, told = untold.pop(lead)
            assigned = date(2022, 2, 8)
        yield {
            **_source(dice, assigned),
            "title": title,
            "assigner": dice.choice(ASSIGNERS),
            "lead": lead,
            "coordinating": coordinating,
            "assigned_on": assigned.isoformat(),
            "due_on": (issued + timedelta(dice.randint(0, 6))).isoformat(),
            "completed_on": issued.isoformat(),
            "result_number": number,
            "result_issued_on": issued.isoformat(),
            "updated_on": told.isoformat(),
        }


def _open(dice: random.Random) -> Iterator[dict[str, str]]:
    for i, (lead, title, coordinating) in enumerate(_subjects(dice, N_OPEN)):
        assigned = dice.choice(WORKING_DAYS)
        due = date(2022, 2, 28) if i == 0 else date(2022, 3, 1) + timedelta(dice.randint(0, 60))
        updated = dice.choice([d for d in WORKING_DAYS if d >= assigned]) if dice.random() < 0.7 else None
        yield {
            **_source(dice, assigned),
            "title": title,
            "assigner": dice.choice(ASSIGNERS),
            "lead": lead,
            "coordinating": coordinating,
            "assigned_on": assigned.isoformat(),
            "due_on": due.isoformat(),
            "updated_on": updated.isoformat() if updated else "",
        }


def _overdue(dice: random.Random) -> Iterator[dict[str, str]]:
    for lead, title, coordinating, day in OVERDUE:
        assigned = date(2022, 2, 7)
        yield {
            **_source(dice, assigned),
            "title": title,
            "assigner": dice.choice(ASSIGNERS),
            "lead": lead,
            "coordinating": coordinating,
            "assigned_on": assigned.isoformat(),
            "due_on": date(2022, 2, day).isoformat(),
            "updated_on": date(2022, 2, 10).isoformat(),
        }
