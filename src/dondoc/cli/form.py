"""`dondoc form check`, `read-layout`, `template` (biểu mẫu số liệu): definitions looked at, a file to fill in."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dondoc.base.rules.refusals import Refused
from dondoc.cli.database import open_database
from dondoc.cli.files import read_input, write_output

UNUSABLE = 2


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "form", help="Biểu mẫu số liệu: kiểm tra định nghĩa, đọc bảng Excel, lấy tệp để điền"
    )
    deeds = parser.add_subparsers(metavar="VIỆC", required=True, title="Các việc")
    check = deeds.add_parser("check", help="Kiểm tra định nghĩa biểu mẫu")
    check.add_argument("file", metavar="TỆP", type=Path, help="tệp .json")
    check.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    check.set_defaults(run=run_check)
    layout = deeds.add_parser("read-layout", help="Đọc bảng Excel đã có tiêu đề thành biểu nháp")
    layout.add_argument("file", metavar="TỆP.xlsx", type=Path, help="tệp có các dòng tiêu đề và dòng số cột")
    layout.add_argument("--code", metavar="MÃ", default="", help="mã biểu mẫu")
    layout.add_argument("--sheet", metavar="TRANG", default="", help="tên trang tính, khi tệp có nhiều trang")
    layout.add_argument("--json", action="store_true", help="in biểu nháp và các chỗ đoán dạng JSON")
    layout.set_defaults(run=run_read_layout)
    template = deeds.add_parser("template", help="Ghi biểu mẫu Excel của một đơn vị, một kỳ")
    template.add_argument("--form", metavar="MÃ", required=True, help="mã biểu mẫu")
    template.add_argument("--agency", metavar="MÃ", required=True, help="mã đơn vị báo cáo")
    template.add_argument("--period", metavar="KỲ", required=True, help="kỳ báo cáo, ví dụ 2026-Q3")
    template.add_argument("--regime", metavar="MÃ", default="", help="mã chế độ, khi nhiều chế độ dùng biểu này")
    template.add_argument("--out", metavar="TỆP.xlsx", required=True, type=Path)
    template.set_defaults(run=run_template)


def run_check(args: argparse.Namespace) -> int:
    """0 when the definition can be used, 2 with every slip."""
    from dondoc.sheets.rules.definition import read_form

    try:
        form = read_form(read_input(args.file))
    except Refused as refused:
        if not args.json:
            raise
        problems = [{"where": reason.where, "message": reason.message} for reason in refused.reasons]
        print(json.dumps({"valid": False, "problems": problems}, ensure_ascii=False, indent=2))
        return UNUSABLE
    order = [column.no for column in form.in_order if column.formula is not None]
    if args.json:
        told = {"valid": True, "code": form.code, "computed_in_order": order, "problems": []}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    print(f"Biểu {form.code} dùng được. Thứ tự tính các cột: {', '.join(order) or 'không có cột tính'}.")
    return 0


def run_read_layout(args: argparse.Namespace) -> int:
    """The draft and what in it is a guess; nothing is kept. Raises Refused."""
    from dondoc.sheets.rules.layouts import read_layout

    found = read_layout(read_input(args.file), code=args.code, sheet=args.sheet)
    if args.json:
        guesses = [{"where": reason.where, "message": reason.message} for reason in found.guesses]
        told = {"sheet": found.sheet, "definition": found.values, "guesses": guesses}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    n_rows = len(found.values["rows"].get("items", []))
    print(f"Trang '{found.sheet}': {len(found.values['columns'])} cột số liệu, {n_rows} dòng. Cần xem lại:")
    for reason in found.guesses:
        print(f"- {reason}")
    return 0


def run_template(args: argparse.Namespace) -> int:
    """Write the file. Raises Refused."""
    open_database()
    from dondoc.agencies.models import Agency
    from dondoc.agencies.queries import agencies_as_on
    from dondoc.base.rules.refusals import NotFound
    from dondoc.deadlines.rules.periods import parse_period
    from dondoc.reporting.queries.figures import form_for_template, form_of_period
    from dondoc.sheets.rules.workbook import Heading, write_form_template

    period = parse_period(args.period)
    if args.regime:
        found = form_of_period(args.regime, args.form, period.code)
        in_use, label = found.in_use, found.regime.label(period)
    else:
        in_use, label = form_for_template(args.form, period.code), period.label
    agency = Agency.objects.filter(code=args.agency).first()
    if agency is None:
        raise NotFound(f"Không có đơn vị mang mã '{args.agency}'.")
    name = agencies_as_on([agency.pk], period.last_day)[agency.pk].name
    heading = Heading(args.agency, name, period.code, label)
    write_output(args.out, write_form_template(in_use.definition, heading))
    print(f"Đã ghi biểu mẫu: {args.out}")
    return 0
