"""Agencies in running text: full and short names, posts, groups, and where a name ends."""

import pytest

from dondoc.assignments.rules.reading.bodies import field_of, full_name, initials, name_key
from dondoc.assignments.rules.reading.mentions import mentions_at
from dondoc.assignments.rules.reading.passages import Passage, levelled


def named(words: str) -> list[str]:
    p = Passage.of(levelled(words), [(0, len(words))])
    return [one.name for one in mentions_at(p, 0)[0]]


def rest(words: str) -> str:
    p = Passage.of(levelled(words), [(0, len(words))])
    end = mentions_at(p, 0)[1]
    return p.flat[p.tokens[end].start :] if end < len(p.tokens) else ""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sở TTTT", "Sở Thông tin và Truyền thông"),
        ("Sở KH&ĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở KHĐT", "Sở Kế hoạch và Đầu tư"),
        ("Sở Kế hoạch & Đầu tư", "Sở Kế hoạch và Đầu tư"),
        ("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở Nông nghiệp và PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở NN và PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở Lao động - Thương binh và XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở Lao động, Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở TN&MT", "Sở Tài nguyên và Môi trường"),
        ("Sở GTVT", "Sở Giao thông vận tải"),
        ("Sở Giao thông Vận tải", "Sở Giao thông vận tải"),
        ("Sở VHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở Văn hoá, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Ban QLCKCN tỉnh", "Ban Quản lý các khu công nghiệp tỉnh"),
        ("Đài PTTH tỉnh", "Đài Phát thanh và Truyền hình tỉnh"),
        ("Bộ CHQS tỉnh", "Bộ Chỉ huy quân sự tỉnh"),
        ("Uỷ ban nhân dân huyện Hiệp Hoà", "UBND huyện Hiệp Hoà"),
        ("UBND TP. Tuy Hòa", "UBND thành phố Tuy Hòa"),
        ("huyện Lục Nam", "UBND huyện Lục Nam"),
        ("Sở Tài chính tỉnh Lạng Sơn", "Sở Tài chính"),
        ("VP UBND tỉnh", "Văn phòng UBND tỉnh"),
        ("UBND xã Tân Phước 1", "UBND xã Tân Phước 1"),
        ("UBND thành phố Hội An", "UBND thành phố Hội An"),
        ("Ngân hàng Nhà nước Việt Nam - Chi nhánh tỉnh", "Ngân hàng Nhà nước Việt Nam - Chi nhánh tỉnh"),
        ("Ngân hàng Chính sách xã hội tỉnh", "Ngân hàng Chính sách xã hội tỉnh"),
        ("Trung tâm Công nghệ thông tin - Văn phòng UBND tỉnh", "Trung tâm Công nghệ thông tin - Văn phòng UBND tỉnh"),
        ("Ban Quản lý KKT Nghi Sơn và các KCN", "Ban Quản lý Khu kinh tế Nghi Sơn và các khu công nghiệp"),
        ("Công ty Điện lực Phú Yên", "Công ty Điện lực Phú Yên"),
        ("các đơn vị có tên tại mục Kính gửi", "Các đơn vị có tên tại mục Kính gửi"),
        ("các đơn vị thanh tra chuyên ngành", "Các đơn vị thanh tra chuyên ngành"),
        ("Trung tâm Y tế các huyện, thành phố", "Trung tâm Y tế các huyện, thành phố"),
        ("Sở Lao động - Thương binh và Xãhội", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở Lao động - TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Ban Quản lý Khu kinh tế A và các Khu công nghiệp B", "Ban Quản lý Khu kinh tế A và các Khu công nghiệp B"),
        ("Ban Quản lý các khu công nghiệp và khu kinh tế", "Ban Quản lý các khu công nghiệp và khu kinh tế"),
        ("Ban Quản lý Khu dự trữ sinh quyển", "Ban Quản lý Khu dự trữ sinh quyển"),
        ("Trung tâm Phục vụ hành chính công cấp xã", "Trung tâm Phục vụ hành chính công cấp xã"),
        ("Liên minh Hợp tác xã tỉnh", "Liên minh Hợp tác xã tỉnh"),
        ("Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh", "Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh"),
        ("Văn phòng HĐND và UBND xã Tân Lập", "Văn phòng Hội đồng nhân dân và UBND xã Tân Lập"),
        ("Đoàn ĐBQH tỉnh", "Đoàn Đại biểu Quốc hội tỉnh"),
        ("Đoàn đại biểu Quốc hội tỉnh", "Đoàn đại biểu Quốc hội tỉnh"),
        ("Thi hành án dân sự tỉnh", "Thi hành án dân sự tỉnh"),
        ("Viễn thông Tây Ninh", "Viễn thông Tây Ninh"),
        ("Trung đoàn 890", "Trung đoàn 890"),
        ("UBND 124 xã, phường", "UBND 124 xã, phường"),
        ("từng sở, ngành, địa phương", "Từng sở, ngành, địa phương"),
        ("UBND các xã, phường bị thiệt hại", "UBND các xã, phường bị thiệt hại"),
        ("các thành viên Ban Chỉ đạo", "Các thành viên Ban Chỉ đạo"),
        ("các doanh nghiệp kinh doanh xăng dầu", "Các doanh nghiệp kinh doanh xăng dầu"),
        ("các cơ sở giáo dục trên địa bàn tỉnh", "Các cơ sở giáo dục trên địa bàn tỉnh"),
        (
            "các cơ quan chuyên môn, đơn vị sự nghiệp thuộc UBND tỉnh",
            "Các cơ quan chuyên môn, đơn vị sự nghiệp thuộc UBND tỉnh",
        ),
    ],
)
def test_a_short_name_is_written_out(written: str, name: str) -> None:
    assert named(f"{written} rà soát") == [name]
    assert rest(f"{written} rà soát") == "rà soát"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Giám đốc Sở Y tế", ["Sở Y tế"]),
        ("Chủ tịch UBND huyện Sơn Động", ["UBND huyện Sơn Động"]),
        ("Đồng chí Giám đốc Sở Y tế", ["Sở Y tế"]),
        ("UBND các xã: Đoàn Đào, Tiên Tiến", ["UBND xã Đoàn Đào", "UBND xã Tiên Tiến"]),
        ("UBND thành phố Thủ Đức và các quận, huyện", ["UBND thành phố Thủ Đức", "UBND các quận, huyện"]),
        (
            "UBND TX Sông Cầu và các huyện: Tuy An, Phú Hòa",
            ["UBND thị xã Sông Cầu", "UBND huyện Tuy An", "UBND huyện Phú Hòa"],
        ),
        ("Giám đốc: Sở Tư pháp, Công an tỉnh", ["Sở Tư pháp", "Công an tỉnh"]),
        ("Chánh Văn phòng UBND tỉnh", ["Văn phòng UBND tỉnh"]),
        ("Chánh Thanh tra tỉnh", ["Thanh tra tỉnh"]),
        ("Trưởng Ban Dân tộc", ["Ban Dân tộc"]),
        ("đồng chí Nguyễn Văn An, Giám đốc Sở Y tế", ["Sở Y tế"]),
        ("Thủ trưởng các sở, ban, ngành", ["Các sở, ban, ngành"]),
        ("Chủ tịch UBND các huyện, thành phố", ["UBND các huyện, thành phố"]),
        ("Giám đốc các Sở: Y tế, Tài chính và Xây dựng", ["Sở Y tế", "Sở Tài chính", "Sở Xây dựng"]),
    ],
)
def test_a_post_stands_for_the_agency(written: str, names: list[str]) -> None:
    assert named(f"{written} rà soát") == names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (
            "Các sở, cơ quan thuộc UBND tỉnh, UBND huyện, thành phố",
            ["Các sở, cơ quan thuộc UBND tỉnh", "UBND huyện, thành phố"],
        ),
        ("Các sở, ban, ngành; UBND các xã, phường, đặc khu", ["Các sở, ban, ngành", "UBND các xã, phường, đặc khu"]),
        (
            "UBND các huyện Nam Đàn, Thanh Chương và thành phố Vinh",
            ["UBND huyện Nam Đàn", "UBND huyện Thanh Chương", "UBND thành phố Vinh"],
        ),
        ("UBND các xã: Hữu Lũng, Vân Nham", ["UBND xã Hữu Lũng", "UBND xã Vân Nham"]),
        ("Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh", ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"]),
        ("Văn phòng UBND tỉnh (Trung tâm Phục vụ hành chính công)", ["Văn phòng UBND tỉnh"]),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
        (
            "Trung tâm Kiểm soát bệnh tật thành phố và các Trung tâm Y tế khu vực",
            ["Trung tâm Kiểm soát bệnh tật thành phố", "Các Trung tâm Y tế khu vực"],
        ),
    ],
)
def test_a_list_is_read_to_its_end(written: str, names: list[str]) -> None:
    assert named(f"{written} rà soát") == names
    assert rest(f"{written} rà soát") == "rà soát"


