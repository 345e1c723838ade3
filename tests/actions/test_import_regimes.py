"""A file of regimes comes in whole or not at all (nhập chế độ báo cáo), as versions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dondoc.base.models import AuditEntry
from dondoc.deadlines.rules.regime_files import SUFFIXES, CannotReadRegimeFile, write_regimes
from dondoc.reporting.actions import RegimesImported, import_regime, import_regimes
from dondoc.reporting.models import Regime
from dondoc.reporting.queries import NotAdministrator, all_definitions, definition_of_period, versions_of
from tests.factories import NOW, World

FILE = (Path(__file__).parents[1] / "cases" / "regimes.json").read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_exported_comes_in_again_and_changes_nothing(world: World, suffix: str) -> None:
    assert import_regimes(actor_id=None, at=NOW, data=FILE, name="a.json") == RegimesImported(9, 0, 0)
    definitions = all_definitions()
    written = write_regimes(definitions, suffix)
    assert import_regimes(actor_id=None, at=NOW, data=written, name=f"a{suffix}") == RegimesImported(0, 0, 10)
    assert all_definitions() == definitions


def test_a_regime_that_says_something_else_gets_a_version_and_the_old_one_stays(world: World) -> None:
    import_regimes(actor_id=None, at=NOW, data=FILE, name="a.json")
    changed = [{**value, "name": "Tên mới"} for value in json.loads(FILE) if value["code"] == "bao-hiem"]
    done = import_regimes(actor_id=None, at=NOW, data=json.dumps(changed).encode(), name="a.json")
    assert done == RegimesImported(0, 1, 0)
    assert [v.definition.name for v in versions_of("bao-hiem")] == ["Tên mới", json.loads(FILE)[7]["name"]]
    entry = AuditEntry.objects.filter(subject="regime:bao-hiem").latest("id")
    assert entry.detail["before"]["name"] != entry.detail["after"]["name"] == "Tên mới"


def test_a_period_keeps_the_words_of_the_version_that_held_it(world: World) -> None:
    (bao_hiem,) = [value for value in json.loads(FILE) if value["code"] == "bao-hiem"]
    import_regime(actor_id=None, at=NOW, definition=bao_hiem)
    only_year = {**bao_hiem, "name": "Chỉ còn năm", "cycles": bao_hiem["cycles"][3:]}
    assert import_regime(actor_id=None, at=NOW, definition=only_year)[1]
    assert definition_of_period("bao-hiem", "2026-Q1").name == bao_hiem["name"]
    assert definition_of_period("bao-hiem", "2026").name == "Chỉ còn năm"
    assert definition_of_period("bao-hiem", "W2026-01-07").name == "Chỉ còn năm"


def test_one_bad_regime_keeps_the_whole_file_out(world: World) -> None:
    values = json.loads(FILE)
    values[3]["confidential"] = True
    with pytest.raises(CannotReadRegimeFile, match="bí mật nhà nước"):
        import_regimes(actor_id=None, at=NOW, data=json.dumps(values).encode(), name="a.json")
    assert Regime.objects.count() == 1


def test_only_an_administrator_enters_regimes(world: World) -> None:
    with pytest.raises(NotAdministrator):
        import_regimes(actor_id=world.people["hoa"], at=NOW, data=FILE, name="a.json")
    with pytest.raises(NotAdministrator):
        import_regime(actor_id=world.people["hoa"], at=NOW, definition=json.loads(FILE)[0])
