"""Tasks of the last weeks in today's province (nhiệm vụ gần đây, minh hoạ): open, near, late, done, of a commune too.

All invented. The days count from the day of loading.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

from dondoc.demo.tasks import HEADINGS, NOTE

# Days before today on which assigned, days from today until due, of its result (None: open), of its last update.
# Source (number, what about), lead, coordinating, what is to be done.
Row = tuple[int, int | None, int | None, int | None, int, str, str, str]
SOURCES = (
    ("4812/UBND-KT", "V/v đẩy mạnh giải ngân vốn đầu tư công những tháng cuối năm"),
    ("4870/UBND-NC", "V/v triển khai đánh giá chỉ số cải cách hành chính"),
    ("231/TB-UBND", "Kết luận tại phiên họp thường kỳ của UBND tỉnh"),
    ("4933/UBND-KGVX", "V/v chuẩn bị các điều kiện đón Tết Nguyên đán Đinh Mùi"),
    ("17/CT-UBND", "Tăng cường chuyển đổi số tại cấp xã"),
)
TASKS: tuple[Row, ...] = (
    (48, -12, None, -20, 0, "BN-SXD", "BN-STC", "Báo cáo tiến độ các dự án khởi công mới, nguyên nhân chậm giải ngân"),
    (48, -12, -14, -14, 0, "BN-STC", "", "Tổng hợp, đề xuất điều chuyển vốn của các dự án không giải ngân hết"),
    (48, -12, -9, -9, 0, "BN-SNNMT", "BN-STC", "Báo cáo kết quả bàn giao mặt bằng các dự án trọng điểm"),
    (48, 16, None, -3, 0, "BN-BQLKCN", "BN-SXD", "Rà soát hạ tầng các khu công nghiệp chưa có nhà máy xử lý nước thải"),
    (41, -6, -7, -7, 1, "BN-SNV", "BN-SKHCN", "Tự đánh giá, chấm điểm chỉ số cải cách hành chính của tỉnh"),
    (41, -6, None, -8, 1, "BN-STP", "", "Báo cáo kết quả kiểm tra văn bản quy phạm pháp luật của cấp xã"),
    (41, 3, None, -1, 1, "BN-TTT", "", "Báo cáo công tác tiếp công dân, giải quyết khiếu nại, tố cáo năm 2026"),
    (41, 24, None, None, 1, "BN-SNV", "BN-STC", "Trình phương án bố trí trụ sở dôi dư sau sắp xếp đơn vị hành chính"),
    (27, -4, -4, -4, 2, "BN-SYT", "", "Báo cáo tình hình nhân lực trạm y tế xã, phường"),
    (27, -1, None, -5, 2, "BN-SGDDT", "BN-SNV", "Đề xuất biên chế giáo viên cho các trường sau sáp nhập"),
    (27, 0, None, -2, 2, "BN-SCT", "", "Tham mưu kế hoạch bình ổn thị trường cuối năm"),
    (27, 2, None, -2, 2, "BN-SXD", "BN-SNNMT", "Thẩm định quy hoạch chung các phường mới thành lập"),
    (27, None, None, -6, 2, "BN-SVHTTDL", "", "Theo dõi, quảng bá di sản Quan họ trên nền tảng số"),
    (13, 5, None, None, 3, "BN-SCT", "BN-STC", "Xây dựng phương án dự trữ hàng hoá thiết yếu dịp Tết"),
    (13, 9, None, -1, 3, "BN-SYT", "BN-SNNMT", "Kế hoạch kiểm tra an toàn thực phẩm trước, trong và sau Tết"),
    (13, 12, None, None, 3, "BN-SVHTTDL", "", "Phương án tổ chức lễ hội đầu xuân an toàn, tiết kiệm"),
    (13, 6, -2, -2, 3, "BN-SXD", "", "Rà soát tiền lương, tiền thưởng Tết của doanh nghiệp xây dựng"),
    (6, 4, None, None, 4, "07444", "BN-SKHCN", "Bố trí máy tính, máy quét tại Trung tâm Phục vụ hành chính công xã"),
    (6, 14, None, None, 4, "07444", "", "Rà soát, cập nhật dữ liệu hộ tịch, đất đai của xã"),
    (20, -2, None, -9, 4, "07444", "BN-SNV", "Báo cáo kết quả tuyên truyền dịch vụ công trực tuyến đến thôn"),
    (34, -10, -11, -11, 4, "07444", "", "Lập danh sách tổ công nghệ số cộng đồng"),
    (6, 10, None, None, 4, "BN-SKHCN", "BN-SNV", "Tập huấn kỹ năng số cho công chức cấp xã"),
    (6, 25, None, None, 4, "BN-SKHCN", "BN-STC", "Kết nối hệ thống thông tin giải quyết thủ tục hành chính với cấp xã"),
)


def present_tasks(today: date) -> str:
    """The CSV file of the tasks, as of a day."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADINGS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(today))
    return out.getvalue()


def _rows(today: date) -> Iterator[dict[str, str]]:
    for n, (ago, due, done, updated, source, lead, coordinating, title) in enumerate(TASKS, start=1):
        assigned = today - timedelta(days=ago)
        number, about = SOURCES[source]
        row = {
            "code": f"NV-BN-{n:03d}",
            "source_number": number,
            "source_date": (today - timedelta(days=max(r[0] for r in TASKS if r[4] == source))).isoformat(),
            "source_title": about,
            "title": title,
            "assigner": "Chủ tịch UBND tỉnh",
            "lead": lead,
            "coordinating": coordinating,
            "assigned_on": assigned.isoformat(),
            "note": NOTE,
        }
        days = {"due_on": due, "completed_on": done, "updated_on": updated}
        yield row | {name: (today + timedelta(days=at)).isoformat() for name, at in days.items() if at is not None}