@pytest.mark.parametrize(
    "words",
    [
        "Ban hành kế hoạch",
        "Báo cáo kết quả",
        "Thanh tra việc chấp hành",
        "Hội nghị triển khai",
        "các nội dung sau",
        "Bộ phận một cửa",
    ],
)
def test_ordinary_words_are_no_agency(words: str) -> None:
    assert named(words) == []


def test_those_concerned_are_left_open() -> None:
    words = "các cơ quan, đơn vị liên quan"
    p = Passage.of(words, [(0, len(words))])
    assert [(one.is_group, one.is_open) for one in mentions_at(p, 0)[0]] == [(True, True)]


def test_spellings_of_one_name_share_a_key() -> None:
    assert name_key("Uỷ ban nhân dân huyện  Hiệp Hoà") == name_key("UBND huyện Hiệp Hòa")
    assert name_key("Sở Nội vụ") != name_key("Sở Nội Vụ tỉnh khác")
    assert initials("Nông nghiệp và PTNT") == initials("NN&PTNT") == "NNPTNT"
    assert (field_of("GD-ĐT"), field_of("TC"), field_of("QQQ")) == ("Giáo dục và Đào tạo", "Tài chính", "")
    assert full_name("BQL các KCN") == "Ban Quản lý các khu công nghiệp"


