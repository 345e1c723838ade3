"""`dondoc register outgoing|incoming|handling` (sổ văn bản): a register of a body and a year, to Excel or PDF."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dondoc.base.clock import now
from dondoc.base.rules.refusals import Reason, Refused
from dondoc.cli.database import open_database
from dondoc.documents.rules.registers import Register, RegisterKind

ENDINGS = (".xlsx", ".pdf")


class CannotWriteRegister(Refused):
    """Refused: no file of this kind, no such agency, the file cannot be written."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("register", help="Sổ văn bản đi, đến, theo dõi giải quyết: Excel, PDF")
    kinds = parser.add_subparsers(metavar="SỔ", required=True, title="Các sổ", dest="kind")
    for kind in RegisterKind:
        command = kinds.add_parser(kind.value, help=kind.heading)
        command.add_argument("--agency", metavar="MÃ", required=True, help="mã cơ quan")
        command.add_argument("--year", metavar="NĂM", required=True, type=int, help="năm của sổ")
        command.add_argument("--type", metavar="LOẠI", default="", help="một loại: BC (văn bản đi), Công văn (đến)")
        command.add_argument("--out", metavar="TỆP", help="tệp .xlsx hoặc .pdf để ghi")
        command.add_argument("--json", action="store_true", help="in các dòng dạng JSON")
        command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the register, print how many lines it holds. Raises Refused."""
    out = Path(args.out) if args.out else None
    if out is None and not args.json:
        raise CannotWriteRegister([Reason("Cho biết --out TỆP (.xlsx, .pdf) hoặc --json.")])
    if out is not None and out.suffix.casefold() not in ENDINGS:
        raise CannotWriteRegister([Reason(f"Tệp {out.name} phải là .xlsx hoặc .pdf.", "--out")])
    open_database()
    from dondoc.agencies.models import Agency
    from dondoc.base.rules.moments import AsOf
    from dondoc.documents.queries.registers import register_of

    agency = Agency.objects.filter(code=args.agency).first()
    if agency is None:
        raise CannotWriteRegister([Reason(f"Không tìm thấy cơ quan mang mã '{args.agency}'.", "--agency")])
    as_of = AsOf(now())
    register = register_of(RegisterKind(args.kind), agency.pk, args.year, as_of, args.type)
    if out is not None:
        _write(out, _bytes(register, out.suffix.casefold(), int(as_of.at.timestamp())))
    if args.json:
        rows = [dict(zip(register.kind.columns, row.cells, strict=True)) for row in register.rows]
        told = {"register": args.kind, "agency": args.agency, "year": args.year, "type": args.type}
        print(json.dumps({**told, "columns": list(register.kind.columns), "rows": rows}, ensure_ascii=False, indent=2))
    else:
        print(f"{register.kind.heading}, {register.span.lower()}: {len(register.rows)} dòng, ghi vào {out}.")
    return 0


def _bytes(register: Register, suffix: str, timestamp: int) -> bytes:
    from dondoc.base.rules.tables.writing import write_sheet
    from dondoc.documents.render import render_register

    if suffix == ".pdf":
        return render_register(register, timestamp)
    return write_sheet(register.kind.heading, register.kind.columns, [row.cells for row in register.rows])


def _write(out: Path, data: bytes) -> None:
    try:
        out.write_bytes(data)
    except OSError as error:
        raise CannotWriteRegister([Reason(f"Không ghi được tệp: {error.strerror}.", str(out))]) from error
