"""Who is told what: one sentence, several agencies, headings, inheritance, and words that assign nothing."""

from datetime import date

import pytest

from dondoc.assignments.rules.reading import CannotReadDirective, ReadTask
from tests.rules.reading import leads, letter, read


def tasks(*points: str, intro: str = "UBND tỉnh yêu cầu:") -> tuple[ReadTask, ...]:
    return read(letter(*points, intro=intro)).tasks


def test_a_sentence_with_two_agencies_is_two_tasks() -> None:
    found = tasks("1. Sở Y tế rà soát danh sách; Sở Tài chính bố trí kinh phí trước ngày 15/3/2022.")
    assert [[p.name for p in one.lead] for one in found] == [["Sở Y tế"], ["Sở Tài chính"]]
    assert [one.deadline.on for one in found] == [None, date(2022, 3, 14)]
    assert found[0].text == "Sở Y tế rà soát danh sách"


def test_those_who_only_share_are_no_second_task() -> None:
    (one,) = tasks("1. Sở Y tế chủ trì tham mưu kế hoạch; Sở Tài chính phối hợp thực hiện.")
    assert [p.name for p in one.coordinating] == ["Sở Tài chính"]


def test_a_second_deadline_of_the_same_agency_is_a_second_task() -> None:
    found = tasks("1. Sở Y tế xây dựng kế hoạch trước ngày 15/3/2022. Báo cáo kết quả trước ngày 30/6/2022.")
    assert [one.deadline.on for one in found] == [date(2022, 3, 14), date(2022, 6, 29)]
    assert [p.name for one in found for p in one.lead] == ["Sở Y tế", "Sở Y tế"]


def test_a_closing_deadline_counts_for_every_task_of_the_point() -> None:
    found = tasks("1. Sở Y tế rà soát; Sở Tài chính thẩm định. Hoàn thành trước ngày 15/3/2022.")
    assert {one.deadline.on for one in found} == {date(2022, 3, 14)}


def test_lower_points_take_over_lead_partner_and_deadline_of_their_heading() -> None:
    found = tasks(
        "1. Sở Y tế chủ trì, phối hợp với Công an tỉnh thực hiện các nội dung sau, hoàn thành trước ngày 30/4/2022:\n"
        "a) Rà soát cơ sở;\nb) Báo cáo kết quả trong tháng 3."
    )
    assert [one.point for one in found] == ["1.a", "1.b"]
    assert all([p.name for p in one.lead] == ["Sở Y tế"] for one in found)
    assert all([p.name for p in one.coordinating] == ["Công an tỉnh"] for one in found)
    assert [one.deadline.on for one in found] == [date(2022, 4, 29), date(2022, 3, 31)]


def test_lower_points_that_are_no_deeds_stay_part_of_the_task() -> None:
    (one,) = tasks("1. Sở Y tế báo cáo theo các nội dung:\n- Kết quả đạt được;\n- Khó khăn, vướng mắc.")
    assert one.point == "1" and one.text.endswith("vướng mắc.")


def test_a_point_may_name_somebody_else_than_its_heading() -> None:
    found = tasks("1. Sở Y tế:\n- Rà soát cơ sở;\n- Giao Công an tỉnh kiểm tra.")
    assert [[p.name for p in one.lead] for one in found] == [["Sở Y tế"], ["Công an tỉnh"]]


def test_points_without_a_name_are_for_those_that_the_opening_names() -> None:
    intro = "Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở, ban, ngành thực hiện các nội dung sau:"
    found = tasks("1. Rà soát thủ tục hành chính.", "2. Báo cáo trước ngày 15/3/2022.", intro=intro)
    assert [[p.name for p in one.lead] for one in found] == [["Các sở, ban, ngành"]] * 2
    assert all(one.confidence < 0.8 for one in found)


def test_points_without_any_name_are_for_those_addressed_as_a_guess() -> None:
    (one,) = tasks("1. Rà soát thủ tục hành chính.", intro="UBND tỉnh yêu cầu thực hiện các nội dung sau:")
    assert [p.name for p in one.lead] == ["Các sở, ban, ngành"]


