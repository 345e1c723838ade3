"""Letters as the web gives them: without a head, from the centre, in loose paragraphs, with words of courtesy."""

from datetime import date

import pytest

from tests.rules.reading import leads, letter, read


def test_without_a_head_the_centre_is_known_by_its_orders() -> None:
    text = (
        "Để khắc phục hậu quả bão, Thủ tướng Chính phủ yêu cầu:\n\n"
        "1. Bộ Tài chính, Ngân hàng Nhà nước Việt Nam rà soát, xong trước ngày 02/9/2025.\n\n"
        "2. Bộ Công an (Cơ quan thường trực):\n\n+ Bảo đảm an ninh;\n\n+ Lưu trữ đầy đủ hồ sơ."
    )
    reading = read(text)
    assert reading.document.issuer == "Thủ tướng Chính phủ"
    assert leads(reading) == [["Bộ Tài chính", "Ngân hàng Nhà nước Việt Nam"], ["Bộ Công an"], ["Bộ Công an"]]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Số: 12/CĐ-TTg\nHà Nội, ngày 05 tháng 3 năm 2022\n\nRà soát.", "Thủ tướng Chính phủ"),
        ("Số: 812/VPCP-KTTH\nHà Nội, ngày 05 tháng 3 năm 2022\n\nRà soát.", "Văn phòng Chính phủ"),
        ("Bộ trưởng Bộ Công Thương yêu cầu các đơn vị trong ngành thực hiện:\n\n(1) Trực ban.", "Bộ Công Thương"),
        ("Phó Thủ tướng Trần Văn Bình giao Bộ Y tế rà soát.", "Thủ tướng Chính phủ"),
        ("Về việc này, Thủ tướng yêu cầu Chủ tịch UBND tỉnh Mai Sơn chỉ đạo kiểm tra.", "Thủ tướng Chính phủ"),
        ("Thực hiện kế hoạch, Sở Y tế đề nghị các bệnh viện báo cáo.", "Sở Y tế"),
        ("Thực hiện chỉ đạo của Thủ tướng, UBND tỉnh yêu cầu Sở Y tế rà soát.", ""),
        ("Theo đó, UBND huyện giao Phòng Nội vụ rà soát.", "UBND huyện"),
        ("UBND TP. yêu cầu Sở Y tế rà soát.", "UBND thành phố"),
    ],
)
def test_who_issues_a_text_without_a_head(text: str, issuer: str) -> None:
    assert read(text).document.issuer == issuer


def test_a_text_that_tells_its_own_day_is_reckoned_from_it() -> None:
    reading = read("Ngày 21/5/2019, UBND tỉnh ban hành Công văn số 46/UBND-TH. Giao Sở Y tế rà soát trước ngày 23/6.")
    assert reading.tasks[0].deadline.on == date(2019, 6, 22)


def test_loose_paragraphs_below_a_title_are_tasks_and_the_title_is_none() -> None:
    points = (
        "1. Nâng cao chất lượng tuyên truyền",
        "Xây dựng kế hoạch tuyên truyền trong năm.",
        "Tổ chức tập huấn cho cán bộ cơ sở.",
    )
    intro = "UBND tỉnh yêu cầu các sở, ban, ngành thực hiện các nội dung sau:"
    found = read(letter(*points, intro=intro)).tasks
    assert [one.text[:12] for one in found] == ["Xây dựng kế ", "Tổ chức tập "]


def test_two_deadlines_of_one_point_below_an_opening_are_two_tasks() -> None:
    intro = "UBND tỉnh yêu cầu UBND các huyện thực hiện các nội dung sau:"
    point = "- Sửa chữa nhà hư hỏng, xong trước ngày 31/3/2022; xây lại nhà đổ sập trước ngày 30/4/2022."
    found = read(letter(point, intro=intro)).tasks
    assert [one.deadline.on for one in found] == [date(2022, 3, 30), date(2022, 4, 29)]


def test_a_report_with_a_day_of_its_own_gives_no_other_task_its_day() -> None:
    intro = "UBND tỉnh yêu cầu UBND các huyện thực hiện các nội dung sau:"
    points = (
        "- Bố trí nguồn lực tại chỗ.",
        "Báo cáo kế hoạch và nhu cầu hỗ trợ, gửi Sở Tài chính trước ngày 03/3/2022.",
    )
    found = read(letter(*points, intro=intro)).tasks
    assert [one.deadline.on for one in found] == [None, date(2022, 3, 2)]


