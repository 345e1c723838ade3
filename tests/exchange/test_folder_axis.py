"""A folder as the axis: whole files only, once each, and what is refused lies beside its reasons."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dondoc.exchange.axes import AxisFailed, FolderAxis, HttpAxis, NoAxis, axis_of
from dondoc.exchange.rules.xml_tree import MAX_BYTES


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_message_is_laid_into_its_receivers_folder_once(tmp_path: Path) -> None:
    axis = FolderAxis(tmp_path / "truc")
    for _ in range(2):
        axis.send("000.00.12.H05", "k1", b"<a/>")
    assert files(tmp_path) == {"truc/di/000.00.12.H05/k1.edxml": b"<a/>"}


@pytest.mark.parametrize("receiver", ["..", "../x", "a/b", "", "h05"])
def test_a_receiver_that_is_no_identifier_gets_no_folder(tmp_path: Path, receiver: str) -> None:
    with pytest.raises(AxisFailed, match="thư mục"):
        FolderAxis(tmp_path).send(receiver, "k1", b"<a/>")
    assert files(tmp_path) == {}


def test_what_is_brought_in_is_read_oldest_first_and_put_away(tmp_path: Path) -> None:
    axis = FolderAxis(tmp_path)
    assert axis.waiting() == []
    came = tmp_path / "den"
    came.mkdir()
    for name, age in (("b.edxml", 1), ("a.edxml", 2), ("c.dang-ghi", 3)):
        (came / name).write_bytes(name.encode())
        os.utime(came / name, (1_000_000 - age, 1_000_000 - age))
    (came / "d.edxml").symlink_to(came / "a.edxml")
    assert axis.waiting() == ["a.edxml", "b.edxml"]
    assert axis.fetch("a.edxml") == b"a.edxml"
    axis.finish("a.edxml")
    axis.finish("b.edxml", "Gửi nhầm")
    assert axis.waiting() == []
    assert (came / "da-nhan" / "a.edxml").is_file()
    assert (came / "tu-choi" / "b.edxml").is_file()
    assert (came / "tu-choi" / "b.edxml.txt").read_text("utf-8") == "Gửi nhầm\n"


def test_of_a_file_that_is_too_large_only_so_much_is_read_that_its_reader_refuses_it(tmp_path: Path) -> None:
    came = tmp_path / "den"
    came.mkdir()
    with (came / "a.edxml").open("wb") as file:
        file.truncate(MAX_BYTES * 3)
    assert len(FolderAxis(tmp_path).fetch("a.edxml")) == MAX_BYTES + 1


def test_a_folder_that_cannot_be_used_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "di").write_bytes(b"a file stands here")
    with pytest.raises(AxisFailed, match="Không ghi được"):
        FolderAxis(tmp_path).send("H05", "k1", b"<a/>")
    with pytest.raises(AxisFailed, match="Không đọc được tệp"):
        FolderAxis(tmp_path).fetch("a.edxml")


def test_the_setting_names_a_service_or_a_folder(tmp_path: Path) -> None:
    assert isinstance(axis_of("https://truc.example.gov.vn/edoc", "t"), HttpAxis)
    assert isinstance(axis_of(str(tmp_path)), FolderAxis)
    with pytest.raises(NoAxis, match="DONDOC_AXIS"):
        axis_of("")
