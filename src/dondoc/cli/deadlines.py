"""`dondoc deadlines` (hạn gửi báo cáo): what is due when, and what moved."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from dondoc.base.rules.wording import screen_date, weekday
from dondoc.cli.database import open_database
from dondoc.cli.days import check_span, day

if TYPE_CHECKING:
    from dondoc.deadlines.rules.definition import SpanRow


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("deadlines", help="Kỳ báo cáo và hạn gửi trong một khoảng ngày")
    parser.add_argument("--regime", metavar="MÃ", required=True, help="mã chế độ báo cáo, ví dụ KSTTHC")
    parser.add_argument("--from", metavar="NGÀY", dest="first", required=True, type=day, help="hạn hoặc ngày chốt từ")
    parser.add_argument("--to", metavar="NGÀY", dest="last", required=True, type=day, help="đến hết ngày")
    parser.add_argument("--level", metavar="CẤP", default="", help="số của cấp báo cáo, hoặc tên nhóm")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one row for each deadline. Raises Refused."""
    check_span(args.first, args.last)
    open_database()
    from dondoc.deadlines.queries import work_calendar
    from dondoc.deadlines.rules.definition import deadlines_between
    from dondoc.reporting.queries import regime_definition

    definition = regime_definition(args.regime)
    rows = deadlines_between(definition, args.first, args.last, work_calendar(), args.level)
    if args.json:
        print(json.dumps([_plain(args.regime, row) for row in rows], ensure_ascii=False, indent=2, default=str))
        return 0
    print("\n".join(_line(row) for row in rows) or "Không có hạn gửi nào trong khoảng ngày này.")
    return 0


def _plain(regime: str, row: SpanRow) -> dict[str, Any]:
    due = row.due
    return {
        "regime": regime,
        "period": row.period.code,
        "window_from": due.window_from,
        "window_to": due.window_to,
        "level": row.rule.group if row.rule.level is None else row.rule.level,
        "due_on": due.due_on,
        "due_on_before_roll": due.due_on_before_roll,
        "wording": due.wording,
        "group": row.rule.group,
        "why": due.why,
        "provisional": due.provisional,
        "warnings": due.warnings,
    }


def _line(row: SpanRow) -> str:
    due, rule = row.due, row.rule
    who = f"{f'cấp {rule.level}, ' if rule.level else ''}{'mọi đơn vị' if rule.group == '*' else rule.group}"
    on = f"{weekday(due.due_on)} {screen_date(due.due_on)}" if due.due_on else "chưa có ngày"
    notes = [due.why] if due.moved or due.provisional or due.due_on is None else []
    return " | ".join([row.label, who, on, " ".join((*notes, *due.warnings))]).rstrip(" |")
