"""`dondoc open`: what a timer runs every day, and what it says."""

from __future__ import annotations

import re

import pytest

from dondoc.cli.main import main
from tests.actions.test_generate_obligations import DISTRICTS, enter
from tests.factories import World


def test_the_coming_year_is_generated_once_and_groups_without_a_day_are_named(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    enter("GIAO", {"group": DISTRICTS, "delegated": "UBND tỉnh"})
    assert main(["open", "--regime", "GIAO", "--months", "12"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"Các kỳ chốt số liệu đến \S+: 4 kỳ, 0 nghĩa vụ mới, 0 đơn vị .*", lines[0])
    assert len(lines) == 5 and all(f"nhóm '{DISTRICTS}'" in line for line in lines[1:])
    assert main(["open"]) == 0
    assert main(["open"]) == 0
    assert " 0 nghĩa vụ mới" in capsys.readouterr().out.splitlines()[-5]