@pytest.mark.parametrize(
    ("point", "lead"),
    [
        ("Phân công Sở Y tế chủ trì xây dựng kế hoạch.", "Sở Y tế"),
        ("Lưu ý Sở Tài chính bố trí kinh phí.", "Sở Tài chính"),
        ("Đôn đốc Sở Xây dựng hoàn thành hồ sơ.", "Sở Xây dựng"),
        ("Sở Y tế xin ý kiến Bộ Y tế về phương án, báo cáo UBND tỉnh.", "Sở Y tế"),
        ("Sở Xây dựng đã được giao tại Công văn số 12/UBND-KT, tiếp tục rà soát.", "Sở Xây dựng"),
        ("Căn cứ kế hoạch năm; nghị quyết của HĐND tỉnh, yêu cầu Sở Y tế rà soát.", "Sở Y tế"),
        ("Tương tự, UBND tỉnh cũng giao Sở Y tế rà soát.", "Sở Y tế"),
        ("UBND tỉnh đã có công văn giao Sở Y tế rà soát.", "Sở Y tế"),
        ("Chủ tịch UBND tỉnh yêu cầu: từ ngày 01/3 đến ngày 15/3, Sở Y tế bố trí trực.", "Sở Y tế"),
        ("Văn phòng UBND tỉnh chuyển Công văn số 5/SXD để Sở Xây dựng nghiên cứu.", "Sở Xây dựng"),
        ("Quyền Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát.", "Sở Y tế"),
        ("Lãnh đạo tỉnh yêu cầu Sở Y tế rà soát.", "Sở Y tế"),
        ("Theo đó, Phó Chủ tịch UBND TP Trần Văn Mẫu yêu cầu Sở Y tế rà soát.", "Sở Y tế"),
        ("Theo đó, tỉnh yêu cầu các chủ đầu tư của tỉnh rà soát.", "Các chủ đầu tư của tỉnh"),
        ("Giao Tổ kiểm tra công vụ tăng cường kiểm tra.", "Tổ kiểm tra công vụ"),
        ("Giao Ban chỉ đạo diệt trừ chuột huyện tổ chức ra quân.", "Ban chỉ đạo diệt trừ chuột huyện"),
        ("Giao đồng chí Trần Văn Mẫu, Ủy viên Ban Thường vụ, Giám đốc Sở Y tế rà soát.", "Sở Y tế"),
        ("Để kịp thời, đủ ý; Chủ tịch UBND tỉnh yêu cầu Sở Y tế, các đơn vị liên quan rà soát.", "Sở Y tế"),
        ("Chuyển đơn của ông A đến Chủ tịch UBND huyện Chi Lăng để giải quyết.", "UBND huyện Chi Lăng"),
        (
            "Giao Văn phòng Thường trực Ban Chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn tỉnh trực ban.",
            "Văn phòng Thường trực Ban Chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn tỉnh",
        ),
        ("Các Công ty thủy lợi: Sông Hinh, Bắc sông Đà vận hành hồ.", "Các Công ty thủy lợi: Sông Hinh, Bắc sông Đà"),
        ("Giao UBND huyện, thành phố nơi có mỏ tăng cường kiểm tra.", "UBND huyện, thành phố nơi có mỏ"),
        (
            "Các tổ chức, cá nhân hoạt động khoáng sản trên địa bàn tỉnh chấp hành quy định.",
            "Các tổ chức, cá nhân hoạt động khoáng sản trên địa bàn tỉnh",
        ),
        ("Giao Sở Y tế không để vi phạm. Chủ tịch UBND huyện chịu trách nhiệm trước UBND tỉnh nếu có.", "Sở Y tế"),
        ("Đề nghị Phòng Văn thư bảo quản hồ sơ.", "Phòng Văn thư"),
        (
            "UBND tỉnh đề nghị các sở, đơn vị và các hộ gia đình trên địa bàn treo cờ.",
            "Các sở, đơn vị và các hộ gia đình trên địa bàn",
        ),
        ("Xin gửi bản chụp văn bản nói trên đến quý cơ quan để có ý kiến.", "Các sở, ban, ngành"),
    ],
)
def test_less_usual_ways_to_tell_somebody(point: str, lead: str) -> None:
    assert leads(read(letter(point))) == [[lead]]


@pytest.mark.parametrize(
    "point",
    [
        "Nhập tại mục “Sở, ngành nhập thông tin”.",
        "Đồng ý để Công ty Cổ phần Sao Mai khảo sát mỏ đất tại huyện Hải Lăng làm cơ sở bổ sung quy hoạch.",
        "Sở Xây dựng đã được giao làm chủ đầu tư.",
    ],
)
def test_names_and_consent_tell_nobody(point: str) -> None:
    assert not [one for one in leads(read(letter(point))) if one != ["Các sở, ban, ngành"]]


def test_partners_parted_by_semicolons_are_one_list() -> None:
    point = (
        "Giao Sở Y tế chủ trì, phối hợp các Sở: Tài chính, Xây dựng; Ban Quản lý khu kinh tế tỉnh; UBND các huyện: "
        "Bình Gia, Chi Lăng và các đơn vị liên quan rà soát; Sở Nội vụ theo dõi; báo cáo trước ngày 20/4/2022."
    )
    found = read(letter(point))
    assert leads(found) == [["Sở Y tế"], ["Sở Nội vụ"]]
    assert [one.name for one in found.tasks[0].coordinating][2:4] == [
        "Ban Quản lý khu kinh tế tỉnh",
        "UBND huyện Bình Gia",
    ]


