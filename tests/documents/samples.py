"""Values like real documents: a letter of Bắc Giang (2023), a report of Lạng Sơn (2022), and a hostile one."""

from __future__ import annotations

from dondoc.documents.rules.official import (
    BLANK,
    Align,
    Annex,
    Cell,
    Column,
    DocumentDate,
    DocumentType,
    Heading,
    OfficialDocument,
    Paragraph,
    Recipient,
    Row,
    Run,
    Table,
    runs,
)

CIRCULAR = "Thông tư số 01/2020/TT-VPCP ngày 21/10/2020 của Văn phòng Chính phủ"
SYSTEM = "Hệ thống thông tin báo cáo của Văn phòng Chính phủ"

DEPARTMENTS = (
    ("Sở Nội vụ", "Đúng hạn", "Không ký số"),
    ("Sở Tư pháp", "Đúng hạn", "Không ký số"),
    ("Sở Kế hoạch và Đầu tư", "Trước hạn", "Đã ký số"),
    ("Sở Tài chính", "Đúng hạn", "Không ký số"),
    ("Sở Công Thương", "Trước hạn", "Không ký số"),
    ("Sở Nông nghiệp và PTNT", "Trước hạn", "Đã ký số"),
    ("Sở Giao thông vận tải", "Đúng hạn", "Không ký số"),
    ("Sở Xây dựng", "Trước hạn", "Đã ký số"),
    ("Sở Tài nguyên và Môi trường", "Đúng hạn", "Không ký số"),
    ("Sở Thông tin và Truyền thông", "Trước hạn", "Đã ký số"),
    ("Sở Lao động - Thương binh và XH", "Đúng hạn", "Không ký số"),
    ("Sở Văn hoá, Thể thao và Du lịch", "Đúng hạn", "Đã ký số"),
    ("Sở Khoa học và Công nghệ", "Đúng hạn", "Đã ký số"),
    ("Sở Giáo dục và Đào tạo", "Trước hạn", "Đã ký số"),
    ("Sở Y tế", "Đúng hạn", "Không ký số"),
    ("Sở Ngoại vụ", "Đúng hạn", "Không ký số"),
    ("Ban Quản lý các KCN", "Quá hạn", "Đã ký số"),
)
DISTRICTS = (
    ("UBND huyện Yên Dũng", "Đúng hạn", "Đã ký số"),
    ("UBND huyện Hiệp Hoà", "Quá hạn", "Đã ký số"),
    ("UBND huyện Lạng Giang", "Trước hạn", "Không ký số"),
    ("UBND huyện Tân Yên", "Đúng hạn", "Đã ký số"),
    ("UBND huyện Sơn Động", "Đúng hạn", "Đã ký số"),
    ("UBND huyện Việt Yên", "Đúng hạn", "Đã ký số"),
    ("UBND thành phố Bắc Giang", "Đúng hạn", "Không ký số"),
    ("UBND huyện Yên Thế", "Đúng hạn", "Đã ký số"),
    ("UBND huyện Lục Ngạn", "Đúng hạn", "Không ký số"),
    ("UBND huyện Lục Nam", "Quá hạn", "Không ký số"),
)


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(runs(Run(text, bold=text == "Quá hạn")) if text else ()) for text in texts)


def group(number: str, name: str) -> Row:
    return Row(cells(number, name), is_group=True)


PROGRESS = Table(
    columns=(
        Column("STT", 11, Align.CENTER),
        Column("Đơn vị"),
        Column("Tiến độ", 28, Align.CENTER),
        Column("Thực hiện ký số", 36, Align.CENTER),
        Column("Ghi chú", 22),
    ),
    rows=(
        group("I", "Sở, cơ quan thuộc UBND tỉnh"),
        *(Row(cells(str(i), *row, "")) for i, row in enumerate(DEPARTMENTS, 1)),
        group("II", "UBND huyện, thành phố"),
        *(Row(cells(str(i), *row, "")) for i, row in enumerate(DISTRICTS, 1)),
    ),
)

