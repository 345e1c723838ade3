"""`dondoc import figures FILE` (nhập số liệu báo cáo): JSON or the filled Excel form."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dondoc.base.clock import now
from dondoc.base.rules.refusals import Refused
from dondoc.cli.database import open_database
from dondoc.cli.files import read_input

if TYPE_CHECKING:
    from dondoc.reporting.actions.enter_figures import FiguresEntered
    from dondoc.sheets.rules.checks import Checked

BLOCKED, UNUSABLE = 3, 2


def add_parser(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = kinds.add_parser("figures", help="Số liệu của một đơn vị theo biểu mẫu")
    parser.add_argument("file", metavar="TỆP", type=Path, help="tệp .json, hoặc biểu mẫu .xlsx đã điền")
    parser.add_argument("--agency", metavar="MÃ", required=True, help="mã đơn vị báo cáo")
    parser.add_argument("--regime", metavar="MÃ", required=True, help="mã chế độ báo cáo")
    parser.add_argument("--form", metavar="MÃ", required=True, help="mã biểu mẫu")
    parser.add_argument("--period", metavar="KỲ", required=True, help="kỳ báo cáo, ví dụ 2026-Q3")
    parser.add_argument(
        "--send", action="store_true", help="gửi luôn cả báo cáo, cùng số liệu đã nhận của các biểu khác"
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi gì")
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 taken in; 3 refused by a blocking check; 2 figures that cannot be read, told as well. Raises Refused."""
    open_database()
    from dondoc.reporting.actions.enter_figures import CannotEnterFigures

    try:
        done = _entered(args)
    except CannotEnterFigures as refused:
        _tell(args, refused.figures, None, is_accepted=False)
        return UNUSABLE if refused.is_unreadable else BLOCKED
    except Refused as refused:
        if args.json:
            problems = [{"row": "", "column": "", "rule": "", "level": "block", "values": [], "message": str(reason)}
                        for reason in refused.reasons]  # fmt: skip
            _print({"accepted": False, "version": None, "computed": {}, "problems": problems})
        raise
    _tell(args, done.figures, done, is_accepted=True)
    return 0


def _entered(args: argparse.Namespace) -> FiguresEntered:
    from dondoc.reporting.actions.enter_figures import enter_figures

    return enter_figures(
        actor_id=None,
        at=now(),
        regime_code=args.regime,
        form_code=args.form,
        period_code=args.period,
        agency_code=args.agency,
        data=read_input(args.file),
        source=f"tệp {args.file.name}",
        is_sent=args.send,
        is_trial=args.dry_run,
    )


def _tell(args: argparse.Namespace, figures: Checked, done: FiguresEntered | None, *, is_accepted: bool) -> None:
    version, missing = (done.version, list(done.missing)) if done else (None, [])
    if args.json:
        content: dict[str, Any] = {
            "accepted": is_accepted,
            "version": version,
            "computed": figures.sheet.told(only_computed=True),
            "problems": [problem.told() for problem in figures.problems],
        }
        _print({**content, "missing_forms": missing} if args.send else content)
        return
    for problem in figures.problems:
        print(f"{'Lỗi' if problem.is_blocking else 'Cần giải trình'}. {problem.reason()}")
    if not is_accepted:
        print("Không nhận số liệu; chưa có gì thay đổi.")
    elif version is None:
        print("Số liệu nhận được; đây là kiểm tra thử, chưa ghi gì.")
    else:
        print(f"Đã {'gửi' if args.send else 'nhận'} số liệu biểu {args.form}, bản {version}.")
    if missing:
        print(f"Báo cáo còn thiếu biểu {', '.join(missing)}: chưa có số liệu nên chưa gửi cùng.")


def _print(content: dict[str, Any]) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=2))
