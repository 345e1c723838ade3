"""`dondoc letter …` (soạn văn bản của một kỳ báo cáo, công văn đôn đốc một đơn vị)."""

from __future__ import annotations

import argparse
from pathlib import Path

from dondoc.base.clock import now
from dondoc.base.rules.moments import AsOf
from dondoc.base.rules.refusals import NotFound
from dondoc.base.rules.wording import screen_date
from dondoc.cli.database import open_database
from dondoc.cli.days import day
from dondoc.cli.total import moment, open_concerned
from dondoc.deadlines.rules.periods import parse_period

OF_A_PERIOD = {
    "reporting": "Công văn về thực hiện chế độ báo cáo một kỳ",
    "regime": "Báo cáo kết quả thực hiện chế độ báo cáo một kỳ",
    "notice": "Thông báo thời hạn gửi báo cáo một kỳ",
}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("letter", help="Soạn công văn, báo cáo của một kỳ báo cáo")
    kinds = parser.add_subparsers(metavar="LOẠI", required=True, title="Các loại công văn")
    for name, told in OF_A_PERIOD.items():
        letter = kinds.add_parser(name, help=told)
        letter.add_argument("--regime", metavar="MÃ", required=True, help="mã chế độ báo cáo, ví dụ KSTTHC")
        letter.add_argument("--period", metavar="KỲ", required=True, help="kỳ báo cáo, ví dụ 2023-Q3")
        letter.add_argument("--as-of", metavar="NGÀY", required=True, type=day, help="tính đến hết ngày")
        letter.add_argument("--scope", metavar="MÃ", default="", help="mã tỉnh, khi có nhiều tỉnh")
        letter.add_argument("--out", metavar="THƯ_MỤC", required=True, type=Path)
        letter.set_defaults(run=run, letter=name)
    urging = kinds.add_parser("urging", help="Công văn đôn đốc một đơn vị: báo cáo, nhiệm vụ còn nợ")
    urging.add_argument("--agency", metavar="MÃ", required=True, help="mã đơn vị")
    urging.add_argument("--as-of", metavar="NGÀY", required=True, type=day, help="tính đến hết ngày")
    urging.add_argument("--out", metavar="THƯ_MỤC", required=True, type=Path)
    urging.set_defaults(run=run_urging)
    total = kinds.add_parser("total", help="Báo cáo tổng hợp số liệu một biểu")
    total.add_argument("--regime", metavar="MÃ", required=True, help="mã chế độ báo cáo")
    total.add_argument("--form", metavar="MÃ", required=True, help="mã biểu mẫu")
    total.add_argument("--period", metavar="KỲ", required=True, help="kỳ báo cáo, ví dụ 2026-Q3")
    total.add_argument("--agency", metavar="MÃ", default="", help="mã đơn vị tổng hợp; không ghi: tỉnh của kỳ đó")
    total.add_argument("--as-of", metavar="LÚC", type=moment, help="tính đến lúc; chỉ ghi ngày là hết ngày đó")
    total.add_argument("--with-previous", action="store_true", help="đơn vị thiếu: tính cả số kỳ trước")
    total.add_argument("--out", metavar="THƯ_MỤC", required=True, type=Path)
    total.set_defaults(run=run_total)


def run(args: argparse.Namespace) -> int:
    """Write letter.docx, .pdf, .json; regime.docx …; notice.docx …. Raises Refused."""
    open_database()
    from dondoc.agencies.queries import agency_map
    from dondoc.cli.papers import write_papers
    from dondoc.followup.queries import letter_of_period, notice_of_period, regime_report_of_period, scope_for_period
    from dondoc.followup.rules.reporting_table import table_figures
    from dondoc.reporting.actions import open_period

    drafts = {"reporting": letter_of_period, "regime": regime_report_of_period, "notice": notice_of_period}
    period = parse_period(args.period)
    province_id = scope_for_period(
        agency_map(period.last_day), regime_code=args.regime, period_code=period.code, scope=args.scope
    )
    key = {"regime_code": args.regime, "period_code": period.code, "province_id": province_id}
    open_period(actor_id=None, at=now(), **key)
    table, document = drafts[args.letter](**key, as_of=AsOf.end_of_day(args.as_of))
    name = "letter" if args.letter == "reporting" else args.letter
    for path in write_papers(args.out, name, document, table_figures(table)):
        print(path)
    return 0


def run_urging(args: argparse.Namespace) -> int:
    """Write urging.docx, urging.pdf, urging.json. Raises Refused."""
    open_database()
    from dondoc.agencies.queries import agency_map
    from dondoc.cli.papers import write_papers
    from dondoc.followup.queries import urging_of
    from dondoc.followup.rules.arrears import arrears_figures

    day_map = agency_map(args.as_of)
    agency = day_map.by_code(args.agency)
    province = day_map.province_of(agency.id) if agency else None
    if agency is None or province is None:
        raise NotFound(f"Không có đơn vị mang mã '{args.agency[:40]}' vào ngày {screen_date(args.as_of)}.")
    as_of = AsOf.end_of_day(args.as_of)
    found, document = urging_of(province_id=province.id, agency_id=agency.id, as_of=as_of)
    for path in write_papers(args.out, "urging", document, arrears_figures(found)):
        print(path)
    return 0


def run_total(args: argparse.Namespace) -> int:
    """Write total.docx, total.pdf, total.json. Raises Refused."""
    open_database()
    from dondoc.agencies.queries import agency_map
    from dondoc.cli.papers import write_papers
    from dondoc.followup.queries import consolidated_letter, scope_for_period
    from dondoc.followup.rules.consolidated import consolidated_figures
    from dondoc.reporting.queries import definition_of_period
    from dondoc.reporting.queries.totals import total_of

    period = parse_period(args.period)
    on = definition_of_period(args.regime, period.code).end_of(period)
    day_map = agency_map(on)
    agency = day_map.by_code(args.agency) if args.agency else None
    province = day_map.province_of(agency.id) if agency else None
    province_id = (
        province.id
        if province
        else scope_for_period(day_map, regime_code=args.regime, period_code=period.code, scope=args.agency)
    )
    code = args.agency or day_map.by_id[province_id].code
    open_concerned(args.regime, period.code, code)
    as_of = AsOf(args.as_of or now())
    total = total_of(
        regime_code=args.regime,
        form_code=args.form,
        period_code=period.code,
        agency_code=code,
        as_of=as_of,
        with_previous=args.with_previous,
    )
    found, document = consolidated_letter(total=total, province_id=province_id, as_of=as_of)
    for path in write_papers(args.out, "total", document, consolidated_figures(found)):
        print(path)
    return 0
