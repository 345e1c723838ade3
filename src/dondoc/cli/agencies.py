"""`dondoc agencies --on DATE` (in cây đơn vị của một ngày)."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from dondoc.base.clock import today
from dondoc.base.rules.refusals import Refused
from dondoc.base.rules.wording import number, roman, screen_date
from dondoc.cli.database import open_database
from dondoc.cli.days import day

if TYPE_CHECKING:
    from dondoc.agencies.rules.map import AgencyMap, AgencyOnDay


class CannotShowAgencies(Refused):
    """Refused: the unit whose tree is asked for does not exist on the day."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("agencies", help="In cây đơn vị của một ngày")
    parser.add_argument("--on", metavar="NGÀY", type=day, help="ngày xem, mặc định hôm nay")
    parser.add_argument("--below", metavar="MÃ", default="", help="chỉ đơn vị này và các đơn vị trực thuộc")
    parser.add_argument("--json", action="store_true", help="in dạng JSON, mỗi đơn vị một dòng theo thứ tự cây")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the tree as it stood on the day. Raises CannotOpenDatabase, CannotShowAgencies."""
    open_database()
    from dondoc.agencies.queries import agency_map

    found = agency_map(args.on or today())
    rows = list(found.walk())
    if args.below:
        top = found.by_code(args.below)
        if top is None:
            raise CannotShowAgencies(f"Không có đơn vị mang mã '{args.below}' vào ngày {screen_date(found.on)}.")
        rows = list(found.walk(top))
    if args.json:
        print(json.dumps([_record(found, depth, agency) for depth, agency in rows], ensure_ascii=False, indent=1))
        return 0
    print(f"{number(len(rows))} đơn vị vào ngày {screen_date(found.on)}")
    for depth, agency in rows:
        group = f"  [{roman(agency.group_position)}. {agency.group}]" if agency.group and agency.group_position else ""
        print(f"{'  ' * depth}{agency.code}  {agency.name}{group}")
    return 0


def _record(found: AgencyMap, depth: int, agency: AgencyOnDay) -> dict[str, Any]:
    parent = found.by_id.get(agency.parent_id) if agency.parent_id is not None else None
    return {
        "depth": depth,
        "code": agency.code,
        "name": agency.name,
        "short_name": agency.short_name,
        "type": agency.kind or None,
        "level": agency.level or None,
        "group": agency.group,
        "group_order": agency.group_position if agency.group else None,
        "parent": parent.code if parent else None,
        "order": agency.position,
        "identifier": agency.identifier or None,
        "unit_code": agency.unit_code or None,
        "valid_from": agency.valid_from.isoformat(),
        "valid_to": agency.valid_to.isoformat() if agency.valid_to else None,
    }
