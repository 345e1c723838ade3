"""DOCX opened and saved by LibreOffice keeps its layout; the PDF that it makes of ours is right too."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dondoc.documents.paper_facts import check_file
from dondoc.documents.render import render_docx
from tests.documents.every_type import DECISION
from tests.documents.faults import Fault, margin, marked, removed, said, spoiled_docx
from tests.documents.samples import LETTER, REPORT
from tests.documents.test_checking_others import OTHERS, saved

OWN = {"letter": LETTER, "report": REPORT, "decision": DECISION}
SPOILED: dict[str, Fault] = {
    "margin-left": margin("left", 25),
    "recipients-title-italic": marked("Nơi nhận", italic=False),
    "date-italic": marked("Bắc Giang, ngày", italic=False),
    "closing-mark": said("(Kèm theo", "(Kèm theo danh sách)"),
    "recipients-missing": removed("Nơi nhận"),
}


def converted(files: dict[str, bytes], kind: str, folder: Path) -> dict[str, bytes]:
    """Every file through one run of LibreOffice, with settings of its own."""
    folder.mkdir()
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    out = folder / kind
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder / 'settings'}", "--convert-to", kind]
    paths = [str(folder / f"{name}.docx") for name in files]
    subprocess.run([*command, "--outdir", str(out), *paths], check=True, capture_output=True)
    return {name: (out / f"{name}.{kind}").read_bytes() for name in files}


def broken(data: bytes) -> set[str]:
    return {one.rule for one in check_file(data).broken}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("libreoffice")


def test_our_documents_opened_and_saved_keep_their_layout(folder: Path) -> None:
    found = converted({name: render_docx(value) for name, value in OWN.items()}, "docx", folder / "own")
    assert {name: broken(data) for name, data in found.items()} == {name: set() for name in OWN}


def test_documents_of_others_opened_and_saved_stay_right(folder: Path) -> None:
    files = {name.replace(", ", "-").replace(" ", "-"): saved(made()) for name, made in OTHERS.items()}
    found = converted(files, "docx", folder / "others")
    assert {name: broken(data) for name, data in found.items()} == {name: set() for name in files}


def test_a_fault_is_still_found_after_saving(folder: Path) -> None:
    files = {rule: spoiled_docx(LETTER, fault) for rule, fault in SPOILED.items()}
    before = {rule: broken(data) for rule, data in files.items()}
    found = converted(files, "docx", folder / "spoiled")
    assert {rule: broken(data) for rule, data in found.items()} == before
    assert all(rule in rules for rule, rules in before.items())


def test_the_pdf_that_it_makes_of_ours_breaks_no_rule(folder: Path) -> None:
    found = converted({name: render_docx(value) for name, value in OWN.items()}, "pdf", folder / "pdf")
    assert {name: broken(data) for name, data in found.items()} == {name: set() for name in OWN}


def test_a_fault_is_found_in_the_pdf_that_it_makes_and_no_other(folder: Path) -> None:
    files = {rule: spoiled_docx(LETTER, fault) for rule, fault in SPOILED.items()}
    found = converted(files, "pdf", folder / "spoiled-pdf")
    assert {rule: broken(data) for rule, data in found.items()} == {rule: {rule} for rule in SPOILED}