def test_departments_named_behind_one_noun_are_each_one() -> None:
    assert named("Sở Y tế, Tài chính và Xây dựng rà soát") == ["Sở Y tế", "Sở Tài chính", "Sở Xây dựng"]
    assert named("Sở Y tế, Công an tỉnh") == ["Sở Y tế", "Công an tỉnh"]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Sở Xây dụng", ["Sở Xây dựng"]),
        ("Sở Tài chinh", ["Sở Tài chính"]),
        ("Công an các đơn vị, địa phương", ["Công an các đơn vị, địa phương"]),
        ("Thủ trưởng các Sở, Ban, Ngành Thành phố", ["Các Sở, Ban, Ngành Thành phố"]),
        ("UBND các tỉnh, thành phố từ Hà Tĩnh đến Lâm Đồng", ["UBND các tỉnh, thành phố từ Hà Tĩnh đến Lâm Đồng"]),
        ("các Ban Quản lý dự án chuyên ngành, khu vực", ["Các Ban Quản lý dự án chuyên ngành, khu vực"]),
        ("các đơn vị trong ngành Công Thương", ["Các đơn vị trong ngành Công Thương"]),
        ("các phòng GDĐT", ["Các phòng GDĐT"]),
        ("các UBND huyện, thị xã", ["UBND huyện, thị xã"]),
    ],
)
def test_names_as_untidy_letters_have_them(written: str, names: list[str]) -> None:
    assert named(f"{written} rà soát") == names
