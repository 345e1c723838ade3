"""`exchange queue`, `send`, `receive`: a message on its way out and one that comes, over a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dondoc.cli.main import main
from dondoc.exchange.models import InMessage, OutMessage
from dondoc.exchange.rules.writing import write
from tests.actions.test_receive_message import came
from tests.factories import World
from tests.factories.exchange import INSIDE, OFFICE, OUTSIDE, identified, letter


@pytest.fixture
def folder(world: World, tmp_path: Path, settings: Any) -> Path:
    identified(world)
    settings.EXCHANGE_AXIS = str(tmp_path / "truc")
    return tmp_path


def file(folder: Path, data: bytes) -> str:
    path = folder / "m.edxml"
    path.write_bytes(data)
    return str(path)


def test_a_message_is_queued_and_sent_over_the_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = write(letter(OUTSIDE, INSIDE))
    assert main(["exchange", "queue", file(folder, data)]) == 0
    assert f"→ {OUTSIDE}" in capsys.readouterr().out
    assert main(["exchange", "send"]) == 0
    assert capsys.readouterr().out == "Đã gửi 3 thông điệp, 0 gửi lỗi.\n"  # inside, its 'đã đến' came back
    (laid,) = (folder / "truc" / "di" / OUTSIDE).iterdir()
    assert laid.read_bytes() == data
    assert InMessage.objects.get(kind="document").receiver_id == INSIDE


def test_one_run_sends_everything_that_is_due(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(12):
        main(["exchange", "queue", file(folder, write(letter(number=f"{n:02}")))])
    capsys.readouterr()
    assert main(["exchange", "send"]) == 0
    assert capsys.readouterr().out == "Đã gửi 12 thông điệp, 0 gửi lỗi.\n"


def test_without_an_axis_it_says_what_is_missing(
    folder: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EXCHANGE_AXIS = ""
    main(["exchange", "queue", file(folder, write(letter()))])
    assert main(["exchange", "send"]) == 0
    assert "1 thông điệp chưa gửi vì chưa khai báo trục" in capsys.readouterr().out
    assert main(["exchange", "receive"]) == 2
    assert "DONDOC_AXIS" in capsys.readouterr().err


def test_a_failure_shows_in_the_exit_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "truc").write_bytes(b"a file stands here")
    main(["exchange", "queue", file(folder, write(letter()))])
    assert main(["exchange", "send"]) == 3
    assert "1 gửi lỗi" in capsys.readouterr().out


def test_what_waits_is_received_and_what_is_not_for_us_goes_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    incoming = folder / "truc" / "den"
    incoming.mkdir(parents=True)
    (incoming / "a.edxml").write_bytes(came(OFFICE))
    (incoming / "b.edxml").write_bytes(came("H99"))
    assert main(["exchange", "receive"]) == 3
    out = capsys.readouterr().out
    assert "Đã nhận 1 thông điệp, trả lại 1." in out
    assert "b.edxml: MessageHeader/To: Gửi nhầm" in out
    assert OutMessage.objects.get().status_code == "01"


def test_a_file_is_received_by_its_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exchange", "receive", file(folder, came(INSIDE))]) == 0
    assert "G22-77, 1 nơi nhận" in capsys.readouterr().out
