"""`dondoc numbers`: numbers kept and a book listed, in words and as JSON; refusals with exit code 2."""

import json

import pytest

from dondoc.cli.main import main

BOOK = ("--body", "LS", "--type", "BC", "--year", "2026")


@pytest.mark.django_db
def test_numbers_are_kept_and_the_book_shows_them(world: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["numbers", "reserve", *BOOK, "--count", "3", "--reason", "văn bản mật", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "body": "LS",
        "type": "BC",
        "year": 2026,
        "numbers": ["01", "02", "03"],
        "reason": "văn bản mật",
    }
    assert main(["numbers", "reserve", *BOOK, "--count", "1"]) == 0
    assert capsys.readouterr().out == "Đã giữ: 04.\n"
    assert main(["numbers", "list", *BOOK, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["numbers"]
    assert [line["number"] for line in told] == ["01", "02", "03", "04"]
    assert {line["state"] for line in told} == {"reserved"}
    assert main(["numbers", "list", *BOOK]) == 0
    assert "01 | giữ chỗ | chưa có ngày | văn bản mật" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        ("--body", "XX", "--type", "BC", "--count", "1"),
        ("--body", "LS", "--type", "XX", "--count", "1"),
        ("--body", "LS", "--type", "BC", "--count", "0"),
        ("--body", "LS", "--type", "BC", "--count", "1", "--year", "2031"),
    ],
)
def test_what_may_not_be_kept_is_refused(
    world: object, wrong: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["numbers", "reserve", *wrong]) == 2
    assert capsys.readouterr().err
