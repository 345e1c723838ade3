"""Documents that came to the Office (văn bản đến mẫu), at every stage. All invented."""

from __future__ import annotations

from datetime import datetime, timedelta

from dondoc.agencies.models import Agency
from dondoc.base.rules.moments import day_of
from dondoc.documents.actions import act_on_incoming, distribute_incoming, register_incoming
from dondoc.documents.models import IncomingDocument
from dondoc.documents.rules.brought_files import BroughtFile
from dondoc.documents.rules.incoming import DeedKind, Description, Medium, Share, ShareRole, Urgency
from dondoc.people.models import User

# Days before today on which it came, days to answer, who sent it, symbol, type, subject.
CAME: tuple[tuple[int, int | None, str, str, str, str, Urgency], ...] = (
    (12, 7, "Bộ Nội vụ", "7121/BNV-CCHC", "Công văn", "V/v tự đánh giá chỉ số cải cách hành chính", Urgency.NORMAL),
    (9, None, "Văn phòng Chính phủ", "355/TB-VPCP", "Thông báo", "Kết luận phiên họp về chuyển đổi số", Urgency.NORMAL),
    (
        7,
        10,
        "Bộ Tài chính",
        "14820/BTC-NSNN",
        "Công văn",
        "V/v đôn đốc báo cáo giải ngân vốn đầu tư công",
        Urgency.URGENT,
    ),
    (5, 3, "Thanh tra Chính phủ", "2466/TTCP-KHTH", "Công văn", "V/v báo cáo công tác tiếp công dân", Urgency.NORMAL),
    (2, 14, "Bộ Khoa học và Công nghệ", "61/KH-BKHCN", "Kế hoạch", "Hạ tầng số phục vụ dịch vụ công", Urgency.NORMAL),
    (0, None, "UBND xã Lục Nam", "125/BC-UBND", "Báo cáo", "Kết quả kiểm soát thủ tục hành chính", Urgency.NORMAL),
)


def incoming_documents(*, at: datetime) -> None:
    """Hoa keeps the province's register; Tuấn's opinions are on the first four."""
    province = Agency.objects.filter(code="BN").first()
    hoa = User.objects.filter(username="hoa").first()
    if province is None or hoa is None or IncomingDocument.objects.exists():
        return
    entered = [_register(hoa.pk, province.pk, at, one) for one in CAME]
    today = day_of(at)
    for n, document in enumerate(entered[:4]):
        due = today + timedelta(days=n + 1)
        shares = [Share(ShareRole.LEAD, "Sở Tài chính", due), Share(ShareRole.COORDINATE, "Sở Nội vụ", due)]
        distribute_incoming(
            actor_id=hoa.pk,
            at=at,
            document_id=document.pk,
            signer="Phó Chủ tịch UBND tỉnh",
            text="Giao tham mưu, báo cáo UBND tỉnh.",
            shares=shares[: 1 + n % 2],
        )
    later = at + timedelta(seconds=1)
    told = (
        (DeedKind.ANSWERED, "Đã báo cáo", "612/UBND-NC"),
        (DeedKind.CLOSED, "Đã sao gửi các sở, không phải trả lời", ""),
        (DeedKind.PROGRESS, "Đã có số liệu của 8 trên 12 chủ đầu tư", ""),
    )
    for document, (kind, text, symbol) in zip(entered, told, strict=False):
        act_on_incoming(
            actor_id=hoa.pk,
            at=later,
            document_id=document.pk,
            kind=kind,
            text=text,
            symbol=symbol,
            dated=today if symbol else None,
        )


def _register(
    actor_id: int, agency_id: int, at: datetime, row: tuple[int, int | None, str, str, str, str, Urgency]
) -> IncomingDocument:
    ago, to_answer, issuer, symbol, type_name, subject, urgency = row
    # The register of last year is open too; what came before the turn of a year stands there.
    arrived = day_of(at) - timedelta(days=ago)
    dated = arrived - timedelta(days=2)
    told = Description(
        issuer=issuer,
        symbol=symbol,
        dated=dated,
        type_name=type_name,
        subject=f"{subject} (dữ liệu minh hoạ)",
        urgency=urgency,
        reply_due_on=dated + timedelta(days=to_answer) if to_answer else None,
        medium=Medium.ELECTRONIC,
    )
    head = f"{issuer}\nSố: {symbol}\n\n{subject}\n\nKính gửi: UBND tỉnh Bắc Ninh\n\n"
    text = f"{head}Đề nghị UBND tỉnh chỉ đạo thực hiện đúng hạn./."
    return register_incoming(
        actor_id=actor_id,
        at=at,
        agency_id=agency_id,
        arrived_on=arrived,
        description=told,
        files=[BroughtFile("van-ban.txt", text.encode())],
    )
