"""`dondoc agencies`: the tree of a day, for people and for machines."""

import json

import pytest

from dondoc.agencies.actions import import_agencies
from dondoc.cli.main import main
from tests.factories import NOW, World

pytestmark = pytest.mark.django_db

FILE = """code,name,short_name,group,parent,order,valid_from,valid_to,kind,level,identifier,unit_code
ZTW,Chính phủ,,,,1,,,,trung ương,,
Z24,UBND tỉnh Bắc Ninh,tỉnh Bắc Ninh,,ZTW,1,,,tỉnh,cấp tỉnh,H05,24
ZHH,UBND huyện Hiệp Hoà,huyện Hiệp Hoà,II. UBND huyện,Z24,1,,2025-07-01,huyện,cấp huyện,,
Z07840,UBND xã Hiệp Hoà,xã Hiệp Hoà,II. UBND xã,Z24,1,2025-07-01,,xã,cấp xã,H05.61,07840
"""


@pytest.fixture
def national_world(world: World) -> World:
    import_agencies(actor_id=None, at=NOW, data=FILE.encode(), name="a.csv")
    return world


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["agencies", *arguments]) == 0
    return capsys.readouterr().out


def test_the_tree_of_a_day_is_rows_in_tree_order(national_world: World, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(shown(capsys, "--on", "01/07/2025", "--below", "ZTW", "--json"))
    assert [(row["depth"], row["code"], row["parent"]) for row in rows] == [
        (0, "ZTW", None),
        (1, "Z24", "ZTW"),
        (2, "Z07840", "Z24"),
    ]
    assert rows[2] == {
        "depth": 2,
        "code": "Z07840",
        "name": "UBND xã Hiệp Hoà",
        "short_name": "xã Hiệp Hoà",
        "type": "xã",
        "level": "commune",
        "group": "UBND xã",
        "group_order": 2,
        "parent": "Z24",
        "order": 1,
        "identifier": "H05.61",
        "unit_code": "07840",
        "valid_from": "2025-07-01",
        "valid_to": None,
    }
    assert rows[0]["type"] is None and rows[0]["level"] == "nation"


def test_the_day_before_has_the_units_of_the_day_before(
    national_world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown(capsys, "--on", "2025-06-30", "--below", "Z24").splitlines() == [
        "2 đơn vị vào ngày 30/06/2025",
        "Z24  UBND tỉnh Bắc Ninh",
        "  ZHH  UBND huyện Hiệp Hoà  [II. UBND huyện]",
    ]


def test_without_a_day_it_is_today(national_world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys).splitlines()[0].endswith("đơn vị vào ngày 23/11/2026")


def test_a_unit_that_does_not_exist_that_day_is_told(national_world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agencies", "--on", "2025-06-30", "--below", "Z07840"]) == 2
    assert "Không có đơn vị mang mã 'Z07840' vào ngày 30/06/2025." in capsys.readouterr().err