@pytest.mark.parametrize(
    "point",
    [
        "1. Đồng ý với đề nghị của Sở Y tế tại Tờ trình số 12/TTr-SYT ngày 15/02/2022.",
        "1. Ghi nhận, đánh giá cao kết quả của các sở, ngành.",
        "Yêu cầu các đơn vị nghiêm túc triển khai thực hiện./.",
        "Nhận được Công văn này, yêu cầu các cơ quan, đơn vị khẩn trương tổ chức thực hiện./.",
        "Văn phòng UBND tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện./.",
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Sở Y tế để tổng hợp.",
        "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này.",
        "Quyết định này có hiệu lực kể từ ngày ký.",
        "Trong tháng 02/2022, UBND tỉnh đã giao các sở, ban, ngành tổng số 183 nhiệm vụ.",
        "Sở Y tế đã chủ trì, phối hợp với Sở Tài chính tham mưu kế hoạch.",
        "Một số đơn vị chậm báo cáo: Sở Y tế (01 văn bản); Sở Tài chính (02 văn bản).",
    ],
)
def test_consent_report_and_closing_words_assign_nothing(point: str) -> None:
    assert tasks(point) == ()


@pytest.mark.parametrize(
    ("point", "lead"),
    [
        ("1. Đồng ý với đề nghị của Sở Y tế tại Tờ trình số 12/TTr-SYT; giao Sở Tài chính bố trí vốn.", "Sở Tài chính"),
        ("1. Trước ngày 15/3/2022, Sở Y tế báo cáo UBND tỉnh.", "Sở Y tế"),
        ("1. Trên cơ sở báo cáo của các sở, ngành, Sở Nội vụ tổng hợp.", "Sở Nội vụ"),
        ("1. Về kinh phí: Sở Tài chính bố trí nguồn vốn.", "Sở Tài chính"),
        ("1. Đối với UBND các huyện: rà soát hộ nghèo.", "UBND các huyện"),
        ("1. Trách nhiệm của Sở Y tế: kiểm tra, hướng dẫn.", "Sở Y tế"),
        ("1. Phó Chủ tịch UBND tỉnh Hồ Tiến Thiệu giao Sở Y tế rà soát.", "Sở Y tế"),
        ("Điều 2. Giao Sở Y tế tổ chức thực hiện Kế hoạch.", "Sở Y tế"),
        ("1. Văn phòng UBND tỉnh chuyển đơn đến Thanh tra tỉnh để xem xét, giải quyết.", "Thanh tra tỉnh"),
    ],
)
def test_an_order_is_found_wherever_it_stands(point: str, lead: str) -> None:
    (one,) = tasks(point)
    assert [p.name for p in one.lead] == [lead]


def test_the_agency_marked_as_leading_leads_and_the_others_share() -> None:
    (one,) = tasks("1. Giao Sở Công Thương (chủ trì), Sở Xây dựng và Sở Tài chính xem xét hồ sơ.")
    assert [p.name for p in one.lead] == ["Sở Công Thương"]
    assert [p.name for p in one.coordinating] == ["Sở Xây dựng", "Sở Tài chính"]


def test_a_deadline_behind_the_tasks_of_a_paragraph_is_theirs_and_of_no_paragraph_before() -> None:
    text = letter("Giao Sở Y tế rà soát thuốc.", "Giao Sở Nội vụ tổng hợp. Trình UBND tỉnh trước ngày 10/8/2022.")
    assert [(task.lead[0].name, task.deadline.on) for task in read(text).tasks] == [
        ("Sở Y tế", None),
        ("Sở Nội vụ", date(2022, 8, 9)),
    ]


def test_points_may_be_numbered_with_a_dash() -> None:
    reading = read(letter("1- Sở Y tế rà soát thuốc.", "2- Các huyện di dời dân xong trước 14 giờ ngày 15/3/2022."))
    assert [(task.point, task.lead[0].name) for task in reading.tasks] == [("1", "Sở Y tế"), ("2", "Các huyện")]


def test_the_office_of_the_committee_urges_others_as_its_own_task() -> None:
    assert leads(read(letter("1. Văn phòng UBND tỉnh đôn đốc các sở tổng hợp báo cáo."))) == [["Văn phòng UBND tỉnh"]]


