"""Lines put together by the places of letters, whatever the order in which a file draws them."""

from dondoc.documents.pdf_texts.lines import Sign, lines_of_rows, rows_of
from dondoc.documents.pdf_texts.sheets import Sheet

SIZE, WIDTH, STEP = 14.0, 7.0, 18.0


def signs(text: str, *, x: float = 90.0, y: float = 700.0) -> list[Sign]:
    """Letters of one width, drawn from left to right."""
    at = [(x + n * WIDTH, letter) for n, letter in enumerate(text)]
    return [Sign(letter, left, left + WIDTH, y, SIZE) for left, letter in at]


def lines(*drawn: list[Sign]) -> list[str]:
    found = lines_of_rows(list(rows_of([sign for some in drawn for sign in some])))
    return [text for _, text in sorted(found, key=lambda line: -line[0])]


def test_letters_drawn_apart_come_back_to_their_words() -> None:
    letters = signs("Sở Y tế rà soát")
    assert lines(
        [one for one in letters if one.text.isascii()], [one for one in letters if not one.text.isascii()]
    ) == ["Sở Y tế rà soát"]


def test_two_columns_are_read_one_after_the_other() -> None:
    head = (
        signs("UBND TỈNH A", y=700),
        signs("CỘNG HÒA", x=350, y=700),
        signs("Số: 12/UBND", y=682),
        signs("A, ngày 01 tháng 3", x=350, y=682),
        signs("năm 2025", x=350, y=664),
        signs("Kính gửi: Sở Y tế", x=180, y=600),
    )
    assert [line for line in lines(*head) if line] == [
        "UBND TỈNH A",
        "Số: 12/UBND",
        "CỘNG HÒA",
        "A, ngày 01 tháng 3",
        "năm 2025",
        "Kính gửi: Sở Y tế",
    ]


def test_a_paragraph_ends_where_its_line_had_room_left() -> None:
    page = (
        signs("Sở Y tế rà soát, báo cáo kết quả về Ủy ban nhân dân tỉnh", y=700),
        signs("trước ngày 15/3.", y=682),
        signs("Sở Xây dựng tổng hợp.", y=664),
    )
    assert lines(*page) == [
        "Sở Y tế rà soát, báo cáo kết quả về Ủy ban nhân dân tỉnh",
        "trước ngày 15/3.",
        "",
        "Sở Xây dựng tổng hợp.",
    ]


def ruled(*rows: tuple[str, str, str], y: float = 700.0) -> Sheet:
    """A table of three columns, 150 points each, with its rules."""
    sheet = Sheet()
    for n, row in enumerate(rows):
        top = y - n * 40
        for column, text in enumerate(row):
            sheet.add_box(90 + column * 150, top - 40, 240 + column * 150, top, is_drawn=True)
            for k, part in enumerate(text.split("|")):
                sheet.signs += signs(part, x=95 + column * 150, y=top - 15 - k * 16)
    return sheet


def test_a_row_of_a_ruled_table_is_one_line_with_empty_cells_kept() -> None:
    sheet = ruled(("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Rà soát|hồ sơ", ""), ("2", "", "Sở Y tế"))
    assert sheet.lines() == ["TT\tNhiệm vụ\tChủ trì", "1\tRà soát hồ sơ\t", "2\t\tSở Y tế"]


def test_a_rule_below_the_motto_makes_no_table() -> None:
    sheet = Sheet(signs("Độc lập - Tự do - Hạnh phúc"))
    sheet.add_box(90, 690, 280, 691, is_drawn=True)
    assert sheet.lines() == ["Độc lập - Tự do - Hạnh phúc"]