def test_the_office_that_passes_opinions_on_may_set_a_day_for_all_of_them() -> None:
    points = (
        "- Sở Y tế kiểm điểm trách nhiệm.",
        "- Sở Xây dựng khắc phục tồn tại.",
        "Văn phòng UBND tỉnh xin thông báo để các sở biết, thực hiện, báo cáo Chủ tịch UBND tỉnh trong tháng 7/2022.",
    )
    assert [one.deadline.on for one in read(letter(*points)).tasks] == [date(2022, 7, 31)] * 2


def test_the_years_that_are_inspected_are_no_deadline() -> None:
    found = read("UBND tỉnh giao Thanh tra tỉnh thanh tra Sở Xây dựng.\n\nThời kỳ từ 01/01/2015 đến 31/12/2022.")
    assert [one.deadline.on for one in found.tasks] == [None]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("UBND tỉnh vừa có văn bản chỉ đạo phòng dịch.\n\nSở Y tế mở đợt xét nghiệm.", ["Sở Y tế"]),
        ("UBND thành phố ban hành công văn số 12/UBND-TH.\n\nTheo đó, các đơn vị phản hồi báo chí.", ["Các đơn vị"]),
        ("Văn phòng UBND huyện vừa có Công văn số 8/VP-TH đề nghị UBND xã Mai Sơn kiểm tra.", ["UBND xã Mai Sơn"]),
        ("Văn phòng HĐND và UBND huyện có trách nhiệm đôn đốc.", ["Văn phòng Hội đồng nhân dân và UBND huyện"]),
        ("UBND tỉnh đã chỉ đạo phòng dịch.\n\nSở Y tế mở đợt xét nghiệm.", None),
        ("Ngày 5/3, UBND thành phố giao Sở Y tế rà soát.", ["Sở Y tế"]),
    ],
)
def test_what_others_tell_of_a_document(text: str, lead: list[str] | None) -> None:
    assert leads(read(text)) == ([lead] if lead else [])


def test_a_place_with_a_tight_hyphen_is_one_name_and_partners_left_open_are_none_of_it() -> None:
    point = "Sở Y tế chủ trì, phối hợp với UBND huyện, thị xã và cơ quan liên quan rà soát tại tỉnh Thừa Thiên-Huế."
    found = read(letter(point)).tasks[0]
    assert [one.name for one in found.coordinating] == ["UBND huyện, thị xã"]
    assert leads(read("Thủ tướng yêu cầu Chủ tịch UBND tỉnh Thừa Thiên-Huế rà soát.")) == [["UBND tỉnh Thừa Thiên-Huế"]]


def test_a_week_by_its_number() -> None:
    found = read(letter("Giao Sở Y tế báo cáo trong tuần 9."))
    assert found.tasks[0].deadline.on == date(2022, 3, 6)


def test_often_said_of_others_is_no_deadline() -> None:
    assert read(letter("Giao Sở Y tế kiểm tra các huyện thường xuyên để xảy ra dịch.")).tasks[0].deadline.kind == "none"


def test_an_office_of_the_centre_is_known_by_its_symbol_where_the_head_is_broken() -> None:
    text = (
        "VĂN PHÒNG CHÍNH PHỦ |\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM |\nSố: 66/VPCP-TH |\n"
        "Hà Nội, ngày 10 tháng 8 năm 2022 |\nKính gửi: UBND tỉnh Mai Sơn.\n"
        "Phó Thủ tướng Trần Văn Mẫu yêu cầu UBND tỉnh Mai Sơn kiểm tra vụ việc."
    )
    assert (read(text).document.issuer, leads(read(text))) == ("Văn phòng Chính phủ", [["UBND tỉnh Mai Sơn"]])


def test_a_date_alone_on_its_line_dates_the_letter() -> None:
    text = "Số: 2/UBND-VX\nNgày 24 tháng 3 năm 2022\n\nKính gửi: Sở Y tế.\n\nGiao Sở Y tế rà soát."
    assert read(text).document.on == date(2022, 3, 24)


def test_points_without_a_full_stop_and_a_point_that_tells_the_time() -> None:
    points = (
        "1. Các đơn vị báo cáo kết quả cải cách",
        "2. Thời hạn gửi: trước ngày 25/6/2022",
        "3. Bảo vệ người tố cáo",
        "Yêu cầu các đơn vị nghiêm túc thực hiện, gửi đúng hạn.",
    )
    found = read(letter(*points))
    assert leads(found) == [["Các đơn vị"], ["Các sở, ban, ngành"]]
    assert [one.deadline.on for one in found.tasks] == [date(2022, 6, 24), None]


def test_today_in_words_and_as_a_date() -> None:
    found = read(letter("Giao Sở Y tế kiểm tra trước 17h00 ngày hôm nay 21/02/2022."))
    assert found.tasks[0].deadline.on == date(2022, 2, 21)