def test_those_concerned_who_take_part_are_named_without_what_they_do() -> None:
    (task,) = read(letter("1. Giao Sở Y tế chủ trì phối hợp với các đơn vị liên quan tham gia ý kiến.")).tasks
    assert task.coordinating == () and "các đơn vị liên quan: chưa rõ" in task.unresolved[0].lower()


def test_what_an_agency_shall_ask_of_others_is_its_own_task() -> None:
    reading = read(letter("1. Sở Y tế: yêu cầu các bệnh viện trực cấp cứu, xong trước ngày 20/3/2022."))
    assert leads(reading) == [["Sở Y tế"]]


def test_whatever_stands_below_an_agency_alone_is_its_task() -> None:
    reading = read(letter("1. Sở Y tế", "- Thuốc men mang đến từng nhà dân bị ngập.", "- Thành lập 03 đoàn kiểm tra."))
    assert leads(reading) == [["Sở Y tế"], ["Sở Y tế"]]


def test_a_heading_that_goes_on_behind_its_agency_is_still_a_heading() -> None:
    (one,) = tasks("1. Sở Xây dựng - Cơ quan thường trực Ban An toàn giao thông tỉnh\n- Rà soát các điểm đen.")
    assert ([p.name for p in one.lead], one.text) == (["Sở Xây dựng"], "Rà soát các điểm đen.")


def test_what_residents_ask_for_is_told_to_nobody() -> None:
    point = "1. Các hộ dân thôn Đông, xã Nam Trực: Phản ánh trang trại gây ô nhiễm.\n- UBND xã Nam Trực đối thoại."
    (one,) = tasks(point, intro="UBND tỉnh giao:")
    assert [p.name for p in one.lead] == ["UBND xã Nam Trực"]


@pytest.mark.parametrize("words", ["chủ trì cùng Sở Xây dựng khảo sát", "khảo sát cùng với Sở Xây dựng"])
def test_doing_it_together_is_a_share(words: str) -> None:
    (one,) = tasks(f"1. Sở Y tế {words} các điểm đấu nối.")
    assert ([p.name for p in one.lead], [p.name for p in one.coordinating]) == (["Sở Y tế"], ["Sở Xây dựng"])


@pytest.mark.parametrize(
    "words",
    [
        "Tiếp tục giao Sở Nội vụ theo dõi.",
        "Nhất trí giao Sở Nội vụ làm chủ đầu tư dự án.",
        "Theo đề nghị của Sở Y tế, UBND tỉnh giao Sở Nội vụ rà soát.",
        "Về phía Sở Nội vụ, cần rà soát các đề án.",
        "Liên quan đến nội dung biên chế, Sở Nội vụ tham mưu.",
        "Sở Nội vụ với vai trò cơ quan thường trực, chủ động đôn đốc.",
        "Sở Nội vụ và các cơ quan liên quan rà soát.",
        "Rà soát đề án vị trí việc làm (Sở Nội vụ chủ trì, xong trước ngày 15/3/2022).",
    ],
)
def test_who_is_told_is_found_behind_any_opening(words: str) -> None:
    (one,) = tasks(f"1. {words}", intro="Chủ tịch UBND tỉnh kết luận như sau:")
    assert [p.name for p in one.lead] == ["Sở Nội vụ"]


def test_a_request_behind_a_topic_without_a_sign_names_all_whom_it_asks() -> None:
    (one,) = tasks("1. Về chuyển đổi số Yêu cầu các sở, ban, ngành, UBND các xã, phường số hóa hồ sơ.")
    assert [p.name for p in one.lead] == ["Các sở, ban, ngành", "UBND các xã, phường"]


def test_members_of_a_team_and_guests_of_a_meeting_are_told_nothing() -> None:
    team = read(
        letter("Điều 1. Thành lập Tổ công tác gồm các ông, bà có tên sau đây:", "1. Giám đốc Sở Y tế - Tổ trưởng;")
    )
    meeting = read(letter("UBND tỉnh kính mời:", "- Thành phần: Giám đốc Sở Y tế.", "- Địa điểm: Phòng họp số 2."))
    assert leads(team) == leads(meeting) == []