LETTER = OfficialDocument(
    type=DocumentType.LETTER,
    issuer_parent=(),
    issuer=("ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG"),
    number=None,
    symbol="UBND-TTPVHCC",
    place="Bắc Giang",
    date=DocumentDate(None, 10, 2023),
    subject="thực hiện nghiêm túc báo cáo trên hệ thống thông tin báo cáo của Văn phòng Chính phủ",
    addressees=("Các sở, cơ quan thuộc UBND tỉnh", "UBND huyện, thành phố"),
    body=(
        Paragraph(
            runs(
                "Thời gian qua, các sở, cơ quan thuộc UBND tỉnh, UBND huyện, thành phố đã triển khai, cơ bản thực "
                f"hiện nghiêm túc chế độ báo cáo định kỳ và quản lý, sử dụng khai thác {SYSTEM} theo quy định tại "
                f"{CIRCULAR}. Tuy nhiên, theo thống kê trên {SYSTEM}, ",
                Run("quý III/2023", href="/bao-cao/quy-iii-2023/"),
                " còn một số cơ quan, đơn vị gửi báo cáo quá hạn, không ký số trên Hệ thống: (1) quá hạn: ",
                Run("Ban QLCKCN tỉnh, huyện Hiệp Hoà, huyện Lục Nam", href="/bao-cao/quy-iii-2023/?xep=qua-han"),
                "; (2) không ký số: Sở Nội vụ, Sở Tư pháp, Sở Tài chính, huyện Lục Nam, huyện Lục Ngạn... đã làm "
                "ảnh hưởng đến kết quả chung của tỉnh.",
            )
        ),
        Paragraph(
            runs(
                f"Để thực hiện nghiêm {CIRCULAR} và khắc phục những tồn tại, hạn chế về chế độ báo cáo định kỳ và "
                f"quản lý, sử dụng khai thác {SYSTEM}; Phó Chủ tịch Thường trực UBND tỉnh Mai Sơn có ý kiến như sau:"
            )
        ),
        Paragraph(
            runs(
                "1. Các sở, cơ quan thuộc UBND tỉnh, UBND huyện, thành phố thực hiện nghiêm túc quy trình và thời "
                f"hạn gửi báo cáo theo quy định tại {CIRCULAR}. Đảm bảo số liệu đầy đủ, chính xác, thực hiện ký số "
                "báo cáo của cơ quan, đơn vị theo quy định."
            )
        ),
        Paragraph(
            runs(
                "2. Sở Thông tin và Truyền thông rà soát nhu cầu, tổ chức tập huấn hướng dẫn nghiệp vụ chuyên môn "
                f"cho các cơ quan, đơn vị thực hiện báo cáo thông qua {SYSTEM}."
            )
        ),
        Paragraph(
            runs(
                "3. Giao Văn phòng UBND tỉnh (Trung tâm Phục vụ hành chính công) kiểm tra, đôn đốc, theo dõi thực "
                "hiện Công văn này; định kỳ tổng hợp kết quả báo cáo Chủ tịch UBND tỉnh theo quy định."
            )
        ),
        Paragraph(runs("(Kèm theo tình hình thực hiện báo cáo của các cơ quan, đơn vị)./.")),
    ),
    authority=("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
    signer="Lê Tuấn Phú",
    recipients=(
        Recipient("Như trên"),
        Recipient("CT, các PCT UBND tỉnh"),
        Recipient("VP UBND tỉnh", ("LĐVP, NC-KSTTHC", "Lưu: VT, TTPVHCC")),
    ),
    annexes=(
        Annex(
            title="TÌNH HÌNH THỰC HIỆN BÁO CÁO TRÊN HỆ THỐNG\nTHÔNG TIN BÁO CÁO CỦA VĂN PHÒNG CHÍNH PHỦ QUÝ III/2023",
            note=(
                f"(Kèm theo Công văn số {BLANK}/UBND-TTPVHCC ngày {BLANK}/10/2023",
                "của Chủ tịch UBND tỉnh)",
            ),
            blocks=(PROGRESS,),
        ),
    ),
)

OVERDUE = Table(
    columns=(
        Column("STT", 11, Align.CENTER),
        Column("Số, ký hiệu", 38),
        Column("Nhiệm vụ"),
        Column("Đơn vị chủ trì", 50),
        Column("Thời hạn", 25, Align.CENTER),
        Column("Số ngày quá hạn", 20, Align.RIGHT),
    ),
    rows=tuple(
        Row(
            cells(
                str(i),
                f"{100 + i}/UBND-KT",
                "Rà soát, tổng hợp, đề xuất phương án xử lý các tồn tại, hạn chế trong công tác quản lý đất đai "
                "trên địa bàn; báo cáo UBND tỉnh xem xét, quyết định",
                agency,
                f"{10 + i}/02/2022",
                str(18 - i),
            )
        )
        for i, agency in enumerate(
            (
                "Sở Thông tin và Truyền thông",
                "Sở Kế hoạch và Đầu tư",
                "UBND huyện Hữu Lũng",
                "Sở Lao động - Thương binh và Xã hội",
                "UBND thành phố Lạng Sơn",
                "Sở Tài nguyên và Môi trường",
            ),
            1,
        )
    ),
)

DECISION = "Quyết định số 31/2020/QĐ-UBND ngày 11/7/2020 của UBND tỉnh"

REPORT = OfficialDocument(
    type=DocumentType.REPORT,
    issuer_parent=("UBND TỈNH LẠNG SƠN",),
    issuer=("VĂN PHÒNG",),
    number=None,
    symbol="BC-VP",
    place="Lạng Sơn",
    date=DocumentDate(None, 3, 2022),
    subject="Kết quả rà soát, tổng hợp tiến độ thực hiện các nhiệm vụ đã giao đến hết ngày 28/02/2022",
    addressees=(),
    body=(
        Paragraph(
            runs(
                f"Thực hiện {DECISION} về ban hành Quy chế tiếp nhận, xử lý, phát hành, quản lý văn bản điện tử và "
                "theo dõi, đôn đốc, kiểm tra việc thực hiện nhiệm vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao các cơ "
                "quan nhà nước trên địa bàn tỉnh; Văn phòng UBND tỉnh báo cáo kết quả rà soát nhiệm vụ giao trên hệ "
                "thống quản lý nhiệm vụ như sau:"
            )
        ),
        Heading("1. Tiến độ thực hiện nhiệm vụ"),
        Paragraph(
            runs(
                "Trong tháng 02/2022, UBND tỉnh, Chủ tịch, các Phó Chủ tịch UBND tỉnh đã giao các sở, ban, ngành, "
                "UBND các huyện, thành phố tổng số ",
                Run("183", href="/nhiem-vu/?thang=2022-02"),
                " nhiệm vụ. Đã hoàn thành ",
                Run("119", href="/nhiem-vu/?thang=2022-02&xep=dung-han"),
                " nhiệm vụ đúng hạn; còn 64 nhiệm vụ chưa hoàn thành, trong đó 58 nhiệm vụ còn thời hạn, 06 nhiệm "
                "vụ quá thời hạn (",
                Run("nhiệm vụ chưa hoàn thành đã quá hạn tại phụ lục kèm theo", italic=True),
                ").",
            )
        ),
        Heading(
            "2. Tình hình theo dõi, quản lý, cập nhật kết quả hoàn thành nhiệm vụ trên hệ thống quản lý nhiệm vụ "
            "của VNPT-iOffice"
        ),
        Paragraph(
            runs(
                f"Theo quy định tại khoản 4 Điều 13 {DECISION} đã quy định rõ nội dung, quy trình thực hiện nhiệm "
                "vụ do UBND tỉnh, Chủ tịch UBND tỉnh giao tại các cơ quan, đơn vị nhận nhiệm vụ. Tuy nhiên, trong "
                "tháng còn một số cơ quan đơn vị chưa thực hiện đúng quy trình trên, cụ thể như: Sở Thông tin và "
                "Truyền thông (01 văn bản); Sở Kế hoạch và Đầu tư (01 văn bản); UBND huyện Hữu Lũng (01 văn bản)."
            )
        ),
        Paragraph(
            runs(
                "Văn phòng UBND tỉnh đề nghị Thủ trưởng các sở, ban, ngành, Chủ tịch UBND các huyện, thành phố tập "
                "trung thực hiện các nhiệm vụ UBND tỉnh, Chủ tịch, các Phó Chủ tịch UBND tỉnh giao; chỉ đạo cán bộ, "
                "chuyên viên thực hiện đúng quy trình xử lý, cập nhật kịp thời tình hình, kết quả thực hiện nhiệm "
                "vụ để báo cáo UBND tỉnh theo quy định./."
            )
        ),
    ),
    authority=("CHÁNH VĂN PHÒNG",),
    signer="Phạm Hùng Trường",
    recipients=(
        Recipient("Chủ tịch, các PCT UBND tỉnh (BC)"),
        Recipient("Các sở, ban, ngành"),
        Recipient("UBND các huyện, thành phố"),
        Recipient("C, PVP UBND tỉnh, các phòng chuyên môn"),
        Recipient("Trung tâm THCB (đăng tải)"),
        Recipient("Lưu: VT, THNC (PT)"),
    ),
    annexes=(
        Annex(
            heading="Phụ lục",
            title="NHIỆM VỤ CHƯA HOÀN THÀNH ĐÃ QUÁ HẠN",
            note=(f"(Kèm theo Báo cáo số {BLANK}/BC-VP ngày {BLANK} tháng 3 năm 2022 của Văn phòng UBND tỉnh)",),
            blocks=(OVERDUE,),
            landscape=True,
        ),
    ),
)
