"""`dondoc import regime FILE.json` (nhập chế độ báo cáo)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dondoc.base.clock import now
from dondoc.base.rules.refusals import Reason, Refused
from dondoc.cli.database import open_database
from dondoc.cli.files import read_input

MAX_BYTES = 1_000_000


class CannotReadRegimeFile(Refused):
    """Refused: not a JSON object of reasonable size."""


def add_parser(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = kinds.add_parser("regime", help="Chế độ báo cáo")
    parser.add_argument("file", metavar="TỆP", type=Path, help="tệp .json")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take the definition in. Raises CannotUseFile, CannotReadRegimeFile, CannotReadRegime."""
    definition = _read(args.file)
    open_database()
    from dondoc.reporting.actions import import_regime

    parsed, is_new = import_regime(actor_id=None, at=now(), definition=definition)
    said = "Đã nhập" if is_new else "Không có gì thay đổi:"
    print(f"{said} chế độ {parsed.code} – {parsed.name}.")
    return 0


def _read(path: Path) -> dict[str, object]:
    data = read_input(path, MAX_BYTES)
    where = path.name
    if len(data) > MAX_BYTES:
        raise CannotReadRegimeFile([Reason("Tệp lớn quá 1 MB, không phải một chế độ báo cáo.", where)])
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CannotReadRegimeFile([Reason("Tệp không phải UTF-8. Lưu lại dạng UTF-8.", where)]) from error
    except json.JSONDecodeError as error:
        place = f"{where}, dòng {error.lineno}, cột {error.colno}"
        raise CannotReadRegimeFile([Reason("Không phải JSON đúng cú pháp.", place)]) from error
    except RecursionError as error:
        raise CannotReadRegimeFile([Reason("JSON lồng nhau quá sâu.", where)]) from error
    if not isinstance(content, dict):
        raise CannotReadRegimeFile([Reason("Tệp phải chứa một đối tượng JSON {…}.", where)])
    return content