def test_what_stands_in_brackets_orders_nobody() -> None:
    reading = read(letter("1. Giao Sở Y tế tập huấn (đầu mối: Trung tâm Chuyển đổi số, điện thoại 0208.3)."))
    assert leads(reading) == [["Sở Y tế"]]


def test_a_sentence_of_the_issuer_may_ask_others_at_its_end() -> None:
    reading = read(
        letter("Văn phòng UBND tỉnh thông báo đến Sở Y tế biết và đề nghị Sở Tài chính góp ý trước ngày 20/3/2022.")
    )
    assert leads(reading) == [["Sở Tài chính"]]


def test_cells_of_a_table_name_everybody_known_or_not() -> None:
    rows = (
        "STT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời gian\n1\tLắp camera\tSở Y tế; UBND cấp xã\tVNPT X, Tổ 5 người\tCả năm"
    )
    (task,) = read(letter("Phân công như sau:", rows)).tasks
    assert [party.name for party in task.lead] == ["Sở Y tế", "UBND cấp xã"]
    assert [party.name for party in task.coordinating] == ["VNPT X", "Tổ 5 người"]
    assert task.deadline.on is not None and (task.deadline.on.month, task.deadline.on.day) == (12, 31)


def test_somebody_whom_nobody_knows_is_shown_and_left_open() -> None:
    (one,) = tasks("1. Giao đơn vị tư vấn hoàn thiện hồ sơ trước ngày 15/3/2022.")
    assert [p.as_written for p in one.lead] == ["đơn vị tư vấn"]
    assert any(question.startswith("đơn vị tư vấn:") for question in one.unresolved)
    assert one.confidence < 0.9


def test_those_concerned_are_a_question_and_no_partner() -> None:
    (one,) = tasks("1. Sở Y tế chủ trì, phối hợp với Sở Tài chính và các cơ quan liên quan rà soát.")
    assert [p.name for p in one.coordinating] == ["Sở Tài chính"]
    assert one.unresolved == ("các cơ quan liên quan: chưa rõ đơn vị nào, cần chọn",)


def test_labelled_lines_of_a_plan_belong_to_the_point_above() -> None:
    (one,) = tasks(
        "1. Xây dựng kho dữ liệu dùng chung.\n- Cơ quan chủ trì: Sở TTTT.\n- Cơ quan phối hợp: Sở Tài chính.\n"
        "- Thời gian hoàn thành: Quý IV/2022."
    )
    assert [p.name for p in (*one.lead, *one.coordinating)] == ["Sở Thông tin và Truyền thông", "Sở Tài chính"]
    assert one.deadline.on == date(2022, 12, 31)


def test_a_table_that_assigns_gives_a_task_a_row() -> None:
    rows = ("1\tRà soát\tSở Y tế\tTháng 3/2022", "2\tBáo cáo\tSở Tài chính\t15/4/2022")
    rows = ("1\tRà soát\tSở Y tế\tTháng 3/2022", "2\tBáo cáo\tSở Tài chính\t15/4/2022")
    table = "\n".join(("STT\tNhiệm vụ\tCơ quan chủ trì\tThời hạn", *rows))
    reading = read(letter("Giao các đơn vị theo Phụ lục.") + "\nPHỤ LỤC\n" + table)
    assert leads(reading)[-2:] == [["Sở Y tế"], ["Sở Tài chính"]]
    assert [task.deadline.on for task in reading.tasks[-2:]] == [date(2022, 3, 31), date(2022, 4, 15)]


def test_a_date_given_for_a_draft_settles_what_the_draft_leaves_open() -> None:
    draft = letter("1. Sở Y tế báo cáo trong tháng 3.", dated="ngày   tháng   năm 2022")
    assert read(draft, on=date(2022, 1, 5)).tasks[0].deadline.on == date(2022, 3, 31)
    assert read(draft).notes


@pytest.mark.parametrize("text", ["", "  \n\t ", "x" * 600_001])
def test_no_text_and_too_much_text_are_refused(text: str) -> None:
    with pytest.raises(CannotReadDirective):
        read(text)
